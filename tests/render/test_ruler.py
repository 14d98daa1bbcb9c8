"""The ruler names real moments, in their order, and never two at one place."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui.model.days import DAY_LONG, from_civil, to_civil
from timeline_tui.render.ruler import LEAST_SECONDS, STEPS, Scale, ruler_lines

DAYS = st.integers(-400_000_000, 4_000_000)


def between(first: tuple[int, int, int], last: tuple[int, int, int], width: int = 100) -> Scale:
    return Scale(from_civil(*first) * DAY_LONG, from_civil(*last) * DAY_LONG, width)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ((2023, 5, 22), (2023, 5, 23), "22 May 2023 03:00 06:00 09:00"),
        ((2023, 5, 20), (2023, 6, 10), "May 2023 23 25 27 29 Jun 3"),
        ((2023, 3, 1), (2024, 4, 1), "2023 Apr May Jun"),
        # What begins just behind the left end is what the labels after it are of.
        ((2020, 12, 20), (2022, 4, 1), "2021 Feb Mar Apr"),
        ((2023, 5, 31), (2023, 6, 20), "Jun 2023 3 4 5"),
        ((2023, 12, 31), (2024, 1, 20), "Jan 2024 3 4 5"),
        ((1900, 1, 1), (1960, 1, 1), "1900 1905 1910"),
        ((-20, 1, 1), (30, 1, 1), "20 BCE 15 BCE 10 BCE 5 BCE 1 CE 5 CE"),
        ((-499, 1, 1), (1950, 1, 1), "400 BCE 200 BCE 1 CE 200 CE"),
        ((-1_000_000, 1, 1), (2000, 1, 1), "1,000,000 BCE 800,000 BCE"),
    ],
)
def test_ticks_fit_the_zoom(first: tuple[int, int, int], last: tuple[int, int, int], labels: str) -> None:
    assert " ".join(ruler_lines(between(first, last))[0].split()).startswith(labels)


def test_hours_are_said_of_their_own_day() -> None:
    day = from_civil(2023, 5, 12) * DAY_LONG
    labels, ticks = ruler_lines(Scale(day - DAY_LONG // 20, day + DAY_LONG, 98))
    assert labels.split()[:4] == ["12", "May", "2023", "03:00"]
    assert labels.index("12 May") == ticks.index("┼")


def test_there_is_no_year_nought() -> None:
    said = ruler_lines(between((-5, 1, 1), (6, 1, 1), 120))[0].split("  ")
    assert [label.strip() for label in said if label.strip()] == [
        *("6 BCE", "5 BCE", "4 BCE", "3 BCE", "2 BCE", "1 BCE"),
        *("1 CE", "2 CE", "3 CE", "4 CE", "5 CE"),
    ]


@given(DAYS, st.integers(LEAST_SECONDS, 10**13), st.integers(1, 300))
@example(0, LEAST_SECONDS, 1)
def test_ticks_stand_in_their_order(day: int, seconds: int, width: int) -> None:
    scale = Scale(day * DAY_LONG, day * DAY_LONG + seconds, width)
    ticks = scale.ticks()
    cells = [tick.cell for tick in ticks]
    assert cells == sorted(set(cells))
    assert all(0 <= cell < width for cell in cells)
    assert all(len(line) <= width for line in ruler_lines(scale))
    assert len(ruler_lines(scale)[1]) == width


@given(DAYS, st.integers(LEAST_SECONDS, 10**13), st.integers(1, 300), st.floats(0, 1))
def test_a_cell_begins_where_it_says(day: int, seconds: int, width: int, part: float) -> None:
    scale = Scale(day * DAY_LONG, day * DAY_LONG + seconds, width)
    second = scale.first + int(part * (seconds - 1))
    cell = scale.cell(second)
    assert 0 <= cell < width
    # One second of rounding on either side.
    assert scale.moment(cell) - 1 <= second <= scale.moment(cell + 1) + 1


def test_an_empty_stretch_is_folded_away() -> None:
    first, last = from_civil(2023, 3, 1) * DAY_LONG, from_civil(2024, 4, 1) * DAY_LONG
    empty = from_civil(2023, 7, 1) * DAY_LONG, from_civil(2024, 2, 20) * DAY_LONG, "8 months"
    scale = Scale(first, last, 120, (empty,))
    assert "╱╱ 8 months ╱╱" in ruler_lines(scale)[1]
    assert "// 8 months //" in ruler_lines(scale, plain=True)[1]
    (fold,) = scale.folds
    assert scale.cell(empty[0] - 1) < fold.cell
    assert scale.cell(empty[1]) >= fold.cell + 16
    assert scale.place(empty[0]) == fold.cell
    # Both sides are drawn at one measure.
    left, right = scale.stretches
    assert (left.last - left.first) / (left.right - left.left) == pytest.approx(
        (right.last - right.first) / (right.right - right.left), rel=0.05
    )


def test_folds_give_way_where_there_is_no_room() -> None:
    days = [from_civil(year, 1, 1) * DAY_LONG for year in range(2000, 2010)]
    empty = tuple((day + DAY_LONG, day + 300 * DAY_LONG, "10 months") for day in days)
    scale = Scale(days[0], days[-1] + 365 * DAY_LONG, 60, empty)
    assert 0 < len(scale.folds) < len(empty)
    assert len(ruler_lines(scale)[1]) == 60


def test_steps_go_from_fine_to_coarse() -> None:
    assert [step.seconds for step in STEPS] == sorted(step.seconds for step in STEPS)
    assert to_civil(0)[0] == 0
