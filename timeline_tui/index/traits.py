"""What each event is found by: its facets, and the words of all that it says, names and quotes from."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from timeline_tui.index.density import ENDLESS
from timeline_tui.index.schema import BETWEEN, BREAK, facet_word, signs_spelled, storable
from timeline_tui.index.staging import OWN_CRITERIA, decode
from timeline_tui.model import dates
from timeline_tui.model.days import to_civil
from timeline_tui.model.folding import folded, spellings
from timeline_tui.model.record_fields import searched
from timeline_tui.model.span import years_of
from timeline_tui.model.timeline import Name, OwnFields, Source, pairs

Tally = tuple[int, int, int, int]
"""Quotes, sources, independent sources and disputes of an event."""
Days = tuple[int | None, int | None] | None
"""The first and the last day that a date can mean, None where open or unknown; None for no date."""

_COUNTED_TOGETHER = 500
# A longer text is no value that events share.
_LONGEST_VALUE = 60


class _Piece(NamedTuple):
    """A part of what events are found by, which many of them share."""

    keys: bytes
    """The keys of its facets, four bytes each."""
    words: str


class Found:
    """Puts together what each event is found by, and counts the facets of those that come and go."""

    def __init__(
        self,
        ids: Sequence[str],
        names: Mapping[str, Name],
        sources: Mapping[str, Source],
        held: sqlite3.Connection | None = None,
    ) -> None:
        """`ids` are those of names by their keys; `held` is the index that there is already."""
        self._ids = ids
        self._held = held
        self._names = names
        self._sources = {storable(key): source for key, source in sources.items()}
        self._keys: dict[tuple[str, str], int] = {}
        self._next = 0
        if held is not None:
            (self._next,) = held.execute("SELECT ifnull(max(key), -1) + 1 FROM facet").fetchone()
        self._new = self._next
        self._fields = False
        self._events: Counter[int] = Counter()
        self._uncounted: list[bytes] = []
        self._name = lru_cache(maxsize=65536)(self._of_name)
        self._source = lru_cache(maxsize=65536)(self._of_source)
        self._own = lru_cache(maxsize=4096)(self._of_own)
        self._one = lru_cache(maxsize=65536)(self._of_one)
        self._field = lru_cache(maxsize=65536)(self._of_field)
        self._period = lru_cache(maxsize=4096)(self._of_period)
        self._choice = lru_cache(maxsize=4096)(self._of_choice)
        self._tally = lru_cache(maxsize=4096)(self._of_tally)

    def of(
        self,
        words: str | None,
        staged: str,
        days: Days,
        choice: str | None,
        names: bytes,
        sources: Set[str],
        tally: Tally,
        by: int = 1,
    ) -> tuple[bytes, str]:
        """The keys of an event's facets, and all words that it is found by; `words` are its own, if kept.

        `choice` is its date where not all days from the first to the last are meant; `by` is -1 where it
        goes.
        """
        pieces = [self._own(staged), self._tally(*tally[2:], cited=bool(sources))]
        pieces += map(self._name, memoryview(names).cast("I"))
        pieces += map(self._source, sorted(sources))
        if days is not None:
            pieces.append(self._period(*days) if choice is None else self._choice(choice))
        keys = b"".join([piece.keys for piece in pieces])
        if self._fields:
            # An event can say what its sources and names say too, and counts once.
            keys = array("I", dict.fromkeys(memoryview(keys).cast("I"))).tobytes()
        if by < 0:
            self._events.subtract(memoryview(keys).cast("I"))
        else:
            self._uncounted.append(keys)
        if len(self._uncounted) >= _COUNTED_TOGETHER:
            self._count()
        # A part begins with the words of its facets, which no phrase goes on to.
        return keys, " ".join([BETWEEN, words or "", *[piece.words for piece in pieces]])

    def _count(self) -> None:
        self._events.update(memoryview(b"".join(self._uncounted)).cast("I"))
        self._uncounted.clear()

    def facets(self) -> Iterator[tuple[int, str, str, int]]:
        """Key, kind, value and by how many events there are more, of each facet that is new or has others."""
        self._count()
        for id_ in self._ids if self._held is None else ():
            # Names that no event mentions are known too.
            self._key("name", id_)
        counted = ((key, *facet, self._events[key]) for facet, key in self._keys.items())
        return (facet for facet in counted if facet[0] >= self._new or facet[3])

    def _key(self, kind: str, value: str) -> int:
        facet = kind, storable(value)
        key = self._keys.get(facet)
        if key is None:
            key = self._keys[facet] = self._kept(*facet)
        return key

    def _kept(self, kind: str, value: str) -> int:
        """The key that a facet has already, or else the next one."""
        if self._held is not None:
            asked = "SELECT key FROM facet WHERE kind = ? AND value = ?"
            if found := self._held.execute(asked, [kind, value]).fetchone():
                return int(found[0])
        self._next += 1
        return self._next - 1

    def _piece(self, facets: Iterable[tuple[str, str]], texts: Iterable[str] = ()) -> _Piece:
        keys = array("I", dict.fromkeys(self._key(kind, value) for kind, value in facets))
        return _Piece(keys.tobytes(), " ".join([*map(facet_word, keys), BREAK.join(map(folded, texts))]))

    def _of_own(self, staged: str) -> _Piece:
        """What `own_facets` found."""
        *values, states, own = decode(staged)
        pieces = [
            self._one(row.word, value)
            for row, held in zip(OWN_CRITERIA, values, strict=True)
            for value in held
        ]
        pieces += [self._one("is", state) for state in states]
        pieces += [self._field(*pair) for pair in own]
        return _joined(pieces)

    def _of_one(self, kind: str, value: str) -> _Piece:
        return self._piece([(kind, value)])

    def _of_field(self, word: str, text: str) -> _Piece:
        """What an event, a name or a source says in a word of its own."""
        self._fields = True
        keys = [self._key("field", word)]
        if len(text) <= _LONGEST_VALUE:
            keys.append(self._key("value", f"{word}={text}"))
        words = " ".join(map(facet_word, keys[1:]))
        # The text stands behind the word for its field, so that both are found together.
        phrase = f"{facet_word(keys[0])} {folded(signs_spelled(text))}"
        return _Piece(array("I", keys).tobytes(), BREAK.join([words, phrase, ""]))

    def _of_tally(self, independent: int, disputes: int, *, cited: bool) -> _Piece:
        return self._piece(("is", state) for state in _states(independent, disputes, cited=cited))

    def _of_period(self, earliest: int | None, latest: int | None) -> _Piece:
        """The years that these days begin and end in."""
        first, last = ("" if day is None else str(to_civil(day)[0]) for day in (earliest, latest))
        return self._piece([("years", f"{first}/{last}")])

    def _of_choice(self, date: str) -> _Piece:
        """The years that one of some days is in."""
        years = (("" if year is None else str(year) for year in run) for run in years_of(dates.parse(date)))
        return self._piece([("years", ",".join(map("/".join, years)))])

    def _of_name(self, key: int) -> _Piece:
        id_ = self._ids[key]
        name = self._names.get(id_)
        found = self._piece([("name", id_)], [id_] if name is None else spellings(name))
        return found if name is None else self._with_fields(found, name.fields)

    def _of_source(self, id_: str) -> _Piece:
        source = self._sources.get(id_)
        texts = [id_] if source is None else [text for _, text in searched(source)]
        found = self._piece([("source", id_)], texts)
        return found if source is None else self._with_fields(found, source.fields)

    def _with_fields(self, found: _Piece, fields: OwnFields) -> _Piece:
        return _joined([found, *(self._field(*pair) for pair in pairs(fields))]) if fields else found


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    return _Piece(b"".join([piece.keys for piece in pieces]), " ".join([piece.words for piece in pieces]))


def _states(independent: int, disputes: int, *, cited: bool) -> Iterator[str]:
    """What the counts of an event tell of it, and whether it names any source at all."""
    if disputes:
        yield "disputed"
    if not cited:
        yield "unsourced"
    elif independent == 1:
        yield "single-source"


def days_kept(days: Days) -> tuple[int, int] | tuple[None, None]:
    """The days of an event with a number for what has no end."""
    if days is None:
        return None, None
    return -ENDLESS if days[0] is None else days[0], ENDLESS if days[1] is None else days[1]
