"""What stands above the list is brought in line with what is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.render.strip import Showing
from timeline_tui.session.overview import Overview

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown
    from timeline_tui.index.view_maker import Measured
    from timeline_tui.model.periods import Period
    from timeline_tui.session.session import Session


def take_shown(session: Session, shown: Shown) -> None:
    """Tell of this from now on."""
    overview = session.overview
    if overview is None or overview.index is not shown.index:
        overview = session.overview = Overview(shown.index, session.marks)
    query = shown.view.query.strip()
    hides = bool(query) or shown.partial
    showing = Showing(shown.events, shown.of, shown.partial, _bound(session, query))
    overview.query, overview.showing = query, showing if hides else None
    _stretch(session, overview, shown)
    session.changed.tell("strip")


def _bound(session: Session, query: str) -> str:
    """How what is shown bounds what is found, where what the query asks of is not known yet."""
    if not ("is:" in query or "since:" in query):
        return ""
    from timeline_tui.query import parse

    known = {} if session.index is None else session.index.changes
    if any(version not in known for _, version in parse(query).on_changes):
        return "at most"
    if session.texts is not None:
        return ""
    sides = {term.excluded for term in parse(query).on_proofs}
    return "" if not sides else "perhaps" if len(sides) > 1 else "at most" if True in sides else "at least"


def _stretch(session: Session, overview: Overview, shown: Shown) -> None:
    """Let the strip show the time that is asked for, and how what is shown lies in it."""
    before, overview.stretch = overview.stretch, None
    if not overview.query:
        session.let_go("strip")
        return
    from timeline_tui.index.view_maker import measured
    from timeline_tui.session.landing import stretch_of

    stretch = stretch_of(overview.query, shown.index.about)
    if stretch is None:
        return
    if before is not None and before[:2] == stretch[:2]:
        stretch = stretch._replace(measured=before.measured)
    overview.stretch = stretch
    if not shown.partial:
        question = partial(measured, shown.index, shown.found, *stretch[:2])
        session.find_out("strip", question, partial(_take_measured, session))


def _take_measured(session: Session, measured: Measured) -> None:
    overview = session.overview
    if overview is not None and overview.stretch is not None:
        overview.stretch = overview.stretch._replace(measured=measured)
        session.changed.tell("strip")


def select(session: Session, period: Period | None) -> None:
    """Show a stretch of time that is being chosen on the strip."""
    if session.overview is not None:
        session.overview.selected = period
        session.changed.tell("strip")
