"""The chart in the place of the list: the same event, zooming, panning, lanes, and the mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.events import Key, MouseScrollDown, MouseScrollUp
from textual.strip import Strip

from tests.tui.screens import RAIDS, Shown, many, shown
from timeline_tui.model.days import from_civil
from timeline_tui.session import charted
from timeline_tui.session.chart_pane import ChartPane
from timeline_tui.tui.screens import timeline_screen
from timeline_tui.tui.widgets.chart_view import ChartView

UNDATED = "title: None\nevents:\n  - title: A call\n"


def pane(program: Shown) -> ChartPane:
    """The chart that is open."""
    found = program.reader.open_chart
    assert found is not None
    return found


def where(program: Shown) -> str:
    """What the keys act on."""
    return program.reader.where


def length(program: Shown) -> int:
    """How many seconds are in sight."""
    window = pane(program).window
    assert window is not None
    return window[1] - window[0]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
async def test_same_event_is_under_the_cursor_there_and_back(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, size=size, at="after") as program:
        await program.press("V")
        assert "Mines are laid" in program.text and "▶" in program.text and "▼" in program.text
        await program.press("left", "left")
        assert program.reader.events.cursor == 1
        await program.press("V")
        assert where(program) == "list" and program.reader.events.cursor == 1


async def test_enter_opens_the_event_and_esc_comes_back_to_the_chart(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 24)) as program:
        await program.press("V", "right", "enter")
        assert where(program) == "event" and "We hold Tetkino." in program.text
        await program.press("escape")
        assert where(program) == "chart" and "▼" in program.text
        await program.press("escape")
        assert where(program) == "list"


async def test_zoom_is_about_the_cursor_and_ends_at_the_whole(tmp_path: Path) -> None:
    async with shown(tmp_path, at="after") as program:
        await program.press("V")
        whole = length(program)
        await program.press("plus", "plus")
        assert length(program) == whole // 4 and "Mines are laid" in program.text
        await program.press("less_than_sign")
        await program.press("0")
        assert length(program) == whole
        await program.press("minus")
        assert program.notices == ["This is the whole time"]


async def test_what_is_stepped_to_comes_into_sight(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("V", *(["plus"] * 6), "end", "left")
        window, focus = pane(program).window, pane(program).focus_cell
        assert window is not None and focus is not None and "Mines are laid" in program.text


async def test_lanes_by_place_and_to_the_next_lane(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("V", "l", "l")
        assert pane(program).kind == "place" and "Tyotkino 1" in program.text
        await program.press("pageup")
        assert program.reader.events.cursor == 1
        await program.press("right")
        assert program.notices == ["This is the last event of the lane"]


async def test_a_query_holds_in_the_chart(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("V", "slash", *"mines", "enter")
        assert "Mines are laid" in program.text and "First entry" not in program.text
        assert where(program) == "chart"
        await program.press("slash", *"zzz", "enter")
        assert "zzz" in program.text


@pytest.mark.parametrize("text", [UNDATED, "title: Empty\nevents: []\n"])
async def test_nothing_to_draw_is_no_error(text: str, tmp_path: Path) -> None:
    async with shown(tmp_path, text, size=(80, 24)) as program:
        for key in ("V", "plus", "minus", "0", "l", "b", "right", "down", "enter", "escape"):
            await program.press(key)
        assert program.app.failure is None


@pytest.mark.parametrize("query", ["zzzz", "call"])
async def test_where_nothing_has_a_date_there_is_no_ruler_and_nothing_to_zoom(
    query: str, tmp_path: Path
) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *query, "enter", "V")
        _, _, _, *below = program.text.split("\n")
        assert below[:2] == ["", ""]
        assert "BCE" not in program.text
        assert "zoom in" not in below[-1]
        assert ("▶" in program.text) == (query == "call")
        assert ("move" in below[-1]) == (query == "call")


async def test_one_event_is_drawn(tmp_path: Path) -> None:
    text = "title: One\nevents:\n  - {date: 2020-05-01, title: The only one}\n"
    async with shown(tmp_path, text, size=(60, 20)) as program:
        await program.press("V", "plus", "plus", "plus")
        assert "The only one" in program.text


async def test_what_is_counted_opens_as_a_list(tmp_path: Path) -> None:
    async with shown(tmp_path, many(3000), size=(80, 24)) as program:
        await program.press("V", "right", "enter")
        assert where(program) == "list" and program.reader.events.cursor == 1
        await program.press("V", *(["plus"] * 12), "enter")
        assert where(program) == "event"


async def test_clicks_wheel_and_drags(tmp_path: Path) -> None:
    async with shown(tmp_path, RAIDS) as program:
        await program.press("V")
        lines = program.text.split("\n")
        row = next(at for at, line in enumerate(lines) if "Mines are laid" in line)
        column = lines[row].index("Mines are laid")
        await program.pilot.click(offset=(column, row))
        await program.settle()
        assert program.reader.events.cursor == 3 and where(program) == "chart"
        whole = length(program)
        await program.pilot._post_mouse_events([MouseScrollUp], offset=(60, 10))
        await program.settle()
        assert length(program) == whole // 2
        before = pane(program).window
        await program.pilot.mouse_down(offset=(40, 12))
        await program.pilot.hover(offset=(60, 12))
        await program.pilot.mouse_up(offset=(60, 12))
        await program.settle()
        assert pane(program).window != before
        await program.press("0")
        await program.pilot.click(offset=(column, row))
        await program.settle()
        assert where(program) == "event"


async def test_page_below_begins_at_its_top(tmp_path: Path) -> None:
    text = "title: Long\nsources: {s: {outlet: Daily}}\nevents:\n  - {date: 2020-05-01, title: One, summary: "
    text += f"{'words ' * 300}, quotes: [{{exact: They came., source: s}}]}}\n"
    async with shown(tmp_path, text) as program:
        await program.press("V")
        assert program.reader.page.top == 0


def tagged(count: int) -> str:
    """A timeline of so many events a day, in three lanes by tag."""
    events = "".join(
        f"  - {{title: Event {at}, date: 20{at % 90 + 10}-05-02, tags: [t{at % 3}]}}\n" for at in range(count)
    )
    return f"title: Tagged\nevents:\n{events}"


async def by_tag(program: Shown) -> None:
    """Open the chart with lanes by tag."""
    await program.press("V")
    while pane(program).kind != "tag":
        await program.press("l")


async def test_a_click_on_a_name_folds_the_lane_and_unfolds_it(tmp_path: Path) -> None:
    async with shown(tmp_path, tagged(9)) as program:
        await by_tag(program)
        for marked in (True, False):
            lines = program.text.split("\n")
            row = next(at for at, line in enumerate(lines) if "t1 3" in line)
            await program.pilot.click(offset=(3, row))
            await program.settle()
            assert ("▸ t1 3" in program.text) is marked
            assert ("Event 4" in program.text) is not marked


async def test_a_click_on_a_count_lists_what_it_stands_for_and_esc_comes_back(tmp_path: Path) -> None:
    async with shown(tmp_path, tagged(900)) as program:
        await by_tag(program)
        before = pane(program).window
        lines = program.text.split("\n")
        row = next(at for at, line in enumerate(lines) if "t1 300" in line)
        column = next(at for at, sign in enumerate(lines[row]) if sign == "█")
        await program.pilot.click(offset=(column, row))
        await program.settle()
        assert where(program) == "list" and "tag:t1" in program.reader.view.query
        listed = program.reader.shown
        assert listed is not None and 0 < listed.events < 300
        await program.press("escape")
        assert where(program) == "chart" and pane(program).window == before
        assert program.reader.view.query == ""


async def test_twenty_events_of_one_day_open_as_a_list(tmp_path: Path) -> None:
    events = "".join(f"  - {{title: Event {at}, date: 2020-05-02}}\n" for at in range(40))
    async with shown(tmp_path, f"title: A day\nevents:\n{events}", size=(80, 24)) as program:
        await program.press("V", "end", "enter")
        assert where(program) == "list" and program.reader.view.query == "in:2020-05-02"
        await program.press("escape")
        assert where(program) == "chart" and program.reader.events.cursor == 39


async def test_the_wheel_over_names_scrolls_the_lanes(tmp_path: Path) -> None:
    events = "".join(f"  - {{title: Event {at}, date: 2020-05-02, tags: [t{at}]}}\n" for at in range(60))
    async with shown(tmp_path, f"title: Lanes\nevents:\n{events}", size=(80, 24)) as program:
        await by_tag(program)
        whole, first = length(program), program.text
        await program.pilot._post_mouse_events([MouseScrollDown], offset=(4, 10))
        await program.settle()
        assert length(program) == whole and program.text != first and pane(program).top > 0
        await program.pilot._post_mouse_events([MouseScrollUp], offset=(4, 10))
        await program.settle()
        assert program.text == first


async def test_lanes_take_the_room_that_others_leave(tmp_path: Path) -> None:
    events = "".join(f"  - {{title: Event {at}, date: 2020-05-02, tags: [many]}}\n" for at in range(12))
    text = f"title: Lanes\nevents:\n{events}  - {{title: One, date: 2020-05-03, tags: [one]}}\n"
    async with shown(tmp_path, text) as program:
        await by_tag(program)
        assert all(f"Event {at}" in program.text for at in range(12)) and "One" in program.text


async def test_the_chart_of_all_events_is_read_from_the_index_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charted, "_FEW", 0)
    async with shown(tmp_path) as program:
        await program.press("V")
        assert "Mines are laid" in program.text and "chart" not in program.reader._latest


async def test_what_was_known_on_a_day_is_what_the_chart_shows(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("V")
        assert "Mines are laid" in program.text
        program.app.opened.know_by(from_civil(2024, 3, 13))
        await program.wait_for("as of 13 March 2024")
        await program.settle()
        assert where(program) == "chart" and "First entry" in program.text
        assert "Mines are laid" not in program.text


async def test_disputes_and_key_events_are_marked_and_hits_underlined(tmp_path: Path) -> None:
    text = RAIDS.replace("    title: First entry\n", "    title: First entry\n    key: true\n")
    async with shown(tmp_path, text) as program:
        await program.press("V")
        assert "First entry ★" in program.text and "Second raid ≠" in program.text
        await program.press("slash", *"mines", "enter")
        drawn = [pane(program).line_in_sight(y) for y in range(10)]
        assert any(piece.hit and "Mines" in piece.text for line in drawn for piece in line.pieces)


@pytest.mark.parametrize("few", [0, 300])
async def test_from_the_list_to_the_chart_is_one_picture(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charted, "_FEW", few)
    monkeypatch.setattr(charted, "shows_all", lambda _: False)
    async with shown(tmp_path, size=(120, 40), at="after") as program:
        drawn: list[str] = []
        draw = ChartView.render_line

        def heard(view: ChartView, y: int) -> Strip:
            strip = draw(view, y)
            drawn.append(strip.text)
            return strip

        monkeypatch.setattr(ChartView, "render_line", heard)
        await program.press("V")
        first = drawn[: pane(program).height]
        assert any("▼" in line for line in first) and any("Mines are laid" in line for line in first)


async def test_a_key_that_follows_the_chart_at_once_is_for_the_chart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charted, "_FEW", 0)
    monkeypatch.setattr(charted, "shows_all", lambda _: False)
    async with shown(tmp_path, at="after") as program:
        for key, letter in (("V", "V"), ("plus", "+")):
            program.app.post_message(Key(key, letter))
        await program.settle()
        whole = pane(program).known().whole
        assert whole is not None and length(program) == (whole[1] - whole[0]) // 2


def test_where_the_chart_stands_is_told_to_those_whose_place_it_takes() -> None:
    rules = (Path(timeline_screen.__file__).with_name("timeline_modes.tcss")).read_text(encoding="utf-8")
    selectors = re.findall(r"&\.[^,{]+", rules)
    told = [each for each in selectors if re.search("-(chart|beside|below)", each)]
    names = {name for each in told for name in re.findall(r"[A-Z]\w+", each)}
    assert names == {"ChartView", "Edge", "PageView", "TimelineList"}


async def test_a_click_on_how_many_more_there_are_lists_them(tmp_path: Path) -> None:
    text = "title: Day\nevents:\n" + "".join(
        f"  - title: Call {number}\n    date: 2023-05-22\n" for number in range(60)
    )
    async with shown(tmp_path, text, size=(80, 24)) as program:
        await program.press("V")
        lines = program.text.split("\n")
        row = next(at for at, line in enumerate(lines) if " more" in line)
        await program.pilot.click(offset=(lines[row].index(" more") + 2, row))
        await program.settle()
        assert where(program) == "list" and "in:2023-05-22" in program.reader.view.query


@pytest.mark.parametrize("keys", [["enter"], ["enter", "["]])
async def test_a_page_gives_way_to_the_chart_at_its_event(keys: list[str], tmp_path: Path) -> None:
    async with shown(tmp_path, size=(80, 24), at="after") as program:
        await program.press(*keys)
        rank = program.reader.events.cursor
        assert where(program) != "list"
        await program.press("V")
        assert where(program) == "chart" and program.reader.events.cursor == rank and "▼" in program.text
        await program.press("enter", "V")
        assert where(program) == "chart" and program.reader.events.cursor == rank
        await program.press("escape", "escape")
        assert where(program) == "list" and program.reader.events.cursor == rank


async def test_the_chart_is_a_key_away_from_the_cover_that_a_narrow_window_begins_with(
    tmp_path: Path,
) -> None:
    async with shown(tmp_path, size=(60, 20), at=None) as program:
        assert where(program) == "event"
        await program.press("V")
        assert where(program) == "chart" and "┬" in program.text
