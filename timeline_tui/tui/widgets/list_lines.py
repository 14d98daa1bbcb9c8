"""The lines of the list as they are drawn: events, groups, what stands above them and below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.index.records import Row
from timeline_tui.render.document import Line, Marks
from timeline_tui.render.row import gap_line, heading_line, row_line
from timeline_tui.session.window import ListLine, Window

if TYPE_CHECKING:
    from timeline_tui.index.records import Group
    from timeline_tui.index.sidecar import Findings
    from timeline_tui.render.marking import Spans


class ListLines:
    """Draws the lines of one list."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.spans: Spans | None = None
        """What was looked for, to be marked."""
        self.findings: Findings | None = None
        """What became of the passages, where they were compared with their texts."""

    def drawn(self, line: ListLine, window: Window, width: int, *, here: bool) -> Line:
        """One line of the window; `here` where the cursor is on it."""
        row, marks = line.row, self._marks
        if not isinstance(row, Row):
            return self._of_group(row, width, heading=line.kind == "heading", here=here)
        if line.kind == "heading":
            return heading_line(row.heading or "", width)
        if line.kind == "gap":
            return gap_line(row.gap or 0, width, marks, row.hidden)
        if line.kind == "body":
            return self._of_body(row, line.part, window, width)
        unproven = None if self.findings is None else _is_faulty(self.findings, row.number)
        return row_line(row, width, here=here, marks=marks, unproven=unproven, spans=self.spans)

    def _of_group(self, group: Group, width: int, *, heading: bool, here: bool) -> Line:
        from timeline_tui.render.group import group_heading, group_line

        if heading:
            return group_heading(group, width)
        return group_line(group, width, here=here, marks=self._marks, spans=self.spans)

    def _of_body(self, row: Row, part: int, window: Window, width: int) -> Line:
        from timeline_tui.render.group import body_line

        index = window.shown.index
        event, names, sources = window.event(row.rank), index.names(), index.sources()
        return body_line(event, part, width, names, sources, marks=self._marks, spans=self.spans)


def _is_faulty(findings: Findings, number: int) -> bool:
    """Whether a passage of an event, by its number, does not stand so in its text."""
    try:
        return findings.is_faulty(number)
    except Unusable:
        # It is drawn where nobody would hear of it.
        return False
