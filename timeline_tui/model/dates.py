"""Dates as EDTF writes them (ISO 8601-2): how precise, how sure, and the days they can mean.

Levels 0 and 1, and of level 2: seasons by hemisphere and parts of a year, masked digits anywhere, marks of
doubt on one part, one-of sets, years with an exponent. A time of day may leave out its seconds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from timeline_tui.model.days import day_iso, from_civil, to_civil, year_iso
from timeline_tui.model.single_dates import DATE, read_date
from timeline_tui.model.span import PRECISIONS, EndBeforeStart, NotADate, Precision, Shape, Span

__all__ = [
    "PRECISIONS",
    "EndBeforeStart",
    "NotADate",
    "Precision",
    "Shape",
    "Span",
    "day_iso",
    "from_civil",
    "parse",
    "to_civil",
    "understood",
]

_LONGEST = 400
# Ten thousand times the age of the universe, and its day number fits into 64 bits.
_MOST_YEAR_DIGITS = 14
_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{0,14})(?:E([0-9]{1,12}))?([?~%])?")


class Formless(NotADate):
    """A text that fits no form of date; what to try is looked for only when it is asked for."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text if len(text) <= 40 else text[:39] + "…"}" is not a date', "")
        self._text = text

    @property
    def hint(self) -> str:
        """What to try in place of the text."""
        # Only a wrong date needs these patterns, and they take a while to compile.
        from timeline_tui.model.date_hints import hint_for

        return hint_for(self._text)


@lru_cache(maxsize=4096)
def parse(text: str) -> Span:
    """The span of days that an EDTF text means; `NotADate` if it is none."""
    if (match := DATE.fullmatch(text)) is not None:
        return read_date(text, match)
    if len(text) > _LONGEST:
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


def _single(text: str, whole: str) -> Span:
    if (match := DATE.fullmatch(text)) is not None:
        return read_date(text, match)
    if (match := _LONG_YEAR.fullmatch(text)) is not None:
        return _long_year(text, match)
    raise Formless(whole)


def _long_year(text: str, match: re.Match[str]) -> Span:
    digits, exponent, mark = match.groups()
    zeros = int(exponent or 0)
    if len(digits.lstrip("-")) + zeros > _MOST_YEAR_DIGITS:
        raise NotADate(f"a year has at most {_MOST_YEAR_DIGITS} digits here", "write fewer digits")
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
