"""Where a new event goes: at its place where the file is in order of time, else at the end."""

from __future__ import annotations

from collections.abc import Sequence

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


def place_of(date: str | None, others: Sequence[Days | None]) -> int:
    """How many of the events of these days stand before the new one."""
    days = days_of(date)
    known = [(other, at) for at, other in enumerate(others) if other is not None]
    if days is None or not known:
        return len(others)
    if _in_order([other for other, _ in known]):
        return next((at for other, at in known if other[0] > days[0]), known[-1][1] + 1)
    if _in_order([other for other, _ in reversed(known)]):
        # The newest stands first.
        return next((at for other, at in known if other[0] < days[0]), known[-1][1] + 1)
    return len(others)


def _in_order(all_days: Sequence[Days]) -> bool:
    """Whether none of them was surely over before one above it began."""
    latest_start = all_days[0][0]
    for first, last in all_days:
        if last < latest_start:
            return False
        latest_start = max(latest_start, first)
    return True
