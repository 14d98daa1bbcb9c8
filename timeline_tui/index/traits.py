"""What each event is found by: its words, the facets that it has, the days that it can mean."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import Final

from timeline_tui.index.schema import SEARCH, storable
from timeline_tui.model.days import to_civil
from timeline_tui.model.span import Span
from timeline_tui.model.spellings import spellings
from timeline_tui.model.timeline import Event, Name, Source
from timeline_tui.query.folding import folded

ENDLESS: Final = 1 << 62
"""Stands for the end of what has none, and with a minus for its beginning."""
BETWEEN: Final = "\ue001"
"""A word that no text holds, before each text of an event: no phrase goes on from one into the next."""
STRETCH: Final = 1024
"""How many ranks are told of together in a row of `stretch`."""

STAGED_KINDS: Final = ("tag", "speaker", "kind", "is")
Tally = tuple[int, int, int, int]
"""Quotes, sources, independent sources and disputes of an event."""
Days = tuple[int | None, int | None] | None
"""The first and the last day that a date can mean, None where open or unknown; None for no date."""

_SETTINGS = (("hashsize", 8_000_000), ("automerge", 0), ("crisismerge", 64))
_FACET = "\ue000"
_BREAK = f" {BETWEEN} "


def make_search(connection: sqlite3.Connection) -> bool:
    """Make the table of words; False where SQLite was built without what it takes."""
    try:
        connection.execute(SEARCH)
    except sqlite3.OperationalError:
        return False
    # Merging on the way would cost as much as writing, and a handful of segments is asked as quickly as one.
    connection.executemany("INSERT INTO words (words, rank) VALUES (?, ?)", _SETTINGS)
    return True


def facet_word(key: int) -> str:
    """The word that stands for a facet; no text holds it, since folding leaves no private character."""
    return f"{_FACET}{key}"


def event_words(event: Event) -> str:
    """The words that an event has of itself, folded: title, summary, passages, tags."""
    texts = [event.title, *(quote.exact for quote in event.quotes), *event.tags]
    if event.summary:
        texts.append(event.summary)
    return _BREAK.join(map(folded, texts))


def own_facets(event: Event, span: Span | None) -> list[list[str]]:
    """The values of the facets in `STAGED_KINDS` that an event has by what it says of itself."""
    speakers = {quote.speaker: None for quote in event.quotes if quote.speaker is not None}
    kinds = {quote.kind: None for quote in event.quotes if quote.kind is not None}
    states = []
    if span is None:
        states.append("undated")
    elif span.uncertain or span.approximate:
        states += ["uncertain"] * span.uncertain + ["approximate"] * span.approximate
    return [list(event.tags), [*speakers], [*kinds], states]


class FacetKeys:
    """The keys of all facets that events of a timeline have, and how many events have each."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], int] = {}
        self._events: list[int] = []
        self._words: list[str] = []
        self.staged = lru_cache(maxsize=4096)(self._staged)
        self.period = lru_cache(maxsize=4096)(self._period)

    def key(self, kind: str, value: str) -> int:
        """The key of a facet, which it gets when it is first met."""
        key = self._keys.get((kind, value))
        if key is None:
            key = self._keys.setdefault((kind, storable(value)), len(self._events))
            if key == len(self._events):
                self._events.append(0)
                self._words.append(facet_word(key))
        return key

    def _staged(self, staged: str) -> list[int]:
        """The keys of what `own_facets` found."""
        values: list[list[str]] = json.loads(staged)
        return [
            self.key(kind, value) for kind, held in zip(STAGED_KINDS, values, strict=True) for value in held
        ]

    def _period(self, earliest: int | None, latest: int | None) -> int:
        """The key of the years that these days begin and end in."""
        first, last = ("" if day is None else str(to_civil(day)[0]) for day in (earliest, latest))
        return self.key("years", f"{first}/{last}")

    def count(self, keys: Iterable[int]) -> str:
        """Count one event that has these facets; the words that stand for them."""
        for key in keys:
            self._events[key] += 1
        return " ".join([self._words[key] for key in keys])

    def rows(self) -> Iterator[tuple[int, str, str, int]]:
        """Key, kind, value and number of events of each."""
        return ((key, *facet, self._events[key]) for facet, key in self._keys.items())


class Found:
    """Puts together what each event is found by, when its rank is known."""

    def __init__(self, ids: Sequence[str], names: Mapping[str, Name], sources: Mapping[str, Source]) -> None:
        self.facets = FacetKeys()
        self._ids = ids
        self._names = names
        self._sources = sources
        self._name_keys = array("I", (self.facets.key("name", id_) for id_ in ids))
        self._name_words = lru_cache(maxsize=65536)(self._words_of_name)
        self._source_words = lru_cache(maxsize=65536)(self._words_of_source)

    def of(
        self, words: str | None, staged: str, days: Days, names: bytes, sources: Set[str], tally: Tally
    ) -> tuple[bytes, str]:
        """The keys of an event's facets, and all words that it is found by; `words` are its own, if kept."""
        held = memoryview(names).cast("I")
        key = self.facets.key
        own = {*self.facets.staged(staged), *(self._name_keys[name] for name in held)}
        own.update(key("source", source) for source in sources)
        own.update(key("is", state) for state in _states(*tally))
        if days is not None:
            own.add(self.facets.period(*days))
        keys = array("I", sorted(own))
        texts = map(self._name_words, held), map(self._source_words, sorted(sources))
        return keys.tobytes(), _BREAK.join(["", words or "", *chain(*texts), self.facets.count(keys)])

    def _words_of_name(self, key: int) -> str:
        name = self._names.get(self._ids[key])
        return folded(self._ids[key]) if name is None else _BREAK.join(map(folded, spellings(name)))

    def _words_of_source(self, id_: str) -> str:
        source = self._sources.get(id_)
        if source is None:
            return folded(id_)
        return _BREAK.join(folded(text) for text in (source.title, source.outlet) if text)


def _states(_: int, sources: int, independent: int, disputes: int) -> Iterator[str]:
    """What the counts of an event tell of it."""
    if disputes:
        yield "disputed"
    if not sources:
        yield "unsourced"
    elif independent == 1:
        yield "single-source"


class Stretches:
    """The first and last days that events of neighbouring ranks can mean."""

    def __init__(self) -> None:
        self._days: list[tuple[int, int, int, int, int, int]] = []

    def add(self, rank: int, days: Days) -> tuple[int, int] | tuple[None, None]:
        """Take the next event; its days with a number for what has no end."""
        if days is None:
            return None, None
        earliest = -ENDLESS if days[0] is None else days[0]
        latest = ENDLESS if days[1] is None else days[1]
        first = rank - rank % STRETCH
        if not self._days or self._days[-1][0] != first:
            self._days.append((first, first + STRETCH - 1, earliest, earliest, latest, latest))
        else:
            _, last, least, most, least_latest, most_latest = self._days[-1]
            self._days[-1] = (
                *(first, last, min(least, earliest), max(most, earliest)),
                *(min(least_latest, latest), max(most_latest, latest)),
            )
        return earliest, latest

    def rows(self) -> Sequence[tuple[int, int, int, int, int, int]]:
        """Rows of `stretch`."""
        return self._days
