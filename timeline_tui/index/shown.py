"""What a list shows of an index, row by row: all of its events, or those that a query finds."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, cast

from timeline_tui.index.list_places import Places
from timeline_tui.index.reader import Index
from timeline_tui.index.records import Group, Row, checked
from timeline_tui.index.schema import IndexConnection

Unit = Literal["day", "month", "year", "decade", "century"]

# The first condition is that of the lookup, which is used for no other.
_GAPS = """
SELECT place FROM row WHERE (heading IS NOT NULL OR gap IS NOT NULL) AND heading IS NULL ORDER BY place
"""
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
        """The rows that have a gap above them, and no heading that it stands in."""
        return self.index.places.ranks_found(self.index.ask(_GAPS))

    def extras_to(self, position: int) -> int:
        """How many headings and gaps stand above this row, its own among them, and above those before."""
        places = self.index.places
        return places.line(places.place(position)) - position

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


_STRETCH = 65_536
_WHOLES = """
SELECT parent, max(place) FROM row WHERE parent IS NOT NULL GROUP BY parent ORDER BY parent DESC
"""
_BY_ID = "SELECT place FROM row WHERE id = ? ORDER BY place LIMIT 1"
_LAST_PART = "SELECT max(place) FROM row WHERE parent = ?"


def last_inside(ask: IndexConnection, place: int) -> int:
    """The last of the parts of the event at this place, and of theirs; itself where it has none."""
    while (last := _last_part(ask, place)) is not None:
        place = last
    return place


def _last_part(ask: IndexConnection, place: int) -> int | None:
    (found,) = checked(ask(_LAST_PART, place), int | None)
    return cast("int | None", found[0])


def spans(ask: IndexConnection, places: Places, folded: Folded) -> list[tuple[int, int]]:
    """The rank of each event that is folded, in order, and that of the last event inside it."""
    others = {place for id_ in folded.but for (place,) in ask(_BY_ID, id_)}
    if not folded.everything:
        return [(places.rank(place), places.rank(last_inside(ask, place))) for place in sorted(others)]
    inside: dict[int, int] = {}
    for whole, last in checked(ask(_WHOLES), int, int):
        # Parts come first in this order, so what is inside them is known.
        inside[whole] = inside.get(last, int(last))
    wholes = [place for place in reversed(inside) if place not in others]
    return list(zip(places.ranks(wholes), [places.rank(inside[place]) for place in wholes], strict=True))


def without(ranks: Sequence[int], folds: Sequence[tuple[int, int]]) -> tuple[array[int], dict[int, int]]:
    """The ranks that are left, and how many are folded into each that is; `ranks` go up.

    What is inside an event that is not among them stays.
    """
    left = array("I")
    folded: dict[int, int] = {}
    start = 0
    for rank, last in folds:
        # What is inside another that is folded is before the start, and not found.
        at = bisect_left(ranks, rank, start)
        if at == len(ranks) or ranks[at] != rank:
            continue
        end = bisect_left(ranks, last + 1, at)
        if end == at + 1:
            continue
        _extend(left, ranks, start, at + 1)
        folded[rank] = end - at - 1
        start = end
    _extend(left, ranks, start, len(ranks))
    return left, folded


def _extend(left: array[int], ranks: Sequence[int], start: int, end: int) -> None:
    # By stretches, so that nobody waits for the whole.
    for at in range(start, end, _STRETCH):
        left.extend(ranks[at : min(at + _STRETCH, end)])


# Deeper than anybody nests events; a file that does is drawn less deep.
_FAR = 64


class Above:
    """The headings and gaps above some rows."""

    def __init__(self) -> None:
        self._positions = array("I")
        self._lines = array("I")
        """How many lines stand above each of these rows and all before it."""
        self._stands: list[tuple[str | None, int | None, int]] = []

    def add(self, position: int, *, heading: str | None, gap: int | None, hidden: int = 0) -> None:
        """Say what stands above the next row that has something above it."""
        self._positions.append(position)
        self._lines.append(self.lines + 1)
        self._stands.append((heading, gap, hidden))

    @property
    def lines(self) -> int:
        """How many there are."""
        return self._lines[-1] if self._lines else 0

    def gaps(self) -> list[int]:
        """The rows with a gap that stands in no heading."""
        stands = zip(self._positions, self._stands, strict=True)
        return [position for position, (heading, _, _) in stands if heading is None]

    def lines_to(self, position: int) -> int:
        """How many stand above this row and all before it."""
        at = bisect_right(self._positions, position)
        return self._lines[at - 1] if at else 0

    def at(self, position: int) -> tuple[str | None, int | None, int]:
        """Heading and gap of this row, and how many events are not shown in the gap."""
        at = bisect_left(self._positions, position)
        if at < len(self._positions) and self._positions[at] == position:
            return self._stands[at]
        return None, None, 0


class ChosenEvents(Shown):
    """Events by their ranks."""

    def __init__(
        self,
        index: Index,
        view: View,
        ranks: Sequence[int],
        above: Above,
        folded: Mapping[int, int],
        found: Sequence[int],
        *,
        partial: bool,
        filtered: bool,
        folds: bool,
    ) -> None:
        """`folded` says how many events are folded into some; `filtered` whether a query hides others."""
        super().__init__(index, view, ranks, above.lines)
        self.found = found
        self.events = len(found)
        self.partial = partial
        self.folds = folds
        self._above = above
        self._folded = folded
        self._filtered = filtered

    def rows(self, position: int, count: int) -> Sequence[Row]:
        """The rows from this position on."""
        position = max(position, 0)
        asked = self.ranks[position : position + max(count, 0)]
        return [self._here(at, row) for at, row in enumerate(self.index.rows_of(asked), position)]

    def _here(self, position: int, row: Row) -> Row:
        heading, gap, hidden = self._above.at(position)
        folded = self._folded.get(row.rank, 0)
        shown = row._replace(heading=heading, gap=gap, hidden=hidden, folded=folded)
        return self._part(shown) if row.depth and self._filtered else shown

    def _part(self, row: Row) -> Row:
        """A part as deep as the events that it is part of are shown."""
        whole = above = self.index.parent(row.rank)
        depth = 0
        for _ in range(_FAR):
            if above is None:
                break
            depth += self.position_of(above.rank) is not None
            above = self.index.parent(above.rank)
        alone = whole is not None and self.position_of(whole.rank) is None
        return row._replace(depth=depth, within=whole.title if whole is not None and alone else None)

    @property
    def gaps(self) -> Sequence[int]:
        """The rows that have a gap above them."""
        return self._above.gaps()

    def extras_to(self, position: int) -> int:
        """How many headings and gaps stand above this row and all before it."""
        return self._above.lines_to(position)

    def position_of(self, rank: int) -> int | None:
        """The row of an event; None where it is not shown."""
        at = bisect_left(self.ranks, rank)
        return at if at < self.count and self.ranks[at] == rank else None

    def nearest(self, rank: int) -> int:
        """The row of the event or, where it is folded, of what it is folded into, or else the next."""
        at = bisect_left(self.ranks, rank)
        if at < self.count and self.ranks[at] == rank:
            return at
        return max(at - 1 if self._holds(at - 1, rank) else min(at, self.count - 1), 0)

    def _holds(self, position: int, rank: int) -> bool:
        """Whether the event is folded into that of this row."""
        if position < 0 or self.ranks[position] not in self._folded:
            return False
        above = self.index.parent(rank)
        while above is not None and above.rank > self.ranks[position]:
            above = self.index.parent(above.rank)
        return above is not None and above.rank == self.ranks[position]
