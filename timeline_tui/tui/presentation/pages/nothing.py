"""The page that stands in the place of an event's where a query finds none."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_tui.index.finding.lacking import Lack
from timeline_tui.tui.presentation.document import Document, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.words import counted, short


def nothing_page(
    query: str, lacks: Sequence[Lack] | None, width: int, *, complete: bool = True, marks: Marks = FULL
) -> Document:
    """What was asked for, what would bring some back, what was perhaps meant; None while that is unknown."""
    page = Page(width, marks)
    page.add(Piece("No event answers this", "strong"))
    page.blank()
    page.add(Piece(short(query.strip()), "quote"), indent=2)
    if not complete:
        page.blank()
        page.add(Piece("The file is still being read: only what is read so far was searched.", "warning"))
    _draw_lacks(page, lacks or ())
    page.blank()
    page.add(
        *(Piece("/", "key"), Piece(" changes the query, ")),
        *(Piece("F", "key"), Piece(" shows every event.")),
    )
    return page.document()


def _draw_lacks(page: Page, lacks: Sequence[Lack]) -> None:
    helping = [lack for lack in lacks if lack.without] if len(lacks) > 1 else []
    if len(lacks) > 1:
        page.blank()
        said = "Some are found without:" if helping else "None is found without any one of its terms."
        page.add(Piece(said))
    for lack in helping:
        page.add(
            Piece(short(lack.term), "strong"), Piece(f"  {counted(lack.without, 'event')}", "muted"), indent=2
        )
    for lack in lacks:
        if lack.near:
            page.blank()
            page.add(Piece("Nothing has "), Piece(short(lack.term), "strong"), Piece("; spelled like it:"))
            for near in lack.near:
                page.add(Piece(short(near), "strong"), indent=2)
