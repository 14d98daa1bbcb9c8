"""Moving in time by keys, as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import Shown, many, shown

SIZES = [(120, 40), (80, 24), (60, 20)]


async def typed(program: Shown, text: str) -> None:
    """Open the line and type into it."""
    await program.press("t", *("space" if letter == " " else letter for letter in text))


@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_where_it_would_land_before_it_goes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, size=size) as program:
        await typed(program, "march 2024")
        assert "March 2024: 3 events begin then" in program.text
        assert "▶ Second raid (12 March 2024, Tuesday)" in program.text
        assert program.reader.events.cursor == 0
        await program.press("enter")
        assert (program.reader.events.cursor, program.reader.depth) == (1, "list")


async def test_escape_leaves_all_as_it_was(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter", "tab")
        before = program.text
        await typed(program, "2023")
        await program.press("escape")
        assert program.text == before


async def test_another_choice_is_taken_with_the_arrows(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await typed(program, "1 april 2023")
        await program.press("down", "enter")
        assert program.reader.events.cursor == 0


async def test_a_text_that_leads_nowhere_goes_nowhere(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await typed(program, "refinery")
        await program.press("enter")
        assert '"refinery" is not a date' in program.text
        await program.press("escape")
        assert program.reader.events.cursor == 0


async def test_an_open_page_stays_open(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("enter")
        await typed(program, "12 march 2024")
        await program.press("enter")
        assert (program.reader.events.cursor, program.reader.depth) == (1, "event")
        assert "We hold Tetkino." in program.text
        await program.press("escape")
        assert (program.reader.events.cursor, program.reader.depth) == (1, "list")


async def test_a_step_is_repeated_and_taken_back(tmp_path: Path) -> None:
    async with shown(tmp_path, many(600)) as program:
        await typed(program, "+1 month")
        await program.press("enter")
        places = [program.reader.events.cursor]
        for key in ("full_stop", "full_stop", "comma", "comma", "comma"):
            await program.press(key)
            places.append(program.reader.events.cursor)
        assert places[0] < places[1] < places[2] > places[3] > places[4] > places[5] == 0


async def test_there_is_no_step_to_repeat_at_first(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("full_stop")
        assert any("No step was made yet" in notice for notice in program.notices)


async def test_a_step_past_the_end_says_so(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await typed(program, "next century")
        assert "nothing begins then or later" in program.text


async def test_nothing_in_a_title_acts(tmp_path: Path) -> None:
    text = 'title: A\nevents:\n  - date: 2024\n    title: "[@click=app.quit]x[/] \\e]0;y\\a"\n'
    async with shown(tmp_path, text) as program:
        await typed(program, "2024")
        assert "[@click=app.quit]x[/] ^[]0;y^G (2024)" in program.text


async def test_what_cannot_be_read_is_said_whole_in_a_narrow_window(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(60, 20)) as program:
        await typed(program, "99999")
        assert "Y12000" in program.text


async def test_nothing_that_was_told_lies_over_it(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 24)) as program:
        await program.press("F")
        assert program.notices
        await program.press("t")
        assert not program.notices


async def test_where_none_that_is_meant_is_shown_it_leads_to_the_last_that_is(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"dawn", "enter", "t", *"2024")
        assert "2024: 3 events begin then" in program.text
        assert "▶ hidden here; last shown: First entry" in program.text
        await program.press("escape", "F", "slash", *"zzzz", "enter", "t", *"2024", "enter")
        assert "2024: 3 events begin then; no event is shown that it could lead to" in program.text
