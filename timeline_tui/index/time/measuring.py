"""How the events that a list shows lie over a stretch of time: counted in any thread, on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.reader import Index
from timeline_tui.index.time.density import Density
from timeline_tui.index.time.spine import FOREVER, NO_DAY

_TOGETHER = 4096


class Measured(NamedTuple):
    """What lies where in a stretch of time, in bins."""

    events: list[float]
    """The weight of the events that are shown."""
    disputed: list[int]
    """The bins with one of them that accounts differ on."""
    all: list[float]
    """The weight of all events, shown or not."""


def measured(
    path: Path, ranks: Sequence[int], first: int, last: int, is_wanted: Callable[[], bool]
) -> Iterator[Measured]:
    """What these events are over the days from the first to the last, beside all that there are.

    `is_wanted` is asked now and then, and where it answers no, nothing comes. It can raise `Unusable`.
    """
    index = Index.open(path)
    try:
        whole = (index.about.earliest, index.about.latest) == (first, last)
        shown = _counted(index, ranks, first, last, is_wanted)
        if shown is not None:
            every = index.bins if whole else [float(count) for count in index.moments.binned(first, last)]
            yield Measured(shown.bins(), shown.disputed(), every)
    finally:
        index.close()


def _counted(
    index: Index, ranks: Sequence[int], first: int, last: int, is_wanted: Callable[[], bool]
) -> Density | None:
    density = Density(first, last)
    for start in range(0, len(ranks), _TOGETHER):
        if not is_wanted():
            return None
        some = ranks[start : start + _TOGETHER]
        spine = index.spine(some[0], some[-1])
        disputed = _disputed(index, some[0], some[-1])
        choices = index.moments.choices(some[0], some[-1])
        for rank in some:
            day, end = spine.begins[rank - spine.first] >> 3, spine.ends[rank - spine.first]
            day = end if day == NO_DAY else day
            # What has no end, or is a choice of days, is drawn at its first.
            end = day if end == FOREVER or rank in choices else end
            # What began before, or lasts longer, is drawn as far as it can be.
            day, end = max(day, first), min(max(day, end), last)
            if day <= end:
                density.add(day, end, disputed=rank in disputed)
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
