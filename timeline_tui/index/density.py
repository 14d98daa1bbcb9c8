"""How the events lie over the whole span, for the strip on top of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from timeline_tui.index.records import Unusable

BINS = 1024
# An event that may have been anywhere in more than this part of the whole is spread over all of it.
_VAGUE = 32
# What rounding leaves of a sum of differences.
_NOTHING = 1e-5


class Density:
    """Counts events over the span in bins.

    Each event weighs one. It stands in the middle of the days that it can mean, unless these are a good
    part of the whole: then it is spread over them, for a year is not one day in its midst.
    """

    def __init__(self, first: int, last: int) -> None:
        self._first = first
        self._days = last - first + 1
        # Differences of neighbours: an event that is spread costs no more than one that is not.
        self._steps = [0.0] * (BINS + 1)
        self._disputed: set[int] = set()

    def add(self, earliest: int, until: int, *, disputed: bool = False) -> None:
        """Count an event that lies within these days."""
        if disputed:
            self._disputed.add(self._bin((earliest + until) // 2))
        length = until - earliest + 1
        if length > 1 and length * _VAGUE > self._days:
            self._spread(self._bin(earliest), self._bin(until))
        else:
            middle = self._bin((earliest + until) // 2)
            self._spread(middle, middle)

    def _bin(self, day: int) -> int:
        return (day - self._first) * BINS // self._days

    def _spread(self, start: int, end: int) -> None:
        weight = 1 / (end - start + 1)
        self._steps[start] += weight
        self._steps[end + 1] -= weight

    def bins(self) -> list[float]:
        """The weight in each bin."""
        weights, weight = [], 0.0
        for step in self._steps[:BINS]:
            weight += step
            weights.append(round(weight, 6))
        return weights

    def disputed(self) -> list[int]:
        """The bins in the midst of which an event lies that accounts differ on, in their order."""
        return sorted(self._disputed)


def in_cells(bins: Sequence[float], cells: int) -> list[int]:
    """The bins put together into fewer cells, as whole numbers of events.

    Half an event is drawn, less is not; but where nothing else would be drawn, everything is.
    """
    weights = [0.0] * cells
    for position, weight in enumerate(bins):
        weights[position * cells // len(bins)] += weight
    whole = [int(weight + 0.5) for weight in weights]
    return whole if any(whole) else [int(weight > _NOTHING) for weight in weights]


def weights(plain: object) -> list[float]:
    """The weight of the events in each of `BINS` parts of the whole span, as it was kept."""
    if not isinstance(plain, list) or len(plain) not in {0, BINS} or not all(map(_is_weight, plain)):
        raise Unusable("the density is damaged")
    return plain


def _is_weight(value: object) -> bool:
    # Rounding can leave a little less than nothing.
    return type(value) in {int, float} and -1 < cast("float", value) < 2**63


def disputed_bins(plain: object) -> list[int]:
    """The bins with an event which accounts differ on, as they were kept."""
    if not isinstance(plain, list) or not all(type(one) is int and 0 <= one < BINS for one in plain):
        raise Unusable("the density is damaged")
    return plain
