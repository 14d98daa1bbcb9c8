"""The reader's moves: deeper and back, from event to event, about a page; and which page is shown."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.render.document import Document, Marks, Stop
from timeline_tui.session.journey import COVER, END, TOP, Bookmark, PagePosition
from timeline_tui.session.signal import Refused

if TYPE_CHECKING:
    from timeline_tui.index.groups import InGroups
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.open_text import TextReading
    from timeline_tui.session.page_pane import DocumentMaker
    from timeline_tui.session.session import Session


def document_of(session: Session, index: Index) -> DocumentMaker:
    """What makes the document of the place there; in the list, that of what the cursor is on."""
    here, shown, rank = session.journey.here, session.shown, session.events.cursor
    if here.depth == "list" and (group := _of_group(session)) is not None:
        return group
    if here.depth == "weak":
        return session.weak or (lambda width: Document(()))
    if here.depth == "list" and shown is not None and not shown.count and session.nothing is not None:
        return session.nothing
    if session.pages is None:
        return lambda width: Document(())
    depth = here.depth
    if not index.about.events:
        # Whatever page of an event was open is of what is gone.
        rank, is_read = COVER, depth == "source" and here.source in index.sources()
        depth = "source" if is_read else "event"
    return partial(_made, session, partial(session.pages.page, depth, here.source, rank))


def _of_group(session: Session) -> DocumentMaker | None:
    if not session.at_group:
        return None
    from timeline_tui.index.groups import InGroups

    shown, position = session.shown, session.events.position
    if not isinstance(shown, InGroups) or position is None:
        return None
    return partial(_made, session, partial(_group, shown, position, session.marks, session.spans))


def _made(session: Session, make: DocumentMaker, width: int) -> Document:
    # The page asks for it whenever its width changes, where nobody else would hear an exception.
    try:
        return make(width)
    except Unusable as error:
        session.fail(error)
        return Document(())


def _group(shown: InGroups, position: int, marks: Marks, spans: Spans | None, width: int) -> Document:
    from timeline_tui.render.notices import MOST, group_page

    (group,) = shown.rows(position, 1)
    return group_page(group, shown.inside(position, MOST), width, marks, spans)


_WIDE = 200
"""Cells that accounts side by side may take."""
IS_GROUP = "This row is a group of events; Enter goes into it"


# The page.


def show_again(session: Session, spot: PagePosition) -> None:
    """Show the page anew, since there is more to say."""
    session.page_of = None
    show_page(session, spot)


def show_page(session: Session, spot: PagePosition = TOP) -> None:
    """Show the page that belongs to where the reader is, if it is not there already."""
    here, index = session.journey.here, session.index
    rank = session.events.cursor
    wanted: object = (here.depth, here.source, rank)
    if here.depth in {"list", "event"}:
        wanted = "event", "", rank
    if session.at_group:
        wanted = (session.events.shown, session.events.position, "")
    if index is None or wanted == session.page_of:
        return
    session.page_of = wanted
    if session.texts is not None and session.text_shown:
        session.text_spot = spot
        session.texts.open(here.source, here.at)
        session.page.show(session.texts.page, spot)
    else:
        longest = {"longest": _WIDE} if here.depth == "accounts" else {}
        session.page.show(document_of(session, index), TOP if session.at_group else spot, **longest)


def open_weak(session: Session) -> None:
    """Go to what is weak, as far as it is known yet."""
    if session.depth != "weak":
        session.weak_spot = TOP
        go(session, Bookmark("weak", session.events.cursor))


def say_nothing(session: Session, maker: DocumentMaker) -> None:
    """Take this for the page where nothing is found."""
    session.nothing = maker
    if session.depth == "list":
        show_again(session, TOP)


def show_weak(session: Session, maker: DocumentMaker) -> None:
    """Take this for the page of what is weak."""
    session.weak = maker
    if session.depth == "weak":
        # While it is looked for anew the page is empty, and the reader comes back to the same line.
        session.weak_spot = session.page.spot if session.page.stops else session.weak_spot
        session.page_of = None
        show_page(session, session.weak_spot)


def go_back(session: Session) -> None:
    """Come back to where one was."""
    place = session.journey.back()
    if place is None and session.presents:
        session.presents = False
        return
    if place is None:
        raise Refused("This is the list, where everything starts; q quits")
    _arrive(session, place)


def go(session: Session, place: Bookmark) -> None:
    """Go on to a place, remembering this one."""
    session.journey.go(leaving_now(session), place)
    _arrive(session, place)


def _arrive(session: Session, place: Bookmark) -> None:
    session.changed.tell("place")
    session.events.go(place.rank, place.above)
    show_page(session, place.spot)


def leaving_now(session: Session) -> Bookmark:
    """Where the reader is, to come back to."""
    return session.journey.here._replace(
        rank=session.events.cursor,
        spot=session.page.spot,
        above=session.events.above,
        at=session.texts.place if session.texts is not None else 0,
    )


def show_text(session: Session, reading: TextReading) -> None:
    """Show the window on the text where it is now, at what was gone to."""
    from timeline_tui.render.source_text import HIT

    session.journey.here = session.journey.here._replace(at=reading.place)
    session.page.show(reading.page, PagePosition(passage=(None, HIT)))


# Going deeper.


def open_here(session: Session) -> None:
    """Go where the cursor leads."""
    if session.depth == "list":
        open_event(session)
        return
    stop = session.page.stop
    if stop is None:
        raise Refused("Nothing on this page opens; Esc goes back")
    if not session.page.shows_cursor:
        # What is not in sight is shown before it is opened.
        session.page.select(session.page.cursor)
        return
    _open(session, stop)


def _open(session: Session, stop: Stop) -> None:
    if stop.kind == "passage" and session.depth in {"event", "accounts"}:
        _open_source(session, stop)
    elif stop.kind == "dispute":
        # That of another event leads to the accounts there.
        rank = session.events.cursor if stop.rank is None else stop.rank
        go(session, Bookmark("accounts", rank, source=stop.target))
    elif stop.kind in {"passage", "event"} and stop.rank is not None:
        spot = PagePosition(passage=(None, stop.number)) if stop.kind == "passage" else TOP
        go(session, Bookmark("event", stop.rank, spot=spot))
    elif stop.kind == "source":
        go(session, Bookmark("source", session.events.cursor, source=stop.target))
    elif stop.kind == "name":
        open_name(session, stop.target)
    elif stop.kind == "tour":
        # What commands may ask of the program is larger than all that a start needs of them.
        from timeline_tui.session.requests import PlayTour

        session.ask(PlayTour(stop.target))
    elif stop.kind == "hit":
        raise Refused("n goes to the next hit, N to the one before")
    elif stop.kind == "link":
        from timeline_tui.model.fields import NotAnAddress, checked_address

        try:
            checked_address(stop.target)
        except NotAnAddress as error:
            raise Refused(str(error)) from error
        raise Refused("o opens this address in the browser")
    else:
        raise Refused("This has no page of its own")


def open_name(session: Session, name: str) -> None:
    """Go to the page of a name."""
    if (session.depth, session.journey.here.source) != ("name", name):
        go(session, Bookmark("name", session.events.cursor, source=name))


def open_passage(session: Session, rank: int, position: int | None) -> None:
    """Go to a passage at its event, or with none to the event."""
    spot = TOP if position is None else PagePosition(passage=(None, position))
    go(session, Bookmark("event", rank, spot=spot))


def open_event(session: Session) -> None:
    """Go from the list to the page of the event under the cursor, or to that of the cover."""
    if session.at_group:
        raise Refused(IS_GROUP)
    if session.row is None and not session.on_cover:
        raise Refused("There is no event to open")
    show_page(session)
    go(session, Bookmark("event", session.events.cursor, spot=session.page.spot))


def _open_source(session: Session, stop: Stop) -> None:
    if not stop.target:
        raise Refused("The file does not say what source this passage is from")
    rank = session.events.cursor
    at = rank if stop.rank is None else stop.rank
    texts = session.texts
    where: int | None = 0
    if texts is not None and texts.holds(stop.target) and not session.cards:
        where = texts.place_of(at, stop.number)
    spot = PagePosition(passage=(at, stop.number))
    go(session, Bookmark("source", rank, source=stop.target, spot=spot, at=where or 0))
    if where is None:
        raise Refused("This passage does not stand in the text, which is shown from its beginning")


# Moving.


def step(session: Session, direction: int) -> None:
    """A row of the list or chart, a stop of the page; past the end of an event's page, the next event."""
    if (values := session.open_values) is not None:
        values.move(direction)
    elif (chart := session.open_chart) is not None:
        chart.move_row(direction)
    elif _moves_in_list(session):
        session.events.move(direction)
    elif not session.page.step(direction) and session.depth == "event":
        _follow(session, direction, TOP if direction > 0 else END)
    elif session.texts is not None and session.text_shown and session.texts.shift(direction):
        show_text(session, session.texts)


def _moves_in_list(session: Session) -> bool:
    """Whether the keys move the cursor of the list; where that is empty, they move the page that says why."""
    return session.depth == "list" and not session.finds_none


def jump(session: Session, direction: int) -> None:
    """The next stop of the page at once; from the list, into the page."""
    if session.depth == "list":
        if direction < 0:
            raise Refused("Shift+Tab goes back through a page; Enter opens the event")
        open_here(session)
    elif not session.page.jump(direction) and session.depth == "event":
        _follow(session, direction, TOP if direction > 0 else END)


def go_beside(session: Session, direction: int) -> bool:
    """The event beside in the chart, the passage in the column beside; False where there is none."""
    if (chart := session.open_chart) is not None:
        chart.step(direction)
        return True
    if session.depth == "list" or not session.page.in_columns:
        return False
    found = session.page.go_beside(direction)
    if not found and direction > 0:
        raise Refused("This is the last column; Enter goes down to the source")
    return found


def step_event(session: Session, direction: int) -> None:
    """The next event of the list, without going back to it."""
    _come_back_to_event(session)
    if session.depth == "list":
        session.events.move(direction)
    else:
        _follow(session, direction, TOP)


def go_to_event(session: Session, rank: int) -> None:
    """Another event: on its page where the page of an event is open, else in the list."""
    _come_back_to_event(session)
    if session.depth != "event":
        pick(session, rank)
        return
    session.events.go(rank)
    session.journey.moved(session.events.cursor, session.events.above)
    show_page(session)


def _come_back_to_event(session: Session) -> None:
    """Leave the source or the accounts that are open."""
    while session.depth in {"source", "accounts"} and (place := session.journey.back()) is not None:
        session.changed.tell("place")
        session.events.go(place.rank)


def _follow(session: Session, direction: int, spot: PagePosition) -> None:
    shown = session.shown
    if shown is not None and not shown.events:
        raise Refused("No event answers the query, so none is before or after this one")
    moved = session.events.step(direction)
    if moved:
        session.journey.moved(session.events.cursor, session.events.above)
    show_page(session, spot)
    if not moved:
        raise Refused("This is the last event" if direction > 0 else "This is the first event")


def page_by(session: Session, direction: int) -> None:
    """As much as is in sight; in the chart, a lane."""
    if (values := session.open_values) is not None:
        values.page(direction)
    elif (chart := session.open_chart) is not None:
        chart.move_lane(direction)
    elif _moves_in_list(session):
        session.events.move_page(direction)
    else:
        session.page.page(direction)


def go_far(session: Session, direction: int) -> None:
    """The last event or the end of the page; the other way the first one or the cover, or the top."""
    if (values := session.open_values) is not None:
        values.move(direction * sys.maxsize)
    elif (chart := session.open_chart) is not None:
        chart.step(direction, far=True)
    elif _moves_in_list(session):
        session.events.go_to_row(sys.maxsize if direction > 0 else COVER)
    elif direction > 0:
        session.page.go_end()
    else:
        session.page.go_top()


def pick(session: Session, rank: int) -> None:
    """Go to an event of the list, out of whatever page is open."""
    while session.journey.back() is not None:
        pass
    session.changed.tell("place")
    session.events.go(rank)


def go_to_list(session: Session) -> None:
    """Come back to the list at once, at the event that was read."""
    pick(session, session.events.cursor)


def pick_day(session: Session, day: int) -> None:
    """Go to the event of the list at that day."""
    if session.index is not None:
        pick(session, session.index.rank_at(day))


def enter_page(session: Session) -> None:
    """Take the cursor of the page, out of the list."""
    if session.depth == "list":
        open_event(session)
