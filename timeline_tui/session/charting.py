"""What a chart shows of a timeline: its lanes, each event as a mark or, where there are many, as a count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from timeline_tui.index.lanes import LaneDays, lanes_of
from timeline_tui.index.records import Row
from timeline_tui.index.shown import Shown
from timeline_tui.model import dates
from timeline_tui.render.chart import ChartMark, Lane, strokes
from timeline_tui.render.ruler import DAY, LEAST_SECONDS, Scale

MOST_MARKS: Final = 600
"""So many events are drawn one by one; where more are in sight, a lane that holds many of them is counted."""
_MOST_TITLES: Final = 50
_MARGIN: Final = 40
"""What is left free on either side of the whole time, as a part of it."""


class Chart:
    """The chart of what a list shows, by one kind of lanes; what asks the index raises `Unusable`."""

    def __init__(self, shown: Shown, kind: str = "none") -> None:
        self.shown = shown
        self.kind = kind
        """See `LANE_KINDS`."""
        self._found = lanes_of(shown.index, shown.ranks, kind)
        self._days = [LaneDays(shown.index, lane.ranks) for lane in self._found]
        self._marks: dict[int, ChartMark] = {}

    @cached_property
    def whole(self) -> tuple[int, int] | None:
        """The first second of all and the one behind the last, with some room; None for no date at all."""
        extents = [days.extent for days in self._days if days.extent is not None]
        if not extents:
            return None
        first = min(first for first, _ in extents) * DAY
        last = (max(last for _, last in extents) + 1) * DAY
        room = max((last - first) // _MARGIN, LEAST_SECONDS // 4)
        return first - room, last + room

    @property
    def undated(self) -> list[str]:
        """The titles of what has no date, of the first of them where they are many."""
        return [row.title for row in self._rows(self._undated[:_MOST_TITLES]).values()]

    @cached_property
    def _undated(self) -> list[int]:
        return sorted({rank for days in self._days for rank in days.undated})

    def lanes(self, scale: Scale) -> list[Lane]:
        """The lanes with what is in sight."""
        days = [
            (scale.moment(cell) // DAY, (max(scale.moment(cell + 1) - 1, scale.moment(cell))) // DAY)
            for cell in range(scale.width)
        ]
        first, last = scale.first // DAY, (scale.last - 1) // DAY
        touching = [lane.touching(first, last) for lane in self._days]
        room, made = MOST_MARKS, []
        least = sorted(range(len(touching)), key=touching.__getitem__)
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
                row.title,
                strokes(span),
                bool(span and span.uncertain),
                bool(row.key),
                bool(row.disputes),
                row.folded,
            )
        return [self._marks[rank] for rank in ranks]

    def _rows(self, ranks: Sequence[int]) -> dict[int, Row]:
        found: dict[int, Row] = {}
        for rank in ranks:
            position = self.shown.position_of(rank)
            if position is not None:
                found.update((row.rank, row) for row in self.shown.rows(position, 1) if isinstance(row, Row))
        return found
