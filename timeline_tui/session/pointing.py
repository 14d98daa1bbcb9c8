"""What is pointed at: an event, a stop of the page, a stretch of its text, a time on the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.journey import LIST
from timeline_tui.session.moves import open_event, pick

if TYPE_CHECKING:
    from timeline_tui.session.session import Session


def _leave_mode(session: Session) -> None:
    """Let what is typed or chosen stand, and give back the keys."""
    if session.mode == "query":
        from timeline_tui.session.shown_query import keep

        keep(session)
    elif session.mode == "facets":
        from timeline_tui.session.shown_query import leave_values

        leave_values(session)


def point_at_event(session: Session, rank: int) -> None:
    """Go to an event of the list."""
    _leave_mode(session)
    pick(session, rank)


def point_at_stop(session: Session) -> None:
    """Take the cursor of the page, out of the list."""
    _leave_mode(session)
    if session.depth == LIST:
        open_event(session)


def point_at_day(session: Session, day: int) -> None:
    """Put the list's cursor on the event at that day."""
    _leave_mode(session)
    if session.index is not None:
        pick(session, session.index.rank_at(day))


def drag_along(session: Session, days: tuple[int, int, int], *, ended: bool) -> None:
    """Show a stretch of time that is being chosen, or take it; `days` has the days of a cell, too."""
    from timeline_tui.model.periods import rounded
    from timeline_tui.session.travel import choose

    period = rounded(*days)
    if session.overview is not None:
        session.overview.selected = None if ended else period
        session.changed.tell("strip")
    if ended:
        choose(session, period)


def turn_wheel(session: Session, day: int | None, *, away: bool) -> None:
    """Look closer at a day, or from farther away."""
    from timeline_tui.session.travel import narrow, widen

    if not away:
        widen(session)
    elif day is not None:
        narrow(session, day)
