"""What stands above the list, what is asked to be shown, and how the file stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.shown import Shown, View
from timeline_tui.render.document import Line
from timeline_tui.render.strip import Showing, progress_line, rule_line, ticked
from timeline_tui.session.journey import ACCOUNTS, SOURCE
from timeline_tui.session.overview import Overview
from timeline_tui.tui.screens.depths import nearest, rank_named, rank_of_same
from timeline_tui.tui.widgets.bars import Masthead
from timeline_tui.tui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index, Unusable
    from timeline_tui.index.records import Row
    from timeline_tui.index.shown import Shown
    from timeline_tui.index.view_maker import Measured
    from timeline_tui.model.periods import Period
    from timeline_tui.render.document import Marks
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.background import Latest
    from timeline_tui.session.viewing import Makers
    from timeline_tui.tui.screens.reader import Reader


Taken = Callable[[Index, bool], object]
"""Told of an index that is shown now, and whether the place that was asked for is in it."""


class _Awaited(NamedTuple):
    """An index that is shown as soon as it is known what of it."""

    new: Index
    at: str | None
    taken: Taken


class Views:
    """The view of one screen; where all is shown it takes no work, else it is found out beside the screen.

    What is shown stays until there is something else to show.
    """

    def __init__(
        self, reader: Reader, view: View, showed: Callable[[], object], failed: Callable[[Unusable], object]
    ) -> None:
        """`showed` is called when the list shows something else."""
        self.view = view
        self._reader = reader
        self._showed = showed
        self._failed = failed
        self._awaited: _Awaited | None = None
        self._viewing: tuple[Makers, Latest[Shown]] | None = None
        """What finds it out, made when that is first needed."""
        self._marked = ""

    def take(self, index: Index, at: str | None, taken: Taken) -> None:
        """Show this index in the same view, at the place that `at` names or where the reader is."""
        self._awaited = _Awaited(index, at, taken)
        self._find_out(index)

    def ask(self, view: View) -> None:
        """Show this from now on."""
        self.view = view
        index = self._awaited.new if self._awaited is not None else self._reader.index
        if index is not None:
            self._find_out(index)

    def stop(self) -> None:
        """Leave nothing going on behind."""
        if self._viewing is not None:
            self._viewing[1].stop()

    def _find_out(self, index: Index) -> None:
        if self.view == View():
            self.stop()
            self._show(Shown.whole(index))
            return
        from timeline_tui.session.background import Latest
        from timeline_tui.session.viewing import Makers, views

        if self._viewing is None:
            makers = Makers()
            self._viewing = makers, Latest(self._show_or_fail, self._failed, makers.interrupt)
        makers, latest = self._viewing
        latest.ask(partial(views, makers, index, self.view, self._place_in(index)))

    def _place_in(self, index: Index) -> int:
        awaited, rank = self._awaited, self._reader.events.cursor
        if awaited is None:
            return rank
        found = rank_named(index, awaited.at) if awaited.at else None
        if found is not None or self._reader.index is None:
            return found or 0
        before = self._reader.row
        if before is None:
            return rank
        kept = rank_of_same(self._reader.index, index, before)
        return nearest(index, before, rank) if kept is None else kept

    def _show_or_fail(self, shown: Shown) -> None:
        try:
            self._show(shown)
        except Unusable as error:
            self._failed(error)

    def _show(self, shown: Shown) -> None:
        awaited = self._awaited
        if awaited is not None and shown.index is awaited.new:
            self._awaited = None
            found = self._reader.take(shown, awaited.at)
            self._mark(shown.view.query)
            self._showed()
            awaited.taken(awaited.new, found)
        else:
            self._reader.show_view(shown)
            self._mark(shown.view.query)
            self._showed()

    def _mark(self, query: str) -> None:
        """What the words of the query hit is marked wherever it is drawn."""
        if query != self._marked:
            self._marked = query
            self._reader.mark(_spans(query))


def _spans(query: str) -> Spans | None:
    if not query.strip():
        return None
    from timeline_tui.query import parse, words_of

    hits = words_of(parse(query))
    return hits.spans if hits else None


_Progress = tuple[int, int]


class Heading:
    """Draws the masthead for one screen."""

    def __init__(self, reader: Reader, marks: Marks, failed: Callable[[Unusable], object]) -> None:
        self.masthead = Masthead()
        self.overview: Overview | None = None
        self._reader = reader
        self._marks = marks
        self.query = ""
        """What says which events are shown."""
        self._index: Index | None = None
        self._ruled: object = None
        self._rule_maker: Callable[[int], Line] | None = None
        self._failed = failed
        self._measuring: Latest[Measured] | None = None
        self._in_sight: tuple[Row, Row] | None = None
        """The window that the strip shows; a list that gives way to a page shows none of its own."""
        self.selecting: Period | None = None
        """The stretch of time that is being chosen on the strip."""

    def take(self, shown: Shown) -> None:
        """Tell of this from now on."""
        if self.overview is None or self._index is not shown.index:
            self.overview, self._index = Overview(shown.index, self._marks), shown.index
        self.query = shown.view.query.strip()
        hides = bool(self.query) or shown.partial
        showing = Showing(shown.events, shown.of, shown.partial, self._bound())
        self.overview.showing = showing if hides else None
        self._stretch(shown)

    def _bound(self) -> str:
        """How what is shown bounds what is found, where the query asks of passages not compared yet."""
        if "is:" not in self.query or self._reader.texts is not None:
            return ""
        from timeline_tui.query import parse

        sides = {term.excluded for term in parse(self.query).on_proofs}
        return (
            "" if not sides else "perhaps" if len(sides) > 1 else "at most" if True in sides else "at least"
        )

    def _stretch(self, shown: Shown) -> None:
        """Let the strip show the time that is asked for, and how what is shown lies in it."""
        if self.overview is None:
            return
        before, self.overview.stretch = self.overview.stretch, None
        if not self.query:
            if self._measuring is not None:
                self._measuring.stop()
            return
        from timeline_tui.index.view_maker import measured
        from timeline_tui.session.background import Latest
        from timeline_tui.session.landing import stretch_of

        stretch = stretch_of(self.query, shown.index.about)
        if stretch is None:
            return
        if before is not None and before[:2] == stretch[:2]:
            stretch = stretch._replace(measured=before.measured)
        self.overview.stretch = stretch
        if self._measuring is None:
            self._measuring = Latest(self._take_measured, self._failed)
        if not shown.partial:
            self._measuring.ask(partial(measured, shown.index, shown.found, *stretch[:2]))

    def _take_measured(self, measured: Measured) -> None:
        if self.overview is not None and self.overview.stretch is not None:
            self.overview.stretch = self.overview.stretch._replace(measured=measured)
            self.draw_strip()

    def warn(self, words: str | None) -> None:
        """Say what is wrong, below all of it; or no longer."""
        from timeline_tui.render.banner import banner_lines

        maker = None if words is None else partial(banner_lines, words, marks=self._marks)
        self.masthead.warn(maker)

    def select(self, period: Period | None) -> None:
        """Show a stretch of time that is being chosen."""
        self.selecting = period
        if self.overview is not None:
            self.overview.selected = period
            self.draw_strip()

    def draw_title(self) -> None:
        """Say what is open and where in it one is."""
        if self.overview is not None:
            self.masthead.show(Masthead.TITLE, partial(self.overview.title, self._reader.events.cursor))

    def draw_strip(self) -> None:
        """Show the part of the time that the list shows."""
        if self.overview is not None:
            self._in_sight = self._reader.events.in_sight()
            self.masthead.show(Masthead.STRIP, partial(self.overview.strip, self._in_sight))
            if self._rule_maker is not None:
                # The marks in it stand below their places in the strip.
                self.masthead.show(Masthead.RULE, self._rule_maker)

    def draw_rule(self, progress: _Progress | None) -> None:
        """Draw the rule or, while a file is read, how far it is."""
        here = self._reader.journey.here
        source = here.source if here.depth == SOURCE else None
        ruled = (source, progress, here.depth == ACCOUNTS, self.query)
        if ruled != self._ruled:
            self._ruled = ruled
            self._rule_maker = partial(self._rule, source, progress)
            self.masthead.show(Masthead.RULE, self._rule_maker)

    def _rule(self, source: str | None, progress: _Progress | None, width: int) -> Line:
        if progress is not None:
            return progress_line(*progress, width, self._marks)
        # Where the list ends is known only when everything has its place, which is when this is drawn.
        screen = self.masthead.screen
        beside = screen.has_class("-wide") and not screen.has_class("-full")
        edge = screen.query_one(TimelineList).outer_size.width if beside else None
        name = self.overview.outlet(source) if self.overview and source is not None else None
        if self.overview is None:
            return rule_line(name, edge, width, self._marks, self.query)
        if self.selecting is not None:
            from timeline_tui.session.landing import called

            return rule_line(called(self.selecting), None, width, self._marks)
        line = rule_line(name, edge, width, self._marks, self.query)
        ticks = self.overview.ticks(self._in_sight, width)
        return ticked(line, ticks, self._marks.disputed)

    def days_between(self, cells: tuple[int, int]) -> tuple[int, int, int] | None:
        """The first and the last day between two cells of the strip, and how many days a cell has."""
        if self.overview is None:
            return None
        return self.overview.days_between(cells, self.masthead.size.width, self._in_sight)

    def is_end(self, cell: int) -> bool:
        """Whether one of the ends of the window is drawn at this cell of the strip."""
        width = self.masthead.size.width
        return self.overview is not None and self.overview.is_end(cell, width, self._in_sight)

    def day_at(self, cell: int) -> int | None:
        """The day at a cell of the strip."""
        if self.overview is None:
            return None
        return self.overview.day_at(cell, self.masthead.size.width, self._in_sight)
