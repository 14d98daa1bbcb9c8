"""Following a name, a place or a source from event to event."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline_tui.render.phrases import counted, outlet_words, short
from timeline_tui.session.journey import EVENT, SOURCE
from timeline_tui.session.session import Refused

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.tui.screens.timeline import TimelineScreen


class Followed(NamedTuple):
    """What is followed from event to event."""

    kind: Literal["name", "source"]
    id: str

    def next(self, index: Index, rank: int, direction: int) -> int | None:
        """The next event of it after this one, or before it."""
        if self.kind == "source":
            return index.passages.quoting(self.id, rank, direction)
        if direction > 0:
            found = index.naming.ranks([self.id], rank + 1, 1)
        else:
            found = index.naming.ranks_before(self.id, rank, 1)
        return found[0] if found else None

    def words(self, index: Index) -> str:
        """What it is called."""
        if self.kind == "source":
            return outlet_words(self.id, index.sources().get(self.id))
        name = index.names().get(self.id)
        return short(name.name if name is not None else self.id)


class Trail:
    """Follows one thing through the timeline of one screen, until another is chosen."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._reader = screen.reader
        self._followed: Followed | None = None
        self._arrived: object = None
        self._ended: object = None
        """Where, and in which direction, there was no further event; the same key asks anew there."""

    def follow(self, direction: int) -> None:
        """Go to the next event of what is under the cursor or, if it was not moved, was followed; or ask."""
        index, rank = self._reader.index, self._reader.events.cursor
        if index is None or self._reader.row is None:
            raise Refused("There is nothing to follow yet")
        # Where the cursor has not moved since, the key goes on with the same.
        followed = self._followed if self._arrived == self._here() else self._under_cursor()
        if followed is not None and self._ended != (self._here(), direction):
            self._go(followed, direction)
        else:
            self._ask(index, rank, direction)

    def _here(self) -> object:
        reader = self._reader
        return reader.index, reader.events.cursor, reader.depth, reader.page.cursor if reader.depth else 0

    def _under_cursor(self) -> Followed | None:
        reader, stop = self._reader, self._reader.stop
        if stop is not None and stop.kind == "name":
            return Followed("name", stop.target)
        if reader.depth == SOURCE:
            return Followed("source", reader.journey.here.source)
        if stop is not None and stop.kind in {"passage", "source"} and stop.target:
            return Followed("source", stop.target)
        return None

    def _ask(self, index: Index, rank: int, direction: int) -> None:
        every = _of_event(index, rank)
        if not every:
            raise Refused("This event has no name and no source that could be followed")
        found = [one for one in every if self._next(index, one, direction) is not None]
        # What was followed last is the first that is offered.
        found.sort(key=lambda one: one != self._followed)
        if not found:
            side = "later" if direction > 0 else "earlier"
            raise Refused(f"No {side} event{self._shown_only()} has a name or a source of this one")
        if len(found) == 1:
            self._go(found[0], direction)
            return
        from timeline_tui.tui.screens.dialogs import Choosing

        question = f"To the {'next' if direction > 0 else 'previous'} event of which of these?"
        answers = [_answer(index, one) for one in found]

        def take(number: int | None) -> None:
            if number is not None:
                self._screen.attempt(partial(self._go, found[number], direction))

        self._screen.app.push_screen(Choosing(question, answers, self._screen.marks), take)

    def _go(self, followed: Followed, direction: int) -> None:
        reader, index = self._reader, self._reader.index
        if index is None:
            return
        self._followed = followed
        words = followed.words(index)
        rank = self._next(index, followed, direction)
        if rank is None:
            self._ended = self._here(), direction
            side = "later" if direction > 0 else "earlier"
            raise Refused(f"No {side} event{self._shown_only()} is of {words}; again to choose another")
        reader.go_to_event(rank)
        if reader.depth == EVENT:
            self._select(followed)
        self._arrived = self._here()
        self._screen.tell(f"{'Next' if direction > 0 else 'Previous'} of {words}")

    def _next(self, index: Index, followed: Followed, direction: int) -> int | None:
        """The next event of it that is shown."""
        shown, rank = self._reader.events.shown, self._reader.events.cursor
        while (found := followed.next(index, rank, direction)) is not None:
            near = found if shown is None else shown.event_from(found, direction)
            if near is None or near == found:
                return near
            # None of those between is shown, however many there are.
            rank = near - direction
        return None

    def _shown_only(self) -> str:
        shown = self._reader.events.shown
        return "" if shown is None or shown.events == shown.of else " that is shown"

    def _select(self, followed: Followed) -> None:
        """Put the cursor of the page on what is followed, where it stands there."""
        wanted = {"name"} if followed.kind == "name" else {"passage", "source"}
        for number, stop in enumerate(self._reader.page.stops):
            if stop.kind in wanted and stop.target == followed.id:
                self._reader.page.select(number)
                return


def _of_event(index: Index, rank: int) -> list[Followed]:
    """The names and the sources of an event."""
    event, names = index.event(rank), index.names()
    speakers = (quote.speaker for quote in event.quotes if quote.speaker in names)
    sources = (quote.source for quote in event.quotes if quote.source)
    found = [Followed("name", id_) for id_ in (*event.names, *speakers) if id_]
    return list(dict.fromkeys([*found, *(Followed("source", id_) for id_ in sources)]))


def _answer(index: Index, followed: Followed) -> str:
    """What it is called, what it is, and how many events there are of it."""
    words = followed.words(index)
    if followed.kind == "source":
        return f"{words}, source of {counted(index.passages.counts().get(followed.id, 0), 'passage')}"
    name, events = index.names().get(followed.id), index.naming.events(followed.id) or 0
    return f"{words}, {name.kind if name is not None else 'name'} in {counted(events, 'event')}"
