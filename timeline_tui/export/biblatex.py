"""The sources for LaTeX: BibLaTeX knows EDTF, so a date stands as the file has it."""

from __future__ import annotations

from typing import BinaryIO

from timeline_tui.export.content import Content, LeftBehind
from timeline_tui.model.dates import understood
from timeline_tui.model.timeline import Source
from timeline_tui.render.citation import address_in_tex, braced, entry_key, source_note


def write(content: Content, out: BinaryIO) -> LeftBehind:
    """Write one entry a source."""
    losses = LeftBehind()
    for event in content.events:
        losses.add("events and their passages", event.title)
    losses.of_whole(content.heading)
    for key in content.names:
        losses.add("names of places, groups and people", key)
    taken: dict[str, int] = {}
    for key, source in content.sources.items():
        losses.of(source, ("text", "sha256", "fields", "note"), key)
        out.write(f"{_entry(entry_key(key, taken), source, content)}\n\n".encode("utf-8", "replace"))
    return losses


def _entry(key: str, source: Source, content: Content) -> str:
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
