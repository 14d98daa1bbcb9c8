"""Records out of the plain text that an index keeps of them; what is damaged is `Unusable`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from timeline_tui.diagnostics.problem import Place, Problem, Related
from timeline_tui.index.sound import Unusable, sound
from timeline_tui.model.dates import NotADate, parse
from timeline_tui.model.plain import from_plain
from timeline_tui.model.timeline import Event, Quote, Record

R = TypeVar("R", bound=Record)


__all__ = ["Unusable", "decoded", "event_of", "problem_of", "quote_of", "records_of"]

# The longest mark in a line, and one that goes to the end of a line that is not known.
_LONGEST_MARK, _TO_LINE_END = 1 << 18, 1 << 30


def decoded(plain: str) -> Any:  # noqa: ANN401 - JSON can be anything
    """What the JSON text says."""
    try:
        return json.loads(plain)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unusable(f"a record is damaged: {error}") from error


def event_of(plain: str) -> Event:
    """The event that was kept."""
    try:
        event = sound(from_plain(Event, decoded(plain)))
        if event.date is not None:
            parse(event.date)
    except (TypeError, AttributeError, NotADate) as error:
        raise Unusable(f"an event is damaged: {error}") from error
    return event


def quote_of(event: Event, position: int) -> Quote:
    """The quote at this position of its event."""
    if not 0 <= position < len(event.quotes):
        raise Unusable("a passage is missing")
    return event.quotes[position]


def records_of(kind: type[R], plain: Mapping[str, Any]) -> dict[str, R]:
    """Records by id."""
    try:
        return {key: sound(from_plain(kind, value)) for key, value in plain.items()}
    except (TypeError, AttributeError) as error:
        raise Unusable(f"a record is damaged: {error}") from error


def problem_of(plain: str, name: str | None) -> Problem:
    """The problem that was kept, in a file that is to be called `name`."""
    values = decoded(plain)
    try:
        related = tuple(Related(_place(each["place"], name), each["label"]) for each in values["related"])
        return sound(Problem(**values | {"place": _place(values["place"], name), "related": related}))
    except (TypeError, KeyError, AttributeError) as error:
        raise Unusable(f"a problem is damaged: {error}") from error


def _place(values: dict[str, Any], name: str | None) -> Place:
    place = sound(Place(**values if name is None else values | {"file": name}))
    if min(place.line, place.column, place.length, place.cut) < 0:
        raise Unusable("a place is damaged")
    if place.length > (_TO_LINE_END if place.text is None else _LONGEST_MARK):
        raise Unusable("a place is damaged")
    return place
