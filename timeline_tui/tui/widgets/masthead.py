"""The rows above the list: title, strip of time, rule, warnings; and the line between it and the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.css.scalar import Scalar
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.index.reader import Unusable
from timeline_tui.render.document import Line
from timeline_tui.render.row import ROOMY
from timeline_tui.render.strip import banner_lines, progress_line, rule_line
from timeline_tui.session.moves import pick_day
from timeline_tui.session.settings import LEAST_SHARE, Unsaved, keep_share
from timeline_tui.session.signal import Aspect
from timeline_tui.tui.widgets.bars import WIDE
from timeline_tui.tui.widgets.ink import Acted, Draggable, Edge, Inked
from timeline_tui.tui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.index.records import Row
    from timeline_tui.session.overview import InSight
    from timeline_tui.session.session import Session


_STEP = 4
"""Cells by which the list grows, so that it seldom does."""


class Divider(Edge, Draggable):
    """Gives the list what its titles need, up to half of the window, or the share that somebody has set."""

    def __init__(self, session: Session, listed: TimelineList, above: Widget, share: int | None) -> None:
        """`share` is how many of a hundred parts of a wide window were set; `above` is the rule it meets."""
        super().__init__(session.marks)
        self._session = session
        self._list = listed
        self._above = above
        self._share = share
        session.changed.subscribe(self._follow)

    def _follow(self, aspects: frozenset[Aspect]) -> None:
        if aspects & {"list", "scroll"}:
            self.stand()

    def stand(self) -> None:
        """Stand where it belongs in a window of this size."""
        width = self.app.size.width
        if width < WIDE or self._session.presents:
            self._list.styles.clear_rule("width")
            return
        cells = self._cells(width)
        if self._list.styles.width != Scalar.from_number(cells):
            self._list.styles.width = cells
            # Drawn before the line has its place, the rule would meet it where it was.
            self.call_after_refresh(self._above.refresh)

    def beside(self, width: int) -> int:
        """How many cells of a wide window the page has."""
        return width - self._cells(width) - 1

    def _cells(self, width: int) -> int:
        return self._needed(width) if self._share is None else width * self._share // 100

    def _needed(self, width: int) -> int:
        # Whatever the titles need, dates have all the room that they are given.
        needed = max(self._session.events.cells_needed(), ROOMY)
        beyond = -(-(needed - ROOMY) // _STEP) * _STEP
        return min(ROOMY + beyond + self._list.styles.scrollbar_size_vertical, width // 2)

    def move(self, by: int | None) -> None:
        """Move by so many of a hundred parts of the window and remember it; None to what the list needs."""
        width = self.app.size.width
        if self._session.presents:
            self._session.tell("One of the two is shown at a time; W shows all again")
            return
        if width < WIDE:
            self._session.tell(f"The page stands beside the list in windows of {WIDE} columns and more")
            return
        self._set(None if by is None else round(100 * self._list.outer_size.width / width) + by)
        self._keep()

    def _set(self, share: int | None) -> None:
        self._share = None if share is None else max(LEAST_SHARE, min(share, 100 - LEAST_SHARE))
        self.stand()

    def _keep(self) -> None:
        try:
            keep_share(self._share)
        except Unsaved as error:
            self._session.tell(str(error), wrong=True)

    def on_show(self) -> None:
        """Let the rule above meet it."""
        self._above.refresh()

    def on_hide(self) -> None:
        """Let the rule above meet nothing."""
        self._above.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the list up, which the pointer is at the end of."""
        self._scroll(event, -self.app.scroll_sensitivity_y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the list down."""
        self._scroll(event, self.app.scroll_sensitivity_y)

    def _scroll(self, event: events.MouseEvent, lines: float) -> None:
        event.stop()
        self._list.scroll_relative(y=lines, animate=False)

    def begins_drag(self, event: events.MouseDown) -> bool:
        """Grab it, where there is a list beside it."""
        return self._list.display

    def drag(self, start: Offset, event: events.MouseEvent, *, ended: bool) -> None:
        """Follow the pointer, and remember where it is let go."""
        self._set(round(100 * event.screen_x / self.app.size.width))
        if ended:
            self._keep()


ROWS_ABOVE = 3
_TITLE, _STRIP, _RULE = range(ROWS_ABOVE)
_DRAWN: tuple[frozenset[Aspect], ...] = (
    frozenset({"cursor", "list", "strip", "proof"}),
    frozenset({"scroll", "list", "strip", "cursor"}),
    frozenset({"scroll", "list", "strip", "place", "progress", "failure"}),
)
"""What each row says, by the aspects that change it."""


class Masthead(Inked, Draggable):
    """Three rows: the title, the whole of the time, and a rule; a click on the time goes to the moment.

    Below them stands what there is to warn of, as long as there is something.
    """

    DEFAULT_CSS = """
    Masthead { height: 3; width: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._in_sight: InSight = None
        """The window that the strip shows; a list that gives way to a page shows none of its own."""
        self._at: Row | None = None
        """The event under the cursor."""
        self._warned: Sequence[Line] = ()
        self._grabbed = False
        """Whether the window was, by one of its ends."""
        session.changed.subscribe(self._draw)

    # Drawing.

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        """Draw what changed of what it shows."""
        if aspects & {"scroll", "list", "strip", "cursor"}:
            events = self._session.events
            try:
                self._at = self._session.row
                if aspects != {"cursor"}:
                    self._in_sight = events.in_sight()
            except Unusable as error:
                self._session.fail(error)
        if "trouble" in aspects:
            self._warn()
        rows = {row for row, drawn in enumerate(_DRAWN) if aspects & drawn}
        if rows:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))

    def _warn(self) -> None:
        trouble, width = self._session.trouble, self.size.width or self.app.size.width
        before, self._warned = self._warned, ()
        if trouble is not None:
            self._warned = banner_lines(trouble.words, width, self._session.marks)
        if self._warned == before:
            # Another height, or the same set anew, lays the whole screen out.
            return
        self.styles.height = ROWS_ABOVE + len(self._warned)
        self.refresh()

    def on_resize(self) -> None:
        """What is warned of takes more lines in a narrow window."""
        if self._session.trouble is not None:
            self._warn()

    def render_line(self, y: int) -> Strip:
        """One of the rows."""
        width = self.size.width
        if y >= ROWS_ABOVE:
            below = y - ROWS_ABOVE
            return self.drawn(self._warned[below] if below < len(self._warned) else Line(), width)
        return self.drawn(self._row(y, width) if width else Line(), width)

    def _row(self, y: int, width: int) -> Line:
        overview = self._session.overview
        if y == _RULE:
            return self._rule(width)
        if overview is None:
            return Line()
        if y == _STRIP:
            return overview.strip(self._in_sight, width, self._at)
        return overview.title(None if self._session.events.on_cover else self._session.events.cursor, width)

    def _rule(self, width: int) -> Line:
        session, overview = self._session, self._session.overview
        here, marks = session.journey.here, session.marks
        if session.slow and session.progress is not None:
            return progress_line(*session.progress, width, marks)
        # Where the list ends is known only when everything has its place, which is when this is drawn.
        divider = self.screen.query_one(Divider)
        edge = divider.region.x if divider.display else None
        if overview is None:
            return rule_line(None, edge, width, marks, "")
        if overview.selected is not None:
            from timeline_tui.session.landing import called

            return rule_line(called(overview.selected), None, width, marks)
        name = overview.outlet(here.source) if here.depth == "source" else None
        line = rule_line(name, edge, width, marks, overview.query)
        # They stand below their places in the strip.
        return overview.ruled(line, self._in_sight, width)

    # The pointer.

    def _day_at(self, cell: int) -> int | None:
        overview = self._session.overview
        return None if overview is None else overview.day_at(cell, self.size.width, self._in_sight)

    def _point(self, cell: int) -> None:
        if (day := self._day_at(cell)) is not None:
            self.post_message(Acted(partial(pick_day, self._session, day), moves=True))

    def on_click(self, event: events.Click) -> None:
        """Go there in time, unless a drag ended here."""
        if event.y == _STRIP and not self.dragged:
            self._point(event.x)

    def begins_drag(self, event: events.MouseDown) -> bool:
        """Grab the window where that is one of its ends, or else any of the time."""
        overview = self._session.overview
        self._grabbed = overview is not None and overview.is_end(event.x, self.size.width, self._in_sight)
        return event.y == _STRIP

    def is_moved(self, start: Offset, here: Offset) -> bool:
        """Whether it is at another time."""
        return here.x != start.x

    def drag(self, start: Offset, event: events.MouseEvent, *, ended: bool) -> None:
        """Go where the window was moved to, or to the days that were drawn."""
        from timeline_tui.session.travel import drag_along

        overview = self._session.overview
        if self._grabbed:
            self._point(event.x)
        elif overview is not None:
            days = overview.days_between((start.x, event.x), self.size.width, self._in_sight)
            if days is not None:
                self.post_message(Acted(partial(drag_along, self._session, days, ended=ended)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look closer at where the pointer is."""
        self._turn(event, away=True)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look from farther away."""
        self._turn(event, away=False)

    def _turn(self, event: events.MouseEvent, *, away: bool) -> None:
        if event.y == _STRIP:
            from timeline_tui.session.travel import turn_wheel

            event.stop()
            self.post_message(Acted(partial(turn_wheel, self._session, self._day_at(event.x), away=away)))
