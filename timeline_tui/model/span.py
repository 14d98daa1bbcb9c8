"""What a date says: the days it can mean, how precise and how sure it is."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Precision = Literal[
    "millennium", "century", "decade", "year", "part", "season", "month", "day", "minute", "second"
]
"""How fine a date is; a part is a quarter, a third or a half of a year."""
Shape = Literal["date", "range", "one of", "open", "unknown"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision)
"""From coarse to fine."""

# Longer than any span of days, and before any time of a day.
_ENDLESS = 10**18
NO_TIME = -_ENDLESS
"""Stands for the second of what has no time of day, in the order of dates."""


class NotADate(ValueError):  # noqa: N818 - it names what the text is
    """A text that is no date, with something to try."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
        """What to try."""


class EndBeforeStart(NotADate):
    """A range whose end is certainly before its start."""


class Span(NamedTuple):
    """What a date says and no more: every field is as sure and as fine as the text."""

    text: str
    """As written."""
    earliest: int | None
    """The first day it can mean; None where the start is open or unknown."""
    latest: int | None
    """The last day it can mean; None where the end is open or unknown."""
    precision: Precision
    """Of a range or a set, the coarsest among its dates."""
    approximate: bool = False
    """Marked with ~ or %."""
    uncertain: bool = False
    """Marked with ? or %."""
    year: int | None = None
    """Counted astronomically: 0 is 1 BCE; None where digits are masked, and for a range or a set."""
    month: int | None = None
    day: int | None = None
    part: int | None = None
    """The season or part of the year, 21 to 41 as in EDTF."""
    clock: int | None = None
    """Seconds from midnight, as the clock of the place showed."""
    offset: int | None = None
    """Minutes that this clock is ahead of UTC."""
    masked: bool = False
    """Some of its digits are X."""
    doubts: tuple[tuple[str, str], ...] = ()
    """The parts (year, month, day) with their marks, where a mark is not on the whole date."""
    shape: Shape = "date"
    """A date; a range or a one-of set of dates; or the open or unknown end of a range."""
    dates: tuple[Span, ...] = ()
    """Start and end of a range; the members of a set, which can be dates and ranges."""

    @property
    def anchor(self) -> int | None:
        """The day that it stands at in time: its first or, where the start is open, its last."""
        return self.latest if self.earliest is None else self.earliest

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Sorts by the first day, then coarse before fine, then by the second of UTC.

        A date with an open start goes where it ends. A set of days, of which only one is meant, goes below
        everything that surely begins on its first day.
        """
        fineness = PRECISIONS.index(self.precision)
        if self.earliest is None or self.latest is None:
            return (-_ENDLESS if self.anchor is None else self.anchor, -_ENDLESS, NO_TIME, fineness)
        clock = None if self.clock is None else self.clock - 60 * (self.offset or 0)
        second = NO_TIME if clock is None else 86_400 * self.earliest + clock
        length = self.latest - self.earliest
        return self.earliest, length if self.shape == "one of" else -length, second, fineness
