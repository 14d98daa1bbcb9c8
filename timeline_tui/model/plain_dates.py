"""One date as people write it, with no word of doubt, in EDTF: a table of the ways to write one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from timeline_tui.model.dates import Formless, parse
from timeline_tui.model.days import year_iso, years_around
from timeline_tui.model.eras import ERA, IS_BEFORE, with_eras
from timeline_tui.model.span import NotADate


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


Meanings: TypeAlias = "tuple[Meaning, ...]"
_Way: TypeAlias = "tuple[re.Pattern[str], Callable[..., Meanings]]"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON = rf"({'|'.join(_SEASONS)})"
_HEMISPHERE = r"(?: \(?(north|south)(?:ern)?(?: hemisphere)?\)?)?"
_DAY = r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?"
# What texts copied from a page hold in place of a hyphen or an apostrophe.
_ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("’‘ʼ´`", "'")})
_YEAR = r"([np]?[0-9]{4}|[0-9]{3})"
# Our own words say which years they mean: the 19th century (1800 to 1899).
_REPEATED = re.compile(r"\b((?:century|[0-9]0s)(?: bce)?) \([0-9]+ to [0-9]+(?: bce)?\)")
# Beside the name of a month nothing need stand: 03NOV1918.
_BY_NAME = r"[\s,./-]*(?:of |in )?(?:the year )?"
_GAP = r"[\s,./-]+(?:of |in )?(?:the year )?"
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            *(
                "1st first i",
                "2nd second ii",
                "3rd third iii",
                "4th fourth iv",
                "5th fifth v",
                "6th sixth vi",
            ),
            *("7th seventh vii", "8th eighth viii", "9th ninth ix", "10th tenth x", "11th eleventh xi"),
            *("12th twelfth xii", "13th thirteenth xiii", "14th fourteenth xiv", "15th fifteenth xv"),
            *("16th sixteenth xvi", "17th seventeenth xvii", "18th eighteenth xviii"),
            *("19th nineteenth xix", "20th twentieth xx", "21st twenty-first xxi"),
        ),
        start=1,
    )
    for word in words.split()
}
_ORDINAL = r"(1st|first|2nd|second|3rd|third|4th|fourth|last)"
_PARTS = {"quarter": (33, 4), "third": (37, 3), "quadrimester": (37, 3), "half": (40, 2), "semester": (40, 2)}
_PART = r"(quarter|third|quadrimester|half|semest(?:er|ral))"
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_COUNTED = rf"(?:the )?([1-9][0-9]?(?:st|nd|rd|th)?|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
# From here on the new style was usual everywhere, and no year began in March any more.
_NEW_STYLE = 1753
# The year of the old style began with 25 March.
_OLD_STYLE = re.compile("[0-9]{4}-(0[12]|03(?!-(2[5-9]|3)))")


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
    matches = ((meanings, pattern.fullmatch(words)) for pattern, meanings in _WAYS)
    return best(meanings(*match.groups()) for meanings, match in matches if match)


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


def _iso(year: str) -> str:
    digits = re.sub("[u*x]", "X", year.lstrip("np")).zfill(4)
    return f"-{digits}" if year.startswith("n") and digits != "0000" else digits


def _joined(year: str, *numbers: str | None) -> str:
    return "-".join([_iso(year), *(_two(number) for number in numbers if number)])


def _two(digits: str) -> str:
    """A day or month in two digits, where a u or a star is a digit that is not known."""
    known = re.sub("[u*x]", "X", digits)
    return "XX" if known == "X" else known.zfill(2)


def _exact(year: str, *numbers: str | None) -> Meanings:
    return one(_joined(year, *numbers))


def _named(year: str, name: str, day: str | None = None) -> Meanings:
    return one(_joined(year, str(_MONTHS.index(name[:3]) + 1), day))


def _numbers(first: str, mark: str, other: str, year: str) -> Meanings:
    """A date in three numbers, of which nobody can say which is the day unless the calendar does."""
    day_first = Meaning(_joined(year, other, first), custom="day")
    month_first = Meaning(_joined(year, first, other), custom="month")
    if day_first.edtf == month_first.edtf:
        return (day_first._replace(custom=""),)
    if mark == ".":
        both = month_first.is_sound
        return (day_first._replace(remark="the day first, as dates with dots are written" if both else ""),)
    why = f"nobody can say which number of {mark.join((first, other, _iso(year)))} is the day"
    found = day_first._replace(why=why), month_first._replace(why=why)
    # Whoever writes 02/30/1988 does not mean a month 30.
    return found[::-1] if other.isdigit() and int(other) > 12 else found


def _short_numbers(first: str, mark: str, other: str, year: str) -> Meanings:
    why = f"{first}{mark}{other}{mark}{year} does not say which century"
    if mark == "-" and len(first) == 2 and int(first) > 12:
        # No month, so the day or, as in EDTF itself, the year.
        readings = f"{_full(first)}-{int(other):02}-{year}", f"{_full(year)}-{int(other):02}-{first}"
        return tuple(Meaning(each, why=why, asks=True) for each in readings)
    found = _numbers(first, mark, other, _full(year))
    return tuple(
        one._replace(remark="", why=one.why.replace(_full(year), year) or why, asks=True) for one in found
    )


def _full(year: str) -> str:
    return ("20" if int(year) < 50 else "19") + year


def _short_named(before: str, year: str) -> Meanings:
    """A month or a day in a year of two digits: of the first century, or of ours."""
    digits = year.lstrip("'")
    centuries = ["00"] * (digits == year) + ["19"] + ["20"] * (int(digits) < 50)
    found = [each for century in centuries for each in plain(f"{before} {century}{digits}")]
    return tuple(each._replace(why=f"{year} can be a year of several centuries", asks=True) for each in found)


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
    later = first[: 4 - len(last)] + last if last != "00" else f"{int(first[:2]) + 1}00"
    years = int(later) > int(first)
    month = 1 <= int(last) <= 12
    if mark == "/" and int(later) != int(first) + 1:
        # So are months written, and hardly ever years.
        years = years and not month
    readings = [f"{first}/{later}"] if years else []
    if mark == "/" and years and int(later) < _NEW_STYLE:
        readings.append(later)
    if month or not years:
        readings.append(f"{first}-{last.zfill(2)}")
    kinds = "two years or a month" if month else "two years or one in old and new style"
    return several(f"{first}{mark}{last} can be {kinds}", *readings)


def _double(before: str, first: str, last: str) -> Meanings:
    """A day or a month in a year of the old style and the new: 10 Feb 1750/51."""
    later = first[: 4 - len(last)] + last
    if int(later) != int(first) + 1:
        return ()
    new = plain(f"{before.strip(' ,')} {later}")
    if int(later) < _NEW_STYLE and new and _OLD_STYLE.match(new[0].edtf):
        return tuple(one._replace(remark=f"{later} is the year in the new style") for one in new)
    both = (*plain(f"{before.strip(' ,')} {first}"), *new)
    return tuple(one._replace(why=f"{first}/{last} can be either year") for one in both)


def _season(name: str, hemisphere: str | None, year: str, other: str | None) -> Meanings:
    where = {"n": 4, "s": 8}.get((hemisphere or other or " ")[0], 0)
    return one(f"{_iso(year)}-{_SEASONS[name] + where}")


def _winter(year: str, last: str) -> Meanings:
    return one(f"{year}-24") if int(year) + 1 == int(year[: -len(last)] + last) else ()


def _part(ordinal: str, part: str, year: str) -> Meanings:
    first, count = _PARTS[part.replace("semestral", "semester")]
    number = count if ordinal == "last" else int(ordinal) if ordinal.isdigit() else _ORDINALS[ordinal]
    return one(f"{_iso(year)}-{first + number - 1}") if 1 <= number <= count else ()


def _lettered(year: str, letter: str, number: str) -> Meanings:
    return _part(number, "quarter" if letter == "q" else "half", year)


def bounds(first: int, last: int) -> str:
    """One of these years."""
    return f"[{year_iso(first)}..{year_iso(last)}]"


def _number(counted: str) -> int:
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
    number = count if ordinal == "last" else _ORDINALS[ordinal]
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
    return (
        several(f"the {count}s BCE can be ten years or a hundred", ten, hundred)
        if not count % 100
        else one(ten)
    )


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
    return one(f"{_iso(first)}/{_iso(last)}")


def _masked(text: str) -> Meanings:
    return one(re.sub("[xu?*]", "X", text))


def _last_unknown(stem: str) -> Meanings:
    return several(f"{stem}? can be ten years or one that is not sure", f"{stem}X", f"0{stem}?")


def _week(year: str, number: str) -> Meanings:
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
        return one(f"{monday}/{monday + timedelta(days=6)}")
    except (ValueError, OverflowError):
        return ()


def _day_of_year(year: str, number: str) -> Meanings:
    try:
        day = date(int(year), 1, 1) + timedelta(days=int(number) - 1)
    except (ValueError, OverflowError):
        return ()
    return one(str(day)) if day.year == int(year) else ()


def _long_year(digits: str, era: str) -> Meanings:
    count = int(digits.replace(",", ""))
    return one(year_iso(1 - count if _is_before(era) else count))


def _east_asian(year: str, month: str | None, day: str | None) -> Meanings:
    return _exact(year, month, day)


def _ways(*ways: tuple[str, Callable[..., Meanings]]) -> tuple[_Way, ...]:
    return tuple((re.compile(pattern), meanings) for pattern, meanings in ways)


_DIGITS = r"([0-9u*]{1,2})"
_WAYS = _ways(
    (_YEAR, _exact),
    (rf"([0-9]{{2,3}}(?:,[0-9]{{3}})+|[0-9]{{5,12}}) ?({ERA})", _long_year),
    (r"-([0-9]{4})", lambda year: several("a dash before a year can be a minus", f"../{year}", f"-{year}")),
    (r"([1-9][0-9]{3})-([0-9]{3})", _day_of_year),
    (r"([0-9]{4})([-/])([0-9]{1,2})", _short_end),
    (r"([0-9]{4})\.([0-9]{1,2})", _exact),
    (rf"{_YEAR}([-/. ])([0-9]{{1,2}})\2([0-9]{{1,2}})", lambda year, _, month, day: _exact(year, month, day)),
    (r"([0-9u*]{1,2})[/.-]([0-9]{4})", lambda month, year: _exact(year, month)),
    (rf"{_DIGITS}([/.-]){_DIGITS}\2([np][0-9]{{4}}|[0-9u*x]{{3,4}})", _numbers),
    (rf"([0-9]{{1,2}})( )([0-9]{{1,2}}),? {_YEAR}", _numbers),
    (rf"([0-9]{{1,2}})(\.) ([0-9]{{1,2}})\. {_YEAR}", _numbers),
    (rf"{_YEAR}\. ?([0-9]{{1,2}})\. ?([0-9]{{1,2}})\.", _exact),
    (r"([0-9]{3})-([0-9]{2,3})", _backwards),
    (r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2})", _short_numbers),
    (r"([0-9]{8}|[0-9]{12}|[0-9]{14})", _stamped),
    (rf"{_DAY}{_BY_NAME}{_NAME}{_BY_NAME}{_YEAR}", lambda day, name, year: _named(year, name, day)),
    (rf"{_NAME}{_BY_NAME}{_DAY}{_GAP}{_YEAR}", lambda name, day, year: _named(year, name, day)),
    (rf"{_NAME}{_BY_NAME}{_YEAR}", lambda name, year: _named(year, name)),
    (rf"{_YEAR}{_BY_NAME}{_NAME}(?:{_BY_NAME}{_DAY})?", _named),
    (rf"{_YEAR}{_GAP}{_DAY}{_GAP}{_NAME}", lambda year, day, name: _named(year, name, day)),
    (
        rf"{_SEASON}{_HEMISPHERE}{_GAP}{_YEAR}{_HEMISPHERE}",
        lambda name, where, year, other: _season(name, where, year, other),
    ),
    (rf"{_YEAR}{_GAP}{_SEASON}", lambda year, name: _season(name, None, year, None)),
    (r"winter (?:of )?([0-9]{4}) ?[/-] ?([0-9]{1,2}|[0-9]{4})", _winter),
    (r"([^/]*[a-z][^/]*?)([0-9]{4})/([0-9]{1,2}|[0-9]{4})", _double),
    (
        rf"((?:{_DAY}{_BY_NAME})?(?:{_NAME}|{_SEASON})(?:{_BY_NAME}{_DAY},)?){_BY_NAME}('?[0-9]{{2}})",
        lambda before, *rest: _short_named(before, rest[-1]),
    ),
    (rf"(?:the )?{_ORDINAL} {_PART}(?: of)?(?: the year)?,? {_YEAR}", _part),
    (rf"{_PART} ([1-4]),? {_YEAR}", lambda part, number, year: _part(number, part, year)),
    (rf"{_YEAR}[ -]?([qh])([1-4])", _lettered),
    (rf"([qh])([1-4]){_GAP}{_YEAR}", lambda letter, number, year: _lettered(year, letter, number)),
    (rf"{_COUNTED} ?(century|centuries|cent\.?|c\.?|millenni(?:um|a))(?: ({ERA}))?", _century),
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
    (rf"(?:the )?years? {_YEAR} (?:to|-) {_YEAR}", _years),
    (r"([0-9]{3})\?", _last_unknown),
    (r"(?=.{4}$)([0-9]{1,3}[xu?*]{1,3})", _masked),
    (r"(-?[0-9xu?]{4}-[0-9xu?]{2}(?:-[0-9xu?]{2})?)", _masked),
    (r"([0-9]{4})-?w([0-9]{2})", _week),
    (r"([0-9]{4}) ?[年년](?: ?([0-9]{1,2}) ?[月월](?: ?([0-9]{1,2}) ?[日일])?)?", _east_asian),
)
"""The exact before the loose; all in small letters."""
