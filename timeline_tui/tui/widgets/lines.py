"""A few lines, as many as there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.strip import Strip

from timeline_tui.tui.presentation.document import Line
from timeline_tui.tui.widgets.ink import Inked

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
