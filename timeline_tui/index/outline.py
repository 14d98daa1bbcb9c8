"""The order of the list, and the years and gaps above its rows: of all, or where something changed."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline_tui.index.density import ENDLESS, ChangedEdges
from timeline_tui.index.list_places import (
    BLOCK,
    CENTURY,
    DECADE,
    FOREVER,
    GAP,
    NO_DAY,
    BlockRow,
    unit_of,
    write_block,
)
from timeline_tui.index.records import NotCarried
from timeline_tui.model.dates import parse
from timeline_tui.model.days import DAY_LONG, from_civil, to_civil, year_iso, years_around

if TYPE_CHECKING:
    from timeline_tui.index.staging import Order


# The years that one heading can stand over, and how many events it has to hold on average.
_HEADINGS = ((1, 2), (10, 3), (100, 3))
# The calendar repeats after 400 years, which are this many days.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097


def years_a_heading(events: int, days: Iterable[int]) -> int:
    """How many years stand under one heading of so many dated events that begin on these days.

    None do, and it is 0, where most headings would stand over a single event: each then says its own year.
    """
    years = {day * _CYCLE_YEARS // _CYCLE_DAYS for day in days}
    for size, least in _HEADINGS:
        if events >= least * len({year // size for year in years}):
            return size
    return 0


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


class _Heading(NamedTuple):
    """What stands above the rows that begin on some days."""

    words: str
    """A year, as in EDTF, or the first and the last of several."""
    size: int
    """How many years it stands over."""
    first: int
    last: int
    """The last of the days that it stands over."""


_NO_HEADING = _Heading("", 0, 0, -1)


@dataclass(slots=True)
class Outline:
    """Gives each row the gap and the year heading that stand above it."""

    whole: int
    """Days from the first day of the timeline to its last."""
    size: int = 1
    """How many years stand under one heading; 0 where none stand under any."""
    year: str | None = None
    """The year that the next row stands under, where no other begins with it."""
    until: int = NO_DAY
    """The last day that any row so far can mean."""
    line: int = 0
    """How many lines there are so far."""
    _stands: _Heading = _NO_HEADING
    """The heading that the last row stands under, as far as it was looked up."""

    def place(
        self, depth: int, date: str | None, earliest: int | None, end: int
    ) -> tuple[int | None, str | None, str | None]:
        """Gap, heading and year of the next row; `end` is the last day that it can mean."""
        gap = heading = None
        if depth == 0:
            gap = self._gap(earliest)
            heading = self._heading(date, end if earliest is None and date is not None else earliest)
        self.until = max(self.until, end)
        self.line += 1 + (gap is not None or heading is not None)
        return gap, heading, self.year

    def _gap(self, earliest: int | None) -> int | None:
        if earliest is None or self.until == NO_DAY:
            return None
        days = earliest - self.until - 1
        return days if days >= _SHORTEST_GAP and days >= worth_a_line(self.whole) else None

    def _heading(self, date: str | None, day: int | None) -> str | None:
        if date is not None and (day is None or not self.size):
            return None
        size = max(self.size, _years_of(date))
        if day is not None and size == self._stands.size and self._stands.first <= day <= self._stands.last:
            return None
        heading = _NO_HEADING if day is None else _heading_of(day, size)
        self._stands = heading
        if heading.words == self.year:
            return None
        self.year = heading.words
        return self.year


@lru_cache(maxsize=65_536)
def _years_of(date: str | None) -> int:
    """How many years it speaks of where it is a decade or a century: none of them is the one it is of."""
    if date is None or unit_of(date) not in {DECADE, CENTURY}:
        return 1
    return {"decade": 10, "century": 100}.get(parse(date).precision, 1)


def _heading_of(day: int, size: int) -> _Heading:
    """The year of a day, or the years around it."""
    year = to_civil(day)[0]
    first, last = (year, year) if size == 1 else years_around(year, size)
    words = year_iso(year) if size == 1 else f"[{year_iso(first)}..{year_iso(last)}]"
    return _Heading(words, size, from_civil(first, 1, 1), from_civil(last, 12, 31))


Key = tuple[bool, int, int, int, int, int]
"""Sorts events of one parent: those without a date last, equal ones as in the file."""


def key_of(order: Order | None, number: int) -> Key:
    """How an event sorts whose date has this order."""
    if order is None:
        return True, 0, 0, 0, 0, number
    day, length, clock, fineness = order
    return False, day, length, clock, fineness, number


_BESIDE = "SELECT place, parent, number, date, day, begins FROM row JOIN trait USING (place) WHERE"
_BEHIND = "SELECT place FROM row WHERE place > ? AND depth <= ? ORDER BY place LIMIT 1"
# What has to move to make room moves as far apart from each other as this.
_ROOMY = 8


class Room(NamedTuple):
    """Room between two neighbours."""

    taken: list[int]
    """Where those are to stand that come."""
    moved: dict[int, int]
    """Where some of the others go, so that there is room."""


class ListOrder:
    """The order of an index that is being changed; it is in order at any time."""

    def __init__(self, connection: sqlite3.Connection, mixed: bool) -> None:
        """`mixed` says whether times are of several zones."""
        self._connection = connection
        self._mixed = mixed

    def place_of(self, id_: str) -> int:
        """Where the one event with this id stands."""
        found = self._connection.execute("SELECT place FROM row WHERE id = ? LIMIT 2", [id_]).fetchall()
        if len(found) != 1:
            raise NotCarried
        return int(found[0][0])

    def has_parts(self, place: int) -> bool:
        """Whether any event is part of the one that stands there."""
        return self._one("SELECT 1 FROM row WHERE parent = ? LIMIT 1", place) is not None

    def behind(self, place: int, depth: int) -> int | None:
        """What stands first behind an event of this depth and all that is part of it."""
        return self._one(_BEHIND, place, depth)

    def before(self, key: Key, parent: int | None, depth: int) -> int | None:
        """What is to stand right behind an event that sorts so; None where that is to be the last."""
        if parent is None:
            return self._among_roots(key)
        for place, _, *held in self._connection.execute(f"{_BESIDE} parent = ? ORDER BY place", [parent]):
            if self._key(*held) > key:
                return int(place)
        return self.behind(parent, depth - 1)

    def _among_roots(self, key: Key) -> int | None:
        low, high = 0, (self._one("SELECT max(place) FROM row") or 0) + 1
        while low < high:
            middle = (low + high) // 2
            asked = f"{_BESIDE} place >= ? AND place < ? ORDER BY place LIMIT 1"
            found = self._connection.execute(asked, [middle, high]).fetchone()
            if found is None:
                high = middle
                continue
            at, parent, *held = found
            root = at
            while parent is not None:
                root, parent, *held = self._connection.execute(f"{_BESIDE} place = ?", [parent]).fetchone()
            if self._key(*held) < key:
                low = at + 1
            else:
                high = root
        return self._one("SELECT min(place) FROM row WHERE place >= ?", high)

    def _key(self, number: int, date: str | None, day: int, begins: int | None) -> Key:
        order = None if date is None else parse(date).order
        if order is None or begins is None:
            return key_of(order, number)
        return key_of((begins // DAY_LONG if self._mixed else day, 0, begins, order[3]), number)

    def room(self, column: Literal["place", "number"], before: int | None, wanted: int) -> Room:
        """Room for so many right before this one, or behind all."""
        size = 0
        while True:
            earlier, later = self._neighbours(column, before, size)
            low = earlier.pop(0) if len(earlier) > size else -1
            held = [*earlier, *(later[:size])]
            steps = len(held) + wanted + 1
            high = later[size] if len(later) > size else low // GAP * GAP + GAP * steps
            if high - low >= (steps * _ROOMY if size else steps):
                break
            size = 4 * size or 8
        places = [low + (high - low) * (at + 1) // steps for at in range(steps - 1)]
        taken = places[len(earlier) : len(earlier) + wanted]
        left = places[: len(earlier)] + places[len(earlier) + wanted :]
        return Room(taken, {old: new for old, new in zip(held, left, strict=True) if old != new})

    def _neighbours(self, column: str, before: int | None, size: int) -> tuple[list[int], list[int]]:
        """The nearest before the room, one more than so many, and those from it on."""
        earlier = f"SELECT {column} FROM row WHERE {column} < ? ORDER BY {column} DESC LIMIT ?"  # noqa: S608
        later = f"SELECT {column} FROM row WHERE {column} >= ? ORDER BY {column} LIMIT ?"  # noqa: S608
        bound = 1 << 62 if before is None else before
        first, last = (
            [int(one) for (one,) in self._connection.execute(asked, [bound, size + 1])]
            for asked in (earlier, later)
        )
        return first[::-1], last

    def _one(self, asked: str, *values: object) -> int | None:
        found = self._connection.execute(asked, values).fetchone()
        return None if found is None or found[0] is None else int(found[0])


_ROWS = """
SELECT place, depth, date, earliest, latest, gap, heading, year
FROM row JOIN trait USING (place) WHERE place >= ? ORDER BY place
"""
_OF_BLOCK = """
SELECT place, date, nullif(earliest, ?), nullif(latest, ?), heading IS NOT NULL OR gap IS NOT NULL
FROM row JOIN trait USING (place) WHERE place >= ? AND place < ? ORDER BY place
"""
_YEAR = "SELECT year FROM row WHERE place < ? ORDER BY place DESC LIMIT 1"
_UNTIL = """
SELECT max(latest) FROM (
    SELECT max(most_latest) AS latest FROM block WHERE number < ?
    UNION ALL SELECT max(latest) FROM trait WHERE place >= ? AND place < ?
)
"""


class _Left(NamedTuple):
    """A row that stood there before."""

    place: int
    until: int
    """The last day that it could mean."""
    year: str | None


class Redrawing:
    """Draws anew what stands above the rows of an index in which some came and some went."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._left: list[_Left] = []
        self._came: set[int] = set()
        self._edges = ChangedEdges(connection)

    def leave(self, place: int, latest: int | None, year: str | None) -> None:
        """The row that stands there goes; with the last of its days as a trait has it."""
        if place in self._came:
            self._came.remove(place)
        else:
            self._left.append(_Left(place, _until(latest), year))

    def come(self, place: int) -> None:
        """A row comes to stand there."""
        self._came.add(place)

    def sum_up(self) -> None:
        """Say anew what the blocks come to in which something changed."""
        self._sum_up({*self._came, *(left.place for left in self._left)})

    def draw(self, whole: int, size: int, *, everything: bool) -> None:
        """Draw what stands above the rows of a list of so many days, `everything` or what can be another.

        `size` is how many years stand under a heading.
        """
        self._left.sort()
        reached = -1
        for start in [0] if everything else sorted({*self._came, *(left.place for left in self._left)}):
            if start > reached:
                reached = self._draw_from(start, whole, size, everything)
        self._edges.write()

    def _draw_from(self, start: int, whole: int, size: int, everything: bool) -> int:
        """Draw from there on until all is as it was; the last place that was looked at."""
        year, until = self._state(start)
        lines = Outline(whole, size, year, until)
        left = [one for one in reversed(self._left) if one.place >= start]
        drawn: list[tuple[int | None, str | None, str | None, int]] = []
        reached = 1 << 62
        for place, depth, date, earliest, latest, *stood in self._connection.execute(_ROWS, [start]):
            while left and left[-1].place <= place:
                _, last, year = left.pop()
                until = max(until, last)
            came = place in self._came
            if not (everything or came) and (lines.year, lines.until) == (year, until):
                reached = place - 1
                break
            end = _until(latest)
            stands = lines.place(depth, date, None if earliest == -ENDLESS else earliest, end)
            if [*stands] != stood:
                drawn.append((*stands, place))
            if not came:
                year, until = stood[2], max(until, end)
        self._connection.executemany("UPDATE row SET gap = ?, heading = ?, year = ? WHERE place = ?", drawn)
        self._sum_up(place for *_, place in drawn)
        return reached

    def _state(self, start: int) -> tuple[str | None, int]:
        """The year and the last day that the rows before this place leave behind them."""
        year = self._connection.execute(_YEAR, [start]).fetchone()
        block = start // BLOCK
        (latest,) = self._connection.execute(_UNTIL, [block, block * BLOCK, start]).fetchone()
        return None if year is None else year[0], _until(latest)

    def _sum_up(self, places: Iterable[int]) -> None:
        run = self._connection.execute
        for number in {place // BLOCK for place in places}:
            bounds = number * BLOCK, (number + 1) * BLOCK
            held = [BlockRow(*row) for row in run(_OF_BLOCK, [-ENDLESS, ENDLESS, *bounds])]
            self._edges.add(number, by=-1)
            run("DELETE FROM block WHERE number = ?", [number])
            run("DELETE FROM spine WHERE number = ?", [number])
            if held:
                write_block(self._connection, number, held)
                self._edges.add(number, by=1)


def _until(latest: int | None) -> int:
    """The last day of a trait as the spine has it."""
    if latest is None:
        return NO_DAY
    return FOREVER if latest == ENDLESS else latest
