"""The line between the list and the page."""

from __future__ import annotations

from rich.segment import ControlType, Segment
from textual.geometry import Region
from textual.strip import Strip

from timeline_tui.tui.presentation.document import Line, Piece
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.widgets.ink import Inked, without_moves


class Edge(Inked):
    """A line from top to bottom; as the border of a neighbour it would slow down all that this one draws."""

    def __init__(self, marks: Marks = FULL) -> None:
        super().__init__()
        self._line = Line((Piece("|" if marks.plain else "│", "rule"),))

    def render_lines(self, crop: Region) -> list[Strip]:
        """As many times the same as there are lines.

        Terminals differ in how wide some letters and emoji are. It goes to its own column first, so that it
        and all that is right of it stand where they belong beside such a row, too.
        """
        column = self.region.x + 1
        move = Segment(f"\x1b[{column}G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, column)])
        line = self.drawn(self._line, crop.width)
        strip = Strip([move, *line], line.cell_length)
        return [without_moves(strip) if self.below_a_box else strip] * crop.height
