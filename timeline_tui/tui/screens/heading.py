"""What stands above the list and the page, kept in line with them: title, strip, rule or progress."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.tui.journey import ACCOUNTS, SOURCE
from timeline_tui.tui.overview import Overview, progress_line, rule_line
from timeline_tui.tui.presentation.document import Line
from timeline_tui.tui.presentation.title import Showing
from timeline_tui.tui.widgets.bars import Masthead

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.shown import Shown
    from timeline_tui.tui.presentation.marks import Marks
    from timeline_tui.tui.screens.reader import Reader

_Progress = tuple[int, int]


class Heading:
    """Draws the masthead for one screen."""

    def __init__(self, reader: Reader, marks: Marks) -> None:
        self.masthead = Masthead()
        self.overview: Overview | None = None
        self._reader = reader
        self._marks = marks
        self.query = ""
        """What says which events are shown."""
        self._index: Index | None = None
        self._ruled: object = None

    def take(self, shown: Shown) -> None:
        """Tell of this from now on."""
        if self.overview is None or self._index is not shown.index:
            self.overview, self._index = Overview(shown.index, self._marks), shown.index
        self.query = shown.view.query.strip()
        hides = bool(self.query) or shown.partial
        self.overview.showing = Showing(shown.events, shown.of, shown.partial) if hides else None

    def draw_title(self) -> None:
        """Say what is open and where in it one is."""
        if self.overview is not None:
            self.masthead.show(Masthead.TITLE, partial(self.overview.title, self._reader.events.cursor))

    def draw_strip(self) -> None:
        """Show the part of the time that the list shows."""
        if self.overview is not None:
            in_sight = self._reader.events.in_sight()
            self.masthead.show(Masthead.STRIP, partial(self.overview.strip, in_sight))

    def draw_rule(self, progress: _Progress | None) -> None:
        """Draw the rule or, while a file is read, how far it is."""
        here = self._reader.journey.here
        source = here.source if here.depth == SOURCE else None
        ruled = (source, progress, here.depth == ACCOUNTS, self.query)
        if ruled != self._ruled:
            self._ruled = ruled
            self.masthead.show(Masthead.RULE, partial(self._rule, source, progress))

    def _rule(self, source: str | None, progress: _Progress | None, width: int) -> Line:
        if progress is not None:
            return progress_line(*progress, width, self._marks)
        # Where the list ends is known only when everything has its place, which is when this is drawn.
        screen = self.masthead.screen
        beside = screen.has_class("-wide") and not screen.has_class("-full")
        edge = self._reader.events.outer_size.width if beside else None
        name = self.overview.outlet(source) if self.overview and source is not None else None
        return rule_line(name, edge, width, self._marks, self.query)

    def day_at(self, cell: int, width: int) -> int | None:
        """The day at a cell of the strip."""
        if self.overview is None:
            return None
        return self.overview.day_at(cell, width, self._reader.events.in_sight())
