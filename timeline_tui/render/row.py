"""One event of the list as a line, with the heading and the gap above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from timeline_tui.index.records import Group, Row
from timeline_tui.model import dates
from timeline_tui.model.days import to_civil
from timeline_tui.render.date_column import NARROWEST, WIDEST, gap_in_words, in_column
from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.render.phrases import clock_in_words, date_words, in_words, years_in_few_cells
from timeline_tui.render.wrapping import cut, fit, pad

if TYPE_CHECKING:
    from timeline_tui.render.marking import Spans


_EDGE = 2
_DEEPEST = 6
ROOMY = 48
"""Cells of a list in which dates have all the room that they are given."""
# Cells of the title that the zone of a time leaves.
_LEAST_BESIDE_ZONE = 16
# Fewer cells than these do not say what an event is part of.
_LEAST_WITHIN = 8


class SaidOfRow(NamedTuple):
    """What of its date a row says, beside those around it."""

    date: bool = True
    """Whether it says its date at all, and not the row above for both."""
    time: bool = False
    """Whether it says the time of day, since others of the day have one too."""


_ALL = SaidOfRow()
_TIME = SaidOfRow(time=True)
_NO_DATE = SaidOfRow(date=False)


def beside_each_other(rows: Sequence[Row | Group]) -> list[SaidOfRow]:
    """What each of these rows says of its date, if it stands below the one before.

    An equal date is said once, and a time of day only where several of the day have one.
    """
    said = []
    days = [_day_of_time(row) for row in rows]
    above: Row | Group | None = None
    for row, day in zip(rows, days, strict=True):
        if above is not None and _is_same(above, row):
            said.append(_NO_DATE)
        else:
            said.append(_TIME if day is not None and days.count(day) > 1 else _ALL)
        above = row
    return said


def _day_of_time(row: Row | Group) -> str | None:
    """The day of a date that has a time."""
    if not isinstance(row, Row) or row.date is None or "T" not in row.date:
        return None
    return row.date.partition("T")[0]


def _is_same(above: Row | Group, row: Row | Group) -> bool:
    if (
        not isinstance(above, Row)
        or not isinstance(row, Row)
        or row.heading is not None
        or row.gap is not None
    ):
        return False
    return above.date == row.date and above.written is row.written is None


def row_line(
    row: Row,
    width: int,
    *,
    said: SaidOfRow = _ALL,
    here: bool = False,
    marks: Marks = FULL,
    unproven: bool = False,
    done: bool = False,
    changed: bool = False,
    spans: Spans | None = None,
) -> Line:
    """Cursor, date, title and marks, exactly as wide as the width; the cursor needs no colour.

    `unproven` says whether a passage is cut, altered or not found, `done` whether it is what somebody has
    done in the tutorial, `changed` whether the event is another than in a version that was asked about.
    `spans` finds what was looked for.
    """
    signs = [
        *([Piece(marks.done, "mark")] if done else []),
        *([Piece(marks.changed, "mark")] if changed else []),
        *([Piece(marks.unproven, "warning")] if unproven else []),
    ]
    right = _right(row, signs, marks)
    cells = date_cells(width)
    room = max(width - _EDGE - cells - 1 - _indent(row, width) - sum(len(piece.text) for piece in right), 1)
    span = _span(row)
    zone = _zone(span, room) if said.time else ""
    return cut(
        [
            edge(marks, here=here),
            Piece(_date(row, span, cells, said, marks), "date"),
            Piece(" " * (1 + _indent(row, width))),
            Piece(zone, "muted"),
            *_title(row, room - len(zone), marks, spans),
            *right,
        ],
        width,
    )


def cells_needed(row: Row | Group) -> int:
    """In how many cells nothing of the row is cut; of a group, in how many it is read well."""
    if not isinstance(row, Row):
        return _EDGE + WIDEST + 1 + cell_len(row.title)
    title = 2 * min(row.depth, _DEEPEST) + cell_len(row.title)
    return _EDGE + WIDEST + 1 + title + 2 * bool(row.key) + 2 * bool(row.disputes)


def date_cells(width: int) -> int:
    """How wide the column of dates is in a list of this width."""
    return WIDEST if width >= ROOMY else NARROWEST


def _indent(row: Row, width: int) -> int:
    return min(2 * min(row.depth, _DEEPEST), width // 8)


def _zone(span: dates.Span | None, room: int) -> str:
    """The offset of a time of day and a blank; nothing where the title would have too little room."""
    shown = clock_in_words(span) if span is not None else ""
    return f"{shown} " if shown and len(shown) + 1 + _LEAST_BESIDE_ZONE <= room else ""


def _title(row: Row, room: int, marks: Marks, spans: Spans | None) -> list[Piece]:
    """The title, whether it is key, how many parts are folded in, and what it is part of if not shown."""
    role: Role = "strong" if row.key else "plain"
    if not row.folded and row.within is None and not row.key:
        return [*_marked(pad(fit(row.title, room, marks.more), room), spans, role)]
    key = f" {marks.key}" if row.key else ""
    folded = f" {marks.folded}{row.folded:,}" if row.folded else ""
    title = fit(row.title, max(room - len(key + folded), 1), marks.more)
    room -= cell_len(title) + len(key + folded)
    pieces = [*_marked(title, spans, role)]
    if key:
        pieces.append(Piece(key, "mark"))
    if folded:
        pieces.append(Piece(folded, "mark"))
    if row.within is not None and room > len(marks.dot) + _LEAST_WITHIN:
        within = f" {marks.dot} " + fit(row.within, room - len(marks.dot) - 2, marks.more)
        pieces.append(Piece(within, "muted"))
        room -= cell_len(within)
    return [*pieces, Piece(" " * room)] if room > 0 else pieces


def with_hits(line: Line, spans: Spans | None) -> Line:
    """The line with what was looked for marked, where something was."""
    if spans is None:
        return line
    # Nothing is looked for in most lists, and a start has no time for what does it.
    from timeline_tui.render.marking import marked_line

    return marked_line(line, spans)


def _marked(text: str, spans: Spans | None, role: Role) -> tuple[Piece, ...]:
    return with_hits(Line((Piece(text, role),)), spans).pieces


def edge(marks: Marks, *, here: bool) -> Piece:
    """What stands before a line: the cursor, or room for it."""
    return Piece(f"{marks.here} " if here else "  ", "mark")


def _date(row: Row, span: dates.Span | None, cells: int, said: SaidOfRow, marks: Marks) -> str:
    """The date in its column, or the beginning of what is written there where it is no date."""
    if not said.date:
        return " " * cells
    written = row.date if row.written is None else f"?{row.written}"
    if span is None and written is not None:
        return pad(fit(written, cells, marks.more), cells)
    return marks.of_date(in_column(span, row.year, cells, timed=said.time))


def _span(row: Row) -> dates.Span | None:
    """When it was; None where no date is written, or one that is not understood."""
    return None if row.written is not None else dates.understood(row.date)


def _right(row: Row, signs: Sequence[Piece], marks: Marks) -> list[Piece]:
    """What is rare, at the right end of the row; where there is nothing, the title has the room."""
    signs = [
        *signs,
        *([Piece(marks.disputed, "disputed")] if row.disputes else []),
    ]
    return [Piece(" "), *signs] if signs else []


def few(number: int) -> str:
    """The number in four places at most."""
    if number < 1000:
        return str(number) if number else ""
    return f"{number // 1000}k+" if number < 100_000 else "99k+"


def gap_line(days: int, width: int, marks: Marks = FULL, hidden: int = 0) -> Line:
    """How long nothing is recorded or, where events are hidden between two rows, how many those are."""
    return cut([Piece(" " * _EDGE), _gap(days, marks, hidden)], width)


def _gap(days: int, marks: Marks, hidden: int) -> Piece:
    rule = marks.gap * 2
    words = gap_in_words(days) + (f", {hidden:,} hidden" if hidden else "")
    return Piece(f"{rule} {words} {rule}", "muted")


def cover_line(title: str, width: int, *, here: bool = False, marks: Marks = FULL) -> Line:
    """What the list begins with: the timeline itself, which has no date and no marks."""
    room = max(width - _EDGE - 1, 1)
    return cut([edge(marks, here=here), Piece(pad(fit(title, room, marks.more), room), "strong")], width)


def heading_line(year: str, width: int, gap: int | None = None, marks: Marks = FULL, hidden: int = 0) -> Line:
    """The years that begin, in words, or that the events with no date do; behind it the gap before them."""
    before = [] if gap is None else [Piece("  "), _gap(gap, marks, hidden)]
    return cut([Piece(" "), Piece(heading_words(year), "heading"), *before], width)


def heading_words(year: str) -> str:
    """The years of a heading as one says them: 2023, 45 BCE, 1040s, 5th c. BCE."""
    span = dates.understood(year) if year.startswith("[") else None
    if span is not None and span.earliest is not None and span.latest is not None:
        return years_in_few_cells(to_civil(span.earliest)[0], to_civil(span.latest)[0])
    return date_words(year).partition(" (EDTF ")[0] if year else in_words(None)
