"""The line between the list and the page: it stands where the titles need it, or where it was put."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp

from tests.tui.screens import Shown, many, shown
from timeline_tui.session.settings import keep_share, settings_path
from timeline_tui.tui.widgets.timeline_list import TimelineList

SHIPPED = next((Path(__file__).parents[2] / "data").glob("*.timeline.yaml"))
SHORT = "title: Short\nevents:\n" + "".join(
    f"  - {{date: {1900 + n}-01, title: T {n}}}\n" for n in range(150)
)


def width(program: Shown) -> int:
    """How wide the list is."""
    return program.app.screen.query_one(TimelineList).outer_size.width


def listed(program: Shown) -> list[str]:
    """The lines of the list, which ends where its scroll bar begins."""
    return [line[: width(program) - 1] for line in program.text.split("\n")[3:-1]]


async def test_no_title_of_the_shipped_timeline_is_cut(tmp_path: Path) -> None:
    async with shown(tmp_path, SHIPPED.read_text(encoding="utf-8"), size=(120, 40)) as program:
        events = program.reader.events.shown
        assert events is not None
        titles = [row.title for row in events.rows(0, events.count)]
        seen: set[str] = set()
        for _ in range(4):
            seen |= {title for title in titles if any(title in line for line in listed(program))}
            await program.press("pagedown")
        assert seen == {*titles}
        assert width(program) <= 60


async def test_short_titles_leave_the_page_the_room(tmp_path: Path) -> None:
    async with shown(tmp_path, SHORT, size=(200, 40)) as program:
        assert width(program) == 49


async def test_the_list_grows_for_what_comes_into_sight_and_never_back(tmp_path: Path) -> None:
    long = SHORT + "  - {date: 2090-01, title: A title that takes more room than all that stand before it}\n"
    async with shown(tmp_path, long + "  - {date: 2090-02, title: T}\n", size=(200, 12)) as program:
        assert width(program) == 49
        await program.press("end")
        assert "more room than all that stand before it " in program.text
        grown = width(program)
        assert 49 < grown <= 100
        await program.press("home")
        assert width(program) == grown


async def test_keys_move_the_line_and_its_place_is_remembered(tmp_path: Path) -> None:
    async with shown(tmp_path, SHORT, size=(200, 40)) as program:
        await program.press("right_curly_bracket", "right_curly_bracket")
        assert width(program) == 60
        await program.press("left_curly_bracket")
        assert width(program) == 54
        assert json.loads(settings_path().read_text()) == {"list": 27}
        assert program.text.split("\n")[2][54] in "┬┼"
        await program.press("end")
        assert width(program) == 54
        await program.press("vertical_line")
        assert width(program) == 49
        assert json.loads(settings_path().read_text()) == {}


async def test_the_line_stands_where_it_was_left(tmp_path: Path) -> None:
    keep_share(60)
    async with shown(tmp_path, many(50), size=(100, 40)) as program:
        assert width(program) == 60
        await program.press(*["right_curly_bracket"] * 12)
        assert width(program) == 80
        await program.press(*["left_curly_bracket"] * 40)
        assert width(program) == 20
        assert all(cell_len(line) <= 100 for line in program.text.split("\n"))


@pytest.mark.parametrize("value", ["19", "81", "true", '"40"', "40.5", "[40]"])
async def test_a_place_that_cannot_be_meant_is_not_used(value: str, tmp_path: Path) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(f'{{"list": {value}}}')
    async with shown(tmp_path, SHORT, size=(200, 40)) as program:
        assert width(program) == 49
        assert "The settings were not understood, so the usual ones are in force" in program.notices


async def test_the_pointer_drags_the_line(tmp_path: Path) -> None:
    async with shown(tmp_path, SHORT, size=(200, 40)) as program:
        edge = program.app.timeline.divider
        at = edge.region.x
        for kind, to in ((MouseDown, at), (MouseMove, 70), (MouseMove, 80), (MouseUp, 80)):
            edge.post_message(kind(edge, to - at, 5, 0, 0, 1, False, False, False, to, 8))
        await program.settle()
        assert width(program) == 80
        assert json.loads(settings_path().read_text()) == {"list": 40}
        edge.post_message(MouseMove(edge, 0, 5, 0, 0, 0, False, False, False, 120, 8))
        await program.settle()
        assert width(program) == 80


async def test_in_a_narrow_window_the_list_has_all_of_it(tmp_path: Path) -> None:
    keep_share(60)
    async with shown(tmp_path, SHORT, size=(60, 20)) as program:
        assert width(program) == 60
        await program.press("left_curly_bracket")
        assert "The page stands beside the list in windows of 100 columns and more" in program.notices
        assert json.loads(settings_path().read_text()) == {"list": 60}


async def test_the_wheel_over_it_scrolls_the_list(tmp_path: Path) -> None:
    async with shown(tmp_path, many(300), size=(120, 40), at="e0") as program:
        before = program.reader.events.top
        for turn, moved in ((MouseScrollDown, 1), (MouseScrollUp, 0)):
            await program.pilot._post_mouse_events([turn], offset=(width(program), 20))
            await program.settle()
            assert (program.reader.events.top > before) == bool(moved)
