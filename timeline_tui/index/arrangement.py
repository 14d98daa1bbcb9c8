"""Puts the events of a new index in order, and writes what they are found by."""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from timeline_tui.index.density import Density, write_edges
from timeline_tui.index.list_places import BLOCK, GAP, BlockRow, lasts, write_block
from timeline_tui.index.outline import Outline, outline, years_a_heading
from timeline_tui.index.records import TellDone
from timeline_tui.index.schema import TABLES, storable
from timeline_tui.index.staging import Mentions, decode
from timeline_tui.index.traits import Found, Tally, days_kept
from timeline_tui.system import Fork

# Rows are written, and progress told, in lots of this size.
_LOT = 500

ARRANGED = ("row", "passage", "citation", "answer", "block", "spine", "edge", "source", "spelling")
"""The tables that are filled here."""

_SOONEST_FIRST = """
SELECT number FROM staged.event ORDER BY day IS NULL, day, length, begins, fineness, number
"""
_BY_RANK = """
SELECT rank, number, depth, parent, id, date, title, disputes, quotes, cited,
    earliest, until, latest, key, written, digest
FROM staged.place JOIN staged.event USING (number) ORDER BY rank
"""
_DAYS = "SELECT ifnull(earliest, until) FROM staged.event WHERE ifnull(earliest, until) IS NOT NULL"
SOURCE_COUNTS = """
INSERT INTO source VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET
    passages = passages + excluded.passages, citations = citations + excluded.citations
"""
SPELLING_COUNTS = """
INSERT INTO spelling VALUES (?, ?, ?, ?)
ON CONFLICT (name, spelling, source) DO UPDATE SET passages = passages + excluded.passages
"""
FACET_COUNTS = """
INSERT INTO facet VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET events = events + excluded.events
"""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is known of the whole when its rows stand."""

    lines: int
    earliest: int | None
    latest: int | None
    years_a_heading: int
    density: Density


@dataclass(slots=True)
class Lot:
    """What some events add to each table, or take out of it."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    passages: list[tuple[int, int, int]] = field(default_factory=list)
    citations: list[tuple[int, int]] = field(default_factory=list)
    answers: list[tuple[str, int, int]] = field(default_factory=list)

    def write(self, connection: sqlite3.Connection) -> None:
        """Put in what these events add."""
        many = connection.executemany
        many(f"INSERT INTO row VALUES (?{', ?' * 18})", self.rows)  # noqa: S608
        many("INSERT INTO passage VALUES (?, ?, ?)", self.passages)
        many("INSERT INTO citation VALUES (?, ?)", self.citations)
        many("INSERT INTO answer VALUES (?, ?, ?)", self.answers)
        for rows in (self.rows, self.passages, self.citations, self.answers):
            rows.clear()

    def erase(self, connection: sqlite3.Connection) -> None:
        """Take out what the passages of these events add."""
        many = connection.executemany
        many("DELETE FROM passage WHERE source = ? AND place = ? AND position = ?", self.passages)
        many("DELETE FROM citation WHERE source = ? AND place = ?", self.citations)
        many("DELETE FROM answer WHERE dispute = ? AND place = ? AND position = ?", self.answers)


def place(connection: sqlite3.Connection, parents: Mapping[int, int]) -> None:
    """Give each staged event its rank."""
    in_time = (number for (number,) in connection.execute(_SOONEST_FIRST))
    connection.executemany("INSERT INTO staged.place VALUES (?, ?, ?, ?)", outline(in_time, parents))


def arrange(
    connection: sqlite3.Connection,
    kin: Mapping[str, str],
    mentions: Mentions,
    progress: TellDone,
) -> Arranged:
    """Fill the tables in `ARRANGED`, where all events have their ranks."""
    earliest, latest = connection.execute(
        "SELECT min(ifnull(earliest, until)), max(until) FROM staged.event"
    ).fetchone()
    density = Density(earliest, latest)
    days = [day for (day,) in connection.execute(_DAYS)]
    size = years_a_heading(len(days), {*days})
    lines = Outline(0 if latest is None else latest - earliest + 1, size)
    sources, lot = Sources(kin), Lot()
    block: list[BlockRow] = []
    for row in connection.execute(_BY_RANK):
        rank = row[0]
        if rank * GAP % BLOCK == 0 and block:
            write_block(connection, block[0].place // BLOCK, block)
            block.clear()
        block.append(_arrange_one(row, lot, lines, density, sources))
        if len(lot.rows) >= _LOT:
            lot.write(connection)
            progress(rank + 1)
    if block:
        write_block(connection, block[0].place // BLOCK, block)
    lot.write(connection)
    write_edges(connection)
    connection.executemany(SOURCE_COUNTS, sources.rows())
    connection.executemany(SPELLING_COUNTS, mentions.spellings())
    return Arranged(lines.line, earliest, latest, size, density)


def _arrange_one(
    staged: Sequence[Any], lot: Lot, lines: Outline, density: Density, sources: Sources
) -> BlockRow:
    """Add its row, and what goes with it."""
    rank, number, depth, parent, id_, date, title, asked, quotes, cited, earliest, until, *said = staged
    latest, key, written, digest = said
    place = rank * GAP
    gap, heading, year = lines.place(depth, date, earliest, lasts(date, latest))
    tally, _ = sources.tally(asked, quotes, cited)
    day = until if earliest is None else earliest
    row = (place, number * GAP, id_, date, title, depth, *tally, gap, heading, year)
    above = None if parent is None else parent * GAP
    lot.rows.append((*row, above, day, key, sources.spread(place, quotes, cited, lot), written, digest))
    if date is not None:
        density.add_event(date, earliest, latest, disputed=tally[3] > 0)
    return BlockRow(place, date, earliest, latest, int(gap is not None or heading is not None))


class Sources:
    """The running numbers of the sources, and how often each is quoted."""

    def __init__(self, kin: Mapping[str, str], keys: Mapping[str, int] | None = None) -> None:
        """`keys` are those that sources have already."""
        self._kin = kin
        self._keys = {**(keys or {})}
        for source in kin:
            self._key(storable(source))
        self._passages: Counter[int] = Counter()
        self._citations: Counter[int] = Counter()
        # Many events are told by the same few sources, so most of these answers are known already.
        self.tally = lru_cache(maxsize=4096)(self._tally)
        """The counts of an event, and the ids of the sources that it quotes or cites."""
        self.pairs = lru_cache(maxsize=4096)(_pairs)
        """Source and dispute of each quote."""
        self.cited = lru_cache(maxsize=4096)(_cited)
        """The ids of the sources that an event cites."""

    def _tally(self, asked: str, quotes: str, cited: str) -> tuple[Tally, Set[str]]:
        """The counts of an event, and the ids of the sources that it quotes or cites."""
        pairs = self.pairs(quotes)
        sources = {source for source, _ in pairs if source is not None}
        disputes = {dispute for _, dispute in pairs if dispute is not None}
        if asked != "[]":
            disputes.update(decode(asked))
        independent = {self._kin.get(source, source) for source in sources}
        tally = len(pairs), len(sources), len(independent), len(disputes)
        return tally, {*map(storable, sources), *self.cited(cited)}

    def spread(self, place: int, quotes: str, cited: str, lot: Lot, by: int = 1) -> int:
        """Note where each quote of an event stands, and which sources it cites; how many it cites.

        `by` is -1 where the event goes.
        """
        only = self.cited(cited)
        for id_ in only:
            key = self._key(id_)
            self._citations[key] += by
            lot.citations.append((key, place))
        for position, (source, dispute) in enumerate(self.pairs(quotes)):
            if source is not None:
                key = self._key(storable(source))
                self._passages[key] += by
                lot.passages.append((key, place, position))
            if dispute is not None:
                lot.answers.append((storable(dispute), place, position))
        return len(only)

    def _key(self, source: str) -> int:
        """Sources that are quoted but not listed have a key too: the file may be mended later."""
        return self._keys.setdefault(source, len(self._keys))

    def rows(self) -> Iterator[tuple[int, str, int, int]]:
        """Key, id, and by how many there are more passages of each source, and events that cite it."""
        return ((key, id_, self._passages[key], self._citations[key]) for id_, key in self._keys.items())


def _cited(cited: str) -> Set[str]:
    return {storable(source) for source in decode(cited)}


def _pairs(quotes: str) -> list[tuple[str | None, str | None]]:
    """Source and dispute of each quote."""
    pairs: list[tuple[str | None, str | None]] = decode(quotes)
    return pairs


_FOUND_BY_LOT = 500
_BY_RANK_TOO = """
SELECT rank, names, facets, date, earliest, latest, begins, ends, choice, disputes, quotes, cited, words
FROM staged.place JOIN staged.event USING (number) ORDER BY rank
"""


def write_found_by(
    connection: sqlite3.Connection, kin: Mapping[str, str], found: Found, progress: TellDone
) -> None:
    """Fill the tables of traits, facets and words, where all events have their ranks."""
    sources = Sources(kin)
    traits: list[tuple[object, ...]] = []
    kept: list[tuple[int, str]] = []

    def write() -> None:
        connection.executemany("INSERT INTO trait VALUES (?, ?, ?, ?, ?, ?, ?)", traits)
        if kept:
            connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", kept)
        traits.clear()
        kept.clear()

    for row in connection.execute(_BY_RANK_TOO):
        rank, names, facets, date, earliest, latest, *when, asked, quotes, cited, words = row
        tally, used = sources.tally(asked, quotes, cited)
        days = None if date is None else (earliest, latest)
        keys, text = found.of(words, facets, days, when[-1], names, used, tally)
        traits.append((rank * GAP, *days_kept(days), *when, keys))
        if words is not None:
            kept.append((rank * GAP, text))
        if len(traits) >= _FOUND_BY_LOT:
            write()
            progress(rank + 1)
    write()
    connection.executemany(FACET_COUNTS, found.facets())


_DONE = b"done"
_SETTINGS = ("synchronous = OFF", "cache_size = -8000", "temp_store = MEMORY")


def arrange_in_two(
    index: Path,
    staged: Path,
    kin: Mapping[str, str],
    mentions: Mentions,
    found: Found,
    progress: TellDone,
) -> Arranged:
    """Fill the tables of an index that nobody has open: one file takes no more than one writer at a time."""
    rows = index.with_name(index.name + "-rows")
    try:
        other = Fork(partial(_find_apart, index, staged, kin, found), len(_DONE))
        try:
            with closing(_opened(rows, staged)) as connection:
                connection.executescript(f"PRAGMA journal_mode = OFF; {TABLES} BEGIN;")
                arranged = arrange(connection, kin, mentions, progress)
                connection.execute("COMMIT")
            if other.answers.read() != _DONE:
                # What the other process began is taken back when the file is opened.
                _find(index, staged, kin, found)
        finally:
            other.end()
        with closing(_opened(index, rows, "rows")) as connection:
            connection.execute("BEGIN")
            for table in ARRANGED:
                connection.execute(f"INSERT INTO main.{table} SELECT * FROM rows.{table}")  # noqa: S608
            connection.execute("COMMIT")
    finally:
        rows.unlink(missing_ok=True)
    return arranged


def _find_apart(index: Path, staged: Path, kin: Mapping[str, str], found: Found, out: BinaryIO) -> None:
    # What was there before is not looked through again and again.
    gc.freeze()
    _find(index, staged, kin, found)
    out.write(_DONE)


def _find(index: Path, staged: Path, kin: Mapping[str, str], found: Found) -> None:
    with closing(_opened(index, staged)) as connection:
        connection.execute("BEGIN")
        write_found_by(connection, kin, found, lambda _: None)
        connection.execute("COMMIT")


def _opened(path: Path, other: Path, name: str = "staged") -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute(f"ATTACH ? AS {name}", [str(other)])
    return connection
