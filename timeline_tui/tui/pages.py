"""The pages of events and sources: what the index knows, given to the functions that draw."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline_tui.tui.presentation.document import Document
from timeline_tui.tui.presentation.marks import FULL, Marks

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.model.timeline import Event
    from timeline_tui.tui.presentation.context import Context

_KEPT = 32
_Key = tuple[str, str, int, int]


def event_context(index: Index, rank: int, event: Event) -> Context:
    """What the page of the event must know."""
    from timeline_tui.tui.presentation.context import Context

    answered = {quote.dispute for quote in event.quotes if quote.dispute} - event.disputes.keys()
    return Context(
        sources=index.sources(),
        names=index.names(),
        families=index.families(),
        questions=index.questions(sorted(answered)),
        passages_on={dispute: index.passages_on(dispute, around=rank) for dispute in event.disputes},
        parent=index.parent(rank),
        children=index.children(rank),
        timezone=index.about.timezone,
    )


class Pages:
    """The pages of one index, the last few kept.

    Every method raises what the index raises.
    """

    def __init__(self, index: Index, marks: Marks = FULL) -> None:
        self._index = index
        self._marks = marks
        self._made: OrderedDict[_Key, Document] = OrderedDict()

    def event(self, rank: int, width: int) -> Document:
        """The page of the event of that rank."""
        return self._kept(("event", "", rank, width), lambda: self._event(rank, width))

    def source(self, source_id: str, rank: int, width: int) -> Document:
        """The page of the source, reached from the event of that rank."""
        return self._kept(("source", source_id, rank, width), lambda: self._source(source_id, rank, width))

    def _event(self, rank: int, width: int) -> Document:
        from timeline_tui.tui.presentation.event import event_page

        event = self._index.event(rank)
        (row,) = self._index.rows(rank, 1)
        return event_page(event, row, event_context(self._index, rank, event), width, self._marks)

    def _source(self, source_id: str, rank: int, width: int) -> Document:
        from timeline_tui.tui.presentation.context import Context
        from timeline_tui.tui.presentation.source import source_page

        sources = self._index.sources()
        passages = self._index.passages_from(source_id, around=rank)
        answered = {passage.quote.dispute for passage in passages if passage.quote.dispute}
        context = Context(
            sources=sources,
            names=self._index.names(),
            families=self._index.families(),
            questions=self._index.questions(sorted(answered)),
        )
        total = self._index.source_counts().get(source_id, len(passages))
        return source_page(
            source_id, sources.get(source_id), context, passages, width, total=total, marks=self._marks
        )

    def _kept(self, key: _Key, make: Callable[[], Document]) -> Document:
        document = self._made.get(key)
        if document is None:
            document = self._made[key] = make()
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return document
