"""The fields of records by what a file calls them, what is searched in them, and records as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from timeline_tui.model.fields import Field, Holds, table
from timeline_tui.model.timeline import Event, Media, Name, Quote, Record, Source, Tour, TourStep

RECORDS: Mapping[str, type[Record]] = {
    "event": Event,
    "quote": Quote,
    "media": Media,
    "source": Source,
    "name": Name,
    "tour": Tour,
    "step": TourStep,
}
"""The parts of a file by what they are called."""
INSIDE: Mapping[str, str] = {"quotes": "quote", "media": "media", "steps": "step"}
"""What each of the mappings in such a list is called."""


def searched(record: Record) -> list[tuple[str, str]]:
    """The texts of a record that a search looks in, each with its field."""
    names = _searched_of(type(record).__name__.lower())
    return [(name, text) for name in names if (text := getattr(record, name))]


@cache
def _searched_of(what: str) -> tuple[str, ...]:
    rows = fields_of(what).values()
    return tuple(row.id for row in rows if row.found and row.holds == "text" and not row.several)


@cache
def fields_of(what: str) -> Mapping[str, Field]:
    """The fields of a part of a file by name, in their order."""
    return table(RECORDS[what])


def held_by(*holds: Holds) -> frozenset[str]:
    """The fields of all parts that hold one of these."""
    rows = (field for what in RECORDS for field in fields_of(what).values())
    return frozenset(field.id for field in rows if field.holds in holds)


R = TypeVar("R", bound=Record)


def to_plain(record: Record) -> dict[str, Any]:
    """The record's fields that say something, in their order, with records inside made plain too."""
    plain: dict[str, Any] = {}
    names: tuple[str, ...] = record.__slots__
    for name, value in zip(names, _getter(names)(record), strict=True):
        if value:
            plain[name] = value if type(value) is str else _plain(name, value)
    return plain


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    """What a field holds that is no text."""
    if name in INSIDE:
        return [to_plain(inside) for inside in value]
    if name == "fields":
        return {key: list(said) if isinstance(said, tuple) else said for key, said in value.items()}
    return list(value) if isinstance(value, tuple) else value


@cache
def _getter(names: tuple[str, ...]) -> attrgetter[tuple[Any, ...]]:
    """Gets the values of all of these fields at once."""
    return attrgetter(*names)


def from_plain(record: type[R], plain: Mapping[str, Any]) -> R:
    """The record that `to_plain` made the mapping from."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    for name in INSIDE.keys() & plain.keys():
        values[name] = tuple(from_plain(RECORDS[INSIDE[name]], inside) for inside in plain[name])
    if "fields" in plain:
        own = plain["fields"].items()
        values["fields"] = {key: tuple(said) if isinstance(said, list) else said for key, said in own}
    return record(**values)
