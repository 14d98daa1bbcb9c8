"""Which thing of one version is which of another: by what is equal in both, then by what is most alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Pairing(Generic[K, T]):
    """The things of two versions that are one, each in one pair."""

    def __init__(self, one: Mapping[K, T], other: Mapping[K, T]) -> None:
        self.found: dict[K, K] = {}
        """By the key of a thing in the first version, that in the second."""
        self.left, self.right = one, other
        """What of each version is in no pair yet."""

    def by(self, tells: Callable[[T], Hashable | None]) -> None:
        """Pair those of which this tells the same, the first with the first; of None it tells nothing."""
        if not (self.left and self.right):
            return
        left, right = _told(self.left, tells), _told(self.right, tells)
        only = {told: there for there, told in right.items()}
        if len(only) == len(right) and len(set(left.values())) == len(left):
            self._take({here: only[told] for here, told in left.items() if told in only})
            return
        waiting: defaultdict[Hashable, list[K]] = defaultdict(list)
        for there, told in reversed(right.items()):
            waiting[told].append(there)
        self._take({here: waiting[told].pop() for here, told in left.items() if waiting.get(told)})

    def by_likeness(self, scored: Iterable[tuple[float, K, K]]) -> None:
        """Pair those that are like each other, those that are most alike first."""
        pairs: dict[K, K] = {}
        taken: set[K] = set()
        for _, here, there in sorted(scored, key=lambda one: -one[0]):
            if here not in pairs and there not in taken:
                pairs[here] = there
                taken.add(there)
        self._take(pairs)

    def _take(self, pairs: Mapping[K, K]) -> None:
        self.found.update(pairs)
        taken = set(pairs.values())
        self.left = {here: thing for here, thing in self.left.items() if here not in pairs}
        self.right = {there: thing for there, thing in self.right.items() if there not in taken}


def _told(things: Mapping[K, T], tells: Callable[[T], Hashable | None]) -> dict[K, Hashable]:
    told = zip(things, map(tells, things.values()), strict=True)
    return {key: one for key, one in told if one is not None}


def overlap(one: Counter[T], other: Counter[T]) -> float:
    """What two have in common of all that they have: from 0 for nothing to 1 for all of it."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
