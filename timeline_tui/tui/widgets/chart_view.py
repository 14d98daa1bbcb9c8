"""The chart of time, drawn line by line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Region
from textual.strip import Strip

from timeline_tui.index.reader import Unusable
from timeline_tui.render.document import Line, Piece
from timeline_tui.session.charted import point_at_chart
from timeline_tui.tui.widgets.ink import Acted, Draggable, Inked

if TYPE_CHECKING:
    from timeline_tui.session.chart_pane import ChartPane
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect

_STRIPS_KEPT = 256
_MAKING = " The chart is being made"
_TURN = 3
"""So many lines further with a turn of the wheel."""


class ChartView(Inked, Draggable, inherit_bindings=False):
    """Events as marks over a ruler, in lanes."""

    draggable = True

    def __init__(self, session: Session, pane: ChartPane) -> None:
        super().__init__()
        self._session = session
        self._pane = pane
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(_STRIPS_KEPT)
        session.changed.subscribe(self._draw)

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if self._pane.open and aspects & {"chart", "cursor", "list", "spans", "place"}:
            self.refresh()

    def watch_inks(self) -> None:
        """Forget the lines that were drawn in other colours."""
        self._strips.clear()

    # Drawing.

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is to be seen of it, as large as it is now; of that it is told only behind a picture."""
        try:
            self._pane.sized(self.size.width, self.size.height - self._has_rule)
        except Unusable as error:
            self._session.fail(error)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the chart; never raises, whatever has become of the index."""
        width = self.size.width
        try:
            line = self._line(y)
        except Unusable as error:
            self._session.fail(error)
            return self.drawn(Line(), width)
        strip = self._strips.get((line, width))
        if strip is None:
            strip = self._strips[(line, width)] = self.drawn(line, width)
        return strip

    def _line(self, y: int) -> Line:
        if self._has_rule and y == self.size.height - 1:
            return Line((Piece(("-" if self._session.marks.plain else "─") * self.size.width, "rule"),))
        if self._pane.drawn is None:
            return Line((Piece(_MAKING, "muted"),)) if y == 0 and self._pane.is_waiting else Line()
        return self._pane.line_in_sight(y)

    @property
    def _has_rule(self) -> bool:
        """Whether the page stands below it."""
        return self.screen.has_class("-below")

    # What happened.

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; open what the cursor was on already."""
        if self.dragged or self._pane.is_waiting:
            return
        try:
            pointed = self._pane.point(event.x, event.y)
        except Unusable as error:
            self._session.fail(error)
            return
        again = pointed.rank == self._session.events.cursor
        self.post_message(Acted(partial(point_at_chart, self._session, pointed), "open" if again else ""))

    def drag(self, start: Offset, event: events.MouseEvent, *, ended: bool) -> None:
        """Move the chart along with the pointer."""
        cells = event.offset.x - start.x
        self.post_message(Acted(partial(self._pane.drag, cells, ended=ended)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look closer or, over names, show the lanes above."""
        self._turned(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look from farther away or, over names, show the lanes below."""
        self._turned(event, 1)

    def _turned(self, event: events.MouseEvent, direction: int) -> None:
        event.stop()
        names = self._pane.label_cells
        if event.shift or event.ctrl or event.meta or (names > 1 and event.x < names):
            self.post_message(Acted(partial(self._pane.scroll, direction * _TURN)))
        else:
            self.post_message(Acted(partial(self._pane.zoom_at, event.x, out=direction > 0)))

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Show the time before."""
        event.stop()
        self.post_message(Acted(command="previous-period"))

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Show the time after."""
        event.stop()
        self.post_message(Acted(command="next-period"))
