"""Records as plain mappings and back, so that an event can be kept as JSON and read with no checker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from timeline_tui.model.timeline import Event, Quote, Record

R = TypeVar("R", bound=Record)


def to_plain(record: Record) -> dict[str, Any]:
    """The record's fields that say something, in their order, with records inside made plain too."""
    plain: dict[str, Any] = {}
    names: Iterable[str] = record.__slots__
    for name in names:
        value = getattr(record, name)
        if not value:
            continue
        if name == "quotes":
            value = [to_plain(quote) for quote in value]
        elif isinstance(value, tuple):
            value = list(value)
        plain[name] = value
    return plain


def from_plain(record: type[R], plain: Mapping[str, Any]) -> R:
    """The record that `to_plain` made the mapping from."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    if record is Event and "quotes" in plain:
        values["quotes"] = tuple(from_plain(Quote, quote) for quote in plain["quotes"])
    return record(**values)
