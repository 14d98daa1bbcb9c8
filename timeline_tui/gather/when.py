"""The words for a time in a text, and what they mean beside the date of the report that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.language import Language
from timeline_tui.gather.sentences import Slice
from timeline_tui.model.dates import understood
from timeline_tui.model.days import day_iso, from_civil, month_length, to_civil
from timeline_tui.model.timeline import Source

_Fineness = Literal["day", "week", "month", "season", "year"]
_ORDER = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4}
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_SHORT_CENTURY = 2000
_LATE_IN_YEAR = 6
_LONGEST_CHAIN = 20


class Reported(NamedTuple):
    """The days on which a text can have been published."""

    first: int
    last: int


class Moment(NamedTuple):
    """Words for a time, and the date that they mean."""

    start: int
    end: int
    date: str | None
    """In EDTF; None where only the date of the report would say."""
    inferred: bool
    """Whether it hangs on the date of the report."""
    fineness: _Fineness


def report_of(published: str | None) -> Reported | None:
    """The days that a date of publication can mean; None where they are not known at both ends."""
    span = understood(published)
    if span is None or span.earliest is None or span.latest is None:
        return None
    return Reported(span.earliest, span.latest)


def report_of_source(key: str, sources: Mapping[str, Source]) -> Reported | None:
    """When a source was published; one of which the file does not say it, when what it copies was."""
    source, seen = sources.get(key), 0
    while source is not None and source.published is None and source.derived_from and seen < _LONGEST_CHAIN:
        # The words of a copy for a time hang on the report that it copies.
        source = sources.get(source.derived_from)
        seen += 1
    return None if source is None else report_of(source.published)


class _Lexicon:
    """The patterns of one language, compiled once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        words = language.time_words
        months = "|".join(f"{name.title()}|{name[:3].title()}\\.?" for name in language.months)
        months = months.replace("Sep\\.?", "Sept?\\.?").replace("May|May\\.?", "May")
        days = "|".join(name.title() for name in language.weekdays)
        seasons = _any_case(language.seasons)
        which = _any_case(words.which)
        leads = _any_case((*words.which, *words.leads))
        units = _any_case(words.units)
        numbers, ago = _any_case(words.numbers), _any_case(words.ago)
        year = r"[12]\d{3}(?!\d)"
        th = "(?:st|nd|rd|th)?"
        self.pattern = re.compile(
            r"(?<![\w/.-])(?:"
            r"(?P<iso>[12]\d{3}-\d\d-\d\d)(?!\d)"
            r"|(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<c>\d{4}|\d\d)(?![\d/])"
            rf"|(?:(?:{days}),?\s+)?(?P<m1>{months})\s+(?P<d1>\d\d?){th}(?![\d%:])"
            rf"(?:\s*[-–]\s*(?P<d1b>\d\d?)(?!\d))?(?:,?\s+(?P<y1>{year}))?"
            rf"|(?P<d2>\d\d?){th}\s+(?:of\s+)?(?P<m2>{months})(?:,?\s+(?P<y2>{year}))?(?!\w)"
            rf"|(?P<m3>{months})(?:\s+of)?,?\s+(?P<y3>{year})"
            rf"|(?P<w4>{leads})(?:\s+|(?<=-))(?P<m4>{months})(?!\w|,?\s+\d)"
            rf"|(?P<w5>{leads})\s+(?P<s5>{seasons})\b(?:\s+(?:of\s+)?(?P<y5>{year}))?"
            rf"|(?P<s6>{seasons})\s+(?:of\s+)?(?P<y6>{year})"
            rf"|(?:(?P<w7>{which})\s+)?(?P<day>{days})\b"
            rf"|(?P<w8>{which})\s+(?P<unit>{units})\b"
            rf"|(?P<called>{_any_case(words.called)})\b"
            rf"|(?P<count>{numbers}|\d\d?)\s+(?P<units>{units})s?\s+(?:{ago})\b"
            rf"|(?P<in>{_any_case(words.before_year)})\s+(?P<y9>{year})(?!,\d|\.\d|\s+[a-z]+s\b)"
            r")"
        )
        begun = (name.title()[:3] for name in (*language.months, *language.weekdays))
        told = (*words.units, *language.seasons, *words.called)
        self.sign = re.compile(rf"{'|'.join(begun)}|(?:{_any_case(told)})|[12]\d{{3}}|\d[/.]\d")
        """What stands in every sentence that has words for a time, and is quickly looked for."""
        self.later = re.compile(rf"\b(?:{'|'.join(words.later)})\b[^.;]{{0,60}}\Z", re.IGNORECASE)
        self.since = re.compile(
            rf"\b({'|'.join(words.since)})(?:\s+(?:the|early|late|about))?\s*\Z", re.IGNORECASE
        )
        self.until = re.compile(rf"\b({'|'.join(words.by)})(?:\s+the)?\s*\Z", re.IGNORECASE)

    def month(self, written: str) -> int:
        """The number of a month by its name or the beginning of it."""
        small = written.lower().rstrip(".")[:3]
        return next(
            number for number, name in enumerate(self.language.months, start=1) if name.startswith(small)
        )


def _any_case(words: Iterable[str]) -> str:
    """A pattern of words that may begin with a capital; each begins with a letter, which makes it fast."""
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in words)


@cache
def _lexicon(code: str, language: Language) -> _Lexicon:
    return _Lexicon(language)


def moments(
    text: str, language: Language, report: Reported | None, where: Iterable[Slice] | None = None
) -> Iterator[Moment]:
    """All words for a time, in order, each with what it means; `where` are the sentences of the text."""
    lexicon = _lexicon(language.code, language)
    for start, end in (Slice(0, len(text)),) if where is None else where:
        if lexicon.sign.search(text, start, end) is None:
            continue
        for match in lexicon.pattern.finditer(text, start, end):
            found = _Reading(text, match, lexicon).moment(report)
            if found is not None:
                yield found


class _Reading:
    """One place of a text where words for a time stand."""

    def __init__(self, text: str, match: re.Match[str], lexicon: _Lexicon) -> None:
        self._text = text
        self._match = match
        self._lexicon = lexicon
        self._said = match.groupdict()
        self._before = text[max(0, match.start() - 80) : match.start()]

    def moment(self, report: Reported | None) -> Moment | None:
        """What the words mean; None where they are no time after all."""
        fineness = self._fineness()
        if fineness is None:
            return None
        whole = self._absolute()
        if whole is not None:
            return self._bounded(whole, fineness, report, inferred=False)
        if report is None or not _FIRST_YEAR <= to_civil(report.first)[0] <= _LAST_YEAR:
            return Moment(self._match.start(), self._match.end(), None, True, fineness)
        first, last = self._relative(report.first), self._relative(report.last)
        if first is None or last is None:
            return None
        date = first if first == last else _either(first, last)
        return self._bounded(date, fineness, report, inferred=True) if date is not None else None

    def _fineness(self) -> _Fineness | None:
        said = self._said
        if said["iso"]:
            return "day" if understood(said["iso"]) is not None else None
        if said["a"] or said["day"] or said["d1"] or said["d2"] or said["called"]:
            return "day" if self._is_day() else None
        if said["m3"] or said["m4"]:
            return "month"
        if said["s5"] or said["s6"]:
            return "season"
        if said["y9"]:
            return "year"
        unit = (said["unit"] or said["units"] or "").lower()
        fineness: dict[str, _Fineness] = {"day": "day", "week": "week", "month": "month", "year": "year"}
        return fineness.get(self._lexicon.language.time_words.units.get(unit, ""))

    def _is_day(self) -> bool:
        """Whether the numbers can be a day of a month."""
        said = self._said
        day = said["d1"] or said["d2"]
        if day is None:
            return True
        month = self._lexicon.month(said["m1"] or said["m2"] or "")
        return 1 <= int(day) <= month_length(2000, month)

    def _absolute(self) -> str | None:
        """The date, where the words say all of it."""
        said = self._said
        if said["iso"]:
            return said["iso"]
        for month, day, year in (("m1", "d1", "y1"), ("m2", "d2", "y2"), ("m3", "", "y3")):
            if said[month] and said[year]:
                return self._civil(
                    int(said[year]), self._lexicon.month(said[month]), said[day] if day else None
                )
        for season, year in (("s5", "y5"), ("s6", "y6")):
            if said[season] and said[year]:
                return f"{said[year]}-{self._lexicon.language.seasons[said[season].lower()]}"
        return said["y9"]

    def _civil(self, year: int, month: int, day: str | None) -> str | None:
        if day is None:
            return f"{year:04}-{month:02}"
        if not 1 <= int(day) <= month_length(year, month):
            return None
        date = f"{year:04}-{month:02}-{int(day):02}"
        last = self._said["d1b"]
        if last is not None and int(day) < int(last) <= month_length(year, month):
            return f"{date}/{year:04}-{month:02}-{int(last):02}"
        return date

    def _relative(self, day: int) -> str | None:
        """The date, beside a report of that day."""
        said = self._said
        if said["a"]:
            return self._numbers(day)
        if said["m1"] or said["m2"]:
            month = self._lexicon.month(said["m1"] or said["m2"])
            return self._in_year(month, said["d1"] or said["d2"], day)
        if said["m4"]:
            return self._in_year(self._lexicon.month(said["m4"]), None, day)
        if said["s5"]:
            return self._season(said["s5"].lower(), said["w5"].lower(), day)
        if said["day"]:
            return day_iso(self._weekday(said["day"].lower(), (said["w7"] or "").lower(), day))
        if said["called"]:
            first, last = self._lexicon.language.time_words.called[" ".join(said["called"].lower().split())]
            return _days(day + first, day + last)
        if said["unit"]:
            return self._unit(said["unit"].lower(), said["w8"].lower(), day)
        return self._ago(day)

    def _is_later(self) -> bool:
        """Whether the words before say that it is still to come."""
        return self._lexicon.later.search(self._before) is not None

    def _step(self, which: str) -> int | None:
        """-1 for last, 1 for next, 0 for this; None where it is not said."""
        return self._lexicon.language.time_words.which.get(" ".join(which.split()))

    def _numbers(self, day: int) -> str | None:
        """A date in numbers, by the order that does not lie in the time after the report."""
        a, b, c = (int(self._said[name]) for name in ("a", "b", "c"))
        year = c if c > 99 else _SHORT_CENTURY + c
        found = []
        for month, of_month in ((a, b), (b, a)):
            if 1 <= month <= 12 and 1 <= of_month <= month_length(year, month):
                found.append(from_civil(year, month, of_month))
        past = [one for one in found if one <= day + 1]
        chosen = found if len(set(found)) == 1 else past
        return day_iso(chosen[0]) if len(set(chosen)) == 1 else None

    def _in_year(self, month: int, day: str | None, near: int) -> str | None:
        """A day or a month with no year: the last one before the report, or the next where it is to come."""
        year, now, of_month = to_civil(near)
        this = (month, int(day)) if day is not None else (month, 0)
        report = (now, of_month) if day is not None else (now, 0)
        step = self._step((self._said["w4"] or "").lower())
        if this > report and not (self._is_later() or step == 1 or (month - now < 2 and step is None)):
            year -= 1
        elif this < report and (self._is_later() or step == 1) and now - month > _LATE_IN_YEAR:
            year += 1
        if step == -1 and (month, 0) >= (now, 0) and year == to_civil(near)[0]:
            year -= 1
        return self._civil(year, month, day)

    def _season(self, season: str, which: str, day: int) -> str | None:
        number = self._lexicon.language.seasons[season]
        year, month, _ = to_civil(day)
        begins = {21: 3, 22: 6, 23: 9, 24: 12}[number]
        step = self._step(which)
        if step == 1:
            return f"{year + (begins <= month)}-{number}"
        ended = begins + 3 <= month
        if step == -1:
            return f"{year if ended else year - 1}-{number}"
        return f"{year if begins <= month + 1 else year - 1}-{number}"

    def _weekday(self, name: str, which: str, day: int) -> int:
        """The last such day, that of the report among them, or the next one."""
        wanted = self._lexicon.language.weekdays.index(name)
        back = (day - wanted) % 7
        step = self._step(which)
        if step == 1 or (step != -1 and self._is_later()):
            return day + ((wanted - day) % 7 or 7 * (step == 1))
        return day - (back or 7 * (step == -1))

    def _unit(self, unit: str, which: str, day: int) -> str | None:
        unit = self._lexicon.language.time_words.units[unit]
        step = self._step(which)
        year, month, _ = to_civil(day)
        if step is None:
            return None
        if unit == "year":
            return f"{year + step:04}"
        if unit == "month":
            number = year * 12 + month - 1 + step
            return f"{number // 12:04}-{number % 12 + 1:02}"
        if unit == "week":
            monday = day - (day - 1) % 7 + 7 * step
            return _days(monday, monday + 6)
        return None

    def _ago(self, day: int) -> str | None:
        words = self._lexicon.language.time_words
        written = self._said["count"].lower()
        count = int(written) if written.isdigit() else words.numbers[written]
        unit = words.units[self._said["units"].lower()]
        year, month, _ = to_civil(day)
        if unit == "day":
            return day_iso(day - count)
        if unit == "week":
            return f"{day_iso(day - 7 * count)}~"
        if unit == "month":
            number = year * 12 + month - 1 - count
            return f"{number // 12:04}-{number % 12 + 1:02}"
        return f"{year - count:04}"

    def _bounded(self, date: str, fineness: _Fineness, report: Reported | None, *, inferred: bool) -> Moment:
        """The date with what the word before it makes of it: since, by."""
        start = self._match.start()
        plain = "/" not in date and "[" not in date
        if plain and (match := self._lexicon.since.search(self._before)) is not None:
            until = day_iso(report.last) if report is not None and report.first == report.last else ".."
            end = understood(until) if until != ".." else None
            begin = understood(date)
            if end is None or begin is None or (begin.earliest or 0) <= (end.latest or 0):
                date = f"{date}/{until}"
            start -= len(self._before) - match.start(1)
        elif plain and (match := self._lexicon.until.search(self._before)) is not None:
            date = f"[..{date}]"
            start -= len(self._before) - match.start(1)
        return Moment(start, self._match.end(), date, inferred, fineness)


def _days(first: int, last: int) -> str:
    return day_iso(first) if first == last else f"{day_iso(first)}/{day_iso(last)}"


def _either(first: str, last: str) -> str | None:
    """One of several dates, where it is not known on which day a report was written."""
    bounds = (understood(first), understood(last))
    if any(one is None or "/" in one.text for one in bounds):
        return None
    return f"[{first}..{last}]"


_MOST_OF_DATELINE, _LINES_OF_HEAD = 60, 12


def dateline(text: str, language: Language = ENGLISH) -> str | None:
    """The whole date that stands in a line of its own among the first ones of a text."""
    for line in text[:4_000].split("\n")[:_LINES_OF_HEAD]:
        if not line.strip() or len(line) > _MOST_OF_DATELINE:
            continue
        for moment in moments(line, language, None):
            if moment.date is not None and moment.fineness == "day":
                return moment.date
    return None


def best(found: list[Moment]) -> Moment | None:
    """Of the times in one passage the finest, and of these the first that has a date."""
    return min(found, key=lambda one: (one.date is None, _ORDER[one.fineness], one.start), default=None)
