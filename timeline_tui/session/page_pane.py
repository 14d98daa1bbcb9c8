"""A page: a document of any length with a cursor that steps from stop to stop, and its part in sight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeAlias

from timeline_tui.render.document import Document, Maker, Stop, Stretch, beside, following
from timeline_tui.session.journey import TOP, PagePosition

if TYPE_CHECKING:
    from timeline_tui.session.signal import Signal

DocumentMaker: TypeAlias = Maker[Document]
LONGEST_LINE = 104
"""Cells; a longer line is hard to come back from."""


class PagePane:
    """The document is asked for again when the width of the page changes."""

    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self._maker: DocumentMaker | None = None
        self.document = Document(())
        self.cursor = 0
        """The stop that the cursor is on, counted from 0."""
        self.top = 0
        """The first line in sight."""
        self.hit: int | None = None
        """The line with the hit that was gone to last."""
        self.selected: tuple[str, tuple[int, int]] | None = None
        """What is selected: the text that the page shows, and the stretch of it, in code points."""
        self._width = self._height = 0
        self._made_for = 0
        """The width of the document that is shown; 0 where it is still to be made."""
        self._longest = LONGEST_LINE
        self._asked: PagePosition = TOP

    # What it shows.

    def show(self, maker: DocumentMaker, spot: PagePosition = TOP, *, longest: int = LONGEST_LINE) -> None:
        """Show another document, at once if there is a width to show it in.

        `longest` is how wide it may be, in cells.
        """
        self._longest = longest
        self._maker = maker
        self._made_for = 0
        self._asked = spot
        self._make()

    def hold(self) -> None:
        """Show what is shown, whatever becomes of what it was made from."""
        document = self.document
        self._maker = lambda width: document

    @property
    def stop(self) -> Stop | None:
        """What the cursor is on."""
        stops = self.document.stops
        return stops[self.cursor] if self.cursor < len(stops) else None

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All that the cursor can stand on."""
        return self.document.stops

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What each line shows of a text, where the page is one."""
        return self.document.stretches

    @property
    def first_line(self) -> int:
        """The first line to look at: that of the cursor, or else the first one in sight."""
        top, bottom = self._seen
        stop = self.stop
        return stop.first if stop is not None and top <= stop.first <= bottom else top

    @property
    def spot(self) -> PagePosition:
        """Where the reader is."""
        return PagePosition(self.cursor, self.top) if self._made_for else self._asked

    @property
    def shows_cursor(self) -> bool:
        """Whether the stop that the cursor is on is in sight."""
        top, bottom = self._seen
        return self.stop is not None and self.stop.last >= top and self.stop.first <= bottom

    @property
    def in_columns(self) -> bool:
        """Whether the cursor stands in one of several columns."""
        return self.stop is not None and self.stop.right is not None

    @property
    def has_hits(self) -> bool:
        """Whether something on the page was looked for."""
        return bool(self.document.hits)

    def select_text(self, selected: tuple[str, tuple[int, int]] | None) -> None:
        """Show a stretch of the text as selected; None where none is."""
        self.selected = selected
        self._changed.tell("page")

    # Moving.

    def step(self, direction: int) -> bool:
        """Go a stop or, within what is long, a line on; False where the page is at its end."""
        top, bottom = self._seen
        stop = self.stop
        if stop is None or stop.last < top or stop.first > bottom:
            if (seen := self._first_seen(direction)) is not None:
                return self.select(seen)
        elif stop.last > bottom if direction > 0 else stop.first < top:
            return self._scroll(direction)
        near = (bottom - top) // 2
        number = following(self.stops, self.cursor, direction) if stop is not None else -1
        if 0 <= number < len(self.stops):
            other = self.stops[number]
            if other.first <= bottom + near if direction > 0 else other.last >= top - near:
                return self.select(number)
        return self._scroll(direction)

    def go_beside(self, direction: int) -> bool:
        """Go to the next column, or the one before, at the same height; False where there is none."""
        found = beside(self.stops, self.cursor, direction) if self.stop is not None else None
        return found is not None and self.select(found)

    def jump(self, direction: int) -> bool:
        """Go to the next stop or the one before, however far; False where there is none."""
        number = self.cursor + direction
        if not 0 <= number < len(self.stops):
            return False
        return self.select(number, with_rest=self.stops[number].kind == "dispute")

    def select(self, number: int, *, with_rest: bool = False) -> bool:
        """Put the cursor on that stop and bring it into sight, and where asked what follows it too."""
        self.point(number)
        self._reveal()
        if with_rest and (stop := self.stop) is not None and stop.first > sum(self._seen) // 2:
            self.scroll_to(stop.first - self._height // 4)
        return True

    def point(self, number: int) -> None:
        """Put the cursor on a stop, and leave what is in sight as it is."""
        if number != self.cursor:
            self.cursor = number
            self._changed.tell("page")

    def walk_hits(self, direction: int) -> bool:
        """Go to the next line with something that was looked for; False where there is none."""
        hits = self.document.hits
        if self.hit is not None:
            at = bisect_right(hits, self.hit) if direction > 0 else bisect_left(hits, self.hit) - 1
        else:
            top, bottom = self._seen
            at = bisect_left(hits, top) if direction > 0 else bisect_right(hits, bottom) - 1
        if not 0 <= at < len(hits):
            return False
        self._go_to_hit(hits[at])
        return True

    def _go_to_hit(self, line: int) -> None:
        self.hit = line
        held = next((at for at, stop in enumerate(self.stops) if stop.first <= line <= stop.last), None)
        if held is not None:
            self.cursor = held
        self._changed.tell("page")
        top, bottom = self._seen
        if not top <= line <= bottom:
            # Not at the edge: what stands before it says where it belongs.
            self.scroll_to(line - self._height // 4)

    def page(self, direction: int) -> None:
        """Scroll by what is in sight, and take the cursor along."""
        top, bottom = self._seen
        self._scroll(direction * max(1, bottom - top))
        seen = self._first_seen(direction)
        if seen is not None:
            self.point(seen)

    def go_top(self) -> None:
        """Go to the first line and stop."""
        self.point(0)
        self.scroll_to(0)

    def go_end(self) -> None:
        """Go to the last line and stop."""
        self.point(max(0, len(self.stops) - 1))
        self.scroll_to(self._last_top)

    # What is in sight.

    def sized(self, width: int, height: int) -> None:
        """Make the document for this width; in less height, what the cursor is on stays in sight."""
        before, self._height, self._width = self._height, height, width
        stop, top = self.stop, self.top
        was_seen = stop is not None and top <= stop.first < top + before
        self._make()
        if was_seen and not self.shows_cursor:
            self._reveal()

    def scroll_to(self, top: int) -> None:
        """Let this line be the first in sight, as far as there are lines below it."""
        top = max(0, min(top, self._last_top))
        if top != self.top:
            self.top = top
            self._changed.tell("page")

    def show_line(self, line: int) -> None:
        """Bring a line into sight."""
        top, bottom = self._seen
        if not top <= line <= bottom:
            self.scroll_to(line if line < top else line - (bottom - top))

    @property
    def _last_top(self) -> int:
        return max(0, len(self.document.lines) - self._height)

    @property
    def _seen(self) -> tuple[int, int]:
        return self.top, self.top + max(1, self._height) - 1

    def _first_seen(self, direction: int) -> int | None:
        """The first stop in sight, or the last when going up."""
        top, bottom = self._seen
        seen = [number for number, stop in enumerate(self.stops) if stop.last >= top and stop.first <= bottom]
        return (seen[0] if direction > 0 else seen[-1]) if seen else None

    def _scroll(self, by: int) -> bool:
        before = self.top
        self.scroll_to(before + by)
        return self.top != before

    def _reveal(self) -> None:
        stop = self.stop
        if stop is None:
            return
        top, bottom = self._seen
        height = bottom - top + 1
        if self.cursor == 0 and stop.last < height:
            target = 0
        elif stop.last - stop.first >= height:
            target = stop.first if stop.first > top else stop.last - height + 1
        else:
            target = min(max(top, stop.last - height + 1), stop.first)
        self.scroll_to(target)

    # Making it.

    def _make(self) -> None:
        """Make the document for the width there is, and stay at the same words."""
        if self._maker is None or not self._width or self._width == self._made_for:
            return
        before = self.stop if self._made_for else None
        offset = before.first - self.top if before else 0
        self._made_for = self._width
        self.hit = None
        self.document = self._maker(max(1, min(self._width, self._longest)))
        self._changed.tell("page")
        if before is None:
            self._restore(self._asked)
        elif self.stop is not None:
            self.scroll_to(self.stop.first - offset)

    def _restore(self, spot: PagePosition) -> None:
        last = max(0, len(self.stops) - 1)
        self.cursor = last if spot.stop < 0 else min(spot.stop, last)
        self.scroll_to(self._last_top if spot.scroll < 0 else spot.scroll)
        if spot.passage is not None:
            self._find(*spot.passage, spot.below)
        for at, stop in enumerate(self.stops):
            if (stop.kind, stop.target) == ("dispute", spot.dispute):
                self.select(at, with_rest=True)

    def _find(self, rank: int | None, number: int, below: int | None) -> None:
        for at, stop in enumerate(self.stops):
            if stop.kind in {"passage", "hit", "proposal"} and (stop.rank, stop.number) == (rank, number):
                self.cursor = at
                self.hit = stop.first if stop.kind == "hit" else None
                # Not at the edge: what stands before a passage says where it belongs.
                self.scroll_to(stop.first - (self._height // 4 if below is None else below))
                return
