"""The order of the list, and what the events of a new index are found by."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from timeline_tui.index.density import Density
from timeline_tui.index.schema import TABLES, storable
from timeline_tui.index.spine import NO_DAY, SpineLot, SpineWriter, lasts
from timeline_tui.index.traits import Found, LotOfRanks, Mentions, Ranks, Stretches, Tally
from timeline_tui.model.days import to_civil, year_iso

# A gap has a line of its own when it is at least this many days and this part of the whole.
_SHORTEST_GAP = 7
_GAPS_IN_THE_WHOLE = 40


def outline(in_time: Iterable[int], parents: Mapping[int, int]) -> Iterator[tuple[int, int, int, int | None]]:
    """Rank, number, depth and the parent's rank of each event, by rank; parents hold no loop."""
    roots = array("q")
    children: dict[int, array[int]] = {}
    for number in in_time:
        parent = parents.get(number)
        siblings = roots if parent is None else children.setdefault(parent, array("q"))
        siblings.append(number)
    rank = 0
    for root in roots:
        waiting: list[tuple[int, int, int | None]] = [(root, 0, None)]
        while waiting:
            number, depth, above = waiting.pop()
            yield rank, number, depth, above
            parts = children.get(number, ())
            waiting.extend((part, depth + 1, rank) for part in reversed(parts))
            rank += 1


def worth_a_line(whole: int) -> int:
    """The shortest gap that has a line of its own in a list of so many days."""
    return max(_SHORTEST_GAP, -(-whole // _GAPS_IN_THE_WHOLE))


@dataclass(slots=True)
class Lines:
    """Gives each row its line of the list, and the gap and the year heading that stand above it."""

    whole: int
    """Days from the first day of the timeline to its last."""
    line: int = 0
    """The next free line."""
    _year: str | None = None
    _until: int = NO_DAY

    def place(
        self, depth: int, dated: bool, earliest: int | None, end: int
    ) -> tuple[int, int | None, str | None, str | None]:
        """Line, gap, heading and year of the next row; `end` is the last day that it can mean."""
        gap = heading = None
        if depth == 0:
            gap = self._gap(earliest)
            heading = self._heading(dated, end if earliest is None and dated else earliest)
        self._until = max(self._until, end)
        line = self.line + (gap is not None) + (heading is not None)
        self.line = line + 1
        return line, gap, heading, self._year

    def _gap(self, earliest: int | None) -> int | None:
        if earliest is None or self._until == NO_DAY:
            return None
        days = earliest - self._until - 1
        return days if days >= worth_a_line(self.whole) else None

    def _heading(self, dated: bool, day: int | None) -> str | None:
        if dated and day is None:
            return None
        year = "" if day is None else _year_of(day)
        if year == self._year:
            return None
        self._year = year
        return year


@lru_cache(maxsize=65_536)
def _year_of(day: int) -> str:
    return year_iso(to_civil(day)[0])


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
    tally, _ = sources.tally(asked, quotes, cited)
    day = until if earliest is None else earliest
    only = sources.spread(rank, quotes, cited, lot)
    lot.rows.append(
        (
            *(rank, number, id_, date, title, depth, *tally, line, gap, heading, year, parent, day),
            *(key, only, written),
        )
    )
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
            disputes.update(json.loads(asked))
        independent = {self._kin.get(source, source) for source in sources}
        tally = len(pairs), len(sources), len(independent), len(disputes)
        return tally, {*map(storable, sources), *self.cited(cited)}

    def spread(self, rank: int, quotes: str, cited: str, lot: _Lot) -> int:
        """Note where each quote of an event stands, and which sources it cites; how many it cites."""
        only = self.cited(cited)
        for id_ in only:
            key = self._key(id_)
            self._citations[key] += 1
            lot.citations.append((key, rank))
        for position, (source, dispute) in enumerate(self.pairs(quotes)):
            if source is not None:
                key = self._key(storable(source))
                self._passages[key] += 1
                lot.passages.append((key, rank, position))
            if dispute is not None:
                lot.answers.append((storable(dispute), rank, position))
        return len(only)

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


_FOUND_BY_LOT = 500
_BY_RANK_TOO = """
SELECT rank, names, facets, date, earliest, latest, begins, ends, choice, disputes, quotes, cited, text
FROM staged.place JOIN staged.event USING (number) LEFT JOIN staged.words USING (number) ORDER BY rank
"""


def write_found_by(
    connection: sqlite3.Connection, kin: Mapping[str, str], found: Found, progress: Callable[[int], None]
) -> None:
    """Fill the tables of traits, stretches, facets and words, where all events have their ranks."""
    sources, stretches = Sources(kin), Stretches()
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
        traits.append((rank, *stretches.add(rank, days), *when, keys))
        if words is not None:
            kept.append((rank, text))
        if len(traits) >= _FOUND_BY_LOT:
            write()
            progress(rank + 1)
    write()
    connection.executemany("INSERT INTO stretch VALUES (?, ?, ?, ?, ?, ?)", stretches.rows())
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?, ?)", found.facets())


Aside = Callable[[Callable[[], None]], AbstractContextManager[Callable[[], bool]]]
"""Does something in another process; what is given waits for its end, and says whether it was done."""

_SETTINGS = ("synchronous = OFF", "cache_size = -8000", "temp_store = MEMORY")


def arrange_in_two(
    index: Path,
    staged: Path,
    kin: Mapping[str, str],
    mentions: Mentions,
    found: Found,
    aside: Aside,
    progress: Callable[[int], None],
) -> Arranged:
    """Fill the tables of an index that nobody has open: one file takes no more than one writer at a time."""
    rows = index.with_name(index.name + "-rows")
    try:
        with aside(partial(_find, index, staged, kin, found)) as is_done:
            with closing(_opened(rows, staged)) as connection:
                connection.executescript(f"PRAGMA journal_mode = OFF; {TABLES} BEGIN;")
                arranged = arrange(connection, kin, mentions, progress)
                connection.execute("COMMIT")
            if not is_done():
                # What the other process began is taken back when the file is opened.
                _find(index, staged, kin, found)
        with closing(_opened(index, rows, "rows")) as connection:
            connection.execute("BEGIN")
            for table in ARRANGED:
                connection.execute(f"INSERT INTO main.{table} SELECT * FROM rows.{table}")  # noqa: S608
            connection.execute("COMMIT")
    finally:
        rows.unlink(missing_ok=True)
    return arranged


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
