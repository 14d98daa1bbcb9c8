"""One date as people write it, in numbers or with a name, with no word of doubt, in EDTF."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from timeline_tui.model.days import year_iso
from timeline_tui.model.meanings import (
    NEW_STYLE,
    YEAR,
    Meaning,
    Meanings,
    best,
    exact,
    full,
    iso,
    joined,
    one,
    several,
    ways,
    with_eras,
)
from timeline_tui.model.span import NotADate


def _numbers(first: str, mark: str, other: str, year: str) -> Meanings:
    """A date in three numbers, of which nobody can say which is the day unless the calendar does."""
    day_first = Meaning(joined(year, other, first), custom="day")
    month_first = Meaning(joined(year, first, other), custom="month")
    if day_first.edtf == month_first.edtf:
        return (day_first._replace(custom=""),)
    if mark == ".":
        both = month_first.is_sound
        return (day_first._replace(remark="the day first, as dates with dots are written" if both else ""),)
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


def _last_unknown(stem: str) -> Meanings:
    return several(f"{stem}? can be ten years or one that is not sure", f"{stem}X", f"0{stem}?")


def _week(year: str, number: str, day: str = "") -> Meanings:
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
    return one(str(day)) if day.year == int(year) else ()


_DIGITS = r"([0-9u*]{1,2})"
WAYS = ways(
    (YEAR, exact),
    (r"- ?([0-9]{4})", lambda year: several("a dash before a year can be a minus", f"../{year}", f"-{year}")),
    (r"([1-9][0-9]{3})-([0-9]{3})", _day_of_year),
    (r"([0-9]{4})([-/])([0-9]{1,2})", _short_end),
    (r"([0-9]{4})\.([0-9]{1,2})", exact),
    (rf"{YEAR}([-/. ])([0-9]{{1,2}})\2([0-9]{{1,2}})", lambda year, _, month, day: exact(year, month, day)),
    (r"([0-9u*]{1,2})[/.-]([0-9]{4})", lambda month, year: exact(year, month)),
    (rf"{_DIGITS}([/.-]){_DIGITS}\2([np][0-9]{{4}}|[0-9u*x]{{3,4}})", _numbers),
    (rf"([0-9]{{1,2}})( )([0-9]{{1,2}}),? {YEAR}", _numbers),
    (rf"([0-9]{{1,2}})(\.) ([0-9]{{1,2}})\. {YEAR}", _numbers),
    (rf"{YEAR}\. ?([0-9]{{1,2}})\. ?([0-9]{{1,2}})\.?", exact),
    (r"([0-9]{3})-([0-9]{2,3})", _backwards),
    (r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2})", _short_numbers),
    (r"([0-9]{8}|[0-9]{12}|[0-9]{14})", _stamped),
    (r"([0-9]{3})\?", _last_unknown),
    (r"(?=.{4}$)([0-9]{1,3}[xu?*]{1,3})", _masked),
    (r"(-?[0-9xu?]{4}-[0-9xu?]{2}(?:-[0-9xu?]{2})?)", _masked),
    (r"([0-9]{4})-?w([0-9]{2})(?:-?([0-9]))?", lambda year, number, day: _week(year, number, day or "")),
    (r"(?:week|wk|w|kw)\.? ?([0-9]{1,2})(?: of|[,/])? ?([0-9]{4})", lambda number, year: _week(year, number)),
    (r"([0-9]{4}),? (?:week|wk|w|kw)\.? ?([0-9]{1,2})", _week),
    (r"(?:day )([0-9]{1,3}) of ([0-9]{4})", lambda number, year: _day_of_year(year, number)),
    (
        r"([0-9]{3})-",
        lambda stem: several(f"{stem}- can be ten years or all from one on", f"{stem}X", f"0{stem}/.."),
    ),
    (r"([0-9]{2})--", lambda stem: one(f"{stem}XX")),
    (r"([0-9]{4}) ?[年년](?: ?([0-9]{1,2}) ?[月월](?: ?([0-9]{1,2}) ?[日일])?)?", exact),
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


def plain(words: str) -> Meanings:
    """What a text of small letters means as one date; nothing where no way of writing fits.

    A way that fits a day that the calendar does not have counts where no other way fits.
    """
    return _plain(with_eras(words))


@lru_cache(maxsize=2048)
def _plain(words: str) -> Meanings:
    table = WAYS
    if re.search("[a-z']", words):
        # These patterns take a while to compile.
        from timeline_tui.model import dates_by_name

        table = (*table, *dates_by_name.WAYS)
    matches = ((meanings, pattern.fullmatch(words)) for pattern, meanings in table)
    return best(meanings(*match.groups()) for meanings, match in matches if match)
