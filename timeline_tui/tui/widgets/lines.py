"""A few lines, and the line that says what is selected and hears the keys that select."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.strip import Strip

from timeline_tui.render.document import Line, Piece
from timeline_tui.render.phrases import counted
from timeline_tui.render.wrapping import fit
from timeline_tui.session.commands import own_keys
from timeline_tui.session.selection import counted_words
from timeline_tui.session.session import Session
from timeline_tui.session.signal import Aspect
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

    def __init__(self, session: Session, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Bar.inks, inks)
        self._session = session
        session.changed.subscribe(self._draw)

    def _draw(self, aspects: frozenset[Aspect]) -> None:
        if "selection" in aspects:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """How much is selected, and its first words."""
        selected, width = self._session.selected, self.size.width
        if selected is None:
            return self.drawn(Line(), width)
        start, end = selected.selection.stretch
        words = counted(counted_words(selected.text[start:end]), "word")
        said = f" {words} selected: "
        shown = " ".join(selected.text[start : min(end, start + 500)].split())
        shown = fit(shown, max(width - len(said), 1), self._session.marks.more)
        return self.drawn(Line((Piece(said, "key"), Piece(shown, "quote"))), width)
