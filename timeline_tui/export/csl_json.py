"""The sources as CSL-JSON, which programs that keep references read; nothing of the events."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.model.timeline import Source
from timeline_tui.render.citation import csl_item, unmarked


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one list of items."""
    losses = LeftBehind()
    for event in content.events:
        losses.add("events and their passages", event.title)
    for key, source in content.sources.items():
        losses.of(source, ("text",), key)
    losses.of_whole(content.heading)
    for key in content.names:
        losses.add("names of places, groups and people", key)
    items = [_item(key, source, content) for key, source in content.sources.items()]
    out.write(json.dumps(items, indent=1).encode() + b"\n")
    return losses


def _item(key: str, source: Source, content: Content) -> dict[str, Any]:
    """The item, and under `custom`, which the schema leaves to programs, what CSL has no word for."""
    own = {
        # By its id it is known that all this is ours, also where there is nothing else.
        "id": key,
        "url": source.url,
        "edtf": source.published,
        "sha256": source.sha256,
        "archived": source.archived,
        "derived_from": source.derived_from,
        "note": source.note,
        **({"fields": dict(source.fields)} if source.fields else {}),
    }
    kept = {word: said for word, said in own.items() if said}
    # What stands there with signs between its letters stands here as it is.
    kept |= {word: said for word in ("title", "outlet") if unmarked(said := getattr(source, word)) != said}
    return csl_item(key, source, content.sources) | {"custom": kept}
