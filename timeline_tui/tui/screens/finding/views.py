"""What a screen is asked to show, on its way to the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.shown import Shown, View
from timeline_tui.tui.screens.reading.again import nearest, rank_named, rank_of_same

if TYPE_CHECKING:
    from timeline_tui.tui.beside.latest import Latest
    from timeline_tui.tui.finding.viewing import Makers
    from timeline_tui.tui.presentation.hits import Spans
    from timeline_tui.tui.screens.reading.reader import Reader

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
        from timeline_tui.tui.beside.latest import Latest
        from timeline_tui.tui.finding.viewing import Makers, views

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
