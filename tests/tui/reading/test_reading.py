"""Reading a timeline down to the passage and coming back, with real keys and the mouse."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from textual.events import MouseScrollDown
from textual.widgets import Input

from tests.tui.screens import RAIDS, Shown, many, shown
from timeline_tui.session.journey import COVER
from timeline_tui.tui.widgets.timeline_list import TimelineList

GOLDENS = Path(__file__).parent / "goldens"


def compare(name: str, text: str) -> None:
    """The screen is as it was when somebody looked at it; `GOLDENS=write` looks anew."""
    golden = GOLDENS / f"{name}.txt"
    if os.environ.get("GOLDENS") == "write":
        golden.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == golden.read_text(encoding="utf-8")


def place(program: Shown) -> tuple[str, int, int, int, int]:
    """Depth, event, scroll of the list, stop and scroll of the page."""
    reader = program.reader
    spot = reader.page.spot
    return reader.depth, reader.events.cursor, reader.events.top, spot.stop, spot.scroll


async def go_to(program: Shown, kind: str) -> None:
    """Step on through the page to the first stop of this kind."""
    first = next(at for at, stop in enumerate(program.reader.page.stops) if stop.kind == kind)
    await program.press(*["tab"] * (first - program.reader.page.cursor))
    assert program.reader.stop is not None
    assert program.reader.stop.kind == kind


@pytest.mark.parametrize(
    "size", [(80, 24), (120, 40), (200, 50), (40, 10)], ids=lambda size: "x".join(map(str, size))
)
async def test_each_depth_looks_as_it_should(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, size=size) as program:
        name = "x".join(map(str, size))
        await program.press("down")
        compare(f"list-{name}", program.text)
        await program.press("enter", "tab", "tab")
        compare(f"event-{name}", program.text)
        await program.press("enter")
        compare(f"source-{name}", program.text)


async def test_coming_back_leads_to_exactly_where_one_was(tmp_path: Path) -> None:
    async with shown(tmp_path, many(300), size=(80, 12)) as program:
        await program.press("pagedown", "pagedown", "up", "up")
        in_list = place(program)
        await program.press("enter")
        in_event = place(program)
        await program.press("enter")
        assert place(program)[:2] == ("source", in_list[1])
        await program.press("down", "down", "pagedown", "escape")
        assert place(program) == in_event
        await program.press("left")
        assert place(program)[:3] == in_list[:3]


async def test_source_opens_at_the_passage_one_came_from(tmp_path: Path) -> None:
    async with shown(tmp_path, many(100), size=(80, 12)) as program:
        await program.press("end", "up", "up", "enter")
        (passage,) = [line for line in program.text.split("\n") if line.startswith("▶ │ Passage")]
        await program.press("enter")
        assert passage in program.text.split("\n")
        await program.press("enter")
        assert place(program)[:2] == ("event", 97)


async def test_arrows_step_through_the_page_and_then_through_the_list(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter")
        kinds = [stop.kind for stop in program.reader.page.stops]
        assert kinds == ["dispute", *["passage"] * 3, "link", "event", *["name"] * 3]
        stops = len(kinds)
        seen = [program.reader.page.cursor]
        for _ in range(stops - 1):
            await program.press("down")
            seen.append(program.reader.page.cursor)
        assert seen == list(range(stops))
        await program.press("down")
        assert place(program)[:2] == ("event", 2)
        await program.press("up")
        assert place(program)[:2] == ("event", 1)
        assert program.reader.page.cursor == stops - 1
        await program.press("escape")
        assert place(program)[:2] == ("list", 1)


async def test_last_event_says_that_it_is_the_last(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("end", "enter", "down", "down")
        assert program.notices == ["This is the last event"]
        await program.press("home", "escape", "home", "enter", "up")
        assert program.notices == ["This is the first event"]


async def test_long_passage_is_scrolled_line_by_line(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(400))
    text = f"events:\n  - title: Long\n    quotes:\n      - exact: {words}\n      - exact: Short.\n"
    async with shown(tmp_path, text, size=(60, 14)) as program:
        await program.press("enter")
        before = place(program)
        assert before[3] == 0
        for _ in range(100):
            await program.pilot.press("down")
            if program.reader.page.cursor:
                break
        await program.settle()
        assert program.reader.page.cursor == 1
        assert "Short." in program.text
        await program.press("shift+tab")
        assert "word399" in program.text


async def test_every_disputed_passage_can_be_reached(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter")
        reached = set()
        for _ in range(3):
            stop = program.reader.stop
            assert stop is not None
            reached.add((stop.kind, stop.number))
            await program.press("down")
        assert reached == {("dispute", 0), ("passage", 0), ("passage", 1)}
        await program.press("right")
        assert program.reader.stop is not None and program.reader.stop.number == 2


async def test_what_is_not_in_sight_is_shown_before_it_is_opened(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(60, 10)) as program:
        await program.press("down", "enter", "down", "down", "pageup", "pageup")
        program.reader.page.cursor = 1
        assert "▶ │" not in program.text
        await program.press("enter")
        assert "▶ │ We hold Tetkino." in program.text
        await program.press("enter")
        assert program.reader.depth == "source"


async def test_part_opens_and_leads_back_to_the_whole(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter")
        await go_to(program, "event")
        whole = place(program)
        await program.press("enter")
        assert place(program)[:2] == ("event", 2)
        await program.press("escape")
        assert place(program) == whole


async def test_enter_on_a_link_says_which_key_opens_it(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter")
        await go_to(program, "link")
        await program.press("enter")
        assert program.notices == ["o opens this address in the browser"]


async def test_original_opens_from_the_page_of_its_copy(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("down", "enter", "tab", "tab", "enter")
        assert program.reader.journey.here.source == "echo"
        await program.press("home", "enter")
        assert program.reader.journey.here.source == "herald"
        await program.press("escape", "escape")
        assert place(program)[:2] == ("event", 1)


async def test_next_event_from_a_source_leaves_the_source(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("enter", "enter", "right_square_bracket")
        assert place(program)[:2] == ("event", 1)
        await program.press("escape")
        assert place(program)[:2] == ("list", 1)


async def test_mouse_selects_then_opens(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        row = next(number for number, line in enumerate(program.text.split("\n")) if "Second raid" in line)
        await program.pilot.click(offset=(12, row))
        await program.settle()
        assert place(program)[:2] == ("list", 1)
        await program.pilot.click(offset=(12, row))
        await program.settle()
        assert place(program)[:2] == ("event", 1)


async def test_mouse_on_a_passage_goes_to_its_source_at_the_second_click(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        line, column = next(
            (number, line.index("They came"))
            for number, line in enumerate(program.text.split("\n"))
            if "They came" in line
        )
        await program.pilot.click(offset=(column, line))
        await program.settle()
        assert place(program)[:2] == ("event", 0)
        await program.pilot.click(offset=(column, line))
        await program.settle()
        assert place(program)[:2] == ("source", 0)


async def test_click_on_the_strip_goes_to_that_time(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.pilot.click(offset=(110, 1))
        await program.settle()
        assert program.reader.events.cursor == 1
        await program.pilot.click(offset=(7, 1))
        await program.settle()
        assert program.reader.events.cursor == 0


async def test_wheel_scrolls_and_the_next_key_comes_back_to_the_cursor(tmp_path: Path) -> None:
    async with shown(tmp_path, many(300), size=(80, 12)) as program:
        events = program.app.timeline.query_one(TimelineList)
        for _ in range(5):
            events.post_message(MouseScrollDown(events, 1, 1, 0, 1, 0, False, False, False))
        await program.settle()
        assert events.scroll_offset.y > 0
        assert program.reader.events.cursor == 0
        await program.press("down")
        assert "▶" in program.text


async def test_problems_are_counted_and_listed(tmp_path: Path) -> None:
    text = RAIDS.replace("position: Not taken", "position: Not taken, sorce: herald")
    async with shown(tmp_path, text) as program:
        assert "3 problems" in program.text.split("\n")[0]
        assert "p problems" in program.text.split("\n")[-1]
        await program.press("p")
        await program.press("end")
        assert "sorce" in program.text
        await program.press("escape")
        assert "First entry" in program.text


async def test_sound_file_has_no_problems_to_list(tmp_path: Path) -> None:
    sound = "events:\n  - {id: one, title: One, date: 2024}\n"
    async with shown(tmp_path, sound) as program:
        await program.press("p")
        assert program.notices == ["Nothing is wrong in this file"]


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_timeline_of_no_events_says_how_to_add_one(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, "title: Empty\nevents: []\n", size=size) as program:
        assert "No events yet" in program.text
        assert "title: What happened" in program.text
        await program.press("down", "enter", "escape", "y", "o", "end", "tab", "pagedown")
        assert program.notices == ["There are no events yet"]


async def test_opening_at_an_id_or_a_date(tmp_path: Path) -> None:
    async with shown(tmp_path, at="shelling") as program:
        assert program.reader.events.cursor == 2
    async with shown(tmp_path, at="2024-03-13") as program:
        assert program.reader.events.cursor == 3
    async with shown(tmp_path, at="nowhere") as program:
        assert program.reader.events.cursor == COVER
        assert any("no event “nowhere”" in notice for notice in program.notices)


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (20, 5), (1, 1)])
async def test_small_window_says_what_it_needs(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, size=size) as program:
        assert "First entry" not in program.text
        if size[0] > 10:
            assert "40" in program.text
        await program.press("down", "enter", "question_mark", "escape")
        await program.resize(80, 24)
        assert program.reader.depth == "event"
        assert "Second raid" in program.text


async def test_storm_of_resizes_leaves_the_reader_where_they_were(tmp_path: Path) -> None:
    chance = random.Random(7)
    async with shown(tmp_path, many(200)) as program:
        await program.press("pagedown", "pagedown", "enter", "enter")
        before = place(program)[:2]
        for _ in range(40):
            await program.pilot.resize_terminal(chance.randint(1, 220), chance.randint(1, 60))
        await program.resize(120, 40)
        assert place(program)[:2] == before
        assert "▶ │ Passage" in program.text
        await program.press("escape", "escape")
        assert "▶" in program.text


async def test_list_keeps_its_cursor_in_sight_when_the_window_shrinks(tmp_path: Path) -> None:
    async with shown(tmp_path, many(100), size=(80, 40)) as program:
        await program.press(*["down"] * 30)
        await program.resize(80, 12)
        assert any(line.startswith("▶") for line in program.text.split("\n"))


async def test_help_lists_every_key_and_every_mark(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(100, 30)) as program:
        await program.press("question_mark")
        seen = program.text
        for _ in range(5):
            await program.press("pagedown")
            seen += program.text
        assert "Come back to exactly where you were." in seen
        assert "accounts differ" in seen
        await program.press("f1")
        assert program.notices == ["Esc goes back to the timeline first"]
        await program.press("escape", "down")
        assert program.reader.events.cursor == 1


async def test_q_is_a_letter_in_the_palette(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("ctrl+p", "q")
        assert program.app.screen.query_one(Input).value == "q"
        await program.press("escape")
        assert "First entry" in program.text


async def test_y_in_the_list_copies_the_event_with_its_sources(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("y")
        assert program.app.clipboard.startswith("First entry (2 March 2023")
        assert "The Herald" in program.app.clipboard
        assert any("Copied" in notice for notice in program.notices)
