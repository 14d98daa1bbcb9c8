"""Dates that mean one of some days, against all days one by one."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.dates import Span, parse
from timeline_tui.model.days import day_iso, from_civil, to_civil
from timeline_tui.model.span import can_touch, first_day, is_choice, years_of

FIRST, LAST = from_civil(-120, 1, 1), from_civil(2110, 1, 1)
TEXTS = (
    *("2023", "2023-05-22/2023-06-02", "202X", "2023-1X", "2023-05-2X", "20XX-XX-XX", "-00XX", "2023-21"),
    *("20XX-12-25", "2023-XX-12", "2X23", "20XX-02-29", "200X-1X-3X", "-00XX-03", "-01X0", "19XX-05~"),
    *("[1910,1920]", "[1910..1912,1920-05]", "[20XX-12-25,1999]", "[2023-05-01..2023-05-09]", "20X0-01-1X"),
)


def days(span: Span) -> set[int]:
    if span.shape == "one of":
        return set().union(*map(days, span.dates))
    every = range(span.earliest or 0, (span.latest or 0) + 1)
    if not span.masked:
        return set(every)
    looks = re.compile(span.text.rstrip("~").replace("X", "[0-9]") + ".*")
    return {day for day in every if looks.fullmatch(day_iso(day))}


@cache
def meant(text: str) -> set[int]:
    return days(parse(text))


dates = st.sampled_from(TEXTS)


@given(dates, dates)
def test_two_dates_touch_where_they_have_a_day_in_common(one: str, other: str) -> None:
    assert can_touch(parse(one), parse(other)) == bool(meant(one) & meant(other))


@given(dates, st.integers(FIRST, LAST))
def test_the_first_day_from_another_on(text: str, since: int) -> None:
    assert first_day(parse(text), since) == min((day for day in meant(text) if day >= since), default=None)


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        ("2024-03-12", "2024-03-12", True),
        ("2023/2024-03-12", "2024-03-12/2025", True),
        ("2023/2024-03-11", "2024-03-12/2025", False),
        ("[1910,1920]", "1920-12-31", True),
        ("[1910,1920]", "1911-01-01", False),
    ],
)
def test_two_dates_that_share_one_day_touch(one: str, other: str, touch: bool) -> None:
    assert can_touch(parse(one), parse(other)) is touch
    assert can_touch(parse(other), parse(one)) is touch


@pytest.mark.parametrize("text", TEXTS)
def test_the_years_and_whether_all_days_are_meant(text: str) -> None:
    every = sorted(meant(text))
    assert is_choice(parse(text)) == (every[-1] - every[0] >= len(every))
    runs = years_of(parse(text))
    years = {year for first, last in runs for year in range(first or 0, (last or 0) + 1)}
    assert years == {to_civil(day)[0] for day in every}
    assert all((last or 0) + 1 < (first or 0) for (_, last), (first, _) in pairwise(runs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../1910", [(None, 1910)]),
        ("[..1910,1920]", [(None, 1910), (1920, 1920)]),
        ("[1910,1920..]", [(1910, 1910), (1920, None)]),
        ("[..1925,1920..]", [(None, None)]),
        ("XXXX-12-25", [(0, 9999)]),
    ],
)
def test_years_without_an_end(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert years_of(parse(text)) == expected
