"""One event of the list as a line, with the heading and the gap above it."""

from __future__ import annotations

from rich.cells import cell_len

from timeline_tui.index.rows import Row
from timeline_tui.model import dates
from timeline_tui.tui.presentation.dates import gap_in_words, in_column, in_words
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.words import date_words
from timeline_tui.tui.presentation.wrapping import crop, fit, pad

_DATE = 9
_EDGE = 2
_COUNT = 4
# Below this width the number of passages gives way to the title.
_ROOM_FOR_COUNT = 34
_DEEPEST = 6


def block_lines(row: Row, width: int, *, here: bool = False, marks: Marks = FULL) -> list[Line]:
    """All lines of a row's block: its gap and its heading, where it has them, and the row itself."""
    above = [] if row.gap is None else [gap_line(row.gap, width, marks)]
    if row.heading is not None:
        above.append(heading_line(row.heading, width))
    return [*above, row_line(row, width, here=here, marks=marks)]


def row_line(
    row: Row, width: int, *, here: bool = False, marks: Marks = FULL, unproven: bool | None = None
) -> Line:
    """Cursor, date, title and marks, exactly as wide as the width; the cursor needs no colour.

    `unproven` says whether a passage is altered or not found; None where nothing was compared.
    """
    right = _right(row, width, marks)
    if unproven is not None:
        right.insert(0, Piece(marks.unproven if unproven else " ", "warning"))
    indent = min(2 * min(row.depth, _DEEPEST), width // 8)
    room = width - _EDGE - _DATE - 2 - indent - sum(len(piece.text) for piece in right)
    title = pad(fit(row.title, max(room, 1), marks.more), max(room, 1))
    return _cut(
        [
            Piece(f"{marks.here} " if here else "  ", "mark"),
            Piece(column_date(row, marks), "date"),
            Piece(" " * (1 + indent)),
            Piece(title, "plain"),
            Piece(" "),
            *right,
        ],
        width,
    )


def column_date(row: Row, marks: Marks = FULL) -> str:
    """The date in its column, or the beginning of what is written there where it is no date."""
    if row.date is None:
        return marks.of_date(in_column(None, row.year, _DATE))
    try:
        return marks.of_date(in_column(dates.parse(row.date), row.year, _DATE))
    except dates.NotADate:
        return pad(fit(row.date, _DATE, marks.more), _DATE)


def _right(row: Row, width: int, marks: Marks) -> list[Piece]:
    disputed = Piece(marks.disputed if row.disputes else " ", "disputed")
    single = Piece(marks.single if row.independent == 1 else " ", "mark")
    if width < _ROOM_FOR_COUNT:
        return [disputed, single]
    return [disputed, single, Piece(f"{_few(row.quotes):>{_COUNT}} ", "muted")]


def _few(number: int) -> str:
    """The number in four places at most."""
    if number < 1000:
        return str(number) if number else ""
    return f"{number // 1000}k+" if number < 100_000 else "99k+"


def gap_line(days: int, width: int, marks: Marks = FULL) -> Line:
    """How long nothing is recorded."""
    rule = marks.gap * 2
    return _cut([Piece(" " * _EDGE), Piece(f"{rule} {gap_in_words(days)} {rule}", "muted")], width)


def heading_line(year: str, width: int) -> Line:
    """The year that begins, in words, or that the events with no date do."""
    words = date_words(year) if year else in_words(None)
    return _cut([Piece(" "), Piece(words, "heading")], width)


def _cut(pieces: list[Piece], width: int) -> Line:
    """The pieces up to the width."""
    kept: list[Piece] = []
    for piece in pieces:
        text = piece.text if cell_len(piece.text) <= width else crop(piece.text, width)
        width -= cell_len(text)
        kept.append(Piece(text, piece.role))
    return Line(tuple(kept))
