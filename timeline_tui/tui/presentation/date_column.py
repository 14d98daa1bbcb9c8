"""Dates in the narrow column of the list: how fine and how sure they are shows without colour."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.model.dates import Span, parse
from timeline_tui.model.days import year_iso
from timeline_tui.tui.presentation.date_words import year_in_words

_MONTHS = (
    *("", "Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
# What newspapers write where a month stands alone.
_ALONE = ("", "Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = ("Q1", "Q2", "Q3", "Q4", "T1", "T2", "T3", "H1", "H2")
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
    ("[2024-03-13..2024-03-17]", "one of these days, or one of several dates from then on"),
    ("2024-05-22/..", "from then, with an open end; before the date, with an open start"),
    ("2024-05-22/", "the same, where the end is not known"),
    ("2024-03-12T05:00", "more is known than there is room for, such as the time"),
)
"""One date for each mark, drawn under the heading 2024, and what the mark means."""


def in_column(span: Span | None, year: str | None, width: int = 9) -> str:
    """The date in exactly so many cells, under the heading of a year.

    `year` is that of the heading, as in EDTF; a date of another year shows its own. What is too long for the
    column is drawn coarser, with `›` after it, and never finer than it is.
    """
    if span is None:
        return " —".ljust(width)
    form = next((form for form in _forms(span, year) if len(form) <= width), None)
    return (form or f"[{_short_year(span)}"[: width - 1] + _FINER).ljust(width)


def legend() -> list[tuple[str, str]]:
    """Each mark of the column and what it means."""
    marks = [(in_column(parse(text), "2024").strip(), meaning) for text, meaning in _LEGEND]
    return [*marks, (in_column(None, None).strip(), "no date")]


def _forms(span: Span, year: str | None) -> Iterator[str]:
    """Ways to draw it, the roomiest first."""
    if span.shape == "date":
        yield from _date(span, year)
        return
    joint, onwards = ("–", "→") if span.shape == "range" else ("|", "|")
    ends = span.dates
    while ends[0].shape == "range" or ends[-1].shape == "range":
        # In a set, `1670..1672` stands for its first and last date.
        ends = (*_ends(ends[0]), *_ends(ends[-1]))
    start, end = ends[0], ends[-1]
    later = f"{onwards}" if span.shape == "one of" else ""
    if start.shape != "date":
        yield from _date(end, year, "?…" if start.shape == "unknown" else "…", later)
    elif end.shape != "date":
        yield from _date(start, year, after=later + ("…?" if end.shape == "unknown" else "…"))
    else:
        yield from _joined(start, end, year, joint)
        yield from _date(start, year, after=onwards)


def _ends(span: Span) -> tuple[Span, ...]:
    return span.dates if span.shape == "range" else (span,)


def _date(span: Span, heading: str | None, before: str = "", after: str = "") -> Iterator[str]:
    mark = before + _doubt(span)
    digits = _digits(span)
    if span.clock is not None:
        after = _FINER + after
    if len(digits) == 1:
        yield f"{mark}[{_lone_year(span, digits[0])}]{after}"
    elif len(digits) == 2:
        yield from _in_brackets(span, digits, heading, mark, after)
    else:
        yield from _of_day(span, digits, heading, mark, after)
    yield f"{mark}[{_short_year(span)}]{_FINER}{after}"


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


def _lone_year(span: Span, digits: str) -> str:
    if span.year is not None:
        return year_in_words(span.year)
    return (
        f"{digits[:3]}0s"
        if span.precision == "decade" and digits[0].isdigit() and digits[2] != "0"
        else digits
    )


def _short_year(span: Span) -> str:
    """A year in few cells: 170M for 170,000,002."""
    if span.year is None:
        return _digits(span)[0] if span.shape == "date" else "…"
    for size, unit in ((10**9, "bn"), (10**6, "M"), (10**3, "k")):
        if abs(span.year) >= max(size, 10_000):
            return f"{'-' if span.year < 0 else ''}{abs(span.year) // size}{unit}"
    return year_in_words(span.year).replace(" ", "")


def _years(span: Span, digits: str, heading: str | None) -> tuple[str, ...]:
    """The year as it follows a day or month: nothing under its own heading, else the roomiest form first."""
    if span.year is not None and year_iso(span.year) == heading:
        return ("",)
    if span.year is None or not 1000 <= span.year <= 9999:
        shown = digits if span.year is None else year_in_words(span.year)
        return f" {shown}", shown.replace(" ", "")
    return f" {digits}", digits, f"’{digits[2:]}"


def _in_brackets(span: Span, digits: list[str], heading: str | None, mark: str, after: str) -> Iterator[str]:
    for year in _years(span, digits[0], heading):
        if span.part is None:
            names = _ALONE if year == "" else _MONTHS
            yield f"{mark}[{digits[1] if span.month is None else names[span.month]}{year}]{after}"
            continue
        name = _PARTS[span.part - 33] if span.part > 32 else _SEASONS[(span.part - 21) % 4]
        yield f"{mark}({name}{year}){after}"
        if year:
            yield f"{mark}({name[:3]}{year}){after}"


def _of_day(span: Span, digits: list[str], heading: str | None, mark: str, after: str) -> Iterator[str]:
    day = digits[2].removeprefix("0")
    month = digits[1] if span.month is None else _MONTHS[span.month]
    for year in _years(span, digits[0], heading):
        if year == "" or year.startswith(" "):
            yield f"{mark + day:>3} {month}{year}{after}"
        else:
            yield f"{mark}{day}{month}{year}{after}"


def _joined(start: Span, end: Span, heading: str | None, joint: str) -> Iterator[str]:
    """Both dates in one form, where they share the rest and neither has a mark of its own."""
    if start.masked or end.masked or _doubt(start) or _doubt(end) or start.precision != end.precision:
        return
    years = _years(start, _digits(start)[0], heading)
    same_year, same_month = start.year == end.year, start.month == end.month
    if start.precision == "year":
        yield f"{_short_year(start)}{joint}{_short_year(end)}"
    elif start.precision == "month" and same_year:
        for year in years:
            yield f"[{_MONTHS[start.month or 0]}{joint}{_MONTHS[end.month or 0]}{year}]"
    elif start.precision == "day" and same_year and same_month:
        for year in years:
            yield f"{f'{start.day}{joint}{end.day}':>3} {_MONTHS[start.month or 0]}{year}"
