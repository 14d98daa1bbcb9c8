"""How many events have begun, and how many have ended, up to any day: as an index keeps it of all."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from timeline_tui.index.records import Unusable

if TYPE_CHECKING:
    from timeline_tui.index.schema import IndexConnection


class Edges:
    """The numbers on which any of some events begin, or end, and how many have up to each of them.

    Many events share a day, so this is small where the events are many.
    """

    def __init__(self, numbers: array[int], until: array[int]) -> None:
        """`numbers` go up; `until` says of each how many events have it, or one before it."""
        self.numbers = numbers
        self.until = until

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Edges:
        """Those of events of which each begins, or ends, on one of these."""
        return cls.counted(Counter(numbers))

    @classmethod
    def counted(cls, events: Counter[int]) -> Edges:
        """Those of so many events by their numbers."""
        numbers = sorted(number for number, held in events.items() if held)
        return cls(array("q", numbers), array("q", accumulate(events[number] for number in numbers)))

    @property
    def events(self) -> int:
        """How many they are in all."""
        return self.until[-1] if self.until else 0

    def up_to(self, number: int) -> int:
        """How many have this number, or one before it."""
        at = bisect_right(self.numbers, number)
        return self.until[at - 1] if at else 0

    def before(self, number: int) -> int:
        """How many have one before this number."""
        at = bisect_left(self.numbers, number)
        return self.until[at - 1] if at else 0

    def tally(self) -> Counter[int]:
        """How many events have each number."""
        before = [0, *self.until][:-1]
        each = zip(self.numbers, self.until, before, strict=False)
        return Counter({number: until - held for number, until, held in each})


BEGINS, ENDS = "begins", "ends"
_KEPT = "SELECT numbers, events FROM edge WHERE kind = ?"


def kept_edges(ask: IndexConnection, kind: str, events: int) -> Edges:
    """When all of so many events begin, or end, as an index keeps it."""
    for numbers, until in ask(_KEPT, kind):
        found = Edges(array("q"), array("q"))
        try:
            found.numbers.frombytes(numbers)
            found.until.frombytes(until)
        except (ValueError, TypeError) as error:
            raise Unusable(f"what is known of the days is damaged: {error}") from error
        if len(found.numbers) == len(found.until) and found.events == events:
            return found
    raise Unusable("what is known of the days is not whole")


def write_edges(connection: sqlite3.Connection) -> None:
    """Count what the spine of a new index says of each event."""
    for kind in (BEGINS, ENDS):
        lots = connection.execute(f"SELECT {kind} FROM spine")  # noqa: S608 - one of two words
        counted: Counter[int] = Counter()
        for (numbers,) in lots:
            counted.update(array("q", numbers))
        _write(connection, kind, Edges.counted(counted))


class ChangedEdges:
    """What comes to be counted, and what no more, where blocks of the spine are written anew."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._more: dict[str, Counter[int]] = {BEGINS: Counter(), ENDS: Counter()}

    def add(self, number: int, *, by: int) -> None:
        """Count what the spine has of this block; `by` is -1 where it goes."""
        held = self._connection.execute("SELECT begins, ends FROM spine WHERE number = ?", [number])
        for kind, numbers in zip((BEGINS, ENDS), held.fetchone() or (b"", b""), strict=True):
            counted = Counter(array("q", numbers))
            self._more[kind].update({each: by * events for each, events in counted.items()})

    def write(self) -> None:
        """Keep what it comes to."""
        for kind, more in self._more.items():
            if not any(more.values()):
                continue
            numbers, until = self._connection.execute(_KEPT, [kind]).fetchone()
            tally = Edges(array("q", numbers), array("q", until)).tally()
            tally.update(more)
            _write(self._connection, kind, Edges.counted(tally))
            more.clear()


def _write(connection: sqlite3.Connection, kind: str, edges: Edges) -> None:
    row = kind, edges.numbers.tobytes(), edges.until.tobytes()
    connection.execute("INSERT OR REPLACE INTO edge VALUES (?, ?, ?)", row)
