"""What single events add to the counts, lookups and drawn lines of an index, and their new numbers."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple, TypeVar

from timeline_tui.index.arrangement import Lines, Sources
from timeline_tui.index.density import Density
from timeline_tui.index.schema import LOOKUPS, RANKS_TOGETHER, storable
from timeline_tui.index.seats import Seat, SeatOrder, Stretch
from timeline_tui.index.spine import Spine, beginning, lasts, lots
from timeline_tui.index.staging import Staged
from timeline_tui.index.traits import ENDLESS, STRETCH, Found, Tally

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
        tally, _ = self._sources.tally(columns.asked, columns.quotes, columns.cited)
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
        tally, used = self._sources.tally(columns.asked, columns.quotes, columns.cited)
        days = None if columns.date is None else (columns.earliest, columns.latest)
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


_FIRST_AND_LAST = f"""
SELECT min(CASE WHEN earliest > -{ENDLESS} THEN earliest ELSE latest END),
    max(CASE WHEN latest < {ENDLESS} THEN latest ELSE nullif(earliest, -{ENDLESS}) END)
FROM trait WHERE earliest > -{ENDLESS} OR latest < {ENDLESS}
"""  # noqa: S608 - made of fixed numbers
_ROWS = """
SELECT depth, date IS NOT NULL, line, gap, heading, year, disputes > 0, earliest, latest, choice
FROM row JOIN trait USING (rank) ORDER BY rank
"""
_STRETCHES = f"""
INSERT INTO stretch
SELECT rank / {STRETCH} * {STRETCH}, rank / {STRETCH} * {STRETCH} + {STRETCH} - 1,
    min(earliest), max(earliest), min(latest), max(latest)
FROM trait WHERE earliest IS NOT NULL GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - made of fixed numbers


class Drawn(NamedTuple):
    """What is known of the whole when all rows stand."""

    lines: int
    earliest: int | None
    latest: int | None
    density: list[float]
    disputed: list[int]


def redraw(connection: sqlite3.Connection, order: SeatOrder) -> Drawn:
    """Say anew what stands above each row, and how the whole lies in time."""
    connection.execute("DELETE FROM stretch")
    connection.execute(_STRETCHES)
    ends = _grown(connection, order)
    earliest, latest = connection.execute(_FIRST_AND_LAST).fetchone()
    density = None if latest is None else Density(earliest, latest)
    lines = Lines(whole=0 if latest is None else latest - earliest + 1)
    came = {seat.rank for seat in order.seats}
    above: list[tuple[int | None, str | None, str | None, int]] = []
    stands: list[tuple[int, int]] = []
    steps: list[tuple[int, int]] = [(0, 0)]
    rows = connection.execute(_ROWS)
    for rank, ((depth, dated, was, *written, disputed, least, most, choice), end) in enumerate(
        zip(rows, ends, strict=True)
    ):
        first = None if least is None or least == -ENDLESS else least
        until = first if most is None or most == ENDLESS else most
        line, gap, heading, year = lines.place(depth, dated, first, end)
        if density is not None and until is not None:
            day = until if first is None else first
            density.add(day, until if choice is None else day, disputed=disputed)
        if [gap, heading, year] != written:
            above.append((gap, heading, year, rank))
        if rank in came:
            stands.append((line, rank))
        elif line - was != steps[-1][1]:
            steps.append((rank, line - was))
    _write_lines(connection, [*steps, (len(ends), 0)])
    connection.executemany("UPDATE row SET line = ? WHERE rank = ?", stands)
    connection.executemany("UPDATE row SET gap = ?, heading = ?, year = ? WHERE rank = ?", above)
    return Drawn(
        lines.line, earliest, latest, density.bins() if density else [], density.disputed() if density else []
    )


def _write_lines(connection: sqlite3.Connection, steps: Sequence[tuple[int, int]]) -> None:
    """Move all rows from each of these ranks to the next by so many lines."""
    for (first, by), (end, _) in pairwise(steps):
        if by:
            asked = "UPDATE row SET line = line + ? WHERE rank >= ? AND rank < ?"
            connection.execute(asked, [by, first, end])


def _grown(connection: sqlite3.Connection, order: SeatOrder) -> Sequence[int]:
    """Put the spine together anew; the last day that each event can mean."""
    spine = Spine()
    for begins, ends in connection.execute("SELECT begins, ends FROM spine ORDER BY last"):
        spine.begins.frombytes(begins)
        spine.ends.frombytes(ends)
    bones: list[tuple[int, array[int], array[int]]] = []
    for one in order.stretches:
        some = slice(one.first, one.last + 1)
        bones.append((one.now, spine.begins[some], spine.ends[some]))
    for seat in order.seats:
        columns = seat.event.staged.columns
        date, earliest = columns.date, columns.earliest
        end = lasts(date, columns.latest)
        bones.append((seat.rank, array("q", [beginning(date, earliest)]), array("q", [end])))
    grown = Spine()
    for _, begins, ends in sorted(bones):
        grown.begins.extend(begins)
        grown.ends.extend(ends)
    connection.execute("DELETE FROM spine")
    connection.executemany("INSERT INTO spine VALUES (?, ?, ?)", lots(grown))
    return grown.ends


# Further than any rank: numbers wait there while others take their places.
_FAR = 1 << 40
_BY_RANK = {
    "trait": "rank, earliest, latest, begins, ends, choice, facets",
    "passage": "source, rank, position",
    "citation": "source, rank",
    "answer": "dispute, rank, position",
}
_EVENTS = "SELECT number, plain FROM event WHERE number >= ? AND number < ? ORDER BY number {} LIMIT 1000"
# Where this part of the rows gets other ranks, lookups are made anew rather than kept up to date.
_MANY = 16


def move_ranks(connection: sqlite3.Connection, order: SeatOrder) -> None:
    """Give the rows that are there their new ranks."""
    for column, stretches in (("rank", order.moved), ("parent", [*order.moved, *order.staying])):
        away = f"UPDATE row SET {column} = {column} + ? WHERE {column} BETWEEN ? AND ?"  # noqa: S608
        back = f"UPDATE row SET {column} = {column} - ? WHERE {column} >= ?"  # noqa: S608
        for one in stretches:
            connection.execute(away, [_FAR + one.now - one.first, one.first, one.last])
        connection.execute(back, [_FAR, _FAR])
    for table, columns in _BY_RANK.items():
        _move_aside(connection, table, columns, order.moved)


def _move_aside(
    connection: sqlite3.Connection, table: str, columns: str, stretches: Sequence[Stretch]
) -> None:
    """The same by a copy of those rows, which costs less where there are many and no lookups."""
    run = connection.execute
    run(f"CREATE TEMP TABLE aside AS SELECT * FROM {table} LIMIT 0")  # noqa: S608 - fixed words
    for one in stretches:
        moved = columns.replace("rank", "rank + ?")
        asked = f"INSERT INTO aside SELECT {moved} FROM {table} WHERE rank BETWEEN ? AND ?"  # noqa: S608
        run(asked, [one.now - one.first, one.first, one.last])
    for one in stretches:
        run(f"DELETE FROM {table} WHERE rank BETWEEN ? AND ?", [one.first, one.last])  # noqa: S608
    run(f"INSERT INTO {table} SELECT * FROM aside ORDER BY {columns}")  # noqa: S608 - fixed words
    run("DROP TABLE aside")


def move_numbers(connection: sqlite3.Connection, first: int, by: int) -> None:
    """Count the events of the file from this one on by so many more, or fewer."""
    if not by:
        return
    connection.execute("UPDATE row SET number = number + ? WHERE number >= ?", [by, first])
    # The last go first where numbers grow, so that each finds its place free.
    asked = _EVENTS.format("DESC" if by > 0 else "ASC")
    bounds = (first, _FAR)
    while held := connection.execute(asked, bounds).fetchall():
        numbers = [number for number, _ in held]
        connection.execute("DELETE FROM event WHERE number BETWEEN ? AND ?", (min(numbers), max(numbers)))
        moved = sorted((number + by, plain) for number, plain in held)
        connection.executemany("INSERT INTO event VALUES (?, ?)", moved)
        bounds = (first, min(numbers)) if by > 0 else (max(numbers) + 1, _FAR)


def without_lookups(connection: sqlite3.Connection, order: SeatOrder, events: int) -> bool:
    """Drop the lookups where keeping them up to date would cost more; whether they must be made again."""
    moved = sum(one.last - one.first + 1 for one in order.moved)
    if moved * _MANY < events:
        return False
    for lookup in _LOOKED_UP:
        connection.execute(f"DROP INDEX {lookup.split(' ON ')[0].split()[-1]}")
    return True


def lookups_again(connection: sqlite3.Connection) -> None:
    """Make those lookups again."""
    for lookup in _LOOKED_UP:
        connection.execute(lookup)


def move_mentions(
    connection: sqlite3.Connection,
    order: SeatOrder,
    touched: Collection[int],
    mentioned: Iterable[tuple[int, Seat]],
) -> None:
    """Write anew where names are mentioned: those that events bring or take, and all if ranks change."""
    come: dict[int, list[int]] = {}
    for name, seat in mentioned:
        come.setdefault(name, []).append(seat.rank)
    names = range(connection.execute("SELECT count(*) FROM name").fetchone()[0]) if order.moves else touched
    for name in names:
        held = array("I")
        for (ranks,) in connection.execute("SELECT ranks FROM mention WHERE name = ? ORDER BY last", [name]):
            held.frombytes(ranks)
        now = array("I", sorted([*_moved(held, order), *come.get(name, ())]))
        if now == held:
            continue
        connection.execute("DELETE FROM mention WHERE name = ?", [name])
        connection.executemany("INSERT INTO mention VALUES (?, ?, ?)", _lots(name, now))
        connection.execute("UPDATE name SET events = ? WHERE key = ?", [len(now), name])


def _moved(ranks: array[int], order: SeatOrder) -> Iterator[int]:
    """The new ranks of the events among these that stay."""
    for one in order.stretches:
        by = one.now - one.first
        some = ranks[bisect_left(ranks, one.first) : bisect_right(ranks, one.last)]
        yield from (rank + by for rank in some) if by else some


def _lots(name: int, ranks: array[int]) -> Iterator[tuple[int, int, bytes]]:
    for start in range(0, len(ranks), RANKS_TOGETHER):
        lot = ranks[start : start + RANKS_TOGETHER]
        yield name, lot[-1], lot.tobytes()


_LOOKED_UP = [lookup for lookup in LOOKUPS if " ON row " in lookup]
