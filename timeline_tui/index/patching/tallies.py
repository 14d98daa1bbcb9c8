"""What single events add to the counts and lookups of an index, put in and taken out again."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

from timeline_tui.index.patching.seats import Seat
from timeline_tui.index.schema import storable
from timeline_tui.index.writing.arranging import Sources
from timeline_tui.index.writing.staging import Staged
from timeline_tui.index.writing.traits import ENDLESS, Found, Tally

_FORGET_WORDS = "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)"
T = TypeVar("T")
_USE = """
INSERT INTO spelling VALUES (?, ?, ?, ?)
ON CONFLICT (name, spelling, source) DO UPDATE SET passages = passages + excluded.passages
"""
_KEEP_WORDS = "INSERT INTO words (rowid, text) VALUES (?, ?)"


class Stand(NamedTuple):
    """The line of a row, and what stands above it."""

    line: int = 0
    gap: int | None = None
    heading: str | None = None
    year: str | None = None


class Tallies:
    """Takes events out of an index and puts others in, and keeps count."""

    def __init__(self, connection: sqlite3.Connection, found: Found, kin: Mapping[str, str]) -> None:
        self._connection = connection
        self._found = found
        self._sources = Sources(kin)
        self._keys = dict(connection.execute("SELECT id, key FROM source"))
        self._searchable = bool(
            connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'words'").fetchone()
        )
        held = connection.execute("SELECT kind, value, key FROM facet").fetchall()
        found.know(held)
        self._known = {key for _, _, key in held}
        self._facets: Counter[int] = Counter()
        self._uses: Counter[tuple[str, str, str]] = Counter()
        self._passages: Counter[str] = Counter()
        self._citations: Counter[str] = Counter()
        self.quotes = 0
        """How many more passages there are."""
        self.names: set[int] = set()
        """The names that these events mention."""

    def forget(self, rank: int, staged: Staged, place: int) -> Stand:
        """Take out the event of this rank, whose words are kept in this place; what stood above it."""
        run = self._connection.execute
        stand = Stand(*run("SELECT line, gap, heading, year FROM row WHERE rank = ?", [rank]).fetchone())
        used, (keys, text) = self._of(staged)
        if self._searchable:
            # The table keeps no text, so it must be told what to forget.
            run(_FORGET_WORDS, [place, text])
        for source in used:
            for table in ("passage", "citation"):
                asked = f"DELETE FROM {table} WHERE source = ? AND rank = ?"  # noqa: S608 - fixed words
                run(asked, [self._keys[source], rank])
        for _, dispute in self._sources.pairs(staged.columns.quotes):
            if dispute is not None:
                run("DELETE FROM answer WHERE dispute = ? AND rank = ?", [storable(dispute), rank])
        for dispute, _ in staged.questions:
            run("DELETE FROM question WHERE dispute = ?", [storable(dispute)])
        run("DELETE FROM event WHERE number = (SELECT number FROM row WHERE rank = ?)", [rank])
        run("DELETE FROM row WHERE rank = ?", [rank])
        run("DELETE FROM trait WHERE rank = ?", [rank])
        self._count(staged, keys, -1)
        return stand

    def learn(self, seat: Seat, place: int, stand: Stand) -> None:
        """Put an event in."""
        run, staged, rank = self._connection.execute, seat.event.staged, seat.rank
        columns = staged.columns
        tally, _ = self._sources.tally(columns.asked, columns.quotes)
        _, (keys, text) = self._of(staged)
        if self._searchable:
            run(_KEEP_WORDS, [place, text])
        for position, (source, dispute) in enumerate(self._sources.pairs(columns.quotes)):
            if source is not None:
                run("INSERT INTO passage VALUES (?, ?, ?)", [self._keys[storable(source)], rank, position])
            if dispute is not None:
                run("INSERT INTO answer VALUES (?, ?, ?)", [storable(dispute), rank, position])
        cited = self._sources.cited(columns.cited)
        for source in cited:
            run("INSERT INTO citation VALUES (?, ?)", [self._keys[source], rank])
        for asked in staged.questions:
            run("INSERT OR REPLACE INTO question VALUES (?, ?)", [*map(storable, asked)])
        earliest, latest = columns.earliest, columns.latest
        day = columns.until if earliest is None else earliest
        row = (rank, seat.event.number, *columns[:3], seat.depth, *tally)
        run(
            f"INSERT INTO row VALUES (?{', ?' * 18})",  # noqa: S608
            (*row, *stand, seat.parent, day, columns.key, len(cited), columns.written),
        )
        days: tuple[int | None, int | None] = None, None
        if columns.date is not None:
            days = (-ENDLESS if earliest is None else earliest, ENDLESS if latest is None else latest)
        when = columns.begins, columns.ends, columns.choice
        run("INSERT INTO trait VALUES (?, ?, ?, ?, ?, ?, ?)", [rank, *days, *when, keys])
        run("INSERT INTO event VALUES (?, ?)", [seat.event.number, staged.plain])
        self._count(staged, keys, 1)

    def _of(self, staged: Staged) -> tuple[Set[str], tuple[bytes, str]]:
        """The sources that it quotes or cites, its facets and all words that it is found by."""
        columns = staged.columns
        tally: Tally
        tally, used = self._sources.tally(columns.asked, columns.quotes)
        days = None if columns.date is None else (columns.earliest, columns.latest)
        used = used | self._sources.cited(columns.cited)
        return used, self._found.of(
            *(staged.words, columns.facets, days, columns.choice, columns.names, used, tally)
        )

    def _count(self, staged: Staged, keys: bytes, by: int) -> None:
        for key in memoryview(keys).cast("I"):
            self._facets[key] += by
        for name, spelling, source in staged.uses:
            self._uses[storable(name), storable(spelling), storable(source)] += by
        pairs = self._sources.pairs(staged.columns.quotes)
        for quoted, _ in pairs:
            if quoted is not None:
                self._passages[storable(quoted)] += by
        for source in self._sources.cited(staged.columns.cited):
            self._citations[source] += by
        self.names.update(array("I", staged.columns.names))
        self.quotes += by * len(pairs)

    def write(self) -> None:
        """Bring the counts up to date."""
        many, run = self._connection.executemany, self._connection.execute
        fresh = (row for row in self._found.facets() if row[0] not in self._known)
        many("INSERT INTO facet VALUES (?, ?, ?, 0)", [row[:3] for row in fresh])
        many("UPDATE facet SET events = events + ? WHERE key = ?", _by(self._facets))
        run("DELETE FROM facet WHERE events = 0 AND kind != 'name'")
        many("UPDATE source SET passages = passages + ? WHERE id = ?", _by(self._passages))
        many("UPDATE source SET citations = citations + ? WHERE id = ?", _by(self._citations))
        keys = dict(run("SELECT id, key FROM name"))
        for (name, spelling, source), by in self._uses.items():
            run(_USE, [keys[name], spelling, source, by])
        run("DELETE FROM spelling WHERE passages = 0")


def _by(counts: Counter[T]) -> Sequence[tuple[int, T]]:
    return [(by, key) for key, by in counts.items() if by]
