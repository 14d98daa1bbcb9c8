"""In which events two versions of a file differ, where an event belongs in the list, and room there."""

from __future__ import annotations

import sqlite3
from typing import Literal, NamedTuple

from timeline_tui.index.list_places import GAP
from timeline_tui.index.staging import Order, Staged
from timeline_tui.model import dates
from timeline_tui.model.days import DAY_LONG

Key = tuple[bool, int, int, int, int, int]
"""Sorts events of one parent: those without a date last, equal ones as in the file."""


class NotCarried(Exception):  # noqa: N818 - it is no mistake of anybody
    """More than this changes with the events: the file must be read."""


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


def key_of(order: Order | None, number: int) -> Key:
    """How an event sorts whose date has this order."""
    if order is None:
        return True, 0, 0, 0, 0, number
    day, length, clock, fineness = order
    return False, day, length, clock, fineness, number


_ROW = "SELECT place, parent, number, date, day, begins FROM row JOIN trait USING (place) WHERE"
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
        for place, _, *held in self._connection.execute(f"{_ROW} parent = ? ORDER BY place", [parent]):
            if self._key(*held) > key:
                return int(place)
        return self.behind(parent, depth - 1)

    def _among_roots(self, key: Key) -> int | None:
        low, high = 0, (self._one("SELECT max(place) FROM row") or 0) + 1
        while low < high:
            middle = (low + high) // 2
            asked = f"{_ROW} place >= ? AND place < ? ORDER BY place LIMIT 1"
            found = self._connection.execute(asked, [middle, high]).fetchone()
            if found is None:
                high = middle
                continue
            at, parent, *held = found
            root = at
            while parent is not None:
                root, parent, *held = self._connection.execute(f"{_ROW} place = ?", [parent]).fetchone()
            if self._key(*held) < key:
                low = at + 1
            else:
                high = root
        return self._one("SELECT min(place) FROM row WHERE place >= ?", high)

    def _key(self, number: int, date: str | None, day: int, begins: int | None) -> Key:
        order = None if date is None else dates.parse(date).order
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
