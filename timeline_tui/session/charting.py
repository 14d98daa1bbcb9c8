"""What a chart shows of a timeline: its lanes, each event as a mark or, where there are many, as a count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from timeline_tui.index.lanes import AllDays, LaneDays, SomeDays, lanes_of
from timeline_tui.index.records import Row
from timeline_tui.index.shown import Shown
from timeline_tui.model import dates
from timeline_tui.model.days import DAY_LONG
from timeline_tui.model.span import strokes
from timeline_tui.render.chart import ChartMark, Lane
from timeline_tui.render.chart_lines import Undated
from timeline_tui.render.phrases import short
from timeline_tui.render.ruler import LEAST_SECONDS, Scale

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.render.marking import Spans

MOST_MARKS: Final = 600
"""So many events are drawn one by one; where more are in sight, a lane that holds many of them is counted."""
_MOST_TITLES: Final = 50
_MOST_GAPS: Final = 100
_MOST_TOLD: Final = 100
"""So many key events are drawn where the others are counted."""
_MARGIN: Final = 40
"""What is left free on either side of the whole time, as a part of it."""


class InSight(NamedTuple):
    """The lanes with events in a stretch of time."""

    drawn: dict[int, list[ChartMark]]
    """The events of those that are drawn event by event."""
    counted: list[int]
    """Those that are counted."""
    told: dict[int, list[ChartMark]]
    """Of those that are counted, the key events, which are drawn beside the counts."""


def shows_all(shown: Shown) -> bool:
    """Whether it shows every event of its index."""
    return len(shown.ranks) == shown.index.about.events


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
        ranks = shown.ranks
        self._found = [lane._replace(label=short(lane.label)) for lane in lanes_of(index, ranks, kind)]
        self.labels = [lane.label for lane in self._found]
        """What each lane is called."""
        self._days, self.all = self._known_days(index)
        self.spans: Spans | None = None
        """What was looked for, to be marked in titles."""
        self._marks: dict[int, ChartMark] = {}
        told = sorted(index.naming.key_events(_MOST_TOLD)[0])
        self._told = [[rank for rank in told if self._holds(at, rank)] for at in range(len(self._found))]
        """The key events of each lane."""

    def _known_days(self, index: Index) -> tuple[Sequence[LaneDays], LaneDays]:
        """Those of each lane, and of all."""
        ranks, is_all, has_lanes = self.shown.ranks, shows_all(self.shown), self.kind != "none"
        spine = index.places.spine(ranks if has_lanes or not is_all else ())
        all_: LaneDays = AllDays(index, self.shown.index) if is_all else SomeDays(spine, ranks)
        return [SomeDays(spine, lane.ranks) for lane in self._found] if has_lanes else [all_], all_

    def term(self, lane: int) -> tuple[str, str] | None:
        """The word and value of a query that finds what is in a lane, where there are such."""
        return self._found[lane].term

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
        if not 0 <= rank < self.shown.index.about.events:
            return None
        self._look_up([rank])
        return next(iter(self._drawn([rank])), None)

    @cached_property
    def whole(self) -> tuple[int, int] | None:
        """The first second of all and the one behind the last, with some room; None for no date at all."""
        if self.all.extent is None:
            return None
        first, last = self.all.extent[0] * DAY_LONG, (self.all.extent[1] + 1) * DAY_LONG
        room = max((last - first) // _MARGIN, LEAST_SECONDS // 4)
        return first - room, last + room

    @cached_property
    def empty(self) -> list[tuple[int, int]]:
        """The longest stretches on which nothing can be, in days."""
        return self.all.gaps(_MOST_GAPS)

    @cached_property
    def undated(self) -> Undated:
        """What has no date, by the titles of the first."""
        rows = self._rows(self.all.first_undated(_MOST_TITLES))
        return Undated(self.all.undated, [short(row.title) for row in rows.values()])

    def in_sight(self, scale: Scale, folded: Container[str] = ()) -> InSight:
        """Which lanes have events in sight, and whether these are drawn or counted.

        Drawn are the lanes that hold least, as long as there are no more than so many events in all.
        """
        first, last = _days_of(scale)
        touching = [(held, at) for at, lane in enumerate(self._days) if (held := lane.touching(first, last))]
        room, ranks = self._most, dict[int, list[int]]()
        for held, at in sorted(touching):
            if self._found[at].label in folded:
                continue
            room -= held
            if room < 0:
                break
            ranks[at] = self._days[at].ranks(first, last)
        self._look_up(chain.from_iterable(ranks.values()))
        drawn = {at: self._drawn(held) for at, held in sorted(ranks.items())}
        counted = [at for _, at in touching if at not in drawn]
        told = {at: self._told[at] for at in counted if self._told[at] and self.labels[at] not in folded}
        self._look_up(chain.from_iterable(told.values()))
        return InSight(drawn, counted, {at: self._drawn(keys) for at, keys in told.items()})

    def lane(
        self,
        at: int,
        scale: Scale,
        marks: Sequence[ChartMark] = (),
        *,
        counted: bool = False,
        folded: bool = False,
    ) -> Lane:
        """One lane with the events that are drawn, and where it is counted how many can be in each cell."""
        lane, when = self._found[at], self._days[at]
        first, last = _days_of(scale)
        counts = when.counts(_days_of_cells(scale)) if counted else None
        outside = when.before(first), when.after(last)
        return Lane(lane.label, marks, lane.depth, len(lane.ranks), counts, *outside, folded)

    def lanes(self, scale: Scale) -> list[Lane]:
        """All lanes with what is in sight."""
        seen = self.in_sight(scale)
        events = {**seen.told, **seen.drawn}
        return [
            self.lane(at, scale, events.get(at, ()), counted=at in seen.counted)
            for at in range(len(self._found))
        ]

    def _look_up(self, ranks: Iterable[int]) -> None:
        """Know of these events how they are drawn."""
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

    def _drawn(self, ranks: Sequence[int]) -> list[ChartMark]:
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


def _days_of(scale: Scale) -> tuple[int, int]:
    """The first and the last day in sight."""
    return scale.first // DAY_LONG, (scale.last - 1) // DAY_LONG


def _days_of_cells(scale: Scale) -> list[tuple[int, int]]:
    """The first and the last day of each cell."""
    starts = [scale.moment(cell) for cell in range(scale.width + 1)]
    return [(start // DAY_LONG, max(end - 1, start) // DAY_LONG) for start, end in pairwise(starts)]
