"""Records as plain mappings and back, so that an event can be kept as JSON and read with no checker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from timeline_tui.model.timeline import Event, Media, Quote, Record

R = TypeVar("R", bound=Record)
_INSIDE: dict[str, type[Record]] = {"quotes": Quote, "media": Media}


def to_plain(record: Record) -> dict[str, Any]:
    """The record's fields that say something, in their order, with records inside made plain too."""
    plain: dict[str, Any] = {}
    names: Iterable[str] = record.__slots__
    for name in names:
        value = getattr(record, name)
        if not value:
            continue
        if name in _INSIDE:
            value = [to_plain(inside) for inside in value]
        elif name == "fields":
            value = {key: list(said) if isinstance(said, tuple) else said for key, said in value.items()}
        elif isinstance(value, tuple):
            value = list(value)
        plain[name] = value
    return plain


def from_plain(record: type[R], plain: Mapping[str, Any]) -> R:
    """The record that `to_plain` made the mapping from."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    if record is Event:
        for name in _INSIDE.keys() & plain.keys():
            values[name] = tuple(from_plain(_INSIDE[name], inside) for inside in plain[name])
    if "fields" in plain:
        own = plain["fields"].items()
        values["fields"] = {key: tuple(said) if isinstance(said, list) else said for key, said in own}
    return record(**values)
