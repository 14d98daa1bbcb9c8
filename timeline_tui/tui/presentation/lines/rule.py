"""The rule below the strip: the query, what is open, how far a file is read, and ticks below the strip."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.cells import cell_len

from timeline_tui.tui.presentation.document import Line, Piece, Role
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.wrapping import fit

_RULES = "─-"
"""What a rule is drawn with."""


def rule_line(name: str | None, edge: int | None, width: int, marks: Marks = FULL, query: str = "") -> Line:
    """The rule above list and page; `edge` is the column between them.

    Above the list stands the query that says what it shows, above the page the `name` of the source that is
    open; where one of them has the whole width, the query comes first.
    """
    line, meet = ("-", "+") if marks.plain else ("─", "┬")
    left = width if edge is None else min(edge, width)
    if edge is None and name is not None:
        left = min(width // 2, cell_len(query) + 6) if query else 0
    pieces = _in_rule(f"/ {query}" if query else None, left, line, marks, "mark")
    if edge is not None:
        pieces.append(Piece(meet, "rule"))
    pieces += _in_rule(name, max(width - left - (edge is not None), 0), line, marks, "muted")
    return Line(tuple(piece for piece in pieces if piece.text))


def _in_rule(words: str | None, width: int, line: str, marks: Marks, role: Role) -> list[Piece]:
    if words is None or width < 4:
        return [Piece(line * width, "rule")]
    shown = fit(words, max(width - 4, 1), marks.more)
    rest = line * max(0, width - cell_len(shown) - 3)
    return [Piece(line, "rule"), Piece(f" {shown} ", role), Piece(rest, "rule")]


def progress_line(done: int, total: int, width: int, marks: Marks = FULL) -> Line:
    """How far the file is read: a bar and a share, or only words where the size is not known."""
    words = f" Reading the file  {100 * done // total:>3} % " if total else " Reading the file "
    room = max(width - len(words) - 1, 0)
    filled = room * done // total if total else 0
    bar = marks.levels[3] * filled + marks.levels[0] * (room - filled)
    return Line((Piece(words, "muted"), Piece(bar if total else "", "mark")))


def ticked(line: Line, columns: Iterable[int], mark: str) -> Line:
    """The rule below the strip with marks below some of its columns; what is written in it stays."""
    wanted = set(columns)
    pieces: list[Piece] = []
    at = 0
    for piece in line.pieces:
        if piece.role != "rule" or not wanted:
            pieces.append(piece)
        else:
            places = [(at + x in wanted and drawn in _RULES, drawn) for x, drawn in enumerate(piece.text)]
            for is_marked, run in groupby(places, lambda place: place[0]):
                text = "".join(mark if is_marked else drawn for _, drawn in run)
                pieces.append(Piece(text, "disputed" if is_marked else "rule"))
        at += cell_len(piece.text)
    return Line(tuple(pieces))
