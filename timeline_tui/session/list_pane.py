"""The list of events as a window on an index of any size: what it shows, its cursor, its part in sight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline_tui.index.records import Group, Row
from timeline_tui.render.row import SaidOfRow, beside_each_other, cells_needed
from timeline_tui.session.journey import COVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.index.shown import Shown
    from timeline_tui.model.timeline import Event
    from timeline_tui.session.signal import Signal


LineKind = Literal["cover", "event", "heading", "gap", "body"]
Rows = Literal["compact", "normal", "full"]
"""How much is shown: titles under their years; the gaps between them too; first words of each event too."""

ROWS: tuple[Rows, ...] = ("compact", "normal", "full")
BODY = 2
"""Lines below the title of an event, where rows are full."""
_RUN = 64
_RUNS_KEPT = 48


class ListLine(NamedTuple):
    """One line of the list: the cover, an event or a group, what stands above it, or what is said below."""

    kind: LineKind
    row: Row | Group | None
    """The event or group, for a heading or gap the first below; None for the cover."""
    position: int
    """Which row of the list that is; `COVER` for the cover, which is none of an event."""
    part: int = 0
    """Which line of the body it is, counted from 0."""
    said: SaidOfRow = SaidOfRow()
    """What an event says of its date, beside the rows around it."""


class Window:
    """Any line of the list, at the same cost whether there are ten events or a million.

    The list begins with the cover, above all headings, unless a query or a period asks for events: among
    what is found it would be a hit that is none.

    Every method raises what the index raises.
    """

    def __init__(self, shown: Shown, rows: Rows = "normal") -> None:
        self.shown = shown
        self._compact = rows == "compact"
        self._left_out: Sequence[int] = shown.gaps if self._compact else ()
        """The rows of which the gap is left out."""
        self._height = 1 + BODY if rows == "full" and shown.view.grouped is None else 1
        self._extras = shown.extras - len(self._left_out)
        self._covers = 0 if shown.view.query.strip() else 1
        """How many lines the cover takes."""
        self.first = COVER if self._covers else 0
        """The first row."""
        self.lines = self._covers + shown.count * self._height + self._extras
        self._runs: OrderedDict[int, dict[int, ListLine]] = OrderedDict()
        self._event: tuple[int, Event] | None = None
        self.widest = 0
        """The cells that the widest of the rows needs that were asked for."""

    def line(self, number: int) -> ListLine | None:
        """The line, counted from 0; None past the end."""
        if not 0 <= number < self.lines:
            return None
        if number < self._covers:
            return ListLine("cover", None, COVER)
        number -= self._covers
        return self._run(number // _RUN).get(number)

    def line_of(self, position: int) -> int:
        """The line that the cover, or the event or group of that row, stands on."""
        return 0 if position < 0 else self._covers + self._line_below(position)

    def _line_below(self, position: int) -> int:
        """The line of an event or a group, counted without the cover."""
        above = self.shown.extras_to(position)
        if self._left_out:
            above -= bisect_right(self._left_out, position)
        return position * self._height + above

    def first_line_of(self, position: int) -> int:
        """The line of the gap or heading above the event or group of that row, or else its own."""
        return self.last_line_of(position - 1) + 1 if position > self.first else 0

    def last_line_of(self, position: int) -> int:
        """The last line of what is said below it; its own where nothing is."""
        return self.line_of(position) + (self._height - 1 if position >= 0 else 0)

    def position_at(self, number: int) -> int:
        """The row at the line or, for a heading or gap, just below it."""
        number = max(0, min(number, self.lines - 1))
        return COVER if number < self._covers else self._position_below(number - self._covers)

    def _position_below(self, number: int) -> int:
        """The row at a line that is counted without the cover."""
        first = max((number - self._extras) // self._height, 0)
        positions = range(first, min(number // self._height + 1, self.shown.count))
        last_line = self._height - 1
        return positions.start + bisect_left(
            positions, number, key=lambda position: self._line_below(position) + last_line
        )

    def position_of(self, rank: int) -> int | None:
        """The row of the cover or of an event; None where it is not shown."""
        return self.shown.position_of(rank) if rank >= 0 else COVER if self._covers else None

    def nearest(self, rank: int) -> int:
        """The row of the event or, where it is not shown, the nearest to it."""
        if self._covers and (rank < 0 or not self.shown.count):
            return COVER
        return self.shown.nearest(max(rank, 0))

    def rank_at(self, position: int) -> int:
        """The event of that row, or the first of its group; `COVER` for the cover."""
        return COVER if position < 0 else self.shown.rank_at(position)

    def event(self, rank: int) -> Event:
        """All that is known of an event; its lines are drawn one after the other, so the last one is kept."""
        if self._event is None or self._event[0] != rank:
            self._event = rank, self.shown.index.event(rank)
        return self._event[1]

    def _run(self, number: int) -> dict[int, ListLine]:
        run = self._runs.get(number)
        if run is None:
            run = self._runs[number] = self._asked(number * _RUN)
            while len(self._runs) > _RUNS_KEPT:
                self._runs.popitem(last=False)
        else:
            self._runs.move_to_end(number)
        return run

    def _asked(self, first: int) -> dict[int, ListLine]:
        lines: dict[int, ListLine] = {}
        position = self._position_below(first)
        before = min(position, 1)
        rows = self.shown.rows(position - before, _RUN // self._height + 2 + before)
        said = beside_each_other(rows)[before:]
        self.widest = max(self.widest, *map(cells_needed, rows), 0)
        line = self._line_below(position)
        for at, row in enumerate(rows[before:], position):
            if self._compact and isinstance(row, Row):
                row = row._replace(gap=None)
            above = block(row)[1:]
            line += len(above) if at > position else 0
            lines[line] = ListLine("event", row, at, said=said[at - position])
            for up, kind in enumerate(above, 1):
                lines[line - up] = ListLine(kind, row, at)
            for part in range(self._height - 1):
                lines[line + 1 + part] = ListLine("body", row, at, part)
            line += self._height
        return lines


def block(row: Row | Group) -> Sequence[LineKind]:
    """What the row's lines are, from its own line upwards."""
    if row.heading is not None:
        # The gap before it stands in the same line.
        return ("event", "heading")
    return ("event",) if row.gap is None else ("event", "gap")


class ListPane:
    """Events in time order, or groups of them; every method raises what the index raises."""

    def __init__(self, changed: Signal, rows: Rows = "normal") -> None:
        self._changed = changed
        self.window: Window | None = None
        self.rows: Rows = rows
        """How much of each event is shown."""
        self.cursor: int = COVER
        """The rank of the event that the cursor is on, shown or not, or of the first one of a group.

        `COVER` where that is the cover.
        """
        self._left: int | None = None
        """The event that the cursor had to leave, since it is not shown; it comes back with it."""
        self.active = True
        """Whether the keys move this cursor."""
        self.top = 0
        """The first line in sight."""
        self.height = 0
        """How many lines are in sight; 0 where the list has no place yet."""
        self._widest = 0

    # What it shows.

    @property
    def shown(self) -> Shown | None:
        """What the list shows."""
        return self.window.shown if self.window else None

    @property
    def _filled(self) -> Window | None:
        """The window, where there is anything in it."""
        return self.window if self.window is not None and self.window.lines else None

    @property
    def on_cover(self) -> bool:
        """Whether the cursor is on the cover of the timeline."""
        return self.cursor == COVER

    @property
    def is_grouped(self) -> bool:
        """Whether each row is a group of events."""
        return self.window is not None and self.window.shown.view.grouped is not None

    def show(self, shown: Shown, cursor: int, above: int | None = None) -> None:
        """Show another timeline, or another reading or view of the same one.

        The event of the cursor comes to stand so many lines below the top, or just into sight.
        """
        self.window = Window(shown, self.rows)
        self.cursor, self._left = cursor, None
        self._changed.tell("list", "cursor")
        self.scroll_to(self.top)
        self.settle()
        self._place(above)

    def show_view(self, shown: Shown) -> None:
        """Show another view of the same timeline, with the event of the cursor where it was."""
        self.show(shown, self.cursor if self._left is None else self._left, self.above)

    def show_rows(self, rows: Rows) -> None:
        """Show more or less of each event, with the event of the cursor where it was."""
        above, self.rows = self.above, rows
        if self.window is not None:
            left = self._left
            self.show(self.window.shown, self.cursor, above)
            self._left = left

    # Where the cursor is.

    @property
    def position(self) -> int | None:
        """The row that the cursor is on; None where its event is not shown."""
        return self.window.position_of(self.cursor) if self.window else None

    @property
    def above(self) -> int | None:
        """How many lines from the top of the window to the cursor."""
        if (window := self._filled) is None:
            return None
        return window.line_of(window.nearest(self.cursor)) - self.top

    def row(self) -> Row | None:
        """The event under the cursor, shown or not; the first one of a group; None on the cover."""
        rows = self.window.shown.index.rows(self.cursor, 1) if self.window and not self.on_cover else ()
        return rows[0] if rows else None

    def settle(self) -> None:
        """Where the keys move the cursor, put it on an event that is shown: the next one, or the last."""
        if not self.active or (window := self._filled) is None:
            return
        if window.position_of(self.cursor) is None:
            self._left = self.cursor
            self._set_cursor(window.rank_at(window.nearest(self.cursor)))

    def _set_cursor(self, rank: int) -> None:
        if rank != self.cursor:
            self.cursor = rank
            self._changed.tell("cursor")

    # Moving.

    def move(self, by: int) -> bool:
        """Move the cursor by so many rows; False if it stands at the end already."""
        if (window := self._filled) is None:
            return False
        at = window.position_of(self.cursor)
        if at is None:
            at = window.nearest(self.cursor)
            by -= by > 0 and window.rank_at(at) > self.cursor
        return self.go_to_row(at + by)

    def step(self, by: int) -> bool:
        """Move the cursor by so many events, also where rows are groups of them."""
        window = self._filled
        if window is None or window.shown.view.grouped is None:
            return self.move(by)
        shown, before = window.shown, self.cursor
        at = COVER if self.on_cover else bisect_left(shown.ranks, before)
        at = max(window.first, min(at + by, shown.events - 1))
        self.go(COVER if at < 0 else shown.ranks[at])
        return self.cursor != before

    def move_page(self, direction: int) -> None:
        """Move the cursor by as many lines as there are in sight."""
        if (window := self._filled) is None:
            return
        height = max(1, self.height - 1)
        before = window.nearest(self.cursor)
        at = window.position_at(window.line_of(before) + direction * height)
        # A heading or gap belongs to the event below it, which going up must not stand still on.
        self.scroll_to(self.top + direction * height)
        self.go_to_row(at if at != before else before + direction)

    def go_to_row(self, position: int) -> bool:
        """Put the cursor on that row or the nearest end; False if it is there already."""
        if (window := self._filled) is None:
            return False
        before, self._left = self.position, None
        position = max(window.first, min(position, window.shown.count - 1))
        if before != position:
            self._set_cursor(window.rank_at(position))
        self.reveal()
        return before != position

    def go(self, rank: int, above: int | None = None) -> None:
        """Put the cursor on the cover or the event of that rank and bring it, or the nearest, into sight."""
        most = self.window.shown.of - 1 if self.window else COVER
        self._left = None
        self._set_cursor(max(COVER, min(rank, most)))
        self._place(above)

    # What is in sight.

    def cells_needed(self) -> int:
        """In how many cells no title is cut that is or was near sight: never fewer, so that nothing jumps."""
        if (window := self._filled) is not None:
            window.line(self.top)
            window.line(min(self.top + self.height, window.lines) - 1)
            self._widest = max(self._widest, window.widest)
        return self._widest

    def sized(self, height: int) -> None:
        """Keep the cursor in sight, where so many lines are; it begins in the middle of them."""
        begins, self.height = not self.height, height
        self._changed.tell("scroll")
        self.scroll_to(self.top)
        self.reveal(from_afar=begins)

    def scroll_to(self, top: int) -> None:
        """Let this line be the first in sight, as far as there are lines below it."""
        lines = self.window.lines if self.window else 0
        top = max(0, min(top, lines - self.height))
        if top != self.top:
            self.top = top
            self._changed.tell("scroll")

    def reveal(self, *, from_afar: bool = False) -> None:
        """Scroll just so far that the row under the cursor, and what stands above it, is in sight.

        Where that is more than half of what is in sight, it comes to stand in the middle.
        """
        if (window := self._filled) is None or not self.height:
            return
        position = window.nearest(self.cursor)
        first, last = window.first_line_of(position), window.last_line_of(position)
        by = min(first - self.top, 0) or max(last - self.top - self.height + 1, 0)
        if self.height < last - first + 1:
            self.scroll_to(first)
        elif abs(by) > (0 if from_afar else self.height // 2):
            self.scroll_to((first + last - self.height + 1) // 2)
        else:
            self.scroll_to(self.top + by)

    def _place(self, above: int | None) -> None:
        if above is None or (now := self.above) is None:
            self.reveal()
        else:
            self.scroll_to(self.top + now - above)

    def in_sight(self) -> tuple[Row, Row] | None:
        """The first and the last event of the window."""
        window = self.window
        if window is None or not window.shown.count:
            return None
        shown = window.shown
        first = max(window.position_at(self.top), 0)
        last = max(window.position_at(self.top + max(1, self.height) - 1), 0)
        ranks = shown.rank_at(first), shown.last_rank_at(last)
        (start,), (end,) = (shown.index.rows(rank, 1) for rank in ranks)
        return start, end
