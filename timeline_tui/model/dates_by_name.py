"""One date as people write it, with no word of doubt: in numbers, or with the name of a month or an age."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from timeline_tui.model.days import ORDINALS, SEASONS, SHORT_MONTHS, year_iso, years_around
from timeline_tui.model.plain_dates import (
    A_YEAR,
    ERA,
    IS_BEFORE,
    NEW_STYLE,
    NUMBERS,
    YEAR,
    Meaning,
    Meanings,
    Reading,
    Way,
    best,
    bounds,
    exact,
    iso,
    one,
    several,
    with_eras,
)

_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_SEASON = rf"(?P<name>{'|'.join(SEASONS)})"
_HEMISPHERE = r"(?: \(?(?P<{}>north|south)(?:ern)?(?: hemisphere)?\)?)?"
_OF_HEMISPHERE = r"(?:(?P<where>north|south|austral|boreal)(?:ern)? )?"
_HEMISPHERES = {"north": 4, "boreal": 4, "south": 8, "austral": 8}
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
# Beside the name of a month nothing need stand: 03NOV1918.
_BY_NAME = r"[\s,./-]*(?:of |in )?(?:the year )?"
_GAP = r"[\s,./-]+(?:of |in )?(?:the year )?"
_ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"),
)
_ORDINALS = {word: number for words in (ORDINALS, _ROMAN) for number, word in enumerate(words, start=1)}
_ORDINAL = r"(?P<ordinal>1st|first|2nd|second|3rd|third|4th|fourth|last)"
_PARTS = {"quarter": (33, 4), "third": (37, 3), "quadrimester": (37, 3), "half": (40, 2), "semester": (40, 2)}
_PART = r"(?P<part>quarter|third|quadrimester|half|semest(?:er|ral))"
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_COUNTED = (
    rf"(?:the )?(?P<counted>[1-9][0-9]?(?:st|nd|rd|th)?|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
)
# The year of the old style began with 25 March.
_OLD_STYLE = re.compile("[0-9]{4}-(0[12]|03(?!-(2[5-9]|3)))")


def _named(year: str, name: str, day: str | None = None) -> Meanings:
    return exact(year, str(SHORT_MONTHS.index(name[:3].title())), day)


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


def _season(
    year: str, name: str, where: str | None = None, beside: str | None = None, behind: str | None = None
) -> Meanings:
    hemisphere = where or beside or behind
    return one(f"{iso(year)}-{SEASONS[name] + (_HEMISPHERES[hemisphere] if hemisphere else 0)}")


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
    first, last = iso(first), iso(last)
    for masked in (1, 2, 3):
        stem = first[:-masked]
        if first == stem + "0" * masked and last == stem + "9" * masked:
            return one(stem + "X" * masked)
    return one(f"{first}/{last}")


def _long_year(digits: str, era: str) -> Meanings:
    count = int(digits.replace(",", ""))
    return one(year_iso(1 - count if _is_before(era) else count))


_A_NAME, _A_SEASON, _A_DAY = (re.sub(r"\?P<[a-z]+>", "?:", one) for one in (_NAME, _SEASON, _DAY))
_ERA = rf"(?P<era>{ERA})"
_NAMES: tuple[Way, ...] = (
    (rf"(?P<digits>[0-9]{{2,3}}(?:,[0-9]{{3}})+|[0-9]{{5,12}}) ?{_ERA}", _long_year),
    (rf"{_DAY}{_BY_NAME}{_NAME}{_BY_NAME}{YEAR}", _named),
    (rf"{_NAME}{_BY_NAME}{_DAY}{_GAP}{YEAR}", _named),
    (rf"{_NAME}{_BY_NAME}{YEAR}", _named),
    (rf"{YEAR}{_BY_NAME}{_NAME}(?:{_BY_NAME}{_DAY})?", _named),
    (rf"{YEAR}{_GAP}{_DAY}{_GAP}{_NAME}", _named),
    (
        rf"{_OF_HEMISPHERE}{_SEASON}{_HEMISPHERE.format('beside')}{_GAP}{YEAR}{_HEMISPHERE.format('behind')}",
        _season,
    ),
    (rf"{YEAR}{_GAP}{_SEASON}", _season),
    (r"winter (?:of )?(?P<year>[0-9]{4}) ?[/-] ?(?P<last>[0-9]{1,2}|[0-9]{4})", _winter),
    (r"winter (?:of )?(?P<count>[0-9]{1,4}) ?[/-] ?n(?P<last>[0-9]{4})", _winter_before),
    (r"(?P<before>[^/]*[a-z][^/]*?)(?P<first>[0-9]{4})/(?P<last>[0-9]{1,2}|[0-9]{4})", _double),
    (
        rf"(?P<before>(?:{_A_DAY}{_BY_NAME})?(?:{_A_NAME}|{_A_SEASON})(?:{_BY_NAME}{_A_DAY},)?){_BY_NAME}"
        r"(?<! -)(?P<year>'?[0-9]{2})",
        _short_named,
    ),
    (rf"(?:the )?{_ORDINAL} {_PART}(?: of)?(?: the year)?,? {YEAR}", _part),
    (rf"{_PART} (?P<ordinal>[1-4])(?: of)?,? {YEAR}", _part),
    (rf"(?P<number>[1-4])(?P<letter>[qh]){_GAP}{YEAR}", _lettered),
    (r"'(?P<digits>[0-9]{2})", _short_year),
    (rf"{YEAR}[ -]?(?P<letter>[qh])(?P<number>[1-4])", _lettered),
    (rf"(?P<letter>[qh])(?P<number>[1-4]){_GAP}{YEAR}", _lettered),
    (rf"{_COUNTED}[ -]?(?P<unit>century|centuries|cent\.?|c\.?|millenni(?:um|a))(?: {_ERA})?", _century),
    (
        rf"(?:the )?{_ORDINAL} (?P<part>quarter|half) of {_COUNTED} ?(?:century|cent\.?|c\.?)(?: {_ERA})?",
        _part_of_century,
    ),
    (
        r"(?:the )?(?:(?:a |some )?(?:decade|years?) (?:of|in) the )?"
        rf"(?P<stem>[0-9]{{2,3}})0 ?'?s(?: {_ERA})?",
        _decade,
    ),
    (r"(?:the )?'?(?P<digit>[1-9])0'?s", _short_decade),
    (rf"(?:the )?(?P<stem>[1-9])0'?s {_ERA}", _decade),
    (rf"(?:the )?(?P<word>{'|'.join(_DECADES)})", _decade_in_words),
    (rf"(?:the )?years? (?P<first>{A_YEAR}) (?:to|-) (?P<last>{A_YEAR})", _years),
)
"""The exact before the loose; all in small letters."""


def plain(words: str) -> Meanings:
    """What a text of small letters means as one date; nothing where no way of writing fits.

    A way that fits a day that the calendar does not have counts where no other way fits.
    """
    return _plain(with_eras(words))


@lru_cache(maxsize=2048)
def _plain(words: str) -> Meanings:
    by_name = re.search("[a-z']", words) is not None
    return best(found for pattern, meant in _ways(by_name=by_name) if (found := _read(words, pattern, meant)))


@cache
def _ways(*, by_name: bool) -> list[tuple[re.Pattern[str], Reading]]:
    """The ways with their patterns compiled, which those with names take a while to be."""
    return [(re.compile(pattern), meant) for pattern, meant in (NUMBERS + _NAMES if by_name else NUMBERS)]


def _read(words: str, pattern: re.Pattern[str], meant: Reading) -> Meanings:
    if (match := pattern.fullmatch(words)) is None:
        return ()
    groups = match.groupdict()
    return (
        several(*(each.format(**groups) for each in meant)) if isinstance(meant, tuple) else meant(**groups)
    )
