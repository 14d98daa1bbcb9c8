"""Where a new event goes: at its place where the file is in order of time, else at the end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from timeline_tui.model.dates import NotADate, parse

Days = tuple[int, int]


def days_of(date: str | None) -> Days | None:
    """The first and the last day of an event, of which an open end is left out; None where it has none."""
    if date is None:
        return None
    try:
        span = parse(date)
    except NotADate:
        return None
    first, last = span.earliest, span.latest
    either = last if first is None else first
    if either is None:
        return None
    return (either if first is None else first), (either if last is None else last)


def places_of(dates: Iterable[str | None], others: Sequence[Days | None]) -> list[int]:
    """How many of the events of these days stand before each new one."""
    known = [(other, at) for at, other in enumerate(others) if other is not None]
    days = [other for other, _ in known]
    if _in_order(days):
        sign = 1
    elif _in_order(days[::-1]):
        # The newest stands first.
        sign = -1
    else:
        return [len(others) for _ in dates]
    # The first event that begins later is the first behind which one has begun later.
    starts = list(accumulate((sign * first for first, _ in days), max))
    behind = [*(at for _, at in known), known[-1][1] + 1 if known else len(others)]

    def place(new: Days | None) -> int:
        return len(others) if new is None or not known else behind[bisect_right(starts, sign * new[0])]

    return [place(days_of(date)) for date in dates]


def _in_order(all_days: Sequence[Days]) -> bool:
    """Whether none of them was surely over before one above it began."""
    latest = accumulate((first for first, _ in all_days), max)
    return all(last >= start for (_, last), start in zip(all_days[1:], latest, strict=False))
