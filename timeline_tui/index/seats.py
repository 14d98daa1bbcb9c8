"""Where events and their words come to stand, among those that stay where they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.index.staging import Order, Staged
from timeline_tui.model import dates
from timeline_tui.model.zones import DAY_LONG

Key = tuple[bool, int, int, int, int, float]
"""Sorts events of one parent: those without a date last, equal ones as in the file."""


class NotCarried(Exception):  # noqa: N818 - it is no mistake of anybody
    """More than this changes with the events: the file must be read."""


class Gone(NamedTuple):
    """An event as the index has it."""

    number: int
    staged: Staged

    @property
    def id(self) -> str:
        """Its id."""
        return self.staged.columns.id

    @property
    def order(self) -> Order | None:
        """What its date sorts by; None where it has none."""
        return self.staged.columns.order


class Come(NamedTuple):
    """An event as the file has it now."""

    number: int
    staged: Staged
    part_of: str | None

    @property
    def id(self) -> str:
        """Its id."""
        return self.staged.columns.id

    @property
    def order(self) -> Order | None:
        """What its date sorts by; None where it has none."""
        return self.staged.columns.order

    def key(self, number: float) -> Key:
        """How it sorts, were this its number."""
        return key_of(self.order, number)


class Changed(NamedTuple):
    """A run of events of the old file, and what stands in its place."""

    first: int
    """The number of the first of them."""
    gone: list[Gone]
    come: list[Come]
    mixed: bool = False
    """Whether times are of several zones: see `Clocks`."""


def key_of(order: Order | None, number: float) -> Key:
    """How an event sorts whose date has this order."""
    if order is None:
        return True, 0, 0, 0, 0, number
    day, length, clock, fineness = order
    return False, day, length, clock, fineness, number


_ROW = "SELECT rank, parent, number, date, day, begins FROM row JOIN trait USING (rank) WHERE rank = ?"
_PARTS = """
SELECT rank, number, date, day, begins FROM row JOIN trait USING (rank) WHERE parent = ? ORDER BY rank
"""
_BEHIND = "SELECT rank FROM row WHERE rank > ? AND depth <= ? ORDER BY rank LIMIT 1"


class Stretch(NamedTuple):
    """Events that stay beside one another."""

    first: int
    """The old rank of the first."""
    last: int
    now: int
    """The new rank of the first."""


class Seat(NamedTuple):
    """Where an event stands that has come."""

    event: Come
    rank: int
    depth: int
    parent: int | None
    """The new rank of the event that it is part of."""
    was: int | None
    """Its old rank, where it stays in its place."""


class SeatOrder(NamedTuple):
    """The order of the list, told by the old one."""

    left: dict[int, Gone]
    """The events that are gone or others now, by their old ranks."""
    stretches: list[Stretch]
    seats: list[Seat]

    @property
    def moves(self) -> bool:
        """Whether any event has another rank than it had, or has come, or is gone."""
        return bool(self.moved) or self.left.keys() != {seat.was for seat in self.seats}

    @property
    def moved(self) -> list[Stretch]:
        """The stretches that have other ranks now."""
        return [one for one in self.stretches if one.first != one.now]

    @property
    def staying(self) -> list[Stretch]:
        """The events that are others now, but stay where they are among the rest, and have other ranks so."""
        seats = ((seat.was, seat.rank) for seat in self.seats if seat.was is not None)
        return [Stretch(was, was, rank) for was, rank in seats if was != rank]

    def now(self, rank: int) -> int:
        """The new rank of an event that stays, or that stays in its place."""
        for one in self.stretches:
            if one.first <= rank <= one.last:
                return rank - one.first + one.now
        return next(seat.rank for seat in self.seats if seat.was == rank)


class _Wanted(NamedTuple):
    """Where an event is to stand, in old ranks."""

    event: Come
    before: int
    depth: int
    parent: int | None
    stays: int | None


class Seating:
    """Finds the new order in an index that has the old one."""

    def __init__(self, connection: sqlite3.Connection, changed: Changed) -> None:
        self._connection = connection
        self._changed = changed
        self._events = self._one("SELECT count(*) FROM row")
        self._ranks = {gone.id: self._rank_of(gone) for gone in changed.gone}
        self._left = {self._ranks[gone.id]: gone for gone in changed.gone}
        self._was = {gone.id: gone for gone in changed.gone}
        self._numbers = list(self._old_numbers())
        self._look_at_ids()

    def order(self) -> SeatOrder:
        """The new order; raises `NotCarried`."""
        come = {event.id for event in self._changed.come}
        for id_, rank in self._ranks.items():
            if id_ not in come and self._has_parts(rank):
                raise NotCarried
        wanted = list(map(self._wanted, self._changed.come, self._numbers))
        anew = [one for one in wanted if not self._sorts_alike(one)]
        if len(anew) > 1:
            # Where one of them stays was told by how the others sorted before.
            wanted = [self._leaves(one) if one in anew else one for one in wanted]
        staying = {one.stays for one in wanted if one.stays is not None}
        for one in wanted:
            # Where its parent comes to stand is not known yet.
            if one.parent in self._left and one.parent not in staying:
                raise NotCarried
        return _ordered(self._events, self._left, wanted)

    def _rank_of(self, gone: Gone) -> int:
        found = self._connection.execute("SELECT rank, id FROM row WHERE number = ?", [gone.number])
        rank, id_ = found.fetchone()
        if id_ != gone.id:
            raise NotCarried
        return int(rank)

    def _look_at_ids(self) -> None:
        """No event that comes has the id of another."""
        ids = [event.id for event in self._changed.come]
        asked = "SELECT 1 FROM row WHERE id = ? LIMIT 1"
        for id_ in ids:
            if id_ not in self._was and self._connection.execute(asked, [id_]).fetchone():
                raise NotCarried
        if len(ids) > len(set(ids)):
            raise NotCarried

    def _old_numbers(self) -> Iterator[float]:
        """Where each event that has come stands among the old ones of the file."""
        number = self._changed.first - 0.5
        for event in self._changed.come:
            was = self._was.get(event.id)
            if was is not None:
                if was.number < number:
                    raise NotCarried
                number = was.number + 0.5
            yield number if was is None else was.number

    def _sorts_alike(self, one: _Wanted) -> bool:
        was = self._was.get(one.event.id)
        return one.stays is not None and was is not None and was.order == one.event.order

    def _leaves(self, one: _Wanted) -> _Wanted:
        """The same, taking a new place even where that is the old one."""
        if one.stays is not None and self._has_parts(one.stays):
            raise NotCarried
        return one._replace(stays=None)

    def _wanted(self, event: Come, number: float) -> _Wanted:
        parent = None if event.part_of is None else self._parent(event.part_of)
        depth = 0 if parent is None else 1 + self._one("SELECT depth FROM row WHERE rank = ?", parent)
        key = event.key(number)
        before = self._among_roots(key) if parent is None else self._among_parts(parent, depth, key)
        rank = self._ranks.get(event.id)
        if rank is None:
            return _Wanted(event, before, depth, parent, None)
        (above,) = self._connection.execute("SELECT parent FROM row WHERE rank = ?", [rank]).fetchone()
        if above == parent and before in {rank, self._behind(rank, depth)}:
            return _Wanted(event, rank, depth, parent, rank)
        if self._has_parts(rank) or parent == rank:
            raise NotCarried
        return _Wanted(event, before, depth, parent, None)

    def _parent(self, id_: str) -> int:
        found = self._connection.execute("SELECT rank FROM row WHERE id = ?", [id_]).fetchall()
        if len(found) != 1:
            raise NotCarried
        return int(found[0][0])

    def _among_roots(self, key: Key) -> int:
        """The first event that is part of none and comes after this key."""
        low, high = 0, self._events
        while low < high:
            middle = (low + high) // 2
            rank, parent, *held = self._connection.execute(_ROW, [middle]).fetchone()
            while parent is not None:
                rank, parent, *held = self._connection.execute(_ROW, [parent]).fetchone()
            if self._key(*held) < key:
                low = middle + 1
            else:
                high = rank
        return high

    def _among_parts(self, parent: int, depth: int, key: Key) -> int:
        for rank, *held in self._connection.execute(_PARTS, [parent]):
            if self._key(*held) > key:
                return int(rank)
        return self._behind(parent, depth - 1)

    def _behind(self, rank: int, depth: int) -> int:
        """The first rank behind an event and all that is part of it."""
        found = self._connection.execute(_BEHIND, [rank, depth]).fetchone()
        return int(found[0]) if found else self._events

    def _has_parts(self, rank: int) -> bool:
        found = self._connection.execute("SELECT 1 FROM row WHERE parent = ? LIMIT 1", [rank])
        return found.fetchone() is not None

    def _key(self, number: int, date: str | None, day: int, begins: int | None) -> Key:
        order = None if date is None else dates.parse(date).order
        if order is None or begins is None:
            return key_of(order, number)
        return key_of((begins // DAY_LONG if self._changed.mixed else day, 0, begins, order[3]), number)

    def _one(self, asked: str, *values: object) -> int:
        return int(self._connection.execute(asked, values).fetchone()[0])


def _ordered(events: int, left: Mapping[int, Gone], wanted: Iterable[_Wanted]) -> SeatOrder:
    """The order when all have taken their places; at the same place, what lies deeper stands first."""
    at: dict[int, list[_Wanted]] = defaultdict(list)
    for one in sorted(wanted, key=lambda one: (-one.depth, one.event.key(one.event.number))):
        at[one.before].append(one)
    stretches: list[Stretch] = []
    ranks: list[tuple[_Wanted, int]] = []
    now = 0
    cuts = sorted({0, events, *at, *left, *(rank + 1 for rank in left)})
    for first, end in pairwise([*cuts, events]):
        for one in sorted(at[first], key=lambda one: one.stays is not None):
            ranks.append((one, now))
            now += 1
        if first not in left and first < end:
            stretches.append(Stretch(first, end - 1, now))
            now += end - first
    order = SeatOrder(dict(left), stretches, [])
    places = {one.stays: rank for one, rank in ranks if one.stays is not None}
    for one, rank in ranks:
        parent = one.parent
        if parent is not None:
            parent = places[parent] if parent in places else order.now(parent)
        order.seats.append(Seat(one.event, rank, one.depth, parent, one.stays))
    return order


class Run(NamedTuple):
    """Neighbours whose words are kept beside one another."""

    rank: int
    """The rank of the first."""
    first: int
    """Where its words are kept."""
    last: int


class Places:
    """Where the words of each event are kept; as long as nothing moves, that is its rank."""

    def __init__(self, connection: sqlite3.Connection, events: int) -> None:
        self._connection = connection
        held = connection.execute("SELECT rank, first, last FROM run ORDER BY rank")
        self._runs = [Run(*run) for run in held] or [Run(0, 0, events - 1)]
        self._free = max((run.last for run in self._runs), default=-1) + 1

    def of(self, rank: int) -> int:
        """Where the words of this event are kept."""
        for run in self._runs:
            if run.rank <= rank <= run.rank + run.last - run.first:
                return rank - run.rank + run.first
        raise IndexError(rank)

    def take(self) -> int:
        """A place of its own for the words of one more event."""
        self._free += 1
        return self._free - 1

    def move(self, order: SeatOrder, taken: Iterable[tuple[int, int]]) -> None:
        """Keep where everything is in the new order; `taken` are the ranks and places of events that came."""
        runs = [Run(rank, place, place) for rank, place in taken]
        for one in order.stretches:
            for run in self._runs:
                first = max(run.rank, one.first)
                last = min(run.rank + run.last - run.first, one.last)
                if first <= last:
                    by = run.first - run.rank
                    runs.append(Run(first - one.first + one.now, first + by, last + by))
        self._runs = _joined(sorted(runs))
        self._connection.execute("DELETE FROM run")
        if any(run.rank != run.first for run in self._runs):
            self._connection.executemany("INSERT INTO run VALUES (?, ?, ?)", self._runs)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """The same in as few as can be."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].last + 1 == run.first:
            joined[-1] = joined[-1]._replace(last=run.last)
        else:
            joined.append(run)
    return joined
