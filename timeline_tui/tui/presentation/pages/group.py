"""The page beside a group of events: what it is, and the first events that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline_tui.index.rows import Group, Row
from timeline_tui.model.days import to_civil, year_iso
from timeline_tui.tui.presentation.document import Document, Line, Piece
from timeline_tui.tui.presentation.lines.group import period_in_words, unknown_words
from timeline_tui.tui.presentation.lines.rows import row_line
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.words import counted

if TYPE_CHECKING:
    from timeline_tui.tui.presentation.hits import Spans

MOST = 60
"""Events that the page lists; the rest are counted."""


def group_page(
    group: Group, rows: Sequence[Row], width: int, marks: Marks = FULL, spans: Spans | None = None
) -> Document:
    """Its name, its counts, and its first events in the rows of the list; `spans` finds what was sought."""
    page = Page(width, marks)
    unsure = unknown_words(group) if group.first is not None else ""
    page.add(Piece(period_in_words(group) + (f", {unsure}" if unsure else ""), "strong"))
    disputed = f", {group.disputed:,} with a disputed point" if group.disputed else ""
    page.add(Piece(counted(group.events, "event") + disputed, "muted"))
    page.blank()
    year, room = _year(group), min(width, page.measure)
    shown = [row_line(row._replace(depth=0, year=year), room, marks=marks, spans=spans) for row in rows]
    page.lines += [Line(line.pieces[1:]) for line in shown]
    if len(rows) < group.events:
        page.add(Piece(f"and {group.events - len(rows):,} more", "muted"))
    return page.document()


def _year(group: Group) -> str | None:
    """The year of all its events, which its name says."""
    if group.first is None or group.unit not in {"day", "month", "year"}:
        return None
    return year_iso(to_civil(group.first)[0])
