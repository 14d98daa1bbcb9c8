"""The ways in which people write dates, turned into EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

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
# A year before the year 0 has an n for its sign here, since a hyphen can stand between two words.
_YEAR = r"(n?[0-9]{4})"
_PARTS = ("quarter", 33), ("third", 37), ("half", 40)
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_GAP = r"[\s,./-]+(?:of\s+)?"
# Texts copied from a page hold dashes that look like a hyphen.
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_BEFORE_CHRIST = re.compile(r"\b([0-9]{1,4}) ?b\.?c\.?(?:e\.?)?(?![a-z])")
_AFTER_CHRIST = re.compile(r"\b([0-9]{1,4}) ?(?:a\.?d\.?|c\.?e\.?)(?![a-z])")
_ANNO_DOMINI = re.compile(r"\ba\.?d\.? ?([0-9]{1,4})\b")
_OPENING = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]* )?(?:(?:on|in|the|year) )*"
)


def rewritten(text: str) -> str | None:
    """The same date in EDTF, or None if no way of writing dates fits it.

    Where a way fits and the calendar has no such day, the answer is what would have been written.
    """
    plain = " ".join(text.casefold().split()).translate(_HYPHENS)
    plain = _OPENING.sub("", plain, count=1)
    plain = _BEFORE_CHRIST.sub(lambda match: f"n{int(match[1]) - 1:04}" if int(match[1]) else match[0], plain)
    for era in (_AFTER_CHRIST, _ANNO_DOMINI):
        plain = era.sub(lambda match: f"{int(match[1]):04}" if int(match[1]) else match[0], plain)
    return _single(plain) or _by(_RANGES, plain) or _by(_DATES, plain, sound=False)


def is_sound(text: str) -> bool:
    """Whether it is a date, or a range of two with its end not before its start."""
    start, slash, end = text.partition("/")
    first, last = _span(start), _span(end)
    if not slash:
        return first is not None
    if {start, end} & {"..", ""}:
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
    written = _signed(plain).upper()
    return written if is_sound(written) else _by(_DATES, plain)


def _signed(year: str) -> str:
    """The text with a year before the year 0 as EDTF writes it; 1 BCE is the year 0."""
    return year.replace("n0000", "0000").replace("n", "-", 1) if re.match(r"n[0-9]{4}", year) else year


def _single(plain: str) -> str | None:
    return _plain(plain) or _by(_MARKED, plain)


def _joined(year: str, *numbers: str | None) -> str:
    return "-".join([_signed(year), *(f"{int(number):02}" for number in numbers if number)])


def _named(year: str, name: str, day: str | None = None, last: str | None = None) -> str:
    month = str(_MONTHS.index(name[:3]) + 1)
    first = _joined(year, month, day)
    return f"{first}/{_joined(year, month, last)}" if last else first


def _part(year: str, letter: str, number: str) -> str:
    return f"{year}-{int(number) + (32 if letter == 'q' else 39)}"


def _part_in_words(ordinal: str, part: str, year: str) -> str | None:
    last = {"quarter": 3, "third": 2, "half": 1}[part]
    number = last if ordinal == "last" else _ORDINALS[ordinal]
    return f"{_signed(year)}-{dict(_PARTS)[part] + number}" if number <= last else None


def _season(name: str, year: str, hemisphere: str | None = None) -> str:
    return f"{_signed(year)}-{_SEASONS[name] + {'n': 4, 's': 8}.get((hemisphere or ' ')[0], 0)}"


def _winter(year: str, last: str) -> str | None:
    return f"{year}-24" if int(year) + 1 == int(year[: -len(last)] + last) else None


def _century(number: str) -> str:
    return f"{int(number) - 1:02}XX"


def _years(first: str, last: str) -> str | None:
    """The years 1850 to 1859 are a decade, of which EDTF masks a digit."""
    for masked in (1, 2, 3):
        stem = first[:-masked]
        if first == stem + "0" * masked and last == stem + "9" * masked:
            return stem + "X" * masked
    return f"{first}/{last}"


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
    year = re.search(r"n?[0-9]{4}$", end)
    firsts = (_single(start), _single(f"{start} {year[0]}") if year else None)
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
    (rf"{_DAY}{_GAP}{_NAME}{_GAP}{_YEAR}", lambda day, name, year: _named(year, name, day)),
    (rf"{_NAME}{_GAP}{_DAY}{_GAP}{_YEAR}", lambda name, day, year: _named(year, name, day)),
    (rf"{_NAME}{_GAP}{_YEAR}", lambda name, year: _named(year, name)),
    (rf"([0-9]{{4}}){_GAP}{_NAME}(?:{_GAP}{_DAY})?", _named),
    (rf"({'|'.join(_SEASONS)}){_GAP}{_YEAR}(?: \(?([ns])[a-z]* hemisphere\)?)?", _season),
    (r"winter (?:of )?([0-9]{4})[/-]([0-9]{2}|[0-9]{4})", _winter),
    (rf"({'|'.join(_ORDINALS)}|last) (quarter|third|half)(?: of)?,? {_YEAR}", _part_in_words),
    (rf"some day in {_NAME}{_GAP}{_YEAR}", lambda name, year: f"{_named(year, name)}-XX"),
    (rf"some month in {_YEAR}", lambda year: f"{_signed(year)}-XX"),
    (r"([0-9]{4})[ -]?([qh])([1-4])", _part),
    (rf"([qh])([1-4]){_GAP}([0-9]{{4}})", lambda letter, number, year: _part(year, letter, number)),
    (r"([0-9]{2,3})0 ?['’]?s", lambda decade: f"{decade.zfill(3)}X"),
    (r"([1-9][0-9]?)(?:st|nd|rd|th) century(?: (?:a\.?d\.?|c\.?e\.?))?", _century),
    (r"([0-9]{1,3}[xu?]{1,3})", _masked),
    (r"(-?[0-9xu?]{4}-[0-9xu?]{2}(?:-[0-9xu?]{2})?)", _masked),
)
"""Plain dates, the exact before the loose; all in small letters."""

_MARKED = _ways(
    (r"(?:perhaps|probably|possibly|maybe|reportedly) (?:c|ca|circa|about|around)\b[. ]*(.+)", _marked("%")),
    (r"(?:c|ca|circa|about|around|approx|approximately|roughly)\b[. ]*(.+)", _marked("~")),
    (r"(?:perhaps|probably|possibly|maybe|reportedly) (.+)", _marked("?")),
    (r"(.+?) ?\((?:approx|approximate|circa|about)\.?\)", _marked("~")),
    (r"(.+?) ?\(\?\)", _marked("?")),
    (r"(.+?) ?(?:\?~|~\?)", _marked("%")),
    (r"c([0-9]{4})", _marked("~")),
    (r"(.+?) ?\?", _marked("?")),
    (
        # An hour alone, with nothing that says so, is no time of day.
        r"(.+?)(?:t|,? at |,? (?=[0-9]+[:.]|[0-9]+ ?[ap]m))"
        r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(:[0-9]{2})?(?:[.,][0-9]+)? ?(am|pm)?"
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
    (rf"(?:the )?years? {_YEAR} (?:to|-) {_YEAR}", lambda first, last: _years(_signed(first), _signed(last))),
    (r"until (.+), start not known", lambda end: f"/{_single(end)}"),
    (r"from (.+), end not known", lambda start: f"{_single(start)}/"),
    (r"(?:until|till|up to|by) (.+?)(?:, start open)?", lambda end: f"../{_single(end)}"),
    (r"(.+?) ?(?:/|-| to) ?(?:open|present|now|today|ongoing)", lambda start: f"{_single(start)}/.."),
    (r"(?:from |between )?(.+?) (?:--?|to|until|till|through|and|/) (.+)", _ranged),
    (r"(.+?)(?:/|--)(.+)", _ranged),
    (r"([0-9]{4})-([0-9]{4})", _ranged),
    (r"(?:since|from) (.+?)(?: on(?:wards)?|, end open)?", lambda start: f"{_single(start)}/.."),
)
"""Ranges of such dates."""
