"""The chart of time, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset
from textual.strip import Strip

from timeline_tui.index.reader import Unusable
from timeline_tui.render.document import Line, Piece
from timeline_tui.tui.widgets.ink import DataMessage, Draggable, Inked, Inks

if TYPE_CHECKING:
    from timeline_tui.render.chart import Drawn
    from timeline_tui.session.chart_pane import ChartPane
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect

_STRIPS_KEPT = 256
_MAKING = " The chart is being made"
_RULER = 2


class ChartView(Inked, Draggable, inherit_bindings=False):
    """Events as marks over a ruler, in lanes."""

    draggable = True

    class EventPicked(DataMessage):
        """An event was clicked, or a time near it; `again` where the cursor was on it already."""

        rank: int
        again: bool

    class ChartDragged(Draggable.Dragged):
        """The chart was taken hold of and moved, in cells of it."""

        start: Offset
        end: Offset
        ended: bool

    Dragged = ChartDragged

    class WheelTurned(DataMessage):
        """The wheel was turned over a cell."""

        cell: int
        away: bool

    def __init__(self, session: Session, pane: ChartPane, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Inked.inks, inks)
        self._session = session
        self._pane = pane
        self._picture: Drawn | None = None
        """The one that was drawn last."""
        self._below = False
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(_STRIPS_KEPT)
        session.changed.subscribe(self._draw)

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if self._pane.open and aspects & {"chart", "cursor", "list", "spans", "place"}:
            self.refresh()

    def watch_inks(self) -> None:
        """Forget the lines that were drawn in other colours."""
        self._strips.clear()

    # Drawing.

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
        pane, picture = self._pane, self._pane.picture()
        if self._has_rule and y == self.size.height - 1:
            return Line((Piece(("-" if self._session.marks.plain else "─") * self.size.width, "rule"),))
        if not picture.lines:
            return Line((Piece(_MAKING, "muted"),)) if y == 0 and pane.is_waiting else Line()
        number = y if y < _RULER else y + pane.top
        if number >= len(picture.lines):
            return Line()
        line = picture.lines[number]
        if y == 1 and (cell := pane.focus_cell) is not None:
            return _with_sign(line, cell, "v" if self._session.marks.plain else "▼")
        return (
            _with_sign(line, pane.label_cells - 1, self._session.marks.here) if number == pane.line else line
        )

    @property
    def _has_rule(self) -> bool:
        """Whether the page stands below it."""
        return self.screen.has_class("-below")

    # What happened.

    def on_resize(self) -> None:
        """Draw it as wide as it is now."""
        try:
            self._pane.sized(self.size.width, self.size.height - self._has_rule)
        except Unusable as error:
            self._session.fail(error)

    def on_click(self, event: events.Click) -> None:
        """Tell which event was clicked."""
        if self.dragged or self._pane.is_waiting:
            return
        try:
            rank = self._pane.point(event.x, event.y)
        except Unusable as error:
            self._session.fail(error)
            return
        if rank is not None:
            self.post_message(self.EventPicked(rank, rank == self._session.events.cursor))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look closer."""
        event.stop()
        self.post_message(self.WheelTurned(event.x, True))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look from farther away."""
        event.stop()
        self.post_message(self.WheelTurned(event.x, False))


def _with_sign(line: Line, cell: int, sign: str) -> Line:
    """The line with a sign in a cell; what stands before it has one cell a letter, as a ruler and names."""
    pieces: list[Piece] = []
    at = 0
    for piece in line.pieces:
        end = at + len(piece.text)
        if at <= cell < end:
            before, after = piece.text[: cell - at], piece.text[cell - at + 1 :]
            kept = (Piece(before, piece.role), Piece(sign, "key"), Piece(after, piece.role, piece.hit))
            pieces += [each for each in kept if each.text]
        else:
            pieces.append(piece)
        at = end
    return Line(tuple(pieces))
