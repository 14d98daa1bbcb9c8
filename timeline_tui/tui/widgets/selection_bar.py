"""The line that says what is selected, and hears the keys that select."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from timeline_tui.tui.commands import own_keys
from timeline_tui.tui.widgets.bars import Bar
from timeline_tui.tui.widgets.ink import Inks


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
