"""Dates that mean one of some days, but not any of those from the first to the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

from timeline_tui.model.days import from_civil, month_length, to_civil
from timeline_tui.model.span import Span

# Digits and then only masks: all days between the first and the last are meant.
_RUN = re.compile("-?[0-9]*X*")
_PART = re.compile("(?:^-)?[0-9X]+")
# Before and behind all days.
_NEVER = 10**18

Years = tuple[int | None, int | None]
"""The first and the last of neighbouring years; None where there is none."""


def is_choice(span: Span) -> bool:
    """Whether there are days between its first and its last that it cannot mean."""
    if span.shape == "one of":
        return len(span.dates) > 1 or any(map(is_choice, span.dates))
    return span.masked and span.shape == "date" and _RUN.fullmatch("".join(_masks(span.text))) is None


@lru_cache(maxsize=4096)
def can_touch(span: Span, other: Span) -> bool:
    """Whether there is a day that both can mean."""
    day = first_day(span, -_NEVER)
    while day is not None and (met := first_day(other, day)) != day:
        span, other, day = other, span, met
    return day is not None


def first_day(span: Span, since: int) -> int | None:
    """The first of the days that it can mean, from this one on."""
    if span.latest is not None and span.latest < since:
        return None
    if span.shape == "one of":
        return min((day for one in span.dates if (day := first_day(one, since)) is not None), default=None)
    since = since if span.earliest is None else max(since, span.earliest)
    return next(_fitting(span.text, since)) if is_choice(span) else since


def years_of(span: Span) -> list[Years]:
    """The years with a day that it can mean, neighbours together, from the first to the last."""
    if span.shape == "one of":
        return _joined(years for one in span.dates for years in years_of(one))
    first, last = (None if day is None else to_civil(day)[0] for day in (span.earliest, span.latest))
    if first is None or not is_choice(span) or _is_of_every_year(span.text):
        return [(first, last)]
    return _joined((year, year) for year in _single_years(span, first))


def _is_of_every_year(text: str) -> bool:
    """Whether such a day is in each year from the first to the last."""
    year, *finer = _masks(text)
    return _RUN.fullmatch(year) is not None and finer != ["02", "29"]


def _single_years(span: Span, first: int) -> Iterator[int]:
    year = first
    while (day := first_day(span, from_civil(year, 1, 1))) is not None:
        year = to_civil(day)[0]
        yield year
        year += 1


def _joined(found: Iterable[Years]) -> list[Years]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(
        (-_NEVER if first is None else first, _NEVER if last is None else last) for first, last in found
    ):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return [(None if first == -_NEVER else first, None if last == _NEVER else last) for first, last in joined]


def _masks(text: str) -> list[str]:
    """Its year, month and day, as far as they are written."""
    return _PART.findall(text.strip("?~%"))


def _fitting(text: str, since: int) -> Iterator[int]:
    """The days with these digits, from this one on."""
    year, *finer = _masks(text)
    month, day = [*finer, "XX", "XX"][:2]
    looks = re.compile(year.replace("X", "[0-9]"))
    begins = to_civil(since)
    for number in count(begins[0]):
        if looks.fullmatch(f"{number:0{5 if number < 0 else 4}}") is None:
            continue
        for of_year in _numbers(month, 12):
            for of_month in _numbers(day, month_length(number, of_year)):
                if (number, of_year, of_month) >= begins:
                    yield from_civil(number, of_year, of_month)


@lru_cache(maxsize=512)
def _numbers(mask: str, most: int) -> list[int]:
    looks = re.compile(mask.replace("X", "[0-9]"))
    return [number for number in range(1, most + 1) if looks.fullmatch(f"{number:02}")]
