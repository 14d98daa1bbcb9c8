"""How the roles of a line become colours, and the small widgets that draw lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import dataclass_transform

from rich.cells import cell_len
from rich.color import Color as TerminalColor
from rich.segment import ControlType, Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.render.document import FULL, Line, Marks, Piece, Role
from timeline_tui.system import Act


@dataclass_transform(eq_default=False)
class DataMessage(Message):
    """Takes the fields that are declared, in their order or by name.

    A start makes more than a dozen of these classes, and dataclasses would take ten times as long.
    """

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__()
        for name, value in (*zip(type(self).__annotations__, values, strict=False), *named.items()):
            setattr(self, name, value)


class Acted(DataMessage):
    """A widget was pointed at or typed into: what is to be done then, and which command behind that."""

    run: Act = bool
    command: str = ""
    moves: bool = False
    """Whether it goes elsewhere, for which what is being typed or chosen is left as it stands."""


_COLOURS: Mapping[Role, str] = {
    "plain": "ink-plain",
    "muted": "ink-muted",
    "strong": "ink-strong",
    "heading": "ink-strong",
    "date": "ink-date",
    "quote": "ink-quote",
    "speaker": "ink-speaker",
    "mark": "ink-disputed",
    "disputed": "ink-disputed",
    "warning": "ink-warning",
    "error": "ink-error",
    "link": "ink-link",
    "rule": "ink-rule",
    "key": "ink-link",
}
_BOLD: frozenset[Role] = frozenset({"strong", "heading", "speaker", "disputed", "error", "key"})
_UNDERLINED: frozenset[Role] = frozenset({"link"})
# Where the terminal's own colours are used, nothing but these two tell the roles apart.
_DIM: frozenset[Role] = frozenset({"muted", "rule"})


# Terminals differ in how wide these are: flags, what stands with a skin tone or a choice of form, keycaps,
# and the signs for vowels of Indic and neighbouring scripts.
_DIFFERS = re.compile("[\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\u0900-\u109f\u1780-\u17ff]")


def _anchored(segments: Sequence[Segment], width: int, ground: Style) -> Strip:
    """The line on cells that are cleared first, and the cursor behind them, however wide it came out."""
    shown = list(segments)
    while shown and not shown[-1].text.strip(" "):
        shown.pop()
    if shown:
        shown[-1] = Segment(shown[-1].text.rstrip(" "), shown[-1].style)
    begin = Segment(f"\x1b7\x1b[{width}X", ground, [(ControlType.ERASE_IN_LINE, width)])
    last, style = "", shown[-1].style if shown else ground
    if sum(segment.cell_length for segment in shown) >= width:
        # What stands behind the last cell is cut away with what is too long, so that cell comes behind it.
        last = shown[-1].text[-1]
        shown[-1] = Segment(shown[-1].text[:-1], style)
    column = width - cell_len(last)
    end = Segment(f"\x1b8\x1b[{column}C", ground, [(ControlType.CURSOR_FORWARD, column)])
    return Strip([begin, *shown, end, *([Segment(last, style)] if last else [])], width)


def without_moves(strip: Strip) -> Strip:
    """The line with nothing that moves the cursor, which does not outlive being drawn below a box."""
    plain = [segment for segment in strip if not segment.control]
    moves = [segment for segment in strip if segment.control]
    return Strip(plain).adjust_cell_length(strip.cell_length, moves[0].style if moves else None)


class Inks:
    """The look of every role, and of the grounds they stand on, in one theme.

    They are made from the theme's variables at once: as styles of its own each widget would have fourteen
    more to look up at every change, which is most of what a start costs.
    """

    def __init__(self, variables: Mapping[str, str], *, terminal: bool) -> None:
        """`terminal` where the colours are the terminal's own, of which none but the defaults are sure."""
        self._styles = {
            role: Style(
                color=Color.parse(variables[colour]).rich_color,
                bold=True if role in _BOLD else None,
                underline=True if role in _UNDERLINED else None,
                dim=True if terminal and role in _DIM else None,
            )
            for role, colour in _COLOURS.items()
        }
        # Underlined and bold, so that it is seen without colours too.
        self._hit = Style(color=self._styles["link"].color, bold=True, underline=True)
        self._hit_here = self._hit + Style(reverse=True)
        self.background = Color.parse(variables["ground"])
        self.ground = self._styles["plain"] + _ground(variables, "ground")
        self.cursor = Style(reverse=True) if terminal else _ground(variables, "ground-cursor")
        self.cursor_away = Style(bold=True) if terminal else _ground(variables, "ground-cursor-away")
        self.passage = Style() if terminal else self.cursor

    def of(self, role: Role, hit: bool = False, here: bool = False) -> Style:
        """The look of a role, with no ground; `hit` of what was looked for, `here` where one is at it."""
        if not hit:
            return self._styles[role]
        return self._styles[role] + (self._hit_here if here else self._hit)


def _ground(variables: Mapping[str, str], name: str) -> Style:
    return Style(bgcolor=Color.parse(variables[name]).rich_color)


class Inked(Widget, inherit_bindings=False):
    """A widget that draws lines of roles."""

    inks: reactive[Inks | None] = reactive(None)
    """The look of the roles; nothing is drawn without."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All but the one that turns the terminal's own colours into fixed ones: a line of ours has none."""
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]

    @property
    def below_a_box(self) -> bool:
        """Whether another screen stands over its own, which then draws it along."""
        # What was taken away may be asked for once more.
        return self.is_attached and not self.screen.is_active

    def drawn(
        self, line: Line, width: int, over: Style | None = None, *, marker: str = "", here: bool = False
    ) -> Strip:
        """The line, filled or cut to the width, with a marker before it; `here` where one is at its hits."""
        inks = self.inks
        if inks is None:
            return Strip.blank(width, self.rich_style)
        ground = inks.ground + over if over else inks.ground
        segments = [Segment(marker, ground + inks.of("key"))] if marker else []
        segments += [
            Segment(piece.text, ground + inks.of(piece.role, piece.hit, here)) for piece in line.pieces
        ]
        cells = cell_len(marker) + sum(cell_len(piece.text) for piece in line.pieces)
        if cells < width:
            segments.append(Segment(" " * (width - cells), ground))
        for each in self.get_line_filters():
            segments = each.apply(segments, inks.background)
        strip = Strip(segments, max(cells, width)).adjust_cell_length(width, ground)
        return _anchored(list(strip), width, ground) if _DIFFERS.search(line.text) else strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is to be seen of it, straight from its lines, which have all that they need.

        The usual way makes several others of each line, which is a third of the time of a picture.
        """
        if any(self.styles.gutter):
            return super().render_lines(crop)
        width = self.region.width
        strips = [self.render_line(y).adjust_cell_length(width) for y in crop.line_range]
        if self.below_a_box:
            strips = list(map(without_moves, strips))
        if crop.column_span == (0, width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]


_STRIPS_KEPT = 512


class Rail(ScrollBar):
    """A bar for scrolling that is drawn straight from its segments, and anew only where it moved."""

    _drawn: tuple[object, Sequence[Strip]] = None, ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its lines; the usual way takes as long for one of these cells as for a whole line of the list."""
        bar, size = self.render(), self.region.size
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style):
            return super().render_lines(crop)
        looks = bar.virtual_size, bar.window_size, bar.position, bar.style, size
        if self._drawn[0] != looks:
            self._drawn = looks, self._cells(bar, bar.style, *size)
        return [strip.crop(*crop.column_span) for strip in self._drawn[1][crop.y : crop.bottom]]

    def _cells(self, bar: ScrollBarRender, style: Style, width: int, height: int) -> Sequence[Strip]:
        thumb, ground = style.color or TerminalColor.default(), style.bgcolor or TerminalColor.default()
        where = bar.virtual_size, bar.window_size, bar.position, width
        drawn = bar.render_bar(height, *where, back_color=ground, bar_color=thumb)
        strips = [Strip([segment], width) for segment in drawn.segments]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, self.background_colors[1]) for strip in strips]
        return strips


class LinesInSight(ScrollView, Inked, can_focus=False, inherit_bindings=False):
    """A window on many lines, which keeps those that it has drawn.

    Its keys are its screen's, so that a click on it takes them from nothing that is typed in.
    """

    def __init__(self) -> None:
        super().__init__()
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(_STRIPS_KEPT)

    def watch_inks(self) -> None:
        """Forget the lines that were drawn in other colours."""
        self._strips.clear()

    def has_lines(self, lines: int) -> None:
        """Scroll over so many other lines from now on."""
        self._strips.clear()
        # Set the usual way, it would lay out the whole screen anew each time, which moves nothing.
        self.set_reactive(LinesInSight.virtual_size, Size(0, lines))
        self._scroll_update(self.virtual_size)

    def blank(self, width: int) -> Strip:
        """A line with nothing on it."""
        strip = self._strips.get(key := (None, width))
        if strip is None:
            strip = self._strips[key] = self.drawn(Line(), width)
        return strip

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Its bar for scrolling."""
        if self._vertical_scrollbar is None:
            bar = Rail(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar


class Edge(Inked):
    """A line from top to bottom; as the border of a neighbour it would slow down all that this one draws."""

    def __init__(self, marks: Marks = FULL) -> None:
        super().__init__()
        self._line = Line((Piece("|" if marks.plain else "│", "rule"),))

    def render_lines(self, crop: Region) -> list[Strip]:
        """As many times the same as there are lines.

        Terminals differ in how wide some letters and emoji are. It goes to its own column first, so that it
        and all that is right of it stand where they belong beside such a row, too.
        """
        column = self.region.x + 1
        move = Segment(f"\x1b[{column}G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, column)])
        line = self.drawn(self._line, crop.width)
        strip = Strip([move, *line], line.cell_length)
        return [without_moves(strip) if self.below_a_box else strip] * crop.height


class Draggable(Widget, inherit_bindings=False):
    """Tells of drags where somebody wants to hear of them."""

    draggable = False
    """Whether anybody does."""
    _pressed: Offset | None = None
    dragged = False
    """Whether the button was let go after a drag, and not after a click."""

    class Dragged(DataMessage):
        """The pointer was moved with its button held, in cells of what the widget shows."""

        start: Offset
        end: Offset
        ended: bool

    def begins_drag(self, event: events.MouseDown) -> bool:
        """Whether what is pressed there may be dragged."""
        return self.draggable

    def is_moved(self, start: Offset, here: Offset) -> bool:
        """Whether the pointer is at another place than where it was pressed."""
        return here != start

    def drag(self, start: Offset, event: events.MouseEvent, *, ended: bool) -> None:
        """Do what a drag does: tell of it."""
        self.post_message(self.Dragged(start, event.offset + self.scroll_offset, ended))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin what may become a drag."""
        self.dragged = False
        if event.button == 1 and self.begins_drag(event):
            self._pressed = event.offset + self.scroll_offset
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell how far the pointer was dragged."""
        here = event.offset + self.scroll_offset
        if self._pressed is not None and (self.dragged or self.is_moved(self._pressed, here)):
            self.dragged = True
            self.drag(self._pressed, event, ended=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag."""
        if self._pressed is None:
            return
        self.release_mouse()
        if self.dragged:
            self.drag(self._pressed, event, ended=True)
        self._pressed = None
