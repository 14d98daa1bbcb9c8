"""What a chart shows at one zoom: the stretch of time in sight, and its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from timeline_tui.model.days import DAY_LONG
from timeline_tui.render.chart import ChartRow, Laid, PlacedMark, laid_out
from timeline_tui.render.chart_lines import lane_lines, ruler_rows, undated_line
from timeline_tui.render.date_column import gap_in_words
from timeline_tui.render.document import Line, Marks, Piece
from timeline_tui.render.phrases import counted
from timeline_tui.render.ruler import LEAST_SECONDS, Scale
from timeline_tui.render.wrapping import fit
from timeline_tui.session.signal import Refused, Signal

if TYPE_CHECKING:
    from timeline_tui.session.charting import Chart


_LEAST_EMPTY: Final = 28
"""Cells of an empty stretch that is worth folding."""


class TimeWindow:
    """So many seconds out of the whole time; moments are seconds as the ruler has them."""

    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self.whole: tuple[int, int] | None = None
        """The first second of all, and the one behind the last; None where nothing has a date."""
        self.shown: tuple[int, int] | None = None
        """The same of what is in sight."""
        self.focus: int | None = None
        """The second that the cursor is at."""
        self.is_folding = False
        """Whether long empty stretches are folded away."""
        self._dragged: tuple[int, int] | None = None
        """What was in sight when a drag began."""

    def fit(self, whole: tuple[int, int] | None) -> None:
        """Show a part of another time: the one that is in sight where it lies in that, else all of it."""
        if whole is None or self.shown is None or whole != self.whole:
            kept = self.shown if whole and self.shown and _within(self.shown, whole) else None
            self.shown = kept or whole
        self.whole = whole

    # Closer and farther.

    def zoom(self, *, out: bool = False, at: int | None = None) -> None:
        """Show half of the time about a moment or the cursor's, or twice as much."""
        since, until = self._in_sight()
        length = until - since
        wanted = max(LEAST_SECONDS, min(length * 2 if out else length // 2, self._whole_length()))
        if wanted == length:
            raise Refused("This is the whole time" if out else "This is as close as it goes; Enter opens it")
        at = self.middle if at is None else at
        self._show(at - (at - since) * wanted // length, wanted)

    @property
    def middle(self) -> int:
        """The moment of the cursor or, where that is not in sight, the one half way."""
        since, until = self._in_sight()
        focus = self.focus
        return focus if focus is not None and since <= focus < until else (since + until) // 2

    def show_all(self) -> None:
        """Show the whole time."""
        self._in_sight()
        self.shown = self.whole
        self._changed.tell("chart")

    def fold_empty(self, gaps: Sequence[tuple[int, int]], width: int) -> None:
        """Fold long empty stretches away, or draw them in proportion."""
        self._in_sight()
        self.is_folding = not self.is_folding
        if self.is_folding and not self.scale(width, gaps).folds:
            self.is_folding = False
            raise Refused("No stretch of time here is long and empty")
        self._changed.tell("chart")

    # Along.

    def pan(self, direction: int) -> None:
        """Show the time before or after, with some of what is in sight."""
        since, until = self._in_sight()
        length = until - since
        self._show(since + direction * length // 4, length)
        if self.shown == (since, until):
            raise Refused("There is nothing after this" if direction > 0 else "There is nothing before this")

    def drag(self, seconds: int, *, ended: bool) -> None:
        """Show what lies so far after what was in sight when the drag began."""
        if self._dragged is None:
            self._dragged = self._in_sight()
        since, until = self._dragged
        self._show(since + seconds, until - since)
        if ended:
            self._dragged = None

    def bring(self, first: int | None, last: int | None) -> None:
        """Bring what lasts from a second to another into sight, and put the cursor there."""
        at = first if first is not None else last
        if at is None or self.shown is None:
            return
        since, until = self.shown
        if (last is not None and last <= since) or (first is not None and first >= until):
            self._show(at - (until - since) // 2, until - since)
        self.focus = min(max(at, self.shown[0]), self.shown[1] - 1)

    def _show(self, first: int, length: int) -> None:
        """Show so much time from this second on, as far as there is anything."""
        if self.whole is None:
            return
        first = max(self.whole[0], min(first, self.whole[1] - length))
        self.shown = first, first + length
        self._changed.tell("chart")

    def _in_sight(self) -> tuple[int, int]:
        if self.shown is None:
            raise Refused("No event has a date that could be drawn")
        return self.shown

    def _whole_length(self) -> int:
        return 0 if self.whole is None else self.whole[1] - self.whole[0]

    # In cells.

    def scale(self, width: int, gaps: Sequence[tuple[int, int]]) -> Scale:
        """What is in sight as so many cells; `gaps` are stretches of days on which nothing is."""
        first, last = self.shown or (0, DAY_LONG)
        return Scale(first, last, width, tuple(self._empty(gaps, width)) if self.is_folding else ())

    def _empty(self, gaps: Sequence[tuple[int, int]], width: int) -> Iterator[tuple[int, int, str]]:
        first, last = self._in_sight()
        least = (last - first) // width * _LEAST_EMPTY
        for since, until in gaps:
            start, end = since * DAY_LONG, (until + 1) * DAY_LONG
            if first < start and end < last and end - start >= least:
                yield start, end, gap_in_words(until + 1 - since)


def _within(window: tuple[int, int], whole: tuple[int, int]) -> bool:
    return whole[0] <= window[0] and window[1] <= whole[1]


# The lines of a stretch.


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
                for placed in row:
                    self._lanes_of.setdefault(placed.mark.rank, []).append(at)
        self.height = self._tops[-1] + self._says_most + bool(chart.undated.events)
        dated = chart.whole is not None
        self._ruler = ruler_rows(scale, label_cells, marks) if dated else [Line()] * RULER

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
        return rows[at] if at < len(rows) else ()

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
            if any(placed.mark.rank == rank for placed in row):
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
