"""The walk from hit to hit: on the page, and on through the events that are shown."""

from __future__ import annotations

from timeline_tui.session.journey import EVENT, LIST, SOURCE
from timeline_tui.session.session import Refused
from timeline_tui.tui.screens.reader import Reader


def walk(reader: Reader, direction: int) -> None:
    """The next hit; past the last on the page of an event, the first on that of the next."""
    if reader.depth == SOURCE:
        _walk_source(reader, direction)
        return
    if reader.spans is None:
        raise Refused("No words are looked for: / looks for some")
    if reader.depth == LIST:
        if not reader.events.move(direction):
            raise Refused(f"This is the {'last' if direction > 0 else 'first'} event that is found")
    elif not reader.page.walk_hits(direction):
        _walk_on(reader, direction)


def _walk_source(reader: Reader, direction: int) -> None:
    """In a text or a card the hits or, where there are none, the passages."""
    if reader.texts is not None and reader.texts.shown:
        reader.texts.walk(direction)
    elif reader.page.has_hits:
        if not reader.page.walk_hits(direction):
            raise Refused(
                f"This is the {'last' if direction > 0 else 'first'} hit here; / looks for other words"
            )
    elif not reader.page.jump(direction):
        raise Refused("This is the last passage" if direction > 0 else "This is the first passage")


def _walk_on(reader: Reader, direction: int) -> None:
    if reader.depth != EVENT:
        raise Refused(f"This is the {'last' if direction > 0 else 'first'} hit on this page")
    reader.step_event(direction)
    reader.page.walk_hits(direction)
