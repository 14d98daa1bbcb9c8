from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timeline_tui.model.days import from_civil
from timeline_tui.render.document import ASCII, FULL, Line, Piece
from timeline_tui.render.strip import Strip, density, ticked, undated_strip

START, END = from_civil(2021, 1, 1), from_civil(2022, 12, 31)
DAYS = st.integers(-4_000_000, 4_000_000)


def test_the_strip_names_its_ends_and_the_window() -> None:
    strip = Strip(START, END, 42)
    counts = [0] * strip.cells
    counts[0], counts[-1], counts[10] = 8, 1, 4
    drawn = strip.line(counts, window=(START, START + 30)).text
    assert drawn.startswith(" 2021 [█ ] ")
    assert drawn.endswith("▁ 2022 ")
    assert drawn.count("▄") == 1


def test_no_count_but_nought_is_blank() -> None:
    assert density([0, 1, 1_000_000]) == " ▁█"
    assert density([0, 1, 8], ASCII) == " .#"
    assert density([0, 0]) == "  "
    assert density([]) == ""


def test_a_narrow_strip_has_no_years() -> None:
    assert Strip(START, END, 20).labels == (" ", " ")


def test_one_year_is_named_once() -> None:
    assert Strip(START, START + 5, 60).labels == (" 2021 ", " ")


def test_years_before_the_common_era_are_words() -> None:
    assert Strip(from_civil(-44, 3, 15), START, 60).labels == (" 45 BCE ", " 2021 ")


def test_what_is_hidden_is_marked_by_its_shape() -> None:
    strip = Strip(START, END, 42)
    counts, hidden = [0] * strip.cells, [0] * strip.cells
    counts[3], hidden[3], hidden[7] = 2, 5, 5
    drawn = strip.line(counts, hidden=hidden).text.strip()
    assert drawn.split() == ["2021", "█", "·", "2022"]
    assert "_" in strip.line(counts, marks=ASCII, hidden=hidden).text


def test_a_period_is_named_at_its_ends() -> None:
    assert Strip(START, END, 60, ("May 2023", "")).labels == (" May 2023 ", " ")
    assert Strip(START, END, 60, ("2 Mar 2023", "12 Mar 2024")).labels == (" 2 Mar 2023 ", " 12 Mar 2024 ")
    assert Strip(START, END, 40, ("2 Mar 2023", "12 Mar 2024")).labels == (" 2 Mar 2023 ", " ")
    assert Strip(START, END, 20, ("May 2023", "")).labels == (" ", " ")


def test_marks_below_the_strip_leave_what_is_written_there() -> None:
    rule = Line((Piece("──┬", "rule"), Piece(" Echo ", "muted"), Piece("────", "rule")))
    ticks = ticked(rule, [0, 2, 4, 10])
    assert ticks.text == "≠─┬ Echo ─≠──"
    assert [piece.text for piece in ticks.pieces if piece.role == "disputed"] == ["≠", "≠"]
    assert ticked(rule, []) == rule


@given(st.integers(0, 5_000_000), st.integers(30, 200), st.none() | st.tuples(DAYS, DAYS))
def test_a_column_is_where_its_cell_is_drawn(length: int, width: int, window: tuple[int, int] | None) -> None:
    strip = Strip(START, START + length, width)
    window = window and (min(window), max(window))
    line = strip.line([1] * strip.cells, window).text
    assert [x for x, mark in enumerate(line) if mark == "█"] == [
        strip.column_of(cell, window) for cell in range(strip.cells)
    ] or window is None


@given(DAYS, st.integers(0, 5_000_000), st.integers(1, 200), st.none() | st.tuples(DAYS, DAYS))
def test_the_strip_is_exactly_as_wide_as_asked(
    first: int, length: int, width: int, window: tuple[int, int] | None
) -> None:
    strip = Strip(first, first + length, width)
    window = window and (min(window), max(window))
    line = strip.line([1] * strip.cells, window)
    assert cell_len(line.text) == max(width, 5)
    assert line.text.count("[") == line.text.count("]") == (window is not None)


@given(st.integers(0, 5_000_000), st.integers(30, 200), st.none() | st.tuples(DAYS, DAYS))
def test_a_click_leads_to_the_cell_under_it(length: int, width: int, window: tuple[int, int] | None) -> None:
    strip = Strip(START, START + length, width)
    window = window and (min(window), max(window))
    days = [strip.day_at(x, window) for x in range(-3, width + 3)]
    assert days == sorted(days)
    assert days[0] == START
    assert all(START <= day <= START + length for day in days)
    line = strip.line([1] * strip.cells, window).text
    if length >= strip.cells:
        drawn = [x for x, mark in enumerate(line) if mark == FULL.levels[-1]]
        assert [strip.cell_of(strip.day_at(x, window)) for x in drawn] == list(range(strip.cells))


@pytest.mark.parametrize("width", [1, 10, 80])
def test_with_no_dates_it_says_so(width: int) -> None:
    assert (
        undated_strip(width).text == " no event has a date"[: width - 1] + "…" * (width < 20) or width == 80
    )


def test_where_an_event_can_be_there_is_a_faint_mark() -> None:
    strip = Strip(START, END, 42)
    counts, touched = [0] * strip.cells, [False] * strip.cells
    counts[3], touched[2:6] = 2, [True] * 4
    assert strip.line(counts, touched=touched).text.strip().split()[1] == "░█░░"
    assert "'#''" in strip.line(counts, marks=ASCII, touched=touched).text


def test_what_goes_on_what_lies_in_a_month_and_a_day_look_different() -> None:
    strip = Strip(START, END, 42)
    counts, lasting, within, touched = ([0] * strip.cells for _ in range(4))
    counts[3], lasting[2:5], within[4:8], touched[2:10] = 2, [1] * 3, [1, 1, 10, 1], [1] * 8
    drawn = strip.line(counts, touched=touched, lasting=lasting, within=within, cursor=1).text
    assert drawn.split()[1] == "◆━█━▒▓▒░░"
    plain = strip.line(counts, marks=ASCII, touched=touched, lasting=lasting, within=within, cursor=1).text
    assert plain.split()[1] == "@/#/\"%\"''"


def test_the_place_of_the_cursor_is_drawn_in_the_part_that_is_shown_and_out_of_it() -> None:
    strip = Strip(START, END, 42)
    window = START + 100, START + 300
    without = strip.line([1] * strip.cells, window).text
    for cell in range(strip.cells):
        drawn = strip.line([1] * strip.cells, window, cursor=cell).text
        at = strip.column_of(cell, window)
        assert (drawn[:at] + "█" + drawn[at + 1 :], drawn[at]) == (without, "◆")


@given(DAYS, st.integers(0, 5_000_000), st.integers(40, 200), st.none() | st.tuples(DAYS, DAYS))
def test_a_unit_of_time_begins_in_the_cell_above_its_name(
    first: int, length: int, width: int, window: tuple[int, int] | None
) -> None:
    strip = Strip(first, first + length, width)
    window = window and (min(window), max(window))
    ruler = strip.ruler(window)
    drawn = ticked(Line((Piece("─" * width, "rule"),)), [], FULL, ruler)
    assert cell_len(drawn.text) == width
    assert all(0 <= column < width for column, _ in ruler)
    assert any(f"┴{label}" in drawn.text for _, label in ruler) or not ruler or length < 40


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (((2023, 3, 2), (2024, 3, 17)), "┴Apr"),
        (((2023, 6, 1), (2023, 6, 30)), "┴3"),
        (((-499, 1, 1), (1945, 1, 1)), "┴500 BCE"),
        (((-1_000_000, 1, 1), (2000, 1, 1)), "000 BCE"),
    ],
)
def test_the_ruler_fits_the_span(dates: tuple[tuple[int, int, int], ...], said: str) -> None:
    first, last = (from_civil(*date) for date in dates)
    ruler = Strip(first, last, 100).ruler()
    drawn = ticked(Line((Piece("─" * 100, "rule"),)), [3], FULL, ruler).text
    assert said in drawn
    assert drawn[3] == "≠"
    assert drawn.count("┴") > 2
    assert "┴" not in ticked(Line((Piece("-" * 100, "rule"),)), [3], ASCII, ruler).text


def test_where_accounts_differ_at_every_turn_the_ruler_comes_first() -> None:
    rule, ruler = Line((Piece("─" * 40, "rule"),)), [(4, "1990"), (20, "1995")]
    assert ticked(rule, range(40), FULL, ruler).text.count("≠") == 30
    assert "┴1990≠" in ticked(rule, range(40), FULL, ruler).text
    assert ticked(rule, [5], FULL, ruler).text.startswith("─────≠──")
