"""Events of an index as rows that are each a day, a month, a year, a decade or a century."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from timeline_tui.index.reader import Index
from timeline_tui.index.rows import Group, Row
from timeline_tui.index.shown import Shown, Unit, View
from timeline_tui.index.time.grouping import UNITS, Grouped, Key, group, heading, key_of
from timeline_tui.index.time.spine import beginning
from timeline_tui.model import dates


class InGroups(Shown):
    """Groups of events by their position."""

    def __init__(self, index: Index, view: View, unit: Unit, ranks: Sequence[int], made: Grouped) -> None:
        self._unit = unit
        self._made = made
        self._headed = array(
            "I", [at for at in range(len(made.keys)) if heading(made, at, self._unit) is not None]
        )
        super().__init__(index, view, ranks, len(self._headed))
        self.count = len(made.keys)
        self._positions = {key: at for at, key in enumerate(made.keys)}

    def rows(self, position: int, count: int) -> Sequence[Group]:
        """The groups from this position on."""
        positions = range(max(position, 0), min(max(position, 0) + max(count, 0), self.count))
        return [group(self._made, at, self._unit, self._title(at)) for at in positions]

    def _title(self, position: int) -> str:
        rows = self.index.rows(self._made.firsts[position], 1)
        return rows[0].title if rows else ""

    def inside(self, position: int, most: int) -> list[Row]:
        """The first events of the group, at most so many; a part that stands far off may be left out."""
        start = bisect_left(self.ranks, self.rank_at(position))
        rows = self.index.rows_of(self.ranks[start : start + 2 * most])
        return [row for row in rows if self._key(row) == self._made.keys[position]][:most]

    @property
    def gaps(self) -> Sequence[int]:
        """Groups have none."""
        return ()

    def extras_to(self, position: int) -> int:
        """How many headings stand above this group and all before it."""
        return bisect_right(self._headed, position)

    def rank_at(self, position: int) -> int:
        """The first event of the group."""
        return self._made.firsts[position]

    def last_rank_at(self, position: int) -> int:
        """The event before the next group, or the last of all."""
        first = self._made.firsts[position]
        if position + 1 < self.count:
            return max(first, self._made.firsts[position + 1] - 1)
        return self.ranks[-1]

    def position_of(self, rank: int) -> int | None:
        """The group of an event; None where no such group is shown."""
        rows = self.index.rows(rank, 1)
        return self._positions.get(self._key(rows[0])) if rows else None

    def _key(self, row: Row) -> Key:
        earliest = None if row.date is None else dates.parse(row.date).earliest
        return key_of(beginning(row.date, earliest), UNITS[self._unit])

    def nearest(self, rank: int) -> int:
        """The group of the event or, where it is not shown, of the next one that is, or the last."""
        if not self.events:
            return 0
        found = self.position_of(rank)
        if found is None:
            at = min(bisect_right(self.ranks, rank), self.events - 1)
            found = self.position_of(self.ranks[at])
        return found or 0
