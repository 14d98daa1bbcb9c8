"""The chart on the screen: its lanes, the cursor in them, and what is pointed at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from timeline_tui.index.lanes import LANE_KINDS
from timeline_tui.model.days import DAY_LONG
from timeline_tui.render.document import Line, Marks, Piece
from timeline_tui.session.chart_picture import RULER, ChartPicture, TimeWindow
from timeline_tui.session.charting import Chart
from timeline_tui.session.signal import Refused, Signal

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown, Unit, View
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.list_pane import ListPane

MOST_DRAWN: Final = 200
"""More than that have no place on a screen, and drawing them would be felt."""
_MOST_WORDS: Final = 40
"""A word of the file's own that says more texts than that makes no lanes."""


class Pointed(NamedTuple):
    """What stands at a cell of the chart."""

    lane: int | None
    rank: int | None = None
    """The event there, or the nearest to it."""
    named: bool = False
    """Whether it is the name of the lane."""
    days: tuple[int, int] | None = None
    """The first and the last day of a cell that stands for a number of events."""


class ChartPane:
    """What the list shows over a window of time; the cursor is the list's."""

    def __init__(self, events: ListPane, changed: Signal, marks: Marks) -> None:
        self._events = events
        self._changed = changed
        self._marks = marks
        self.open = False
        """Whether it stands in the place of the list."""
        self.kind = "none"
        """What lanes are made by; see `LANE_KINDS`."""
        self.chart: Chart | None = None
        """None until it is made."""
        self._time = TimeWindow(changed)
        self.folded: frozenset[str] = frozenset()
        """The lanes that are folded, by their labels."""
        self.top = 0
        """The first line in sight below the ruler."""
        self.width = self.height = 0
        self.lane = 0
        """The lane that the cursor is in."""
        self.asked: tuple[Shown, str] | None = None
        """What is drawn or on its way, and by which lanes."""
        self.grouped: Unit | None = None
        """What the list was grouped by when it was left."""
        self.listed: tuple[View, View] | None = None
        """What the list shows of the chart since a count was opened, and what it showed before."""
        self._spans: Spans | None = None
        self._picture: tuple[object, ChartPicture] | None = None

    # What it is made of.

    def take(self, chart: Chart) -> None:
        """Draw this from now on, where it is still what is asked for."""
        if chart.shown is not self._events.shown or chart.kind != self.kind:
            return
        self.chart = chart
        self._time.fit(chart.whole)
        self._follow()
        self._changed.tell("chart")

    def put_into_lanes(self, kind: str) -> None:
        """Make lanes by this from now on; the chart of them is still to be made."""
        self.kind, self.folded, self.lane, self.top = kind, frozenset(), 0, 0

    def mark(self, spans: Spans | None) -> None:
        """Mark this in the titles from now on."""
        self._spans, self._picture = spans, None

    def follow(self) -> None:
        """Bring the event of the cursor into sight, where the chart can be asked."""
        if self._is_current:
            self._follow()
        self._changed.tell("chart")

    @property
    def is_waiting(self) -> bool:
        """Whether the chart of what is shown is still being made."""
        return not self._is_current or self.known().kind != self.kind

    @property
    def is_coming(self) -> bool:
        """Whether there is none yet of what is shown, but soon will be."""
        return not self._is_current and self.asked == (self._events.shown, self.kind)

    @property
    def _is_current(self) -> bool:
        """Whether it is of what the list shows, and can be asked."""
        return self.chart is not None and self.chart.shown is self._events.shown

    def known(self) -> Chart:
        """The chart of what the list shows."""
        if self.chart is None or not self._is_current:
            raise Refused("The chart is still being made")
        return self.chart

    # The time in sight.

    @property
    def time(self) -> TimeWindow:
        """The stretch of time in sight, to be moved."""
        self.known()
        return self._time

    @property
    def window(self) -> tuple[int, int] | None:
        """The first second in sight, and the one behind the last; None where nothing has a date."""
        return self._time.shown

    def zoom_at(self, cell: int, *, out: bool) -> None:
        """Look closer at a cell, or from farther away."""
        self.time.zoom(out=out, at=self._moment(cell))

    def drag(self, cells: int, *, ended: bool) -> None:
        """Move the window along with the pointer."""
        self.time.drag(-int(cells * self.picture().scale.seconds_a_cell), ended=ended)

    def fold_empty(self) -> None:
        """Fold long empty stretches away, or draw them in proportion."""
        self.time.fold_empty(self.known().empty, self._cells)

    def _moment(self, x: int) -> int:
        return self.picture().scale.moment(max(x - self.label_cells, 0))

    # Where the cursor is.

    def _follow(self) -> None:
        """Bring the event of the cursor into sight."""
        chart, rank = self.known(), self._events.cursor
        self.lane = chart.lane_of(rank, self.lane)
        mark = chart.mark(rank)
        if mark is not None and mark.strokes:
            self._time.bring(mark.first, mark.last)
        self._reveal_line()

    @property
    def counts_event(self) -> bool:
        """Whether the event under the cursor is not drawn as one, but counted."""
        if not self._is_current:
            return False
        rank = self._events.cursor
        mark = self.known().mark(rank)
        return mark is not None and bool(mark.strokes) and not self.picture().draws(rank)

    @property
    def days_at_cursor(self) -> tuple[int, int] | None:
        """The first and the last day of the cell that the cursor is in."""
        return None if self._time.focus is None else self._days_of(self._focus_cell() - self.label_cells)

    def _days_of(self, cell: int) -> tuple[int, int]:
        scale = self.picture().scale
        return scale.moment(cell) // DAY_LONG, max(scale.moment(cell + 1) - 1, scale.moment(cell)) // DAY_LONG

    # Event by event, lane by lane.

    def step(self, direction: int, *, far: bool = False) -> None:
        """Go to the next event of the lane, or the one before; to its last or first where that is asked."""
        chart, cursor = self.known(), self._events.cursor
        ranks = chart.ranks(self.lane) if chart.labels else ()
        if far:
            at = len(ranks) - 1 if direction > 0 else 0
        else:
            at = bisect_right(ranks, cursor) if direction > 0 else bisect_left(ranks, cursor) - 1
        if not 0 <= at < len(ranks):
            where = "" if chart.kind == "none" else " of the lane"
            raise Refused(f"This is the {'last' if direction > 0 else 'first'} event{where}")
        self._events.go(ranks[at])

    def move_row(self, direction: int) -> None:
        """Go to the nearest event in the next row that has any, or in the one before."""
        self.known()
        picture, cell = self.picture(), self._focus_cell() - self.label_cells
        line = self.line + direction
        while RULER <= line < picture.height:
            lane, placed = picture.lane_at(line), picture.placed(line)
            if lane is not None and placed:
                near = min(placed, key=lambda one: abs(min(one.cells) + max(one.cells) - 2 * cell))
                self._go_in(lane, near.mark.rank)
                return
            if lane is not None and lane != self.lane and self._enter_lane(lane):
                return
            line += direction
        raise Refused("There is no row below" if direction > 0 else "There is no row above")

    def move_lane(self, direction: int) -> None:
        """Go to the nearest event in the next lane, or in the one before."""
        chart, lane = self.known(), self.lane + direction
        while 0 <= lane < len(chart.labels):
            if self._enter_lane(lane):
                return
            lane += direction
        raise Refused("There is no lane below" if direction > 0 else "There is no lane above")

    def _enter_lane(self, lane: int) -> bool:
        """Go to the event of a lane that is nearest in time; False where none has a date."""
        focus = self.time.middle if self._time.focus is None else self._time.focus
        rank = self.known().days(lane).nearest(focus // DAY_LONG)
        if rank is not None:
            self._go_in(lane, rank)
        return rank is not None

    def _go_in(self, lane: int, rank: int) -> None:
        self.lane = lane
        self._events.go(rank)
        self._changed.tell("chart")

    # What is pointed at.

    def point(self, x: int, y: int) -> Pointed:
        """What stands at a cell of a line in sight."""
        chart, picture = self.known(), self.picture()
        line, cell = self._line_at(y), x - self.label_cells
        lane = picture.lane_at(line)
        if self.window is None or line >= picture.height:
            return Pointed(lane)
        if lane is not None and cell < 0 and chart.kind != "none":
            return Pointed(lane, named=True)
        if picture.is_undated(line):
            return Pointed(lane, chart.all.first_undated(1)[0])
        if (counted := picture.counted_near(line, cell)) is not None:
            return Pointed(lane, days=self._days_of(counted))
        near = [(one.distance(cell), one.mark.rank) for one in picture.placed(line)]
        if near:
            return Pointed(lane, min(near)[1])
        days = chart.all if lane is None else chart.days(lane)
        return Pointed(lane, days.nearest(self._moment(x) // DAY_LONG))

    def scroll(self, lines: int) -> None:
        """Show the lanes below, or those above."""
        self.known()
        self._scroll_to(self.top + lines)

    def _scroll_to(self, top: int) -> None:
        top = max(0, min(top, self.picture().height - self.height))
        if top != self.top:
            self.top = top
            self._changed.tell("chart")

    # Lanes.

    def kinds(self) -> list[str]:
        """What lanes can be made by here."""
        index = self.known().shown.index
        own: dict[str, int] = {}
        for value in index.values("field", "", None):
            word = value.value.partition("=")[0]
            own[word] = own.get(word, 0) + 1
        found = ["none"]
        for kind in LANE_KINDS[1:]:
            if index.has_parts() if kind == "part" else index.values(kind, "", 1):
                found.append(kind)
        return [*found, *(word for word, texts in own.items() if texts <= _MOST_WORDS)]

    def fold_lane(self, lane: int | None = None) -> None:
        """Count the events of a lane, or of that of the cursor, or draw them."""
        chart = self.known()
        if not chart.labels or chart.kind == "none":
            raise Refused("There is one lane; l puts events into lanes")
        self.folded ^= {chart.labels[self.lane if lane is None else lane]}
        self._changed.tell("chart")

    # The picture.

    def sized(self, width: int, height: int) -> None:
        """Draw it in so many cells and lines."""
        if (width, height) != (self.width, self.height):
            self.width, self.height = width, height
            if self._is_current:
                self._reveal_line()
            self._changed.tell("chart")

    @property
    def label_cells(self) -> int:
        """How many cells the names of lanes take."""
        if self.chart is None or self.chart.kind == "none":
            return 1
        return min(max(self.width // 6, 10), 24)

    @property
    def _cells(self) -> int:
        return max(self.width - self.label_cells, 1)

    @property
    def drawn(self) -> ChartPicture | None:
        """The chart as lines; None where there is none yet.

        What another list was made of cannot be asked any more: it is drawn until there is another.
        """
        if self._is_current and self.width > 0:
            return self.picture()
        return self._picture[1] if self._picture is not None else None

    def picture(self) -> ChartPicture:
        """The chart of what the list shows as lines."""
        chart, time = self.known(), self._time
        key = (chart, time.shown, self.width, self.height, self.folded, time.is_folding)
        if self._picture is None or self._picture[0] != key:
            chart.spans = self._spans
            scale = time.scale(self._cells, chart.empty if time.is_folding else ())
            room = max(self.height - RULER, 1)
            made = ChartPicture(chart, scale, self.label_cells, room, self.folded, self._marks)
            self._picture = key, made
        return self._picture[1]

    def line_in_sight(self, y: int) -> Line:
        """A line of what is in sight, with the place of the cursor in time and among the lanes."""
        picture = self.drawn
        if picture is None:
            return Line()
        number, here = self._line_at(y), self._is_current
        line = picture.line(number, self._events.cursor if here else None)
        if here and y == 1 and (cell := self.focus_cell) is not None:
            return _with_sign(line, cell, "v" if self._marks.plain else "▼")
        is_row = here and self.known().shown.events > 0 and not self._events.on_cover
        if is_row and number == self.line:
            return _with_sign(line, self.label_cells - 1, self._marks.here)
        return line

    def _line_at(self, y: int) -> int:
        return y if y < RULER else y + self.top

    def _focus_cell(self) -> int:
        focus = self._time.focus
        return self.label_cells + (0 if focus is None else self.picture().scale.cell(focus))

    @property
    def focus_cell(self) -> int | None:
        """The cell of the cursor; None where it is not in sight."""
        focus, window = self._time.focus, self.window
        return self._focus_cell() if focus is not None and window and window[0] <= focus < window[1] else None

    @property
    def line(self) -> int:
        """The line that the cursor is on, counted from the top of the picture."""
        return self.picture().line_of(self._events.cursor, self.lane)

    def _reveal_line(self) -> None:
        if not self.width:
            # It has no place yet, and is laid out once.
            return
        line, room = self.line, max(self.height - RULER, 1)
        self._scroll_to(min(max(self.top, line - RULER - room + 1), line - RULER))


def _with_sign(line: Line, cell: int, sign: str) -> Line:
    """The line with a sign in a cell; what stands before it has one cell a letter, as a ruler and names."""
    pieces: list[Piece] = []
    at = 0
    for piece in line.pieces:
        end = at + len(piece.text)
        if at <= cell < end:
            before, after = piece.text[: cell - at], piece.text[cell - at + 1 :]
            kept = (Piece(before, piece.role), Piece(sign, "key"), Piece(after, piece.role, piece.hit))
            pieces += [each for each in kept if each.text]
        else:
            pieces.append(piece)
        at = end
    return Line(tuple(pieces))
