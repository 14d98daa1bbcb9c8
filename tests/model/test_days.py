"""Day numbers are those of `datetime.date`, and go on where it ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.dates import parse
from timeline_tui.model.days import (
    day_edtf,
    day_iso,
    from_civil,
    is_leap,
    month_length,
    to_civil,
    year_iso,
    years_around,
)


@given(st.dates())
def test_a_day_number_is_an_ordinal(day: date) -> None:
    assert from_civil(day.year, day.month, day.day) == day.toordinal()
    assert to_civil(day.toordinal()) == (day.year, day.month, day.day)
    assert day_iso(day.toordinal()) == day.isoformat()


@given(st.integers(-(10**9), 10**9))
def test_every_day_is_written_as_a_date_that_holds_it(number: int) -> None:
    span = parse(day_edtf(number))
    assert span.earliest is not None and span.latest is not None
    assert span.earliest <= number <= span.latest


@given(st.integers(-(10**17), 10**17))
def test_every_number_is_one_day(number: int) -> None:
    assert from_civil(*to_civil(number)) == number


@given(st.integers(-(10**17), 10**17))
def test_the_next_number_is_the_next_day(number: int) -> None:
    year, month, day = to_civil(number)
    if day < month_length(year, month):
        following = (year, month, day + 1)
    else:
        following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert to_civil(number + 1) == following


@pytest.mark.parametrize(
    ("civil", "iso"),
    [
        ((2023, 5, 1), "2023-05-01"),
        ((44, 1, 1), "0044-01-01"),
        ((0, 2, 29), "0000-02-29"),
        ((-44, 3, 15), "-0044-03-15"),
        ((12000, 1, 1), "Y12000-01-01"),
        ((-12000, 1, 1), "Y-12000-01-01"),
    ],
)
def test_a_day_in_iso(civil: tuple[int, int, int], iso: str) -> None:
    assert day_iso(from_civil(*civil)) == iso


def test_the_day_before_the_first() -> None:
    assert to_civil(1) == (1, 1, 1)
    assert to_civil(0) == (0, 12, 31)


@pytest.mark.parametrize(
    ("year", "leap"), [(2024, True), (1900, False), (2000, True), (0, True), (-1, False), (-4, True)]
)
def test_leap_years(year: int, leap: bool) -> None:
    assert is_leap(year) is leap


@pytest.mark.parametrize(
    ("year", "size", "years"),
    [
        (1999, 10, (1990, 1999)),
        (1, 10, (1, 9)),
        (0, 10, (-8, 0)),
        (-8, 10, (-8, 0)),
        (-9, 10, (-18, -9)),
        (-43, 10, (-48, -39)),
        (2000, 100, (2000, 2099)),
        (99, 100, (1, 99)),
        (0, 100, (-99, 0)),
        (-99, 100, (-99, 0)),
        (-100, 100, (-199, -100)),
    ],
)
def test_the_years_of_a_decade_or_a_century(year: int, size: int, years: tuple[int, int]) -> None:
    assert years_around(year, size) == years


@pytest.mark.parametrize(("year", "iso"), [(2023, "2023"), (-44, "-0044"), (0, "0000"), (12000, "Y12000")])
def test_a_year_in_edtf(year: int, iso: str) -> None:
    assert year_iso(year) == iso
