"""From one disputed point to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.journey import ACCOUNTS, EVENT, LIST, TOP, PagePosition
from timeline_tui.session.moves import open_event, show_again, show_page
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.session.session import Session


def walk(session: Session, direction: int) -> None:
    """The next disputed point, or the one before, at this event or another."""
    if session.index is None:
        return
    stops = session.page.stops if session.depth == EVENT else ()
    beside = [at for at, stop in enumerate(stops) if stop.kind == "dispute"]
    beside = [at for at in beside if (at - session.page.cursor) * direction > 0]
    if beside:
        session.page.select(beside[0] if direction > 0 else beside[-1], with_rest=True)
        return
    if session.depth == ACCOUNTS and _next_accounts(session, direction):
        return
    row = session.row if session.depth == LIST and direction > 0 else None
    rank = row.rank if row is not None and row.disputes else _next_shown(session, direction)
    if rank is None:
        raise Refused(f"There is no disputed point {'after' if direction > 0 else 'before'} this one")
    _go_to(session, rank, direction)


def _next_shown(session: Session, direction: int) -> int | None:
    """The next event with a disputed point that is shown; in a list of groups, in another group."""
    shown, rank = session.events.shown, session.events.cursor
    if shown is None:
        return None
    here = session.events.position
    while (found := shown.disputed(rank, direction)) is not None:
        if session.depth != LIST or shown.position_of(found) != here:
            return found
        rank = found
    return None


def _go_to(session: Session, rank: int, direction: int) -> None:
    session.events.go(rank)
    if session.at_group:
        return
    if session.depth == LIST:
        open_event(session)
    else:
        session.journey.moved(session.events.cursor, session.events.above)
    dispute = session.index.event(rank).all_disputes[0 if direction > 0 else -1] if session.index else ""
    if session.depth == ACCOUNTS:
        session.journey.here = session.journey.here._replace(source=dispute)
        session.changed.tell("place")
        show_page(session)
    else:
        show_again(session, PagePosition(dispute=dispute))


def _next_accounts(session: Session, direction: int) -> bool:
    """The accounts on the next disputed point of the same event; False where there is none."""
    here = session.journey.here
    disputes = session.index.event(max(here.rank, 0)).all_disputes if session.index is not None else ()
    at = disputes.index(here.source) + direction if here.source in disputes else -1
    if not 0 <= at < len(disputes):
        return False
    session.journey.here = here._replace(source=disputes[at], spot=TOP)
    session.changed.tell("place")
    show_page(session)
    return True
