"""The part of the time that a query asks for, and how the events that it finds lie in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.time.density import in_cells
from timeline_tui.model.dates import parse as parse_date
from timeline_tui.model.days import MONTHS, to_civil
from timeline_tui.model.periods import Period
from timeline_tui.query import Unreadable, parse
from timeline_tui.tui.presentation.dates import in_words, year_in_words

if TYPE_CHECKING:
    from timeline_tui.index.rows import About
    from timeline_tui.index.time.measuring import Measured


class Stretch(NamedTuple):
    """A part of the time, or the whole, as the events that are shown lie in it."""

    first: int
    last: int
    names: tuple[str, str] | None
    """What to write at its ends in place of the years."""
    measured: Measured | None
    """None until it is counted."""

    def counts(self, cells: int) -> tuple[list[int], list[int]]:
        """How many events are shown in each of so many parts, and how many there are, shown or not."""
        if self.measured is None:
            return [0] * cells, [0] * cells
        return in_cells(self.measured.events, cells), in_cells(self.measured.all, cells)


def called(period: Period) -> str:
    """The period in words."""
    return in_words(parse_date(period.edtf))


def stretch_of(query: str, about: About) -> Stretch | None:
    """The time that the strip shows for a query: its period with its name, or the whole."""
    whole, period = whole_of(about), period_of(query, about)
    if period is None:
        return None if whole is None else Stretch(whole.first, whole.last, None, None)
    if period.unit is not None:
        name = called(period)
        # The day of the week is left out.
        return Stretch(*period, (name.rpartition(",")[0] if period.unit == "day" else name, ""), None)
    return Stretch(*period, (_short(period.first), _short(period.last)), None)


def _short(day: int) -> str:
    year, month, of_month = to_civil(day)
    return f"{of_month} {MONTHS[month][:3]} {year_in_words(year)}"


def period_of(query: str, about: About) -> Period | None:
    """The period that a query asks for; what has no end is as long as the timeline."""
    whole = whole_of(about)
    if "in:" not in query or whole is None:
        return None
    try:
        alone = [terms[0] for terms in parse(query).groups if len(terms) == 1]
    except Unreadable:
        return None
    asked = [term for term in alone if term.field == "in" and not term.excluded]
    if len(asked) != 1 or len(asked[0].values) != 1:
        return None
    span = parse_date(asked[0].values[0])
    first = min(whole.first, span.latest or 0) if span.earliest is None else span.earliest
    last = max(whole.last, span.earliest or 0) if span.latest is None else span.latest
    return Period(first, last)


def whole_of(about: About) -> Period | None:
    """From the first day of a timeline to the last; None where no event has a date."""
    if about.earliest is None:
        return None
    return Period(about.earliest, about.earliest if about.latest is None else about.latest)
