"""Which events mention a name: list it, let it speak or spell it; and how each source spells it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from timeline_tui.index.schema import storable
from timeline_tui.model.spellings import Spellings
from timeline_tui.model.timeline import Name

# Spellings are looked for in so many characters of a passage and passages of an event.
_LONGEST = 20_000
_MOST_PASSAGES = 2000


class Mentions:
    """Counts the mentions of every name, those that are used but not listed among them."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._keys = {storable(name): key for key, name in enumerate(names)}
        self._events = [0] * len(names)
        self._spellings = Spellings(names)
        self._uses: Counter[tuple[int, str, str]] = Counter()

    def of(self, plain: str) -> list[int]:
        """The keys of the names that an event mentions, given as it is kept."""
        event: dict[str, Any] = json.loads(plain)
        keys = {self._key(name) for name in event.get("names", ())}
        for quote in event.get("quotes", ())[:_MOST_PASSAGES]:
            if "speaker" in quote:
                keys.add(self._key(quote["speaker"]))
            for name, spelling in self._spellings.found(quote["exact"][:_LONGEST]):
                key = self._key(name)
                keys.add(key)
                self._uses[key, spelling, quote.get("source", "")] += 1
        for key in keys:
            self._events[key] += 1
        return sorted(keys)

    def _key(self, name: str) -> int:
        key = self._keys.setdefault(storable(name), len(self._events))
        if key == len(self._events):
            self._events.append(0)
        return key

    def names(self) -> Iterator[tuple[int, str, int]]:
        """Key, id and count of events of each name."""
        return ((key, name, self._events[key]) for name, key in self._keys.items())

    def spellings(self) -> Iterator[tuple[int, str, str, int]]:
        """A name's key, its spelling, a source and the number of its passages that use it."""
        counts: Counter[tuple[int, str, str]] = Counter()
        for (key, spelling, source), count in self._uses.items():
            counts[key, storable(spelling), storable(source)] += count
        return ((*use, count) for use, count in counts.items())
