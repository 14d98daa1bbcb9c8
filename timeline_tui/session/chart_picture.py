"""A chart at one zoom, laid out line by line; only what is in sight is counted and drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from timeline_tui.render.chart import ChartRow, Laid, PlacedMark, laid_out
from timeline_tui.render.chart_lines import lane_lines, ruler_rows, undated_line
from timeline_tui.render.document import Line, Marks, Piece
from timeline_tui.render.phrases import counted
from timeline_tui.render.wrapping import fit

if TYPE_CHECKING:
    from collections.abc import Container

    from timeline_tui.render.ruler import Scale
    from timeline_tui.session.charting import Chart

RULER: Final = 2
"""Lines of the ruler, which stay in sight."""
_MOST_DEEP: Final = 8
"""Counts are drawn in no more rows."""
_LEAST_ROWS: Final = 3
"""A lane has so many rows, whatever room there is."""


class ChartPicture:
    """The lines of a chart, counted from the first of its ruler."""

    def __init__(
        self, chart: Chart, scale: Scale, label_cells: int, room: int, folded: Container[str], marks: Marks
    ) -> None:
        """`room` is how many lines there are below the ruler, which lanes share as they need them."""
        self.scale = scale
        self.label_cells = label_cells
        self._chart = chart
        self._folded = folded
        self._marks = marks
        self._laid: dict[int, Laid] = {}
        self._told: dict[int, Laid] = {}
        """The rows of key events in lanes that are counted, which they are only once they are looked at."""
        self._drawn: dict[tuple[int, int | None], list[Line]] = {}
        self._lay_out(room - bool(chart.undated.events))
        self._tops = list(accumulate(map(self._height, range(len(chart.labels))), initial=RULER))
        """The first line of each lane, and the one behind all."""
        self._lanes_of: dict[int, list[int]] = {}
        for at, laid in (*self._laid.items(), *self._told.items()):
            for row in laid.rows:
                for placed in row.placed:
                    self._lanes_of.setdefault(placed.mark.rank, []).append(at)
        self.height = self._tops[-1] + self._says_most + bool(chart.undated.events)
        self._ruler = ruler_rows(scale, label_cells, marks)

    def _lay_out(self, room: int) -> None:
        """Give each lane the rows that it needs, as far as there is room for all of them."""
        chart, scale = self._chart, self.scale
        seen = chart.in_sight(scale, self._folded)
        self._counted = {*seen.counted}
        for at, events in seen.drawn.items():
            lane = chart.lane(at, scale, events)
            self._laid[at] = laid_out(lane, scale, max(room - 1, _LEAST_ROWS), self._marks)
        heights = [laid.height for laid in self._laid.values()]
        room -= len(chart.labels) - len(heights)
        most = max(fair_share(heights, room), _LEAST_ROWS + 1)
        for at, laid in self._laid.items():
            if laid.height > most:
                # One line is for what finds no place in the others.
                self._laid[at] = laid_out(laid.lane, scale, most - 1, self._marks)
        left = room - sum(laid.height for laid in self._laid.values())
        most = max((left - len(self._counted)) // 2 // max(len(seen.told), 1), 1)
        for at, events in seen.told.items():
            self._told[at] = laid_out(chart.lane(at, scale, events), scale, most, self._marks)
        left -= sum(len(laid.rows) for laid in self._told.values())
        self._says_most = self._chart.kind == "none" and bool(self._counted) and left > _LEAST_ROWS
        """Whether a line says how many events the highest column stands for."""
        left -= self._says_most
        open_ = sum(chart.labels[at] not in self._folded for at in self._counted)
        self._deep = max(1, min(1 + left // max(open_, 1), _MOST_DEEP))

    def _height(self, lane: int) -> int:
        if lane in self._laid:
            return self._laid[lane].height
        if lane not in self._counted or self._is_folded(lane):
            return 1
        return self._deep + (len(self._told[lane].rows) if lane in self._told else 0)

    def _is_folded(self, lane: int) -> bool:
        return self._chart.labels[lane] in self._folded

    # What stands where.

    def lane_at(self, line: int) -> int | None:
        """The lane that a line is of."""
        return bisect_right(self._tops, line) - 1 if RULER <= line < self._tops[-1] else None

    def is_undated(self, line: int) -> bool:
        """Whether a line is of what has no date."""
        return line == self.height - 1 and bool(self._chart.undated.events)

    def placed(self, line: int) -> Sequence[PlacedMark]:
        """The events that are drawn on a line."""
        lane = self.lane_at(line)
        if lane is None:
            return ()
        rows, at = self._rows(lane), line - self._tops[lane]
        return rows[at].placed if at < len(rows) else ()

    def counted(self, line: int, cell: int) -> int:
        """How many events a cell of a line stands for, where it stands for a number of them."""
        lane = self.lane_at(line)
        if lane is None:
            return 0
        laid = self._lane(lane)
        counts = laid.counts if line >= self._tops[lane + 1] - laid.deep else ()
        return counts[cell] if 0 <= cell < len(counts) else 0

    def counted_near(self, line: int, cell: int) -> int | None:
        """The cell of the count that is pointed at; of how many found no place, each cell says it."""
        found = [at for at in range(self.scale.width) if self.counted(line, at)]
        if cell in found:
            return cell
        lane = self.lane_at(line)
        is_rest = lane is not None and lane not in self._counted
        return min(found, key=lambda at: abs(at - cell), default=None) if is_rest else None

    def draws(self, rank: int) -> bool:
        """Whether an event is drawn as one."""
        return rank in self._lanes_of

    def line_of(self, rank: int, lane: int) -> int:
        """The line of an event in a lane; where it is counted, the last of the lane."""
        for number, row in enumerate(self._rows(lane), self._tops[lane]):
            if any(placed.mark.rank == rank for placed in row.placed):
                return number
        return self._tops[lane + 1] - 1 if lane + 1 < len(self._tops) else RULER

    def _rows(self, lane: int) -> Sequence[ChartRow]:
        """The rows of a lane in which events are drawn."""
        laid = self._laid.get(lane) or self._told.get(lane)
        return laid.rows if laid is not None else ()

    def _lane(self, at: int) -> Laid:
        """A lane, counted once it is looked at: all of them at once would be felt."""
        if at not in self._laid:
            folded = self._is_folded(at)
            lane = self._chart.lane(at, self.scale, counted=at in self._counted, folded=folded)
            rows, height = tuple(self._rows(at)), self._height(at)
            self._laid[at] = Laid(lane, rows, tuple(lane.counts or ()), height - len(rows))
        return self._laid[at]

    # The lines.

    def line(self, number: int, cursor: int | None) -> Line:
        """One of its lines, with the event of the cursor made out."""
        if number < RULER:
            return self._ruler[number]
        lane = self.lane_at(number)
        if lane is not None:
            return self._lines(lane, cursor)[number - self._tops[lane]]
        if self._says_most and number == self._tops[-1]:
            said = counted(max(self._lane(0).counts, default=0), "event")
            words = f" up to {said} a column: + looks closer, Enter lists them"
            return Line((Piece(fit(words, self.label_cells + self.scale.width, self._marks.more), "muted"),))
        if not self.is_undated(number):
            return Line()
        return undated_line(self._chart.undated, self.scale, self.label_cells, self._marks)

    def _lines(self, lane: int, cursor: int | None) -> list[Line]:
        here = cursor if cursor is not None and lane in self._lanes_of.get(cursor, ()) else None
        if (lane, here) not in self._drawn:
            laid = self._lane(lane)
            drawn = lane_lines(laid, self.scale, self.label_cells, self._marks, here)
            self._drawn[lane, here] = list(drawn)
        return self._drawn[lane, here]


def fair_share(heights: Sequence[int], room: int) -> int:
    """The most lines that each may have, so that all of them together have no more than there is room for."""
    left, share = room, 0
    for at, height in enumerate(sorted(heights)):
        share = left // (len(heights) - at)
        if height > share:
            return share
        left -= height
    return max(heights, default=0)
