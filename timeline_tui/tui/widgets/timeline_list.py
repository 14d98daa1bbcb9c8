"""The list of events: a window on an index of any size, drawn line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from timeline_tui.index.reader import Unusable
from timeline_tui.index.rows import Row
from timeline_tui.tui.presentation.document import Line
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.rows import gap_line, heading_line, row_line
from timeline_tui.tui.widgets.ink import Inked
from timeline_tui.tui.window import ListLine, Window, block

_STRIPS_KEPT = 512


class TimelineList(ScrollView, Inked, inherit_bindings=False):
    """Events in time order, with year headings and the gaps between them."""

    cursor: reactive[int] = reactive(0, repaint=False)
    """The rank of the event that the cursor is on."""
    active: reactive[bool] = reactive(True, repaint=False)
    """Whether the keys move this cursor."""

    @dataclass(eq=False, repr=False)
    class Picked(Message):
        """An event was clicked; `again` where the cursor was on it already."""

        rank: int
        again: bool

    @dataclass(eq=False, repr=False)
    class Scrolled(Message):
        """Other lines came into sight."""

    @dataclass(eq=False, repr=False)
    class Failed(Message):
        """The index could not answer."""

        reason: str

    def __init__(self, marks: Marks = FULL) -> None:
        super().__init__()
        self._marks = marks
        self._window: Window | None = None
        self._unproven: Callable[[int], bool] | None = None
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(_STRIPS_KEPT)

    # What the screen asks.

    def show(self, window: Window, cursor: int, scroll: int | None = None) -> None:
        """Show another timeline, or another reading of the same one."""
        self._window = window
        self._strips.clear()
        self.virtual_size = Size(0, window.about.lines)
        self.set_reactive(TimelineList.cursor, self._bounded(cursor))
        if scroll is None:
            self.reveal()
        else:
            self.scroll_to(y=scroll, animate=False, force=True)
        self.refresh()

    def show_proof(self, unproven: Callable[[int], bool] | None) -> None:
        """Mark the events, by their number, of which a passage does not stand so in its text."""
        self._unproven = unproven
        self._strips.clear()
        self.refresh()

    def move(self, by: int) -> bool:
        """Move the cursor by so many events; False if it stands at the end already."""
        before = self.cursor
        self.go(before + by)
        return self.cursor != before

    def move_page(self, direction: int) -> None:
        """Move the cursor by as many lines as there are in sight."""
        row = self.row()
        if row is None or self._window is None:
            return
        height = max(1, self.size.height - 1)
        try:
            rank = self._window.rank_at_line(row.line + direction * height)
        except Unusable as error:
            self._fail(error)
            return
        # A heading or gap belongs to the event below it, which going up must not stand still on.
        self.scroll_relative(y=direction * height, animate=False, force=True)
        self.go(rank if rank != self.cursor else self.cursor + direction)

    def go(self, rank: int) -> None:
        """Put the cursor on the event of that rank and bring it into sight."""
        self.cursor = self._bounded(rank)
        self.reveal()

    def row(self) -> Row | None:
        """The event under the cursor."""
        if self._window is None:
            return None
        try:
            return self._window.row(self.cursor)
        except Unusable as error:
            self._fail(error)
            return None

    def reveal(self) -> None:
        """Scroll just so far that the event under the cursor, and what stands above it, is in sight."""
        row = self.row()
        height = self.size.height
        if row is None or not height:
            return
        top = self.scroll_offset.y
        first = row.line - len(block(row)) + 1
        if first < top or height < len(block(row)):
            self.scroll_to(y=first, animate=False, force=True)
        elif row.line >= top + height:
            self.scroll_to(y=row.line - height + 1, animate=False, force=True)

    def in_sight(self) -> tuple[Row, Row] | None:
        """The first and the last event of the window."""
        if self._window is None or not self._window.about.events:
            return None
        top = self.scroll_offset.y
        try:
            first = self._window.line(top)
            last = self._window.line(min(top + max(1, self.size.height), self._window.about.lines) - 1)
        except Unusable as error:
            self._fail(error)
            return None
        return (first.row, last.row) if first and last else None

    def _bounded(self, rank: int) -> int:
        most = self._window.about.events - 1 if self._window else 0
        return max(0, min(rank, most))

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line of the list; never raises, whatever has become of the index."""
        number = self.scroll_offset.y + y
        try:
            line = self._window.line(number) if self._window else None
        except Unusable as error:
            self._fail(error)
            line = None
        width = self.scrollable_content_region.width
        if line is None:
            return self.drawn(Line(), width)
        return self._strip(number, line, width)

    def _strip(self, number: int, line: ListLine, width: int) -> Strip:
        here = line.kind == "event" and line.row.rank == self.cursor
        key = (number, width, here, self.active)
        strip = self._strips.get(key)
        if strip is None:
            strip = self.drawn(self._line(line, width, here=here), width, self._over(here))
            self._strips[key] = strip
        return strip

    def _over(self, here: bool) -> Style | None:
        if not here or self.inks is None:
            return None
        return self.inks.cursor if self.active else self.inks.cursor_away

    def _line(self, line: ListLine, width: int, *, here: bool) -> Line:
        if line.kind == "heading":
            return heading_line(line.row.heading or "", width)
        if line.kind == "gap":
            return gap_line(line.row.gap or 0, width, self._marks)
        unproven = None if self._unproven is None else self._unproven(line.row.number)
        return row_line(line.row, width, here=here, marks=self._marks, unproven=unproven)

    def watch_inks(self) -> None:
        """Forget the lines that were drawn in other colours."""
        self._strips.clear()

    def _fail(self, error: Unusable) -> None:
        self.post_message(self.Failed(str(error)))

    # What happened.

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two lines that changed."""
        self._refresh_rank(old)
        self._refresh_rank(new)

    def _refresh_rank(self, rank: int) -> None:
        try:
            row = self._window.row(rank) if self._window else None
        except Unusable:
            return
        if row is not None:
            self.refresh_line(row.line)

    def watch_active(self) -> None:
        """Draw the cursor as what it now is."""
        self._refresh_rank(self.cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the window moved."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.reveal()
        self.post_message(self.Scrolled())

    def on_click(self, event: events.Click) -> None:
        """Tell which event was clicked."""
        if self._window is None:
            return
        try:
            line = self._window.line(self.scroll_offset.y + event.y)
        except Unusable as error:
            self._fail(error)
            return
        if line is None or line.kind != "event":
            return
        self.post_message(self.Picked(line.row.rank, line.row.rank == self.cursor))
