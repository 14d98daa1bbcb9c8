"""The lines of the list that are near the ones on the screen, asked of the index in runs."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.rows import Row

LineKind = Literal["event", "heading", "gap"]
_RUN = 64
_RUNS_KEPT = 48


class ListLine(NamedTuple):
    """One line of the list: an event, or what stands above it."""

    kind: LineKind
    row: Row
    """The event, or the first event below the heading or gap."""


class Window:
    """Any line of the list, at the same cost whether there are ten events or a million.

    Every method raises what the index raises.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.about = index.about
        self._runs: OrderedDict[int, dict[int, ListLine]] = OrderedDict()

    def line(self, number: int) -> ListLine | None:
        """The line, counted from 0; None past the end."""
        if not 0 <= number < self.about.lines:
            return None
        return self._run(number // _RUN).get(number)

    def row(self, rank: int) -> Row | None:
        """The event of that rank."""
        rows = self.index.rows(rank, 1) if 0 <= rank < self.about.events else []
        return rows[0] if rows else None

    def rank_at_line(self, number: int) -> int:
        """The event at the line or, for a heading or gap, just below it."""
        line = self.line(max(0, min(number, self.about.lines - 1)))
        return line.row.rank if line else 0

    def _run(self, number: int) -> dict[int, ListLine]:
        run = self._runs.get(number)
        if run is None:
            run = self._runs[number] = self._asked(number * _RUN)
            while len(self._runs) > _RUNS_KEPT:
                self._runs.popitem(last=False)
        else:
            self._runs.move_to_end(number)
        return run

    def _asked(self, first: int) -> dict[int, ListLine]:
        lines: dict[int, ListLine] = {}
        for row in self.index.rows_at_lines(first, _RUN):
            for above, kind in enumerate(block(row)):
                lines[row.line - above] = ListLine(kind, row)
        return lines


def block(row: Row) -> tuple[LineKind, ...]:
    """What the event's lines are, from its own line upwards."""
    kinds: tuple[LineKind, ...] = ("event",)
    if row.heading is not None:
        kinds += ("heading",)
    if row.gap is not None:
        kinds += ("gap",)
    return kinds
