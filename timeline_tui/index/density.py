"""When events begin and how surely that is known, and how they lie over the whole span."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, cast

from timeline_tui.index.records import Unusable
from timeline_tui.model import dates
from timeline_tui.model.days import to_civil, years_around

if TYPE_CHECKING:
    from timeline_tui.index.places import Places


BINS = 1024
# An event that may have been anywhere in more than this part of the whole is spread over all of it.
_VAGUE = 32
# What rounding leaves of a sum of differences.
_NOTHING = 1e-5
# The weight of an event; so large that what is lost where it is spread is less than that.
_ONE = 1 << 40
_LARGEST = 1 << 63


class Density:
    """Counts events over the span in bins, and takes them out again.

    Each event weighs one. It stands in the middle of the days that it can mean, unless these are a good
    part of the whole: then it is spread over them, for a year is not one day in its midst.
    """

    def __init__(self, first: int | None, last: int | None) -> None:
        """From the first day to the last; None where there is none."""
        self._first = first or 0
        self._days = 0 if first is None or last is None else last - first + 1
        # Differences of neighbours: an event that is spread costs no more than one that is not. They are
        # whole numbers, so that nothing is left of an event that is taken out.
        self._steps = [0] * (BINS + 1)
        self._touched = [0] * (BINS + 1)
        """The same for how many events can be in a bin at all."""
        self._disputed: Counter[int] = Counter()

    def add(self, earliest: int, until: int, *, disputed: bool = False, by: int = 1) -> None:
        """Count an event that lies within these days; `by` is -1 where it goes."""
        start, end, middle = map(self._bin, (earliest, until, (earliest + until) // 2))
        if disputed:
            self._disputed[middle] += by
        length = until - earliest + 1
        if length == 1 or length * _VAGUE <= self._days:
            start = end = middle
        weight = by * (_ONE // (end - start + 1))
        self._steps[start] += weight
        self._steps[end + 1] -= weight

    def touch(self, earliest: int, latest: int, *, by: int = 1) -> None:
        """Count an event that can be on any of these days, as far as they lie in the span."""
        first, last = max(earliest, self._first), min(latest, self._first + self._days - 1)
        if first <= last:
            self._touched[self._bin(first)] += by
            self._touched[self._bin(last) + 1] -= by

    def add_event(
        self, earliest: int | None, latest: int | None, *, is_choice: bool, disputed: bool, by: int = 1
    ) -> None:
        """Count an event by its days, of which a choice of several is drawn at the first.

        What lies outside of the span changes it, so that all are counted anew.
        """
        until = earliest if latest is None else latest
        if until is None:
            return
        day = until if earliest is None else earliest
        if self._first <= day and until < self._first + self._days:
            self.add(day, day if is_choice else until, disputed=disputed, by=by)
            if is_choice:
                # Between its days there is nothing.
                self.touch(day, day, by=by)
                self.touch(until, until, by=by)
            else:
                ends = self._first, self._first + self._days - 1
                self.touch(ends[0] if earliest is None else day, ends[1] if latest is None else until, by=by)

    def _bin(self, day: int) -> int:
        return (day - self._first) * BINS // self._days

    def kept(self) -> dict[str, object]:
        """What is kept of it: steps from bin to bin, and how many disputed events are in which bin."""
        return {
            "density": self._steps if self._days else [],
            "touched": self._touched if self._days else [],
            "disputed": sorted([bin_, events] for bin_, events in self._disputed.items() if events),
        }

    def resume(
        self, steps: Sequence[int], touched: Sequence[int], disputed: Iterable[tuple[int, int]]
    ) -> None:
        """Go on from what was kept."""
        self._steps = [*steps] or self._steps
        self._touched = [*touched] or self._touched
        self._disputed = Counter(dict(disputed))

    def bins(self) -> list[float]:
        """The weight in each bin."""
        return weights(self._steps)

    def touched(self) -> list[int]:
        """How many events can be in each bin."""
        return list(accumulate(self._touched[:BINS]))

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


def touched_in(bins: Sequence[int], cells: int) -> list[bool]:
    """Whether an event can be in each of so many cells."""
    found = [False] * cells
    for position, events in enumerate(bins):
        if events:
            first, behind = position * cells // len(bins), -(-(position + 1) * cells // len(bins))
            found[first:behind] = [True] * (behind - first)
    return found


def touched_bins(plain: object) -> list[int]:
    """How many events can be in each of `BINS` parts of the whole span, by the steps that were kept."""
    found = list(accumulate(_steps(plain)[:BINS]))
    if any(not 0 <= events < _LARGEST for events in found):
        raise Unusable("the density is damaged")
    return found


def _steps(plain: object) -> list[int]:
    if not isinstance(plain, list) or len(plain) not in {0, BINS + 1}:
        raise Unusable("the density is damaged")
    if any(type(step) is not int for step in plain):
        raise Unusable("the density is damaged")
    return plain


def weights(plain: object) -> list[float]:
    """The weight of the events in each of `BINS` parts of the whole span, by the steps that were kept."""
    found = [round(weight / _ONE, 6) for weight in accumulate(_steps(plain)[:BINS])]
    if any(not 0 <= weight < _LARGEST for weight in found):
        raise Unusable("the density is damaged")
    return found


def disputed_bins(plain: object) -> list[int]:
    """The bins with an event which accounts differ on, as they were kept."""
    try:
        found = [bin_ for bin_, events in cast("list[list[int]]", plain) if events > 0]
    except (TypeError, ValueError) as error:
        raise Unusable("the density is damaged") from error
    if not all(type(one) is int and 0 <= one < BINS for one in found):
        raise Unusable("the density is damaged")
    return found


NO_DAY: Final = -(1 << 58)
"""Stands for a day that is not known."""
FOREVER: Final = 1 << 58
"""Stands for the end of what has none."""
ENDLESS: Final = 1 << 62
"""Stands for the same among the days of a trait, and with a minus for the beginning of what has none."""
DAY, MONTH, YEAR, DECADE, CENTURY, ROUGH, OPEN, UNDATED = range(8)
"""The finest unit of time in which an event surely begins: one of five, a coarser one, none; or no date."""


class Spine:
    """When each event of a run of ranks begins and ends."""

    def __init__(self) -> None:
        self.first = 0
        """The rank that the numbers begin with."""
        self.begins = array("q")
        """When it begins: see `beginning`."""
        self.ends = array("q")
        """The last day that it can mean; `FOREVER` where its end is open, `NO_DAY` where it has no date."""

    def read(self, ask: Callable[..., list[tuple[Any, ...]]], places: Places, first: int, last: int) -> None:
        """Take what an index keeps of the events from one rank to another, and of some more round them."""
        self.first, *blocks = places.blocks(first, last)
        lots = ask("SELECT begins, ends FROM spine WHERE number BETWEEN ? AND ? ORDER BY number", *blocks)
        try:
            for begins, ends in lots:
                self.begins.frombytes(begins)
                self.ends.frombytes(ends)
        except (ValueError, TypeError) as error:
            raise Unusable(f"what is known of the days is damaged: {error}") from error
        if not first <= last < self.first + len(self.begins):
            raise Unusable("what is known of the days is not whole")
        if len(self.begins) != len(self.ends):
            raise Unusable("what is known of the days is damaged")

    def begins_of(self, ranks: Sequence[int]) -> Sequence[int]:
        """When the events of these ranks, which go up, begin."""
        return _at(self.begins, self.first, ranks)

    def ends_of(self, ranks: Sequence[int]) -> Sequence[int]:
        """The last days that they can mean."""
        return _at(self.ends, self.first, ranks)


def _at(numbers: array[int], first: int, ranks: Sequence[int]) -> Sequence[int]:
    if ranks and ranks[-1] - ranks[0] == len(ranks) - 1:
        return numbers[ranks[0] - first : ranks[-1] + 1 - first]
    return [numbers[rank - first] for rank in ranks]


def lasts(date: str | None, latest: int | None) -> int:
    """The last day that an event can mean, as the spine keeps it."""
    if date is None:
        return NO_DAY
    return FOREVER if latest is None else latest


def beginning(date: str | None, earliest: int | None) -> int:
    """One number for when an event begins: eight times the first day that this can be, and its unit."""
    unit = UNDATED if date is None else unit_of(date)
    return 8 * (NO_DAY if earliest is None or unit >= OPEN else earliest) + unit


@lru_cache(maxsize=65_536)
def unit_of(date: str) -> int:
    """The finest unit in which what has this date surely begins."""
    if len(date) == 10 and date[:4].isdigit() and date[5:7].isdigit() and date[8:].isdigit():
        return DAY
    span = dates.parse(date)
    start = span.dates[0] if span.shape == "range" else span
    if start.earliest is None or start.latest is None:
        return OPEN
    if start.earliest == start.latest:
        return DAY
    first, last = to_civil(start.earliest), to_civil(start.latest)
    if first[:2] == last[:2]:
        return MONTH
    sizes = ((1, YEAR), (10, DECADE), (100, CENTURY))
    years = first[0], last[0]
    return next(
        (unit for size, unit in sizes if years_around(years[0], size) == years_around(years[1], size)), ROUGH
    )
