"""Steps in time from one day to another: a month later, three days earlier, the next year."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from timeline_tui.model.days import from_civil, month_length, to_civil

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
