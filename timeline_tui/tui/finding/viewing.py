"""Finds out beside the screen what a view shows: a few rows first, then all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.tui.beside.latest import Latest

if TYPE_CHECKING:
    from timeline_tui.index.making import Maker, Wanted
    from timeline_tui.index.shown import Shown, View

_FIRST = 200
"""Rows that are shown before all are found; more than any screen has lines."""


class Viewing:
    """Takes the newest view of the newest index, and gives what it shows."""

    def __init__(self, took: Callable[[Shown], object], failed: Callable[[Unusable], object]) -> None:
        self._latest: Latest[Shown] = Latest(took, failed)
        self._makers = Makers()

    def ask(self, index: Index, view: View, around: int) -> None:
        """Find out what the view shows; the rows around that rank come first."""
        self._latest.ask(_Making(self._makers, index, view, around))

    def stop(self) -> None:
        """Give up what is going on."""
        self._latest.stop()


class Makers:
    """What makes views of the index that was asked about last; each is used in one thread only."""

    def __init__(self) -> None:
        self._maker: Maker | None = None
        self._index: Index | None = None

    def of(self, index: Index) -> Maker:
        """The one for this index."""
        from timeline_tui.index.making import Maker

        if self._maker is None or self._index is not index:
            if self._maker is not None:
                self._maker.close()
            self._maker, self._index = None, None
            self._maker, self._index = Maker(index, wanted), index
        return self._maker


class _Making:
    """One view in the making."""

    def __init__(self, makers: Makers, index: Index, view: View, around: int) -> None:
        self._makers = makers
        self._index = index
        self._view = view
        self._around = around
        self._maker: Maker | None = None
        self._given_up = False

    def results(self) -> Iterator[Shown]:
        """Some rows, then all; only all where that is as quick."""
        from timeline_tui.index.making import Interrupted
        from timeline_tui.query import Unreadable

        self._maker = self._makers.of(self._index)
        try:
            for most in (_FIRST, None):
                if self._given_up:
                    return
                shown = self._maker.made(self._view, self._around, most)
                yield shown
                if not shown.partial:
                    return
        except Interrupted:
            return
        except Unreadable as error:
            # Whoever asked has read it, so it is the index that cannot answer such a query.
            raise Unusable(error.sentence) from error

    def interrupt(self) -> None:
        """Give it up."""
        self._given_up = True
        if (maker := self._maker) is not None:
            maker.interrupt()


def wanted(index: Index, text: str) -> Wanted:
    """What finds the events that a query wants."""
    from timeline_tui.index.making import Wanted
    from timeline_tui.query import parse

    query = parse(text)
    words = any(term.field is None and not term.excluded for term in query.terms)
    return Wanted(*index.selection(query), words)
