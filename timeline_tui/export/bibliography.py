"""The sources alone: as CSL-JSON, which programs that keep references read, and for LaTeX."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.model.dates import understood
from timeline_tui.model.timeline import Source
from timeline_tui.render.citation import address_in_tex, braced, csl_item, entry_key, source_note, unmarked


def _all_but_sources(content: Content) -> LeftBehind:
    """What a list of the sources alone leaves behind."""
    losses = LeftBehind()
    for event in content.events:
        losses.add("events and their passages", event.title)
    losses.of_whole(content.heading)
    for key in content.names:
        losses.add("names of places, groups and people", key)
    return losses


def write_csl(content: Content, out: BinaryIO) -> LeftBehind:
    """Write the sources as one list of items, which programs that keep references read."""
    losses = _all_but_sources(content)
    for key, source in content.sources.items():
        losses.of(source, ("text",), key)
    items = [_csl_item(key, source, content) for key, source in content.sources.items()]
    out.write(json.dumps(items, indent=1).encode() + b"\n")
    return losses


def _csl_item(key: str, source: Source, content: Content) -> dict[str, Any]:
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


def write_biblatex(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one entry a source; BibLaTeX knows EDTF, so a date stands as the file has it."""
    losses = _all_but_sources(content)
    taken: dict[str, int] = {}
    for key, source in content.sources.items():
        losses.of(source, ("text", "sha256", "fields", "note"), key)
        out.write(f"{_tex_entry(entry_key(key, taken), source, content)}\n\n".encode("utf-8", "replace"))
    return losses


def _tex_entry(key: str, source: Source, content: Content) -> str:
    is_date = understood(source.published) is not None
    address = address_in_tex(source.url or source.archived or "")
    fields = {
        "author": braced(source.author, twice=True),
        "title": braced(source.title, twice=True),
        "journaltitle": braced(source.outlet),
        "date": f"{{{source.published}}}" if is_date else "",
        "pubstate": braced(source.published) if source.published and not is_date else "",
        "url": f"{{{address}}}" if address else "",
        "langid": braced(source.language),
        "note": braced(source_note(source, content.sources)),
    }
    lines = [f"  {field} = {value}," for field, value in fields.items() if value]
    kind = "article" if source.outlet else "online" if address else "misc"
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])
