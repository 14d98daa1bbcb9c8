"""What follows from a change of the session, whatever made it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.index.shown import Folded
from timeline_tui.session.journey import LIST

if TYPE_CHECKING:
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect


def keep_in_line(session: Session, aspects: frozenset[Aspect]) -> None:
    """Keep the cursor where there is something, and show a text once it is read."""
    try:
        _keep_cursor(session, aspects)
    except Unusable as error:
        session.fail(error)
    if session.chart is not None and session.chart.open and aspects & {"cursor", "list", "spans"}:
        from timeline_tui.session.charted import keep_up

        keep_up(session, session.chart, aspects)
    if session.selected is not None and aspects & {"place"}:
        from timeline_tui.session.selecting import keep_to_text

        keep_to_text(session)
    if session.mode == "facets" and aspects & {"list", "proof", "view"}:
        from timeline_tui.session.narrowing import refresh

        refresh(session)
    if "list" in aspects and session.view.query and not session.has_events:
        from timeline_tui.session.shown_query import explain

        explain(session)
    if "progress" in aspects and session.slow and session.index is None and session.progress:
        from timeline_tui.render.notices import reading_page

        session.page.show(partial(reading_page, session.wanted.name, marks=session.marks))
    if session.texts is None or not session.text_shown:
        return
    if "text" in aspects:
        session.page.show(session.texts.page, session.text_spot)
    is_new = bool(aspects & {"text", "place", "proof"}) and bool(session.texts.text)
    if is_new and (session.proposals is not None or session.texts.is_unused):
        from timeline_tui.session.proposing import keep_up as keep_up_proposals

        keep_up_proposals(session)
    if aspects & {"page", "place"} and (sentence := session.texts.replaced()):
        session.tell(sentence)


def _keep_cursor(session: Session, aspects: frozenset[Aspect]) -> None:
    session.events.active = session.depth == LIST
    shown = session.shown
    if not aspects & {"cursor", "list", "place"} or shown is None:
        return
    # What is on its way shows another place, or the same.
    if shown.view == session.view and session.view.folded != Folded():
        from timeline_tui.session.zooming import unfold_to_cursor

        if unfold_to_cursor(session):
            return
    session.events.settle()
