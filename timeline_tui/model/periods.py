"""Periods of time that a list is narrowed to, and steps in time from one day to another."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from timeline_tui.model.days import day_edtf, from_civil, month_length, to_civil, year_iso, years_around

Unit = Literal["day", "week", "month", "year", "decade", "century"]

_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "week", "weeks"), "week"),
    **dict.fromkeys(("m", "mo", "month", "months"), "month"),
    **dict.fromkeys(("y", "year", "years"), "year"),
    **dict.fromkeys(("decade", "decades"), "decade"),
    **dict.fromkeys(("century", "centuries"), "century"),
}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"([0-9]{{1,7}}|an?|one|{'|'.join(_NUMBERS[1:])})"
_UNIT = rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_SIGNED = re.compile(rf"([+-]) ?(?:{_NUMBER} ?)?{_UNIT}")
_TOLD = re.compile(rf"(?:{_NUMBER} ?)?{_UNIT} (later|after|on|forward|earlier|before|back)")
_NEXT = re.compile(rf"(?:the )?(next|previous|last|prev) (?:{_NUMBER} )?{_UNIT}")
_BACKWARDS = {"-", "earlier", "before", "back", "previous", "last", "prev"}


class Step(NamedTuple):
    """So many units of time, backwards where there are less than none."""

    number: int
    unit: Unit

    @property
    def words(self) -> str:
        """The step as one says it: 1 month later, 3 days earlier."""
        count = abs(self.number)
        plural = "centuries" if self.unit == "century" else f"{self.unit}s"
        return f"{count:,} {self.unit if count == 1 else plural} {'later' if self.number > 0 else 'earlier'}"

    @property
    def backwards(self) -> Step:
        """The step that leads the other way."""
        return Step(-self.number, self.unit)

    def from_day(self, day: int) -> int:
        """The day that it leads to; in a month that is too short, its last day."""
        if self.unit in _DAYS:
            return day + self.number * _DAYS[self.unit]
        year, month, of_month = to_civil(day)
        years, month = divmod(month - 1 + self.number * _MONTHS[self.unit], 12)
        year, month = year + years, month + 1
        return from_civil(year, month, min(of_month, month_length(year, month)))


def step_of(text: str) -> Step | None:
    """The step that a text asks for, or None where it asks for none."""
    words = " ".join(text.casefold().replace("−", "-").split())
    if (match := _SIGNED.fullmatch(words) or _NEXT.fullmatch(words)) is not None:
        way, number, unit = match.groups()
    elif (match := _TOLD.fullmatch(words)) is not None:
        number, unit, way = match.groups()
    else:
        return None
    count = _count(number)
    return Step(-count if way in _BACKWARDS else count, _UNITS[unit]) if count else None


def _count(number: str | None) -> int:
    if number is None or number in {"a", "an", "one"}:
        return 1
    return int(number) if number.isdigit() else _NUMBERS.index(number) + 1


PeriodUnit = Literal["century", "decade", "year", "month", "day"]

UNITS: tuple[PeriodUnit, ...] = ("century", "decade", "year", "month", "day")
"""From long to short."""
_YEARS: dict[PeriodUnit, int] = {"century": 100, "decade": 10, "year": 1}
_COARSE: tuple[tuple[PeriodUnit, int], ...] = (
    *(("month", 16), ("year", 190)),
    *(("decade", 1900), ("century", 19000)),
)
"""From how many days on a unit is no coarser than the hand: about half of its length."""


class Period(NamedTuple):
    """The days from the first to the last."""

    first: int
    last: int

    @property
    def unit(self) -> PeriodUnit | None:
        """The unit that it is exactly one of."""
        return next((unit for unit in UNITS if around(unit, self.first) == self), None)

    @property
    def edtf(self) -> str:
        """The period as a date of a file, from which `parse` makes the same days.

        Past four digits EDTF knows only years, so whole ones hold it there.
        """
        year, month, _ = to_civil(self.first)
        match self.unit:
            case "century" if 100 <= year <= 9999:
                return f"{year // 100:02}XX"
            case "century" if -9999 <= year < -99:
                return f"-{-year // 100:02}XX"
            case "decade" if 10 <= year <= 9999:
                return f"{year // 10:03}X"
            case "year":
                return year_iso(year)
            case "month" if abs(year) <= 9999:
                return f"{year_iso(year)}-{month:02}"
            case "day":
                return day_edtf(self.first)
        first, last = _fine(self.first, 1), _fine(self.last + 1, -1)
        return first if first == last else f"{first}/{last}"

    def holds(self, other: Period) -> bool:
        """Whether the other lies within it."""
        return self.first <= other.first and other.last <= self.last

    def shifted(self, by: int) -> Period:
        """The period of the same kind that follows, or comes before, or is farther off."""
        unit = self.unit
        if unit in _YEARS:
            period = self
            for _ in range(abs(by)):
                period = around(unit, period.last + 1 if by > 0 else period.first - 1)
            return period
        months = _whole_months(self)
        if months is None:
            length = self.last - self.first + 1
            return Period(self.first + by * length, self.last + by * length)
        first, length = months
        start = first + by * length
        return Period(_month_begins(start), _month_begins(start + length) - 1)


def around(unit: PeriodUnit, day: int) -> Period:
    """The period of this unit that holds the day."""
    year, month, _ = to_civil(day)
    if unit == "day":
        return Period(day, day)
    if unit == "month":
        first = from_civil(year, month, 1)
        return Period(first, first + month_length(year, month) - 1)
    start, end = years_around(year, _YEARS[unit])
    return Period(from_civil(start, 1, 1), from_civil(end, 12, 31))


def below(period: Period, day: int) -> list[Period]:
    """The shorter periods within this one that hold the day, the longest first."""
    found = (around(unit, min(max(day, period.first), period.last)) for unit in UNITS)
    return [one for one in found if one != period and period.holds(one)]


def above(period: Period) -> list[Period]:
    """The longer periods that hold this one, the shortest first."""
    found = (around(unit, period.first) for unit in reversed(UNITS))
    return [one for one in found if one != period and one.holds(period)]


def rounded(first: int, last: int, step: int) -> Period:
    """The days from one to the other, made whole months, years or decades where a step is as coarse as that.

    `step` is how many days the hand that chose them could not tell apart.
    """
    unit: PeriodUnit = "day"
    for longer, days in _COARSE:
        if step >= days:
            unit = longer
    start, end = around(unit, first), around(unit, last)
    return Period(start.first, end.last)


def _fine(day: int, way: int) -> str:
    """The coarsest date that begins on the day or, where `way` is -1, ends on the day before it."""
    _, month, of_month = to_civil(day)
    within = day if way > 0 else day - 1
    written = day_edtf(within)
    if of_month != 1:
        return written
    # Without its day and, where it is a whole year, its month.
    year = year_iso(to_civil(within)[0])
    return year if month == 1 or written == year else written[:-3]


def _whole_months(period: Period) -> tuple[int, int] | None:
    """The first month, counted from the year 0, and how many there are; None where days are left over."""
    (year, month, day), (after, next_month, next_day) = to_civil(period.first), to_civil(period.last + 1)
    first = year * 12 + month - 1
    return (first, after * 12 + next_month - 1 - first) if day == next_day == 1 else None


def _month_begins(number: int) -> int:
    return from_civil(number // 12, number % 12 + 1, 1)
