"""Rows of one line, the hints at the bottom, and what stands in a window too small."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from timeline_tui.render.document import Line, Maker, Marks, Piece, Role
from timeline_tui.render.wrapping import fit
from timeline_tui.tui.widgets.ink import DataMessage, Inked


class Bar(Inked):
    """One row that is made anew for every width."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._maker: Maker[Line] = lambda width: Line()

    def show(self, maker: Maker[Line]) -> None:
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

    class HintClicked(DataMessage):
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
                self.post_message(self.HintClicked(hint.command))


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

    def render_line(self, y: int) -> Strip:
        """A kind line, wrapped."""
        from timeline_tui.render.notices import small_page

        width, height = self.size
        lines = small_page(COLUMNS, ROWS, width, height)
        text = lines[y] if y < len(lines) else ""
        return self.drawn(Line((Piece(text),)), width)


LinesMaker: TypeAlias = Maker[Sequence[Line]]


class Lines(Inked):
    """Lines that are made anew for every width; it is as high as there are lines."""

    DEFAULT_CSS = """
    Lines { height: 0; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._maker: LinesMaker = lambda width: ()
        self._lines: Sequence[Line] = ()
        self._made_for = 0

    def show(self, maker: LinesMaker) -> None:
        """Show these in the place of those before."""
        self._maker = maker
        self._make(self.size.width or self.container_size.width)

    def _make(self, width: int) -> None:
        before, self._lines, self._made_for = self._lines, self._maker(width) if width else (), width
        if len(self._lines) != len(before):
            self.styles.height = len(self._lines)
            # Told of it only then, it would have the whole screen laid out a second time.
            self.set_reactive(Lines.virtual_size, Size(width, len(self._lines)))
        self.refresh()

    def on_resize(self) -> None:
        """Make them for the new width."""
        if self.size.width != self._made_for:
            self._make(self.size.width)

    def render_line(self, y: int) -> Strip:
        """One of them."""
        return self.drawn(self._lines[y] if y < len(self._lines) else Line(), self.size.width)
