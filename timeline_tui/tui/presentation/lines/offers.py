"""What stands below the line of a query: ways to go on, or what cannot be read in it and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.wrapping import crop, fit, flow, pad
from timeline_tui.visible import visible

MOST = 8
"""Offers that are in sight at once."""
MOST_OFFERED = 40
"""Values that are looked up for one query; where there are as many, there may be more."""
_WIDEST_LABEL = 44


class Complaint(NamedTuple):
    """What cannot be read in a query, at which cells of the line, and what to try."""

    sentence: str
    hint: str
    first: int
    last: int


def offer_lines(
    offers: Sequence[tuple[str, str]], marked: int, width: int, marks: Marks = FULL
) -> list[Line]:
    """Labels with their remarks, those round the marked one."""
    top = max(0, min(marked - MOST // 2, len(offers) - MOST))
    shown = offers[top : top + MOST]
    longest = max((cell_len(visible(label)) for label, _ in shown), default=0)
    room = max(min(longest, _WIDEST_LABEL, width - 12), 4)
    lines = []
    for at, (label, remark) in enumerate(shown, top):
        here = at == marked
        label = pad(fit(label, room, marks.more), room)
        left = Piece(f"{marks.here} " if here else "  ", "mark")
        words = Piece(f"  {fit(remark, max(width - room - 5, 1), marks.more)} ", "muted")
        lines.append(Line((left, Piece(label, "strong" if here else "plain"), words)))
    if len(offers) > len(shown):
        least = "at least " if len(offers) >= MOST_OFFERED else ""
        rest = f"  {marks.more} {least}{len(offers) - len(shown):,} more: go on typing"
        lines.append(Line((Piece(crop(rest, width), "muted"),)))
    return lines


def complaint_lines(complaint: Complaint, shown: str, width: int, marks: Marks = FULL) -> list[Line]:
    """A caret below what cannot be read, the sentence, and what is shown meanwhile."""
    first = max(0, min(complaint.first, width - 1))
    carets = "^" * max(1, min(complaint.last, width) - first)
    sentence = (Piece(visible(complaint.sentence), "error"), Piece(f"; try: {visible(complaint.hint)}"))
    if first + len(carets) + 1 + sum(cell_len(piece.text) for piece in sentence) <= width:
        lines = [Line((Piece(" " * first), Piece(carets, "error"), Piece(" "), *sentence))]
    else:
        lines = [Line((Piece(" " * first), Piece(carets, "error"))), *flow(sentence, width - 1, indent=2)]
    meanwhile = f"  Shown meanwhile: {shown}" if shown else "  Everything is shown meanwhile"
    return [*lines, Line((Piece(fit(meanwhile, width, marks.more), "muted"),))]
