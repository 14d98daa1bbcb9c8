"""Counts beside the screen how what is shown lies over a stretch of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from timeline_tui.index.time.measuring import Interrupted, Measured, measured
from timeline_tui.tui.beside.latest import Latest

if TYPE_CHECKING:
    from timeline_tui.index.reader import Unusable
    from timeline_tui.index.shown import Shown


class Measures:
    """Takes the newest stretch of time, and gives what lies in it."""

    def __init__(self, took: Callable[[Measured], object], failed: Callable[[Unusable], object]) -> None:
        self._latest: Latest[Measured] = Latest(took, failed)

    def ask(self, shown: Shown, first: int, last: int) -> None:
        """Count what is shown of these days."""
        self._latest.ask(_Measuring(shown, first, last))

    def stop(self) -> None:
        """Give up what is going on."""
        self._latest.stop()


class _Measuring:
    """One stretch of time."""

    def __init__(self, shown: Shown, first: int, last: int) -> None:
        self._shown = shown
        self._days = first, last
        self._wanted = True

    def results(self) -> Iterator[Measured]:
        """What lies in it."""
        try:
            yield measured(self._shown.index.path, self._shown.ranks, *self._days, lambda: self._wanted)
        except Interrupted:
            return

    def interrupt(self) -> None:
        """Give it up."""
        self._wanted = False
