"""What a chart shows of a timeline: its lanes, each event as a mark or, where there are many, as a count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from timeline_tui.index.lanes import LaneDays, lanes_of
from timeline_tui.index.records import Row
from timeline_tui.index.shown import Shown
from timeline_tui.model import dates
from timeline_tui.model.strokes import strokes
from timeline_tui.render.chart import ChartMark, Lane
from timeline_tui.render.phrases import short
from timeline_tui.render.ruler import DAY, LEAST_SECONDS, Scale

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.render.marking import Spans

MOST_MARKS: Final = 600
"""So many events are drawn one by one; where more are in sight, a lane that holds many of them is counted."""
_MOST_TITLES: Final = 50
_MOST_GAPS: Final = 100
_MARGIN: Final = 40
"""What is left free on either side of the whole time, as a part of it."""


class Chart:
    """The chart of what a list shows, by one kind of lanes; what asks the index raises `Unusable`."""

    def __init__(
        self, shown: Shown, kind: str = "none", index: Index | None = None, most: int = MOST_MARKS
    ) -> None:
        """`index` is the same, for another thread; where more than `most` are in sight, some are counted."""
        self.shown = shown
        self.kind = kind
        """See `LANE_KINDS`."""
        index = index or shown.index
        self._most = most
        found = lanes_of(index, shown.ranks, kind)
        self._found = [lane._replace(label=short(lane.label)) for lane in found]
        self._days = [LaneDays(index, lane.ranks) for lane in self._found]
        self.all = self._days[0] if kind == "none" else LaneDays(index, shown.ranks)
        self.empty = self.all.gaps(_MOST_GAPS)
        """The longest stretches on which nothing can be, in days."""
        self.spans: Spans | None = None
        """What was looked for, to be marked in titles."""
        self._marks: dict[int, ChartMark] = {}

    @property
    def labels(self) -> list[str]:
        """What each lane is called."""
        return [lane.label for lane in self._found]

    def ranks(self, lane: int) -> Sequence[int]:
        """The events of a lane, in the order of the list."""
        return self._found[lane].ranks

    def days(self, lane: int) -> LaneDays:
        """When the events of a lane are."""
        return self._days[lane]

    def lane_of(self, rank: int, likely: int) -> int:
        """A lane that holds the event: this one where it does, else the first."""
        if likely < len(self._found) and self._holds(likely, rank):
            return likely
        return next((lane for lane in range(len(self._found)) if self._holds(lane, rank)), 0)

    def _holds(self, lane: int, rank: int) -> bool:
        ranks = self._found[lane].ranks
        at = bisect_left(ranks, rank)
        return at < len(ranks) and ranks[at] == rank

    def mark(self, rank: int) -> ChartMark | None:
        """An event as it is drawn; None where it is not shown."""
        drawn = self._drawn([rank]) if self.shown.index.about.events > rank else ()
        return drawn[0] if drawn else None

    @cached_property
    def whole(self) -> tuple[int, int] | None:
        """The first second of all and the one behind the last, with some room; None for no date at all."""
        if self.all.extent is None:
            return None
        first, last = self.all.extent[0] * DAY, (self.all.extent[1] + 1) * DAY
        room = max((last - first) // _MARGIN, LEAST_SECONDS // 4)
        return first - room, last + room

    @property
    def undated(self) -> list[str]:
        """The titles of what has no date, of the first of them where they are many."""
        return self._undated

    @cached_property
    def _undated(self) -> list[str]:
        return [short(row.title) for row in self._rows(self.all.undated[:_MOST_TITLES]).values()]

    def counts(self, lane: int, scale: Scale) -> list[int]:
        """How many events of a lane can be in each cell."""
        return self._days[lane].counts(_days_of_cells(scale))

    def lanes(self, scale: Scale, folded: Container[str] = (), *, counted: bool = True) -> list[Lane]:
        """The lanes with what is in sight; those that are `folded` are counted.

        Where they are not `counted` here, those that are counts have none yet.
        """
        days = _days_of_cells(scale) if counted else []
        first, last = scale.first // DAY, (scale.last - 1) // DAY
        touching = [lane.touching(first, last) for lane in self._days]
        room, made = self._most, []
        opened = [at for at, lane in enumerate(self._found) if lane.label not in folded]
        least = sorted(opened, key=touching.__getitem__)
        alone = set()
        for at in least:
            room -= touching[at]
            if room < 0:
                break
            alone.add(at)
        for at, (lane, when) in enumerate(zip(self._found, self._days, strict=True)):
            marks = self._drawn(when.ranks(first, last)) if at in alone else []
            made.append(
                Lane(
                    lane.label,
                    marks,
                    lane.depth,
                    len(lane.ranks),
                    None if at in alone else when.counts(days),
                    when.before(first),
                    when.after(last),
                )
            )
        return made

    def _drawn(self, ranks: Sequence[int]) -> list[ChartMark]:
        missing = sorted({rank for rank in ranks if rank not in self._marks})
        for rank, row in self._rows(missing).items():
            span = dates.understood(row.date)
            self._marks[rank] = ChartMark(
                rank,
                short(row.title),
                strokes(span),
                bool(span and span.uncertain),
                bool(row.key),
                bool(row.disputes),
                row.folded,
            )
        marks = [self._marks[rank] for rank in ranks if rank in self._marks]
        if (spans := self.spans) is None:
            return marks
        return [mark._replace(hit=bool(spans(mark.title))) for mark in marks]

    def _rows(self, ranks: Sequence[int]) -> dict[int, Row]:
        """Those that follow each other are asked for together."""
        found: dict[int, Row] = {}
        rows = self.shown.index.rows if self.shown.view.grouped is not None else self.shown.rows
        places = ranks if self.shown.view.grouped is not None else map(self.shown.position_of, ranks)
        first = last = -1
        for position in (*(place for place in places if place is not None), None):
            if position is not None and position == last + 1 and first >= 0:
                last = position
                continue
            if first >= 0:
                found.update((row.rank, row) for row in rows(first, last - first + 1) if isinstance(row, Row))
            first = last = -1 if position is None else position
        return found


def _days_of_cells(scale: Scale) -> list[tuple[int, int]]:
    """The first and the last day of each cell."""
    starts = [scale.moment(cell) for cell in range(scale.width + 1)]
    return [(start // DAY, max(end - 1, start) // DAY) for start, end in pairwise(starts)]
