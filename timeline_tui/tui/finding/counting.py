"""How many of the events that are shown have each value, counted beside the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.index.finding.facets import Counts, Value
from timeline_tui.index.reader import Index
from timeline_tui.query import has_term, parse
from timeline_tui.query.folding import alike
from timeline_tui.query.terms import PROOFS, Query, Term
from timeline_tui.tui.beside.latest import IsWanted
from timeline_tui.tui.finding.looking_up import OwnIndex
from timeline_tui.tui.presentation.lines.facets import HEADINGS, MOST_LISTED, Facet


class Wanted(NamedTuple):
    """Which values to list."""

    query: str
    narrowed: str
    compared: bool = False
    """Whether it is known what became of passages."""
    comparing: bool = False
    """Whether it is about to be."""


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


def counting(counter: Counter, index: Index, wanted: Wanted, is_wanted: IsWanted) -> Iterator[Listed]:
    """The values without their events, where these take long to count, and then with them."""
    own = counter.of(index)
    counts = counter.known(wanted.query)
    if counts is None:
        yield _listed(own, wanted, None)
        counts = own.search.counts(parse(wanted.query), is_wanted)
    if counts is not None:
        counter.keep(wanted.query, counts)
        yield _listed(own, wanted, counts)


def _listed(index: Index, wanted: Wanted, counts: Counts | None) -> Listed:
    facets = [facet for field in HEADINGS for facet in _of_field(index, wanted, field, counts)]
    return Listed(wanted, [*facets, *_of_proof(index, wanted, counts is not None)], counts is None)


def _of_proof(index: Index, wanted: Wanted, counted: bool) -> list[Facet]:
    """The states of passages, where these are compared with texts or are about to be."""
    begun = f" {alike(wanted.narrowed)}" if wanted.narrowed else ""
    facets: list[Facet] = []
    for state in PROOFS if wanted.compared or wanted.comparing else ():
        known = wanted.compared and counted
        events = _with_state(index, wanted.query, state) if known else None
        facet = _facet(wanted.query, Value("is", state, state, 0), events)
        if begun in f" {alike(state)}" and (events != 0 or facet.chosen):
            facets.append(facet)
    return facets


def _with_state(index: Index, query: str, state: str) -> int:
    """How many of the events that the query finds have a passage in the state."""
    term = Term("is", (state,), False, False, False, len(query), len(query))
    return index.search.count(Query((*parse(query).terms, term)))


def _of_field(index: Index, wanted: Wanted, field: str, counts: Counts | None) -> list[Facet]:
    query, narrowed, *_ = wanted
    every = index.values(field, narrowed, MOST_LISTED)
    under = every if counts is None else counts.values(field, narrowed, MOST_LISTED)
    facets = [_facet(query, value, value.events if counts is not None else None) for value in under]
    there = {facet.value for facet in facets}
    # What is excluded has no events, and must be there to be let in again.
    chosen = [
        _facet(query, value, 0)
        for value in every
        if value.value not in there and has_term(query, field, value.value)
    ]
    return sorted([*chosen, *facets], key=lambda facet: facet.chosen is None)


def _facet(query: str, value: Value, events: int | None) -> Facet:
    return Facet(value.kind, value.value, value.label, events, has_term(query, value.kind, value.value))
