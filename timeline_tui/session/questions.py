"""Questions that are answered with one line: which day, which name; and why an answer cannot be taken."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.evidence.as_of import last_day
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.model.days import day_iso
from timeline_tui.model.span import NotADate
from timeline_tui.model.spellings import likest_names, spelled
from timeline_tui.session.landing import day_of
from timeline_tui.session.moves import open_name
from timeline_tui.session.requests import Ask, Know, Refused

if TYPE_CHECKING:
    from timeline_tui.session.session import Session

WHICH_DAY = (
    "Known by which day? 12 March 2024, yesterday, -1 week, or 2024-03, of which the last day counts; "
    "empty shows everything"
)
WHICH_NAME = "Which name? Any spelling of a place, a group or a person, or its id"
_MOST_LISTED = 5


def ask_day(session: Session) -> Ask:
    """Ask for the day on which to know the timeline."""
    day, row, index = session.as_of, session.row, session.index
    # What is asked for may be a step.
    here = day if day is not None or row is None or index is None else day_of(row, index.about.zone)
    begun = "" if day is None else day_iso(day)
    return Ask(WHICH_DAY, partial(_know_by, session, here), lambda answer: no_day(answer, here), begun)


def _know_by(session: Session, here: int | None, answer: str) -> Know:
    """Show the timeline as it could be known on the day that was typed."""
    trouble = session.trouble
    if trouble is not None and trouble.shown in {"older", "nothing"}:
        raise Refused(f"This needs a file that can be read. {trouble.sentence}")
    return Know(day_meant(answer, here))


def ask_name(session: Session) -> Ask:
    """Ask for a name to go to; meanwhile another version of the file may come to be shown."""
    if session.index is None:
        raise Refused("Nothing is read yet")
    return Ask(WHICH_NAME, partial(_go_to_name, session), lambda answer: no_name(session.index, answer))


def _go_to_name(session: Session, answer: str) -> None:
    """Open the page of the name that was typed."""
    index = session.index
    if answer and index is not None and (names := spelled(answer, index.names())):
        open_name(session, names[0])


def day_meant(answer: str, here: int | None) -> int | None:
    """The day that the answer means, seen from the day `here`; None for all that is known."""
    return last_day(answer, date.today().toordinal(), here) if answer.strip() else None


def no_day(answer: str, here: int | None) -> str | None:
    """Why the answer means no day, in a sentence."""
    try:
        day_meant(answer, here)
    except NotADate as error:
        return f"{error}: {error.hint}"
    return None


def no_name(index: Index | None, answer: str) -> str | None:
    """Why the answer leads to the page of no name, in a sentence; leaving it empty leads back."""
    try:
        listed = {} if index is None else index.names()
    except Unusable as error:
        return f"The names cannot be looked up now: {error}"
    names = spelled(answer, listed) if answer else [""]
    if len(names) == 1:
        return None
    if names:
        some = ", ".join(names[:_MOST_LISTED])
        return f"{len(names)} names are spelled so: {some}. Which of them?"
    near = likest_names(answer, listed)
    return f"No name is spelled so. Try: {' or '.join(near)}" if near else "No name is spelled so"
