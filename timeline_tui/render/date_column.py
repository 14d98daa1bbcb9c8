"""Dates as the screen shows them: in the column of the list, as gaps, on other clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.model.dates import Span, parse
from timeline_tui.model.days import MONTHS, SHORT_MONTHS, to_civil, year_iso
from timeline_tui.render.date_words import SEASONS, named_years, year_in_words, years_in_few_cells

# What newspapers write where a month stands alone.
_ALONE = ("", "Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_PARTS = ("Q1", "Q2", "Q3", "Q4", "T1", "T2", "T3", "H1", "H2")
_UNITS = ((10**12, "tn"), (10**9, "bn"), (10**6, "M"), (10**3, "k"))
_FINER = "›"
_LEGEND = (
    ("2024-03-12", "a day"),
    ("2024-03", "a month, no day known"),
    ("2024-21", "a season; (Q2) a quarter, (T2) a third, (H2) a half of a year"),
    ("2024", "a year, no month known"),
    ("191X", "some year of these ten; a dash stands for a digit that is not known"),
    ("2024-03-XX", "some day of this month"),
    ("2024-03-12~", "about then"),
    ("2024-03-12?", "perhaps then"),
    ("2024-05-22/2024-05-23", "from one to the other"),
    ("2024-05-28/2024-06-02", "from then into a later month or year"),
    ("2024-05-28/2024-06-02~", "the same, and its end is about then (~) or perhaps then (?)"),
    ("[2024-03-13..2024-03-17]", "one of the days or dates from one to the other"),
    ("[2024-03-13..2025-05-22]", "one of several dates, of which this is the first"),
    ("2024-05-22/..", "from then, with an open end; before the date, with an open start"),
    ("2024-05-22/", "the same, where the end is not known"),
    ("2024-03-12T05:00", "more is known than there is room for, such as the time"),
)
"""One date for each mark, drawn under the heading 2024, and what the mark means."""


def in_column(span: Span | None, year: str | None, width: int = 9) -> str:
    """The date in exactly so many cells, under the heading of a year.

    `year` is that of the heading, as in EDTF; a date of another year shows its own. What is too long for the
    column is drawn coarser, with `›` after it where there is room, and never finer than it is. About and
    perhaps are never lost; where a mark is on another date than the one that shows, it stands at the end.
    """
    if span is None:
        return " —".ljust(width)
    form = next((form for form in _forms(span, year) if len(form) <= width), "")
    return form.ljust(width)


def legend() -> list[tuple[str, str]]:
    """Each mark of the column and what it means."""
    marks = [(in_column(parse(text), "2024").strip(), meaning) for text, meaning in _LEGEND]
    return [*marks, (in_column(None, None).strip(), "no date")]


class _Shown(NamedTuple):
    """The one date of a span that is drawn where there is no room for two, and what stands around it."""

    date: Span
    before: str = ""
    after: str = ""
    marks: str = ""
    """The doubt of other dates of the span."""


def _forms(span: Span, heading: str | None) -> Iterator[str]:
    """Ways to draw it, the roomiest first; the last ones fit into nine cells."""
    shown = _Shown(span)
    if span.shape == "one of" and named_years(span) is not None:
        yield from _around_year(span, _doubt(span), "", "")
    elif span.shape != "date":
        starts, ends = _starts_and_ends(span)
        start, end = _first(starts), _last(ends)
        shown = _shown(span, start, end)
        if start.shape == end.shape == "date" and not _doubt(span):
            yield from _joined(start, end, heading, "–" if span.shape == "range" else "|")
    yield from _whole(shown, heading)
    yield from _year_alone(shown)


def _starts_and_ends(span: Span) -> tuple[list[Span], list[Span]]:
    """Where a range, or each member of a set, begins and ends."""
    members = (span,) if span.shape == "range" else span.dates
    ranges = [member.dates if member.shape == "range" else (member, member) for member in members]
    return [dates[0] for dates in ranges], [dates[-1] for dates in ranges]


def _first(spans: list[Span]) -> Span:
    """The one that begins first; an open start comes before all."""
    return min(spans, key=lambda span: (span.shape == "date", span.earliest or 0))


def _last(spans: list[Span]) -> Span:
    return max(spans, key=lambda span: (span.shape != "date", span.latest or 0))


def _shown(span: Span, start: Span, end: Span) -> _Shown:
    starts, ends = _starts_and_ends(span)
    date = start
    if start.shape != "date":
        date = _last([each for each in ends if each.shape == "date"] or starts)
    if end.shape != "date" and start.shape != "date":
        date = _first([each for each in (*starts, *ends) if each.shape == "date"])
    before = {"date": "", "open": "…", "unknown": "?…"}[start.shape]
    after = {"date": "", "open": "…", "unknown": "…?"}[end.shape]
    if span.shape == "one of":
        after = "|" + after
    elif start.shape == end.shape == "date":
        after = "→"
    marks = "".join(mark for mark in _doubt(span) if mark not in _doubt(date))
    return _Shown(date, before, after, marks)


def _whole(shown: _Shown, heading: str | None) -> Iterator[str]:
    """As fine as it is."""
    span, digits = shown.date, _digits(shown.date)
    mark = shown.before + _doubt(span)
    after = (_FINER if span.clock is not None else "") + shown.after + shown.marks
    if len(digits) == 2:
        yield from _in_brackets(span, digits, heading, mark, after)
    elif len(digits) == 3:
        yield from _of_day(span, digits, heading, mark, after)


def _year_alone(shown: _Shown) -> Iterator[str]:
    """Its year, and of what stands around it ever less; about and perhaps stay to the last."""
    span, before, after = shown.date, shown.before, shown.after.rstrip("?")
    finer = _FINER if len(_digits(span)) > 1 else ""
    mark = _doubt(span)
    yield from _around_year(span, before + mark, finer, shown.after + shown.marks)
    yield from _around_year(span, before[-1:] + mark, finer, after + shown.marks)
    yield from _around_year(span, before[-1:] + mark, "", after[-1:] + shown.marks)
    year = (_spellings(span) if abs(span.year or 0) <= 9999 else [_rounded(span.year or 0)])[-1]
    yield f"{before[-1:]}{mark}{year.replace('BCE', 'BC')}{shown.marks}"


def _around_year(span: Span, before: str, finer: str, after: str) -> Iterator[str]:
    years = _spellings(span)
    roomy = years[:1] if named_years(span) else years
    yield from (f"{before}[{year}]{finer}{after}" for year in roomy)
    yield from (f"{before}{year}{finer}{after}" for year in years)
    if span.year is None:
        return
    yield f"{before}{years[-1].replace('BCE', 'BC')}{finer}{after}"
    if abs(span.year) > 9999:
        yield f"{before}[{_rounded(span.year)}]{_FINER}{after}"
        yield f"{before}{_rounded(span.year)}{_FINER}{after}"


def _spellings(span: Span) -> list[str]:
    """The year alone, the roomiest first."""
    if (years := named_years(span)) is not None:
        name = years_in_few_cells(*years)
        close = name.replace(" BCE", "BCE")
        return [name, close, close.replace(".", ""), re.sub("(st|nd|rd|th) c[.]?", "c", close)]
    if span.year is None:
        return [_masked_year(span)]
    words = year_in_words(span.year)
    return [words, words.replace(" ", ""), words.replace(" ", "").replace(",", "")]


def _doubt(span: Span) -> str:
    return ("?" if span.uncertain else "") + ("~" if span.approximate else "")


def _digits(span: Span) -> list[str]:
    """The digits of year, month and day, with a dash for each that is masked."""
    if span.text.startswith("Y"):
        return [str(span.year)]
    bare = span.text.partition("T")[0].translate({ord(mark): None for mark in "?~%"})
    sign = "-" if bare.startswith("-") else ""
    year, *finer = bare.removeprefix("-").split("-")
    return [sign + year.replace("X", "-"), *(digits.replace("X", "-") for digits in finer)]


def _masked_year(span: Span) -> str:
    year, *finer = _digits(span)
    is_decade = not finer and span.precision == "decade" and year[0].isdigit() and year[2] != "0"
    return f"{year[:3]}0s" if is_decade else year


def _rounded(year: int) -> str:
    """A year in few cells: 170M for 170,000,002."""
    size, unit = next(each for each in _UNITS if abs(year) >= each[0])
    return f"{'-' if year < 0 else ''}{abs(year) // size}{unit}"


def _years(span: Span, digits: str, heading: str | None) -> tuple[str, ...]:
    """The year as it follows a day or month: nothing under its own heading, else the roomiest form first."""
    if span.year is not None and year_iso(span.year) == heading:
        return ("",)
    if span.year is None or not 1000 <= span.year <= 9999:
        shown = digits if span.year is None else year_in_words(span.year)
        return f" {shown}", shown.replace(" ", "")
    return f" {digits}", digits, *([f"’{digits[2:]}"] if _is_near(span.year, heading) else [])


def _is_near(year: int, heading: str | None) -> bool:
    """Whether two digits of the year say which it is, beside the heading."""
    return (
        heading is not None
        and re.fullmatch("-?[0-9]{4}", heading) is not None
        and abs(year - int(heading)) < 50
    )


def _in_brackets(span: Span, digits: list[str], heading: str | None, mark: str, after: str) -> Iterator[str]:
    for year in _years(span, digits[0], heading):
        if span.part is None:
            names = _ALONE if year == "" else SHORT_MONTHS
            yield f"{mark}[{digits[1] if span.month is None else names[span.month]}{year}]{after}"
            continue
        name = _PARTS[span.part - 33] if span.part > 32 else SEASONS[(span.part - 21) % 4]
        if name[-1].isdigit() and year[:1].isdigit():
            # Q2 and 2024 would be Q22024.
            continue
        yield f"{mark}({name}{year}){after}"
        if year:
            yield f"{mark}({name[:3]}{year}){after}"


def _of_day(span: Span, digits: list[str], heading: str | None, mark: str, after: str) -> Iterator[str]:
    day = digits[2].removeprefix("0")
    month = digits[1] if span.month is None else SHORT_MONTHS[span.month]
    for year in _years(span, digits[0], heading):
        if year == "" or year.startswith(" "):
            yield f"{mark + day:>3} {month}{year}{after}"
        else:
            yield f"{mark}{day}{month}{year}{after}"


def _joined(start: Span, end: Span, heading: str | None, joint: str) -> Iterator[str]:
    """Both dates in one form, where they share the rest."""
    if start.masked or end.masked or start.precision != end.precision:
        return
    years = _years(start, _digits(start)[0], heading)
    same_year, same_month = start.year == end.year, start.month == end.month
    if start.precision == "year":
        yield from _joined_years(start.year or 0, end.year or 0, joint)
    elif start.precision == "month" and same_year:
        for year in years:
            yield f"[{SHORT_MONTHS[start.month or 0]}{joint}{SHORT_MONTHS[end.month or 0]}{year}]"
    elif start.precision == "day" and same_year and same_month:
        for year in years:
            yield f"{f'{start.day}{joint}{end.day}':>3} {SHORT_MONTHS[start.month or 0]}{year}"


def _joined_years(start: int, end: int, joint: str) -> Iterator[str]:
    first, last = (year_in_words(year).replace(",", "").replace(" ", "") for year in (start, end))
    yield f"{first}{joint}{last}"
    era = last.lstrip("0123456789")
    if era and era == first.lstrip("0123456789"):
        yield f"{first.removesuffix(era)}{joint}{last}"


def gap_in_words(days: int) -> str:
    """How long a time is, in the largest unit that still says something: 11 weeks, 5 months."""
    if days < 14:
        return _counted(days, "day")
    if days < 90:
        return _counted(days // 7, "week")
    # A little more than the quotient, so that 365 days are 12 months and 730 are 2 years.
    if days < 730:
        return _counted(int(days / 30.436875 + 0.05), "month")
    return _counted(int(days / 365.2425 + 0.01), "year")


def local_time(span: Span, zone: str) -> str | None:
    """The same moment on the clocks of an IANA zone; None with no time, no offset, or no such zone."""
    # pendulum takes "local" for the zone of this machine, which the file cannot mean.
    if span.clock is None or span.offset is None or span.earliest is None or zone == "local":
        return None
    # Only a time of day needs it, and it takes longer to import than the first screen may wait.
    import pendulum
    from pendulum.tz.exceptions import InvalidTimezone

    midnight = to_civil(span.earliest)
    try:
        moment = pendulum.datetime(*midnight).add(seconds=span.clock, minutes=-span.offset)
        local = moment.in_timezone(zone)
    except (InvalidTimezone, ValueError, OverflowError):
        return None
    day = f"{local.day} {MONTHS[local.month]} {year_in_words(local.year)}"
    return f"{day}, {local:%H:%M} ({local.timezone_name})"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"
