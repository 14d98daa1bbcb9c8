"""What the rows of the list are: more or less of each event, without parts, or groups of events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.screens import Shown, many, shown
from timeline_tui.session.journey import COVER
from timeline_tui.session.list_pane import BODY, ROWS

SIZES = [(80, 24), (120, 40), (60, 20)]
NESTED = """\
title: Nested
events:
  - {id: before, date: 2020-01-01, title: Before}
  - {id: war, date: 2021-01-01/2021-12-31, title: The war, summary: It went on all year.}
  - {id: siege, date: 2021-02-01, title: The siege, part_of: war,
     disputes: {held: Was it held?}, quotes: [{exact: It held., dispute: held, speaker: The mayor}]}
  - {id: shelling, date: 2021-02-02, title: The shelling, part_of: siege}
  - {id: truce, date: 2021-06-01, title: The truce, part_of: war}
  - {id: after, date: 2023-05, title: After}
"""


def titles(program: Shown) -> list[str]:
    """The titles of the events that the list shows, all of which fit."""
    shown = program.reader.events.shown
    assert shown is not None
    return [row.title for row in shown.rows(0, shown.count)]


def cursor_line(program: Shown) -> tuple[int, str]:
    """The line of the screen with the cursor."""
    return next((at, line) for at, line in enumerate(program.text.split("\n")) if line.startswith("▶"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_more_or_less_of_each_event_at_the_same_place(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, many(400), size=size) as program:
        await program.press(*["pagedown"] * 6, "up", "up", "up")
        events = program.reader.events
        rank, (line, drawn) = events.cursor, cursor_line(program)
        for expected in (*ROWS[2:], *ROWS[:2]):
            await program.press("v")
            assert events.rows == expected
            assert events.cursor == rank
            assert cursor_line(program) == (line, drawn)
            assert all(cell_len(one) <= size[0] for one in program.text.split("\n"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_full_rows_say_what_it_was_and_who_says_so(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=size) as program:
        await program.press("v", "down")
        text = program.text
        assert "It went on all year." in text
        assert "│ It held. · The mayor" in text
        lines = [line[:50] for line in text.split("\n")]
        war = next(at for at, line in enumerate(lines) if "The war" in line)
        assert "The siege" in lines[war + 1 + BODY]


async def test_moves_go_along_full_rows(tmp_path: Path) -> None:
    async with shown(tmp_path, many(400), size=(80, 24)) as program:
        events = program.reader.events
        await program.press("v", "pagedown")
        assert 5 <= events.cursor <= 8
        await program.press("end")
        assert events.cursor == 399
        assert "│ Passage" in program.text.split("\n")[-3]
        await program.press("pageup")
        assert 391 <= events.cursor <= 394
        await program.press("home")
        assert events.cursor == COVER
        await program.press("down")
        assert events.cursor == 0


async def test_zooming_out_and_in_comes_back_to_the_event(tmp_path: Path) -> None:
    async with shown(tmp_path, many(400), size=(80, 24)) as program:
        await program.press(*["down"] * 137)
        events = program.reader.events
        rank = events.cursor
        units = []
        while not any("as far out" in notice for notice in program.notices):
            await program.press("minus")
            assert events.shown is not None
            units.append(events.shown.view.grouped)
            assert events.cursor == rank
            assert cursor_line(program)
        assert units == ["day", "month", "year", "decade", "decade"]
        for _ in range(4):
            await program.press("plus")
        assert events.cursor == rank
        assert not events.is_grouped
        await program.press("equals_sign")
        assert "Each row is an event already; - puts them together" in program.notices


async def test_groups_show_as_much_as_there_is(tmp_path: Path) -> None:
    async with shown(tmp_path, many(400), size=(80, 24)) as program:
        await program.press("minus", "v")
        assert program.notices == ["A group of events is one row, however much is shown; Enter goes into it"]
        assert program.reader.events.rows == "normal"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_groups_count_their_events_and_claim_no_month_that_is_not_known(
    size: tuple[int, int], tmp_path: Path
) -> None:
    dates = ["2023-03-01", "2023-03-02", "2023-03", "2023", "2023-04-05", "2024-01-01", "202X"]
    events = [f"  - {{id: e{number}, date: {date}, title: E{number}}}" for number, date in enumerate(dates)]
    text = "\n".join(["events:", *events, "  - {id: none, title: Some day}", ""])
    async with shown(tmp_path, text, size=size) as program:
        await program.press("minus")
        lines = program.text.split("\n")[3:-1]
        rows = [" ".join(line[2 : min(size[0] - 1, 48)].split()) for line in lines]
        named = [row for row in rows if any(sign in row for sign in (" E", "Some", "▅"))]
        found = [re.split(" E| Some| ▅", row)[0] for row in named]
        assert found == [
            "2020s month not known ·",
            "2023 month not known ·",
            "March",
            "April",
            "January",
            "— no date ·",
        ]


async def test_enter_goes_into_a_group_and_escape_out_of_it(tmp_path: Path) -> None:
    async with shown(tmp_path, many(900), size=(120, 40)) as program:
        await program.press("minus", "minus", "minus", "down")
        events = program.reader.events
        assert events.shown is not None
        large = events.shown.view.grouped
        assert large == "year"
        assert "300 events" in program.text
        first = events.cursor
        await program.press("enter")
        assert events.shown.view.grouped != large
        assert events.cursor == first
        await program.press("enter")
        assert not events.is_grouped
        assert events.cursor == first
        await program.press("escape")
        assert events.is_grouped
        await program.press("escape")
        assert events.shown.view.grouped == large
        await program.press("escape")
        assert "This is the list, where everything starts; q quits" in program.notices


async def test_a_group_leads_to_its_first_event_in_time(tmp_path: Path) -> None:
    days = [f"1990-{month:02}-{day:02}" for month in range(1, 5) for day in range(1, 6) for _ in range(6)]
    events = [f"  - {{id: e{number}, date: {day}, title: E{number}}}" for number, day in enumerate(days)]
    part = "  - {id: part, date: 1990-03-02, title: A part of the year, part_of: year}"
    text = "\n".join(["events:", "  - {id: year, date: 1990, title: The year}", part, *events, ""])
    async with shown(tmp_path, text, size=(120, 30)) as program:
        await program.press("minus", "minus", "down", "down", "down")
        assert "March 1990\n" in program.text
        page = [line.partition("│")[2].split() for line in program.text.split("\n")[6:26]]
        # A date is said once for all that have it.
        dates = [[] if number % 6 else [str(1 + number // 6), "Mar"] for number in range(20)]
        assert page == [[*date, f"E{60 + number}"] for number, date in enumerate(dates)]
        await program.press("enter")
        assert cursor_line(program)[1].split()[1:3] == ["1", "Mar"]
        await program.press("down", "enter")
        assert "E66" in cursor_line(program)[1]


async def test_a_group_has_no_citation(tmp_path: Path) -> None:
    async with shown(tmp_path, many(90)) as program:
        await program.press("minus", "y")
        assert "This row is a group of events; Enter goes into it" in program.notices
        await program.press("tab")
        assert program.reader.depth == "list"


async def test_folding_hides_the_parts_and_keeps_the_place(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("down", "down", "down", "z")
        assert titles(program) == ["Before", "The war", "The siege", "The truce", "After"]
        assert cursor_line(program)[1].split()[3:6] == ["The", "siege", "▸1"]
        await program.press("up", "z")
        assert titles(program) == ["Before", "The war", "After"]
        assert "The war ▸3" in program.text
        await program.press("down")
        assert cursor_line(program)[1].split()[2] == "After"
        await program.press("z")
        assert "This event has no parts, and is part of no other" in program.notices
        await program.press("up", "z")
        assert titles(program) == ["Before", "The war", "The siege", "The truce", "After"]


async def test_all_are_folded_and_one_is_not(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("end", "up", "Z")
        assert titles(program) == ["Before", "The war", "After"]
        assert cursor_line(program)[1].split()[4:6] == ["The", "war"]
        await program.press("z")
        assert titles(program) == ["Before", "The war", "The siege", "The truce", "After"]
        await program.press("Z")
        assert titles(program) == ["Before", "The war", "The siege", "The shelling", "The truce", "After"]


async def test_what_one_jumps_to_is_unfolded(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("down", "Z", "enter")
        targets = [stop.rank for stop in program.reader.page.stops]
        await program.press(*["tab"] * targets.index(2), "enter")
        assert program.reader.depth == "event"
        assert program.reader.events.cursor == 2
        assert titles(program) == ["Before", "The war", "The siege", "The truce", "After"]
        await program.press("escape", "escape")
        assert "The war" in cursor_line(program)[1]


async def test_disputes_are_walked_along_what_is_shown(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("Z", "d")
        assert "There is no disputed point after this one" in program.notices
        await program.press("Z", "d")
        row, stop = program.reader.row, program.reader.stop
        assert row is not None and stop is not None
        assert (row.title, stop.kind) == ("The siege", "dispute")
        await program.press("escape", "home", "minus", "d")
        assert program.reader.events.cursor == 2


async def test_reading_again_keeps_what_is_folded(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("Z", "r")
        await program.wait_for("The file was read again")
        await program.settle()
        assert titles(program) == ["Before", "The war", "After"]


async def test_nothing_to_fold(tmp_path: Path) -> None:
    async with shown(tmp_path, many(20)) as program:
        await program.press("Z")
        assert "No event here is part of another" in program.notices
        await program.press("minus", "z")
        assert "Rows are groups of events here; + goes into them" in program.notices


async def test_the_cursor_comes_back_to_the_event_that_was_hidden(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("down", "down", "down")
        await program.press("slash", *"after")
        await program.settle()
        assert titles(program) == ["After"]
        await program.press(*["backspace"] * 5, "enter")
        assert titles(program)[3] == "The shelling"
        assert "The shelling" in cursor_line(program)[1]


async def test_what_is_found_says_what_it_is_part_of(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("Z", "slash", *"shelling", "enter")
        assert titles(program) == ["The shelling"]
        assert "The shelling · The siege" in program.text
        await program.press("z")
        assert "Events that hold words that are looked for are not folded" in program.notices
        await program.press("F")
        assert len(titles(program)) == 6


async def test_groups_count_what_is_found(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        await program.press("slash", *"siege", "enter", "minus")
        assert program.reader.events.is_grouped
        assert "The siege" in cursor_line(program)[1]
        assert cursor_line(program)[1].rstrip().endswith("1≠      1")


async def test_the_page_of_a_group_marks_what_is_found(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(120, 40)) as program:
        await program.press("slash", *"siege", "enter", "minus")
        strip = program.app.screen._compositor.render_strips()[6]
        found = [segment.text for segment in strip if segment.style and segment.style.underline]
        assert "1 event" in program.text
        assert found == ["siege"]


async def test_a_gap_says_how_much_is_hidden_in_it(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(80, 24)) as program:
        assert "┄┄ 12 months ┄┄" in program.text
        keys = {"-": "minus", " ": "space"}
        query = "-war -siege -shelling -truce"
        await program.press("slash", *(keys.get(key, key) for key in query), "enter")
        assert titles(program) == ["Before", "After"]
        assert "┄┄ 3 years, 4 hidden ┄┄" in program.text


async def test_a_link_leads_to_an_event_that_is_hidden(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(120, 40)) as program:
        await program.press("slash", *"truce", "enter", "enter")
        targets = [stop.rank for stop in program.reader.page.stops]
        await program.press(*["tab"] * targets.index(1), "enter")
        assert (program.reader.depth, program.reader.events.cursor) == ("event", 1)
        assert "It went on all year." in program.text
        assert titles(program) == ["The truce"]
        await program.press("escape")
        assert (program.reader.depth, program.reader.events.cursor) == ("event", 4)
        await program.press("escape")
        assert "The truce" in cursor_line(program)[1]


async def test_the_next_event_is_the_next_that_is_shown(tmp_path: Path) -> None:
    async with shown(tmp_path, NESTED, size=(120, 40)) as program:
        keys = {"-": "minus", " ": "space"}
        query = "-war -siege -shelling -truce"
        await program.press("slash", *(keys.get(key, key) for key in query), "enter", "home", "enter")
        assert (program.reader.depth, program.reader.events.cursor) == ("event", 0)
        await program.press("right_square_bracket")
        assert (program.reader.depth, program.reader.events.cursor) == ("event", 5)
        await program.press("right_square_bracket")
        assert "This is the last event" in program.notices
