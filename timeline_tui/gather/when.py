"""The words for a time in a text, and what they mean beside the date of the report that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

from timeline_tui.gather.language import Language
from timeline_tui.gather.lexicon import Lexicon, lexicon_of
from timeline_tui.gather.sentences import Slice
from timeline_tui.model.dates import understood
from timeline_tui.model.days import day_iso, from_civil, month_length, to_civil

_Fineness = Literal["day", "week", "month", "season", "year", "decade", "century"]
_ORDER: dict[_Fineness, int] = {fineness: at for at, fineness in enumerate(get_args(_Fineness))}
_FINENESS: dict[str, _Fineness] = {
    **dict.fromkeys(("a", "weekday", "called"), "day"),
    "month": "month",
    "season": "season",
    "year": "year",
}
"""By what is said at all: a number of three, the name of a day, a word for one."""
# So many letters of words for a time can stand before what tells that they are such: in the early ...
_BEFORE_SIGN = 60
_FIRST_YEAR, _LAST_YEAR, _DECEMBER = 1000, 2199, 12
_SHORT_CENTURY = 2000
_LATE_IN_YEAR = 6
_WORDS_TO_VERB, _MOST_CENTURIES = 6, 22
_WORD = re.compile(r"[^\W\d_]+")


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


def moments(
    text: str, language: Language, report: Reported | None, where: Iterable[Slice] | None = None
) -> Iterator[Moment]:
    """All words for a time, in order, each with what it means; `where` are the sentences of the text."""
    lexicon = lexicon_of(language)
    for start, end in (Slice(0, len(text)),) if where is None else where:
        sign = lexicon.sign.search(text, start, end)
        while sign is not None:
            match = lexicon.pattern.search(text, max(start, sign.start() - _BEFORE_SIGN), end)
            if match is None:
                break
            if (found := _Reading(text, match, lexicon).moment(report)) is not None:
                yield found
            start = match.end()
            sign = lexicon.sign.search(text, start, end)


class _Reading:
    """One place of a text where words for a time stand."""

    def __init__(self, text: str, match: re.Match[str], lexicon: Lexicon) -> None:
        self._text = text
        self._match = match
        self._lexicon = lexicon
        self._words = lexicon.language.time_words
        said = zip(lexicon.groups, match.groups(), strict=True)
        self._said = {name: words for name, words in said if words is not None}
        # The word that leads to a year or a month may itself be one that bounds it: since 2014.
        self._place = max(match.start(), match.start("year9"), match.start("month4"))
        self._before = text[max(0, self._place - 80) : self._place]

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
        if "iso" in said:
            return "day" if understood(said["iso"]) is not None else None
        if "day" in said:
            return "day" if 1 <= int(said["day"]) <= month_length(2000, self._month) else None
        if "decade" in said:
            return "decade"
        if "the" in said:
            return "century" if self._span_of_years() is not None else None
        if "unit" in said:
            return self._words.units[self._word("unit")]
        return next(fineness for group, fineness in _FINENESS.items() if group in said)

    def _word(self, name: str) -> str:
        """The words of a group in small letters, with one blank between them; none where it has none."""
        return " ".join(self._said.get(name, "").lower().split())

    @property
    def _month(self) -> int:
        return self._lexicon.month(self._said["month"])

    def _absolute(self) -> str | None:
        """The date, where the words say all of it."""
        said = self._said
        if "iso" in said:
            return said["iso"]
        if "a" in said:
            days = self._orders(int(said["c"])) if len(said["c"]) == 4 else []
            return day_iso(days[0]) if len(days) == 1 else None
        if "the" in said:
            return self._span_of_years()
        if "year" not in said:
            return None
        year = self._year(said["year"])
        if "season" in said:
            return f"{_year_text(year)}-{self._lexicon.language.seasons[self._word('season')]}"
        return self._civil(year, self._month, said.get("day")) if "month" in said else _year_text(year)

    def _year(self, written: str) -> int:
        """The year, counted as ISO does: 44 BC is -43."""
        number = int("".join(letter for letter in written if letter.isdecimal()))
        era = written.strip("0123456789 \t\r\n\xa0")
        return 1 - number if self._words.eras.get(era, False) else number

    def _span_of_years(self) -> str | None:
        """A decade or a century, which EDTF writes with X for what is left open."""
        said, words = self._said, self._words
        if (decade := said.get("decade")) is not None:
            # The 1900s can be ten years or a hundred.
            return f"{decade[:2]}XX" if decade[2] == "0" else f"{decade}X"
        number = int(said["nth"]) if "nth" in said else words.ordinals[self._word("ordinal")]
        before = words.eras.get(said.get("era", ""), False)
        return f"{'-' if before else ''}{number - 1:02}XX" if before < number < _MOST_CENTURIES else None

    def _civil(self, year: int, month: int, day: str | None) -> str | None:
        if day is None:
            return f"{_year_text(year)}-{month:02}"
        if not 1 <= int(day) <= month_length(year, month):
            return None
        date = f"{_year_text(year)}-{month:02}-{int(day):02}"
        last = self._said.get("until")
        if last is not None and int(day) < int(last) <= month_length(year, month):
            return f"{date}/{_year_text(year)}-{month:02}-{int(last):02}"
        return date

    def _relative(self, day: int) -> str | None:
        """The date, beside a report of that day."""
        said = self._said
        if "a" in said:
            return self._numbers(day)
        if "month" in said:
            return self._in_year(self._month, said.get("day"), day)
        if "season" in said:
            return self._season(day)
        if "weekday" in said:
            return day_iso(self._weekday(day))
        if "called" in said:
            first, last = self._words.called[self._word("called")]
            return _days(day + first, day + last)
        return self._ago(day) if "count" in said else self._unit(day)

    def _is_later(self) -> bool:
        """Whether the words before or behind say that it is still to come."""
        if self._lexicon.later.search(self._before) is not None:
            return True
        behind = self._lexicon.to_come.match(self._text, self._match.end())
        return behind is not None and not any(map(self._is_past, _WORD.findall(behind[1])))

    def _is_past(self, word: str) -> bool:
        """Whether a word is a verb that tells of what was, or passes on what was said."""
        language = self._lexicon.language
        small = word.lower()
        return small in language.told or small in language.verbs or small.endswith(language.past)

    def _is_told_of(self) -> bool:
        """Whether it is not to come, and the verb nearest before it, or else behind it, tells of what was."""
        if self._is_later():
            return False
        language = self._lexicon.language
        before = _WORD.findall(re.split(r"[.;:!?]", self._before)[-1])[-_WORDS_TO_VERB:]
        behind = re.split(r"[.;:!?]", self._text[self._match.end() : self._match.end() + 80])[0]
        for word in (*reversed(before), *_WORD.findall(behind)[:_WORDS_TO_VERB]):
            if self._is_past(word):
                return not word.lower().endswith(language.ongoing)
            if word in language.to_infinitive or word in language.helpers:
                return False
        return False

    @property
    def _step(self) -> int | None:
        """-1 for last, 1 for next, 0 for this; None where it is not said."""
        return self._words.which.get(self._word("which"))

    @property
    def _weekday_said(self) -> int:
        return self._lexicon.language.weekdays.index(self._word("weekday"))

    def _numbers(self, day: int) -> str | None:
        """A date in numbers, by the order that does not lie in the time after the report."""
        c = int(self._said["c"])
        year = c if c > 99 else _SHORT_CENTURY + c
        if c <= 99 and year > to_civil(day)[0] + 1:
            year -= 100
        found = self._orders(year)
        chosen = found if len(found) == 1 else [one for one in found if one <= day + 1]
        return day_iso(chosen[0]) if len(chosen) == 1 else None

    def _orders(self, year: int) -> list[int]:
        """The days that two numbers can mean, with the month first or the day, each once."""
        a, b = int(self._said["a"]), int(self._said["b"])
        found = (
            from_civil(year, month, of_month)
            for month, of_month in ((a, b), (b, a))
            if 1 <= month <= 12 and 1 <= of_month <= month_length(year, month)
        )
        return list(dict.fromkeys(found))

    def _in_year(self, month: int, day: str | None, near: int) -> str | None:
        """A day or a month with no year: the last one before the report, or the next where it is to come."""
        year, now, of_month = to_civil(near)
        this = (month, int(day)) if day is not None else (month, 0)
        report = (now, of_month) if day is not None else (now, 0)
        step = self._step
        if this > report and not (self._is_later() or step == 1 or (month - now < 2 and step is None)):
            year -= 1
        elif this < report and (self._is_later() or step == 1) and now - month > _LATE_IN_YEAR:
            year += 1
        if step == -1 and (month, 0) >= (now, 0) and year == to_civil(near)[0]:
            year -= 1
        if (
            day is not None
            and "weekday" in self._said
            and (fits := self._fitting(year, month, int(day))) is not None
        ):
            return self._civil(fits, month, day)
        found = self._civil(year, month, day)
        if this > report and year == to_civil(near)[0] and step is None and self._is_told_of():
            # What was on a day that is still to come in this year was in the last one, or is announced.
            earlier = self._civil(year - 1, month, day)
            is_single = found is not None and "/" not in found
            return f"[{earlier},{found}]" if earlier is not None and is_single else found
        return found

    def _fitting(self, year: int, month: int, day: int) -> int | None:
        """The year in which the day is that of the week which is said; None where none is near."""
        for one in (year, year - 1, year + 1):
            if day <= month_length(one, month) and from_civil(one, month, day) % 7 == self._weekday_said:
                return one
        return None

    def _season(self, day: int) -> str:
        number = self._lexicon.language.seasons[self._word("season")]
        year, month, _ = to_civil(day)
        begins = {21: 3, 22: 6, 23: 9, 24: 12}[number]
        step = self._step
        # A winter has its number from the year in which it begins.
        is_on = begins == _DECEMBER and month < 3
        if step == 1:
            return f"{year + (begins <= month)}-{number}"
        if step == 0:
            return f"{year - (begins == _DECEMBER and month < 6)}-{number}"
        ended = begins + 3 <= month
        if step == -1:
            return f"{year - is_on - (not ended)}-{number}"
        return f"{year if begins <= month + 1 else year - 1}-{number}"

    def _weekday(self, day: int) -> int:
        """The last such day, that of the report among them, or the next one."""
        wanted, step = self._weekday_said, self._step
        back = (day - wanted) % 7
        if step == 1 or (step != -1 and self._is_later()):
            return day + ((wanted - day) % 7 or 7 * (step == 1))
        return day - (back or 7 * (step == -1))

    def _unit(self, day: int) -> str | None:
        unit, step = self._words.units[self._word("unit")], self._step
        if step is None:
            return None
        if unit == "week":
            monday = day - (day - 1) % 7 + 7 * step
            return _days(monday, monday + 6)
        return _months_from(day, step, unit)

    def _ago(self, day: int) -> str | None:
        written, unit = self._word("count"), self._words.units[self._word("unit")]
        count = int(written) if written.isdigit() else self._words.numbers[written]
        if unit == "day":
            return day_iso(day - count)
        if unit == "week":
            return f"{day_iso(day - 7 * count)}~"
        return _months_from(day, -count, unit)

    def _bounded(self, date: str, fineness: _Fineness, report: Reported | None, *, inferred: bool) -> Moment:
        """The date with what the word before it makes of it: since, by."""
        start = self._match.start()
        before, lexicon = self._before, self._lexicon
        if "/" in date or "[" in date:
            return Moment(start, self._match.end(), date, inferred, fineness)
        if (match := lexicon.since.search(before)) is not None:
            is_sure = report is not None and report.first == report.last
            until = day_iso(report.last) if report is not None and is_sure else ".."
            end = understood(until) if is_sure else None
            begin = understood(date)
            if end is None or begin is None or (begin.earliest or 0) <= (end.latest or 0):
                date = f"{date}/{until}"
                inferred = inferred or is_sure
        elif (match := lexicon.until.search(before)) is not None:
            date = f"[..{date}]"
        elif (match := lexicon.after.search(before)) is not None:
            date = f"[{date}..]"
        if match is not None:
            start = min(start, self._place - len(before) + match.start(1))
        return Moment(start, self._match.end(), date, inferred, fineness)


def _year_text(year: int) -> str:
    """A year as EDTF has it."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def _months_from(day: int, by: int, unit: str) -> str | None:
    """The month or the year so many behind that of the day; None of other units."""
    year, month, _ = to_civil(day)
    number = year * 12 + month - 1 + by
    return {"month": f"{number // 12:04}-{number % 12 + 1:02}", "year": f"{year + by:04}"}.get(unit)


def _days(first: int, last: int) -> str:
    return day_iso(first) if first == last else f"{day_iso(first)}/{day_iso(last)}"


def _either(first: str, last: str) -> str | None:
    """One of several dates, where it is not known on which day a report was written."""
    bounds = (understood(first), understood(last))
    if any(one is None or "/" in one.text for one in bounds):
        return None
    return f"[{first}..{last}]"


def best(found: list[Moment]) -> Moment | None:
    """Of the times in one passage the finest, and of these the first that has a date."""
    return min(found, key=lambda one: (one.date is None, _ORDER[one.fineness], one.start), default=None)
