"""Events put together by day, month, year, decade or century, and the rows of such groups."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from timeline_tui.index.list_places import CENTURY, DAY, DECADE, MONTH, ROUGH, YEAR, Spine, beginning
from timeline_tui.index.reader import Index
from timeline_tui.index.records import Group, Row
from timeline_tui.index.shown import Shown, Unit, View
from timeline_tui.model import dates
from timeline_tui.model.days import from_civil, to_civil, year_iso, years_around
from timeline_tui.system import Act

UNITS: dict[Unit, int] = {"day": DAY, "month": MONTH, "year": YEAR, "decade": DECADE, "century": CENTURY}
_NAMES = ("day", "month", "year", "decade", "century", "rough", "open", "undated")
_YEARS = {YEAR: 1, DECADE: 10, CENTURY: 100}
# So many events are looked at together: others wait no longer than that takes.
_STRETCH = 8192
# More titles than these have no room in a line.
_MOST_NAMES = 4
# Groups without a day stand at the end.
_LAST = 1 << 62

# A coarser unit is worth its place where it leaves at most this part of the rows.
_LEFT = 2 / 3


def units_worth_it(index: Index) -> list[Unit]:
    """The units in which the events of an index are a list that is ever much shorter."""
    worth: list[Unit] = []
    rows = index.about.events
    days = [day for (day,) in index.ask("SELECT DISTINCT day FROM row WHERE day IS NOT NULL")]
    for unit, level in UNITS.items():
        days = sorted({_first_day(day, level) for day in days})
        if days and len(days) <= rows * _LEFT:
            worth.append(unit)
            rows = len(days)
    return worth


class Key(NamedTuple):
    """Which group an event belongs to; keys sort as groups stand in the list."""

    first: int
    """The first day of the group."""
    coarseness: int
    """Less than nothing: what is less well known comes before what it holds."""


def key_of(begins: int, grouped: int) -> Key:
    """The group of an event that begins then."""
    day, unit = begins >> 3, begins & 7
    if unit >= ROUGH:
        return Key(_LAST, unit)
    unit = max(unit, grouped)
    return Key(_first_day(day, unit), -unit)


def _first_day(day: int, unit: int) -> int:
    if unit == DAY:
        return day
    year, month, _ = to_civil(day)
    if unit == MONTH:
        return from_civil(year, month, 1)
    return from_civil(years_around(year, _YEARS[unit])[0], 1, 1)


class Grouped(NamedTuple):
    """The groups of some events, in the order of the list."""

    keys: list[Key]
    firsts: array[int]
    """The rank of the first event in time of each, if it can be one that is part of no other."""
    events: array[int]
    disputed: array[int]
    most: int
    """The events of the largest."""
    named: Mapping[Key, Sequence[int]]
    """The ranks of the first key events of each that has any."""


def grouped(
    spine: Spine,
    ranks: Sequence[int],
    disputed: Sequence[int],
    told_first: Sequence[int],
    parts: bytes,
    unit: Unit,
    look: Act,
) -> Grouped:
    """The groups of the events of these ranks; `disputed` are all ranks with a disputed point.

    `told_first` are those of key events. `parts` has a byte for each rank, which is not 0 where the event is
    part of another. `look` is called time and again, and can raise what ends it.
    """
    level = UNITS[unit]
    # Many events begin at the same time, so it pays to put together what is the same first.
    same = Counter[int]()
    first: dict[int, int] = {}
    first_whole: dict[int, int] = {}
    for start in reversed(range(0, len(ranks), _STRETCH)):
        stretch = ranks[start : start + _STRETCH]
        begins = spine.begins_of(stretch)
        same.update(begins)
        # The last one that is told stays: the first of the list.
        told = list(zip(reversed(begins), reversed(stretch), strict=True))
        first.update(told)
        first_whole.update([one for one in told if not parts[one[1]]])
        look()
    # Parts stand at what they are part of, which can be far from others that begin when they do.
    first |= first_whole
    counts, of_disputed = Counter[Key](), Counter[Key]()
    firsts: dict[Key, int] = {}
    keys = {begin: key_of(begin, level) for begin in same}
    # In the order of time, as finer groups stand, for the first of those is what a group leads to.
    for begin in sorted(same, key=lambda begin: (key_of(begin, DAY), begin not in first_whole, first[begin])):
        counts[keys[begin]] += same[begin]
        firsts.setdefault(keys[begin], first[begin])
    of_disputed.update(keys[spine.begins[rank - spine.first]] for rank in _shared(disputed, ranks))
    named: dict[Key, list[int]] = {}
    for rank in _shared(told_first, ranks):
        names = named.setdefault(keys[spine.begins[rank - spine.first]], [])
        if len(names) < _MOST_NAMES:
            names.append(rank)
    order = sorted(counts)
    return Grouped(
        order,
        array("I", [firsts[key] for key in order]),
        array("I", [counts[key] for key in order]),
        array("I", [of_disputed[key] for key in order]),
        max(counts.values(), default=0),
        named,
    )


def _shared(some: Sequence[int], ranks: Sequence[int]) -> list[int]:
    if len(some) > len(ranks):
        some, ranks = ranks, some
    found, at = [], 0
    for rank in some:
        at = bisect_left(ranks, rank, at)
        if at < len(ranks) and ranks[at] == rank:
            found.append(rank)
    return found


def group(made: Grouped, position: int, unit: Unit, titles: Sequence[str]) -> Group:
    """One group as the list shows it, named by these titles."""
    key = made.keys[position]
    known = key.first != _LAST
    level = -key.coarseness if known else key.coarseness
    return Group(
        rank=made.firsts[position],
        title="; ".join(titles),
        named=len(titles),
        unit=_NAMES[level],
        first=key.first if known else None,
        unknown=unit if level > UNITS[unit] else None,
        events=made.events[position],
        disputed=made.disputed[position],
        most=made.most,
        heading=heading(made, position, unit),
    )


def heading(made: Grouped, position: int, unit: Unit) -> str | None:
    """The year that begins with the group, where groups are finer than years; "" where years end."""
    if unit not in {"day", "month"}:
        return None
    year = _heading(made.keys[position])
    return None if position and _heading(made.keys[position - 1]) == year else year


def _heading(key: Key) -> str | None:
    if key.first == _LAST:
        return ""
    if -key.coarseness > YEAR:
        return None
    return year_iso(to_civil(key.first)[0])


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
        return [group(self._made, at, self._unit, self._titles(at)) for at in positions]

    def _titles(self, position: int) -> list[str]:
        """Those of its key events, or of its only one: no other stands for them all."""
        made = self._made
        alone = [made.firsts[position]] if made.events[position] == 1 else []
        return [row.title for row in self.index.rows_of(made.named.get(made.keys[position], alone))]

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
