"""The line that an event, a passage or a source stands in, for an editor to open at."""

from __future__ import annotations

import re

from timeline_tui.editing.items import tree_at
from timeline_tui.editing.lines import line_number
from timeline_tui.loading.layout import Layout, Unclear, lay_out
from timeline_tui.loading.trees import Node
from timeline_tui.model.timeline import Event

# Of a larger file, the line is looked for in its text, which is soon done and nearly always right.
_MOST_PARSED = 8 << 20
_LONGEST_SOUGHT = 40


def line_of_event(data: bytes, event: Event, quote: int | None = None) -> int:
    """The line of an event, or of one of its passages, counted from 1; 1 where it is nowhere to be found."""
    if len(data) <= _MOST_PARSED:
        try:
            layout = lay_out(data)
        except Unclear:
            pass
        else:
            at = _position(layout, event)
            if at is not None:
                return line_number(data, _place(data, layout, at, quote))
    return _sought(data, event, quote)


def line_of_key(data: bytes, key: str) -> int:
    """The first line that begins with this id as a field, as sources and names do."""
    found = re.search(rb"(?m)^[ \t]+[\"']?" + re.escape(key.encode()) + rb"[\"']?[ \t]*:", data)
    return line_number(data, found.end() - 1) if found else 1


def _position(layout: Layout, event: Event) -> int | None:
    items = list(enumerate(layout.items))
    named = (at for at, item in items if item.id is not None and item.id == event.id)
    # An event that has no id in the file was given one when it was read.
    titled = (at for at, item in items if (item.title, item.date) == (event.title, event.date))
    return next(named, next(titled, None))


def _place(data: bytes, layout: Layout, at: int, quote: int | None) -> int:
    """Where an event begins, or one of its passages where that can be told."""
    start = layout.items[at].start
    tree = None if quote is None else tree_at(data, layout, at)
    found = tree.field("quotes") if tree is not None and tree.kind == "mapping" else None
    parts: tuple[Node, ...] = () if found is None else found[1].parts
    return parts[quote].start if quote is not None and quote < len(parts) else start


def _sought(data: bytes, event: Event, quote: int | None) -> int:
    """The line where the id stands, or else the title; and below it the first words of the passage."""
    key = re.escape((event.id or "").encode())
    id_ = rb"(?m)^[^#\n]*\bid[\"']?[ \t]*:[ \t]*[\"']?" + key + rb"[\"']?[ \t\r]*(?:[,}#]|$)"
    title = re.escape(event.title[:_LONGEST_SOUGHT].encode())
    found = re.search(id_, data) or re.search(title, data)
    if found is None:
        return 1
    place = found.end()
    if quote is not None and quote < len(event.quotes):
        words = re.escape(event.quotes[quote].exact[:_LONGEST_SOUGHT].encode()).replace(rb"\ ", rb"\s+")
        passage = re.compile(words).search(data, place)
        place = passage.start() if passage else place
    return line_number(data, place)
