"""What a merge left in two versions: shown side by side, and one of them taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.edit.save import NotSaved
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.edit.whereabouts import OpenFile, Taken, left_open, settled_with
from timeline_tui.session.adding import tell_written
from timeline_tui.session.additions import NotWritten
from timeline_tui.session.background import beside
from timeline_tui.session.own_editor import file_of
from timeline_tui.session.requests import Compare
from timeline_tui.session.signal import Refused
from timeline_tui.session.trouble import IN_TWO, problems_of

if TYPE_CHECKING:
    from timeline_tui.problems.problem import Place
    from timeline_tui.session.session import Session

_NOTHING_LEFT = "Nothing here is left in two versions: no merge has put its marks into the file"


def first_open(session: Session) -> Place | None:
    """The first place of which the reading told."""
    listed = problems_of(session.trouble, session.index)
    return next((problem.place for problem in listed.problems if problem.code == IN_TWO), None)


def compare(session: Session, at: Place | None = None) -> Compare:
    """Show both versions at a place of which the reading told, or else at the first one."""
    if sentence := session.wanted.fixed:
        raise Refused(sentence)
    place = at or first_open(session)
    path = None if place is None else file_of(session.wanted, place)
    if place is None or path is None:
        raise Refused(_NOTHING_LEFT)
    try:
        file = left_open(path)
    except NotSaved as error:
        raise Refused(NotWritten.because(error).sentence) from error
    if not file.places:
        raise Refused(_NOTHING_LEFT)
    lines = [one.line for one in file.places]
    first = lines.index(place.line) if place.line in lines else 0
    return Compare(file, first, partial(_take, session, file))


def _take(session: Session, file: OpenFile, answer: tuple[int | None, Taken]) -> None:
    number, taken = answer
    left = 0 if number is None else len(file.places) - 1
    more = f"; {left:,} more left in two versions, R shows the next" if left else ""
    said = f"Taken: {_words(file, number, taken)}{more}; u takes it back"
    beside(partial(_write, session, file, number, taken), partial(tell_written, session, said))


def _write(session: Session, file: OpenFile, number: int | None, taken: Taken) -> NotWritten | None:
    """Write the file; why not, where it stays as it is."""
    try:
        new = settled_with(file, number, taken)
        session.additions.save(file.path, file.version, new, f"the choice of {_words(file, number, taken)}")
    except (CannotEdit, NotSaved) as error:
        return NotWritten.because(error)
    return None


def _words(file: OpenFile, number: int | None, taken: Taken) -> str:
    if number is None:
        which = "first" if taken == "first" else "second"
        return f"the {which} version at all {len(file.places):,} places"
    place = file.places[number]
    what = "both" if taken == "both" else place.names[taken == "second"]
    return f"{what}, line {place.line:,}"
