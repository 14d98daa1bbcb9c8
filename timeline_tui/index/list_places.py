"""Where events stand in the list, and when each begins and ends: by places that never move, in blocks."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final, NamedTuple

from timeline_tui.index.density import ENDLESS
from timeline_tui.index.records import Unusable, checked
from timeline_tui.index.schema import IndexConnection
from timeline_tui.model import dates
from timeline_tui.model.days import to_civil, years_around

GAP: Final = 64
"""From one place to the next in a new index; so near that a posting of the search takes one byte."""
BLOCK: Final = 512 * GAP
"""Places from one of its multiples to the next are one block."""

_HELD = "SELECT place FROM row WHERE place >= ? AND place < ? ORDER BY place"
_ABOVE = """
SELECT count(*) FROM row
WHERE (heading IS NOT NULL OR gap IS NOT NULL) AND place BETWEEN ? AND ?
"""
_SPINES = "SELECT begins, ends FROM spine WHERE number BETWEEN ? AND ? ORDER BY number"
_ONE_SPINE = "SELECT number, begins, ends FROM spine WHERE number = ?"
_TOUCHING = """
SELECT number, begins, ends FROM block JOIN spine USING (number)
WHERE least_earliest <= ? AND most_latest >= ? ORDER BY number
"""


class Places:
    """Turns ranks into places and back; every answer can raise `Unusable`."""

    def __init__(self, ask: IndexConnection) -> None:
        self._ask = ask
        found = ask("SELECT number, rows, extras, even FROM block ORDER BY number")
        checked(found, int, int, int, int)
        self._blocks: list[int] = [number for number, *_ in found]
        self._even: list[int] = [even for *_, even in found]
        self._ranks: list[int] = [0, *accumulate(rows for _, rows, _, _ in found)]
        """The rank of the first row of each block, and of the one behind the last."""
        self._extras: list[int] = [0, *accumulate(extras for _, _, extras, _ in found)]
        self._held: dict[int, Sequence[int]] = {}
        self.rows = self._ranks[-1]
        """How many rows there are."""
        self.lines = self.rows + self._extras[-1]
        """How many lines they stand on, with the headings and gaps above them."""

    def place(self, rank: int) -> int:
        """Where the row of this rank stands; of one behind the last, a place behind all."""
        if not 0 <= rank < self.rows:
            return 0 if rank < 0 or not self._blocks else (self._blocks[-1] + 1) * BLOCK
        at = bisect_right(self._ranks, rank) - 1
        return self._standing(at)[rank - self._ranks[at]]

    def rank(self, place: int) -> int:
        """The rank of the row that stands there, or of the next one."""
        at = bisect_left(self._blocks, place // BLOCK)
        if at == len(self._blocks) or self._blocks[at] != place // BLOCK:
            return self._ranks[at]
        return self._ranks[at] + bisect_left(self._standing(at), place)

    def rank_found(self, found: Sequence[tuple[int]]) -> int | None:
        """The rank of the row at the place that a question found, if it found one."""
        return self.rank(checked([*found], int)[0][0]) if found else None

    def ranks_found(self, found: Sequence[tuple[int]]) -> list[int]:
        """The ranks of the rows at the places that a question found, in the order of the list."""
        return list(self.ranks([place for (place,) in checked([*found], int)]))

    def ranks(self, places: Sequence[int]) -> array[int]:
        """The ranks of rows that stand there; places go up."""
        found = array("I")
        start = 0
        while start < len(places):
            at = bisect_left(self._blocks, places[start] // BLOCK)
            if at == len(self._blocks):
                raise Unusable("a row is missing")
            end = bisect_left(places, (self._blocks[at] + 1) * BLOCK, start)
            found.extend(self._in_block(at, places[start:end]))
            start = end
        return found

    def _in_block(self, at: int, places: Sequence[int]) -> Iterable[int]:
        first = self._ranks[at]
        if len(places) == self._ranks[at + 1] - first:
            return range(first, first + len(places))
        if self._even[at]:
            by = first - self._blocks[at] * BLOCK // GAP
            return [place // GAP + by for place in places]
        standing = self._standing(at)
        return [first + bisect_left(standing, place) for place in places]

    def places(self, ranks: Iterable[int]) -> list[int]:
        """Where the rows of these ranks stand."""
        return [self.place(rank) for rank in ranks]

    def line(self, place: int) -> int:
        """The line of the list on which the row that stands there is drawn."""
        at = bisect_left(self._blocks, place // BLOCK)
        (above,) = checked(self._ask(_ABOVE, place - place % BLOCK, place), int)[0]
        return self.rank(place) + self._extras[at] + int(above)

    def spine(self, ranks: Sequence[int]) -> Spine:
        """When the events of these ranks, which go up, begin and end, and some more round them."""
        spine = Spine()
        if ranks:
            start, end = (bisect_right(self._ranks, rank) - 1 for rank in (ranks[0], ranks[-1]))
            spine.first = self._ranks[start]
            spine.take(self._ask(_SPINES, self._blocks[start], self._blocks[end]))
            if ranks[-1] >= spine.first + len(spine.begins):
                raise Unusable("what is known of the days is not whole")
        return spine

    def lots(self, days: tuple[int, int] | None) -> Iterator[tuple[range, array[int], array[int]]]:
        """Ranks, beginnings and ends of the events of each block, of which some can be in these days."""
        # Nobody needs all blocks at once.
        every = chain.from_iterable(self._ask(_ONE_SPINE, number) for number in self._blocks)
        for number, *held in every if days is None else self._ask(_TOUCHING, *reversed(days)):
            spine = Spine()
            spine.take([held])
            first = self._ranks[bisect_left(self._blocks, number)]
            yield range(first, first + len(spine.begins)), spine.begins, spine.ends

    def _standing(self, at: int) -> Sequence[int]:
        """The places of the rows of a block."""
        start = self._blocks[at] * BLOCK
        count = self._ranks[at + 1] - self._ranks[at]
        if self._even[at]:
            return range(start, start + count * GAP, GAP)
        if at not in self._held:
            found = [place for (place,) in checked(self._ask(_HELD, start, start + BLOCK), int)]
            if len(found) != count:
                raise Unusable("a row is missing")
            self._held[at] = found
        return self._held[at]


NO_DAY: Final = -(1 << 58)
"""Stands for a day that is not known."""
FOREVER: Final = 1 << 58
"""Stands for the end of what has none."""
DAY, MONTH, YEAR, DECADE, CENTURY, ROUGH, OPEN, UNDATED = range(8)
"""The finest unit of time in which an event surely begins: one of five, a coarser one, none; or no date."""


class Spine:
    """When each event of a run of ranks begins and ends."""

    def __init__(self) -> None:
        self.first = 0
        """The rank that the numbers begin with."""
        self.begins = array("q")
        """When it begins: see `beginning`."""
        self.ends = array("q")
        """The last day that it can mean; `FOREVER` where its end is open, `NO_DAY` where it has no date."""

    def take(self, lots: Iterable[Sequence[bytes]]) -> None:
        """Take the beginnings and ends of the events of some blocks, one behind the other."""
        try:
            for begins, ends in lots:
                self.begins.frombytes(begins)
                self.ends.frombytes(ends)
        except (ValueError, TypeError) as error:
            raise Unusable(f"what is known of the days is damaged: {error}") from error
        if len(self.begins) != len(self.ends):
            raise Unusable("what is known of the days is damaged")

    def begins_of(self, ranks: Sequence[int]) -> Sequence[int]:
        """When the events of these ranks, which go up, begin."""
        return _at(self.begins, self.first, ranks)

    def ends_of(self, ranks: Sequence[int]) -> Sequence[int]:
        """The last days that they can mean."""
        return _at(self.ends, self.first, ranks)


def _at(numbers: array[int], first: int, ranks: Sequence[int]) -> Sequence[int]:
    if ranks and ranks[-1] - ranks[0] == len(ranks) - 1:
        return numbers[ranks[0] - first : ranks[-1] + 1 - first]
    return [numbers[rank - first] for rank in ranks]


def lasts(date: str | None, latest: int | None) -> int:
    """The last day that an event can mean, as the spine keeps it."""
    if date is None:
        return NO_DAY
    return FOREVER if latest is None else latest


def beginning(date: str | None, earliest: int | None) -> int:
    """One number for when an event begins: eight times the first day that this can be, and its unit."""
    unit = UNDATED if date is None else unit_of(date)
    return 8 * (NO_DAY if earliest is None or unit >= OPEN else earliest) + unit


@lru_cache(maxsize=65_536)
def unit_of(date: str) -> int:
    """The finest unit in which what has this date surely begins."""
    if len(date) == 10 and date[:4].isdigit() and date[5:7].isdigit() and date[8:].isdigit():
        return DAY
    span = dates.parse(date)
    start = span.dates[0] if span.shape == "range" else span
    if start.earliest is None or start.latest is None:
        return OPEN
    if start.earliest == start.latest:
        return DAY
    first, last = to_civil(start.earliest), to_civil(start.latest)
    if first[:2] == last[:2]:
        return MONTH
    sizes = ((1, YEAR), (10, DECADE), (100, CENTURY))
    years = first[0], last[0]
    return next(
        (unit for size, unit in sizes if years_around(years[0], size) == years_around(years[1], size)), ROUGH
    )


class BlockRow(NamedTuple):
    """One row of a block."""

    place: int
    date: str | None
    earliest: int | None
    """None where its beginning is open."""
    latest: int | None
    extras: int
    """1 where a heading or a gap stands above it, for which one line will do."""


def write_block(connection: sqlite3.Connection, number: int, rows: Sequence[BlockRow]) -> None:
    """Write what a block comes to, of which these are all rows."""
    days = [(row.earliest, row.latest) for row in rows if row.date is not None]
    earliest = [-ENDLESS if first is None else first for first, _ in days]
    latest = [ENDLESS if last is None else last for _, last in days]
    named = [day for both in days for day in both if day is not None]
    # Whether its rows stand `GAP` apart, from its beginning on.
    even = all(row.place == number * BLOCK + at * GAP for at, row in enumerate(rows))
    bounds = [most(some, default=None) for some in (earliest, latest, named) for most in (min, max)]
    insert = f"INSERT INTO block VALUES (?{', ?' * 9})"  # noqa: S608 - fixed words
    connection.execute(insert, [number, len(rows), sum(row.extras for row in rows), even, *bounds])
    begins = array("q", [beginning(row.date, row.earliest) for row in rows])
    ends = array("q", [lasts(row.date, row.latest) for row in rows])
    connection.execute("INSERT INTO spine VALUES (?, ?, ?)", [number, begins.tobytes(), ends.tobytes()])
