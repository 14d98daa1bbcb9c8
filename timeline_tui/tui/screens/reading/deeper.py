"""Where Enter leads from what the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.model.addresses import NotAnAddress, checked
from timeline_tui.tui.reading.journey import ACCOUNTS, EVENT, LIST, NAME, SOURCE, TOP, Place, Spot
from timeline_tui.tui.screens.commanded import Refused

if TYPE_CHECKING:
    from timeline_tui.tui.presentation.document import Stop
    from timeline_tui.tui.screens.reading.reader import Reader

IS_GROUP = "This row is a group of events; Enter goes into it"


def go(reader: Reader) -> None:
    """Go where the cursor leads."""
    if reader.depth == LIST:
        open_event(reader)
        return
    stop = reader.page.stop
    if stop is None:
        raise Refused("Nothing on this page opens; Esc goes back")
    if not reader.page.shows_cursor:
        # What is not in sight is shown before it is opened.
        reader.page.select(reader.page.cursor)
        return
    _open(reader, stop)


def _open(reader: Reader, stop: Stop) -> None:
    if stop.kind == "passage" and reader.depth in {EVENT, ACCOUNTS}:
        _open_source(reader, stop)
    elif stop.kind == "dispute":
        reader.go(Place(ACCOUNTS, reader.events.cursor, source=stop.target))
    elif stop.kind in {"passage", "event"} and stop.rank is not None:
        spot = Spot(passage=(None, stop.number)) if stop.kind == "passage" else TOP
        reader.go(Place(EVENT, stop.rank, spot=spot))
    elif stop.kind == "source":
        reader.go(Place(SOURCE, reader.events.cursor, source=stop.target))
    elif stop.kind == "name":
        open_name(reader, stop.target)
    elif stop.kind == "hit":
        raise Refused("n goes to the next hit, N to the one before")
    elif stop.kind == "link":
        try:
            checked(stop.target)
        except NotAnAddress as error:
            raise Refused(str(error)) from error
        raise Refused("o opens this address in the browser")
    else:
        raise Refused("This has no page of its own")


def open_name(reader: Reader, name: str) -> None:
    """Go to the page of a name."""
    if (reader.depth, reader.journey.here.source) != (NAME, name):
        reader.go(Place(NAME, reader.events.cursor, source=name))


def open_event(reader: Reader) -> None:
    """Go from the list to the page of the event under the cursor."""
    if reader.events.is_grouped:
        raise Refused(IS_GROUP)
    if reader.row is None:
        raise Refused("There is no event to open")
    reader.show_page()
    reader.go(Place(EVENT, reader.events.cursor, spot=reader.page.spot))


def _open_source(reader: Reader, stop: Stop) -> None:
    if not stop.target:
        raise Refused("The file does not say what source this passage is from")
    rank = reader.events.cursor
    at = rank if stop.rank is None else stop.rank
    texts = reader.texts
    where = texts.place_of(stop.target, at, stop.number) if texts is not None else 0
    place = Place(SOURCE, rank, source=stop.target, spot=Spot(passage=(at, stop.number)), at=where or 0)
    reader.go(place)
    if where is None:
        raise Refused("This passage does not stand in the text, which is shown from its beginning")
