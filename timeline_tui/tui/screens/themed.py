"""Screens that give the widgets on them the colours of the theme."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.screen import ModalScreen, Screen

from timeline_tui.tui.widgets.ink import Inked, Inks
from timeline_tui.tui.widgets.too_small import COLUMN_CLASSES, ROW_CLASSES

T = TypeVar("T")


class ThemedScreen(Screen[T]):
    """Colours what is on it, and colours it anew when another theme is chosen."""

    HORIZONTAL_BREAKPOINTS = COLUMN_CLASSES
    VERTICAL_BREAKPOINTS = ROW_CLASSES
    ALLOW_SELECT = False

    def _on_mount(self, event: events.Mount) -> None:
        super()._on_mount(event)
        self.recolour()
        self.app.theme_changed_signal.subscribe(self, lambda theme: self.recolour())

    def make_inks(self) -> Inks:
        """The looks of everything in the theme there is."""
        # With no colour, too, only what needs none is sure to be seen.
        terminal = self.app.native_ansi_color or self.app.no_color
        return Inks(self.app.theme_variables, terminal=terminal)

    def recolour(self) -> None:
        """Give every widget that draws lines the looks of the theme there is."""
        inks = self.make_inks()
        # A query knows a widget by its first base alone, and for what scrolls that is another one.
        for widget in self.walk_children():
            if isinstance(widget, Inked):
                widget.inks = inks


class Overlay(ThemedScreen[T], ModalScreen[T]):
    """Stands over the timeline until it is answered."""
