"""Narrowing to a period and back, by keys and on the strip, as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, Shown, many, shown
from timeline_tui.index.shown import View
from timeline_tui.session.viewing import ask_view
from timeline_tui.tui.screens.timeline_screen import TimelineScreen

SIZES = [(120, 40), (80, 24), (60, 20)]


def query(program: Shown) -> str:
    """What narrows the list."""
    screen = program.app.screen_stack[0]
    assert isinstance(screen, TimelineScreen)
    return screen.session.view.query


def strip(program: Shown) -> str:
    """The strip as it is drawn."""
    return program.text.split("\n")[1]


async def narrowed(program: Shown, *keys: str) -> list[str]:
    """The queries that these keys lead to."""
    queries = []
    for key in keys:
        await program.press(key)
        queries.append(query(program))
    return queries


@pytest.mark.parametrize("size", SIZES)
async def test_narrower_and_wider(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(tmp_path, many(1500), size=size) as program:
        assert await narrowed(program, "shift+down", "shift+down", "shift+down") == [
            "in:2000",
            "in:2000-01",
            "in:2000-01-01",
        ]
        await program.press("shift+down")
        assert any("would hide any event" in notice for notice in program.notices)
        assert "1 January 2000 [" in strip(program)
        assert await narrowed(program, "shift+up", "shift+up", "shift+up") == ["in:2000-01", "in:2000", ""]
        await program.press("shift+up")
        assert program.notices == ["No period is set: Shift+↓ or s narrows to one"]


async def test_units_that_would_change_nothing_are_passed_over(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        # No other event is of 2023, and none of its month either.
        assert await narrowed(program, "shift+down", "shift+down") == ["in:2023", "in:2023"]
        assert program.notices == ["Nothing narrower than 2023 would hide any event"]
        assert await narrowed(program, "shift+up", "down", "shift+down", "shift+down") == [
            "",
            "",
            "in:2024",
            "in:2024-03-12",
        ]
        assert await narrowed(program, "shift+up", "shift+up") == ["in:2024-03", ""]


async def test_the_period_is_shifted(tmp_path: Path) -> None:
    async with shown(tmp_path, many(1500)) as program:
        await program.press("shift+down", "shift+down")
        assert await narrowed(
            program, "shift+right", "greater_than_sign", "shift+left", "less_than_sign"
        ) == [
            "in:2000-02",
            "in:2000-03",
            "in:2000-02",
            "in:2000-01",
        ]
        await program.press("shift+left")
        assert program.notices == ["Nothing is recorded before January 2000"]


async def test_an_empty_period_says_what_lies_beside_it(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "shift+down", "shift+down", "shift+right")
        assert query(program) == "in:2024-03-13"
        assert program.notices == [
            "13 March 2024, Wednesday: nothing begins then; before it Second raid (12 March 2024, Tuesday), "
            "after it Mines are laid (about 14 March 2024)"
        ]


async def test_words_of_the_query_stay(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"raid", "enter")
        await program.press("shift+down")
        assert query(program) == "in:2023 raid"
        await program.press("shift+up")
        assert query(program) == "raid"


async def test_an_event_with_no_date_has_no_period(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("end", "shift+down")
        assert program.notices == ["This event has no date to narrow around"]


async def test_the_strip_says_where_events_are_hidden_and_disputed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        assert program.text.split("\n")[2].count("≠") == 1
        await program.press("slash", *"mines", "enter")
        assert "·" in strip(program)
        assert "◆" in strip(program)
        assert "≠" not in program.text.split("\n")[2]


async def test_a_drag_along_the_strip_narrows_to_its_days(tmp_path: Path) -> None:
    async with shown(tmp_path, many(1500), size=(100, 30)) as program:
        pilot = program.pilot
        await pilot.mouse_down(offset=(40, 1))
        await pilot.hover(offset=(60, 1))
        await program.settle()
        assert " to " in program.text.split("\n")[2]
        assert query(program) == ""
        await pilot.mouse_up(offset=(60, 1))
        await program.settle()
        first, _, last = query(program).removeprefix("in:").partition("/")
        assert "2000" < first < last < "2005"
        assert len(first) == len(last) == len("2001-01")
        assert program.reader.events.shown is not None
        assert 0 < program.reader.events.shown.events < 1500


async def test_the_window_is_dragged_by_its_ends(tmp_path: Path) -> None:
    async with shown(tmp_path, many(1500), size=(100, 30)) as program:
        pilot = program.pilot
        at = strip(program).index("[")
        await pilot.mouse_down(offset=(at, 1))
        await pilot.hover(offset=(60, 1))
        await pilot.mouse_up(offset=(60, 1))
        await program.settle()
        assert query(program) == ""
        assert 500 < program.reader.events.cursor < 1200


async def test_a_click_still_goes_to_the_moment(tmp_path: Path) -> None:
    async with shown(tmp_path, many(1500), size=(100, 30)) as program:
        await program.pilot.click(offset=(60, 1))
        await program.settle()
        assert (query(program), 500 < program.reader.events.cursor < 1200) == ("", True)


async def test_the_wheel_over_the_strip_narrows_and_widens(tmp_path: Path) -> None:
    async with shown(tmp_path, many(1500), size=(100, 30)) as program:
        masthead = program.app.screen_stack[0].query_one("Masthead")
        await program.pilot._post_mouse_events([_wheel("up")], widget=masthead, offset=(60, 1))
        await program.settle()
        assert query(program) in {"in:2002", "in:2003"}
        await program.pilot._post_mouse_events([_wheel("down")], widget=masthead, offset=(60, 1))
        await program.settle()
        assert query(program) == ""


def _wheel(way: str) -> type:
    from textual import events

    return events.MouseScrollUp if way == "up" else events.MouseScrollDown


async def test_a_period_is_kept_where_the_file_is_read_again(tmp_path: Path) -> None:
    async with shown(tmp_path, RAIDS) as program:
        await program.press("shift+down", "r")
        await program.wait_for("The file was read again")
        await program.settle()
        assert query(program) == "in:2023"
        assert strip(program).startswith(" 2023 ")
        assert "2024" not in strip(program)


async def test_a_period_goes_on_past_the_year_9999(tmp_path: Path) -> None:
    text = "events:\n  - {date: 9999-12-31, title: The last day}\n  - {date: Y17000, title: Beyond}\n"
    async with shown(tmp_path, text) as program:
        ask_view(program.reader, View("in:9999-12-31"))
        await program.press("shift+right")
        assert query(program) == "in:Y10000"
        assert "10,000 CE" in strip(program)
        await program.press("shift+right")
        assert query(program) == "in:Y10001"


async def test_the_day_around_an_event_is_that_of_the_zone_of_the_file(tmp_path: Path) -> None:
    text = "timezone: Europe/Kyiv\nevents:\n" + "".join(
        f"  - {{date: 2024-03-{day}, title: {title}}}\n"
        for day, title in (("12", "Day"), ("12T23:30-04:00", "Far away"), ("13T05:00", "Near"))
    )
    async with shown(tmp_path, text) as program:
        await program.press("end", "shift+down")
        assert program.reader.row is not None and program.reader.row.title == "Far away"
        assert query(program) == "in:2024-03-13"
        assert "2 of 3" in program.text
