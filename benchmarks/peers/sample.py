"""One run of one program: what it took, or in words why there is no number."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple

Figure = float | str
"""A number, or the words that stand in its place."""


class Sample(NamedTuple):
    """What was seen of a program between its start and its end."""

    start: Figure
    """Seconds to the first useful screen."""
    memory: Figure = "-"
    """MB of the whole tree of processes at rest."""
    search: Figure = "-"
    """Seconds from the keys of a search to its hit."""
    zoom: Figure = "-"
    """Seconds from asking for half of the time in sight, or twice as much, to the picture of it."""
    pan: Figure = "-"
    """The same for the time before or after."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was cut off, so that another run may tell more."""
        return isinstance(self.start, float) and isinstance(self.memory, float)


def median(samples: Sequence[Sample]) -> Sample:
    """The median of each figure; where there were words in a run, the words."""
    return Sample(*map(_median, zip(*samples, strict=True)))


def _median(figures: Sequence[Figure]) -> Figure:
    words = [figure for figure in figures if isinstance(figure, str)]
    return words[0] if words else statistics.median(map(float, figures))
