"""What an edit writes, with its place, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_tui.tui.presentation.document import Document, Line, Piece, Role
from timeline_tui.tui.presentation.marks import Marks
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.wrapping import capped, spans

_MOST_LINES = 400


def addition_page(
    lines: Sequence[tuple[int, str]], remarks: Sequence[str], width: int, *, marks: Marks
) -> Document:
    """The lines with their numbers, below what is to be known before they are written."""
    page = Page(width, marks)
    for remark in remarks:
        page.field(remark, "warning")
    page.blank()
    number_width = len(str(lines[-1][0])) if lines else 1
    for number, line in lines[:_MOST_LINES]:
        _add(page, f"{number:>{number_width}} + ", line)
    if len(lines) > _MOST_LINES:
        page.add(Piece(f"{marks.more} {len(lines) - _MOST_LINES:,} lines more", "muted"))
    return page.document()


def difference_page(sentences: Sequence[str], lines: Sequence[str], width: int, *, marks: Marks) -> Document:
    """Why a file was not written, and what was changed in it elsewhere."""
    page = Page(width, marks)
    for sentence in sentences:
        page.field(sentence, "warning")
    page.blank()
    for line in lines:
        _add(page, "", line, "strong" if line.startswith(("+", "-")) else "muted")
    return page.document()


def _add(page: Page, margin: str, line: str, role: Role = "quote") -> None:
    shown, hidden = capped(line)
    room = max(page.width - len(margin), 2)
    for start, end in spans(shown, room) if shown.strip() else ((0, 0),):
        # The blanks that a line begins with are what it means.
        first = 0 if not start or not shown[:start].strip() else start
        page.lines.append(Line((Piece(margin, "muted"), Piece(shown[first:end], role))))
        margin = " " * len(margin)
    if hidden:
        page.add(Piece(f"{page.marks.more} {hidden:,} more characters", "muted"), indent=len(margin))
