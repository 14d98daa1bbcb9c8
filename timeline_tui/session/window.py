"""The lines of the list that are near the ones on the screen, asked for in runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.index.records import Group, Row
    from timeline_tui.index.shown import Shown
    from timeline_tui.model.timeline import Event


LineKind = Literal["event", "heading", "gap", "body"]
Rows = Literal["compact", "normal", "full"]
"""How much is shown: titles under their years; the gaps between them too; first words of each event too."""

ROWS: tuple[Rows, ...] = ("compact", "normal", "full")
BODY = 2
"""Lines below the title of an event, where rows are full."""
_RUN = 64
_RUNS_KEPT = 48


class ListLine(NamedTuple):
    """One line of the list: an event or a group, what stands above it, or what is said below."""

    kind: LineKind
    row: Row | Group
    """The event or group, for a heading or gap the first below."""
    position: int
    """Which row of the list that is."""
    part: int = 0
    """Which line of the body it is, counted from 0."""


class Window:
    """Any line of the list, at the same cost whether there are ten events or a million.

    Every method raises what the index raises.
    """

    def __init__(self, shown: Shown, rows: Rows = "normal") -> None:
        self.shown = shown
        self._left_out: Sequence[int] = shown.gaps if rows == "compact" else ()
        """The rows of which the gap is left out."""
        self._height = 1 + BODY if rows == "full" and shown.view.grouped is None else 1
        self._extras = shown.extras - len(self._left_out)
        self.lines = shown.count * self._height + self._extras
        self._runs: OrderedDict[int, dict[int, ListLine]] = OrderedDict()
        self._event: tuple[int, Event] | None = None

    def line(self, number: int) -> ListLine | None:
        """The line, counted from 0; None past the end."""
        if not 0 <= number < self.lines:
            return None
        return self._run(number // _RUN).get(number)

    def line_of(self, position: int) -> int:
        """The line that the event or group of that row stands on."""
        above = self.shown.extras_to(position)
        if self._left_out:
            above -= bisect_right(self._left_out, position)
        return position * self._height + above

    def first_line_of(self, position: int) -> int:
        """The line of the gap or heading above the event or group of that row, or else its own."""
        return self.last_line_of(position - 1) + 1 if position else 0

    def last_line_of(self, position: int) -> int:
        """The last line of what is said below it; its own where nothing is."""
        return self.line_of(position) + self._height - 1

    def position_at(self, number: int) -> int:
        """The row at the line or, for a heading or gap, just below it."""
        number = max(0, min(number, self.lines - 1))
        first = max((number - self._extras) // self._height, 0)
        positions = range(first, min(number // self._height + 1, self.shown.count))
        return positions.start + bisect_left(positions, number, key=self.last_line_of)

    def event(self, rank: int) -> Event:
        """All that is known of an event; its lines are drawn one after the other, so the last one is kept."""
        if self._event is None or self._event[0] != rank:
            self._event = rank, self.shown.index.event(rank)
        return self._event[1]

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
        position = self.position_at(first)
        rows = self.shown.rows(position, _RUN // self._height + 1)
        line = self.line_of(position)
        for at, row in enumerate(rows, position):
            above = block(row)[1:]
            if self._left_out and row.gap is not None:
                above = above[:-1]
            line += len(above) if at > position else 0
            lines[line] = ListLine("event", row, at)
            for up, kind in enumerate(above, 1):
                lines[line - up] = ListLine(kind, row, at)
            for part in range(self._height - 1):
                lines[line + 1 + part] = ListLine("body", row, at, part)
            line += self._height
        return lines


def block(row: Row | Group) -> Sequence[LineKind]:
    """What the row's lines are, from its own line upwards."""
    kinds: tuple[LineKind, ...] = ("event",)
    if row.heading is not None:
        kinds += ("heading",)
    if row.gap is not None:
        kinds += ("gap",)
    return kinds
