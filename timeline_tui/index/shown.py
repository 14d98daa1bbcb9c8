"""What a list shows of an index, row by row: all of its events, some of them, or groups of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.records import Group, Row


Unit = Literal["day", "month", "year", "decade", "century"]

# How many disputed events are looked at together for one that is shown.
_TOGETHER = 1000


class Folded(NamedTuple):
    """Which events are folded, so that their parts are not shown."""

    everything: bool = False
    """All of them, or none."""
    but: frozenset[str] = frozenset()
    """The ids of those with which it is the other way round."""


class View(NamedTuple):
    """What is to be shown; it holds for any reading of a file, since it knows no ranks."""

    query: str = ""
    """What an event must answer to be shown; all are where it is empty."""
    folded: Folded = Folded()
    grouped: Unit | None = None
    """The unit of time of which each row is one; None where each row is an event."""


class Shown:
    """The rows of a list by their position, counted from 0; this one shows every event of its index.

    What asks the index raises what the index raises.
    """

    partial = False
    """Whether there may be more rows before and after these."""
    folds = True
    """Whether events are folded where the view says so."""

    def __init__(self, index: Index, view: View, ranks: Sequence[int], extras: int) -> None:
        self.index = index
        self.view = view
        self.ranks = ranks
        """The events that are shown or counted, in the order of the list."""
        self.found = ranks
        """The events that are shown or counted, with those that are folded into others."""
        self.events = self.count = len(ranks)
        """How many events that are, and how many rows; fewer where rows are groups."""
        self.of = index.about.events
        """How many events there are, shown or not."""
        self.extras = extras
        """How many headings and gaps stand above the rows."""

    @staticmethod
    def whole(index: Index) -> Shown:
        """Everything, which takes no work at all."""
        about = index.about
        return Shown(index, View(), range(about.events), about.lines - about.events)

    def rows(self, position: int, count: int) -> Sequence[Row | Group]:
        """The rows from this position on, with the headings and gaps that stand above them here."""
        return self.index.rows(position, count)

    @property
    def gaps(self) -> Sequence[int]:
        """The rows that have a gap above them."""
        return self.index.gaps()

    def extras_to(self, position: int) -> int:
        """How many headings and gaps stand above this row, its own among them, and above those before."""
        return self.index.line_of(position) - position

    def rank_at(self, position: int) -> int:
        """The event of that row, or the first of its group."""
        return self.ranks[position]

    def last_rank_at(self, position: int) -> int:
        """The event of that row, or about the last of its group."""
        return self.rank_at(position)

    def position_of(self, rank: int) -> int | None:
        """The row of an event; None where it is not shown."""
        return rank if rank in self.ranks else None

    def nearest(self, rank: int) -> int:
        """The row of the event or, where it is not shown, of the next that is, or else of the last."""
        return max(0, min(rank, self.count - 1))

    def event_from(self, rank: int, direction: int) -> int | None:
        """This event where it is shown, or counted in a group, else the next that is, or the one before."""
        at = bisect_left(self.ranks, rank) if direction > 0 else bisect_right(self.ranks, rank) - 1
        return self.ranks[at] if 0 <= at < len(self.ranks) else None

    def disputed(self, rank: int, direction: int) -> int | None:
        """The next shown event after this one, or before it, with a disputed point."""
        while ranks := self.index.disputed(rank, direction, _TOGETHER):
            for rank in ranks:
                if self.event_from(rank, direction) == rank:
                    return rank
        return None
