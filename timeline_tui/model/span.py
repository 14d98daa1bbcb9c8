"""What a date says: the days it can mean, how precise and sure it is, which it chooses from; as strokes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple, get_args

from timeline_tui.model.days import DAY_LONG, from_civil, month_length, to_civil

Precision = Literal[
    "millennium", "century", "decade", "year", "part", "season", "month", "day", "minute", "second"
]
"""How fine a date is; a part is a quarter, a third or a half of a year."""
Shape = Literal["date", "range", "one of", "open", "unknown"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision)
"""From coarse to fine."""

# Longer than any span of days, and before any time of a day.
_ENDLESS = 10**18
NO_TIME = -_ENDLESS
"""Stands for the second of what has no time of day, in the order of dates."""


class NotADate(ValueError):  # noqa: N818 - it names what the text is
    """A text that is no date, with something to try."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
        """What to try."""


class EndBeforeStart(NotADate):
    """A range whose end is certainly before its start."""


class Span(NamedTuple):
    """What a date says and no more: every field is as sure and as fine as the text."""

    text: str
    """As written."""
    earliest: int | None
    """The first day it can mean; None where the start is open or unknown."""
    latest: int | None
    """The last day it can mean; None where the end is open or unknown."""
    precision: Precision
    """Of a range or a set, the coarsest among its dates."""
    approximate: bool = False
    """Marked with ~ or %."""
    uncertain: bool = False
    """Marked with ? or %."""
    year: int | None = None
    """Counted astronomically: 0 is 1 BCE; None where digits are masked, and for a range or a set."""
    month: int | None = None
    day: int | None = None
    part: int | None = None
    """The season or part of the year, 21 to 41 as in EDTF."""
    clock: int | None = None
    """Seconds from midnight, as the clock of the place showed."""
    offset: int | None = None
    """Minutes that this clock is ahead of UTC."""
    masked: bool = False
    """Some of its digits are X."""
    doubts: tuple[tuple[str, str], ...] = ()
    """The parts (year, month, day) with their marks, where a mark is not on the whole date."""
    shape: Shape = "date"
    """A date; a range or a one-of set of dates; or the open or unknown end of a range."""
    dates: tuple[Span, ...] = ()
    """Start and end of a range; the members of a set, which can be dates and ranges."""

    @property
    def anchor(self) -> int | None:
        """The day that it stands at in time: its first or, where the start is open, its last."""
        return self.latest if self.earliest is None else self.earliest

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Sorts by the first day, then coarse before fine, then by the second of UTC.

        A date with an open start goes where it ends. A set of days, of which only one is meant, goes below
        everything that surely begins on its first day.
        """
        fineness = PRECISIONS.index(self.precision)
        if self.earliest is None or self.latest is None:
            return (-_ENDLESS if self.anchor is None else self.anchor, -_ENDLESS, NO_TIME, fineness)
        clock = None if self.clock is None else self.clock - 60 * (self.offset or 0)
        second = NO_TIME if clock is None else DAY_LONG * self.earliest + clock
        length = self.latest - self.earliest
        return self.earliest, length if self.shape == "one of" else -length, second, fineness


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
    return next(fitting(_masks(span.text), since)) if is_choice(span) else since


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


def fitting(parts: Sequence[str], since: int | None = None, *, backwards: bool = False) -> Iterator[int]:
    """The days with the digits of a year and, where these are written, a month and a day.

    From this one on, or the last ones first.
    """
    year, month, day = [*parts, "XX", "XX"][:3]
    begins = (-_NEVER,) if since is None else to_civil(since)
    years, way = _numbers(year, -9999, 9999), -1 if backwards else 1
    for number in years[bisect_left(years, begins[0]) :][::way]:
        for of_year in _numbers(month, 1, 12)[::way]:
            for of_month in _numbers(day, 1, month_length(number, of_year))[::way]:
                if (number, of_year, of_month) >= begins:
                    yield from_civil(number, of_year, of_month)


@lru_cache(maxsize=512)
def _numbers(mask: str, first: int, last: int) -> tuple[int, ...]:
    """The numbers with these digits, the least first; there is no year -0."""
    sign, figures = (-1, mask[1:]) if mask.startswith("-") else (1, mask)
    masked = product(*("0123456789" if figure == "X" else figure for figure in figures))
    found = sorted(sign * int("".join(digits)) for digits in masked)
    return tuple(number for number in found if first <= number <= last and (number or sign > 0))


Kind = Literal["point", "about", "bar", "shade", "choice", "open", "unknown"]


class Stroke(NamedTuple):
    """One part of what a date says, from a second to the one behind its last; None where it has no end."""

    kind: Kind
    first: int | None
    last: int | None


def strokes(span: Span | None) -> tuple[Stroke, ...]:
    """What a date says, as it is drawn: a bar only where the file says from and to."""
    if span is None:
        return ()
    if span.shape == "range":
        return tuple(_range(*span.dates))
    if span.shape == "one of":
        return tuple(_whole("choice", one) for one in span.dates or (span,))
    return tuple(_date(span))


def _date(span: Span) -> Iterator[Stroke]:
    if span.clock is not None and span.earliest is not None:
        second = span.earliest * DAY_LONG + span.clock
        yield Stroke("about" if span.approximate else "point", second, second + 1)
    elif span.earliest is not None and span.earliest == span.latest:
        yield _whole("about" if span.approximate else "point", span)
    elif span.approximate:
        whole = _whole("shade", span)
        yield whole
        yield Stroke("about", whole.first, whole.first)
        if whole.last is not None:
            yield Stroke("about", whole.last - 1, whole.last - 1)
    else:
        yield _whole(
            "choice" if span.masked and span.precision == "day" and not _is_month(span) else "shade", span
        )


def _is_month(span: Span) -> bool:
    """Whether a masked day is any day of its month."""
    return span.month is not None and span.text.strip("?~%").endswith("XX")


def _whole(kind: Kind, span: Span) -> Stroke:
    first = None if span.earliest is None else span.earliest * DAY_LONG
    return Stroke(kind, first, None if span.latest is None else (span.latest + 1) * DAY_LONG)


def _range(start: Span, end: Span) -> Iterator[Stroke]:
    """The end that is coarse is shaded, what lies surely between is a bar."""
    since, until = _edges(start), _edges(end)
    if since is None and until is not None:
        yield from _end_that_is_not_known(start, None, until[1])
        yield from _edge(end, until)
    elif until is None and since is not None:
        yield from _edge(start, since)
        yield from _end_that_is_not_known(end, since[1], None)
    elif since is not None and until is not None:
        yield from _between(start, since, end, until)


def _between(start: Span, since: tuple[int, int], end: Span, until: tuple[int, int]) -> Iterator[Stroke]:
    first = since[0] if _is_sharp(start) else since[1]
    last = until[1] if _is_sharp(end) else until[0]
    if first < last:
        yield Stroke("bar", first, last)
    yield from _edge(start, since, bar=True)
    yield from _edge(end, until, bar=True)


def _end_that_is_not_known(span: Span, first: int | None, last: int | None) -> Iterator[Stroke]:
    if span.shape == "open":
        yield Stroke("open", first, last)
    else:
        # Beside what is known, so that it does not hide it.
        yield Stroke("unknown", *((last, last) if first is None else (first, first)))


def _is_sharp(span: Span) -> bool:
    return span.earliest is not None and span.earliest == span.latest


def _edges(span: Span) -> tuple[int, int] | None:
    if span.earliest is None or span.latest is None:
        return None
    if span.clock is not None:
        second = span.earliest * DAY_LONG + span.clock
        return second, second
    return span.earliest * DAY_LONG, (span.latest + 1) * DAY_LONG


def _edge(span: Span, edges: tuple[int, int], *, bar: bool = False) -> Iterator[Stroke]:
    if not _is_sharp(span):
        yield Stroke("shade", *edges)
    elif span.approximate or not bar:
        yield Stroke("about" if span.approximate else "point", *edges)
