"""The list of events: a window on an index of any size, drawn line by line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from timeline_tui.index.reader import Unusable
from timeline_tui.index.records import Row
from timeline_tui.render.document import FULL, Line, Marks, Piece
from timeline_tui.render.wrapping import cut
from timeline_tui.session.window import ListLine, Rows, Window
from timeline_tui.tui.widgets.ink import LinesInSight, Report
from timeline_tui.tui.widgets.list_lines import ListLines

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown
    from timeline_tui.render.hits import Spans

_STRIPS_KEPT = 512
_NOTHING = " No event answers this"


class TimelineList(LinesInSight, inherit_bindings=False):
    """Events in time order, with year headings and the gaps between them; or groups of events."""

    cursor: reactive[int] = reactive(0, repaint=False)
    """The rank of the event that the cursor is on, shown or not, or of the first one of a group."""
    active: reactive[bool] = reactive(True, repaint=False)
    """Whether the keys move this cursor."""

    class Picked(Report):
        """An event was clicked; `again` where the cursor was on it already."""

        rank: int
        again: bool

    class Scrolled(Message):
        """Other lines came into sight."""

    class Failed(Report):
        """The index could not answer."""

        reason: str

    def __init__(self, marks: Marks = FULL) -> None:
        super().__init__()
        self._window: Window | None = None
        self._rows: Rows = "normal"
        self._left: int | None = None
        """The event that the cursor had to leave, since it is not shown; it comes back with it."""
        self._lines = ListLines(marks)
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(_STRIPS_KEPT)

    # What the screen asks.

    @property
    def shown(self) -> Shown | None:
        """What the list shows."""
        return self._window.shown if self._window else None

    @property
    def is_grouped(self) -> bool:
        """Whether each row is a group of events."""
        return self._window is not None and self._window.shown.view.grouped is not None

    @property
    def rows(self) -> Rows:
        """How much of each event is shown."""
        return self._rows

    def show(self, shown: Shown, cursor: int, above: int | None = None) -> None:
        """Show another timeline, or another reading or view of the same one.

        The event of the cursor comes to stand so many lines below the top, or just into sight.
        """
        self._window = Window(shown, self._rows)
        self._strips.clear()
        # Set the usual way, it would lay out the whole screen anew for each letter of a query.
        self.set_reactive(TimelineList.virtual_size, Size(0, self._window.lines))
        self._scroll_update(self.virtual_size)
        self.set_reactive(TimelineList.cursor, cursor)
        self._left = None
        self.settle()
        self._place(above)
        self.refresh()

    def show_view(self, shown: Shown) -> None:
        """Show another view of the same timeline, with the event of the cursor where it was."""
        self.show(shown, self.cursor if self._left is None else self._left, self.above)

    def show_rows(self, rows: Rows) -> None:
        """Show more or less of each event, with the event of the cursor where it was."""
        above, self._rows = self.above, rows
        if self._window is not None:
            left = self._left
            self.show(self._window.shown, self.cursor, above)
            self._left = left

    def show_hits(self, spans: Spans | None) -> None:
        """Mark what was looked for."""
        self._lines.spans = spans
        self._draw_anew()

    def show_proof(self, unproven: Callable[[int], bool] | None) -> None:
        """Mark the events, by their number, of which a passage does not stand so in its text."""
        self._lines.unproven = unproven
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._strips.clear()
        self.refresh()

    # Where the cursor is.

    @property
    def position(self) -> int | None:
        """The row that the cursor is on; None where its event is not shown."""
        try:
            return self._window.shown.position_of(self.cursor) if self._window else None
        except Unusable as error:
            self._fail(error)
            return None

    @property
    def above(self) -> int | None:
        """How many lines from the top of the window to the cursor."""
        if self._window is None or not self._window.shown.count:
            return None
        try:
            line = self._window.line_of(self._window.shown.nearest(self.cursor))
        except Unusable as error:
            self._fail(error)
            return None
        return line - self.scroll_offset.y

    def row(self) -> Row | None:
        """The event under the cursor, shown or not; the first one of a group."""
        if self._window is None:
            return None
        try:
            rows = self._window.shown.index.rows(self.cursor, 1)
        except Unusable as error:
            self._fail(error)
            return None
        return rows[0] if rows else None

    def settle(self) -> None:
        """Where the keys move the cursor, put it on an event that is shown: the next one, or the last."""
        if self._window is None or not self._window.shown.count:
            return
        shown = self._window.shown
        try:
            if shown.position_of(self.cursor) is None and self.active:
                self._left = self.cursor
                self.cursor = shown.rank_at(shown.nearest(self.cursor))
        except Unusable as error:
            self._fail(error)

    # Moving.

    def move(self, by: int) -> bool:
        """Move the cursor by so many rows; False if it stands at the end already."""
        shown = self.shown
        if shown is None or not shown.count:
            return False
        at = shown.position_of(self.cursor)
        if at is None:
            at = shown.nearest(self.cursor)
            by -= by > 0 and shown.rank_at(at) > self.cursor
        return self.go_to_row(at + by)

    def step(self, by: int) -> bool:
        """Move the cursor by so many events, also where rows are groups of them."""
        shown = self.shown
        if shown is None or shown.view.grouped is None:
            return self.move(by)
        at = bisect_left(shown.ranks, self.cursor)
        before = self.cursor
        self.go(shown.ranks[max(0, min(at + by, shown.events - 1))])
        return self.cursor != before

    def move_page(self, direction: int) -> None:
        """Move the cursor by as many lines as there are in sight."""
        if self._window is None or not self._window.shown.count:
            return
        height = max(1, self.size.height - 1)
        before = self._window.shown.nearest(self.cursor)
        try:
            at = self._window.position_at(self._window.line_of(before) + direction * height)
        except Unusable as error:
            self._fail(error)
            return
        # A heading or gap belongs to the event below it, which going up must not stand still on.
        self.scroll_relative(y=direction * height, animate=False, force=True)
        self.go_to_row(at if at != before else before + direction)

    def go_to_row(self, position: int) -> bool:
        """Put the cursor on that row or the nearest end; False if it is there already."""
        shown = self.shown
        if shown is None or not shown.count:
            return False
        before, self._left = self.position, None
        position = max(0, min(position, shown.count - 1))
        if before != position:
            self.cursor = shown.rank_at(position)
        self.reveal()
        return before != position

    def go(self, rank: int, above: int | None = None) -> None:
        """Put the cursor on the event of that rank and bring it, or what is nearest to it, into sight."""
        most = self._window.shown.of - 1 if self._window else 0
        self.cursor, self._left = max(0, min(rank, most)), None
        self._place(above)

    def reveal(self) -> None:
        """Scroll just so far that the row under the cursor, and what stands above it, is in sight."""
        if self._window is None or not self._window.shown.count or not self.size.height:
            return
        height, top = self.size.height, self.scroll_offset.y
        try:
            position = self._window.shown.nearest(self.cursor)
            first, last = self._window.first_line_of(position), self._window.last_line_of(position)
        except Unusable as error:
            self._fail(error)
            return
        if first < top or height < last - first + 1:
            self.scroll_to(y=first, animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, force=True)

    def _place(self, above: int | None) -> None:
        if above is None or (now := self.above) is None:
            self.reveal()
        else:
            self.scroll_to(y=max(0, self.scroll_offset.y + now - above), animate=False, force=True)

    def in_sight(self) -> tuple[Row, Row] | None:
        """The first and the last event of the window."""
        if self._window is None or not self._window.shown.count:
            return None
        top = self.scroll_offset.y
        shown = self._window.shown
        try:
            first = self._window.position_at(top)
            last = self._window.position_at(top + max(1, self.size.height) - 1)
            ranks = shown.rank_at(first), shown.last_rank_at(last)
            (start,), (end,) = (shown.index.rows(rank, 1) for rank in ranks)
        except Unusable as error:
            self._fail(error)
            return None
        return start, end

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line of the list; never raises, whatever has become of the index."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        try:
            line = self._window.line(number) if self._window else None
            if self._window is not None and line is not None:
                return self._strip(number, line, self._window, width)
        except Unusable as error:
            self._fail(error)
        return self.drawn(cut([Piece(_NOTHING, "muted")], width) if self._is_bare(y) else Line(), width)

    def _is_bare(self, y: int) -> bool:
        shown = self.shown
        return y == 0 and shown is not None and shown.of > 0 and not shown.count

    def _strip(self, number: int, line: ListLine, window: Window, width: int) -> Strip:
        here = line.kind in {"event", "body"} and line.position == self.position
        key = (number, width, here, self.active)
        strip = self._strips.get(key)
        if strip is None:
            drawn = self._lines.drawn(line, window, width, here=here)
            strip = self.drawn(drawn, width, self._over(here))
            self._strips[key] = strip
        return strip

    def _over(self, here: bool) -> Style | None:
        if not here or self.inks is None:
            return None
        return self.inks.cursor if self.active else self.inks.cursor_away

    def watch_inks(self) -> None:
        """Forget the lines that were drawn in other colours."""
        self._strips.clear()

    def _fail(self, error: Unusable) -> None:
        self.post_message(self.Failed(str(error)))

    # What happened.

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the rows that changed."""
        self._refresh_rank(old)
        self._refresh_rank(new)

    def _refresh_rank(self, rank: int) -> None:
        if self._window is None:
            return
        try:
            position = self._window.shown.position_of(rank)
            if position is not None:
                for line in range(self._window.line_of(position), self._window.last_line_of(position) + 1):
                    self.refresh_line(line)
        except Unusable:
            return

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
            again = line is not None and line.position == self.position
        except Unusable as error:
            self._fail(error)
            return
        if line is not None and line.kind in {"event", "body"}:
            self.post_message(self.Picked(line.row.rank, again))
