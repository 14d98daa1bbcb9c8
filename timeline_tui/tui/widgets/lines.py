"""A few lines, and the line that says what is selected and hears the keys that select."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.strip import Strip

from timeline_tui.render.document import Line
from timeline_tui.session.commands import own_keys
from timeline_tui.tui.widgets.bars import Bar
from timeline_tui.tui.widgets.ink import Inked, Inks

LinesMaker = Callable[[int], Sequence[Line]]


class Lines(Inked):
    """Lines that are made anew for every width; it is as high as there are lines."""

    DEFAULT_CSS = """
    Lines { height: 0; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._maker: LinesMaker = lambda width: ()
        self._lines: Sequence[Line] = ()

    def show(self, maker: LinesMaker) -> None:
        """Show these in the place of those before."""
        self._maker = maker
        self._make()

    def _make(self) -> None:
        width = self.size.width or self.container_size.width
        self._lines = self._maker(width) if width else ()
        self.styles.height = len(self._lines)
        self.refresh()

    def on_resize(self) -> None:
        """Make them for the new width."""
        self._make()

    def render_line(self, y: int) -> Strip:
        """One of them."""
        return self.drawn(self._lines[y] if y < len(self._lines) else Line(), self.size.width)


class SelectionBar(Bar, can_focus=True):
    """One line in the place of the rule above the page."""

    DEFAULT_CSS = """
    SelectionBar { layer: above; dock: top; margin: 2 0 0 0; width: 1fr; background: $ground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.command({command!r})", show=False)
        for key, command in own_keys("selection").items()
    ]

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Bar.inks, inks)
