"""How the file of a screen stands: how far it is read, why it cannot be, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline_tui.diagnostics.problem import Problem
    from timeline_tui.tui.reading.trouble import Trouble
    from timeline_tui.tui.screens.heading import Heading
    from timeline_tui.tui.screens.timeline import TimelineScreen

_PROGRESS_DELAY = 0.5
"""Seconds that a file may take to be read before anything is said of it."""


class Standing:
    """Shows above the list how far the file is read and what is wrong, and on the page why it is empty."""

    def __init__(self, screen: TimelineScreen, file: str, heading: Heading) -> None:
        """`file` is what to call it."""
        self._screen = screen
        self._file = file
        self._heading = heading
        self._progress: tuple[int, int] | None = None
        self._patient = False
        self.failed = False
        """Whether the page says why nothing can be shown."""
        self.trouble: Trouble | None = None
        """Why what is shown is not all of what stands in the file."""

    def show_reading(self, done: int, total: int) -> None:
        """Say how far the file is read, once that takes long enough to be of interest."""
        first, self._progress = self._progress is None, (done, total)
        if first:
            self._screen.set_timer(_PROGRESS_DELAY, self._show_progress)
        elif self._patient:
            self.draw_rule()

    def _show_progress(self) -> None:
        self._patient = self._progress is not None
        self.draw_rule()
        if self._patient and self._screen.reader.index is None:
            from timeline_tui.tui.presentation.pages.nothing import reading_page

            self._screen.reader.page.show(partial(reading_page, self._file, marks=self._screen.marks))

    def stop_reading(self) -> None:
        """The file is read, or is not going to be."""
        self._progress, self._patient = None, False
        self.draw_rule()

    def show_failure(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Say why the file cannot be shown, in the place of what it would show."""
        self.stop_reading()
        if self._screen.reader.index is None:
            from timeline_tui.tui.presentation.pages.nothing import failed_page

            self.failed = True
            page = partial(failed_page, self._file, reason, problems, marks=self._screen.marks)
            self._screen.reader.page.show(page)
            self._screen.settle()

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Warn of what is wrong with the file, or no longer."""
        if trouble != self.trouble:
            self.trouble = trouble
            self._heading.warn(None if trouble is None else trouble.words)
            self._screen.show_hints()
        self._screen.post_message(self._screen.Judged())

    def draw_rule(self) -> None:
        """Show the way to where the reader is, or how far the file is read."""
        self._heading.draw_rule(self._progress if self._patient else None)
