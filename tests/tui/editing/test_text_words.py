"""The words of a text are put in the place of a passage that is altered or cut, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.forms import file_of
from tests.tui.reading.test_evidence import HERALD, proven
from tests.tui.screens import Shown, shown
from timeline_tui.tui.screens.page_screen import Preview


async def written(program: Shown) -> None:
    """Press the key, look at what is to be written, and let it be."""
    await program.press("E")
    await program.wait_for("To be written into")
    await program.press("enter")
    await program.wait_for("u takes it back")


async def test_an_altered_passage_gets_the_words_of_its_text(tmp_path: Path) -> None:
    async with proven(tmp_path, at="second") as program:
        before = file_of(program).read_text()
        await program.press("enter", "tab", "tab")
        assert "× altered: 1 of 3 words" in program.text
        assert "E the text's words" in program.text
        await program.press("E")
        await program.wait_for("To be written into")
        assert "in place of “We hold it.”" in program.text
        assert file_of(program).read_text() == before
        await program.press("escape")
        assert file_of(program).read_text() == before
        await written(program)
        assert file_of(program).read_text() == before.replace("We hold it.", "We held it.")
        await program.wait_for("3 passages verbatim, 3 with no text held")
        assert "× altered" not in program.text
        await program.press("u")
        await program.wait_for("Taken back")
        assert file_of(program).read_text() == before


async def test_what_is_done_at_once_is_not_told_below_what_is_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline_tui.session.adding._SLOW", 60, raising=False)
    async with proven(tmp_path, at="second") as program:
        await program.press("enter", "tab", "tab", "E")
        await program.wait_for("To be written into")
        assert "Comparing" not in program.reader.notice.sentence


async def test_it_is_done_beside_the_problems_which_have_one_less_then(tmp_path: Path) -> None:
    async with proven(tmp_path) as program:
        before = file_of(program).read_text()
        await program.press("p")
        assert "E the text's words" in program.text
        await written(program)
        assert file_of(program).read_text() == before.replace("We hold it.", "We held it.")
        for _ in range(200):
            if "does not stand so" not in program.text:
                break
            await program.pilot.pause(0.05)
        assert "We hold it" not in program.text


async def test_a_cut_passage_is_made_whole(tmp_path: Path) -> None:
    async with proven(tmp_path, herald=HERALD.replace("They came", "They all came")) as program:
        before = file_of(program).read_text()
        await program.press("enter")
        await written(program)
        assert file_of(program).read_text() == before.replace("They came at dawn.", "They all came at dawn.")


@pytest.mark.parametrize(
    "at, keys, reason",
    [
        ("first", (), "Move to a passage first: Enter opens the event"),
        ("first", ("enter",), "letter for letter"),
        ("after", ("enter",), "No text of this passage is held: the passage names no source"),
        ("first", ("question_mark",), "Esc goes back to the timeline first"),
    ],
)
async def test_it_says_why_nothing_is_to_be_written(
    tmp_path: Path, at: str, keys: tuple[str, ...], reason: str
) -> None:
    async with proven(tmp_path, at=at) as program:
        await program.press(*keys)
        assert "the text's words" not in program.text.splitlines()[-1]
        await program.press("E")
        assert any(reason in notice for notice in program.notices)
        assert not isinstance(program.app.screen, Preview)


async def test_where_no_texts_are_named_it_says_so(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("enter", "E")
        assert any("not compared with texts" in notice for notice in program.notices)
