"""The rows above and below: the masthead with title, strip and rule; the hints; a window too small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from timeline_tui.render.document import Line, Marks, Piece, Role
from timeline_tui.render.wrapping import fit
from timeline_tui.tui.widgets.ink import Inked, Inks, Report

Maker = Callable[[int], Line]
LinesMaker = Callable[[int], Sequence[Line]]


class Bar(Inked):
    """One row that is made anew for every width."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._maker: Maker = lambda width: Line()

    def show(self, maker: Maker) -> None:
        """Draw what the maker gives for the width that there is."""
        self._maker = maker
        self.refresh()

    def show_title(self, title: str, marks: Marks, role: Role = "strong") -> None:
        """Draw a text of one role, cut to the width that there is."""
        self.show(lambda width: Line((Piece(" "), Piece(fit(title, max(width - 1, 1), marks.more), role))))

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        line = self._maker(width) if y == 0 and width else Line()
        return self.drawn(line, width)


class Masthead(Inked):
    """Three rows: the title, the whole of the time, and a rule; a click on the time goes to the moment.

    Below them stands what there is to warn of, as long as there is something.
    """

    DEFAULT_CSS = """
    Masthead { height: 3; width: 1fr; }
    """
    TITLE, STRIP, RULE = range(3)

    class Pointed(Report):
        """A place on the strip was clicked."""

        cell: int

    class Dragged(Report):
        """The pointer was moved along the strip with its button held."""

        cells: tuple[int, int]
        """Where it was pressed, and where it is now."""
        ended: bool
        """Whether the button was let go of."""

    class Turned(Report):
        """The wheel was turned over the strip."""

        cell: int
        away: bool
        """Whether it was turned away from the hand, which is to look closer."""

    def __init__(self) -> None:
        super().__init__()
        self._makers: list[Maker] = [lambda width: Line()] * 3
        self._warning: LinesMaker | None = None
        self._warned: Sequence[Line] = ()
        self._pressed: int | None = None
        self._dragged = False

    def show(self, row: int, maker: Maker) -> None:
        """Draw in that row what the maker gives for the width that there is."""
        self._makers[row] = maker
        self.refresh(Region(0, row, self.size.width, 1))

    def warn(self, maker: LinesMaker | None) -> None:
        """Show below the rows what the maker gives for the width that there is, or nothing more."""
        self._warning = maker
        self._warn()

    def _warn(self) -> None:
        width = self.size.width or self.app.size.width
        self._warned = self._warning(width) if self._warning is not None else ()
        self.styles.height = len(self._makers) + len(self._warned)
        self.refresh()

    def on_resize(self) -> None:
        """What is warned of takes more lines in a narrow window."""
        if self._warning is not None:
            self._warn()

    def render_line(self, y: int) -> Strip:
        """One of the rows."""
        width = self.size.width
        if y >= len(self._makers):
            below = y - len(self._makers)
            return self.drawn(self._warned[below] if below < len(self._warned) else Line(), width)
        return self.drawn(self._makers[y](width) if width else Line(), width)

    def on_click(self, event: events.Click) -> None:
        """Tell where in time, unless a drag ended here."""
        if event.y == self.STRIP and not self._dragged:
            self.post_message(self.Pointed(event.x))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin what may become a drag."""
        self._dragged = False
        if event.y == self.STRIP and event.button == 1:
            self._pressed = event.x
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell how far the pointer was dragged."""
        if self._pressed is not None and (self._dragged or event.x != self._pressed):
            self._dragged = True
            self._drag(event.x, ended=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag."""
        if self._pressed is None:
            return
        self.release_mouse()
        if self._dragged:
            self._drag(event.x, ended=True)
        self._pressed = None

    def _drag(self, cell: int, *, ended: bool) -> None:
        if self._pressed is not None:
            self.post_message(self.Dragged((self._pressed, cell), ended))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look closer at where the pointer is."""
        self._turn(event, away=True)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look from farther away."""
        self._turn(event, away=False)

    def _turn(self, event: events.MouseEvent, *, away: bool) -> None:
        if event.y == self.STRIP:
            event.stop()
            self.post_message(self.Turned(event.x, away))


class Hint(NamedTuple):
    """One key and what it does here."""

    command: str
    key: str
    label: str
    weight: int
    """The lightest go first when room runs short."""

    @property
    def cells(self) -> int:
        """Its width with the space around it."""
        return cell_len(self.key) + cell_len(self.label) + 3


class HintBar(Bar):
    """The keys that do something here; each can be clicked."""

    DEFAULT_CSS = """
    HintBar { split: bottom; }
    """

    class Chosen(Report):
        """A hint was clicked."""

        command: str

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Draw these, as many as there is room for."""
        if hints != self._hints:
            self._hints = hints
            self.show(self._line)

    def _line(self, width: int) -> Line:
        pieces: list[Piece] = []
        for hint in fitting(self._hints, width):
            pieces += [Piece(f" {hint.key}", "key"), Piece(f" {hint.label} ", "muted")]
        return Line(tuple(pieces))

    def on_click(self, event: events.Click) -> None:
        """Find the hint under the pointer."""
        hints = fitting(self._hints, self.size.width)
        starts = [0]
        for hint in hints:
            starts.append(starts[-1] + hint.cells)
        for hint, (first, end) in zip(hints, pairwise(starts), strict=True):
            if first <= event.x < end:
                self.post_message(self.Chosen(hint.command))


def fitting(hints: tuple[Hint, ...], width: int) -> tuple[Hint, ...]:
    """The hints that fit: the lightest go first, the last of them before the others."""
    shown = list(hints)
    while shown and sum(hint.cells for hint in shown) > width:
        lightest = min(hint.weight for hint in shown)
        del shown[max(at for at, hint in enumerate(shown) if hint.weight == lightest)]
    return tuple(shown)


COLUMNS, ROWS = 40, 10
"""The smallest window that a timeline is readable in."""
WIDE = 100
"""From here on the list and the page stand side by side."""
COLUMN_CLASSES = [(0, "-tiny"), (COLUMNS, "-narrow"), (WIDE, "-wide")]
ROW_CLASSES = [(0, "-flat"), (ROWS, "-tall")]


def classes_for(width: int, height: int) -> tuple[str, str]:
    """What a window of this size is called in styles."""
    columns = [name for least, name in COLUMN_CLASSES if least <= width]
    rows = [name for least, name in ROW_CLASSES if least <= height]
    return columns[-1], rows[-1]


class TooSmall(Inked):
    """Takes the place of everything else; styles show it where the window is small."""

    DEFAULT_CSS = """
    TooSmall { width: 100%; height: 100%; }
    """

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Inked.inks, inks)

    def render_line(self, y: int) -> Strip:
        """A kind line, wrapped."""
        from timeline_tui.render.notices import small_page

        width, height = self.size
        lines = small_page(COLUMNS, ROWS, width, height)
        text = lines[y] if y < len(lines) else ""
        return self.drawn(Line((Piece(text),)), width)
