"""When each event begins and how surely that is known, packed, so that a million are read in no time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from timeline_tui.index.records import Unusable
from timeline_tui.model import dates
from timeline_tui.model.days import to_civil, years_around

if TYPE_CHECKING:
    from timeline_tui.index.places import Places

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
