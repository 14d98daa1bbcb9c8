"""Which document belongs to where a reader is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.tui.presentation.document import Document
from timeline_tui.tui.presentation.marks import Marks
from timeline_tui.tui.reading.journey import ACCOUNTS, LIST, NAME, SOURCE, WEAK, Place
from timeline_tui.tui.reading.pages import Pages
from timeline_tui.tui.widgets.page_view import DocumentMaker
from timeline_tui.tui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from timeline_tui.index.beside.findings import Findings
    from timeline_tui.index.time.in_groups import InGroups
    from timeline_tui.model.proof import Finding
    from timeline_tui.tui.presentation.hits import Spans


class Documents:
    """Makes the documents of one page, for one index after the other."""

    def __init__(self, events: TimelineList, marks: Marks, failed: Callable[[Unusable], object]) -> None:
        self._events = events
        self._marks = marks
        self._failed = failed
        self._pages: Pages | None = None
        self._spans: Spans | None = None
        self.weak: DocumentMaker | None = None
        """The page of what is weak, as far as that is known."""
        self.nothing: DocumentMaker | None = None
        """The page where nothing is found."""

    def take(self, index: Index, findings: Findings | None = None) -> None:
        """Make them from this index, and say what became of the passages where that is known."""
        self._pages = Pages(index, self._marks, findings)
        self._pages.mark(self._spans)

    def mark(self, spans: Spans | None) -> None:
        """Mark this wherever it stands, from now on."""
        self._spans = spans
        if self._pages is not None:
            self._pages.mark(spans)

    def finding(self, rank: int, number: int) -> Finding | None:
        """What became of a quote of an event, where that is known."""
        return self._pages.finding(rank, number) if self._pages is not None else None

    def of(self, index: Index, place: Place) -> DocumentMaker:
        """The one that belongs to a place; in the list, to what the cursor is on."""
        shown = self._events.shown
        if place.depth == LIST and (group := self._of_group()) is not None:
            return group
        if place.depth == WEAK:
            return self.weak or (lambda width: Document(()))
        if not index.about.events:
            from timeline_tui.tui.presentation.pages.nothing import empty_page

            return partial(empty_page, index.about, marks=self._marks)
        if place.depth == LIST and shown is not None and not shown.count and self.nothing is not None:
            return self.nothing
        page = partial(self._document, place.depth, place.source, self._events.cursor)
        return partial(self._made, page)

    def _of_group(self) -> DocumentMaker | None:
        if not self._events.is_grouped:
            return None
        from timeline_tui.index.time.in_groups import InGroups

        shown, position = self._events.shown, self._events.position
        if not isinstance(shown, InGroups) or position is None:
            return None
        return partial(self._made, partial(_group, shown, position, self._marks, self._spans))

    def _made(self, make: DocumentMaker, width: int) -> Document:
        # The page asks for it whenever its width changes, where nobody else would hear an exception.
        try:
            return make(width)
        except Unusable as error:
            self._failed(error)
            return Document(())

    def _document(self, depth: int, target: str, rank: int, width: int) -> Document:
        if self._pages is None:
            return Document(())
        if depth == SOURCE:
            return self._pages.source(target, rank, width)
        if depth == ACCOUNTS:
            return self._pages.accounts(target, rank, width)
        if depth == NAME:
            return self._pages.name(target, rank, width)
        return self._pages.event(rank, width)


def _group(shown: InGroups, position: int, marks: Marks, spans: Spans | None, width: int) -> Document:
    from timeline_tui.tui.presentation.pages.group import MOST, group_page

    (group,) = shown.rows(position, 1)
    return group_page(group, shown.inside(position, MOST), width, marks, spans)
