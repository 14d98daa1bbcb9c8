"""Gives the staged events of a new index their ranks and lines, and counts what each row shows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from timeline_tui.index.schema import storable
from timeline_tui.index.time.density import Density
from timeline_tui.index.time.spine import SpineLot, SpineWriter, lasts
from timeline_tui.index.writing.mentions import LotOfRanks, Mentions, Ranks
from timeline_tui.index.writing.outline import Lines, outline
from timeline_tui.index.writing.traits import Tally

# Rows are written, and progress told, in lots of this size.
_LOT = 500

ARRANGED = ("row", "passage", "citation", "answer", "mention", "spine", "source", "name", "spelling")
"""The tables that are filled here."""

_SOONEST_FIRST = """
SELECT number FROM staged.event ORDER BY day IS NULL, day, length, begins, fineness, number
"""
_BY_RANK = """
SELECT names, rank, number, depth, parent, id, date, title, disputes, quotes, cited,
    earliest, until, latest, choice, key, written
FROM staged.place JOIN staged.event USING (number) ORDER BY rank
"""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is known of the whole when its rows stand."""

    lines: int
    earliest: int | None
    latest: int | None
    density: list[float]
    disputed: list[int]
    """The bins of the density with an event that accounts differ on."""


@dataclass(slots=True)
class _Lot:
    """What the next rows add to each table."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    passages: list[tuple[int, int, int]] = field(default_factory=list)
    citations: list[tuple[int, int]] = field(default_factory=list)
    answers: list[tuple[str, int, int]] = field(default_factory=list)
    mentions: list[LotOfRanks] = field(default_factory=list)
    spine: list[SpineLot] = field(default_factory=list)

    def write(self, connection: sqlite3.Connection) -> None:
        connection.executemany(f"INSERT INTO row VALUES (?{', ?' * 18})", self.rows)  # noqa: S608
        connection.executemany("INSERT INTO passage VALUES (?, ?, ?)", self.passages)
        connection.executemany("INSERT INTO citation VALUES (?, ?)", self.citations)
        connection.executemany("INSERT INTO answer VALUES (?, ?, ?)", self.answers)
        connection.executemany("INSERT INTO mention VALUES (?, ?, ?)", self.mentions)
        connection.executemany("INSERT INTO spine VALUES (?, ?, ?)", self.spine)
        self.rows.clear()
        self.passages.clear()
        self.citations.clear()
        self.answers.clear()
        self.mentions.clear()
        self.spine.clear()


def place(connection: sqlite3.Connection, parents: Mapping[int, int]) -> None:
    """Give each staged event its rank."""
    in_time = (number for (number,) in connection.execute(_SOONEST_FIRST))
    connection.executemany("INSERT INTO staged.place VALUES (?, ?, ?, ?)", outline(in_time, parents))


def arrange(
    connection: sqlite3.Connection,
    kin: Mapping[str, str],
    mentions: Mentions,
    progress: Callable[[int], None],
) -> Arranged:
    """Fill the tables in `ARRANGED`, where all events have their ranks."""
    earliest, latest = connection.execute(
        "SELECT min(ifnull(earliest, until)), max(until) FROM staged.event"
    ).fetchone()
    density = None if latest is None else Density(earliest, latest)
    lines = Lines(whole=0 if latest is None else latest - earliest + 1)
    sources = Sources(kin)
    ranks = Ranks(len(mentions.ids()))
    lot, spine = _Lot(), SpineWriter()
    for names, *row in connection.execute(_BY_RANK):
        _arrange_one(row, lot, lines, density, sources, spine)
        lot.mentions += ranks.add(row[0], names)
        if len(lot.rows) >= _LOT:
            lot.write(connection)
            progress(row[0] + 1)
    lot.mentions += ranks.rest()
    lot.spine += spine.rest()
    lot.write(connection)
    connection.executemany("INSERT INTO source VALUES (?, ?, ?, ?)", sources.rows())
    names = zip(range(len(ranks.events)), mentions.ids(), ranks.events, strict=True)
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    connection.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?)", mentions.spellings())
    return Arranged(
        lines.line, earliest, latest, density.bins() if density else [], density.disputed() if density else []
    )


def _arrange_one(
    staged: Sequence[Any],
    lot: _Lot,
    lines: Lines,
    density: Density | None,
    sources: Sources,
    spine: SpineWriter,
) -> None:
    """Add its row, and what goes with it."""
    rank, number, depth, parent, id_, date, title, asked, quotes, cited, earliest, until, *said = staged
    latest, choice, key, written = said
    end = lasts(date, latest)
    line, gap, heading, year = lines.place(depth, date is not None, earliest, end)
    tally, _ = sources.tally(asked, quotes)
    day = until if earliest is None else earliest
    row = (rank, number, id_, date, title, depth, *tally, line, gap, heading, year, parent, day)
    lot.rows.append((*row, key, sources.spread(rank, quotes, cited, lot), written))
    lot.spine += spine.add(date, earliest, end)
    if density is not None and day is not None and until is not None:
        density.add(day, until if choice is None else day, disputed=tally[3] > 0)


class Sources:
    """The running numbers of the sources, and how often each is quoted."""

    def __init__(self, kin: Mapping[str, str]) -> None:
        self._kin = kin
        self._keys = {storable(source): key for key, source in enumerate(kin)}
        self._passages = [0] * len(kin)
        self._citations = [0] * len(kin)
        # Many events are told by the same few sources, so most of these answers are known already.
        self.tally = lru_cache(maxsize=4096)(self._tally)
        """The counts of an event, and the ids of the sources that it quotes."""
        self.pairs = lru_cache(maxsize=4096)(_pairs)
        """Source and dispute of each quote."""
        self.cited = lru_cache(maxsize=4096)(_cited)
        """The ids of the sources that an event cites."""

    def _tally(self, asked: str, quotes: str) -> tuple[Tally, Set[str]]:
        """The counts of an event, and the ids of the sources that it quotes."""
        pairs = self.pairs(quotes)
        sources = {source for source, _ in pairs if source is not None}
        disputes = {dispute for _, dispute in pairs if dispute is not None}
        if asked != "[]":
            disputes.update(json.loads(asked))
        independent = {self._kin.get(source, source) for source in sources}
        return (len(pairs), len(sources), len(independent), len(disputes)), {*map(storable, sources)}

    def spread(self, rank: int, quotes: str, cited: str, lot: _Lot) -> int:
        """Note where each quote of an event stands, and which sources it cites; how many it cites."""
        for only in self.cited(cited):
            key = self._key(only)
            self._citations[key] += 1
            lot.citations.append((key, rank))
        for position, (source, dispute) in enumerate(self.pairs(quotes)):
            if source is not None:
                key = self._key(storable(source))
                self._passages[key] += 1
                lot.passages.append((key, rank, position))
            if dispute is not None:
                lot.answers.append((storable(dispute), rank, position))
        return len(self.cited(cited))

    def _key(self, source: str) -> int:
        """Sources that are quoted but not listed have a key too: the file may be mended later."""
        key = self._keys.setdefault(source, len(self._passages))
        if key == len(self._passages):
            self._passages.append(0)
            self._citations.append(0)
        return key

    def rows(self) -> Iterator[tuple[int, str, int, int]]:
        """Key, id, count of passages and of events that cite it, of each source."""
        counts = zip(self._passages, self._citations, strict=True)
        return ((key, id_, *count) for (id_, key), count in zip(self._keys.items(), counts, strict=True))


def _cited(cited: str) -> Set[str]:
    return {storable(source) for source in json.loads(cited)}


def _pairs(quotes: str) -> list[tuple[str | None, str | None]]:
    """Source and dispute of each quote."""
    pairs: list[tuple[str | None, str | None]] = json.loads(quotes)
    return pairs
