"""Travel in time: to a date that is typed, or by a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.session.landing import Landing, Look, day_of, look, look_by
from timeline_tui.session.moves import go_to_event
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown
    from timeline_tui.session.session import Session


def meaning(session: Session, text: str) -> Look:
    """What a text means, seen from the event under the cursor, and where it would land."""
    from datetime import date

    session.asked = session.index
    try:
        return look(_shown(session), text, _day(session), date.today().toordinal())
    except Unusable as error:
        return Look(f"This cannot be looked up now: {error}")


def land(session: Session, found: Look, landing: Landing) -> None:
    """Go where a text led, and remember the step."""
    if session.asked is not session.index:
        session.tell("The file was read again meanwhile: t asks again")
        return
    session.step = found.step or session.step
    go_to_event(session, landing.rank)


def repeat(session: Session, *, backwards: bool = False) -> None:
    """Make the last step again, or the same one the other way."""
    if session.step is None:
        raise Refused("No step was made yet: t takes one, such as +1 month")
    step = session.step.backwards if backwards else session.step
    found = look_by(_shown(session), step, _day(session))
    if not found.landings:
        raise Refused(found.sentence)
    go_to_event(session, found.landings[0].rank)
    session.tell(found.sentence)


def can_repeat(session: Session) -> bool:
    """Whether the last step leads to an event from here."""
    return session.step is not None and bool(look_by(_shown(session), session.step, _day(session)).landings)


def _shown(session: Session) -> Shown:
    shown = session.shown
    if shown is None:
        raise Refused("Nothing is read yet")
    return shown


def _day(session: Session) -> int | None:
    row, index = session.row, session.index
    if index is not None and session.events.on_cover:
        # It stands where time begins.
        return index.about.earliest
    return None if row is None or index is None else day_of(row, index.about.zone)
