"""Finds out beside the screen what a view shows: a few rows first, then all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown, View
    from timeline_tui.index.view_maker import Maker
    from timeline_tui.session.background import IsWanted


_FIRST = 200
"""Rows that are shown before all are found; more than any screen has lines."""


class Makers:
    """What makes views of the index that was asked about last; each is used in one thread only."""

    def __init__(self) -> None:
        self._maker: Maker | None = None
        self._index: Index | None = None

    def of(self, index: Index) -> Maker:
        """The one for this index."""
        from timeline_tui.index.view_maker import Maker

        if self._maker is None or self._index is not index:
            before, self._maker = self._maker, None
            if before is not None:
                before.close()
            self._maker, self._index = Maker(index), index
        return self._maker

    def interrupt(self) -> None:
        """End what is being made; for another thread."""
        if (maker := self._maker) is not None:
            maker.interrupt()


def views(makers: Makers, index: Index, view: View, around: int, is_wanted: IsWanted) -> Iterator[Shown]:
    """Some of the rows, those around a rank, then all; only all where that is as quick."""
    from timeline_tui.index.view_maker import Interrupted
    from timeline_tui.query import Unreadable

    maker = makers.of(index)
    try:
        for most in (_FIRST, None):
            if not is_wanted():
                return
            shown = maker.made(view, around, most)
            yield shown
            if not shown.partial:
                return
    except Interrupted:
        return
    except Unreadable as error:
        # Whoever asked has read it, so it is the index that cannot answer such a query.
        raise Unusable(error.sentence) from error
