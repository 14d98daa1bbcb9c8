"""A page: a document of any length with a cursor that steps from stop to stop."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from timeline_tui.render.columns import beside, following
from timeline_tui.render.document import FULL, Document, Line, Marks, Piece, Stop, Stretch
from timeline_tui.session.journey import TOP, Spot
from timeline_tui.tui.widgets.ink import Draggable, LinesInSight, Report

DocumentMaker = Callable[[int], Document]
Selected = Callable[[int], tuple[int, int] | None]
"""The cells of a line that are selected."""

MARGIN = 2
"""Cells at the left for the mark of the cursor."""
_LONGEST_LINE = 104
"""Cells; a longer line is hard to come back from."""
_STRIPS_KEPT = 512


class PageView(Draggable, LinesInSight, inherit_bindings=False):
    """Lines of a document; the widget asks for it again when its width changes."""

    active: reactive[bool] = reactive(False)
    """Whether the keys move this cursor; it is not drawn otherwise."""
    cursor: reactive[int] = reactive(0)
    """The stop that the cursor is on, counted from 0."""

    class Pressed(Report):
        """A stop was clicked; `again` where the cursor was on it already."""

        again: bool

    class Made(Message):
        """Another document is shown, or the same one in another width."""

    def __init__(self, marks: Marks = FULL, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._marks = marks
        self._maker: DocumentMaker | None = None
        self._document = Document(())
        self._width = 0
        self._height = 0
        self._longest = _LONGEST_LINE
        self._asked: Spot = TOP
        self._hit: int | None = None
        """The line with the hit that was gone to last."""
        self._selected: Selected | None = None
        self._strips: LRUCache[tuple[int, int], Strip] = LRUCache(_STRIPS_KEPT)

    def show(self, maker: DocumentMaker, spot: Spot = TOP, *, longest: int = _LONGEST_LINE) -> None:
        """Show another document, at once if there is a width to show it in.

        `longest` is how wide it may be, in cells.
        """
        self._longest = longest
        self._maker = maker
        self._width = 0
        self._asked = spot
        self._make()

    def hold(self) -> None:
        """Show what is shown, whatever becomes of what it was made from."""
        document = self._document
        self._maker = lambda width: document

    @property
    def stop(self) -> Stop | None:
        """What the cursor is on."""
        stops = self._document.stops
        return stops[self.cursor] if self.cursor < len(stops) else None

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All that the cursor can stand on."""
        return self._document.stops

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What each line shows of a text, where the page is one."""
        return self._document.stretches

    def select_cells(self, selected: Selected | None) -> None:
        """Draw these cells as selected; None where none are."""
        self._selected = selected
        self.refresh()

    def show_line(self, line: int) -> None:
        """Bring a line into sight."""
        top, bottom = self._seen
        if not top <= line <= bottom:
            target = line if line < top else line - (bottom - top)
            self.scroll_to(y=target, animate=False, force=True)

    @property
    def first_line(self) -> int:
        """The first line to look at: that of the cursor, or else the first one in sight."""
        top, bottom = self._seen
        stop = self.stop
        return stop.first if stop is not None and top <= stop.first <= bottom else top

    @property
    def spot(self) -> Spot:
        """Where the reader is."""
        return Spot(self.cursor, self.scroll_offset.y) if self._width else self._asked

    @property
    def shows_cursor(self) -> bool:
        """Whether the stop that the cursor is on is in sight."""
        top, bottom = self._seen
        return self.stop is not None and self.stop.last >= top and self.stop.first <= bottom

    def step(self, direction: int) -> bool:
        """Go a stop or, within what is long, a line on; False where the page is at its end."""
        top, bottom = self._seen
        stop = self.stop
        if stop is None or stop.last < top or stop.first > bottom:
            if (seen := self._first_seen(direction)) is not None:
                return self.select(seen)
        elif stop.last > bottom if direction > 0 else stop.first < top:
            return self._scroll(direction)
        near = (bottom - top) // 2
        number = following(self.stops, self.cursor, direction) if stop is not None else -1
        if 0 <= number < len(self.stops):
            other = self.stops[number]
            if other.first <= bottom + near if direction > 0 else other.last >= top - near:
                return self.select(number)
        return self._scroll(direction)

    @property
    def in_columns(self) -> bool:
        """Whether the cursor stands in one of several columns."""
        return self.stop is not None and self.stop.right is not None

    def go_beside(self, direction: int) -> bool:
        """Go to the next column, or the one before, at the same height; False where there is none."""
        found = beside(self.stops, self.cursor, direction) if self.stop is not None else None
        return found is not None and self.select(found)

    def jump(self, direction: int) -> bool:
        """Go to the next stop or the one before, however far; False where there is none."""
        number = self.cursor + direction
        if not 0 <= number < len(self.stops):
            return False
        return self.select(number, with_rest=self.stops[number].kind == "dispute")

    def select(self, number: int, *, with_rest: bool = False) -> bool:
        """Put the cursor on that stop and bring it into sight, and where asked what follows it too."""
        self.cursor = number
        self._reveal()
        if with_rest and (stop := self.stop) is not None and stop.first > sum(self._seen) // 2:
            self.scroll_to(y=stop.first - self.size.height // 4, animate=False, force=True)
        return True

    @property
    def hit_text(self) -> str:
        """The line with the hit that was gone to last; empty where none was."""
        return "" if self._hit is None else self._document.lines[self._hit].text

    @property
    def has_hits(self) -> bool:
        """Whether something on the page was looked for."""
        return bool(self._document.hits)

    def walk_hits(self, direction: int) -> bool:
        """Go to the next line with something that was looked for; False where there is none."""
        hits = self._document.hits
        if self._hit is not None:
            at = bisect_right(hits, self._hit) if direction > 0 else bisect_left(hits, self._hit) - 1
        else:
            top, bottom = self._seen
            at = bisect_left(hits, top) if direction > 0 else bisect_right(hits, bottom) - 1
        if not 0 <= at < len(hits):
            return False
        self._go_to_hit(hits[at])
        return True

    def _go_to_hit(self, line: int) -> None:
        self._hit = line
        self._strips.clear()
        held = next((at for at, stop in enumerate(self.stops) if stop.first <= line <= stop.last), None)
        if held is not None:
            self.cursor = held
        top, bottom = self._seen
        if not top <= line <= bottom:
            # Not at the edge: what stands before it says where it belongs.
            self.scroll_to(y=max(0, line - self.size.height // 4), animate=False, force=True)
        self.refresh()

    def page(self, direction: int) -> None:
        """Scroll by what is in sight, and take the cursor along."""
        top, bottom = self._seen
        self._scroll(direction * max(1, bottom - top))
        seen = self._first_seen(direction)
        if seen is not None:
            self.cursor = seen

    def go_top(self) -> None:
        """Go to the first line and stop."""
        self.cursor = 0
        self.scroll_to(y=0, animate=False, force=True)

    def go_end(self) -> None:
        """Go to the last line and stop."""
        self.cursor = max(0, len(self.stops) - 1)
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    @property
    def _seen(self) -> tuple[int, int]:
        top = self.scroll_offset.y
        return top, top + max(1, self.size.height) - 1

    def _first_seen(self, direction: int) -> int | None:
        """The first stop in sight, or the last when going up."""
        top, bottom = self._seen
        seen = [number for number, stop in enumerate(self.stops) if stop.last >= top and stop.first <= bottom]
        return (seen[0] if direction > 0 else seen[-1]) if seen else None

    def _scroll(self, by: int) -> bool:
        target = max(0, min(self.scroll_offset.y + by, self.max_scroll_y))
        moved = target != self.scroll_offset.y
        self.scroll_to(y=target, animate=False, force=True)
        return moved

    def _reveal(self) -> None:
        stop = self.stop
        if stop is None:
            return
        top, bottom = self._seen
        height = bottom - top + 1
        if self.cursor == 0 and stop.last < height:
            target = 0
        elif stop.last - stop.first >= height:
            target = stop.first if stop.first > top else stop.last - height + 1
        else:
            target = min(max(top, stop.last - height + 1), stop.first)
        self.scroll_to(y=target, animate=False, force=True)

    def _make(self) -> None:
        """Make the document for the width there is, and stay at the same words."""
        width = self.scrollable_content_region.width
        if self._maker is None or not width or width == self._width:
            return
        before = self.stop if self._width else None
        offset = before.first - self.scroll_offset.y if before else 0
        self._width = width
        self._hit = None
        self._strips.clear()
        self._document = self._maker(max(1, min(width - MARGIN, self._longest)))
        # Set the usual way, it would lay out the whole screen anew for each page, which moves nothing.
        self.set_reactive(PageView.virtual_size, Size(0, len(self._document.lines)))
        self._scroll_update(self.virtual_size)
        if before is None:
            self._restore(self._asked)
        elif self.stop is not None:
            self.scroll_to(y=max(0, self.stop.first - offset), animate=False, force=True)
        self.refresh()
        self.post_message(self.Made())

    def _restore(self, spot: Spot) -> None:
        last = max(0, len(self.stops) - 1)
        self.cursor = last if spot.stop < 0 else min(spot.stop, last)
        scroll = self.max_scroll_y if spot.scroll < 0 else spot.scroll
        self.scroll_to(y=scroll, animate=False, force=True)
        if spot.passage is not None:
            self._find(*spot.passage, spot.below)
        for at, stop in enumerate(self.stops):
            if (stop.kind, stop.target) == ("dispute", spot.dispute):
                self.select(at, with_rest=True)

    def _find(self, rank: int | None, number: int, below: int | None) -> None:
        for at, stop in enumerate(self.stops):
            if stop.kind in {"passage", "hit"} and (stop.rank, stop.number) == (rank, number):
                self.cursor = at
                self._hit = stop.first if stop.kind == "hit" else None
                # Not at the edge: what stands before a passage says where it belongs.
                above = max(0, stop.first - (self.size.height // 4 if below is None else below))
                self.scroll_to(y=above, animate=False, force=True)
                return

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is to be seen of it; where there is no page yet, one line stands for all."""
        if self._document.lines:
            return super().render_lines(crop)
        strip = self._blank(crop.width)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return [strip] * crop.height

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        number = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if number >= len(self._document.lines):
            return self._blank(width)
        strip = self._plain(number, width)
        if self._selected is not None:
            return self._with_selected(strip, self._selected(number))
        stop = self.stop
        if self.active and stop is not None and stop.first <= number <= stop.last:
            strip = self._under_cursor(strip, stop, number)
        return strip

    def _with_selected(self, strip: Strip, cells: tuple[int, int] | None) -> Strip:
        if cells is None:
            return strip
        left, right = (min(MARGIN + cell, strip.cell_length) for cell in cells)
        before, under, after = strip.divide([left, right, strip.cell_length])
        return Strip.join([before, _over(under, Style(reverse=True)), after])

    def _blank(self, width: int) -> Strip:
        strip = self._strips.get((-1, width))
        if strip is None:
            strip = self._strips[(-1, width)] = self.drawn(Line(), width)
        return strip

    def _plain(self, number: int, width: int) -> Strip:
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

    def watch_inks(self) -> None:
        """Forget the lines that were drawn in other colours."""
        self._strips.clear()

    def on_resize(self) -> None:
        """Make the document for the new width; in less height, what the cursor is on stays in sight."""
        height, self._height = self._height, self.size.height
        stop, top = self.stop, self.scroll_offset.y
        was_seen = stop is not None and top <= stop.first < top + height
        self._make()
        if was_seen and not self.shows_cursor:
            self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the stop that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or self.dragged:
            return
        number = self._stop_at(self.scroll_offset.y + offset.y, offset.x - MARGIN)
        if number is not None:
            again = self.active and number == self.cursor
            self.cursor = number
            self.post_message(self.Pressed(again))

    def _stop_at(self, line: int, cell: int) -> int | None:
        held = [number for number, stop in enumerate(self.stops) if stop.holds(line, cell)]
        # What stands in the margin belongs to a passage beside it.
        beside = [
            number for number, stop in enumerate(self.stops) if stop.ends and stop.first <= line <= stop.last
        ]
        return next(iter([*held, *beside]), None)


def _over(strip: Strip, style: Style) -> Strip:
    """The strip with a style laid over it."""
    return Strip(Segment.apply_style(strip, post_style=style), strip.cell_length)
