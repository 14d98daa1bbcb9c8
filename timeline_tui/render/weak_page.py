"""The page of what is weak: kind by kind, each with the event that it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline_tui.model.proof import LABELS, Weak, Weakness
from timeline_tui.render.document import FULL, Document, Marks, Piece, StopKind
from timeline_tui.render.page import Link, Page, titled
from timeline_tui.render.phrases import counted, short

MOST_WEAK = 100
"""Of each kind, how many the page draws; the rest are counted."""
NOT_COMPARED = "No passage was compared with its text: name a folder of texts with --texts."
_WHAT = "What the timeline rests on least. What is weak need not be wrong."


def weak_page(
    counts: Mapping[Weak, int],
    first: Mapping[Weak, Sequence[Weakness]],
    width: int,
    *,
    compared: bool,
    marks: Marks = FULL,
) -> Document:
    """How much there is of each kind, and the first of them; Enter on one leads to its event."""
    page = Page(width, marks)
    page.add(Piece(_WHAT if counts else "Nothing weak was found."))
    if not compared:
        page.add(Piece(NOT_COMPARED, "muted"))
    for kind, count in counts.items():
        page.heading(f"{LABELS[kind]}: {count:,}")
        drawn = first.get(kind, ())[:MOST_WEAK]
        for weakness in drawn:
            draw_weakness(page, weakness)
        if more := count - len(drawn):
            noun = "passage" if drawn and drawn[0].position is not None else "event"
            what = f"{counted(more, f'more {noun}')} not shown here; timeline-tui gaps prints all"
            page.add(Piece(f"{marks.more} {what}", "muted"))
    return page.document()


def draw_weakness(page: Page, weakness: Weakness) -> None:
    """One line that leads to the event, or to a passage of it, and what is weak there."""
    kind: StopKind = "event" if weakness.position is None else "passage"
    line, below = titled(weakness.title, weakness.date), (Piece(short(weakness.detail), "muted"),)
    page.entry(Link(kind, weakness.event, line, below, weakness.rank, weakness.position or 0))


def looking_page(done: int, total: int, width: int, marks: Marks = FULL) -> Document:
    """While it is looked for, how far that is."""
    page = Page(width, marks)
    share = f"  {100 * done // total} %" if total else ""
    page.add(Piece(f"Looking for what is weak{share}", "muted"))
    return page.document()


def not_found_page(reason: str, width: int, marks: Marks = FULL) -> Document:
    """Where it could not be looked for."""
    page = Page(width, marks)
    page.field(f"What is weak is not known: {reason}", "error")
    return page.document()
