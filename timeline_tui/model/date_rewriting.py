"""The ways in which people write dates, turned into EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from timeline_tui.model.days import year_iso
from timeline_tui.model.single_dates import DATE, read_date
from timeline_tui.model.span import NotADate, Span

Way = tuple[re.Pattern[str], Callable[..., str | None]]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_GAP = r"[\s,./-]+(?:of\s+)?"
# Texts copied from a page hold dashes that look like a hyphen.
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_OPENING = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]* )?(?:(?:on|in|the|year) )*"
)


def rewritten(text: str) -> str | None:
    """The same date in EDTF, or None if no way of writing dates fits it.

    Where a way fits and the calendar has no such day, the answer is what would have been written.
    """
    plain = " ".join(text.casefold().split()).translate(_HYPHENS)
    plain = _OPENING.sub("", plain, count=1)
    return _single(plain) or _by(_RANGES, plain) or _by(_DATES, plain, sound=False)


def is_sound(text: str) -> bool:
    """Whether it is a date, or a range of two with its end not before its start."""
    start, slash, end = text.partition("/")
    first, last = _span(start), _span(end)
    if not slash:
        return first is not None
    if start == ".." or end == "..":
        return (first is None) != (last is None)
    if first is None or last is None or first.earliest is None or last.latest is None:
        return False
    return first.earliest <= last.latest


def _span(text: str) -> Span | None:
    match = DATE.fullmatch(text)
    try:
        return None if match is None else read_date(text, match)
    except NotADate:
        return None


def _by(ways: Iterable[Way], plain: str, *, sound: bool = True) -> str | None:
    for pattern, rewrite in ways:
        match = pattern.fullmatch(plain)
        written = rewrite(*match.groups()) if match else None
        if written is not None and (is_sound(written) or not sound):
            return written
    return None


# A range rewrites its ends as marked dates, a marked date rewrites plain ones: no text can nest them deeper.
def _plain(plain: str) -> str | None:
    return plain.upper() if is_sound(plain.upper()) else _by(_DATES, plain)


def _single(plain: str) -> str | None:
    return _plain(plain) or _by(_MARKED, plain)


def _joined(year: str, *numbers: str | None) -> str:
    return "-".join([year, *(f"{int(number):02}" for number in numbers if number)])


def _named(year: str, name: str, day: str | None = None, last: str | None = None) -> str:
    month = str(_MONTHS.index(name[:3]) + 1)
    first = _joined(year, month, day)
    return f"{first}/{_joined(year, month, last)}" if last else first


def _part(year: str, letter: str, number: str) -> str:
    return f"{year}-{int(number) + (32 if letter == 'q' else 39)}"


def _era(number: str, era: str) -> str:
    return year_iso(1 - int(number) if era.startswith("b") else int(number))


def _masked(text: str) -> str:
    return re.sub("[xu?]", "X", text)


def _week(year: str, number: str) -> str | None:
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
        return f"{monday}/{monday + timedelta(days=6)}"
    except (ValueError, OverflowError):
        return None


def _day_of_year(year: str, number: str) -> str | None:
    try:
        return str(date(int(year), 1, 1) + timedelta(days=int(number) - 1))
    except (ValueError, OverflowError):
        return None


def _timed(text: str, hour: str, minute: str | None, second: str | None, half: str | None, zone: str) -> str:
    number = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    return f"{_plain(text)}T{number:02}:{minute or '00'}{second or ''}{_offset(zone)}"


def _offset(zone: str) -> str:
    match = re.fullmatch(r" ?(?:utc|gmt)?([+-])([0-9]{1,2}):?([0-9]{2})?", zone)
    if match is None:
        return "Z" if zone else ""
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"


def _marked(mark: str) -> Callable[[str], str]:
    return lambda text: f"{_plain(text)}{mark}"


def _ranged(start: str, end: str) -> str | None:
    last = _single(end)
    # The start may leave out the year, and the end may leave out all but its day.
    firsts = (_single(start), _single(f"{start} {end[-4:]}"))
    lasts = (last, _single(f"{start[: -len(end)]}{end}"))
    for written in (f"{first}/{last}" for last in lasts for first in firsts):
        if is_sound(written):
            return written
    return None


def _ways(*ways: tuple[str, Callable[..., str | None]]) -> tuple[Way, ...]:
    return tuple((re.compile(pattern), rewrite) for pattern, rewrite in ways)


_DATES = _ways(
    (r"([0-9]{4})-([0-9]{3})", _day_of_year),
    (r"([0-9]{4})[/.-]([0-9]{1,2})", _joined),
    (r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", _joined),
    (r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})", _joined),
    (r"(-?[0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", _joined),
    (r"([0-9]{1,2})[/.-]([0-9]{4})", lambda month, year: _joined(year, month)),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", _joined),
    (rf"{_DAY}{_GAP}{_NAME}{_GAP}([0-9]{{4}})", lambda day, name, year: _named(year, name, day)),
    (rf"{_NAME}{_GAP}{_DAY}{_GAP}([0-9]{{4}})", lambda name, day, year: _named(year, name, day)),
    (rf"{_NAME}{_GAP}([0-9]{{4}})", lambda name, year: _named(year, name)),
    (rf"([0-9]{{4}}){_GAP}{_NAME}(?:{_GAP}{_DAY})?", _named),
    (rf"({'|'.join(_SEASONS)}){_GAP}([0-9]{{4}})", lambda name, year: f"{year}-{_SEASONS[name]}"),
    (r"([0-9]{4})[ -]?([qh])([1-4])", _part),
    (rf"([qh])([1-4]){_GAP}([0-9]{{4}})", lambda letter, number, year: _part(year, letter, number)),
    (r"([0-9]{3})0 ?['’]?s", lambda decade: f"{decade}X"),
    (r"([1-9][0-9]?)(?:st|nd|rd|th) century", lambda number: f"{int(number) - 1:02}XX"),
    (r"([0-9]{1,4}) ?(b\.?c\.?(?:e\.?)?|a\.?d\.?|c\.?e\.?)", _era),
    (r"(a\.?d\.?) ?([0-9]{1,4})", lambda era, number: _era(number, era)),
    (r"([0-9]{1,3}[xu?]{1,3})", _masked),
    (r"(-?[0-9xu?]{4}-[0-9xu?]{2}(?:-[0-9xu?]{2})?)", _masked),
)
"""Plain dates, the exact before the loose; all in small letters."""

_MARKED = _ways(
    (r"(?:c|ca|circa|about|around|approx|approximately|roughly)\b[. ]*(.+)", _marked("~")),
    (r"(?:perhaps|probably|possibly|maybe|reportedly) (.+)", _marked("?")),
    (r"(.+?) ?\((?:approx|approximate|circa|about)\.?\)", _marked("~")),
    (r"(.+?) ?\(\?\)", _marked("?")),
    (r"(.+?) ?(?:\?~|~\?)", _marked("%")),
    (r"c([0-9]{4})", _marked("~")),
    (r"(.+?) \?", _marked("?")),
    (
        r"(.+?)(?:t|,? at |,? )([0-9]{1,2})(?:[:.]([0-9]{2}))?(:[0-9]{2})?(?:[.,][0-9]+)? ?(am|pm)?"
        r"( ?z| ?utc| ?gmt| ?(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?|)",
        _timed,
    ),
)
"""Dates with a mark of doubt or a time."""

_RANGES = _ways(
    (
        rf"(?:between |from )?{_DAY} ?(?:-|to|and|/) ?{_DAY}{_GAP}{_NAME}{_GAP}([0-9]{{4}})",
        lambda day, last, name, year: _named(year, name, day, last),
    ),
    (r"([0-9]{4})-?w([0-9]{2})", _week),
    (r"(?:until|till|up to|by) (.+)", lambda end: f"../{_single(end)}"),
    (r"(.+?) ?(?:/|-| to) ?(?:open|present|now|today|ongoing)", lambda start: f"{_single(start)}/.."),
    (r"(?:from |between )?(.+?) (?:--?|to|until|till|through|and|/) (.+)", _ranged),
    (r"(.+?)(?:/|--)(.+)", _ranged),
    (r"([0-9]{4})-([0-9]{4})", _ranged),
    (r"(?:since|from) (.+?)(?: on(?:wards)?)?", lambda start: f"{_single(start)}/.."),
)
"""Ranges of such dates."""
