"""The line between the list and the page beside it: where it stands, and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.css.scalar import Scalar
from textual.widget import Widget

from timeline_tui.render.row import ROOMY
from timeline_tui.session.settings import LEAST_SHARE, Unsaved, keep_share
from timeline_tui.tui.widgets.bars import WIDE
from timeline_tui.tui.widgets.ink import Edge
from timeline_tui.tui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect


_STEP = 4
"""Cells by which the list grows, so that it seldom does."""


class Divider(Edge):
    """Gives the list what its titles need, up to half of the window, or the share that somebody has set."""

    def __init__(self, session: Session, listed: TimelineList, above: Widget, share: int | None) -> None:
        """`share` is how many of a hundred parts of a wide window were set; `above` is the rule it meets."""
        super().__init__(session.marks)
        self._session = session
        self._list = listed
        self._above = above
        self._share = share
        self._held = False
        session.changed.subscribe(self._follow)

    def _follow(self, aspects: frozenset[Aspect]) -> None:
        if aspects & {"list", "scroll"}:
            self.stand()

    def stand(self) -> None:
        """Stand where it belongs in a window of this size."""
        width = self.app.size.width
        if width < WIDE or self._session.presents:
            self._list.styles.clear_rule("width")
            return
        cells = self._cells(width)
        if self._list.styles.width != Scalar.from_number(cells):
            self._list.styles.width = cells
            # Drawn before the line has its place, the rule would meet it where it was.
            self.call_after_refresh(self._above.refresh)

    def beside(self, width: int) -> int:
        """How many cells of a wide window the page has."""
        return width - self._cells(width) - 1

    def _cells(self, width: int) -> int:
        return self._needed(width) if self._share is None else width * self._share // 100

    def _needed(self, width: int) -> int:
        # Whatever the titles need, dates have all the room that they are given.
        needed = max(self._session.events.cells_needed(), ROOMY)
        beyond = -(-(needed - ROOMY) // _STEP) * _STEP
        return min(ROOMY + beyond + self._list.styles.scrollbar_size_vertical, width // 2)

    def move(self, by: int | None) -> None:
        """Move by so many of a hundred parts of the window and remember it; None to what the list needs."""
        width = self.app.size.width
        if self._session.presents:
            self._session.tell("One of the two is shown at a time; W shows all again")
            return
        if width < WIDE:
            self._session.tell(f"The page stands beside the list in windows of {WIDE} columns and more")
            return
        self._set(None if by is None else round(100 * self._list.outer_size.width / width) + by)
        self._keep()

    def _set(self, share: int | None) -> None:
        self._share = None if share is None else max(LEAST_SHARE, min(share, 100 - LEAST_SHARE))
        self.stand()

    def _keep(self) -> None:
        try:
            keep_share(self._share)
        except Unsaved as error:
            self._session.tell(str(error), wrong=True)

    def on_show(self) -> None:
        """Let the rule above meet it."""
        self._above.refresh()

    def on_hide(self) -> None:
        """Let the rule above meet nothing."""
        self._above.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the list up, which the pointer is at the end of."""
        self._scroll(event, -self.app.scroll_sensitivity_y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the list down."""
        self._scroll(event, self.app.scroll_sensitivity_y)

    def _scroll(self, event: events.MouseEvent, lines: float) -> None:
        event.stop()
        self._list.scroll_relative(y=lines, animate=False)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Grab it."""
        if event.button == 1 and self._list.display:
            self._held = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the pointer."""
        if self._held:
            self._set(round(100 * event.screen_x / self.app.size.width))

    def on_mouse_up(self) -> None:
        """Let it go, and remember where that is."""
        if self._held:
            self._held = False
            self.release_mouse()
            self._keep()
