"""Under which numbers the words of events are kept, once these have other ranks than they had."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from timeline_tui.index.patching.seats import Order


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

    def move(self, order: Order, taken: Iterable[tuple[int, int]]) -> None:
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
