"""Whether a step leads anywhere from where one is: what moves, folds, zooms or narrows would do something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.model import dates
from timeline_tui.session.journey import EVENT, LIST

if TYPE_CHECKING:
    from timeline_tui.index.records import About
    from timeline_tui.session.session import Session

_DAYS_OF_CENTURY = 36_524


def leads_on(session: Session, command: str) -> bool:
    """Whether this command would change what is shown; true of what always does."""
    match command:
        case "next-event" | "previous-event":
            return _has_event_beside(session, 1 if command == "next-event" else -1)
        case "next-hit":
            return session.spans is not None and _has_hit_ahead(session)
        case "rows":
            return not session.at_group
        case "fold" | "fold-all":
            return _can_fold(session, everything=command == "fold-all")
        case "zoom-in" | "zoom-out" | "whole-time":
            return _can_zoom(session, out=command != "zoom-in")
        case "narrow":
            return _can_narrow(session)
        case "widen" | "next-period":
            return _has_period(session, command)
        case "next-alike":
            return _is_followed_on(session)
        case "earlier-query":
            return session.typed.has_earlier
        case "repeat-step":
            return session.step is not None and _step_leads(session)
    return True


def has_dispute_ahead(session: Session) -> bool:
    """Whether a disputed point lies ahead of the cursor."""
    index, shown = session.index, session.shown
    if index is None or shown is None or not index.about.disputes:
        return False
    row, page = session.row, session.page
    is_here = session.depth == LIST and row is not None and bool(row.disputes)
    ahead = enumerate(page.stops) if session.depth == EVENT else ()
    # A page has its own ones first.
    is_below = any(stop.kind == "dispute" and at > page.cursor for at, stop in ahead)
    return is_here or is_below or shown.disputed(session.events.cursor, 1) is not None


def _has_event_beside(session: Session, direction: int) -> bool:
    shown = session.shown
    return shown is not None and shown.event_from(session.events.cursor + direction, direction) is not None


def _has_hit_ahead(session: Session) -> bool:
    return _has_event_beside(session, 1) if session.depth == LIST else session.page.has_hits


def _can_fold(session: Session, *, everything: bool) -> bool:
    shown, row = session.shown, session.row
    if shown is None or row is None or session.at_group or not shown.folds:
        return False
    if everything:
        return shown.index.has_parts()
    whole = row if shown.index.has_parts(row.rank) else shown.index.parent(row.rank)
    return whole is not None and bool(whole.id) and shown.position_of(whole.rank) is not None


def _can_zoom(session: Session, *, out: bool) -> bool:
    if (chart := session.open_chart) is not None:
        return not chart.is_waiting and (not out or chart.time.shown != chart.time.whole)
    if not out:
        return session.at_group
    about, unit = session.index.about if session.index is not None else None, session.view.grouped
    if session.ladder is not None and session.ladder[0] is session.index:
        units = session.ladder[1]
        return bool(units) and unit != units[-1]
    return about is not None and unit is None and _are_many(about)


def _are_many(about: About) -> bool:
    """Whether there are surely so many events that groups of them are far fewer."""
    if about.earliest is None or about.latest is None:
        return False
    centuries = (about.latest - about.earliest) // _DAYS_OF_CENTURY + 2
    return 2 * about.events >= 3 * centuries


def _can_narrow(session: Session) -> bool:
    """Whether something is hidden where only the time of this event is shown, as far as is told at once."""
    index, row = session.index, session.row
    if index is None or row is None or "in:" in session.view.query or session.at_group:
        return False
    here = dates.understood(row.date)
    first = dates.understood(index.rows(0, 1)[0].date)
    return here is not None and first is not None and here.anchor != first.anchor


def _has_period(session: Session, command: str) -> bool:
    if command == "next-period" and session.open_chart is not None:
        if session.open_chart.is_waiting:
            return False
        time = session.open_chart.time
        return time.shown is not None and time.whole is not None and time.shown[1] < time.whole[1]
    if session.index is None or "in:" not in session.view.query:
        return False
    from timeline_tui.session.landing import period_of, whole_of

    period, whole = period_of(session.view.query, session.index.about), whole_of(session.index.about)
    if period is None or whole is None:
        return False
    return command == "widen" or period.shifted(1).first <= whole.last


def _is_followed_on(session: Session) -> bool:
    if session.depth == LIST or session.index is None:
        return False
    from timeline_tui.session.trail import goes_on

    return goes_on(session, session.index)


def _step_leads(session: Session) -> bool:
    from timeline_tui.session.travel import can_repeat

    return can_repeat(session)
