"""Dates as EDTF writes them (ISO 8601-2): how precise, how sure, and the days they can mean.

Levels 0 and 1, and of level 2: seasons by hemisphere and parts of a year, masked digits anywhere, marks of
doubt on one part, one-of sets, years with an exponent. A time of day may leave out its seconds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_tui.model.days import DAY_LONG, day_iso, from_civil, month_length, to_civil, year_iso
from timeline_tui.model.limits import DATE, YEAR
from timeline_tui.model.span import PRECISIONS, EndBeforeStart, NotADate, Precision, Shape, Span, fitting

__all__ = ["EndBeforeStart", "NotADate", "Span", "parse", "understood"]

_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{0,14})(?:E([0-9]{1,12}))?([?~%])?")
_DATE = re.compile(
    r"([?~%])?(-?[0-9X]{4})([?~%])?"
    r"(?:-([?~%])?([0-9X]{2})([?~%])?(?:-([?~%])?([0-9X]{2})([?~%])?)?)?"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?"
)
"""Digits in threes (mark, digits, mark) for year, month and day, then hour, minute, second, offset."""
_EARLY, _HIGH, _LATE, _COLD = (3, 5), (6, 8), (9, 11), (12, 14)
_PARTS = dict(
    enumerate(
        (
            *(_EARLY, _HIGH, _LATE, _COLD),  # spring, summer, autumn, winter
            *(_EARLY, _HIGH, _LATE, _COLD),  # of the northern hemisphere
            *(_LATE, _COLD, _EARLY, _HIGH),  # of the southern hemisphere
            *((1, 3), (4, 6), (7, 9), (10, 12)),
            *((1, 4), (5, 8), (9, 12)),
            *((1, 6), (7, 12)),
        ),
        start=21,
    )
)
"""First and last month of seasons (21 to 32) and parts of a year; months 13 and 14 are in the next year.

A winter runs from December into the next February: whoever writes "winter 2023" can mean any of these.
"""

_FIRST_LEAP_SECOND = 1972
_YEAR_MASKS: dict[str, Precision] = {"X": "decade", "XX": "century", "XXX": "millennium"}


class Formless(NotADate):
    """A text that fits no form of date; what to try in its place only `typed_dates` says."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text if len(text) <= 40 else text[:39] + "…"}" is not a date', "")
        self.text = text


@lru_cache(maxsize=4096)
def parse(text: str) -> Span:
    """The span of days that an EDTF text means; `NotADate` if it is none."""
    if (match := _DATE.fullmatch(text)) is not None:
        return _date(text, match)
    if len(text) > DATE.value:
        raise NotADate(f"a date cannot have {len(text)} characters", "write a date such as 2024-03-12")
    if text[:1] == "[" and text[-1:] == "]":
        return _one_of(text)
    if text.count("/") == 1:
        return _range(text, *text.split("/"))
    return _single(text, text)


def understood(text: str | None) -> Span | None:
    """The span of days that the text means; None where it is no date, or where there is none."""
    try:
        return None if text is None else parse(text)
    except NotADate:
        return None


def outer_days(text: str | None) -> tuple[str | None, str | None]:
    """The first and the last day that a date can mean, in ISO 8601; None where open or unknown."""
    span = understood(text)
    if span is None:
        return None, None
    first, last = span.earliest, span.latest
    return None if first is None else day_iso(first), None if last is None else day_iso(last)


def _single(text: str, whole: str) -> Span:
    if (match := _DATE.fullmatch(text)) is not None:
        return _date(text, match)
    if (match := _LONG_YEAR.fullmatch(text)) is not None:
        return _long_year(text, match)
    raise Formless(whole)


def _long_year(text: str, match: re.Match[str]) -> Span:
    digits, exponent, mark = match.groups()
    zeros = int(exponent or 0)
    if len(digits.lstrip("-")) + zeros > YEAR.value:
        raise NotADate(f"a year has at most {YEAR.words} here", "write fewer digits")
    year = int(digits) * 10**zeros
    if abs(year) <= 9999:
        raise NotADate("Y is for years of more than four digits", f"write {year_iso(year)}{mark or ''}")
    first, last = from_civil(year, 1, 1), from_civil(year, 12, 31)
    return Span(text, first, last, "year", mark in {"~", "%"}, mark in {"?", "%"}, year)


def _range(text: str, start: str, end: str) -> Span:
    if start in {"", ".."} and end in {"", ".."}:
        raise NotADate("a range needs a start or an end", "leave the date out if neither is known")
    return _between(text, _end(start, text), _end(end, text))


def _end(text: str, whole: str) -> Span:
    if text == "":
        return Span(text, None, None, "year", shape="unknown")
    if text == "..":
        return Span(text, None, None, "year", shape="open")
    span = _single(text, whole)
    if span.clock is not None:
        tip = f"leave out the time: {re.sub('T[0-9:Z+-]*', '', whole)}"
        raise NotADate("a range goes from day to day, with no time", tip)
    return span


def _between(text: str, start: Span, end: Span) -> Span:
    if start.earliest is not None and end.latest is not None and end.latest < start.earliest:
        separator = "/" if "/" in text else ".."
        turned = f"{end.text}{separator}{start.text}"
        message = f"the end, {end.text}, comes before the start, {start.text}"
        raise EndBeforeStart(message, f"turned round: {turned}")
    return _together(text, "range", (start, end), start.earliest, end.latest)


def _together(text: str, shape: Shape, dates: tuple[Span, ...], first: int | None, last: int | None) -> Span:
    known = [span for span in dates if span.shape not in {"open", "unknown"}]
    coarsest = min((span.precision for span in known), key=PRECISIONS.index)
    approximate, uncertain = any(span.approximate for span in known), any(span.uncertain for span in known)
    return Span(text, first, last, coarsest, approximate, uncertain, shape=shape, dates=dates)


def _one_of(text: str) -> Span:
    written = [member.strip(" ") for member in text[1:-1].split(",")]
    members = tuple(_member(member, text) for member in written)
    if len(members) == 1 and members[0].shape == "date":
        raise NotADate("a set of one date is that date", f"write {members[0].text}")
    firsts = [span.earliest for span in members if span.earliest is not None]
    lasts = [span.latest for span in members if span.latest is not None]
    first = min(firsts) if len(firsts) == len(members) else None
    last = max(lasts) if len(lasts) == len(members) else None
    return _together(text, "one of", members, first, last)


def _member(text: str, whole: str) -> Span:
    start, dots, end = text.partition("..")
    if not dots:
        return _end(text, whole) if text else _refuse_empty()
    if not start and end in {"", ".."}:
        return _refuse_empty()
    return _between(text, _end(start or "..", whole), _end(end or "..", whole))


def _refuse_empty() -> Span:
    raise NotADate("one member of this set is empty", "a set looks like [2024-03-12,2024-03-14..2024-03-17]")


def _date(text: str, match: re.Match[str]) -> Span:
    """What the match of `_DATE` says; `NotADate` if the calendar or the clock has no such day or time."""
    _, year, _, _, month, _, _, day, *_, hour, _, _, _ = match.groups()
    if "X" in match[0]:
        span = _masked(text, year, month, day)
    elif month is None:
        number = _year(year)
        span = Span(text, from_civil(number, 1, 1), from_civil(number, 12, 31), "year", year=number)
    elif day is None:
        span = _month(text, _year(year), int(month))
    else:
        span = _day(text, _year(year), int(month), int(day))
    if hour is not None:
        span = _timed(span, match)
    if "?" in text or "~" in text or "%" in text:
        span = _doubted(span, match)
    return span


def _year(digits: str) -> int:
    if digits == "-0000":
        raise NotADate("there is no year -0000", "write 0000 for the year 1 BCE")
    return int(digits)


def _month(text: str, year: int, month: int) -> Span:
    if 1 <= month <= 12:
        last = from_civil(year, month, month_length(year, month))
        return Span(text, from_civil(year, month, 1), last, "month", year=year, month=month)
    if month not in _PARTS:
        raise _no_month(text, month)
    first, last = _PARTS[month]
    following, last = divmod(last - 1, 12)
    last_day = from_civil(year + following, last + 1, month_length(year + following, last + 1))
    precision: Precision = "season" if month <= 32 else "part"
    return Span(text, from_civil(year, first, 1), last_day, precision, year=year, part=month)


def _no_month(text: str, month: int) -> NotADate:
    year = text[: text.index("-", 1)]
    if month == 0:
        return NotADate("there is no month 00", f"leave out what is not known: {year}")
    tip = "months go from 01 to 12; 21 to 24 are spring, summer, autumn, winter"
    if text == f"{year}-{month}" and year.isdigit() and month > int(year[-2:]):
        tip = f"write it as {year}/{year[:-2]}{month} if these are two years; months go from 01 to 12"
    return NotADate(f"there is no month {month:02}", tip)


def _day(text: str, year: int, month: int, day: int) -> Span:
    if not 1 <= month <= 12:
        if month in _PARTS:
            raise NotADate("a season has no day", f"leave out the day: {text[: text.rindex('-')]}")
        raise _no_month(text, month)
    if not 1 <= day <= month_length(year, month):
        raise _no_day(year, month, day)
    number = from_civil(year, month, day)
    return Span(text, number, number, "day", year=year, month=month, day=day)


def _no_day(year: int, month: int, day: int) -> NotADate:
    stem = f"{year_iso(year)}-{month:02}"
    if day == 0:
        return NotADate("there is no day 00", f"leave out what is not known: {stem}")
    return NotADate(f"{stem} has no day {day:02}", f"its last day is {stem}-{month_length(year, month):02}")


def _timed(span: Span, match: re.Match[str]) -> Span:
    hour, minute, second, zone = match.groups()[-4:]
    clock = int(hour) * 3600 + int(minute) * 60 + int(second or 0)
    if span.day is None or span.masked:
        tip = "leave out the time, or name the day: 2024-03-12T05:00"
        raise NotADate("a time of day needs a whole date", tip)
    offset = _offset(zone)
    leaps = second == "60" and _is_leap_second(span, clock - 1 - 60 * (offset or 0))
    if int(minute) > 59 or (int(second or 0) > 59 and not leaps) or clock > DAY_LONG:
        tip = (
            "a leap second ends a 30 June or 31 December in UTC"
            if second == "60"
            else "times go from T00:00 to T24:00"
        )
        raise NotADate(f"there is no time {match[0].partition('T')[2]}", tip)
    precision: Precision = "minute" if second is None else "second"
    return span._replace(precision=precision, clock=clock, offset=offset)


def _is_leap_second(span: Span, before: int) -> bool:
    """Whether a leap second can follow this second, counted in UTC from midnight of the day."""
    days, second = divmod(before, DAY_LONG)
    year, *of_year = to_civil((span.earliest or 0) + days)
    return second == 86_399 and of_year in ([6, 30], [12, 31]) and year >= _FIRST_LEAP_SECOND


def _offset(zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return None if zone is None else 0
    hours, minutes = int(zone[1:3]), int(zone[4:] or 0)
    if hours * 60 + minutes > (12 if zone[0] == "-" else 14) * 60 or minutes > 59:
        raise NotADate(f"no clock differs from UTC by {zone}", "offsets go from -12:00 to +14:00; Z is UTC")
    if zone.strip(":0") == "-":
        raise NotADate("the offset -00:00 says nothing", "write Z if it is UTC, or leave it out")
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _doubted(span: Span, match: re.Match[str]) -> Span:
    groups = match.groups()
    if span.clock is not None:
        raise NotADate("a date with a time of day takes no ? ~ %", "leave out the time or the mark")
    parts = [part for part, digits in zip(("year", "month", "day"), groups[1:8:3], strict=True) if digits]
    marks = dict.fromkeys(parts, "")
    for number, part in enumerate(parts):
        marks[part] += groups[number * 3] or ""
        # A mark on the right is on all that stands left of it.
        for covered in parts[: number + 1]:
            marks[covered] += groups[number * 3 + 2] or ""
    found = "".join(marks.values())
    whole = len({frozenset(mark) for mark in marks.values()}) == 1
    doubts = () if whole else tuple((part, mark) for part, mark in marks.items() if mark)
    approximate, uncertain = "~" in found or "%" in found, "?" in found or "%" in found
    return span._replace(approximate=approximate, uncertain=uncertain, doubts=doubts)


def _masked(text: str, year: str, month: str | None, day: str | None) -> Span:
    if month is not None and month.isdigit() and not 1 <= int(month) <= 12:
        raise NotADate("a season needs a whole year", "leave out the season, or write all four digits")
    parts = [part for part in (year, month, day) if part is not None]
    first, last = next(fitting(parts), None), next(fitting(parts, backwards=True), None)
    if first is None:
        raise NotADate(f"no day fits {text}", "X stands for one digit that is not known: 2004-06-XX, 201X")
    if day is not None:
        precision: Precision = "day"
    elif month is not None:
        precision = "month"
    else:
        stem = year.rstrip("X")
        precision = "year" if "X" in stem else _YEAR_MASKS.get(year[len(stem) :], "year")
    return Span(
        text, first, last, precision, year=_known(year), month=_known(month), day=_known(day), masked=True
    )


def _known(digits: str | None) -> int | None:
    return None if digits is None or "X" in digits else int(digits)
