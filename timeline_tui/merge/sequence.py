"""The order of things that two sides have put, taken out and moved, each in its own version of a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def joined(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K]) -> list[K]:
    """All keys of both sides in the order of ours, but for what only they have moved or put in.

    What both put in at one place stands there in turn, ours first.
    """
    here, there = set(ours), set(theirs)
    moved = (_moved(base, theirs) - _moved(base, ours)) & here
    stay = here - moved
    waiting: dict[K | None, list[K]] = {None: []}
    place: K | None = None
    for key in theirs:
        if key in stay:
            place = key
            waiting[place] = []
        else:
            waiting[place].append(key)
    found: list[K] = []
    place = None
    for key in ours:
        if key in moved:
            continue
        if key in there:
            found += waiting[place]
            place = key
        found.append(key)
    return found + waiting[place]


def _moved(base: Sequence[K], side: Sequence[K]) -> set[K]:
    """What stands elsewhere among the others: the fewest that explain the order."""
    places = {key: at for at, key in enumerate(base)}
    kept = [key for key in side if key in places]
    order = [places[key] for key in kept]
    return {kept[at] for at in out_of_order(order)}


def out_of_order(places: Sequence[int]) -> set[int]:
    """Positions in a sequence that are out of order: the fewest without which it goes up."""
    if all(one < other for one, other in pairwise(places)):
        return set()
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at_end[length : length + 1] = [at]
    at = at_end[-1] if at_end else -1
    rising: set[int] = set()
    while at >= 0:
        rising.add(at)
        at = before[at]
    return set(range(len(places))) - rising


def numbered(things: Iterable[K]) -> list[tuple[K, int]]:
    """Each with how many of the same stand before it."""
    seen: Counter[K] = Counter()
    found: list[tuple[K, int]] = []
    for thing in things:
        found.append((thing, seen[thing]))
        seen[thing] += 1
    return found


def one_of(base: T, ours: T, theirs: T) -> T | None:
    """What three versions come to where one side left it as it was, or both say the same; else None."""
    if theirs in (base, ours):
        return ours
    return theirs if ours == base else None


def merged_set(base: Iterable[K], ours: Iterable[K], theirs: Iterable[K]) -> list[K]:
    """The things of both sides without what either took out."""
    before, one, other = (numbered(each) for each in (base, ours, theirs))
    then, here, there = set(before), set(one), set(other)
    gone = (then - here) | (then - there)
    return [key for key, number in joined(before, one, other) if (key, number) not in gone]


def are_kept(
    then: Mapping[K, int], ours: Mapping[K, int], theirs: Mapping[K, int], results: Sequence[Mapping[K, int]]
) -> bool:
    """Whether each thing is there as often as before, and so much more or less as either side changed that.

    It must be so in the results for both sides together; each tells how often a thing is there.
    """
    keys = {*then, *ours, *theirs, *(key for one in results for key in one)}
    return all(
        _is_between(
            then.get(key, 0), ours.get(key, 0), theirs.get(key, 0), [one.get(key, 0) for one in results]
        )
        for key in keys
    )


def _is_between(base: int, ours: int, theirs: int, results: Sequence[int]) -> bool:
    """Whether a text stands there as often as it should, in one of the results at least."""
    here, there = ours - base, theirs - base
    ends = [base + here + there]
    if here * there > 0:
        # Both may have done the same to one of them, or to two.
        ends.append(base + (max(here, there) if here > 0 else min(here, there)))
    return max(results) >= min(ends) and min(results) <= max(ends)
