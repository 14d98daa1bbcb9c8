"""What an index must answer, worked out from the whole list of events in the plainest way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_tui.index.list_places import CENTURY, DECADE, unit_of
from timeline_tui.model import dates
from timeline_tui.model.days import to_civil, year_iso, years_around
from timeline_tui.model.timeline import Event, Source, families


@dataclass(frozen=True)
class Placed:
    """An event where it belongs in the list."""

    number: int
    event: Event
    depth: int
    parent: int | None
    """The rank of the event it is part of."""


def in_order(events: Sequence[Event], parents: Mapping[int, int]) -> list[Placed]:
    """The events in the order of the list."""
    placed: list[Placed] = []

    def place(above: int | None, rank_above: int | None, depth: int) -> None:
        for number in sorted((n for n in range(len(events)) if parents.get(n) == above), key=_time):
            placed.append(Placed(number, events[number], depth, rank_above))
            place(number, len(placed) - 1, depth + 1)

    spans = [dates.understood(event.date) for event in events]
    offsets = {span.offset for span in spans if span is not None and span.offset is not None}

    def _time(number: int) -> tuple[object, ...]:
        span = spans[number]
        if span is None or span.clock is None or span.earliest is None:
            return (True, (), number) if span is None else (False, span.order, number)
        ahead = span.offset if span.offset is not None else min(offsets) if len(offsets) == 1 else 0
        second = 86_400 * span.earliest + span.clock - 60 * ahead
        day = second // 86_400 if len(offsets) > 1 else span.earliest
        return False, (day, 0, second, span.order[3]), number

    place(None, None, 0)
    return placed


def days(event: Event) -> tuple[int | None, int | None]:
    """The first day of the event and the last that is known."""
    span = dates.understood(event.date)
    if span is None:
        return None, None
    return span.earliest, span.earliest if span.latest is None else span.latest


def later(until: int | None, event: Event) -> int | None:
    """The last day on which anything can still go on, with one more event; a thousand years for no end."""
    span = dates.understood(event.date)
    if span is None:
        return until
    last = 10**9 if span.latest is None else span.latest
    return last if until is None else max(until, last)


def years_a_heading(placed: Sequence[Placed]) -> int:
    """How many years stand under one heading; 0 where most headings would stand over one event."""
    found = [last if first is None else first for first, last in (days(one.event) for one in placed)]
    years = [day * 400 // 146_097 for day in found if day is not None]
    enough = [size for size, least in SIZES if len(years) >= least * len({year // size for year in years})]
    return min(enough, default=0)


SIZES = ((1, 2), (10, 3), (100, 3))
"""The years that stand under one heading, and how many events it has to hold."""


def heading(event: Event, size: int) -> str | None:
    """What the event stands under; None where that is what the one before it does."""
    first, last = days(event)
    day, span = last if first is None else first, dates.understood(event.date)
    if span is None:
        return ""
    if day is None or not size:
        return None
    if unit_of(event.date or "") in {DECADE, CENTURY}:
        size = max(size, {"decade": 10, "century": 100}.get(span.precision, 1))
    year = to_civil(day)[0]
    first_year, last_year = years_around(year, size)
    return year_iso(year) if size == 1 else f"[{year_iso(first_year)}..{year_iso(last_year)}]"


def lines(placed: Sequence[Placed]) -> list[tuple[str, int]]:
    """Each line of the list: what it is, and the rank of the row that it belongs to."""
    size = years_a_heading(placed)
    firsts = [first for one in placed for first in days(one.event) if first is not None]
    whole = max(firsts, default=0) - min(firsts, default=0) + 1
    drawn: list[tuple[str, int]] = []
    year: str | None = None
    until: int | None = None
    for rank, one in enumerate(placed):
        first, _ = days(one.event)
        if one.depth == 0:
            above = []
            if first is not None and until is not None:
                gap = first - until - 1
                if gap >= 7 and gap >= whole / 40:
                    above.append(f"gap {gap}")
            now = heading(one.event, size)
            if now is not None and now != year:
                above.append(f"year {now}")
                year = now
            drawn += [(", ".join(above), rank)] if above else []
        until = later(until, one.event)
        drawn.append(("row", rank))
    return drawn


def counts(event: Event, sources: Mapping[str, Source]) -> tuple[int, int, int, int]:
    """Quotes, sources, independent sources and disputes of an event."""
    kin = families(sources)
    quoted = {quote.source for quote in event.quotes if quote.source}
    disputes = {quote.dispute for quote in event.quotes if quote.dispute} | set(event.disputes)
    return len(event.quotes), len(quoted), len({kin.get(one, one) for one in quoted}), len(disputes)
