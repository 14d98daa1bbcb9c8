"""The values to narrow by: a list with a cursor that letters make shorter, and how many events have each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.facets import Counts, Value
from timeline_tui.index.reader import Index
from timeline_tui.index.records import IsWanted
from timeline_tui.model.criteria import CRITERIA, PROOFS
from timeline_tui.model.folding import alike
from timeline_tui.query.scan import Query, Term
from timeline_tui.query.written import has_term, parse
from timeline_tui.render.offers import MOST_LISTED, Facet, FacetLine, facet_lines
from timeline_tui.session.background import own_index

if TYPE_CHECKING:
    from timeline_tui.session.signal import Signal


_LONGEST = 60


class ValueList:
    """What stands in the pane of values."""

    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self.lines: Sequence[FacetLine] = ()
        self.cursor = 0
        self.top = 0
        """The first line in sight."""
        self._height = 0
        self.moved = False
        """Whether the cursor was put where it is; else it stands on the first value, whichever that is."""
        self.counting = False
        """Whether the numbers of events are still to come."""
        self.narrowed = ""
        """The letters that were typed."""
        self.counter = Counter()
        self.asked: tuple[Index, ValueQuery] | None = None
        """What was asked to be counted, in which index."""
        self._listed_for: ValueQuery | None = None
        """What the values that are listed were counted for."""

    @property
    def facet(self) -> Facet | None:
        """The value under the cursor."""
        return self.lines[self.cursor].facet if self.cursor < len(self.lines) else None

    @property
    def is_looking_up(self) -> bool:
        """Whether what is listed is not yet what was asked for last."""
        return self.asked is not None and self._listed_for != self.asked[1]

    def begin(self) -> None:
        """Ask for everything anew."""
        self.asked = self._listed_for = None

    def take(self, listed: Listed) -> None:
        """List what was counted."""
        self._listed_for = listed.wanted
        self.show(listed.facets, counting=listed.counting)

    def show(self, facets: Sequence[Facet], *, counting: bool) -> None:
        """Show these, with the cursor on the same value as before where it is still there."""
        before = self.facet
        self.lines, self.counting = facet_lines(facets), counting
        self.cursor = self._place_of(before)
        self._reveal()

    def _place_of(self, before: Facet | None) -> int:
        for number, line in enumerate(self.lines if self.moved else ()):
            facet = line.facet
            if before and facet and (facet.field, facet.value) == (before.field, before.value):
                return number
        return self._near(min(self.cursor, len(self.lines) - 1), 1)

    def move(self, by: int) -> None:
        """Move the cursor by so many lines, over the headings."""
        self.moved = True
        self.cursor = self._near(max(0, min(self.cursor + by, len(self.lines) - 1)), 1 if by > 0 else -1)
        self._reveal()

    def page(self, direction: int) -> None:
        """Move the cursor by as many lines as there are in sight."""
        self.move(direction * max(1, self._height - 2))

    def go_to_kind(self, direction: int) -> None:
        """Put the cursor on the first value of the next kind, or of the one before."""
        firsts = [number + 1 for number, line in enumerate(self.lines) if line.facet is None]
        if direction > 0:
            firsts = [number for number in firsts if number > self.cursor] or firsts[:1]
        else:
            own = max((number for number in firsts if number <= self.cursor), default=0)
            firsts = [number for number in firsts if number < own][-1:] or firsts[-1:]
        if firsts:
            self.cursor, self.moved = firsts[0], True
            # Its heading above all that belongs to it.
            self.top = self.cursor - 1
            self._reveal()

    def _near(self, number: int, direction: int) -> int:
        """The line or, where it is a heading, the next value; at an end the one on the other side."""
        for step in (direction, -direction):
            at = number
            while 0 <= at < len(self.lines):
                if self.lines[at].facet is not None:
                    return at
                at += step
        return 0

    def sized(self, height: int) -> None:
        """Keep the cursor in sight, where so many lines are."""
        self._height = height
        self._reveal()

    def _reveal(self) -> None:
        if not self._height:
            # It is not laid out yet.
            return
        height = max(1, self._height - 1)
        # The heading stands above the first of its values.
        first = self.cursor - 1 if self.cursor and self.lines[self.cursor - 1].facet is None else self.cursor
        if first < self.top:
            self.top = first
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1
        # What is shown may have become shorter: no more room is left below it than must be.
        self.top = max(0, min(self.top, len(self.lines) - height))
        self._changed.tell("values")

    def narrow(self, text: str) -> None:
        """List only values with these letters, from the first on."""
        self.narrowed = text[:_LONGEST]
        self.cursor, self.top, self.moved = 0, 0, False
        self._changed.tell("values")

    def point(self, number: int) -> bool | None:
        """Put the cursor on a line; whether it was there already, or nothing where it is none of a value."""
        if number >= len(self.lines) or self.lines[number].facet is None:
            return None
        again, self.cursor, self.moved = number == self.cursor, number, True
        self._changed.tell("values")
        return again


# How many events have each, counted beside the screen.


class ValueQuery(NamedTuple):
    """Which values to list."""

    query: str
    narrowed: str
    compared: bool = False
    """Whether it is known what became of passages."""
    comparing: bool = False
    """Whether it is about to be."""


class Listed(NamedTuple):
    """Values of all kinds."""

    wanted: ValueQuery
    facets: Sequence[Facet]
    counting: bool
    """Whether their events are still being counted."""


class Counter:
    """Counts the events of each value, and keeps what it counted last."""

    def __init__(self) -> None:
        self._counted: tuple[Index, str, Counts] | None = None

    def count(self, index: Index, wanted: ValueQuery, is_wanted: IsWanted) -> Iterator[Listed]:
        """The values without their events, where these take long to count, and then with them."""
        own, counted, counts = own_index(index), self._counted, None
        if counted is not None and counted[:2] == (index, wanted.query):
            counts = counted[2]
        else:
            yield _listed(own, wanted, None)
            counts = own.search.counts(parse(wanted.query), is_wanted)
        if counts is not None:
            self._counted = index, wanted.query, counts
            yield _listed(own, wanted, counts)


def _listed(index: Index, wanted: ValueQuery, counts: Counts | None) -> Listed:
    listed = [field for field, row in CRITERIA.items() if row.heading]
    facets = [facet for field in listed for facet in _of_field(index, wanted, field, counts)]
    return Listed(wanted, [*facets, *_of_proof(index, wanted, counts is not None)], counts is None)


def _of_proof(index: Index, wanted: ValueQuery, counted: bool) -> list[Facet]:
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


def _of_field(index: Index, wanted: ValueQuery, field: str, counts: Counts | None) -> list[Facet]:
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
