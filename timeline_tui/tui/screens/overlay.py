"""A screen that stands over the timeline, in the colours of the theme."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.screen import ModalScreen

from timeline_tui.tui.widgets.ink import Inked, Inks
from timeline_tui.tui.widgets.too_small import COLUMN_CLASSES, ROW_CLASSES

T = TypeVar("T")


class Overlay(ModalScreen[T]):
    """Dips what it holds in the colours of the theme, whenever these change."""

    HORIZONTAL_BREAKPOINTS = COLUMN_CLASSES
    VERTICAL_BREAKPOINTS = ROW_CLASSES
    ALLOW_SELECT = False

    def _on_mount(self, event: events.Mount) -> None:
        super()._on_mount(event)
        self.dip()
        self.app.theme_changed_signal.subscribe(self, lambda theme: self.dip())

    def dip(self) -> None:
        """Give everything the colours of the theme that there is."""
        inks = Inks(self.app.theme_variables, terminal=self.app.native_ansi_color)
        for widget in self.walk_children():
            if isinstance(widget, Inked):
                widget.inks = inks
