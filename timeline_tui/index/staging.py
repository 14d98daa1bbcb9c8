"""What an index keeps of one event, worked out of that event alone, so that several processes can do it."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from pydantic_core import from_json, to_json

from timeline_tui.index.schema import BREAK, storable
from timeline_tui.model import dates
from timeline_tui.model.criteria import CRITERIA
from timeline_tui.model.days import DAY_LONG
from timeline_tui.model.folding import Spellings, folded
from timeline_tui.model.record_fields import searched, to_plain
from timeline_tui.model.span import NO_TIME, Span, is_choice
from timeline_tui.model.timeline import Event, Name, pairs
from timeline_tui.model.zones import Zone, instant
from timeline_tui.system import blake2b

OWN_CRITERIA: Final = tuple(row for row in CRITERIA.values() if row.staged)
"""What an event says by itself which values of it it has."""

# A list draws one line of a title; the whole of it is kept with the event.
_LONGEST_TITLE = 1000

Order = tuple[int, int, int, int]


class Columns(NamedTuple):
    """What stands in `staged.event` behind the number, by name."""

    id: str
    date: str | None
    """None where it is not understood."""
    title: str
    asked: str
    """The disputes that it asks, as JSON."""
    quotes: str
    """Source and dispute of each quote, as JSON."""
    cited: str
    """The sources that report it and of which it holds no passage, as JSON."""
    names: bytes
    """The keys of the names that it mentions."""
    facets: str
    """The facets that it has of its own, as JSON."""
    earliest: int | None
    until: int | None
    """The last day or, where the end is open, the first."""
    latest: int | None
    key: int
    """1 where it is what one tells first."""
    written: str | None
    """What is written in the place of its date, where that is not understood."""
    day: int | None
    """The first that it sorts by."""
    length: int | None
    begins: int | None
    """The second of UTC at which it begins, where it has a time of day."""
    fineness: int | None
    ends: int | None
    """The last second that this time can mean."""
    ahead: int | None
    """The minutes that it says its clock is ahead of UTC."""
    choice: str | None
    """Its date, where not all days from the first to the last are meant."""
    digest: int
    """Of all that it says, so that what was found out about it is known to hold still."""

    @property
    def order(self) -> Order | None:
        """What its date sorts by; None where it has none."""
        if self.day is None or self.length is None or self.fineness is None:
            return None
        return self.day, self.length, NO_TIME if self.begins is None else self.begins, self.fineness


class Staged(NamedTuple):
    """An event on its way into the index; plain values only, so that it can be sent."""

    plain: str
    """The whole event as JSON."""
    row: tuple[Any, ...]
    """What `Columns` names; a plain tuple here."""
    questions: tuple[tuple[str, str], ...]
    """The disputes that it asks, each with its question."""
    quotes: int
    uses: tuple[tuple[str, str, str], ...]
    """The spellings of names that its passages use: name, spelling and source."""
    words: str
    """Its own words, folded for search."""

    @property
    def columns(self) -> Columns:
        """The row by name."""
        return Columns(*self.row)


_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def encode(value: object) -> str:
    """Plain values as JSON; half of a surrogate pair, which is no text in UTF-8, as an escape."""
    return encoded(value).decode()


def encoded(value: object) -> bytes:
    """What `encode` gives, in UTF-8."""
    try:
        return to_json(value)
    except ValueError:
        return _ENCODER.encode(value).encode()


def decode(text: str) -> Any:  # noqa: ANN401 - whatever was encoded
    """The values of which `encode` made the text."""
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)


def event_words(event: Event) -> str:
    """The words that an event has of itself, folded: its texts, passages, tags, what pictures show."""
    texts = [text for record in (event, *event.media) for _, text in searched(record)]
    texts += [*(quote.exact for quote in event.quotes), *event.tags]
    return BREAK.join(map(folded, texts))


def own_facets(event: Event, span: Span | None) -> list[list[Any]]:
    """The values of each of `OWN_CRITERIA` that an event has.

    Behind them stand its states, and its fields in words of its own, each with one of the texts that it says.
    """
    states = ["key"] * event.key
    if event.sources and not event.quotes:
        states.append("only-cited")
    if span is None:
        states += ["undated"] + ["misdated"] * (event.date is not None)
    elif span.uncertain or span.approximate:
        states += ["uncertain"] * span.uncertain + ["approximate"] * span.approximate
    return [*[row.values_of(event) for row in OWN_CRITERIA], states, pairs(event.fields)]


# Spellings are looked for in so many characters of a passage.
_LONGEST = 20_000


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
        """The keys of the names that the event mentions, to be given to `Found`."""
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

    def count(self, uses: Iterable[tuple[str, str, str]], by: int = 1) -> None:
        """Count uses, found here or elsewhere; `by` is -1 where they go."""
        if by > 0:
            self._uses.update(uses)
        else:
            self._uses.subtract(uses)

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

    def spellings(self) -> Iterator[tuple[str, str, str, int]]:
        """A name, its spelling, a source and by how many there are more of its passages that use it."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for use, count in self._uses.items():
            name, spelling, source = map(storable, use)
            counts[name, spelling, source] += count
        return ((*use, count) for use, count in counts.items())


class RunEvent(NamedTuple):
    """An event as the index has it, or as the file has it now."""

    staged: Staged
    part_of: str | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.staged.columns.id


class ChangedRun(NamedTuple):
    """A run of events of the old file, and what stands in its place."""

    first: int
    """How many events stand before it in the file."""
    gone: list[RunEvent]
    come: list[RunEvent]
    mixed: bool = False
    """Whether times are of several zones: see `Clocks`."""


class Staging:
    """Works out what is kept of each event; to be told the names of the timeline first."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self.mentions = Mentions(names)

    def of(self, event: Event) -> Staged:
        """What is kept of this event."""
        asked = tuple((key, value) for key, value in event.disputes.items() if value)
        plain, words = encoded(to_plain(event)), event_words(event)
        row = *self._row(event), _digest(plain)
        return Staged(plain.decode(), row, asked, len(event.quotes), self.mentions.uses(), words)

    def _row(self, event: Event) -> tuple[Any, ...]:
        quotes = encode([(quote.source, quote.dispute) for quote in event.quotes]) if event.quotes else "[]"
        asked = encode(list(event.disputes)) if event.disputes else "[]"
        cited = encode(list(event.only_cited)) if event.sources else "[]"
        names = self.mentions.of(event)
        span, days, order = _when(event.date)
        date, written = (None, event.date and storable(event.date)) if span is None else (event.date, None)
        words = storable(event.id or ""), date, storable(event.title[:_LONGEST_TITLE])
        facets = encode(own_facets(event, span))
        return (*words, asked, quotes, cited, names, facets, *days, int(event.key), written, *order)


def _digest(plain: bytes) -> int:
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), signed=True)


@lru_cache(maxsize=4096)
def _when(date: str | None) -> tuple[Span | None, tuple[int | None, ...], tuple[int | str | None, ...]]:
    """The span of a date, and the columns that it gives: three of days, and those of its order."""
    span = dates.understood(date)
    if span is None:
        return None, (None,) * 3, (None,) * 7
    until = span.earliest if span.latest is None else span.latest
    day, length, _, fineness = span.order
    time = instant(span)
    begins, ends = (None, None) if time is None else (time.first, time.last)
    choice = date if is_choice(span) else None
    return (
        span,
        (span.earliest, until, span.latest),
        (day, length, begins, fineness, ends, span.offset, choice),
    )


Zones = Sequence[tuple[int, Zone]]
"""The number of the first event of each file, and the zone of its times."""

# A division goes towards 0, and no time of day is of a day before this one.
_FIRST_DAY = -4_000_000
_BEHIND_ALL = 1 << 62
_TIMED = "SELECT number, date FROM staged.event WHERE begins IS NOT NULL AND number >= ? AND number < ?"
_MOVE = """
UPDATE staged.event SET earliest = ?2, until = ?2, latest = ?2, day = ?2, begins = ?3, ends = ?4
WHERE number = ?1
"""
_BY_UTC = f"""
UPDATE staged.event SET day = (begins - {_FIRST_DAY * DAY_LONG}) / {DAY_LONG} + {_FIRST_DAY}
WHERE begins IS NOT NULL
"""  # noqa: S608 - made of fixed numbers


class Clocks(NamedTuple):
    """How the times of an index are read."""

    zone: Zone = None
    """That of its times and days; None where there are several, or no time says where it is."""
    mixed: bool = False
    """Whether they are of several zones, so that times stand among all others by the days of UTC."""

    def moved(self, staged: Staged) -> Staged:
        """The event with its time moved into the zone."""
        columns = staged.columns
        time = None if columns.date is None else instant(dates.parse(columns.date), self.zone)
        if time is None:
            return staged
        day = time.first // DAY_LONG if self.mixed else time.day
        moved = columns._replace(earliest=time.day, until=time.day, latest=time.day)
        return staged._replace(row=tuple(moved._replace(day=day, begins=time.first, ends=time.last)))


def move_times(connection: sqlite3.Connection, zones: Zones) -> Clocks:
    """Say of each staged time when it is.

    Where no zone is named, it is the offset that all times share which have one.
    """
    asked = "SELECT DISTINCT ahead FROM staged.event WHERE ahead IS NOT NULL LIMIT 2"
    offsets = [offset for (offset,) in connection.execute(asked)]
    zone = zones[0][1] if len({zone for _, zone in zones}) == 1 else None
    mixed = zone is None and (len(zones) > 1 or len(offsets) > 1)
    if zone is None and offsets and not mixed:
        zone = offsets[0]
    for (first, own), (end, _) in pairwise([*zones, (_BEHIND_ALL, None)]):
        _move(connection, zone if own is None else own, first, end)
    if mixed:
        connection.execute(_BY_UTC)
    return Clocks(zone, mixed)


def _move(connection: sqlite3.Connection, zone: Zone, first: int, end: int) -> None:
    if zone is None:
        return
    timed = connection.execute(_TIMED, [first, end])
    found = ((number, instant(dates.parse(date), zone)) for number, date in timed)
    rows = ((number, time.day, time.first, time.last) for number, time in found if time is not None)
    connection.executemany(_MOVE, rows)
