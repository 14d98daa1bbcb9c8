"""The chart on the screen: which stretch of time it shows, its lanes, and the moves in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from timeline_tui.index.lanes import LANE_KINDS
from timeline_tui.render.chart import Drawn, Laid, draw_laid, laid_out
from timeline_tui.render.date_column import gap_in_words
from timeline_tui.render.ruler import DAY, LEAST_SECONDS, Scale
from timeline_tui.session.charting import Chart
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown, Unit
    from timeline_tui.render.document import Marks
    from timeline_tui.render.marking import Spans
    from timeline_tui.session.list_pane import ListPane
    from timeline_tui.session.signal import Signal

MOST_DRAWN: Final = 200
"""More than that have no place on a screen, and drawing them would be felt."""
_LEAST_EMPTY: Final = 28
"""Cells of an empty stretch that is worth folding."""
_MOST_WORDS: Final = 40
"""A word of the file's own that says more texts than that makes no lanes."""
_RULER: Final = 2
"""Lines of the ruler, which stay in sight."""


class ChartPane:
    """A window of time on what the list shows; the cursor is the list's."""

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
        self.window: tuple[int, int] | None = None
        """The first second in sight, and the one behind the last; None where nothing has a date."""
        self.is_folding = False
        """Whether long empty stretches are folded away."""
        self.folded: frozenset[str] = frozenset()
        """The lanes that are folded, by their labels."""
        self.top = 0
        """The first line in sight below the ruler."""
        self.width = self.height = 0
        self.lane = 0
        """The lane that the cursor is in."""
        self._focus: int | None = None
        """The second that the cursor is at."""
        self.asked: tuple[Shown, str] | None = None
        """What is drawn or on its way, and by which lanes."""
        self.grouped: Unit | None = None
        """What the list was grouped by when it was left."""
        self._spans: Spans | None = None
        self._dragged: tuple[int, int] | None = None
        """The window as it was when a drag began."""
        self._laid: tuple[object, list[Laid], Scale] | None = None
        self._picture: tuple[object, Drawn] | None = None

    # What it is made of.

    def take(self, chart: Chart) -> None:
        """Draw this from now on, where it is still what is asked for."""
        if chart.shown is not self._events.shown or chart.kind != self.kind:
            return
        before, self.chart = self.chart, chart
        whole = chart.whole
        if whole is None or self.window is None or before is None or before.whole != whole:
            kept = self.window if whole and self.window and _within(self.window, whole) else None
            self.window = kept or whole
        self._laid = self._picture = None
        self._follow()
        self._changed.tell("chart")

    def put_into_lanes(self, kind: str) -> None:
        """Make lanes by this from now on; the chart of them is still to be made."""
        self.kind, self.folded, self.lane, self.top = kind, frozenset(), 0, 0

    def mark(self, spans: Spans | None) -> None:
        """Mark this in the titles from now on."""
        self._spans, self._laid = spans, None

    def follow(self) -> None:
        """Bring the event of the cursor into sight, where the chart can be asked."""
        if self.chart is not None and self._is_current:
            self._follow()
        self._changed.tell("chart")

    @property
    def is_waiting(self) -> bool:
        """Whether the chart of what is shown is still being made."""
        return self.chart is None or not self._is_current or self.chart.kind != self.kind

    @property
    def _is_current(self) -> bool:
        """Whether it is of what the list shows, and can be asked."""
        return self.chart is not None and self.chart.shown is self._events.shown

    # Where the cursor is.

    def _follow(self) -> None:
        """Bring the event of the cursor into sight."""
        chart, rank = self._known(), self._events.cursor
        self.lane = chart.lane_of(rank, self.lane)
        mark = chart.mark(rank)
        if mark is None or not mark.strokes or self.window is None:
            self._reveal_line()
            return
        first, last = mark.first, mark.last
        at = first if first is not None else last
        if at is None:
            return
        since, until = self.window
        if (last is not None and last <= since) or (first is not None and first >= until):
            self._show(at - (until - since) // 2, until - since)
        self._focus = min(max(at, self.window[0]), self.window[1] - 1)
        self._reveal_line()

    def _known(self) -> Chart:
        if self.chart is None or not self._is_current:
            raise Refused("The chart is still being made")
        return self.chart

    @property
    def draws_event(self) -> bool:
        """Whether the event under the cursor is drawn as one, or has no date; else it is counted."""
        if self.chart is None or not self._is_current:
            return True
        rank = self._events.cursor
        mark = self.chart.mark(rank)
        return mark is None or not mark.strokes or rank in self.picture().places

    # Zooming and panning.

    def zoom(self, *, out: bool = False, cell: int | None = None) -> None:
        """Show half of the time about the cursor or a cell, or twice as much."""
        since, until = self._shown_window()
        length = until - since
        at = self._about(cell)
        wanted = length * 2 if out else length // 2
        wanted = max(LEAST_SECONDS, min(wanted, self._whole_length()))
        if wanted == length:
            raise Refused("This is the whole time" if out else "This is as close as it goes; Enter opens it")
        self._show(at - (at - since) * wanted // length, wanted)

    def _about(self, cell: int | None) -> int:
        since, until = self._shown_window()
        if cell is not None:
            return self.scale.moment(max(cell - self.label_cells, 0))
        focus = self._focus
        return focus if focus is not None and since <= focus < until else (since + until) // 2

    def pan(self, direction: int) -> None:
        """Show the time before or after, with some of what is in sight."""
        since, until = self._shown_window()
        length = until - since
        self._show(since + direction * length // 4, length)
        if self.window == (since, until):
            raise Refused("There is nothing after this" if direction > 0 else "There is nothing before this")

    def drag(self, cells: int, *, ended: bool) -> None:
        """Move the window along with the pointer."""
        if self._dragged is None:
            self._dragged = self._shown_window()
        since, until = self._dragged
        self._show(since - int(cells * self.scale.seconds_a_cell), until - since)
        if ended:
            self._dragged = None

    def show_all(self) -> None:
        """Show the whole time."""
        self._shown_window()
        self.window = self._known().whole
        self._changed.tell("chart")

    def _show(self, first: int, length: int) -> None:
        """Show so much time from this second on, as far as there is anything."""
        whole = self._known().whole
        if whole is None:
            return
        first = max(whole[0], min(first, whole[1] - length))
        self.window = first, first + length
        self._changed.tell("chart")

    def _shown_window(self) -> tuple[int, int]:
        self._known()
        if self.window is None:
            raise Refused("No event has a date that could be drawn")
        return self.window

    def _whole_length(self) -> int:
        whole = self._known().whole
        return 0 if whole is None else whole[1] - whole[0]

    # Event by event, lane by lane.

    def step(self, direction: int, *, far: bool = False) -> None:
        """Go to the next event of the lane, or the one before; to its last or first where that is asked."""
        chart, cursor = self._known(), self._events.cursor
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
        drawn, here = self.picture(), self._line()
        on_lines: dict[int, list[tuple[int, int]]] = {}
        for rank, places in drawn.places.items():
            for line, first, behind in places:
                on_lines.setdefault(line, []).append(((first + behind) // 2, rank))
        cell = self._focus_cell()
        line = here + direction
        while _RULER <= line < len(drawn.lines):
            lane = drawn.lanes[line]
            if lane is not None and line in on_lines:
                self._go_in(lane, min(on_lines[line], key=lambda one: abs(one[0] - cell))[1])
                return
            if lane is not None and lane != self.lane and self._enter_lane(lane):
                return
            line += direction
        raise Refused("There is no row below" if direction > 0 else "There is no row above")

    def move_lane(self, direction: int) -> None:
        """Go to the nearest event in the next lane, or in the one before."""
        chart, lane = self._known(), self.lane + direction
        while 0 <= lane < len(chart.labels):
            if self._enter_lane(lane):
                return
            lane += direction
        raise Refused("There is no lane below" if direction > 0 else "There is no lane above")

    def _enter_lane(self, lane: int) -> bool:
        """Go to the event of a lane that is nearest in time; False where none has a date."""
        since, until = self._shown_window()
        focus = (since + until) // 2 if self._focus is None else self._focus
        rank = self._known().days(lane).nearest(focus // DAY)
        if rank is not None:
            self._go_in(lane, rank)
        return rank is not None

    def _go_in(self, lane: int, rank: int) -> None:
        self.lane = lane
        self._events.go(rank)
        self._changed.tell("chart")

    def point(self, x: int, line: int) -> int | None:
        """The event at a cell of a line in sight, or the nearest to it; None where there is none."""
        chart, drawn = self._known(), self.picture()
        at = line if line < _RULER else line + self.top
        if self.window is None or not 0 <= at < len(drawn.lines):
            return None
        near = [
            (max(first - x, x - behind + 1, 0), rank)
            for rank, places in drawn.places.items()
            for row, first, behind in places
            if row == at
        ]
        lane = drawn.lanes[at]
        if lane is not None:
            self.lane = lane
        if near:
            return min(near)[1]
        day = self.scale.moment(max(x - self.label_cells, 0)) // DAY
        return (chart.all if lane is None else chart.days(lane)).nearest(day)

    # Lanes.

    def kinds(self) -> list[str]:
        """What lanes can be made by here."""
        index = self._known().shown.index
        own: dict[str, int] = {}
        for value in index.values("field", "", None):
            word = value.value.partition("=")[0]
            own[word] = own.get(word, 0) + 1
        found = ["none"]
        for kind in LANE_KINDS[1:]:
            if index.has_parts() if kind == "part" else index.values(kind, "", 1):
                found.append(kind)
        return [*found, *(word for word, texts in own.items() if texts <= _MOST_WORDS)]

    def fold_lane(self) -> None:
        """Count the events of the lane of the cursor, or draw them."""
        chart = self._known()
        if not chart.labels or chart.kind == "none":
            raise Refused("There is one lane; l puts events into lanes")
        self.folded ^= {chart.labels[self.lane]}
        self._changed.tell("chart")

    def fold_empty(self) -> None:
        """Fold long empty stretches away, or draw them in proportion."""
        self._shown_window()
        self.is_folding = not self.is_folding
        if self.is_folding and not self.scale.folds:
            self.is_folding = False
            raise Refused("No stretch of time here is long and empty")
        self._changed.tell("chart")

    # The picture.

    def sized(self, width: int, height: int) -> None:
        """Draw it in so many cells and lines."""
        if (width, height) != (self.width, self.height):
            self.width, self.height = width, height
            if self.chart is not None and self._is_current:
                self._reveal_line()
            self._changed.tell("chart")

    @property
    def label_cells(self) -> int:
        """How many cells the names of lanes take."""
        if self.chart is None or self.chart.kind == "none":
            return 1
        return min(max(self.width // 6, 10), 24)

    @property
    def scale(self) -> Scale:
        """Time in cells, as it is drawn now."""
        first, last = self.window or (0, DAY)
        width = max(self.width - self.label_cells, 1)
        return Scale(first, last, width, tuple(self._empty(first, last, width)))

    def _empty(self, first: int, last: int, width: int) -> Iterator[tuple[int, int, str]]:
        if not self.is_folding or self.chart is None:
            return
        least = (last - first) // width * _LEAST_EMPTY
        for since, until in self.chart.empty:
            start, end = since * DAY, (until + 1) * DAY
            if first < start and end < last and end - start >= least:
                yield start, end, gap_in_words(until + 1 - since)

    def picture(self) -> Drawn:
        """The chart as lines: the ruler, the lanes, what has no date."""
        chart, cursor = self.chart, self._events.cursor
        if chart is None or self.width < 1:
            return Drawn([], {}, [])
        if not self._is_current:
            # What it was made of cannot be asked any more; it is drawn until there is another.
            return self._picture[1] if self._picture is not None else Drawn([], {}, [])
        laid, scale, key = self._lay(chart)
        if self._picture is None or self._picture[0] != (key, cursor, self.top):
            sight = range(self.top, self.top + self.height + 1)
            self._count(chart, laid, scale, sight)
            drawn = draw_laid(laid, scale, self.label_cells, self._marks, cursor, chart.undated, sight)
            self._picture = (key, cursor, self.top), drawn
        return self._picture[1]

    def _count(self, chart: Chart, laid: list[Laid], scale: Scale, sight: range) -> None:
        """Count the events of lanes that come into sight: all of them at once would be felt."""
        line = _RULER
        for at, lane in enumerate(laid):
            if line in sight and lane.lane.counts is not None and not lane.lane.counts:
                counts = tuple(chart.counts(at, scale))
                counted = lane.lane._replace(counts=counts or (0,))
                laid[at] = lane._replace(lane=counted, counts=counts if any(counts) else ())
            line += lane.height
            if line > sight.stop:
                break

    def _lay(self, chart: Chart) -> tuple[list[Laid], Scale, object]:
        key = (chart, self.window, self.width, self.height, self.folded, self.is_folding)
        if self._laid is None or self._laid[0] != key:
            chart.spans = self._spans
            scale, marks = self.scale, self._marks
            lanes = chart.lanes(scale, self.folded, counted=False) if self.window is not None else []
            room = max(self.height - _RULER - 1, 1)
            most = max(room // max(len(lanes), 1), 3)
            self._laid = key, [laid_out(lane, scale, most, marks) for lane in lanes], scale
            self._picture = None
        return self._laid[1], self._laid[2], key

    def _focus_cell(self) -> int:
        return self.label_cells + (0 if self._focus is None else self.scale.cell(self._focus))

    @property
    def focus_cell(self) -> int | None:
        """The cell of the cursor; None where it is not in sight."""
        if self._focus is None or self.window is None or not self.window[0] <= self._focus < self.window[1]:
            return None
        return self._focus_cell()

    def _line(self) -> int:
        """The line that the cursor is on."""
        drawn = self.picture()
        places = drawn.places.get(self._events.cursor, [])
        own = [line for line, _, _ in places if drawn.lanes[line] == self.lane]
        of_lane = [line for line, lane in enumerate(drawn.lanes) if lane == self.lane]
        return next(iter([*own, *of_lane[-1:]]), _RULER)

    @property
    def line(self) -> int:
        """The line that the cursor is on, counted from the top of the picture."""
        return self._line()

    def _reveal_line(self) -> None:
        line, room = self._line(), max(self.height - _RULER, 1)
        most = max(len(self.picture().lines) - self.height, 0)
        top = min(max(self.top, line - _RULER - room + 1), line - _RULER)
        self.top = max(0, min(top, most))


def _within(window: tuple[int, int], whole: tuple[int, int]) -> bool:
    return whole[0] <= window[0] and window[1] <= whole[1]
