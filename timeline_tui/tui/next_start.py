"""The pictures of the next start, drawn when the program ends."""

from __future__ import annotations

from textual.geometry import Size

from timeline_tui.index.reader import Index
from timeline_tui.jobs.fresh import fresh
from timeline_tui.session.first_picture import be_latest, keep, key_of, sizes
from timeline_tui.session.session import Wanted
from timeline_tui.system import apart
from timeline_tui.tui.app import TimelineApp

_LONGEST = 10.0
"""Seconds until a picture that does not come is given up."""


class NextStart(TimelineApp):
    """Draws its first picture for the next run, and ends."""

    def __init__(self, wanted: Wanted, index: Index, size: Size, key: str) -> None:
        super().__init__(wanted, index, whole=True)
        self._next_size = size
        self._key = key
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
            keep(session.wanted.file, self._next_size, rows, self._key)
        self.exit()


def keep_pictures(app: TimelineApp) -> None:
    """Draw what the next run begins with, beside whatever the reader does now."""
    session, size = app.opened.session, app.size
    if session.index is not None and size:
        # What is open cannot be used in a copy of the process as well.
        session.index.close()
        apart(lambda: _draw_all(session.wanted, size))


def _draw_all(wanted: Wanted, size: Size) -> None:
    """In the size of the window that was left, which may be opened again at once, and then in the others."""
    *others, last = sizes(wanted.file, size)
    for each in (last, *others):
        # Before the index is looked for: what is written to the file meanwhile makes the picture another.
        key = key_of(wanted.file, each)
        index = fresh(wanted.file)
        if index is not None:
            NextStart(wanted, index, Size(*each), key).run(headless=True, size=each)
    be_latest(wanted.file, last)
