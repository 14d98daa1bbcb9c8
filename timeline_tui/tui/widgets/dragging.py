"""A widget that tells from which cell of it to which the pointer is dragged."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.widget import Widget

from timeline_tui.tui.widgets.report import Report


class Draggable(Widget, inherit_bindings=False):
    """Tells of drags where somebody wants to hear of them."""

    draggable = False
    """Whether anybody does."""
    _pressed: Offset | None = None
    dragged = False
    """Whether the button was let go after a drag, and not after a click."""

    class Dragged(Report):
        """The pointer was moved with its button held, in cells of what the widget shows."""

        start: Offset
        end: Offset
        ended: bool

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin what may become a drag."""
        self.dragged = False
        if self.draggable and event.button == 1:
            self._pressed = event.offset + self.scroll_offset
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell how far the pointer was dragged."""
        here = event.offset + self.scroll_offset
        if self._pressed is not None and (self.dragged or here != self._pressed):
            self.dragged = True
            self.post_message(self.Dragged(self._pressed, here, False))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag."""
        if self._pressed is None:
            return
        self.release_mouse()
        if self.dragged:
            self.post_message(self.Dragged(self._pressed, event.offset + self.scroll_offset, True))
        self._pressed = None
