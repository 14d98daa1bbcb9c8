"""What a term of a query asks of the dates of events, as conditions of a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.index.density import ENDLESS
from timeline_tui.model import dates
from timeline_tui.model.days import day_edtf
from timeline_tui.model.span import Span, is_choice
from timeline_tui.model.zones import Instant, Zone, instant
from timeline_tui.query.scan import Term

OF_BLOCKS = {
    "in": "least_earliest <= ? AND most_latest >= ?",
    "before": "least_latest < ?",
    "after": "most_earliest > ?",
}
"""What is asked of blocks of events, which may hold more than what is meant."""
_MEETS = "can_touch(trait.choice, trait.earliest, trait.latest, ?)"
_TRAIT = {
    "in": f"trait.earliest <= ? AND trait.latest >= ? AND (trait.choice IS NULL OR {_MEETS})",
    "before": "trait.latest < ?",
    "after": "trait.earliest > ?",
}
_OF_CHOICE = f"trait.earliest <= ? AND trait.latest >= ? AND {_MEETS}"
_OF_TIME = {
    "in": "trait.begins <= ? AND trait.ends >= ?",
    "before": "trait.ends < ?",
    "after": "trait.begins > ?",
}


class AskedOfDates(NamedTuple):
    """What is asked of the dates of events."""

    holds: str
    values: tuple[object, ...]
    days: tuple[int, ...]
    """What blocks of events are asked, which may hold more than what is meant."""


def condition(term: Term, asked: Sequence[AskedOfDates]) -> tuple[str, list[object]]:
    """The condition that the dates of an event meet, and what it is asked with."""
    holds = " OR ".join(f"({one.holds})" for one in asked)
    condition = f"(trait.earliest IS NULL OR NOT ({holds}))" if term.excluded else f"({holds})"
    return condition, [value for one in asked for value in one.values]


def asked_of_dates(term: Term, field: str, zone: Zone) -> list[AskedOfDates]:
    """What a term asks of dates, each of which is enough."""
    spans = [span for value in term.values for span in _spans(field, dates.parse(value))]
    return [_asked(field, span, zone) for span in spans]


def _spans(field: str, span: Span) -> Iterator[Span]:
    """The dates to be asked for: in one of several is in any of them, and surely before one before all."""
    if field == "in" and span.shape == "one of":
        for member in span.dates:
            yield from _spans(field, member)
    else:
        yield span


def _asked(field: str, span: Span, zone: Zone) -> AskedOfDates:
    if (time := instant(span, zone)) is not None:
        return _of_time(field, time)
    earliest = -ENDLESS if span.earliest is None else span.earliest
    latest = ENDLESS if span.latest is None else span.latest
    days = _ends(field, earliest, latest)
    holds = _OF_CHOICE if field == "in" and is_choice(span) else _TRAIT[field]
    # A range inside of a set is written with dots.
    text = span.text if "/" in span.text else span.text.replace("..", "/")
    return AskedOfDates(holds, (*days, text) if field == "in" else days, days)


def _ends(field: str, first: int, last: int) -> tuple[int, ...]:
    return {"in": (last, first), "before": (first,), "after": (last,)}[field]


def _of_time(field: str, time: Instant) -> AskedOfDates:
    """Events without a time of day are asked for its day, and all others for its seconds."""
    holds = f"CASE WHEN trait.begins IS NULL THEN {_TRAIT[field]} ELSE {_OF_TIME[field]} END"
    day = _ends(field, time.day, time.day)
    text = (day_edtf(time.day),) if field == "in" else ()
    # In other zones it is another day then.
    near = {"in": (time.day + 1, time.day - 1), "before": (time.day + 2,), "after": (time.day - 2,)}
    return AskedOfDates(holds, (*day, *text, *_ends(field, time.first, time.last)), near[field])
