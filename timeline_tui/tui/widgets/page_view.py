"""A page as it is drawn: lines of a document, and the cursor on one of its stops."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from rich.segment import ControlType, Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from timeline_tui.render.document import FULL, SHADES, Line, Marks, Piece, Shades, Share, Stop
from timeline_tui.tui.widgets.ink import DataMessage, Draggable, LinesInSight

if TYPE_CHECKING:
    from timeline_tui.session.page_pane import PagePane
    from timeline_tui.session.signal import Aspect, Signal

MARGIN = 2
"""Cells at the left for the mark of the cursor."""


class PageView(Draggable, LinesInSight, inherit_bindings=False):
    """Lines of a document, with a mark where the cursor is."""

    active: reactive[bool] = reactive(False)
    """Whether the keys move this cursor; it is not drawn otherwise."""

    class Pressed(DataMessage):
        """A stop was clicked; `again` where the cursor was on it already."""

        again: bool

    def __init__(self, pane: PagePane, changed: Signal, marks: Marks = FULL) -> None:
        super().__init__()
        self._marks = marks
        self._pane = pane
        self._document = pane.document
        """The one that was drawn last."""
        self._hit: int | None = None
        self.stands: tuple[int, int] | None = None
        """The size of the window in which its picture is on the terminal already, until it is made."""
        self._shades: tuple[Shades | None, int, list[Share | None]] = None, 0, []
        """What became of a text, in so many cells."""
        changed.subscribe(self._draw)

    def on_mount(self) -> None:
        """Have no bar at the side that would be drawn over the one that stands there."""
        if self.stands is not None:
            self.styles.scrollbar_visibility = "hidden"

    def _stand_no_more(self) -> None:
        if self.stands is not None:
            self.stands = None
            self.styles.scrollbar_visibility = "visible"

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        """Draw what changed of the page."""
        # A page that becomes shorter is moved by its own end first, which is not where it is to stand.
        pane, top = self._pane, self._pane.top
        if "page" not in aspects:
            return
        if pane.document is not self._document or pane.hit != self._hit:
            self._document, self._hit = pane.document, pane.hit
            self._stand_no_more()
            self.has_lines(len(pane.document.lines))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is to be seen of it; where there is no page yet, one line stands for all."""
        if self._document.lines:
            return super().render_lines(crop)
        if self.stands is not None:
            return [_passed_over(crop.width)] * crop.height
        strip = self.blank(crop.width)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return [strip] * crop.height

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self._document.lines) and self._document.shades is None:
            return self.blank(width)
        if self._document.shades is not None:
            return self._with_shades(self._line_of_text(number, width - SHADES), y, width)
        return self._line_of_text(number, width)

    def _line_of_text(self, number: int, width: int) -> Strip:
        """A line with what is selected in it, or with the cursor."""
        strip = self._plain(number, width)
        if self._pane.selected is not None:
            return self._with_selected(strip, self._cells(number, *self._pane.selected))
        stop = self._pane.stop
        if self.active and stop is not None and stop.first <= number <= stop.last:
            strip = self._under_cursor(strip, stop, number)
        return strip

    def _with_shades(self, strip: Strip, y: int, width: int) -> Strip:
        """The line with what became of so much of the whole text, and whether that is in sight."""
        from timeline_tui.render.marking import share_cells, share_mark

        document, height = self._document, self.size.height
        if self._shades[:2] != (document.shades, height):
            self._shades = document.shades, height, share_cells(document.shades or Shades(0), height)
        seen = self._in_sight()
        here = self._marks.bar if seen[0] <= y <= seen[1] else " "
        pieces = Piece(here, "rule"), Piece(share_mark(self._shades[2][y], self._marks), "mark")
        end = self.drawn(Line((Piece(" " * (SHADES - len(pieces))), *pieces)), SHADES)
        return Strip.join([strip.adjust_cell_length(width - SHADES), end])

    def _in_sight(self) -> tuple[int, int]:
        """From which to which cell of the shades goes what is in sight of the text."""
        stretches, shades, height = self._document.stretches, self._document.shades, self.size.height
        if not stretches or shades is None:
            return 0, -1
        top = self.scroll_offset.y
        first = bisect_left(stretches, top, key=lambda each: each.line)
        last = bisect_right(stretches, top + height - 1, key=lambda each: each.line) - 1
        start, end = stretches[min(first, len(stretches) - 1)].start, stretches[max(last, 0)].end
        length = max(shades.length, 1)
        return start * height // length, min(max(end - 1, start) * height // length, height - 1)

    def _cells(self, line: int, text: str, selected: tuple[int, int]) -> tuple[int, int] | None:
        """The cells of a line that are selected."""
        from timeline_tui.render.source_text import cells, stretch_at

        stretch = stretch_at(self._document.stretches, line)
        return None if stretch is None or stretch.line != line else cells(text, stretch, *selected)

    def _with_selected(self, strip: Strip, cells: tuple[int, int] | None) -> Strip:
        if cells is None:
            return strip
        left, right = (min(MARGIN + cell, strip.cell_length) for cell in cells)
        before, under, after = strip.divide([left, right, strip.cell_length])
        return Strip.join([before, _over(under, Style(reverse=True)), after])

    def _plain(self, number: int, width: int) -> Strip:
        if number >= len(self._document.lines):
            return self.blank(width)
        strip = self._strips.get((number, width))
        if strip is None:
            line = self._document.lines[number]
            strip = self.drawn(line, width, marker=" " * MARGIN, here=number == self._hit)
            self._strips[(number, width)] = strip
        return strip

    def _under_cursor(self, strip: Strip, stop: Stop, number: int) -> Strip:
        left = MARGIN + stop.left
        right = strip.cell_length if stop.right is None else min(MARGIN + stop.right, strip.cell_length)
        before, mark, under, after = strip.divide([left - MARGIN, left, right, strip.cell_length])
        if max(stop.first, self.scroll_offset.y) == number:
            mark = self._mark_of_cursor(" ")
        return Strip.join([before, mark, self._lit(under, stop, number), after])

    def _mark_of_cursor(self, behind: str = "") -> Strip:
        text = self._marks.here + behind
        return self.drawn(Line((Piece(text, "mark"),)), len(text))

    def _lit(self, strip: Strip, stop: Stop, number: int) -> Strip:
        """The part of a line that the stop stands in; in a text, with its beginning marked as such."""
        style = self.inks.passage if self.inks else Style()
        if stop.ends is None:
            return _over(strip, style)
        begins = number == stop.first
        left = stop.ends[0] if begins else 0
        right = stop.ends[1] if number == stop.last else stop.edge or strip.cell_length
        before, edge, under, after = (
            strip.crop(0, left),
            self._mark_of_cursor() if begins else strip.crop(left, left),
            strip.crop(left + begins, right),
            strip.crop(right, strip.cell_length),
        )
        return Strip.join([before, edge, _over(under, style), after])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other lines came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._pane.scroll_to(round(new_value))

    def on_resize(self) -> None:
        """Tell in what width a document has its place."""
        if self.stands != self.app.size:
            self._stand_no_more()
        width = self.scrollable_content_region.width
        top = self._pane.top
        self._size_pane(width, self.size.height)
        if not self.active:
            # Nobody is at its first passage, which need not come into sight.
            self._pane.scroll_to(top)

    def make_for(self, width: int, height: int) -> None:
        """Make the page for a place of this size before it has one."""
        self._size_pane(width - self.styles.scrollbar_size_vertical, height)

    def _size_pane(self, width: int, height: int) -> None:
        self._pane.sized(max(width - MARGIN, min(width, 1)), height)

    def on_hide(self) -> None:
        """Nothing is made for a page that is not to be seen."""
        self._pane.sized(0, self.size.height)

    def on_show(self) -> None:
        """Tell in what width a document has its place again."""
        self.on_resize()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the stop that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or self.dragged:
            return
        number = self._stop_at(self.scroll_offset.y + offset.y, offset.x - MARGIN)
        if number is not None:
            again = self.active and number == self._pane.cursor
            self._pane.point(number)
            self.post_message(self.Pressed(again))

    def _stop_at(self, line: int, cell: int) -> int | None:
        stops = self._pane.stops
        held = [number for number, stop in enumerate(stops) if stop.holds(line, cell)]
        # What stands in the margin belongs to a passage beside it.
        beside = [
            number
            for number, stop in enumerate(self._pane.stops)
            if stop.ends and stop.first <= line <= stop.last
        ]
        return next(iter([*held, *beside]), None)


def _passed_over(width: int) -> Strip:
    """What leaves so many cells of the terminal as they are."""
    move = Segment(f"\x1b[{width}C", None, [(ControlType.CURSOR_FORWARD, width)])
    return Strip([move], width)


def _over(strip: Strip, style: Style) -> Strip:
    """The strip with a style laid over it."""
    return Strip(Segment.apply_style(strip, post_style=style), strip.cell_length)
