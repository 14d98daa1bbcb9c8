"""Where Enter leads, which document belongs there, and where a reader is in another reading of the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Row
from timeline_tui.model import dates
from timeline_tui.model.addresses import NotAnAddress, checked
from timeline_tui.render.document import Document, Marks
from timeline_tui.session.journey import ACCOUNTS, EVENT, LIST, NAME, SOURCE, TOP, WEAK, Place, Spot
from timeline_tui.session.list_pane import ListPane
from timeline_tui.session.page_pane import DocumentMaker
from timeline_tui.session.pages import Pages
from timeline_tui.session.session import Refused

if TYPE_CHECKING:
    from timeline_tui.index.groups import InGroups
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.model.proof import Finding
    from timeline_tui.model.timeline import Quote
    from timeline_tui.render.document import Stop
    from timeline_tui.render.marking import Spans
    from timeline_tui.tui.screens.reader import Reader


def nearest(index: Index, row: Row, rank: int) -> int:
    """Where to go from an event that is gone: to what is recorded at its time."""
    day = dates.parse(row.date).anchor if row.date else None
    return rank if day is None else index.rank_at(day)


def rank_of_same(old: Index, new: Index, row: Row) -> int | None:
    """Where an event of the old index stands in the new one; None where it is gone.

    One that has no id in the file gets it from its date and title. Where these were changed it is still the
    same event if it stands behind the same one, and the old index has none with the id that it has now.
    """
    rank = new.rank_of(row.id)
    if rank is not None:
        return rank
    before = old.beside_in_file(row, -1)
    rank = None if before is None else new.rank_of(before.id)
    if before is not None and rank is None:
        return None
    found = new.beside_in_file(None if rank is None else new.rows(rank, 1)[0], 1)
    return found.rank if found is not None and old.rank_of(found.id) is None else None


def renumbered(old: Index, new: Index, rank: int) -> int | None:
    """The rank in the new index of what had this one in the old; None where it is gone."""
    rows = old.rows(rank, 1)
    return rank_of_same(old, new, rows[0]) if rows else None


def rank_named(index: Index, at: str) -> int | None:
    """The event that an id or a date names."""
    rank = index.rank_of(at)
    if rank is not None:
        return rank
    try:
        return index.rank_of_date(dates.parse(at))
    except dates.NotADate:
        return None


def spot_in(reader: Reader, old: Index, new: Index) -> Spot:
    """The same passage, as far from the top of the window, wherever it stands among the others now."""
    spot, stop = reader.page.spot, reader.page.stop
    if reader.depth == LIST or stop is None or stop.kind != "passage":
        return spot
    was = stop.rank if stop.rank is not None else reader.events.cursor
    rows = old.rows(was, 1)
    now = rank_of_same(old, new, rows[0]) if rows else None
    if now is None:
        return spot
    number = _same(old.event(was).quotes, new.event(now).quotes, stop.number)
    if number is None:
        return spot
    passage = (None if stop.rank is None else now, number)
    return spot._replace(passage=passage, below=stop.first - spot.scroll)


def _same(old: tuple[Quote, ...], new: tuple[Quote, ...], number: int) -> int | None:
    """Where the quote stands now: the one with its words and source that is nearest to where it was."""
    if not 0 <= number < len(old):
        return None
    was = old[number]
    equal = [at for at, now in enumerate(new) if (now.exact, now.source) == (was.exact, was.source)]
    if not equal and number < len(new) and len(old) == len(new):
        # Its words were mended.
        equal = [number]
    return min(equal, key=lambda at: abs(at - number), default=None)


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


class Documents:
    """Makes the documents of one page, for one index after the other."""

    def __init__(self, events: ListPane, marks: Marks, failed: Callable[[Unusable], object]) -> None:
        self._events = events
        self._marks = marks
        self._failed = failed
        self._pages: Pages | None = None
        self._spans: Spans | None = None
        self.weak: DocumentMaker | None = None
        """The page of what is weak, as far as that is known."""
        self.nothing: DocumentMaker | None = None
        """The page where nothing is found."""

    def take(self, index: Index, findings: Findings | None = None) -> None:
        """Make them from this index, and say what became of the passages where that is known."""
        self._pages = Pages(index, self._marks, findings)
        self._pages.mark(self._spans)

    def mark(self, spans: Spans | None) -> None:
        """Mark this wherever it stands, from now on."""
        self._spans = spans
        if self._pages is not None:
            self._pages.mark(spans)

    def finding(self, rank: int, number: int) -> Finding | None:
        """What became of a quote of an event, where that is known."""
        return self._pages.finding(rank, number) if self._pages is not None else None

    def of(self, index: Index, place: Place) -> DocumentMaker:
        """The one that belongs to a place; in the list, to what the cursor is on."""
        shown = self._events.shown
        if place.depth == LIST and (group := self._of_group()) is not None:
            return group
        if place.depth == WEAK:
            return self.weak or (lambda width: Document(()))
        if not index.about.events:
            from timeline_tui.render.notices import empty_page

            return partial(empty_page, index.about, marks=self._marks)
        if place.depth == LIST and shown is not None and not shown.count and self.nothing is not None:
            return self.nothing
        page = partial(self._document, place.depth, place.source, self._events.cursor)
        return partial(self._made, page)

    def _of_group(self) -> DocumentMaker | None:
        if not self._events.is_grouped:
            return None
        from timeline_tui.index.groups import InGroups

        shown, position = self._events.shown, self._events.position
        if not isinstance(shown, InGroups) or position is None:
            return None
        return partial(self._made, partial(_group, shown, position, self._marks, self._spans))

    def _made(self, make: DocumentMaker, width: int) -> Document:
        # The page asks for it whenever its width changes, where nobody else would hear an exception.
        try:
            return make(width)
        except Unusable as error:
            self._failed(error)
            return Document(())

    def _document(self, depth: int, target: str, rank: int, width: int) -> Document:
        if self._pages is None:
            return Document(())
        if depth == SOURCE:
            return self._pages.source(target, rank, width)
        if depth == ACCOUNTS:
            return self._pages.accounts(target, rank, width)
        if depth == NAME:
            return self._pages.name(target, rank, width)
        return self._pages.event(rank, width)


def _group(shown: InGroups, position: int, marks: Marks, spans: Spans | None, width: int) -> Document:
    from timeline_tui.render.notices import MOST, group_page

    (group,) = shown.rows(position, 1)
    return group_page(group, shown.inside(position, MOST), width, marks, spans)
