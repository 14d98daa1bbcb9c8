"""The ways to write a date with the name of a month, a season, a part of a year, a decade or a century."""

from __future__ import annotations

import re

from timeline_tui.model.days import SHORT_MONTHS, year_iso, years_around
from timeline_tui.model.meanings import (
    ERA,
    IS_BEFORE,
    NEW_STYLE,
    YEAR,
    Meaning,
    Meanings,
    bounds,
    iso,
    joined,
    one,
    several,
    ways,
)
from timeline_tui.model.plain_dates import plain

_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON = rf"({'|'.join(_SEASONS)})"
_HEMISPHERE = r"(?: \(?(north|south)(?:ern)?(?: hemisphere)?\)?)?"
_OF_HEMISPHERE = r"(?:(north|south|austral|boreal)(?:ern)? )?"
_HEMISPHERES = {"north": 4, "boreal": 4, "south": 8, "austral": 8}
_DAY = r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?"
# Beside the name of a month nothing need stand: 03NOV1918.
_BY_NAME = r"[\s,./-]*(?:of |in )?(?:the year )?"
_GAP = r"[\s,./-]+(?:of |in )?(?:the year )?"
_WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "twenty-first"),
)
_ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"),
)
_ORDINALS = {word: number for words in (_WORDS, _ROMAN) for number, word in enumerate(words, start=1)}
_ORDINAL = r"(1st|first|2nd|second|3rd|third|4th|fourth|last)"
_PARTS = {"quarter": (33, 4), "third": (37, 3), "quadrimester": (37, 3), "half": (40, 2), "semester": (40, 2)}
_PART = r"(quarter|third|quadrimester|half|semest(?:er|ral))"
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_COUNTED = rf"(?:the )?([1-9][0-9]?(?:st|nd|rd|th)?|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
# The year of the old style began with 25 March.
_OLD_STYLE = re.compile("[0-9]{4}-(0[12]|03(?!-(2[5-9]|3)))")


def _named(year: str, name: str, day: str | None = None) -> Meanings:
    return one(joined(year, str(SHORT_MONTHS.index(name[:3].title())), day))


def _short_named(before: str, year: str) -> Meanings:
    """A month or a day in a year of two digits: of the first century, or of ours."""
    digits = year.lstrip("'")
    centuries = ["00"] * (digits == year) + ["19"] + ["20"] * (int(digits) < 50)
    found = [each for century in centuries for each in plain(f"{before} {century}{digits}")]
    return tuple(each._replace(why=f"{year} does not say which century", asks=True) for each in found)


def _double(before: str, first: str, last: str) -> Meanings:
    """A day or a month in a year of the old style and the new: 10 Feb 1750/51."""
    later = str(int(first) + 1)
    if not later.endswith(last):
        return ()
    new = plain(f"{before.strip(' ,')} {later}")
    if int(later) < NEW_STYLE and new and _OLD_STYLE.match(new[0].edtf):
        return tuple(one._replace(remark=f"{later} is the year in the new style") for one in new)
    both = (*plain(f"{before.strip(' ,')} {first}"), *new)
    return tuple(one._replace(why=f"{first}/{last} can be either year") for one in both)


def _season(where: str | None, name: str, other: str | None, year: str, last: str | None) -> Meanings:
    hemisphere = where or other or last
    return one(f"{iso(year)}-{_SEASONS[name] + (_HEMISPHERES[hemisphere] if hemisphere else 0)}")


def _winter(year: str, last: str) -> Meanings:
    return one(f"{year}-24") if str(int(year) + 1).endswith(last) else ()


def _winter_before(count: str, last: str) -> Meanings:
    """Winter 44/43 BC, which the year of its end says to be before our era."""
    return one(f"{year_iso(1 - int(count))}-24") if int(count) == int(last) + 2 else ()


def _part(ordinal: str, part: str, year: str) -> Meanings:
    first, count = _PARTS[part.replace("semestral", "semester")]
    number = count if ordinal == "last" else _number(ordinal)
    return one(f"{iso(year)}-{first + number - 1}") if 1 <= number <= count else ()


def _lettered(year: str, letter: str, number: str) -> Meanings:
    return _part(number, "quarter" if letter == "q" else "half", year)


def _short_year(digits: str) -> Meanings:
    centuries = ("19", "20") if int(digits) < 50 else ("19",)
    found = (Meaning(f"{century}{digits}", asks=True) for century in centuries)
    return tuple(one._replace(why=f"'{digits} does not say which century") for one in found)


def _number(counted: str) -> int:
    """The number of an ordinal: 19th, nineteenth, xix."""
    return int(match[0]) if (match := re.match("[0-9]+", counted)) else _ORDINALS[counted]


def _years_of(number: int, era: str | None, size: int = 100) -> tuple[int, int]:
    """The first and the last year of a century or a millennium."""
    return years_around(size * (number - 1) + 1 if not _is_before(era) else 1 - size * number, size)


def _is_before(era: str | None) -> bool:
    return era is not None and IS_BEFORE.match(era) is not None


def _century(counted: str, unit: str, era: str | None) -> Meanings:
    zeros = 3 if unit.startswith("mill") else 2
    number = _number(counted)
    first, last = _years_of(number, era, 10**zeros)
    if number == 1 or number > 10 ** (4 - zeros):
        # EDTF has the year 0 among those of the first century.
        return one(bounds(first, last))
    return one(f"{'-' * (first < 0)}{number - 1:0{4 - zeros}}{'X' * zeros}")


def _part_of_century(ordinal: str, part: str, counted: str, era: str | None) -> Meanings:
    first, last = _years_of(_number(counted), era)
    count = _PARTS[part][1]
    number = count if ordinal == "last" else _number(ordinal)
    if number > count:
        return ()
    start = last + 1 - 100
    return one(bounds(max(first, start + 100 // count * (number - 1)), start + 100 // count * number - 1))


def _decade(stem: str, era: str | None) -> Meanings:
    """The 1850s; the 1900s, which can be a century; the 440s BC, of which EDTF masks no digit."""
    count = int(stem) * 10
    if not _is_before(era):
        if stem.endswith("0"):
            stem = stem.zfill(3)
            return several(f"the {count}s can be ten years or a hundred", f"{stem}X", f"{stem[:2]}XX")
        return one(f"{stem.zfill(3)}X")
    ten, hundred = bounds(-count - 8, 1 - count), bounds(-count - 98, 1 - count)
    if count % 100:
        return one(ten)
    return several(f"the {count}s BCE can be ten years or a hundred", ten, hundred)


def _short_decade(digit: str) -> Meanings:
    """The '60s: of our last century, or of either where both have them."""
    if digit in "12":
        return several(f"the {digit}0s can be of several centuries", f"19{digit}X", f"20{digit}X")
    return one(f"19{digit}X", f"the {digit}0s of the last century: 19{digit}0s")


def _decade_in_words(word: str) -> Meanings:
    return _short_decade(str(_DECADES.index(word) + 2))


def _years(first: str, last: str) -> Meanings:
    """The years 1850 to 1859 are a decade, of which EDTF masks a digit."""
    for masked in (1, 2, 3):
        stem = first[:-masked]
        if first == stem + "0" * masked and last == stem + "9" * masked:
            return one(stem + "X" * masked)
    return one(f"{iso(first)}/{iso(last)}")


def _long_year(digits: str, era: str) -> Meanings:
    count = int(digits.replace(",", ""))
    return one(year_iso(1 - count if _is_before(era) else count))


WAYS = ways(
    (rf"([0-9]{{2,3}}(?:,[0-9]{{3}})+|[0-9]{{5,12}}) ?({ERA})", _long_year),
    (rf"{_DAY}{_BY_NAME}{_NAME}{_BY_NAME}{YEAR}", lambda day, name, year: _named(year, name, day)),
    (rf"{_NAME}{_BY_NAME}{_DAY}{_GAP}{YEAR}", lambda name, day, year: _named(year, name, day)),
    (rf"{_NAME}{_BY_NAME}{YEAR}", lambda name, year: _named(year, name)),
    (rf"{YEAR}{_BY_NAME}{_NAME}(?:{_BY_NAME}{_DAY})?", _named),
    (rf"{YEAR}{_GAP}{_DAY}{_GAP}{_NAME}", lambda year, day, name: _named(year, name, day)),
    (
        rf"{_OF_HEMISPHERE}{_SEASON}{_HEMISPHERE}{_GAP}{YEAR}{_HEMISPHERE}",
        _season,
    ),
    (rf"{YEAR}{_GAP}{_SEASON}", lambda year, name: _season(None, name, None, year, None)),
    (r"winter (?:of )?([0-9]{4}) ?[/-] ?([0-9]{1,2}|[0-9]{4})", _winter),
    (r"winter (?:of )?([0-9]{1,4}) ?[/-] ?n([0-9]{4})", _winter_before),
    (r"([^/]*[a-z][^/]*?)([0-9]{4})/([0-9]{1,2}|[0-9]{4})", _double),
    (
        rf"((?:{_DAY}{_BY_NAME})?(?:{_NAME}|{_SEASON})(?:{_BY_NAME}{_DAY},)?){_BY_NAME}(?<! -)('?[0-9]{{2}})",
        lambda before, *rest: _short_named(before, rest[-1]),
    ),
    (rf"(?:the )?{_ORDINAL} {_PART}(?: of)?(?: the year)?,? {YEAR}", _part),
    (rf"{_PART} ([1-4])(?: of)?,? {YEAR}", lambda part, number, year: _part(number, part, year)),
    (rf"([1-4])([qh]){_GAP}{YEAR}", lambda number, letter, year: _lettered(year, letter, number)),
    (r"'([0-9]{2})", _short_year),
    (rf"{YEAR}[ -]?([qh])([1-4])", _lettered),
    (rf"([qh])([1-4]){_GAP}{YEAR}", lambda letter, number, year: _lettered(year, letter, number)),
    (rf"{_COUNTED}[ -]?(century|centuries|cent\.?|c\.?|millenni(?:um|a))(?: ({ERA}))?", _century),
    (
        rf"(?:the )?{_ORDINAL} (quarter|half) of {_COUNTED} ?(?:century|cent\.?|c\.?)(?: ({ERA}))?",
        _part_of_century,
    ),
    (
        rf"(?:the )?(?:(?:a |some )?(?:decade|years?) (?:of|in) the )?([0-9]{{2,3}})0 ?'?s(?: ({ERA}))?",
        _decade,
    ),
    (r"(?:the )?'?([1-9])0'?s", _short_decade),
    (rf"(?:the )?([1-9])0'?s ({ERA})", _decade),
    (rf"(?:the )?({'|'.join(_DECADES)})", _decade_in_words),
    (rf"(?:the )?years? {YEAR} (?:to|-) {YEAR}", _years),
)
"""The exact before the loose; all in small letters."""
