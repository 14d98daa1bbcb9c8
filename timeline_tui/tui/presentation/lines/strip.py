"""The whole time in one line: how much is recorded when, and which part of it the list shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline_tui.model.dates import to_civil
from timeline_tui.tui.presentation.date_words import year_in_words
from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.wrapping import fit

Window = tuple[int, int]
"""The first and the last day that the list shows."""


class Strip(NamedTuple):
    """A scale from the first day of a timeline to its last, between two labels, in one line."""

    earliest: int
    latest: int
    width: int
    names: tuple[str, str] | None = None
    """What to write at both ends in place of the years."""

    @property
    def labels(self) -> tuple[str, str]:
        """The years at both ends, once if they are the same; none where there is no room."""
        if self.names is not None:
            return self._named(*self.names)
        first, last = _year(self.earliest), _year(self.latest)
        if len(first) + len(last) + 24 > self.width:
            return " ", " "
        return f" {first} ", f" {last} " if last != first else " "

    def _named(self, first: str, last: str) -> tuple[str, str]:
        if len(first) + len(last) + 24 > self.width:
            last = ""
        room = self.width - 20
        first = fit(first, room) if room > 4 else ""
        return f" {first} " if first else " ", f" {last} " if last else " "

    @property
    def cells(self) -> int:
        """How many counts it shows; two cells more are for the ends of the window."""
        return max(self.width - 2 - sum(map(len, self.labels)), 1)

    def line(
        self,
        counts: Sequence[int],
        window: Window | None = None,
        marks: Marks = FULL,
        hidden: Sequence[int] = (),
    ) -> Line:
        """The strip with one count for each of its cells; `hidden` are the counts of what is not shown."""
        drawn = density(counts, marks)
        if any(hidden):
            cells = zip(drawn, hidden, strict=True)
            drawn = "".join(marks.hidden if mark == " " and count else mark for mark, count in cells)
        first, last = self._held(window)
        pieces = [
            Piece(self.labels[0], "muted"),
            Piece(drawn[:first], "muted"),
            Piece(marks.open if window else " ", "mark"),
            Piece(drawn[first : last + 1], "strong" if window else "muted"),
            Piece(marks.close if window else " ", "mark"),
            Piece(drawn[last + 1 :], "muted"),
            Piece(self.labels[1], "muted"),
        ]
        return Line(tuple(piece for piece in pieces if piece.text))

    def cell_of(self, day: int) -> int:
        """The cell that a day falls into, the nearest end for a day outside."""
        days = self.latest - self.earliest + 1
        return min(max((day - self.earliest) * self.cells // days, 0), self.cells - 1)

    def column_of(self, cell: int, window: Window | None = None) -> int:
        """Where in the line the cell is drawn."""
        return self.columns_of([cell], window)[0]

    def columns_of(self, cells: Sequence[int], window: Window | None = None) -> list[int]:
        """The same for many of them."""
        (first, last), label = self._held(window), len(self.labels[0])
        return [label + cell + (cell >= first) + (cell > last) for cell in cells]

    def day_at(self, x: int, window: Window | None = None) -> int:
        """The first day of the cell that is drawn at a place in the line."""
        first, last = self._held(window)
        cell = x - len(self.labels[0])
        cell -= (cell > first) + (cell > last + 1)
        cell = min(max(cell, 0), self.cells - 1)
        days = self.latest - self.earliest + 1
        return min(self.earliest - (-cell * days // self.cells), self.latest)

    def _held(self, window: Window | None) -> tuple[int, int]:
        """The first and the last cell of the window."""
        if window is None:
            return 0, self.cells - 1
        return self.cell_of(window[0]), self.cell_of(window[1])


def density(counts: Sequence[int], marks: Marks = FULL) -> str:
    """A column for each count, in proportion; none is left blank unless it is 0."""
    most = max(counts, default=0)
    steps = len(marks.levels)
    return "".join(marks.levels[-(-count * steps // most) - 1] if count else " " for count in counts)


def undated_strip(width: int, *, known: bool = True) -> Line:
    """What stands in its place where no event has a date, or none was known on the day that is chosen."""
    said = " no event has a date" if known else " no event was known"
    return Line((Piece(fit(said, width), "muted"),))


def _year(day: int) -> str:
    return year_in_words(to_civil(day)[0])
