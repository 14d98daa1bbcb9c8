"""The reading of one timeline: which event, how deep, and what the keys do there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Row
from timeline_tui.index.shown import Shown
from timeline_tui.render.document import Marks, Stop
from timeline_tui.session.commands import Where
from timeline_tui.session.journey import (
    ACCOUNTS,
    END,
    EVENT,
    LIST,
    NAME,
    SOURCE,
    TOP,
    WEAK,
    Journey,
    Place,
    Spot,
)
from timeline_tui.session.page_pane import DocumentMaker
from timeline_tui.session.session import Refused, Session
from timeline_tui.tui.screens import depths as deeper
from timeline_tui.tui.screens.depths import Documents, nearest, rank_named, rank_of_same, renumbered, spot_in

if TYPE_CHECKING:
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.model.proof import Finding
    from timeline_tui.render.marking import Spans
    from timeline_tui.tui.screens.texts import Texts
    from timeline_tui.tui.widgets.timeline_list import TimelineList


_WHERE: tuple[Where, ...] = ("list", "event", "source", "page", "page", "event")
_WIDE = 200
"""Cells that accounts side by side may take."""


class Reader:
    """Moves through a timeline with two widgets: the list and the page.

    Its methods raise `Unusable` where the index cannot answer any more.
    """

    def __init__(
        self, session: Session, drawn: TimelineList, marks: Marks, failed: Callable[[Unusable], object]
    ) -> None:
        self.session = session
        self.events = session.events
        self.page = session.page
        self._drawn = drawn
        self.index: Index | None = None
        self.journey = Journey(Place(LIST, 0))
        self._marks = marks
        self._documents = Documents(session.events, marks, failed)
        self._shown: object = None
        self._weak_spot = TOP
        self.texts: Texts | None = None
        self._texts_before: Texts | None = None
        self._text_spot: Spot | None = None
        self.spans: Spans | None = None
        """What was looked for, to be marked wherever it stands."""

    # Where the reader is.

    @property
    def depth(self) -> int:
        """LIST, or the page that is open: EVENT, SOURCE, WEAK, NAME or ACCOUNTS."""
        return self.journey.here.depth

    @property
    def where(self) -> Where:
        """The same in a word."""
        return _WHERE[self.depth]

    @property
    def has_events(self) -> bool:
        """Whether there is anything to list; a timeline that is not there yet may have."""
        shown = self.events.shown
        return shown is None or bool(shown.count)

    @property
    def row(self) -> Row | None:
        """The event that the cursor is on."""
        return self.events.row()

    @property
    def at_group(self) -> bool:
        """Whether the cursor of the list is on a group of events."""
        return self.depth == LIST and self.events.is_grouped

    @property
    def stop(self) -> Stop | None:
        """What the cursor of the page is on; None in the list."""
        return self.page.stop if self.depth else None

    # Another timeline, or another reading of it.

    def take(self, shown: Shown, at: str | None = None) -> bool:
        """Show another index, at the same event, scroll and depth; False if `at` is not in it."""
        index = shown.index
        found = rank_named(index, at) if at else None
        before, old = self.row, self.index
        above = self.events.above
        leaving = self._leaving()
        if old is not None:
            leaving = leaving._replace(spot=spot_in(self, old, index))
        self.index, self._shown = index, None
        self._documents.take(index)
        # What was found out belongs to the index before.
        self._text_spot = leaving.spot if self.texts is not None and self.texts.shown else None
        self._texts_before, self.texts = self.texts or self._texts_before, None
        self._drawn.show_proof(None)
        rank = self.events.cursor
        if old is not None and before is not None:
            self.journey.renumber(partial(renumbered, old, index))
            kept = rank_of_same(old, index, before)
            rank = nearest(index, before, rank) if kept is None else kept
        if found is not None or old is None:
            rank, above = rank if found is None else found, None
        self.events.show(shown, rank, above)
        self._stay(leaving._replace(rank=self.events.cursor))
        return found is not None or not at

    def show_view(self, shown: Shown) -> None:
        """Show something else of the same index, with the event of the cursor where it was."""
        self.events.show_view(shown)
        # With nothing to list, the page says so.
        self._shown = None if not shown.count or self._shown is None else self._shown

    def mark(self, spans: Spans | None) -> None:
        """Mark this wherever it stands, from now on."""
        self.spans = spans
        self._drawn.show_hits(spans)
        self._documents.mark(spans)
        if self.texts is not None:
            self.texts.mark(spans)
        self._shown = None
        if self.depth != LIST:
            self.show_page(self.page.spot)

    def _stay(self, place: Place) -> None:
        """Show the place anew, with the answers of another index."""
        if (
            place.depth == SOURCE
            and self.index is not None
            and place.source not in self.index.passages.counts()
        ):
            place = place._replace(depth=EVENT, spot=TOP)
        if place.depth == NAME and self.index is not None and self.index.naming.events(place.source) is None:
            place = place._replace(depth=EVENT, spot=TOP)
        self.journey.here = place
        if place.depth == SOURCE and self._text_spot is not None:
            # Where the passages stand in the text is found out anew; what is read is not taken away for that.
            self.page.hold()
        else:
            self.show_page(place.spot)

    def prove(self, findings: Findings) -> None:
        """Show what became of the passages, and the texts that are held, from now on."""
        from timeline_tui.tui.screens.texts import Texts

        if self.index is None:
            return
        self._documents.take(self.index, findings)
        self.texts = Texts(self, self.index, findings, self._marks, self._texts_before)
        self._texts_before = None
        self._drawn.show_proof(partial(_unproven, findings))
        self.show_again(self._text_spot or self.page.spot)

    def finding(self, rank: int, number: int) -> Finding | None:
        """What became of a quote of an event, where it was compared with its text."""
        return self._documents.finding(rank, number)

    def show_again(self, spot: Spot) -> None:
        """Show the page anew, since there is more to say."""
        self._shown = None
        self.show_page(spot)

    def show_page(self, spot: Spot = TOP) -> None:
        """Show the page that belongs to where the reader is, if it is not there already."""
        here, index = self.journey.here, self.index
        rank = self.events.cursor
        wanted: object = (here.depth, here.source, rank) if here.depth > EVENT else (EVENT, "", rank)
        if self.at_group:
            wanted = (self.events.shown, self.events.position, "")
        if index is None or wanted == self._shown:
            return
        self._shown = wanted
        if self.texts is not None and self.texts.shown:
            self.texts.show(spot)
        else:
            longest = {"longest": _WIDE} if here.depth == ACCOUNTS else {}
            self.page.show(self._documents.of(index, here), TOP if self.at_group else spot, **longest)

    # Going deeper, and coming back.

    def open(self) -> None:
        """Go where the cursor leads."""
        deeper.go(self)

    def open_name(self, name: str) -> None:
        """Go to the page of a name."""
        deeper.open_name(self, name)

    def open_weak(self) -> None:
        """Go to what is weak, as far as it is known yet."""
        if self.depth != WEAK:
            self._weak_spot = TOP
            self.go(Place(WEAK, self.events.cursor))

    def say_nothing(self, maker: DocumentMaker) -> None:
        """Take this for the page where nothing is found."""
        self._documents.nothing = maker
        if self.depth == LIST:
            self.show_again(TOP)

    def show_weak(self, maker: DocumentMaker) -> None:
        """Take this for the page of what is weak."""
        self._documents.weak = maker
        if self.depth == WEAK:
            # While it is looked for anew the page is empty, and the reader comes back to the same line.
            self._weak_spot = self.page.spot if self.page.stops else self._weak_spot
            self._shown = None
            self.show_page(self._weak_spot)

    def back(self) -> None:
        """Come back to where one was."""
        place = self.journey.back()
        if place is None:
            raise Refused("This is the list, where everything starts; q quits")
        self._arrive(place)

    def go(self, place: Place) -> None:
        """Go on to a place, remembering this one."""
        self.journey.go(self._leaving(), place)
        self._arrive(place)

    def _arrive(self, place: Place) -> None:
        self.events.go(place.rank, place.above)
        self.show_page(place.spot)

    def _leaving(self) -> Place:
        return self.journey.here._replace(
            rank=self.events.cursor,
            spot=self.page.spot,
            above=self.events.above,
            at=self.texts.place if self.texts is not None else 0,
        )

    # Moving.

    def step(self, direction: int) -> None:
        """A row of the list, a stop of the page; past the end of an event's page, the next event."""
        if self.depth == LIST:
            self.events.move(direction)
        elif not self.page.step(direction) and self.depth == EVENT:
            self._follow(direction, TOP if direction > 0 else END)
        elif self.texts is not None and self.texts.shown:
            self.texts.go_past(direction)

    def jump(self, direction: int) -> None:
        """The next stop of the page at once; from the list, into the page."""
        if self.depth == LIST:
            if direction < 0:
                raise Refused("Shift+Tab goes back through a page; Enter opens the event")
            self.open()
        elif not self.page.jump(direction) and self.depth == EVENT:
            self._follow(direction, TOP if direction > 0 else END)

    def go_beside(self, direction: int) -> bool:
        """The passage in the next column, or in the one before; False where there is none."""
        if self.depth == LIST or not self.page.in_columns:
            return False
        found = self.page.go_beside(direction)
        if not found and direction > 0:
            raise Refused("This is the last column; Enter goes down to the source")
        return found

    def step_event(self, direction: int) -> None:
        """The next event of the list, without going back to it."""
        self._come_back_to_event()
        if self.depth == LIST:
            self.events.move(direction)
        else:
            self._follow(direction, TOP)

    def go_to_event(self, rank: int) -> None:
        """Another event: on its page where the page of an event is open, else in the list."""
        self._come_back_to_event()
        if self.depth != EVENT:
            self.pick(rank)
            return
        self.events.go(rank)
        self.journey.moved(self.events.cursor, self.events.above)
        self.show_page()

    def _come_back_to_event(self) -> None:
        """Leave the source or the accounts that are open."""
        while self.depth in {SOURCE, ACCOUNTS} and (place := self.journey.back()) is not None:
            self.events.go(place.rank)

    def _follow(self, direction: int, spot: Spot) -> None:
        moved = self.events.step(direction)
        if moved:
            self.journey.moved(self.events.cursor, self.events.above)
        self.show_page(spot)
        if not moved:
            raise Refused("This is the last event" if direction > 0 else "This is the first event")

    def page_by(self, direction: int) -> None:
        """As much as is in sight."""
        if self.depth == LIST:
            self.events.move_page(direction)
        else:
            self.page.page(direction)

    def first(self) -> None:
        """The first event, or the top of the page."""
        if self.depth == LIST:
            self.events.go_to_row(0)
        else:
            self.page.go_top()

    def last(self) -> None:
        """The last event, or the end of the page."""
        if self.depth == LIST:
            self.events.go_to_row(sys.maxsize)
        else:
            self.page.go_end()

    def pick(self, rank: int) -> None:
        """Go to an event of the list, out of whatever page is open."""
        while self.journey.back() is not None:
            pass
        self.events.go(rank)

    def go_to_list(self) -> None:
        """Come back to the list at once, at the event that was read."""
        self.pick(self.events.cursor)

    def pick_stop(self) -> None:
        """Take the cursor of the page, out of the list."""
        if self.depth == LIST:
            deeper.open_event(self)

    def go_to_day(self, day: int) -> None:
        """Put the list's cursor on the event at that day."""
        if self.index is not None:
            self.pick(self.index.rank_at(day))


def _unproven(findings: Findings, number: int) -> bool:
    try:
        return findings.is_faulty(number)
    except Unusable:
        # It is drawn where nobody would hear of it.
        return False
