"""What a text can mean as a date; the eras, and the ways to write a date in numbers, in EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from timeline_tui.model.dates import Formless, parse
from timeline_tui.model.days import year_iso
from timeline_tui.model.span import NotADate, Span

_BEFORE = (
    r"b\.? ?c\.?(?: ?e\.?)?|before christ|v\.? ?chr\.?|vor christus|av\.? ?j\.?-? ?c\.?|до н\.? ?[эе]\.?"
)
_AFTER = r"a\.? ?d\.?|c\.? ?e\.?|anno domini|n\.? ?chr\.?|nach christus|ap\.? ?j\.?-? ?c\.?|н\.? ?[эе]\.?"
ERA = rf"(?:{_BEFORE}|{_AFTER})(?![a-zа-я])"
"""How one writes on which side of the birth of Christ a year lies."""
HAS_ERA = re.compile(rf"(?<![a-zа-я]){ERA}")
IS_BEFORE = re.compile(rf"(?<![a-zа-я])(?:{_BEFORE})(?![a-zа-я])")
LEADING = re.compile(rf"(?:{_AFTER}) ?(?=[0-9])")
"""An era that stands before its year: AD 79."""
_YEAR_BEFORE = re.compile(rf"(?<![0-9,.])([0-9]{{1,4}}) ?(?:{_BEFORE})(?![a-zа-я])")
_YEAR_AFTER = re.compile(
    rf"(?<![0-9,.])([0-9]{{1,4}}) ?(?:{_AFTER})(?![a-zа-я])|\b(?:{_AFTER}) ?([0-9]{{1,4}})\b"
)
_YEAR_FIRST = re.compile(rf"([0-9]{{1,4}})(-[0-9]{{1,2}}-[0-9]{{1,2}}) ?({ERA})")


def with_eras(words: str) -> str:
    """The text with each such year in four digits, and an n (before the year 0) or p for its sign."""
    words = _YEAR_FIRST.sub(r"\1 \3\2", words)
    words = _YEAR_BEFORE.sub(lambda match: _signed(match[0], int(match[1]), "n", 1), words)
    return _YEAR_AFTER.sub(lambda match: _signed(match[0], int(match[1] or match[2]), "p", 0), words)


def _signed(written: str, count: int, sign: str, less: int) -> str:
    """The year behind its sign; there is no year 0 to be counted."""
    return f"{sign}{count - less:04}" if count else written


class Meaning(NamedTuple):
    """One date that a text can mean."""

    edtf: str
    remark: str = ""
    """What was taken for granted."""
    why: str = ""
    """Why the text can mean another, too."""
    custom: str = ""
    """Whether the day or the month is written first, where that makes the difference."""
    asks: bool = False
    """Whether it is not to be taken unasked even where it is the only one."""
    fault: NotADate | None = None
    """Why it cannot be this date, though it is one."""

    @property
    def is_sound(self) -> bool:
        """Whether there is such a date."""
        return self.why_not is None

    @property
    def why_not(self) -> NotADate | None:
        """Why there is no such date."""
        if self.fault is None:
            try:
                parse(self.edtf)
            except NotADate as refused:
                return refused
        return self.fault


PART_OF_YEAR = re.compile(r"([0-9]{2})([0-9]{2})-(2[1-9]|3[0-9]|4[01])")
"""A year and two digits more, which can be a part of it or the last digits of a second year."""
PARTS_IN_WORDS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "Q1",
    "34": "Q2",
    "35": "Q3",
    "36": "Q4",
}
"""The parts of a year by their numbers."""


class UnclearDate(NotADate):
    """A text that can mean several dates, which are in `readings`, as EDTF."""

    def __init__(self, message: str, readings: tuple[str, ...]) -> None:
        self.readings = readings
        self.ways = tuple(map(_way, readings))
        """How each can be typed so that it means nothing else."""
        super().__init__(message, f"write it as {' or '.join(self.ways)}")


class TypedDate(NamedTuple):
    """The one date that a text means."""

    span: Span
    remark: str = ""
    """What was taken for granted, or what of the text EDTF cannot say; empty where it says it all."""

    @property
    def edtf(self) -> str:
        """The date as a file writes it."""
        return self.span.text


def _way(reading: str) -> str:
    match = PART_OF_YEAR.fullmatch(reading)
    if match is None or match[3] <= match[2]:
        return reading
    return f"{PARTS_IN_WORDS[match[3]]} {match[1]}{match[2]}"


Meanings: TypeAlias = "tuple[Meaning, ...]"


Reading: TypeAlias = "Callable[..., Meanings] | tuple[str, ...]"
"""What makes meanings of the named groups of a pattern; or why there are several, and the form of each."""
Way: TypeAlias = "tuple[str, Reading]"
"""A way to write a date, as a pattern."""
# A hyphen can stand between two words, so a year with an era has an n or a p for its sign.
A_YEAR = "[np]?[0-9]{4}|[0-9]{3}"
YEAR = f"(?P<year>{A_YEAR})"
# From here on the new style was usual everywhere, and no year began in March any more.
NEW_STYLE = 1753


def best(found: Iterable[Meanings]) -> Meanings:
    """The first that can be or, where none can, the first that has the form of a date."""
    unsound: Meanings = ()
    for each in found:
        if sound := tuple(one for one in each if one.is_sound):
            return tuple(dict.fromkeys(sound))
        unsound = unsound or tuple(one for one in each if not isinstance(one.why_not, Formless))
    return unsound


def one(edtf: str, remark: str = "") -> Meanings:
    """The only meaning."""
    return (Meaning(edtf, remark),)


def several(why: str, *edtf: str) -> Meanings:
    """Meanings between which nobody can choose."""
    return tuple(Meaning(each, why=why if len(edtf) > 1 else "") for each in edtf)


def bounds(first: int, last: int) -> str:
    """One of these years."""
    return f"[{year_iso(first)}..{year_iso(last)}]"


def iso(year: str) -> str:
    """The year as EDTF writes it; an n or a p before it is its sign, a u or a star a digit not known."""
    digits = re.sub("[u*x]", "X", year.lstrip("np")).zfill(4)
    return f"-{digits}" if year.startswith("n") and digits != "0000" else digits


def joined(year: str, *numbers: str | None) -> str:
    """The date of a year, a month and a day, of which the last ones may be missing."""
    return "-".join([iso(year), *(_two(number) for number in numbers if number)])


def _two(digits: str) -> str:
    """A day or month in two digits, where a u or a star is a digit that is not known."""
    known = re.sub("[u*x]", "X", digits)
    return "XX" if known == "X" else known.zfill(2)


def exact(year: str, month: str | None = None, day: str | None = None) -> Meanings:
    """The one date of a year, a month and a day."""
    return one(joined(year, month, day))


def full(year: str) -> str:
    """The year that two digits most often stand for."""
    return ("20" if int(year) < 50 else "19") + year


def _numbers(first: str, mark: str, other: str, year: str) -> Meanings:
    """A date in three numbers, of which nobody can say which is the day unless the calendar does."""
    day_first = Meaning(joined(year, other, first), custom="day")
    month_first = Meaning(joined(year, first, other), custom="month")
    if day_first.edtf == month_first.edtf:
        return (day_first._replace(custom=""),)
    if mark == ".":
        both = month_first.is_sound
        remark = "the day first, as dates with dots are written" if both else ""
        return (day_first._replace(remark=remark, custom=""),)
    why = f"nobody can say which number of {mark.join((first, other, iso(year)))} is the day"
    found = day_first._replace(why=why), month_first._replace(why=why)
    # Whoever writes 02/30/1988 does not mean a month 30.
    return found[::-1] if (first + other).isdigit() and int(other) > 12 >= int(first) else found


def _short_numbers(first: str, mark: str, other: str, year: str) -> Meanings:
    why = f"{first}{mark}{other}{mark}{year} does not say which century"
    if mark == "-" and len(first) == 2 and int(first) > 12:
        # No month, so the day or, as in EDTF itself, the year.
        readings = f"{full(first)}-{int(other):02}-{year}", f"{full(year)}-{int(other):02}-{first}"
        return tuple(Meaning(each, why=why, asks=True) for each in readings)
    found = _numbers(first, mark, other, full(year))
    return tuple(
        one._replace(remark="", why=one.why.replace(full(year), year) or why, asks=True) for one in found
    )


def _backwards(first: str, last: str) -> Meanings:
    """384-322 without an era: so do years run before Christ."""
    if int(last) >= int(first) or len(last) < 3:
        return ()
    edtf = f"{year_iso(1 - int(first))}/{year_iso(1 - int(last))}"
    return (Meaning(edtf, why=f"{first}-{last} runs backwards, as years BCE do", asks=True),)


def _stamped(text: str) -> Meanings:
    """Digits in a row: a day and, behind it, a time."""
    day = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    clock = ":".join(re.findall("..", text[8:]))
    return one(f"{day}T{clock}" if clock else day)


def _short_end(first: str, mark: str, last: str) -> Meanings:
    """A year and a second number, which is a month or how a later year ends: 1918-9, 1851-52, 1731/2."""
    # Whoever writes 2024-00 does not know the month.
    if last == "00" and int(first[2:]) < 90:
        return ()
    later = first[: 4 - len(last)] + last if last != "00" else f"{int(first[:2]) + 1}00"
    years = int(later) > int(first)
    month = 1 <= int(last) <= 12
    if mark == "/" and int(later) != int(first) + 1:
        # So are months written, and hardly ever years.
        years = years and not month
    readings = [f"{first}/{later}"] if years else []
    if mark == "/" and years and int(later) < NEW_STYLE:
        readings.append(later)
    if month or not years:
        readings.append(f"{first}-{last.zfill(2)}")
    kinds = "two years or a month" if month else "two years or one in old and new style"
    return several(f"{first}{mark}{last} can be {kinds}", *readings)


def _masked(text: str) -> Meanings:
    return one(re.sub("[xu?*]", "X", text))


def _week(year: str, number: str, day: str | None = None) -> Meanings:
    """All days of an ISO week, or one of them."""
    try:
        first = date.fromisocalendar(int(year), int(number), int(day or 1))
        return one(f"{first}" if day else f"{first}/{first + timedelta(days=6)}")
    except (ValueError, OverflowError):
        hint = "ISO weeks go from W01 to W52, in some years to W53, their days from 1 to 7"
        return (Meaning(year, fault=NotADate(f"{year} has no such week or day of a week", hint)),)


def _day_of_year(year: str, number: str) -> Meanings:
    try:
        day = date(int(year), 1, 1) + timedelta(days=int(number) - 1)
    except (ValueError, OverflowError):
        return ()
    if day.year != int(year):
        return (
            Meaning(
                year,
                fault=NotADate(f"{year} has no day {number}", "the days of a year go from 001 to 365 or 366"),
            ),
        )
    return one(str(day))


_ONE_OR_TWO = "[0-9u*]{1,2}"
NUMBERS: tuple[Way, ...] = (
    (YEAR, exact),
    (r"- ?(?P<year>[0-9]{4})", ("a dash before a year can be a minus", "../{year}", "-{year}")),
    (r"(?P<year>[1-9][0-9]{3})-(?P<number>[0-9]{3})", _day_of_year),
    (r"(?P<first>[0-9]{4})(?P<mark>[-/])(?P<last>[0-9]{1,2})", _short_end),
    (r"(?P<year>[0-9]{4})\.(?P<month>[0-9]{1,2})", exact),
    (rf"{YEAR}([-/. ])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}})", exact),
    (rf"(?P<month>{_ONE_OR_TWO})[/.-](?P<year>[0-9]{{4}})", exact),
    (
        rf"(?P<first>{_ONE_OR_TWO})(?P<mark>[/.-])(?P<other>{_ONE_OR_TWO})\2"
        r"(?P<year>[np][0-9]{4}|[0-9u*x]{3,4})",
        _numbers,
    ),
    (rf"(?P<first>[0-9]{{1,2}})(?P<mark> )(?P<other>[0-9]{{1,2}}),? {YEAR}", _numbers),
    (rf"(?P<first>[0-9]{{1,2}})(?P<mark>\.) (?P<other>[0-9]{{1,2}})\. {YEAR}", _numbers),
    (rf"{YEAR}\. ?(?P<month>[0-9]{{1,2}})\. ?(?P<day>[0-9]{{1,2}})\.?", exact),
    (r"(?P<first>[0-9]{3})-(?P<last>[0-9]{2,3})", _backwards),
    (
        r"(?P<first>[0-9]{1,2})(?P<mark>[/.-])(?P<other>[0-9]{1,2})\2(?P<year>[0-9]{2})",
        _short_numbers,
    ),
    (r"(?P<text>[0-9]{8}|[0-9]{12}|[0-9]{14})", _stamped),
    (
        r"(?P<stem>[0-9]{3})\?",
        ("{stem}? can be ten years or one that is not sure", "{stem}X", "0{stem}?"),
    ),
    (r"(?=.{4}$)(?P<text>[0-9]{1,3}[xu?*]{1,3})", _masked),
    (r"(?P<text>-?[0-9xu?]{4}-[0-9xu?]{2}(?:-[0-9xu?]{2})?)", _masked),
    (r"(?P<year>[0-9]{4})-?w(?P<number>[0-9]{2})(?:-?(?P<day>[0-9]))?", _week),
    (r"(?:week|wk|w|kw)\.? ?(?P<number>[0-9]{1,2})(?: of|[,/])? ?(?P<year>[0-9]{4})", _week),
    (r"(?P<year>[0-9]{4}),? (?:week|wk|w|kw)\.? ?(?P<number>[0-9]{1,2})", _week),
    (r"(?:day )(?P<number>[0-9]{1,3}) of (?P<year>[0-9]{4})", _day_of_year),
    (r"(?P<stem>[0-9]{3})-", ("{stem}- can be ten years or all from one on", "{stem}X", "0{stem}/..")),
    (r"(?P<stem>[0-9]{2})--", ("", "{stem}XX")),
    (
        r"(?P<year>[0-9]{4}) ?[年년](?: ?(?P<month>[0-9]{1,2}) ?[月월](?: ?(?P<day>[0-9]{1,2}) ?[日일])?)?",
        exact,
    ),
)
"""The exact before the loose; all in small letters."""


# What texts copied from a page hold in place of a hyphen or an apostrophe.
_ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’‘ʼ´`", "'")})
# Our own words say which years they mean: the 19th century (1800 to 1899).
_REPEATED = re.compile(r"\b((?:century|[0-9]0s)(?: bce)?) \([0-9]+ to [0-9]+(?: bce)?\)")


def normal(text: str) -> str:
    """The text in small letters, with one kind each of blank, hyphen and apostrophe."""
    text = re.sub(r"(?<![.])\.$", "", text.strip('"“”„«»;, '))
    words = _REPEATED.sub(r"\1", " ".join(text.casefold().split()).translate(_ALIKE))
    # A hyphen can stand between two words, so a year before the year 0 has an n for its sign from here on.
    return re.sub(r"(?<=[a-z.,] )-(0[0-9]{3})(?![0-9])|(?<=[a-z], )-([0-9]{4})", r"n\1\2", words)
