"""The chart says no more of a date than the file, and leaves no event out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.model import dates
from timeline_tui.model.days import DAY_LONG, from_civil
from timeline_tui.model.span import strokes
from timeline_tui.render.chart import FULL_SIGNS, PLAIN_SIGNS, ChartMark, Lane, drawn_cells, laid_out
from timeline_tui.render.chart_lines import Undated, draw_chart, lane_density, legend
from timeline_tui.render.document import ASCII, FULL
from timeline_tui.render.ruler import Scale

YEAR = Scale(from_civil(2023, 1, 1) * DAY_LONG, from_civil(2024, 1, 1) * DAY_LONG, 73)
"""A cell of it is five days."""


def mark(date: str, rank: int = 0, title: str = "Raid") -> ChartMark:
    span = dates.parse(date)
    return ChartMark(rank, title, strokes(span), span.uncertain)


def drawn(date: str, scale: Scale = YEAR) -> str:
    cells = drawn_cells(mark(date), scale)
    return "".join(cells.get(cell, " ") for cell in range(scale.width)).rstrip()


@pytest.mark.parametrize(
    ("date", "signs"),
    [
        ("2023-01-06", " ●"),
        ("2023-01-06~", " ◌"),
        ("2023-01-06/2023-01-20", " ━━━"),
        ("2023-01", "▒▒▒▒▒▒▒"),
        ("2023-01~", "◌▒▒▒▒▒◌"),
        ("2023-01-XX", "▒▒▒▒▒▒▒"),
        ("[2023-01-01..2023-01-20]", "░░░░"),
        ("[2023-01-01, 2023-01-20]", "░  ░"),
        ("2023-12-27/..", " " * 72 + "●"),
        ("2023-12-20/..", " " * 70 + "●╌╌"),
        ("../2023-01-10", "╌●"),
        ("2022/2023-01-10", "━━"),
        # From a month to a month: sure only between them, shaded in both.
        ("2022-11/2023-01", "▒▒▒▒▒▒▒"),
        ("2023-01-06/", " ?"),
        ("2022", ""),
        ("2024-02-03", ""),
        ("2023-12-31T23:59:59Z", " " * 72 + "●"),
    ],
)
def test_each_kind_of_date_has_its_picture(date: str, signs: str) -> None:
    assert drawn(date) == signs


@given(st.sampled_from(["2023", "2023-05", "2023-05-22", "202X", "2023-21", "20XX", "2023-05-22~"]))
def test_a_bar_is_drawn_only_from_to(date: str) -> None:
    assert not set(drawn(date)) & {FULL_SIGNS.bar, FULL_SIGNS.begins, FULL_SIGNS.ends}


def test_no_two_kinds_look_alike() -> None:
    for signs in FULL_SIGNS, PLAIN_SIGNS:
        told = [signs.point, signs.about, signs.bar, signs.shade, signs.choice, signs.open, signs.unknown]
        assert len(set(told)) == len(told)
    assert all(sign.isascii() for sign, _ in legend(ASCII))


DATES = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: f"{day}~"),
    st.dates().map(lambda day: f"{day}?"),
    st.dates().map(lambda day: str(day)[:7]),
    st.tuples(st.dates(), st.dates()).map(sorted).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    st.tuples(st.dates(), st.dates()).map(sorted).map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
    st.dates().map(lambda day: f"{day}/.."),
    st.dates().map(lambda day: f"../{day}"),
    st.integers(-9999, 9999).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}"),
)


@given(
    st.lists(st.tuples(DATES, st.text("ab 桥", max_size=30)), max_size=60),
    st.dates(),
    st.integers(1, 2_000_000),
    st.integers(8, 120),
    st.integers(1, 5),
    st.sampled_from([FULL, ASCII]),
)
def test_every_event_is_drawn_counted_or_outside(
    events: list[tuple[str, str]], day: object, days: int, width: int, most: int, marks: object
) -> None:
    first = dates.parse(str(day)).earliest or 0
    scale = Scale(first * DAY_LONG, (first + days) * DAY_LONG, width)
    made = [mark(date, rank, title) for rank, (date, title) in enumerate(events)]
    signs = FULL if marks is FULL else ASCII
    laid = laid_out(Lane("all", made), scale, most, signs)
    shown = {placed.mark.rank for row in laid.rows for placed in row}
    inside = set()
    for rank, (date, _) in enumerate(events):
        span = dates.parse(date)
        begins = -(10**18) if span.earliest is None else span.earliest * DAY_LONG
        ends = 10**18 if span.latest is None else (span.latest + 1) * DAY_LONG
        if begins < scale.last and ends > scale.first:
            inside.add(rank)
    # Between the days of a choice there is nothing to draw; what only touches an edge may be either.
    assert shown <= inside | {rank for rank in range(len(events)) if _touches_an_edge(made[rank], scale)}
    assert len(shown) + sum(laid.counts) >= len(inside)
    chart = draw_chart([Lane("all", made, events=len(made))], scale, 8, most, signs)
    assert set(chart.places) == shown
    assert all(len(line.text.encode("utf-16-le")) // 2 <= width + 8 + 1 for line in chart.lines)


def _touches_an_edge(made: ChartMark, scale: Scale) -> bool:
    return made.last == scale.first or made.first == scale.last


def test_titles_stand_beside_their_marks_on_either_side() -> None:
    lane = Lane("all", [mark("2023-01-10", 0, "In January"), mark("2023-12-20", 1, "In December")], events=2)
    lines = [line.text for line in draw_chart([lane], YEAR, 8, 9).lines]
    assert lines[2].startswith("all 2   ")
    assert "● In January" in lines[2]
    assert "In December ●" in lines[2]


def test_what_has_no_room_is_counted() -> None:
    lane = Lane("all", [mark("2023-06-01", rank, f"Event {rank}") for rank in range(30)], events=30)
    laid = laid_out(lane, YEAR, 4)
    assert sum(len(row) for row in laid.rows) + sum(laid.counts) == 30
    lines = [line.text for line in draw_chart([lane], YEAR, 8, 4).lines]
    assert len(lines) == 2 + 5
    assert "█" in lines[-1]
    plain = [line.text for line in draw_chart([lane], YEAR, 8, 4, ASCII).lines]
    assert "+" in plain[-1]


def test_a_lane_with_nothing_in_sight_says_where_it_is() -> None:
    lines = [line.text for line in draw_chart([Lane("x", (), 0, 5, None, 3, 2)], YEAR, 8, 4).lines]
    assert lines[2].split("  ")[-1].strip() == "← 3 before · 2 after →"


def test_what_has_no_date_is_named_below() -> None:
    lines = [line.text for line in draw_chart([], YEAR, 12, 4, undated=Undated(2, ["One", "Two"])).lines]
    assert lines[-1].rstrip() == " no date 2  One · Two"


def test_a_key_event_is_drawn_before_others_become_a_count() -> None:
    events = [mark("2023-06-01", rank, f"Event {rank}")._replace(key=rank == 29) for rank in range(30)]
    laid = laid_out(Lane("all", events, events=30), YEAR, 1)
    assert next(placed.mark.rank for row in laid.rows for placed in row) == 29


def test_what_has_no_date_is_said_where_lanes_have_no_names() -> None:
    lines = [line.text for line in draw_chart([], YEAR, 1, 4, undated=Undated(1200, ["One"])).lines]
    assert lines[-1].rstrip() == " no date 1,200  One"


def test_counts_are_columns_as_high_as_there_is_room() -> None:
    assert lane_density([0, 1, 8, 16], rows=1) == [" ▁▄█"]
    assert lane_density([0, 1, 8, 16], rows=2) == ["   █", " ▁██"]
    assert lane_density([0, 1, 8, 16], ASCII, 2) == ["   |", " 18+"]


def test_what_finds_no_place_is_told_by_its_number() -> None:
    for date in ("2023-03-01", "2023-12-30"):
        crowd = Lane("", [mark(date, rank) for rank in range(40)])
        drawn = draw_chart([crowd], YEAR, 1, 4)
        said = drawn.lines[-1].text
        placed = len(drawn.places)
        assert f"{40 - placed} more" in said and "█" in said and cell_len(said) == 1 + YEAR.width


@pytest.mark.parametrize("cells", [10, 16, 24])
def test_a_lane_says_how_many_events_it_holds_however_long_its_name(cells: int) -> None:
    name = "The village of Novaya Tavolzhanka near the border"
    for events in (1, 1234):
        lane = Lane(name, [mark("2023-03-01", rank) for rank in range(3)], events=events)
        lines = draw_chart([lane], YEAR, cells, 3).lines[2:]
        assert any(line.text[: cells - 1].rstrip().endswith(f" {events:,}") for line in lines)
        one = draw_chart([lane._replace(marks=(), counts=[1] * YEAR.width)], YEAR, cells, 1).lines[-1]
        assert one.text[: cells - 1].rstrip().endswith(f" {events:,}")
