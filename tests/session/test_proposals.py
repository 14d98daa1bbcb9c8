"""Proposals of a text in a session with no screen: found beside it, walked, passed over, taken back."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.session.test_session import opened, run
from timeline_tui.jobs.child import Proof
from timeline_tui.session.proposals import TextProposals
from timeline_tui.session.requests import ChooseEvent, Consent, Fill
from timeline_tui.session.session import Session
from timeline_tui.session.signal import Refused
from timeline_tui.session.viewing import prove

TEXT = (
    "Anna Berg, the mayor, said on Tuesday that the wall had held.\n\n"
    "“We took it back, and nobody was hurt,” she said.\n\nIn June 2023, a boat was lost on the river.\n"
)
TIMELINE = """\
sources: {post: {outlet: Post, published: 2024-03-13, text: post.txt}}
names: {berg: {kind: person, name: Anna Berg}}
events:
  - {id: raid, date: 2023-06-02, title: A raid}
  - {id: boat, date: 2023-07, title: A boat, quotes: [{exact: QUOTE, source: post}]}
"""
BOAT = "a boat was lost on the river"


@asynccontextmanager
async def reading(
    folder: Path, quote: str = "Nobody knows.", *, timeline: str = TIMELINE, text: str = TEXT
) -> AsyncIterator[tuple[Session, TextProposals]]:
    """A session that reads the text of a source for proposals, and what is proposed of it."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / "post.txt").write_text(text, encoding="utf-8")
    with opened(folder, timeline.replace("QUOTE", quote), at="boat", lines=30) as session:
        assert session.index is not None
        findings = Proof(session.index.path, [texts]).wait()
        prove(session, findings)
        run(session, "open")
        with suppress(Refused):
            # A passage that does not stand in the text leads to its beginning.
            run(session, "open")
        assert session.depth == "source"
        for _ in range(400):
            reading = session.texts
            if reading is not None and reading.text:
                break
            await asyncio.sleep(0.02)
        if session.proposals is None or not session.proposals.is_on("post"):
            run(session, "proposals")
        for _ in range(400):
            held = None if session.proposals is None else session.proposals.of("post")
            if held is not None and held.is_whole:
                break
            await asyncio.sleep(0.02)
        assert held is not None
        yield session, held
        findings.close()


def kinds(held: TextProposals) -> list[str]:
    return [one.kind for one in held.proposals]


async def test_a_passage_of_the_file_is_used_and_the_rest_is_proposed(tmp_path: Path) -> None:
    async with reading(tmp_path, BOAT) as (session, held):
        assert kinds(held) == ["reported", "direct", "narration"]
        assert held.became == ["proposed", "proposed", "used"]
        assert held.told.startswith("1 passage used, 2 proposed; ")
        assert [stop.kind for stop in session.page.stops] == ["proposal", "proposal", "passage"]
        assert {share for _, _, share in held.shades.parts} == {"used", "proposed"}


async def test_the_last_and_the_first_are_said_to_be(tmp_path: Path) -> None:
    async with reading(tmp_path) as (session, held):
        assert held.became == ["proposed"] * 3
        session.page.go_top()
        run(session, "next-hit", "next-hit")
        with pytest.raises(Refused, match="This is the last proposal in this text; N goes the other way"):
            run(session, "next-hit")
        run(session, "previous-hit", "previous-hit")
        with pytest.raises(Refused, match="This is the first proposal"):
            run(session, "previous-hit")


async def test_what_is_asked_for_one(tmp_path: Path) -> None:
    async with reading(tmp_path) as (session, held):
        session.page.go_top()
        consent = run(session, "open")
        assert isinstance(consent, Consent)
        said = "\n".join(line.text for line in consent.maker(60).lines)
        assert "Anna Berg" in said and "from “Tuesday”" in said
        choosing = consent.then(True)
        assert isinstance(choosing, ChooseEvent)
        # Nearest to the day of the claim, which is the last event.
        assert choosing.around == 1
        fill = run(session, "add-event")
        assert isinstance(fill, Fill)
        assert fill.texts["date"] == "2024-03-12"
        assert fill.sheet.plain(fill.texts)["quotes"] == [
            {"exact": held.proposals[0].exact, "source": "post", "speaker": "berg", "kind": "reported"}
        ]


async def test_what_is_read_from_a_line_of_the_text_is_called_a_guess(tmp_path: Path) -> None:
    timeline, text = TIMELINE.replace("published: 2024-03-13, ", ""), f"LUND, March 13, 2024 (Post) - {TEXT}"
    async with reading(tmp_path, timeline=timeline, text=text) as (session, _):
        session.page.go_top()
        consent = run(session, "open")
        assert isinstance(consent, Consent)
        said = " ".join(" ".join(line.text for line in consent.maker(60).lines).split())
        assert (
            "from “Tuesday”; inferred, since the words hang on the date of the report, 13 March 2024" in said
        )
        assert "guessed from “March 13, 2024” in line 1" in said
        fill = run(session, "add-event")
        assert isinstance(fill, Fill)
        assert "guessed from “March 13, 2024” in line 1" in fill.texts["note"]


async def test_words_that_hang_on_an_unknown_day_say_which_line_does_not_tell(tmp_path: Path) -> None:
    timeline, text = TIMELINE.replace("published: 2024-03-13, ", ""), f"LUND, March 13 (Post) - {TEXT}"
    async with reading(tmp_path, timeline=timeline, text=text) as (session, _):
        session.page.go_top()
        consent = run(session, "open")
        assert isinstance(consent, Consent)
        said = " ".join(" ".join(line.text for line in consent.maker(60).lines).split())
        assert "“March 13” in its lines does not say which day" in said


async def test_passing_over_is_taken_back_in_turn_and_kept_when_the_text_is_read_again(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path) as (session, held):
        session.page.go_top()
        run(session, "pass-over", "pass-over")
        assert held.became == ["passed", "passed", "proposed"]
        assert session.proposals is not None
        places = [(one.start, one.end) for one in held.proposals[:2]]
        assert [one.place for one in session.proposals._order] == places
        run(session, "proposals")
        assert len(session.page.stops) == 3 + len(
            [stop for stop in session.page.stops if stop.kind == "passage"]
        )
        run(session, "undo")
        assert held.became == ["passed", "proposed", "proposed"]
        run(session, "undo")
        assert held.became == ["proposed"] * 3
        with pytest.raises(Refused, match="nothing is taken back"):
            run(session, "undo")


def test_a_text_is_shown_before_anything_learns_the_rules() -> None:
    said = (
        "import sys, timeline_tui.session.proposing\n"
        "assert not [name for name in sys.modules if name.startswith(('timeline_tui.gather', 'pydantic'))]"
    )
    subprocess.run([sys.executable, "-c", said], check=True)
