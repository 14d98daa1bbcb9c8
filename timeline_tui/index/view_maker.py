"""Makes what a view shows of an index, and counts how it lies over time, in any thread."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.density import Density, Lying
from timeline_tui.index.groups import InGroups, grouped
from timeline_tui.index.list_places import FOREVER, NO_DAY, UNDATED, Spine
from timeline_tui.index.outline import worth_a_line
from timeline_tui.index.reader import Index
from timeline_tui.index.records import IsWanted, Unusable, checked
from timeline_tui.index.shown import Above, ChosenEvents, Folded, Shown, Unit, View, spans, without
from timeline_tui.system import Act

if TYPE_CHECKING:
    from timeline_tui.index.query_sql import QueryParts

_TOGETHER = 1024


class Measured(NamedTuple):
    """What lies where in a stretch of time, in bins."""

    lying: Lying
    """How many of the events that are shown lie how surely in each bin."""
    disputed: list[int]
    """The first bins of those that accounts differ on."""
    all: list[int]
    """How many events begin in each bin, shown or not."""


def measured(
    shown: Index, ranks: Sequence[int], first: int, last: int, is_wanted: IsWanted
) -> Iterator[Measured]:
    """What these events are over the days from the first to the last, beside all that there are.

    `is_wanted` is asked now and then, and where it answers no, nothing comes. It can raise `Unusable`.
    """
    index = shown.again()
    try:
        found = _counted(index, ranks, first, last, is_wanted)
        if found is not None:
            yield Measured(found.lying(), found.disputed(), index.moments.binned(first, last))
    finally:
        index.close()


def _counted(
    index: Index, ranks: Sequence[int], first: int, last: int, is_wanted: IsWanted
) -> Density | None:
    density = Density(first, last)
    for start in range(0, len(ranks), _TOGETHER):
        if not is_wanted():
            return None
        some = ranks[start : start + _TOGETHER]
        spine = index.places.spine(some)
        disputed = _disputed(index, some[0], some[-1])
        dates = index.moments.dates_of_days(some[0], some[-1])
        days: list[int] = []
        for rank, begins, last_day in zip(some, spine.begins_of(some), spine.ends_of(some), strict=True):
            if begins >> 3 == last_day and rank not in disputed:
                days.append(last_day)
            elif begins & 7 != UNDATED:
                earliest = None if begins >> 3 == NO_DAY else begins >> 3
                latest = None if last_day == FOREVER else last_day
                density.add_event(dates.get(rank, ""), earliest, latest, disputed=rank in disputed)
        density.add_days(days)
    return density


def _disputed(index: Index, first: int, last: int) -> set[int]:
    """The disputed events from one rank to another."""
    found: set[int] = set()
    rank = first - 1
    while ranks := index.disputed(rank, 1, _TOGETHER):
        found.update(one for one in ranks if one <= last)
        rank = ranks[-1]
        if rank >= last:
            break
    return found


_BELOW = """
SELECT place, gap, heading FROM row WHERE (heading IS NOT NULL OR gap IS NOT NULL) AND place BETWEEN ? AND ?
ORDER BY place
"""
_YEAR_BEFORE = """
SELECT place FROM row WHERE heading IS NOT NULL AND place <= ? ORDER BY place DESC LIMIT 1
"""
# So many events are looked at together.
_STRETCH = 512
_DISPUTED = "SELECT place FROM row WHERE disputes > 0 ORDER BY place"
_KEY = "SELECT place FROM row WHERE key > 0 ORDER BY place"
_PARTS = "SELECT place FROM row WHERE parent IS NOT NULL ORDER BY place"


class Interrupted(Exception):  # noqa: N818 - it says what happened
    """Somebody does not want it any more."""


class Maker:
    """Makes views of one index on a connection of its own, in the thread that made this."""

    def __init__(self, index: Index) -> None:
        """`index` is only read for what it is; whoever shows what is made asks it, in their thread."""
        self._shown_by = index
        self._index = index.again()
        self._ask = self._index.ask
        self._connection = self._ask.connection
        self._places = self._index.places
        self._stopped = False

    def close(self) -> None:
        """Let go of the file."""
        self._index.close()

    def make_ready(self) -> None:
        """Open what finds the events that a query wants."""
        self._index.search  # noqa: B018 - it is made when it is first asked for

    def interrupt(self) -> None:
        """End what is being made; for another thread."""
        self._stopped = True
        # It may have been let go of meanwhile.
        with suppress(sqlite3.ProgrammingError):
            self._connection.interrupt()

    def made(self, view: View, around: int | None = None, most: int | None = None) -> Shown:
        """What the view shows: all of it or, where that takes longer, so many rows around a rank.

        Raises `Interrupted`, `Unusable`, and `Unreadable` for a query that cannot be read.
        """
        self._stopped = False
        with self._watched():
            if view == View():
                return Shown.whole(self._shown_by)
            if not view.query.strip():
                return self._made(view, range(self._index.about.events), None)
            wanted = self.wanted(view.query)
            if most is None or view.grouped is not None:
                return self._made(view, self._found(wanted), wanted)
            ranks, some = self._nearest(wanted, around or 0, most)
            return self._made(view, ranks, wanted, some=some)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, Unusable) as error:
            if self._stopped:
                raise Interrupted from error
            raise Unusable(str(error)) from error
        self._look()

    def _look(self) -> None:
        if self._stopped:
            raise Interrupted

    # Which events.

    def wanted(self, text: str) -> QueryParts:
        """What finds the events that answer a query."""
        from timeline_tui.query.written import parse

        return self._index.search.selection(parse(text))

    def _found(self, wanted: QueryParts) -> array[int]:
        return self._ranks(self._selected(wanted, "ORDER BY {place}"))

    def _nearest(self, wanted: QueryParts, around: int, most: int) -> tuple[array[int], bool]:
        """Those around a rank, and whether there may be more on either side of them."""
        place = self._places.place(around)
        earlier, later = (
            "AND {place} < ? ORDER BY {place} DESC LIMIT ?",
            "AND {place} >= ? ORDER BY {place} LIMIT ?",
        )
        before = list(self._selected(wanted, earlier, place, most // 2))
        left = most - len(before)
        after = list(self._selected(wanted, later, place, left))
        some = len(before) == most // 2 or len(after) == left
        return self._ranks([*reversed(before), *after]), some

    def _selected(self, wanted: QueryParts, which: str, *values: object) -> Iterator[int]:
        asked = f"SELECT {wanted.place} FROM {wanted.tables} WHERE {wanted.where} "  # noqa: S608 - fixed words
        found = self._connection.execute(asked + which.format(place=wanted.place), (*wanted.values, *values))
        return chain.from_iterable(found)

    def _ranks(self, places: Iterable[int]) -> array[int]:
        return self._places.ranks(array("q", places))

    # What they look like.

    def _made(
        self, view: View, ranks: Sequence[int], wanted: QueryParts | None, *, some: bool = False
    ) -> Shown:
        self._look()
        if view.grouped is not None:
            return self._in_groups(view, view.grouped, ranks)
        folds = wanted is None or not wanted.words
        folded = spans(self._ask, self._places, view.folded if folds else Folded())
        left, inside = without(ranks, folded)
        self._look()
        filtered = wanted is not None
        above = self._among_hits(ranks, left) if filtered else self._as_in_the_whole(left)
        said = {"partial": some, "filtered": filtered, "folds": folds}
        return ChosenEvents(self._shown_by, view, left, above, inside, ranks, **said)

    def _in_groups(self, view: View, unit: Unit, ranks: Sequence[int]) -> InGroups:
        spine = self._places.spine(ranks)
        self._look()
        disputed = self._ranks(chain.from_iterable(self._connection.execute(_DISPUTED)))
        told_first = self._ranks(chain.from_iterable(self._connection.execute(_KEY)))
        made = grouped(spine, ranks, disputed, told_first, self._parts(), unit, self._look)
        return InGroups(self._shown_by, view, unit, ranks, made)

    def _parts(self) -> bytes:
        parts = bytearray(self._index.about.events)
        for rank in self._ranks(chain.from_iterable(self._connection.execute(_PARTS))):
            parts[rank] = 1
        return bytes(parts)

    def _as_in_the_whole(self, left: Sequence[int]) -> Above:
        """Headings and gaps stand above events that are part of none, which no folding hides."""
        above = Above()
        for rank, gap, heading in self._below(left):
            above.add(bisect_left(left, rank), heading=heading, gap=gap)
        return above

    def _below(self, ranks: Sequence[int]) -> list[tuple[int, int | None, str | None]]:
        if not ranks:
            return []
        bounds = self._places.places((ranks[0], ranks[-1]))
        found = checked(self._ask(_BELOW, *bounds), int, int | None, str | None)
        stands = self._ranks(place for place, _, _ in found)
        return [(rank, gap, heading) for rank, (_, gap, heading) in zip(stands, found, strict=True)]

    def _among_hits(self, ranks: Sequence[int], left: Sequence[int]) -> Above:
        headings = self._headings(left)
        self._look()
        gaps = self._gaps(ranks, left)
        above = Above()
        for position in sorted({*headings, *gaps}):
            gap, hidden = gaps.get(position, (None, 0))
            above.add(position, heading=headings.get(position), gap=gap, hidden=hidden)
        return above

    def _headings(self, left: Sequence[int]) -> dict[int, str]:
        """The year above the first that is left of those that stand under it in the whole."""
        if not left:
            return {}
        first = self._ask(_YEAR_BEFORE, self._places.place(left[0]))
        start = self._places.rank_found(first) or 0
        years = [(rank, year) for rank, _, year in self._below((start, left[-1])) if year is not None]
        headings: dict[int, str] = {}
        for rank, year in years:
            # A later year takes the place where nothing of this one is left.
            headings[bisect_left(left, rank)] = year
        return headings

    def _gaps(self, ranks: Sequence[int], left: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Days between those that are left, where worth a line, and how many events are hidden there."""
        gaps: dict[int, tuple[int, int]] = {}
        for position, days in self._apart(left):
            hidden = (
                left[position]
                - left[position - 1]
                - (bisect_left(ranks, left[position]) - bisect_left(ranks, left[position - 1]))
            )
            if not hidden:
                (row,) = self._index.rows(left[position], 1)
                days = row.gap or 0
            if days and not self._is_inside(left, position):
                gaps[position] = days, hidden
        return gaps

    def _apart(self, left: Sequence[int]) -> list[tuple[int, int]]:
        about = self._index.about
        if len(left) < 2 or about.earliest is None or about.latest is None:
            return []
        spine, whole = self._places.spine(left), about.latest - about.earliest + 1
        return list(_far_apart(spine, left, worth_a_line(whole), self._look))

    def _is_inside(self, left: Sequence[int], position: int) -> bool:
        """Whether an event that it is part of is shown too."""
        row = self._index.parent(left[position])
        while row is not None:
            at = bisect_left(left, row.rank)
            if left[at] == row.rank:
                return True
            row = self._index.parent(row.rank)
        return False


def _far_apart(spine: Spine, ranks: Sequence[int], least: int, look: Act) -> Iterator[tuple[int, int]]:
    """Where the days between all that stands above and what comes next are as many, and how many."""
    until = NO_DAY
    for start in range(0, len(ranks), _STRETCH):
        look()
        stretch = ranks[start : start + _STRETCH]
        begins, ends = spine.begins_of(stretch), spine.ends_of(stretch)
        # Most events are close to each other, which a look at many of them together shows.
        if (max(begins) >> 3) - until > least:
            untils = accumulate(ends, max, initial=until)
            for position, (begin, end) in enumerate(zip(begins, untils, strict=False), start):
                if (begin >> 3) - end > least and end != NO_DAY:
                    yield position, (begin >> 3) - end - 1
        until = max(until, *ends)
