"""The picture of the next start, drawn when the program ends."""

from __future__ import annotations

from textual.geometry import Size

from timeline_tui.index.reader import Index
from timeline_tui.jobs.fresh import fresh
from timeline_tui.session.first_picture import keep
from timeline_tui.session.session import Wanted
from timeline_tui.system import apart
from timeline_tui.tui.app import TimelineApp

_LONGEST = 10.0
"""Seconds until a picture that does not come is given up."""


class NextStart(TimelineApp):
    """Draws its first picture for the next run, and ends."""

    def __init__(self, wanted: Wanted, index: Index, size: Size) -> None:
        super().__init__(wanted, index, whole=True)
        self._next_size = size
        self._is_drawn = False

    def on_mount(self) -> None:
        """End in any case, since nobody waits for it."""
        self.set_timer(_LONGEST, self.exit)

    def post_display_hook(self) -> None:
        """Keep what would be on the terminal now, unless the index turned out to be none."""
        if self._is_drawn:
            return
        self._is_drawn = True
        session = self.opened.session
        if session.index is not None and not session.broken:
            rows = [strip.render(self.console) for strip in self.screen._compositor.render_strips()]
            keep(session.wanted.file, self._next_size, rows)
        self.exit()


def keep_picture(app: TimelineApp) -> None:
    """Draw what the next run begins with, beside whatever the reader does now."""
    session, size = app.opened.session, app.size
    if session.index is not None and size:
        # What is open cannot be used in a copy of the process as well.
        session.index.close()
        apart(lambda: _draw(session.wanted, size))


def _draw(wanted: Wanted, size: Size) -> None:
    index = fresh(wanted.file)
    if index is not None:
        NextStart(wanted, index, size).run(headless=True, size=(size.width, size.height))
