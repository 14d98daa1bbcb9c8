"""Dates for formats that know no EDTF: first and last days, and words for what is lost."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.model.dates import understood
from timeline_tui.model.days import to_civil
from timeline_tui.model.span import Span

_EXACT = {"day", "minute", "second"}


class Days(NamedTuple):
    """The first and the last day that a date can mean, as years (counted astronomically), months and days."""

    span: Span
    first: tuple[int, int, int] | None
    last: tuple[int, int, int] | None

    @property
    def is_one_day(self) -> bool:
        """Whether the day is known, and sure."""
        return self.span.precision in _EXACT and self.first == self.last and self.is_sure

    @property
    def is_sure(self) -> bool:
        """Whether it is neither about a time nor in doubt, and not one of several."""
        span = self.span
        doubted = span.approximate or span.uncertain or span.masked or span.doubts
        return not doubted and span.shape != "one of"

    @property
    def is_range(self) -> bool:
        """Whether it lasts from one date to another."""
        return self.span.shape == "range"


def days_of(date: str | None) -> Days | None:
    """The days of a date of the file; None where there is none, or it is not understood."""
    span = understood(date)
    if span is None:
        return None
    first, last = (None if day is None else to_civil(day) for day in (span.earliest, span.latest))
    return Days(span, first, last)


def iso(day: tuple[int, int, int]) -> str:
    """A day of the years 1 to 9999 in ISO 8601."""
    return "{:04}-{:02}-{:02}".format(*day)
