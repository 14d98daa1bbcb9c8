"""The lines above everything that warn of the state of the file."""

from __future__ import annotations

from timeline_tui.render.document import FULL, Line, Marks, Piece
from timeline_tui.render.wrapping import fit, wrap

_MOST_LINES = 3
_SIGN = " ! "


def banner_lines(words: str, width: int, marks: Marks = FULL) -> list[Line]:
    """The words, which are safe to draw, in as few lines as they need; what is too much for three is cut."""
    room = max(width - len(_SIGN) - 1, 1)
    lines = wrap(words, room)
    if len(lines) > _MOST_LINES:
        rest = " ".join(lines[_MOST_LINES - 1 :])
        lines = [*lines[: _MOST_LINES - 1], fit(rest, room, marks.more)]
    signs = [_SIGN] + [" " * len(_SIGN)] * (len(lines) - 1)
    return [
        Line((Piece(sign, "error"), Piece(line, "warning"))) for sign, line in zip(signs, lines, strict=True)
    ]
