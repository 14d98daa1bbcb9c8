"""Travel: to a date or by a step, from period to period, to what was known by a day, to a name, on a tour."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.model.dates import parse as parse_date
from timeline_tui.model.days import day_iso
from timeline_tui.model.periods import UNITS, Period, above, around, below, rounded
from timeline_tui.model.span import NotADate
from timeline_tui.query.written import with_period
from timeline_tui.render.phrases import in_words, step_counts, tour_title
from timeline_tui.session.landing import Landing, Look, called, day_of, look, look_by, period_of, whole_of
from timeline_tui.session.moves import go_to_event, open_name
from timeline_tui.session.pages import NO_TOURS
from timeline_tui.session.requests import Ask, Choose, Know, PlayTour, Request
from timeline_tui.session.signal import Refused
from timeline_tui.session.viewing import ask_view

if TYPE_CHECKING:
    from timeline_tui.session.session import Session


def meaning(session: Session, text: str) -> Look:
    """What a text means, seen from the event under the cursor, and where it would land."""
    session.asked = session.index
    try:
        return look(session.read_list, text, _day(session), date.today().toordinal())
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
    found = look_by(session.read_list, step, _day(session))
    if not found.landings:
        raise Refused(found.sentence)
    go_to_event(session, found.landings[0].rank)
    session.tell(found.sentence)


def can_repeat(session: Session) -> bool:
    """Whether the last step leads to an event from here."""
    return session.step is not None and bool(look_by(session.read_list, session.step, _day(session)).landings)


def _day(session: Session) -> int | None:
    row, index = session.row, session.index
    if index is not None and session.events.on_cover:
        # It stands where time begins.
        return index.about.earliest
    return None if row is None or index is None else day_of(row, index.about.zone)


def narrow(session: Session, day: int | None = None) -> None:
    """Narrow to the next shorter unit around the event under the cursor, or around a day."""
    index, _ = _whole(session)
    if day is None:
        row = session.row
        # The cover stands where time begins.
        day = index.about.earliest if row is None else day_of(row, index.about.zone)
    if day is None:
        raise Refused("This event has no date to narrow around")
    period = _period(session, index)
    found = [around(unit, day) for unit in UNITS] if period is None else below(period, day)
    held = index.moments.counted(None, None) if period is None else _held(index, period)
    chosen = next((one for one in found if _held(index, one) < held), None)
    if chosen is None:
        raise Refused(f"Nothing narrower than {_called(period)} would hide any event")
    choose(session, chosen)


def widen(session: Session) -> None:
    """Widen to the next longer unit that shows more, and at last to the whole time."""
    index, whole = _whole(session)
    period = _period(session, index)
    if period is None:
        raise Refused("No period is set: Shift+↓ or s narrows to one")
    held = _held(index, period)
    found = (one for one in above(period) if _held(index, one) > held)
    chosen = next(found, None)
    choose(session, None if chosen is None or chosen.holds(whole) else chosen)


def shift(session: Session, by: int) -> None:
    """Go to the period of the same length that follows, or the one before; in the chart, along its time."""
    if (chart := session.open_chart) is not None:
        chart.time.pan(by)
        return
    index, whole = _whole(session)
    period = _period(session, index)
    if period is None:
        raise Refused("No period is set to be shifted: Shift+↓ or s narrows to one")
    shifted = period.shifted(by)
    if shifted.first > whole.last or shifted.last < whole.first:
        side = "after" if by > 0 else "before"
        raise Refused(f"Nothing is recorded {side} {_called(period)}")
    choose(session, shifted)


def choose(session: Session, period: Period | None) -> None:
    """Show this period only, or all of the time."""
    query = with_period(session.view.query, None if period is None else period.edtf)
    ask_view(session, session.view._replace(query=query))
    if period is None:
        session.tell("All of the time is shown again")
    elif (index := session.index) is not None:
        session.tell(f"{_called(period)}{_beside(index, period)}")


def drag_along(session: Session, days: tuple[int, int, int], *, ended: bool) -> None:
    """Show a stretch of time that is being chosen, or take it; `days` has the days of a cell, too."""
    period = rounded(*days)
    if session.overview is not None:
        session.overview.selected = None if ended else period
        session.changed.tell("strip")
    if ended:
        choose(session, period)


def turn_wheel(session: Session, day: int | None, *, away: bool) -> None:
    """Look closer at a day, or from farther away."""
    if not away:
        widen(session)
    elif day is not None:
        narrow(session, day)


def _beside(index: Index, period: Period) -> str:
    """Of an empty period, what lies before and after it."""
    if _held(index, period):
        return ""
    beside = (index.moments.last(period.first - 1), index.moments.first(period.last + 1))
    said = []
    for rank, where in zip(beside, ("before", "after"), strict=True):
        for row in index.rows(rank, 1) if rank is not None else ():
            day = in_words(parse_date(row.date)) if row.date else "no date"
            said.append(f"{where} it {row.title} ({day})")
    return f": nothing begins then; {', '.join(said)}"


def _whole(session: Session) -> tuple[Index, Period]:
    index = session.read_index
    whole = whole_of(index.about)
    if whole is None:
        raise Refused("No event has a date")
    return index, whole


def _period(session: Session, index: Index) -> Period | None:
    return period_of(session.view.query, index.about)


def _held(index: Index, period: Period) -> int:
    return index.moments.counted(period.first, period.last)


def _called(period: Period | None) -> str:
    return "the whole time" if period is None else called(period)


# To what was known on a day, and to a name: questions that are answered with one line.


_WHICH_DAY = (
    "Known by which day? 12 March 2024, yesterday, -1 week, or 2024-03, of which the last day counts; "
    "empty shows everything"
)
_WHICH_NAME = "Which name? Any spelling of a place, a group or a person, or its id"
_MOST_LISTED = 5


def ask_day(session: Session) -> Ask:
    """Ask for the day on which to know the timeline."""
    day, row, index = session.as_of, session.row, session.index
    # What is asked for may be a step.
    here = day if day is not None or row is None or index is None else day_of(row, index.about.zone)
    begun = "" if day is None else day_iso(day)
    return Ask(_WHICH_DAY, partial(_know_by, session, here), lambda answer: _no_day(answer, here), begun)


def _know_by(session: Session, here: int | None, answer: str) -> Know:
    """Show the timeline as it could be known on the day that was typed."""
    trouble = session.trouble
    if trouble is not None and trouble.shown in {"older", "nothing"}:
        raise Refused(f"This needs a file that can be read. {trouble.sentence}")
    return Know(_day_meant(answer, here))


def ask_name(session: Session) -> Ask:
    """Ask for a name to go to; meanwhile another version of the file may come to be shown."""
    return Ask(_WHICH_NAME, partial(_go_to_name, session), lambda answer: _no_name(session, answer))


def _go_to_name(session: Session, answer: str) -> None:
    """Open the page of the name that was typed."""
    from timeline_tui.model.folding import spelled

    if answer and (names := spelled(answer, session.read_index.names())):
        open_name(session, names[0])


def _day_meant(answer: str, here: int | None) -> int | None:
    """The day that the answer means, seen from the day `here`; None for all that is known."""
    from timeline_tui.evidence.as_of import last_day

    return last_day(answer, date.today().toordinal(), here) if answer.strip() else None


def _no_day(answer: str, here: int | None) -> str | None:
    """Why the answer means no day, in a sentence."""
    try:
        _day_meant(answer, here)
    except NotADate as error:
        return f"{error}: {error.hint}"
    return None


def _no_name(session: Session, answer: str) -> str | None:
    """Why the answer leads to the page of no name, in a sentence; leaving it empty leads back."""
    from timeline_tui.model.folding import likest_names, spelled

    try:
        listed = session.read_index.names()
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


# Along a tour.


def ask_tour(session: Session, key: str = "") -> Request:
    """Play the tour of this id, or ask which, where there are several; one that was left goes on."""
    tours = session.read_index.tours()
    left, session.tour_left = session.tour_left, None
    if not tours:
        raise Refused(NO_TOURS)
    if key in tours:
        return PlayTour(key)
    if left is not None and left.key in tours:
        return left
    keys = list(tours)
    if len(keys) == 1:
        return PlayTour(keys[0])
    labels = [f"{tour_title(key, tour)}  {step_counts(tour)}" for key, tour in tours.items()]
    return Choose("Play which tour?", labels, lambda number: PlayTour(keys[number]))
