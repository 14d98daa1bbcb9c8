"""Events put into lanes by what they have in common, and counted where they are too many to draw."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain
from struct import pack
from typing import Final, NamedTuple, TypeAlias

from timeline_tui.index.density import BEGINS, ENDS, Edges, kept_edges
from timeline_tui.index.list_places import FOREVER, NO_DAY, Spine
from timeline_tui.index.reader import Index
from timeline_tui.index.shown import Folded, spans

LANE_KINDS: Final = ("none", "part", "place", "group", "person", "speaker", "source", "tag")
"""What events can be put together by; beside these, any word of the file's own fields that says few texts."""
_MOST_LANES: Final = 200
"""So many values have a lane of their own, the most frequent; the events of all others share one."""
_RUN: Final = 512
"""So many events are passed over together where none of them reaches so far."""


_Lot: TypeAlias = "tuple[Sequence[int], array[int], array[int]]"
"""Some ranks, which go up, and when each begins and ends."""


class LaneEvents(NamedTuple):
    """The events of one lane."""

    label: str
    ranks: Sequence[int]
    """In the order of the list; an event can be in several lanes."""
    depth: int = 0
    """How many lanes it lies within, as a place does in another."""
    term: tuple[str, str] | None = None
    """The word and value of a query that finds them, where there are such."""


def lanes_of(index: Index, ranks: Sequence[int], kind: str) -> list[LaneEvents]:
    """The lanes of these events, which go up: by a kind of `LANE_KINDS` or a word of the file.

    What is in none of them has a lane of its own at the end. Raises `Unusable` where the index is damaged.
    """
    if kind == "none":
        return [LaneEvents("", ranks)]
    found = _by_part(index, ranks) if kind == "part" else _by_facet(index, ranks, kind)
    held: set[int] = set(chain.from_iterable(lane.ranks for lane in found))
    rest = [rank for rank in ranks if rank not in held]
    said = "part of none" if kind == "part" else f"no {kind}"
    return [*found, *([LaneEvents(said, rest)] if rest else [])]


def _by_part(index: Index, ranks: Sequence[int]) -> list[LaneEvents]:
    lanes = []
    until = -1
    for first, last in spans(index.ask, index.places, Folded(everything=True)):
        some = ranks[bisect_left(ranks, first) : bisect_right(ranks, last)]
        # What is inside of another that has parts is in its lane.
        if first > until and some:
            lanes.append(LaneEvents(index.rows(first, 1)[0].title, some))
        until = max(until, last)
    return lanes


def _by_facet(index: Index, ranks: Sequence[int], kind: str) -> list[LaneEvents]:
    facets = index.search.facets
    is_own = kind not in LANE_KINDS
    values = (
        facets.values("field", f"{kind}=", _MOST_LANES) if is_own else facets.values(kind, "", _MOST_LANES)
    )
    others: list[int] = []
    is_cut = len(values) == _MOST_LANES and not is_own
    of_key: dict[int, list[int]] = dict.fromkeys(facets.all_keys(kind) if is_cut else (), others)
    lanes = []
    for value in values:
        held: list[int] = []
        keys = facets.exact("value", value.value) if is_own else facets.keys(kind, value.value)
        of_key.update(dict.fromkeys(keys, held))
        label = value.value.partition("=")[2] if is_own else value.label
        term = ("field", value.value) if is_own else (kind, value.value)
        lanes.append((value.value, LaneEvents(label, held, term=term)))
    for rank, held_keys in _keys(index, ranks):
        for key in held_keys:
            if (into := of_key.get(key)) is not None and into[-1:] != [rank]:
                into.append(rank)
    told = [(id_, lane) for id_, lane in lanes if lane.ranks]
    found = _nested(index, told) if kind == "place" else [lane for _, lane in told]
    return [*found, *([LaneEvents(f"another {kind}", others)] if others else [])]


def _keys(index: Index, ranks: Sequence[int]) -> Iterator[tuple[int, Iterable[int]]]:
    """Each event with the keys of its facets."""
    asked = "SELECT facets FROM trait WHERE place BETWEEN ? AND ? ORDER BY place"
    for start in range(0, len(ranks), _RUN):
        some = ranks[start : start + _RUN]
        held = index.ask(asked, *index.places.places((some[0], some[-1])))
        for rank in some:
            (facets,) = held[rank - some[0]]
            yield rank, memoryview(facets).cast("I")


def _nested(index: Index, lanes: Sequence[tuple[str, LaneEvents]]) -> list[LaneEvents]:
    """Places below those that they lie within, as far as these have lanes."""
    names, here = index.names(), dict(lanes)
    inside: dict[str | None, list[str]] = {}
    for id_ in here:
        within, seen = names[id_].within, {id_}
        while within is not None and within not in here and within in names and within not in seen:
            seen.add(within)
            within = names[within].within
        inside.setdefault(within if within in here and within not in seen else None, []).append(id_)

    def below(id_: str | None, depth: int) -> Iterator[LaneEvents]:
        for one in inside.get(id_, []):
            yield here[one]._replace(depth=depth)
            yield from below(one, depth + 1)

    return list(below(None, 0))


class LaneDays(ABC):
    """When the events of a lane are, known so that a chart at any zoom is told at once."""

    def __init__(self, begins: Edges, ends: Edges) -> None:
        self._begins = begins
        """When they begin, as the spine has it: eight times the day, and a unit that never matters here."""
        self._ends = ends
        # What has no date begins and ends before all else, so that it never counts as begun and not ended.
        self.undated = ends.up_to(NO_DAY)
        """How many have no date."""

    @abstractmethod
    def _lots(self, days: tuple[int, int] | None = None) -> Iterator[_Lot]:
        """Their beginnings and ends, lot by lot; what can be in none of these days may be left out."""

    def ranks(self, first: int, last: int) -> list[int]:
        """Those that can be in these days, in the order of the list."""
        begun = _behind(last)
        found: list[int] = []
        for ranks, begins, ends in self._lots((first, last)):
            both = zip(ranks, begins, ends, strict=True)
            found += [rank for rank, begin, end in both if begin <= begun and end >= first]
        return found

    def first_undated(self, most: int) -> list[int]:
        """The first of those that have no date."""
        most, found = min(most, self.undated), list[int]()
        for ranks, _, ends in self._lots() if most else ():
            at = -1
            for _ in range(min(ends.count(NO_DAY), most - len(found))):
                at = ends.index(NO_DAY, at + 1)
                found.append(ranks[at])
            if len(found) == most:
                break
        return found

    @property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last day that is said of any of them; None where none is."""
        begins, ends = self._begins.numbers, self._ends.numbers
        known = bisect_right(begins, _behind(NO_DAY))
        dated, behind = bisect_right(ends, NO_DAY), bisect_left(ends, FOREVER)
        days = [begin >> 3 for begin in (*begins[known : known + 1], *begins[known:][-1:])]
        days += [*ends[dated : dated + 1], *ends[dated:behind][-1:]]
        said = [day for day in days if day < FOREVER]
        return (min(said), max(said)) if said else None

    def touching(self, first: int, last: int) -> int:
        """How many of them can be in these days."""
        return max(self._begins.up_to(_behind(last)) - self._ends.before(first), 0)

    def counts(self, days: Sequence[tuple[int, int]]) -> list[int]:
        """How many can be in each of these stretches of days."""
        return [self.touching(first, last) for first, last in days]

    def gaps(self, most: int) -> list[tuple[int, int]]:
        """The longest stretches in which none of them can be, in order: the first day and the last."""
        return sorted(nlargest(most, self._gaps(), key=lambda gap: gap[1] - gap[0]))

    def _gaps(self) -> Iterator[tuple[int, int]]:
        begins, ends = self._begins, self._ends
        for end, ended in zip(ends.numbers, ends.until, strict=True):
            # Where as many have ended as are before the next that begins, all of those have.
            at = bisect_right(begins.until, ended)
            if end > NO_DAY and at < len(begins.numbers) and begins.numbers[at] >> 3 > end + 1:
                yield end + 1, (begins.numbers[at] >> 3) - 1

    def nearest(self, day: int) -> int | None:
        """The one that begins nearest to a day; None where none has a date."""
        begins = self._begins.numbers
        at, known = bisect_left(begins, day << 3), bisect_right(begins, _behind(NO_DAY))
        near = [begins[one] for one in (at - 1, at) if known <= one < len(begins)]
        # What began nobody knows when is near to nothing, unless there is nothing else.
        near += begins[:1] if not near and self._begins.up_to(_behind(NO_DAY)) > self.undated else []
        if not near:
            return None
        number = min(near, key=lambda one: abs((one >> 3) - day))
        days = None if number >> 3 == NO_DAY else (number >> 3, number >> 3)
        lots = ((ranks, begins) for ranks, begins, _ in self._lots(days) if number in begins)
        return next((ranks[begins.index(number)] for ranks, begins in lots), None)

    def before(self, day: int) -> int:
        """How many are surely over before this day."""
        return self._ends.before(day) - self.undated

    def after(self, day: int) -> int:
        """How many surely begin after this day."""
        return self._begins.events - self._begins.up_to(_behind(day))


class SomeDays(LaneDays):
    """Those of some events, held in memory."""

    def __init__(self, spine: Spine, ranks: Sequence[int]) -> None:
        """Of these events, which go up, by the days that an index keeps of them."""
        self._ranks = ranks
        self._each = _numbers(spine.begins_of(ranks)), _numbers(spine.ends_of(ranks))
        super().__init__(*map(Edges.of, self._each))

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        """The first beginning and the last end of each run; nobody asks while all are counted."""
        begins, ends = self._each
        runs = range(0, len(self._ranks), _RUN)
        return [(min(begins[at : at + _RUN]), max(ends[at : at + _RUN])) for at in runs]

    def _lots(self, days: tuple[int, int] | None = None) -> Iterator[_Lot]:
        begins, ends = self._each
        for run, (least, most) in enumerate(self._bounds):
            if days is None or (least <= _behind(days[1]) and most >= days[0]):
                some = slice(run * _RUN, (run + 1) * _RUN)
                yield self._ranks[some], begins[some], ends[some]


class AllDays(LaneDays):
    """Those of all events of an index, which is asked for what is in sight."""

    def __init__(self, index: Index, shown: Index) -> None:
        """`shown` is the same index, to be asked later, where this is done in another thread."""
        events = index.about.events
        super().__init__(*(kept_edges(index.ask, kind, events) for kind in (BEGINS, ENDS)))
        self._index = shown

    def _lots(self, days: tuple[int, int] | None = None) -> Iterator[_Lot]:
        return self._index.places.lots(days)


def _numbers(found: Sequence[int]) -> array[int]:
    """As little memory as they need, in a third of the time that an array takes to look at each."""
    return found if isinstance(found, array) else array("q", pack(f"={len(found)}q", *found))


def _behind(day: int) -> int:
    """The last beginning on a day, as the spine has it."""
    return (day << 3) + 7
