"""Day numbers: the proleptic Gregorian calendar as plain integers, for any year; months and weekdays."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

DAY_LONG = 86_400
"""Seconds of a day."""
MONTHS = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""The names of the months, by their numbers."""
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
"""Their first three letters."""
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""The names of the days of a week, as day numbers count them."""
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""The seasons, by the numbers that EDTF has for them."""
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "twenty-first"),
)
"""The numbers of centuries in words, from the first on."""
# 1583-01-01: before the calendar was reformed, the weekday of a Gregorian date was nobody's.
_FIRST_WITH_WEEKDAY = 577_814
_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST_WITH_DAYS = 9999
# The calendar repeats after 400 years, which are this many days.
_CYCLE = 146_097


def is_leap(year: int) -> bool:
    """Whether the year, counted astronomically, has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month]


def from_civil(year: int, month: int, day: int) -> int:
    """The day number: 1 is 0001-01-01, as in `date.toordinal`, and earlier days count down."""
    past = year - 1
    leap_day = month > 2 and is_leap(year)
    return 365 * past + past // 4 - past // 100 + past // 400 + _BEFORE_MONTH[month] + day + leap_day


def to_civil(day: int) -> tuple[int, int, int]:
    """Year (counted astronomically), month and day of a day number."""
    cycles, rest = divmod(day - 1, _CYCLE)
    civil = date.fromordinal(rest + 1)
    return civil.year + 400 * cycles, civil.month, civil.day


@lru_cache(maxsize=4096)
def day_iso(day: int) -> str:
    """The day in ISO 8601: `2023-05-01`, `-0044-03-15`, and `Y12000-01-01` past four digits."""
    year, month, of_month = to_civil(day)
    return f"{year_iso(year)}-{month:02}-{of_month:02}"


def weekday(day: int) -> str | None:
    """The day of the week; None where the calendar was not in use yet."""
    return WEEKDAYS[day % 7] if day >= _FIRST_WITH_WEEKDAY else None


def day_edtf(day: int) -> str:
    """The day as EDTF can write it: of a year past four digits it knows no days, so the year."""
    year = to_civil(day)[0]
    return day_iso(day) if abs(year) <= _LAST_WITH_DAYS else year_iso(year)


def years_around(year: int, size: int) -> tuple[int, int]:
    """The first and the last year of the ten or the hundred that hold the year, as historians count them.

    The 1990s and the years 1900 to 1999, the first ones from 1 CE; 49 to 40 BCE and 500 to 401 BCE.
    """
    if year > 0:
        first = year // size * size
        return max(first, 1), first + size - 1
    count = 1 - year
    # The 40s are named by their digit, the fifth century by what it completes.
    last = count // size * size if size < 100 else (count - 1) // size * size + 1
    return 1 - (last + size - 1), 1 - max(last, 1)


def year_iso(year: int) -> str:
    """The year as EDTF writes it: `2023`, `-0044`, `Y12000`."""
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}" if abs(year) <= _LAST_WITH_DAYS else f"Y{year}"


def year_in_words(year: int) -> str:
    """An astronomical year as historians count: 2023, 44 CE, 45 BCE."""
    count = year if year > 0 else 1 - year
    number = f"{count:,}" if count > 9999 else str(count)
    if year <= 0:
        return f"{number} BCE"
    return number if 1000 <= year <= 9999 else f"{number} CE"
