"""The list of events, drawn line by line."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from timeline_tui.index.reader import Unusable
from timeline_tui.index.records import Group, Row
from timeline_tui.render.document import Line, Piece
from timeline_tui.render.row import cover_line, gap_line, heading_line, row_line
from timeline_tui.render.wrapping import cut
from timeline_tui.session.journey import COVER
from timeline_tui.session.list_pane import ListLine, ListPane, Window
from timeline_tui.session.moves import pick
from timeline_tui.tui.widgets.ink import Acted, LinesInSight

if TYPE_CHECKING:
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.session.session import Session
    from timeline_tui.session.signal import Aspect


class ListLines:
    """Draws the lines of one list, as the session has them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def drawn(self, line: ListLine, window: Window, width: int, *, here: bool, first: bool = False) -> Line:
        """One line of the window; `here` where the cursor is on it, `first` of those rows in sight."""
        row, session, marks = line.row, self._session, self._session.marks
        if row is None:
            about = window.shown.index.about
            return cover_line(about.title or PurePath(about.file).name, width, here=here, marks=marks)
        if not isinstance(row, Row):
            return self._of_group(row, width, heading=line.kind == "heading", here=here)
        if line.kind == "heading":
            return heading_line(row.heading or "", width, row.gap, marks, row.hidden)
        if line.kind == "gap":
            return gap_line(row.gap or 0, width, marks, row.hidden)
        if line.kind == "body":
            return self._of_body(row, line.part, window, width)
        unproven = session.findings is not None and _is_faulty(session.findings, row.number)
        said = line.said._replace(date=line.said.date or here or first)
        signs = {
            "unproven": unproven,
            "done": session.learnt.get(row.id, False),
            "changed": window.shown.index.is_changed(row.number),
        }
        return row_line(row, width, said=said, here=here, marks=marks, spans=session.spans, **signs)

    def _of_group(self, group: Group, width: int, *, heading: bool, here: bool) -> Line:
        from timeline_tui.render.group import group_heading, group_line

        if heading:
            return group_heading(group, width)
        session = self._session
        return group_line(group, width, here=here, marks=session.marks, spans=session.spans)

    def _of_body(self, row: Row, part: int, window: Window, width: int) -> Line:
        from timeline_tui.render.group import body_line

        index, session = window.shown.index, self._session
        event, names, sources = window.event(row.rank), index.names(), index.sources()
        return body_line(event, part, width, names, sources, marks=session.marks, spans=session.spans)


def _is_faulty(findings: Findings, number: int) -> bool:
    """Whether a passage of an event, by its number, does not stand so in its text."""
    try:
        return findings.is_faulty(number)
    except Unusable:
        # It is drawn where nobody would hear of it.
        return False


_NOTHING = " No event answers this"


class TimelineList(LinesInSight, inherit_bindings=False):
    """Events in time order, with year headings and the gaps between them; or groups of events."""

    active: reactive[bool] = reactive(True, repaint=False)
    """Whether the keys move this cursor."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pane: ListPane = session.events
        self._window: Window | None = None
        """The one that was drawn last."""
        self._cursor = 0
        """Where the cursor was drawn last."""
        self._lines = ListLines(session)
        session.changed.subscribe(self._draw)

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        """Draw what changed in the list."""
        # A list that becomes shorter is moved by its own end first, which is not where it is to stand.
        pane, top = self._pane, self._pane.top
        if pane.window is not None and self._window is not pane.window:
            self._window = pane.window
            self.has_lines(pane.window.lines)
            self.refresh()
        if aspects & {"proof", "spans", "learnt"}:
            self._strips.clear()
            self.refresh()
        if pane.cursor != self._cursor:
            self._refresh_rank(self._cursor)
            self._refresh_rank(pane.cursor)
            self._cursor = pane.cursor
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line of the list; never raises, whatever has become of the index."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        try:
            line = self._window.line(number) if self._window else None
            if self._window is not None and line is not None:
                return self._strip(number, line, self._window, width)
        except Unusable as error:
            self._session.fail(error)
        if self._is_bare(y):
            return self.drawn(cut([Piece(_NOTHING, "muted")], width), width)
        return self.blank(width)

    def _is_bare(self, y: int) -> bool:
        shown = self._pane.shown
        return y == 0 and shown is not None and shown.of > 0 and not shown.count

    def _strip(self, number: int, line: ListLine, window: Window, width: int) -> Strip:
        here = line.kind in {"cover", "event", "body"} and line.position == self._pane.position
        first = number == self._first(window)
        key = (number, width, here, self.active, first)
        strip = self._strips.get(key)
        if strip is None:
            drawn = self._lines.drawn(line, window, width, here=here, first=first)
            strip = self.drawn(drawn, width, self._over(here))
            self._strips[key] = strip
        return strip

    def _first(self, window: Window) -> int:
        """The first line in sight that an event begins with."""
        number = self.scroll_offset.y
        while (line := window.line(number)) is not None and line.kind != "event":
            number += 1
        return number

    def _over(self, here: bool) -> Style | None:
        if not here or self.inks is None:
            return None
        return self.inks.cursor if self.active else self.inks.cursor_away

    # What happened.

    def _refresh_rank(self, rank: int) -> None:
        if self._window is None:
            return
        try:
            position = self._window.position_of(rank)
            if position is not None:
                for line in range(self._window.line_of(position), self._window.last_line_of(position) + 1):
                    self.refresh_line(line)
        except Unusable:
            return

    def watch_active(self) -> None:
        """Draw the cursor as what it now is."""
        self._refresh_rank(self._cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the window moved."""
        super().watch_scroll_y(old_value, new_value)
        self._pane.scroll_to(round(new_value))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        try:
            self._pane.sized(self.size.height)
        except Unusable as error:
            self._session.fail(error)

    def on_click(self, event: events.Click) -> None:
        """Go to the event that was clicked; open the one that the cursor was on already."""
        if self._window is None:
            return
        try:
            line = self._window.line(self.scroll_offset.y + event.y)
            again = line is not None and line.position == self._pane.position
        except Unusable as error:
            self._session.fail(error)
            return
        if line is not None and line.kind in {"cover", "event", "body"}:
            rank = line.row.rank if line.row is not None else COVER
            command = "open" if again else ""
            self.post_message(Acted(partial(pick, self._session, rank), command, moves=True))
