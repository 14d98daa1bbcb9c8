"""Events put into lanes by what they have in common, and counted where they are too many to draw."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain
from typing import Final, NamedTuple

from timeline_tui.index.density import FOREVER, NO_DAY
from timeline_tui.index.reader import Index
from timeline_tui.index.shown import Folded, spans

LANE_KINDS: Final = ("none", "part", "place", "group", "person", "speaker", "source", "tag")
"""What events can be put together by; beside these, any word of the file's own fields that says few texts."""
_MOST_LANES: Final = 200
"""So many values have a lane of their own, the most frequent; the events of all others share one."""
_RUN: Final = 512
"""So many events are passed over together where none of them reaches so far."""


class LaneEvents(NamedTuple):
    """The events of one lane."""

    label: str
    ranks: Sequence[int]
    """In the order of the list; an event can be in several lanes."""
    depth: int = 0
    """How many lanes it lies within, as a place does in another."""


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
    of_key: dict[int, list[int]] = {}
    lanes = []
    for value in values:
        held: list[int] = []
        keys = facets.exact("value", value.value) if is_own else facets.keys(kind, value.value)
        of_key.update(dict.fromkeys(keys, held))
        label = value.value.partition("=")[2] if is_own else value.label
        lanes.append((value.value, LaneEvents(label, held)))
    for rank, held_keys in _keys(index, ranks):
        for key in held_keys:
            if (into := of_key.get(key)) is not None:
                into.append(rank)
    told = [(id_, lane) for id_, lane in lanes if lane.ranks]
    return _nested(index, told) if kind == "place" else [lane for _, lane in told]


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


class LaneDays:
    """When the events of a lane are, made once, so that a chart at any zoom is told at once."""

    def __init__(self, index: Index, ranks: Sequence[int]) -> None:
        events: list[tuple[int, int, int]] = []
        for start in range(0, len(ranks), _RUN):
            some = ranks[start : start + _RUN]
            spine = index.spine(some[0], some[-1])
            whens = zip(spine.begins_of(some), spine.ends_of(some), some, strict=True)
            events += [(begins >> 3, end, rank) for begins, end, rank in whens if end != NO_DAY]
        events.sort()
        self.events = len(events)
        """How many of them have a date."""
        self.undated = sorted({*ranks} - {rank for _, _, rank in events}) if len(events) < len(ranks) else []
        """Those of them that have none."""
        self._begins = array("q", [begins for begins, _, _ in events])
        self._until = array("q", [end for _, end, _ in events])
        self._ranks = array("q", [rank for _, _, rank in events])
        self._ends = array("q", sorted(self._until))
        self._furthest = array("q", [max(self._until[at : at + _RUN]) for at in range(0, len(events), _RUN)])

    @property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last day that is said of any of them; None where none is."""
        begins = bisect_right(self._begins, NO_DAY)
        days = [*self._begins[begins : begins + 1], *self._begins[-1:]]
        ends = bisect_left(self._ends, FOREVER)
        days += [*self._ends[:1], *self._ends[max(ends - 1, 0) : ends]]
        known = [day for day in days if NO_DAY < day < FOREVER]
        return (min(known), max(known)) if known else None

    def touching(self, first: int, last: int) -> int:
        """How many of them can be in these days."""
        return bisect_right(self._begins, last) - bisect_left(self._ends, first)

    def counts(self, days: Sequence[tuple[int, int]]) -> list[int]:
        """How many can be in each of these stretches of days."""
        begins, ends = self._begins, self._ends
        return [bisect_right(begins, last) - bisect_left(ends, first) for first, last in days]

    def gaps(self, most: int) -> list[tuple[int, int]]:
        """The longest stretches in which none of them can be, in order: the first day and the last."""
        return sorted(nlargest(most, self._gaps(), key=lambda gap: gap[1] - gap[0]))

    def _gaps(self) -> Iterator[tuple[int, int]]:
        reach: int | None = None
        for begins, until in zip(self._begins, self._until, strict=True):
            if reach is not None and begins > reach + 1:
                yield reach + 1, begins - 1
            reach = until if reach is None or until > reach else reach

    def nearest(self, day: int) -> int | None:
        """The one that begins nearest to a day; None where none has a date."""
        at = bisect_left(self._begins, day)
        near = [one for one in (at - 1, at) if 0 <= one < self.events]
        if not near:
            return None
        return int(self._ranks[min(near, key=lambda one: abs(self._begins[one] - day))])

    def before(self, day: int) -> int:
        """How many are surely over before this day."""
        return bisect_left(self._ends, day)

    def after(self, day: int) -> int:
        """How many surely begin after this day."""
        return self.events - bisect_right(self._begins, day)

    def ranks(self, first: int, last: int) -> list[int]:
        """Those that can be in these days, by the day on which they begin."""
        behind = bisect_right(self._begins, last)
        found: list[int] = []
        for run, furthest in enumerate(self._furthest):
            start = run * _RUN
            if start >= behind:
                break
            if furthest >= first:
                found += [
                    self._ranks[at]
                    for at in range(start, min(start + _RUN, behind))
                    if self._until[at] >= first
                ]
        return found
