"""Dates as the screen shows them: in words, in the column of the list, as gaps, on other clocks."""

from __future__ import annotations

from timeline_tui.model.dates import Span, to_civil
from timeline_tui.model.days import MONTHS
from timeline_tui.tui.presentation.date_column import in_column, legend
from timeline_tui.tui.presentation.date_words import in_words, time_in_few_words, year_in_words

__all__ = [
    "gap_in_words",
    "in_column",
    "in_words",
    "legend",
    "local_time",
    "time_in_few_words",
    "year_in_words",
]


def gap_in_words(days: int) -> str:
    """How long a time is, in the largest unit that still says something: 11 weeks, 5 months."""
    if days < 14:
        return _counted(days, "day")
    if days < 90:
        return _counted(days // 7, "week")
    # A little more than the quotient, so that 365 days are 12 months and 730 are 2 years.
    if days < 730:
        return _counted(int(days / 30.436875 + 0.05), "month")
    return _counted(int(days / 365.2425 + 0.01), "year")


def local_time(span: Span, zone: str) -> str | None:
    """The same moment on the clocks of an IANA zone; None with no time, no offset, or no such zone."""
    # pendulum takes "local" for the zone of this machine, which the file cannot mean.
    if span.clock is None or span.offset is None or span.earliest is None or zone == "local":
        return None
    # Only a time of day needs it, and it takes longer to import than the first screen may wait.
    import pendulum
    from pendulum.tz.exceptions import InvalidTimezone

    midnight = to_civil(span.earliest)
    try:
        moment = pendulum.datetime(*midnight).add(seconds=span.clock, minutes=-span.offset)
        local = moment.in_timezone(zone)
    except (InvalidTimezone, ValueError, OverflowError):
        return None
    day = f"{local.day} {MONTHS[local.month]} {year_in_words(local.year)}"
    return f"{day}, {local:%H:%M} ({local.timezone_name})"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"
