"""The line that says what is selected, and hears the keys that select."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from timeline_tui.tui.commands import COMMANDS
from timeline_tui.tui.widgets.bars import Bar
from timeline_tui.tui.widgets.ink import Inks


class SelectionBar(Bar, can_focus=True):
    """One line in the place of the rule above the page."""

    DEFAULT_CSS = """
    SelectionBar { layer: above; dock: top; margin: 2 0 0 0; width: 1fr; background: $ground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), f"screen.command({command.id!r})", command.label, show=False)
        for command in COMMANDS
        if command.where == ("selection",)
    ]

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.set_reactive(Bar.inks, inks)
