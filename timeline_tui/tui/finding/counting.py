"""How many of the events that are shown have each value, counted beside the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.reader import Index
from timeline_tui.query import has_term, parse
from timeline_tui.tui.finding.values import OwnIndex
from timeline_tui.tui.presentation.lines.facets import HEADINGS, Facet

if TYPE_CHECKING:
    from timeline_tui.index.finding.facets import Counts, Value

_MOST = 200
"""Values of one kind that are listed; typing narrows them."""


class Wanted(NamedTuple):
    """Which values to list."""

    query: str
    narrowed: str


class Listed(NamedTuple):
    """Values of all kinds."""

    wanted: Wanted
    facets: Sequence[Facet]
    counting: bool
    """Whether their events are still being counted."""


class Counter(OwnIndex):
    """The index for the thread that counts, and what it counted last."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: tuple[Index | None, str, Counts] | None = None

    def known(self, query: str) -> Counts | None:
        """What was counted last, if it was for this query."""
        counted = self._counted
        return counted[2] if counted is not None and counted[:2] == (self.whose, query) else None

    def keep(self, query: str, counts: Counts) -> None:
        """Remember what was counted."""
        self._counted = self.whose, query, counts


class Counting:
    """The values for one query, in the making."""

    def __init__(self, counter: Counter, index: Index, wanted: Wanted) -> None:
        self._counter = counter
        self._index = index
        self._wanted = wanted
        self._given_up = False

    def results(self) -> Iterator[Listed]:
        """The values without their events, where these take long to count, and then with them."""
        index = self._counter.of(self._index)
        query = self._wanted.query
        counts = self._counter.known(query)
        if counts is None:
            yield self._listed(index, None)
            counts = index.search.counts(parse(query), lambda: not self._given_up)
        if counts is not None:
            self._counter.keep(query, counts)
            yield self._listed(index, counts)

    def interrupt(self) -> None:
        """Give it up."""
        self._given_up = True

    def _listed(self, index: Index, counts: Counts | None) -> Listed:
        facets = [facet for field in HEADINGS for facet in self._of_field(index, field, counts)]
        return Listed(self._wanted, facets, counts is None)

    def _of_field(self, index: Index, field: str, counts: Counts | None) -> list[Facet]:
        query, narrowed = self._wanted
        every = index.values(field, narrowed, _MOST)
        under = every if counts is None else counts.values(field, narrowed, _MOST)
        facets = [self._facet(value, counted=counts is not None) for value in under]
        there = {facet.value for facet in facets}
        # What is excluded has no events, and must be there to be let in again.
        chosen = [
            self._facet(value._replace(events=0), counted=True)
            for value in every
            if value.value not in there and has_term(query, field, value.value)
        ]
        return sorted([*chosen, *facets], key=lambda facet: facet.chosen is None)

    def _facet(self, value: Value, *, counted: bool) -> Facet:
        chosen = has_term(self._wanted.query, value.kind, value.value)
        return Facet(value.kind, value.value, value.label, value.events if counted else None, chosen)
