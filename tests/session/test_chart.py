"""Whatever a chart shows of a timeline, no event in sight is left out of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.index.timelines import timelines, written
from timeline_tui.index.lanes import LANE_KINDS
from timeline_tui.index.shown import Folded, View
from timeline_tui.index.view_maker import Maker
from timeline_tui.model import dates
from timeline_tui.model.days import DAY_LONG
from timeline_tui.model.timeline import Event
from timeline_tui.render.document import ASCII, FULL, Marks
from timeline_tui.session.chart_pane import ChartPane
from timeline_tui.session.chart_picture import RULER, fair_share
from timeline_tui.session.charting import Chart
from timeline_tui.session.list_pane import ListPane
from timeline_tui.session.signal import Refused, Signal

FAR = 10**9
MOVES: dict[str, Callable[[ChartPane], None]] = {
    "closer": lambda pane: pane.time.zoom(),
    "farther": lambda pane: pane.time.zoom(out=True),
    "closer at a cell": lambda pane: pane.zoom_at(pane.width // 3, out=False),
    "later": lambda pane: pane.time.pan(1),
    "earlier": lambda pane: pane.time.pan(-1),
    "all": lambda pane: pane.time.show_all(),
    "fold empty time": lambda pane: pane.fold_empty(),
    "fold the lane": lambda pane: pane.fold_lane(),
    "next event": lambda pane: pane.step(1),
    "last event": lambda pane: pane.step(1, far=True),
    "next row": lambda pane: pane.move_row(1),
    "next lane": lambda pane: pane.move_lane(1),
    "scroll": lambda pane: pane.scroll(2),
    "narrower": lambda pane: pane.sized(max(pane.width - 17, 12), max(pane.height - 3, 4)),
    "drag": lambda pane: pane.drag(9, ended=True),
}


@contextmanager
def charted(
    timeline: tuple[list[Event], dict[int, int]], view: View, kind: str, most: int, marks: Marks, height: int
) -> Iterator[tuple[ChartPane, dict[int, Event]]]:
    """The chart of what a view shows, on so many cells and lines, and the events by their ranks."""
    events, parents = timeline
    with tempfile.TemporaryDirectory() as folder, closing(written(Path(folder), events, parents)) as index:
        with closing(Maker(index)) as maker:
            shown = maker.made(view)
        listed = ListPane(Signal())
        listed.show(shown, 0)
        pane = ChartPane(listed, Signal(), marks)
        pane.kind = kind
        pane.sized(100, height)
        pane.take(Chart(shown, kind, most=most))
        yield pane, {rank: index.event(rank) for rank in shown.ranks}


@given(
    timelines(),
    st.sampled_from(["", "a", "in:2023", "before:2024", "is:disputed", "source:kyiv"]),
    st.booleans(),
    st.sampled_from(LANE_KINDS),
    st.sampled_from([0, 3, 200]),
    st.sampled_from([FULL, ASCII]),
    st.sampled_from([5, 24]),
    st.lists(st.sampled_from(sorted(MOVES)), max_size=8),
)
def test_every_event_is_drawn_counted_or_said_to_lie_outside(
    timeline: tuple[list[Event], dict[int, int]],
    query: str,
    folded: bool,
    kind: str,
    most: int,
    marks: Marks,
    height: int,
    moves: list[str],
) -> None:
    view = View(query, Folded(everything=folded and kind != "part"))
    with charted(timeline, view, kind, most, marks, height) as (pane, events):
        for move in (None, *moves):
            with suppress(Refused):
                if move is not None:
                    MOVES[move](pane)
            if pane.window is not None:
                _check(pane, events)
            drawn = [pane.line_in_sight(y).text for y in range(pane.height)]
            assert all(cell_len(line) <= pane.width + 1 for line in drawn)


def _check(pane: ChartPane, events: dict[int, Event]) -> None:
    chart, picture, window = pane.known(), pane.picture(), pane.window
    assert window is not None
    first, last = window[0] // DAY_LONG, (window[1] - 1) // DAY_LONG
    assert {rank for lane in range(len(chart.labels)) for rank in chart.ranks(lane)} == set(events)
    for lane in range(len(chart.labels)):
        held = {rank: _days(events[rank]) for rank in chart.ranks(lane)}
        dated = {rank: days for rank, days in held.items() if days is not None}
        inside = {rank for rank, days in dated.items() if days[0] <= last and days[1] >= first}
        lines = [line for line in range(RULER, picture.height) if picture.lane_at(line) == lane]
        drawn = {placed.mark.rank for line in lines for placed in picture.placed(line)}
        cells = [picture.counted(lines[-1], cell) for cell in range(picture.scale.width)]
        # Between the days of a choice there is nothing to draw.
        left = {rank for rank in inside - drawn if not str(events[rank].date).startswith("[")}
        assert len(left) <= sum(cells)
        last_line = picture.line(lines[-1], None).text
        if any(cells) and cell_len(last_line) == len(last_line):
            counted = {cell for cell, count in enumerate(cells) if count}
            assert all(last_line[pane.label_cells + cell] != " " for cell in counted)
        if not drawn and any(cells):
            _check_counts(cells, dated, pane)
        if not inside:
            before = sum(1 for days in dated.values() if days[1] < first)
            after = sum(1 for days in dated.values() if days[0] > last)
            assert f"{before:,} before" in last_line or not before
            assert f"{after:,} after" in last_line or not after
    undated = sum(1 for event in events.values() if _days(event) is None)
    assert chart.undated.events == undated
    assert not undated or f"no date {undated}" in picture.line(picture.height - 1, None).text


def _check_counts(cells: list[int], dated: dict[int, tuple[int, int]], pane: ChartPane) -> None:
    scale = pane.picture().scale
    for cell, count in enumerate(cells):
        start, end = scale.moment(cell), scale.moment(cell + 1)
        days = start // DAY_LONG, max(end - 1, start) // DAY_LONG
        assert count == sum(1 for held in dated.values() if held[0] <= days[1] and held[1] >= days[0])


def _days(event: Event) -> tuple[int, int] | None:
    span = dates.understood(event.date)
    if span is None:
        return None
    return (
        -FAR if span.earliest is None else span.earliest,
        FAR if span.latest is None else span.latest,
    )


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(1, 120))
def test_lanes_share_the_room(heights: list[int], room: int) -> None:
    most = fair_share(heights, room)
    assert sum(min(height, most) for height in heights) <= max(room, 0)
    if most < max(heights):
        assert sum(min(height, most + 1) for height in heights) > room


@given(st.integers(1, 60), st.sampled_from([4, 9, 24]), st.sampled_from([FULL, ASCII]))
def test_events_of_one_day_are_drawn_or_counted(count: int, height: int, marks: Marks) -> None:
    events = [Event(id=f"e{at}", title=f"Raid {at}", date="2023-05-22", quotes=()) for at in range(count)]
    with charted((events, {}), View(), "none", 200, marks, height) as (pane, held):
        _check(pane, held)


def test_key_events_are_drawn_beside_the_counts_of_the_others() -> None:
    events = [
        Event(id=f"e{at}", title="key", date=f"2023-{1 + at % 12:02}-11", key=at % 40 == 0)
        for at in range(200)
    ]
    with charted((events, {}), View(), "none", 3, FULL, 24) as (pane, held):
        keys = {rank for rank, event in held.items() if event.key}
        picture = pane.picture()
        assert {rank for rank in held if picture.draws(rank)} == keys
        lines = [pane.line_in_sight(y).text for y in range(pane.height)]
        assert sum("● key ★" in line for line in lines) >= 1
        assert any("up to 17 events a column" in line for line in lines)
        for rank in keys:
            line = picture.line_of(rank, 0)
            assert any(placed.mark.rank == rank for placed in picture.placed(line))


def test_what_a_column_stands_for_is_said_in_a_narrow_window() -> None:
    with charted(([Event(id="a", date="2023", title="A")], {}), View(), "none", 0, FULL, 24) as (pane, _):
        pane.sized(40, 24)
        said = [line for y in range(24) if "up to" in (line := pane.line_in_sight(y).text)]
        assert [cell_len(line) for line in said] == [40] and said[0].startswith(" up to 1 event a column")
