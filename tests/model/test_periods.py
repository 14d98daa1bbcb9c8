"""Periods: their dates, and how they are narrowed, widened and shifted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.dates import parse
from timeline_tui.model.days import from_civil
from timeline_tui.model.periods import UNITS, Period, PeriodUnit, above, around, below, rounded

MARCH = from_civil(2024, 3, 12)


def _period(edtf: str) -> Period:
    span = parse(edtf)
    assert span.earliest is not None and span.latest is not None
    return Period(span.earliest, span.latest)


@pytest.mark.parametrize(
    ("unit", "edtf"),
    [("century", "20XX"), ("decade", "202X"), ("year", "2024"), ("month", "2024-03"), ("day", "2024-03-12")],
)
def test_the_unit_around_a_day(unit: PeriodUnit, edtf: str) -> None:
    period = around(unit, MARCH)
    assert (period.edtf, period.unit, period) == (edtf, unit, _period(edtf))


@pytest.mark.parametrize(
    ("edtf", "by", "then"),
    [
        ("2024-02", 1, "2024-03"),
        ("2024-01", -1, "2023-12"),
        ("2024-03-01", -1, "2024-02-29"),
        ("202X", 1, "203X"),
        ("20XX", -1, "19XX"),
        ("0001", -1, "0000"),
        ("0000", -1, "-0001"),
        ("000X", -1, "-0010/-0001"),
        ("2023-03/2023-05", 1, "2023-06/2023-08"),
        ("2023-11/2024-01", -2, "2023-05/2023-07"),
        ("2023-05-22/2023-05-23", 1, "2023-05-24/2023-05-25"),
        ("2023/2024", 1, "2025/2026"),
    ],
)
def test_a_period_is_shifted_by_its_own_length(edtf: str, by: int, then: str) -> None:
    assert _period(edtf).shifted(by).edtf == then


def test_what_lies_below_and_above() -> None:
    assert [one.edtf for one in below(_period("202X"), MARCH)] == ["2024", "2024-03", "2024-03-12"]
    assert [one.edtf for one in above(_period("2024-03"))] == ["2024", "202X", "20XX"]
    assert [one.edtf for one in below(_period("2024-02-20/2024-05-10"), MARCH)] == ["2024-03", "2024-03-12"]
    assert [one.edtf for one in above(_period("2023-11/2024-01"))] == ["202X", "20XX"]
    assert below(_period("2024-03-12"), MARCH) == []


def test_below_a_period_that_the_day_is_not_in_lies_its_nearest_part() -> None:
    assert [one.edtf for one in below(_period("2023"), MARCH)] == ["2023-12", "2023-12-31"]


@pytest.mark.parametrize(
    ("step", "edtf"),
    [(1, "2023-03-02/2024-03-12"), (30, "2023-03/2024-03"), (200, "2023/2024"), (2000, "202X")],
)
def test_what_a_coarse_hand_chose_is_rounded(step: int, edtf: str) -> None:
    assert rounded(from_civil(2023, 3, 2), MARCH, step).edtf == edtf


DAYS = st.integers(-4_000_000, 4_000_000)


@given(DAYS, st.sampled_from(UNITS), st.integers(-50, 50))
def test_shifting_there_and_back_changes_nothing(day: int, unit: PeriodUnit, by: int) -> None:
    period = around(unit, day)
    assert period.first <= day <= period.last
    assert period.unit == unit
    assert period.shifted(by).shifted(-by) == period
    assert period.shifted(1).first == period.last + 1


@given(st.integers(-3_500_000, 3_500_000), st.integers(0, 100_000))
def test_its_date_means_its_days(first: int, length: int) -> None:
    period = Period(first, first + length)
    assert _period(period.edtf) == period


@given(st.integers(-3_500_000, 3_500_000), st.sampled_from(UNITS))
def test_the_date_of_a_unit_means_its_days(day: int, unit: PeriodUnit) -> None:
    period = around(unit, day)
    assert _period(period.edtf) == period


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**6))
def test_past_four_digits_its_date_means_the_years_around_it(first: int, length: int) -> None:
    period = Period(first, first + length)
    found = _period(period.edtf)
    assert found.holds(period)
    assert found.first - first > -366 and found.last - period.last < 366


@given(DAYS, st.integers(0, 50_000), DAYS)
def test_narrower_is_shorter_and_wider_is_longer(first: int, length: int, day: int) -> None:
    period = Period(first, first + length)
    assert all(period.holds(one) and one != period for one in below(period, day))
    assert all(one.holds(period) and one != period for one in above(period))
