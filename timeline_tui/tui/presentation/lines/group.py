"""A day, a month, a year, a decade or a century of the list: as a line, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from timeline_tui.index.rows import Group
from timeline_tui.model.dates import parse
from timeline_tui.model.days import MONTHS, day_iso, to_civil, year_iso, years_around
from timeline_tui.tui.presentation.date_words import year_in_words, years_in_few_cells
from timeline_tui.tui.presentation.dates import in_column
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.lines.rows import few, heading_line
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.words import date_words
from timeline_tui.tui.presentation.wrapping import cut, fit, pad

if TYPE_CHECKING:
    from timeline_tui.tui.presentation.hits import Spans

_NOT_NAMED = {"rough": "known only roughly", "open": "beginning not known", "undated": "no date"}
_YEARS = {"decade": 10, "century": 100}
_DATE, _DISPUTED, _EVENTS = 11, 5, 7
_LONG_MONTH = 9
_ROOM_FOR_ALL = 40
_ROOM_FOR_OTHERS = 16


def group_line(
    group: Group,
    width: int,
    *,
    here: bool = False,
    marks: Marks = FULL,
    spans: Spans | None = None,
) -> Line:
    """Cursor, period, its first event and how many more, how many are disputed, and how many it holds."""
    right = _right(group, width, marks)
    room = max(width - 2 - _DATE - 2 - sum(len(piece.text) for piece in right), 1)
    unsure = unknown_words(group)
    # One event of several does not stand for them all.
    others = f" +{group.events - 1:,}" if group.events > 1 and room >= _ROOM_FOR_OTHERS else ""
    named = f"{unsure} {marks.dot} {group.title}" if unsure else group.title
    title = fit(named, room - len(others), marks.more)
    pieces = [
        Piece(title, "muted" if unsure else "plain"),
        Piece(pad(others, room - cell_len(title)), "muted"),
    ]
    if spans is not None:
        from timeline_tui.tui.presentation.hits import marked_line

        pieces = list(marked_line(Line(tuple(pieces)), spans).pieces)
    edge = Piece(f"{marks.here} " if here else "  ", "mark")
    date = Piece(marks.of_date(pad(period_in_column(group), _DATE)), "date")
    return cut([edge, date, Piece(" "), *pieces, Piece(" "), *right], width)


def _right(group: Group, width: int, marks: Marks) -> list[Piece]:
    disputed = f"{few(group.disputed)}{marks.disputed}" if group.disputed else ""
    if width < _ROOM_FOR_ALL:
        return [Piece(disputed[-1:] or " ", "disputed"), Piece(f"{few(group.events):>4} ", "strong")]
    return [
        Piece(f"{disputed:>{_DISPUTED}}", "disputed"),
        Piece(f"{group.events:>{_EVENTS},} ", "strong"),
    ]


def group_heading(group: Group, width: int) -> Line:
    """The year that begins with it, or that no more years follow."""
    if group.heading == "" and group.unit != "undated":
        return cut([Piece(" "), Piece("date not known", "heading")], width)
    return heading_line(group.heading or "", width)


def unknown_words(group: Group) -> str:
    """What is not known of the dates of these events; nothing where they are known."""
    if group.first is None:
        return _NOT_NAMED[group.unit]
    return f"{group.unknown} not known" if group.unknown else ""


def period_in_column(group: Group) -> str:
    """The period in few cells; days and months stand under their year."""
    if group.first is None:
        return " —" if group.unit == "undated" else " ?"
    year, month, day = to_civil(group.first)
    if group.unit == "day":
        return f"{day:>3} {MONTHS[month][:3]}"
    if group.unit == "month":
        name = MONTHS[month]
        return name if len(name) < _LONG_MONTH else name[:4] if name.startswith("Sept") else name[:3]
    if group.unit == "year":
        return _year(year)
    return _years(year, _YEARS[group.unit])


def _year(year: int) -> str:
    """The year in the cells of the column, without the brackets of a date that is no finer."""
    return in_column(parse(year_iso(year)), None).strip().strip("[]")


def _years(first: int, size: int) -> str:
    shown = years_in_few_cells(*years_around(first, size))
    return shown if cell_len(shown) <= _DATE else _year(first)


def period_in_words(group: Group) -> str:
    """The same as one would say it."""
    if group.first is None:
        return _NOT_NAMED[group.unit]
    year, month, _ = to_civil(group.first)
    if group.unit == "day":
        return date_words(day_iso(group.first))
    if group.unit == "month":
        return f"{MONTHS[month]} {year_in_words(year)}"
    if group.unit == "year":
        return year_in_words(year)
    first, last = years_around(year, _YEARS[group.unit])
    return f"{year_in_words(first)} to {year_in_words(last)}"
