"""What stands above the list: the title, the strip of time, the rule with the way to where one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline_tui.index.density import BINS, Lying, anchor_in, lying_in
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Row
from timeline_tui.model import dates
from timeline_tui.render.document import FULL, Line, Marks
from timeline_tui.render.phrases import outlet_words
from timeline_tui.render.strip import Showing, Strip, ticked, title_line, undated_strip

if TYPE_CHECKING:
    from timeline_tui.index.shown import Shown
    from timeline_tui.model.periods import Period
    from timeline_tui.session.landing import TimeStretch


InSight = tuple[Row, Row] | None
"""The first and the last event that the list shows."""


class Overview:
    """The lines above the list, for one index."""

    def __init__(self, index: Index, marks: Marks = FULL) -> None:
        self.index = index
        self._about = index.about
        self._marks = marks
        self.query = ""
        """What says which events are shown."""
        self.proof: tuple[str, str] | None = None
        """What became of the passages, where they were compared with texts, and in brief what is wrong."""
        self.showing: Showing | None = None
        """How many events are shown, where that is not all of them."""
        self.stretch: TimeStretch | None = None
        """What the strip shows where that is not the whole time with every event."""
        self.selected: Period | None = None
        """The days that are being chosen, which are shown in place of the part that the list shows."""
        self._counts: tuple[object, Lying, Sequence[int]] | None = None

    def take(self, shown: Shown, *, compared: bool) -> None:
        """Tell of this from now on; `compared` where it is known what became of passages."""
        query = self.query = shown.view.query.strip()
        showing = Showing(shown.events, shown.of, shown.partial, self._bound(query, compared))
        self.showing = showing if query or shown.partial else None

    def _bound(self, query: str, compared: bool) -> str:
        """How what is shown bounds what is found, where what the query asks of is not known yet."""
        if not ("is:" in query or "since:" in query):
            return ""
        from timeline_tui.query.written import parse

        asked = parse(query)
        if any(version not in self.index.changes for _, version in asked.on_changes):
            return "at most"
        if compared:
            return ""
        sides = {term.excluded for term in asked.on_proofs}
        return (
            "" if not sides else "perhaps" if len(sides) > 1 else "at most" if True in sides else "at least"
        )

    def title(self, rank: int | None, width: int) -> Line:
        """What is open and where in it one is; None on its cover."""
        at = rank if self._about.events else None
        return title_line(self._about, at, width, self._marks, self.proof, self.showing)

    def strip(self, in_sight: InSight, width: int, at: Row | None = None) -> Line:
        """The whole time, the part of it that the list shows, and where the event under the cursor stands."""
        scale = self._scale(width)
        if scale is None:
            return undated_strip(width, known=bool(self._about.events or not self._about.as_of))
        lying, hidden = self._lying(scale.cells)
        return scale.line(
            lying.sure,
            self.selected or self._days(in_sight),
            self._marks,
            hidden,
            lying.touched,
            lasting=lying.lasting,
            within=lying.within,
            cursor=None if at is None else self._cell_of(at, scale),
        )

    def _cell_of(self, row: Row, scale: Strip) -> int | None:
        """The cell at which an event stands; None where it lies outside of the time that is shown."""
        day = anchor_in(row.date, scale.earliest, scale.latest)
        if day is None:
            return None
        return (day - scale.earliest) * BINS // (scale.latest - scale.earliest + 1) * scale.cells // BINS

    def ruled(self, line: Line, in_sight: InSight, width: int) -> Line:
        """The rule with the units of time, and marks below which an event lies that accounts differ on."""
        scale = self._scale(width)
        if scale is None:
            return line
        # Asked once: there may be a thousand disputed parts of the time, and this is drawn at every key.
        count, window = scale.cells, self.selected or self._days(in_sight)
        cells = {number * count // BINS for number in self._disputed()}
        return ticked(line, scale.columns_of(sorted(cells), window), self._marks, scale.ruler(window))

    def _disputed(self) -> Sequence[int]:
        if self.stretch is not None:
            return self.stretch.measured.disputed if self.stretch.measured is not None else ()
        try:
            return self.index.disputed_bins
        except Unusable:
            return ()

    def _lying(self, cells: int) -> tuple[Lying, Sequence[int]]:
        """How many events lie how surely in each cell, and how many there are that are not shown."""
        stretch = self.stretch
        key = cells, None if stretch is None else stretch.measured
        if self._counts is None or self._counts[0] != key:
            try:
                lying = self.index.lying if stretch is None else stretch.lying
            except Unusable:
                # It is drawn where nobody would hear of it; whatever is done next does.
                return Lying(*[[0] * cells] * 4), ()
            hidden = [] if stretch is None else stretch.all(cells)
            self._counts = key, lying_in(lying, cells), hidden
        return self._counts[1:]

    def day_at(self, cell: int, width: int, in_sight: InSight) -> int | None:
        """The day at a cell of the strip."""
        scale = self._scale(width)
        return scale.day_at(cell, self._days(in_sight)) if scale else None

    def days_between(
        self, cells: tuple[int, int], width: int, in_sight: InSight
    ) -> tuple[int, int, int] | None:
        """The first and the last day between two cells of the strip, and how many days a cell has."""
        scale = self._scale(width)
        if scale is None:
            return None
        window = self._days(in_sight)
        first, last = sorted(scale.day_at(cell, window) for cell in cells)
        days = max((scale.latest - scale.earliest + 1) // scale.cells, 1)
        return first, min(last + days - 1, scale.latest), days

    def is_end(self, cell: int, width: int, in_sight: InSight) -> bool:
        """Whether one of the ends of the part of the time that the list shows is drawn at this cell."""
        scale, window = self._scale(width), self._days(in_sight)
        if scale is None or window is None:
            return False
        first, last = (scale.column_of(scale.cell_of(day), window) for day in window)
        return cell in {first - 1, last + 1}

    def outlet(self, source: str) -> str:
        """What a source is called in a word or two."""
        try:
            return outlet_words(source, self.index.sources().get(source))
        except Unusable:
            return outlet_words(source, None)

    def _scale(self, width: int) -> Strip | None:
        if self.stretch is not None:
            return Strip(self.stretch.first, self.stretch.last, width, self.stretch.names)
        if self._about.earliest is None:
            return None
        latest = self._about.latest
        return Strip(self._about.earliest, self._about.earliest if latest is None else latest, width)

    def _days(self, in_sight: InSight) -> tuple[int, int] | None:
        if in_sight is None:
            return None
        first, last = in_sight
        found = _ends(first) + _ends(last)
        if last.date is None and first.date is not None and self._about.latest is not None:
            # Events with no date stand at the end, below the last that has one.
            found.append(self._about.latest)
        return (min(found), max(found)) if found else None


def _ends(row: Row) -> list[int]:
    """The days on which the event begins and ends, as far as they are known."""
    if row.date is None:
        return []
    try:
        span = dates.parse(row.date)
    except dates.NotADate:
        return []
    return [day for day in (span.earliest, span.latest) if day is not None]
