"""One event of the list as a line, with the heading and the gap above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from timeline_tui.index.records import Row
from timeline_tui.model import dates
from timeline_tui.render.date_column import gap_in_words, in_column
from timeline_tui.render.date_words import in_words, time_in_few_words
from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.render.phrases import date_words
from timeline_tui.render.wrapping import cut, fit, pad

if TYPE_CHECKING:
    from timeline_tui.render.marking import Spans


_DATE = 9
_EDGE = 2
_COUNT = 4
# Below this width the number of passages gives way to the title.
_ROOM_FOR_COUNT = 34
_DEEPEST = 6
# Cells of the title that a time of day leaves.
_LEAST_BESIDE_TIME = 16
# Fewer cells than these do not say what an event is part of.
_LEAST_WITHIN = 8


def row_line(
    row: Row,
    width: int,
    *,
    here: bool = False,
    marks: Marks = FULL,
    unproven: bool | None = None,
    spans: Spans | None = None,
) -> Line:
    """Cursor, date, title and marks, exactly as wide as the width; the cursor needs no colour.

    `unproven` says whether a passage is cut, altered or not found; None where nothing was compared. `spans`
    finds what was looked for.
    """
    right = _right(row, width, marks)
    if unproven is not None:
        right.insert(0, Piece(marks.unproven if unproven else " ", "warning"))
    indent = min(2 * min(row.depth, _DEEPEST), width // 8)
    room = max(width - _EDGE - _DATE - 2 - indent - sum(len(piece.text) for piece in right), 1)
    span = _span(row)
    time = _time(span, room)
    return cut(
        [
            edge(marks, here=here),
            Piece(_date(row, span, time, marks), "date"),
            Piece(" " * (1 + indent)),
            Piece(time, "muted"),
            *_title(row, room - len(time), marks, spans),
            Piece(" "),
            *right,
        ],
        width,
    )


def _time(span: dates.Span | None, room: int) -> str:
    """The time of day and a blank; nothing where the title would have too little room."""
    # Seconds do not tell apart what a list shows.
    shown = time_in_few_words(span) if span is not None else ""
    return f"{shown} " if shown and len(shown) + 1 + _LEAST_BESIDE_TIME <= room else ""


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


def _date(row: Row, span: dates.Span | None, time: str, marks: Marks) -> str:
    """The date in its column, or the beginning of what is written there where it is no date.

    There is no mark for a time of day that the row says whole.
    """
    written = row.date if row.written is None else f"?{row.written}"
    if span is None and written is not None:
        return pad(fit(written, _DATE, marks.more), _DATE)
    if span is not None and time and span.precision != "second":
        span = span._replace(clock=None)
    return marks.of_date(in_column(span, row.year, _DATE))


def _span(row: Row) -> dates.Span | None:
    """When it was; None where no date is written, or one that is not understood."""
    return None if row.written is not None else dates.understood(row.date)


def _right(row: Row, width: int, marks: Marks) -> list[Piece]:
    disputed = Piece(marks.disputed if row.disputes else " ", "disputed")
    single = Piece(marks.single if row.independent == 1 else " ", "mark")
    if width < _ROOM_FOR_COUNT:
        return [disputed, single]
    return [disputed, single, Piece(f"{few(row.quotes):>{_COUNT}} ", "muted")]


def few(number: int) -> str:
    """The number in four places at most."""
    if number < 1000:
        return str(number) if number else ""
    return f"{number // 1000}k+" if number < 100_000 else "99k+"


def gap_line(days: int, width: int, marks: Marks = FULL, hidden: int = 0) -> Line:
    """How long nothing is recorded or, where events are hidden between two rows, how many those are."""
    rule = marks.gap * 2
    words = gap_in_words(days) + (f", {hidden:,} hidden" if hidden else "")
    return cut([Piece(" " * _EDGE), Piece(f"{rule} {words} {rule}", "muted")], width)


def heading_line(year: str, width: int) -> Line:
    """The year that begins, in words, or that the events with no date do."""
    words = date_words(year) if year else in_words(None)
    return cut([Piece(" "), Piece(words, "heading")], width)
