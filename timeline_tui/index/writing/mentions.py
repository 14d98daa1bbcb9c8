"""Which events mention a name: list it, let it speak or spell it; and how each source spells it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from timeline_tui.index.schema import RANKS_TOGETHER, storable
from timeline_tui.model.spellings import Spellings
from timeline_tui.model.timeline import Event, Name

# Spellings are looked for in so many characters of a passage.
_LONGEST = 20_000

LotOfRanks = tuple[int, int, bytes]
"""The key of a name, the last of the ranks, and the ranks."""


class Mentions:
    """Counts the mentions of every name, those that are used but not listed among them."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self.listed = dict(names)
        """The names that are looked for."""
        self._ids = list(dict.fromkeys(map(storable, names)))
        self._keys = {name: key for key, name in enumerate(self._ids)}
        self._spellings = Spellings(names)
        self._uses: Counter[tuple[str, str, str]] = Counter()
        self._found: list[tuple[str, str, str]] = []

    def of(self, event: Event) -> bytes:
        """The keys of the names that the event mentions, to be given to `Ranks`."""
        used = {*event.names}
        for quote in event.quotes:
            if quote.speaker is not None:
                used.add(quote.speaker)
            for use in self._spellings.found(quote.exact[:_LONGEST]):
                used.add(use.name)
                self._found.append((use.name, use.spelling, quote.source or ""))
        return array("I", set(map(self._key, used))).tobytes()

    def uses(self) -> tuple[tuple[str, str, str], ...]:
        """Name, spelling and source of each use that was found since this was asked last."""
        found, self._found = tuple(self._found), []
        return found

    def count(self, uses: Iterable[tuple[str, str, str]]) -> None:
        """Count uses, found here or elsewhere."""
        self._uses.update(uses)

    def _key(self, name: str) -> int:
        key = self._keys.get(name)
        if key is None:
            name = storable(name)
            key = self._keys.setdefault(name, len(self._ids))
            if key == len(self._ids):
                self._ids.append(name)
        return key

    def ids(self) -> list[str]:
        """The id of each name, by its key."""
        return self._ids

    def spellings(self) -> Iterator[tuple[int, str, str, int]]:
        """A name's key, its spelling, a source and the number of its passages that use it."""
        counts: Counter[tuple[int, str, str]] = Counter()
        for (name, spelling, source), count in self._uses.items():
            counts[self._key(name), storable(spelling), storable(source)] += count
        return ((*use, count) for use, count in counts.items())


class Ranks:
    """The ranks at which each name is mentioned, in lots."""

    def __init__(self, names: int) -> None:
        self._waiting = [array("I") for _ in range(names)]
        self.events = [0] * names
        """How many events mention each name, by its key."""

    def add(self, rank: int, keys: bytes) -> Iterator[LotOfRanks]:
        """Take the names of the next event; the lots that are full with it."""
        for key in memoryview(keys).cast("I"):
            waiting = self._waiting[key]
            waiting.append(rank)
            if len(waiting) == RANKS_TOGETHER:
                yield self._lot(key)

    def rest(self) -> Iterator[LotOfRanks]:
        """What is left at the end."""
        return (self._lot(key) for key, waiting in enumerate(self._waiting) if waiting)

    def _lot(self, key: int) -> LotOfRanks:
        waiting = self._waiting[key]
        lot = key, waiting[-1], waiting.tobytes()
        self.events[key] += len(waiting)
        del waiting[:]
        return lot
