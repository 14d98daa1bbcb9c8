"""Times of day as instants: on which day of a zone they are, and which seconds of UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from timeline_tui.model.days import DAY_LONG
from timeline_tui.model.span import Span

Zone = str | int | None
"""An IANA name, or minutes ahead of UTC; None where nobody knows."""

# How far ahead of UTC the clocks are that show a day first, and those that show it last.
_FIRST_TO_SHOW, _LAST_TO_SHOW = 14 * 3600, -12 * 3600
# Day 1 of our count is the first of these.
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
# Clocks of other years are as they were or will be in these, a day from where the calendar of Python ends.
_EARLIEST, _LATEST = 3 * DAY_LONG, 3_652_057 * DAY_LONG


class Instant(NamedTuple):
    """When a time of day is; seconds count in UTC from the midnight at which day 0 begins."""

    day: int
    """The day that it is then in the zone."""
    clock: int
    """What the clocks of the zone show, in seconds from the midnight of that day."""
    first: int
    last: int
    """The last second that it can mean: of a minute, its last."""


def instant(span: Span, zone: Zone = None) -> Instant | None:
    """When a date with a time of day is, on the clocks of a zone; None where it has none.

    A time that has an offset is moved to the zone, and one that has none is a time of the zone: the first
    of two where clocks were set back, and one after the leap where they skipped it. Where nobody knows the
    zone, a day stays as it is written, and a time with no offset is one of UTC.
    """
    if span.clock is None or span.earliest is None:
        return None
    shown = span.earliest * DAY_LONG + span.clock
    if span.offset is not None:
        first = shown - 60 * span.offset
        ahead = 60 * span.offset if zone is None else _ahead(zone, first)
    else:
        first = shown - _ahead_there(zone, shown)
        ahead = _ahead(zone, first)
    # The end of a day, 24:00, is of that day.
    day = (first + ahead - (span.clock == DAY_LONG)) // DAY_LONG
    return Instant(day, first + ahead - day * DAY_LONG, first, first + _left(span))


def midnight(day: int, zone: Zone) -> int:
    """The second of UTC at which a day begins in a zone."""
    return day * DAY_LONG - _ahead_there(zone, day * DAY_LONG)


def minutes_ahead(span: Span, zone: str) -> int:
    """How far the clocks of the zone are ahead of UTC at a time of day that it shows, in whole minutes."""
    return _ahead_there(zone, (span.earliest or 0) * DAY_LONG + (span.clock or 0)) // 60


def is_zone(name: str) -> bool:
    """Whether this machine knows a zone of this name."""
    return _known(name) is not None


class Leap(NamedTuple):
    """Clocks of a zone that were set, in minutes ahead of UTC."""

    before: float
    after: float

    @property
    def is_forward(self) -> bool:
        """Whether they skipped what lies between; or else they showed it twice."""
        return self.before < self.after


def leap(span: Span, zone: str) -> Leap | None:
    """What clocks of the zone did at a time of day that they skipped or showed twice; None for any other.

    A time that has an offset is never in doubt, nor is the end of a day, 24:00.
    """
    if span.clock is None or span.offset is not None or span.earliest is None or span.clock == DAY_LONG:
        return None
    shown = _moment(span.earliest * DAY_LONG + span.clock).replace(tzinfo=_named(zone))
    offsets = (shown.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    before, after = (offset / timedelta(minutes=1) for offset in offsets)
    return None if before == after else Leap(before, after)


def surely_before(one: Span, other: Span) -> bool:
    """Whether one is over before the other begins, wherever what says no offset is.

    Where neither says one, both are taken to be of one place.
    """
    if one.latest is None or other.earliest is None:
        return False
    ends = one.latest * DAY_LONG + (DAY_LONG - 1 if one.clock is None else one.clock + _left(one))
    begins = other.earliest * DAY_LONG + (other.clock or 0)
    if one.offset is not None or other.offset is not None:
        ends -= _LAST_TO_SHOW if one.offset is None else 60 * one.offset
        begins -= _FIRST_TO_SHOW if other.offset is None else 60 * other.offset
    return ends < begins


def _left(span: Span) -> int:
    """The seconds that a time of day can mean behind its first."""
    return 59 * (span.precision == "minute")


def _ahead(zone: Zone, second: int) -> int:
    """How many seconds the clocks of a zone are ahead of UTC then."""
    if not isinstance(zone, str):
        return 60 * (zone or 0)
    ahead = _moment(second).astimezone(_named(zone)).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


def _ahead_there(zone: Zone, shown: int) -> int:
    """How many seconds they are ahead when they show this."""
    if not isinstance(zone, str):
        return 60 * (zone or 0)
    ahead = _moment(shown).replace(tzinfo=_named(zone)).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


def _moment(second: int) -> datetime:
    return _FIRST + timedelta(seconds=min(max(second, _EARLIEST), _LATEST) - DAY_LONG)


def _named(zone: str) -> tzinfo:
    """The zone of this name; UTC where this machine does not know it any more."""
    return _known(zone) or UTC


@lru_cache(maxsize=64)
def _known(zone: str) -> tzinfo | None:
    # Most timelines name no zone, and what finds zones takes half a megabyte.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return None
