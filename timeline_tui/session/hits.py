"""The walk from hit to hit: on the page, and on through the events that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.journey import EVENT, LIST, SOURCE
from timeline_tui.session.moves import step_event
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.session.session import Session


def walk(session: Session, direction: int) -> None:
    """The next hit; past the last on the page of an event, the first on that of the next."""
    if session.depth == SOURCE:
        _walk_source(session, direction)
        return
    if session.spans is None:
        raise Refused("No words are looked for: / looks for some")
    if session.depth == LIST:
        if not session.events.move(direction):
            raise Refused(f"This is the {'last' if direction > 0 else 'first'} event that is found")
    elif not session.page.walk_hits(direction):
        _walk_on(session, direction)


def _walk_source(session: Session, direction: int) -> None:
    """In a text or a card the hits or, where there are none, the passages."""
    if session.texts is not None and session.text_shown:
        from timeline_tui.session.held_text import walk as walk_text

        walk_text(session, session.texts, direction)
    elif session.page.has_hits:
        if not session.page.walk_hits(direction):
            raise Refused(
                f"This is the {'last' if direction > 0 else 'first'} hit here; / looks for other words"
            )
    elif not session.page.jump(direction):
        raise Refused("This is the last passage" if direction > 0 else "This is the first passage")


def _walk_on(session: Session, direction: int) -> None:
    if session.depth != EVENT:
        raise Refused(f"This is the {'last' if direction > 0 else 'first'} hit on this page")
    step_event(session, direction)
    session.page.walk_hits(direction)
