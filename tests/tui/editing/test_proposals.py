"""Proposals of a text on the screen: shown, walked, passed over, and taken into events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.editing.forms import arrived, file_of, form_of, save
from tests.tui.editing.test_clipping import quotes_of, to_text
from tests.tui.reading.test_evidence import proven
from tests.tui.screens import Shown, indexed, shown
from timeline_tui.session.selecting import taken
from timeline_tui.tui.app import TimelineApp, Wanted
from timeline_tui.tui.screens.form import Form

POST = (
    "The wall of Lund\n\nThe governor said on Tuesday that the wall had held. Nobody else was there.\n\n"
    "“We took it back, and nobody was hurt,” Anna Berg said.\n\nIn June 2023, a boat was lost on the river.\n"
)
GATHERED = """\
title: Lund
sources:
  post: {outlet: Lund Post, published: 2024-03-13, text: post.txt}
names:
  governor: {kind: person, name: The governor}
events: []
"""


@asynccontextmanager
async def gathered(
    folder: Path, text: str = POST, *, timeline: str = GATHERED, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Shown]:
    """The program at the text of the only source of a timeline, read for proposals."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / "post.txt").write_text(text, encoding="utf-8")
    file, index = indexed(folder, timeline)
    app = TimelineApp(Wanted(file, file.name, texts=[str(texts)]), index)
    async with app.run_test(size=size) as pilot:
        running = Shown(app, pilot)
        await running.settle()
        if running.reader.depth == "list":
            await running.press("enter")
        for _ in range(10):
            stop = running.reader.stop
            if stop is not None and stop.kind == "source":
                break
            await running.press("tab")
        while running.reader.depth != "source":
            # What is not in sight comes into sight first.
            await running.press("enter")
        await running.wait_for("the text that you hold")
        await running.wait_for("proposed")
        await running.settle()
        yield running
    index.close()


def at(program: Shown) -> str:
    """The kind of what the cursor is on, and its words."""
    stop, texts, proposals = program.reader.stop, program.reader.texts, program.reader.proposals
    assert stop is not None and texts is not None and proposals is not None
    held = proposals.of(texts.source)
    assert held is not None
    return held.proposals[stop.number].exact if stop.kind == "proposal" else stop.kind


async def test_a_file_of_sources_alone_opens_on_them_and_says_how_to_begin(tmp_path: Path) -> None:
    for size in ((120, 40), (60, 20)):
        async with shown(tmp_path, GATHERED, size=size, at=None) as program:
            assert program.reader.depth == "event"
            text = " ".join(program.text.split())
            assert "Press Enter on a source" in text and "title: What happened" not in text
            assert "▶ → Lund Post" in text and "Enter open" in text
            await program.press("enter")
            assert program.reader.where == "source"


async def test_a_text_of_which_nothing_is_used_yet_shows_what_it_proposes(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        assert program.reader.depth == "source"
        assert any("3 passages proposed: n goes to the next" in notice for notice in program.notices)
        text = " ".join(program.text.split())
        assert "no passage used, 3 proposed; 29 % untouched" in text
        for shape in ("» ▶The governor said", "“ ⟨“We took it back", "◇ ⟨In June 2023"):
            assert shape in text
        assert "» The governor, 12" in text
        assert "n next proposal" in program.text and "Q no proposals" in program.text


async def test_they_are_walked_like_hits_and_words_that_are_looked_for_come_first(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        assert at(program).startswith("The governor said")
        await program.press("n")
        assert at(program).startswith("“We took it")
        await program.press("n", "n")
        assert at(program).startswith("In June")
        assert any("This is the last proposal" in notice for notice in program.notices)
        await program.press("N")
        assert at(program).startswith("“We took it")
        await program.press("slash", *"wall", "enter", "n")
        assert program.hit_text.startswith("┊ wall had held.")
        await program.press("Q", "Q", "n")
        assert at(program).startswith("“We took it")


async def test_the_page_of_one_says_all_that_the_text_does(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        await program.press("enter")
        text = " ".join(program.text.split())
        assert "│ The governor said on Tuesday" in text
        for words in (
            "What reported claim",
            "Who The governor",
            "Passed on by the word “said”",
            "When 12 March 2024, Tuesday, from “Tuesday”; inferred, since the words hang on the date of the",
            "Stands in line 3 of the text",
            "Enter choose its event Esc back to the text",
        ):
            assert words in " ".join(text.replace("│", " ").split()), words
        await program.press("escape")
        assert at(program).startswith("The governor said")


async def test_one_becomes_a_new_event_and_u_takes_it_back(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        before = file_of(program).read_bytes()
        await program.press("enter", "enter")
        assert isinstance(program.app.screen, Form)
        assert program.app.screen.texts | {"id": ""} == {
            **dict.fromkeys(program.app.screen.texts, ""),
            "title": "The governor said on Tuesday that the wall had held",
            "date": "2024-03-12",
            "names": "The governor",
            "speaker": "The governor",
            "kind": "reported",
            "note": "The date is read from “Tuesday” in a report of 13 March 2024, Wednesday.",
        }
        await save(program)
        await arrived(program, "The governor said on Tuesday that the wall had held")
        assert program.reader.row is not None
        (quote,) = quotes_of(program, program.reader.row.id)
        assert (quote.exact, quote.source, quote.kind, quote.speaker) == (
            "The governor said on Tuesday that the wall had held.",
            "post",
            "reported",
            "governor",
        )
        await program.wait_for("1 passage used, 2 proposed; 29 % untouched")
        assert "│ ▶The governor said" in program.text or "│ ⟦The governor said" in program.text
        await program.press("u")
        await program.wait_for("no passage used, 3 proposed")
        assert file_of(program).read_bytes() == before
        assert program.reader.depth == "source"


async def test_everything_is_to_be_changed_and_who_is_new_is_asked_for(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        await program.press("n", "a")
        assert isinstance(program.app.screen, Form)
        assert "Speaker Anna Berg “Anna Berg” is not among the names yet" in form_of(program)
        await program.press("ctrl+u", *"Held", "tab", *"2024", "ctrl+s")
        await program.wait_for("“Anna Berg” is a new name")
        await save(program)
        await arrived(program, "Held")
        assert program.reader.row is not None
        (quote,) = quotes_of(program, program.reader.row.id)
        assert (quote.exact, quote.kind, quote.speaker) == (
            "“We took it back, and nobody was hurt,”",
            "direct",
            "anna-berg",
        )


OTHERS = """\
events:
  - {id: far, date: 1999-01-01, title: Long before}
  - {id: near, date: 2024-03-11, title: The day before}
  - {id: after, date: 2025-01-01, title: Long after}
"""


async def test_one_is_taken_into_an_event_that_there_is_the_nearest_first(tmp_path: Path) -> None:
    timeline = GATHERED.replace("events: []\n", OTHERS)
    async with gathered(tmp_path, timeline=timeline) as program:
        await program.press("A")
        await program.wait_for("Take “The governor said")
        offered = program.text
        places = [offered.index(words) for words in ("a new event", "2024-03-11", "1999-01-01")]
        assert places == sorted(places)
        await program.press(*"after")
        await program.wait_for("▶ 2025-01-01  Long after")
        await program.press("enter")
        assert isinstance(program.app.screen, Form)
        assert (program.app.screen.texts["kind"], program.app.screen.texts["speaker"]) == (
            "reported",
            "The governor",
        )
        await save(program)
        (quote,) = quotes_of(program, "after")
        assert (quote.kind, quote.speaker) == ("reported", "governor")
        await program.wait_for("1 passage used, 2 proposed")


async def test_words_that_find_no_event_leave_a_new_one(tmp_path: Path) -> None:
    timeline = GATHERED.replace("events: []\n", OTHERS)
    async with gathered(tmp_path, timeline=timeline) as program:
        await program.press("A", *"zzz")
        await program.wait_for("▶ a new event")
        await program.press("enter")
        assert "Add an event with “The governor said" in program.text


async def test_what_is_passed_over_can_be_seen_again_and_proposed_again(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        await program.press("O")
        assert at(program).startswith("“We took it")
        assert any("Q shows what was passed over" in notice for notice in program.notices)
        assert "no passage used, 2 proposed, 1 passed over" in program.text
        assert "⟨The governor" not in program.text
        await program.press("O", "u")
        assert at(program).startswith("“We took it")
        assert "2 proposed, 1 passed over" in program.text
        await program.press("Q")
        assert "- ⟨The governor said" in program.text and "passed over" in program.text
        await program.press("N")
        assert at(program).startswith("The governor said")
        await program.press("O")
        assert "no passage used, 3 proposed;" in program.text
        await program.press("Q")
        assert "⟨" not in program.text and "proposed;" not in program.text
        await program.press("Q")
        assert "no passage used, 3 proposed;" in program.text


async def test_when_all_are_passed_over_it_says_how_to_see_them(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        await program.press("O", "O", "O", "n")
        assert any("Q shows the 3 that you passed over" in notice for notice in program.notices)
        await program.press("O")
        assert any("Move to a proposal first" in notice for notice in program.notices)


async def test_u_takes_back_what_was_done_last_whatever_it_was(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        await program.press("O", "n", "a")
        await save(program)
        await program.wait_for("1 passage used, 1 proposed, 1 passed over")
        await program.press("u")
        await program.wait_for("no passage used, 2 proposed, 1 passed over")
        await program.press("u")
        await program.wait_for("no passage used, 3 proposed;")
        await program.press("u")
        assert any("nothing is taken back" in notice for notice in program.notices)


async def test_c_selects_it_so_that_it_can_be_taken_in_other_bounds(tmp_path: Path) -> None:
    async with gathered(tmp_path) as program:
        await program.press("n", "c")
        assert taken(program.reader).exact == "“We took it back, and nobody was hurt,”"
        await program.press("shift+right")
        assert taken(program.reader).exact.startswith("“We took it back, and nobody was hurt,” Anna")


async def test_a_text_with_passages_shows_none_unasked(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await to_text(program)
        assert "⟨" not in program.text and "Q proposals" in program.text
        await program.press("Q")
        await program.wait_for("Nothing in this text is proposed")
        assert "2 passages used, 0 proposed" in program.text


async def test_a_long_text_comes_part_by_part_and_the_walk_goes_through_all_of_it(tmp_path: Path) -> None:
    text = POST + "A quiet road by the lake.\n\n" * 20_000 + POST
    async with gathered(tmp_path, text) as program:
        await program.wait_for("no passage used, 6 proposed; 99 % untouched")
        await program.press("n", "n", "n")
        assert at(program).startswith("The governor said")
        assert "characters after this" not in program.text
        await program.press("end", "N")
        assert at(program).startswith("In June") or at(program).startswith("“We took")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)], ids=str)
async def test_they_fit_every_window(tmp_path: Path, size: tuple[int, int]) -> None:
    async with gathered(tmp_path, size=size) as program:
        await program.press("n", "enter", "escape", "O", "u")
        assert "⟨" in program.text
        assert max(map(len, program.text.splitlines())) <= size[0]


async def test_elsewhere_the_keys_say_where_proposals_stand(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        await program.press("Q")
        assert any("works in a source" in notice for notice in program.notices)
        await to_text(program)
        await program.press("x", "Q")
        assert any("This is the card of the source" in notice for notice in program.notices)


HOSTILE = (
    "The \x1b]52;c;\x07mayor\u202e of \x1b[2JLund said on Tuesday that [bold]the wall[/] had \u200bheld.\n\n"
    "“We\x9b31m took it\u2066 back, [@click=app.quit]nobody[/] was hurt,” the mayor said.\n"
)


async def test_a_text_that_tries_to_act_is_shown_and_taken_letter_for_letter(tmp_path: Path) -> None:
    async with gathered(tmp_path, HOSTILE) as program:
        for key in ("n", "enter", "enter"):
            await program.press(key)
            assert not set("\x1b\x07\u202e\x9b\u2066\u200b") & set(program.text)
        assert isinstance(program.app.screen, Form)
        assert not set("\x1b\x07\u202e\x9b\u2066\u200b\u2028") & set(
            "".join(program.app.screen.texts.values())
        )
        await program.press("ctrl+s")
        await program.wait_for("is a new name")
        await save(program)
        await program.wait_for("1 passage used")
        assert program.reader.row is not None
        (quote,) = quotes_of(program, program.reader.row.id)
        assert quote.exact in HOSTILE and quote.exact.startswith("“We\x9b31m took")
        assert "1 passage, all verbatim" in program.text
