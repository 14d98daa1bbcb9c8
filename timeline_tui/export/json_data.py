"""The file format as JSON, which is YAML too: what is written here can be opened as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.model.record_fields import to_plain

# What JSON lets stand in a text and YAML does not, and half characters, which no file in UTF-8 can hold.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one mapping: what is said of the whole, sources, names, tours, then one event a line."""
    losses = LeftBehind()
    for key, value in _whole(content):
        out.write(f"{'{' if key == 'title' else ','}\n{_json(key)}: {_json(value)}".encode())
    out.write(b',\n"events": [')
    kept = {event.id for event in content.events} if not content.whole else None
    for number, event in enumerate(content.events):
        plain = to_plain(event)
        if kept is not None and event.part_of not in kept and plain.pop("part_of", None):
            losses.add("what an event is part of, where that was not chosen", event.title)
        out.write((",\n" if number else "\n").encode() + _json(plain).encode())
    out.write(b"\n]}\n")
    return losses


def _whole(content: Content) -> Iterator[tuple[str, Any]]:
    heading = content.heading
    yield "title", heading.title
    for key in ("summary", "license", "timezone"):
        if value := getattr(heading, key):
            yield key, value
    if content.sources:
        yield "sources", {key: to_plain(source) for key, source in content.sources.items()}
    if content.names:
        yield "names", {key: to_plain(name) for key, name in content.names.items()}
    if content.tours:
        yield "tours", {key: to_plain(tour) for key, tour in content.tours.items()}


def _json(value: object) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
