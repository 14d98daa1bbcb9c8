"""What is looked up of a query beside the screen: values that complete it, and why it finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline_tui.index.finding.lacking import Lack, lacks
from timeline_tui.index.reader import Index
from timeline_tui.tui.beside.latest import IsWanted
from timeline_tui.tui.finding.completing import Offer, Typing, value_offers
from timeline_tui.tui.presentation.lines.offers import MOST_OFFERED


class OwnIndex:
    """The index that is shown, on a connection of its own for the thread that looks something up in it."""

    def __init__(self) -> None:
        self.whose: Index | None = None
        """The one that is shown."""
        self._own: Index | None = None

    def of(self, index: Index) -> Index:
        """The same index on a connection of its own."""
        if self._own is None or self.whose is not index:
            if self._own is not None:
                self._own.close()
            self._own = None
            self._own, self.whose = Index.open(index.path), index
        return self._own


def offered_values(
    own: OwnIndex, index: Index, text: str, cursor: int, typing: Typing, _: IsWanted
) -> Iterator[list[Offer]]:
    """Ways to go on with a query in which a value is being typed."""
    found = own.of(index).values(typing.field or "name", typing.beginning, MOST_OFFERED)
    values = [(value.value, value.label, value.events) for value in found]
    yield value_offers(text, cursor, typing, values)


def meant_offers(found: Sequence[Lack]) -> list[Offer]:
    """What was perhaps meant by the terms of a query, each as the whole query with it."""
    return [
        Offer(meant.value, f"in place of {lack.term}", meant.query, len(meant.query))
        for lack in found
        for meant in lack.near
    ]


def lacking(own: OwnIndex, index: Index, query: str, is_wanted: IsWanted) -> Iterator[tuple[str, list[Lack]]]:
    """The query, which finds nothing, with its terms, those first without which most is found."""
    found: list[Lack] = []
    for lack in lacks(own.of(index), query):
        if not is_wanted():
            return
        found.append(lack)
    yield query, sorted(found, key=lambda lack: -lack.without)
