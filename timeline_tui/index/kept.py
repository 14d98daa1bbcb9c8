"""Records from the text that an index keeps of them; damage is `Unusable`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from timeline_tui.index import records as sound
from timeline_tui.index.records import PLAIN, Test, Unusable, decoded, is_text, one_of
from timeline_tui.model.record_fields import from_plain
from timeline_tui.model.timeline import Event, Media, NameKind, Quote, QuoteKind, Record, TourStep
from timeline_tui.problems.problem import Lost, Place, Problem, Related, Severity

K = TypeVar("K")
R = TypeVar("R", bound=Record)

# The longest mark in a line, and one that goes to the end of a line that is not known.
_LONGEST_MARK, _TO_LINE_END = 1 << 18, 1 << 30


def event_of(plain: str) -> Event:
    """The event that was kept."""
    try:
        event = _sound(from_plain(Event, decoded(plain)))
    except (TypeError, AttributeError) as error:
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
        return {key: _sound(from_plain(kind, value)) for key, value in plain.items()}
    except (TypeError, AttributeError) as error:
        raise Unusable(f"a record is damaged: {error}") from error


def problem_of(plain: str, name: str | None, *, inside: bool = False) -> Problem:
    """The problem that was kept, in a file that is to be called `name`, or `inside` a folder called so."""
    values = decoded(plain)
    name = name if name is None or not inside else name.rstrip("/") + "/"
    try:
        related = tuple(Related(_place(each["place"], name), each["label"]) for each in values["related"])
        return _sound(Problem(**values | {"place": _place(values["place"], name), "related": related}))
    except (TypeError, KeyError, AttributeError) as error:
        raise Unusable(f"a problem is damaged: {error}") from error


def _place(values: dict[str, Any], name: str | None) -> Place:
    place = _sound(Place(**values))
    if name is not None:
        place = replace(place, file=name + place.file if name.endswith("/") else name)
    if min(place.line, place.column, place.length, place.cut) < 0:
        raise Unusable("a place is damaged")
    if place.length > (_TO_LINE_END if place.text is None else _LONGEST_MARK):
        raise Unusable("a place is damaged")
    return place


def _sound(record: K) -> K:
    return sound.sound(record, _TESTS)


def _is_sound(kind: type) -> Test:
    return lambda value: type(value) is kind and _sound(value) is value


def _each(test: Test) -> Test:
    return lambda value: type(value) is tuple and all(map(test, value))


def _is_mapping(value: object) -> bool:
    return type(value) is dict and all(type(text) is str for text in value.values())


def _is_own(value: object) -> bool:
    """Whether it holds texts and lists of texts by their words."""
    return type(value) is dict and all(is_text(said) or _TEXTS(said) for said in value.values())


_TEXTS = _each(is_text)
_TESTS: Mapping[str, Test] = {
    **PLAIN,
    "Severity": one_of(get_args(Severity)),
    "Lost": one_of(get_args(Lost)),
    "QuoteKind | None": one_of((*get_args(QuoteKind), None)),
    "NameKind | None": one_of((*get_args(NameKind), None)),
    "Mapping[str, str]": _is_mapping,
    "OwnFields": _is_own,
    "tuple[str, ...]": _TEXTS,
    "tuple[Quote, ...]": _each(_is_sound(Quote)),
    "tuple[Media, ...]": _each(_is_sound(Media)),
    "tuple[TourStep, ...]": _each(_is_sound(TourStep)),
    "Place": _is_sound(Place),
    "tuple[Related, ...]": _each(_is_sound(Related)),
}
