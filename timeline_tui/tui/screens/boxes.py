"""The boxes that hear keys of their own over the timeline: a query, values to narrow by, a selection."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from timeline_tui.session.value_list import ValueList
from timeline_tui.tui.widgets.bars import SelectionBar
from timeline_tui.tui.widgets.facets_pane import FacetsPane
from timeline_tui.tui.widgets.query_line import Below, Prompt, QueryLine

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from timeline_tui.session.journey import Where
    from timeline_tui.session.session import Session
    from timeline_tui.tui.widgets.ink import Inks


_SOON = 0.03
"""Seconds that an open box is on the screen before anything is done for what will be typed into it."""
_OF_A_LETTER = ("index.event_search", "index.view_maker", "render.marking", "session.landing")
"""What the first letter of a query needs, which would wait for a third of its time for that."""


def mount_box(screen: Screen[None], session: Session, inks: Inks, mode: Where) -> Widget:
    """Mount what a mode is told and typed in."""
    if mode == "query":
        line = QueryLine(session)
        screen.mount(line, Prompt(inks), Below(session, line, inks))
        screen.set_timer(_SOON, _be_ready_for_a_letter)
        return line
    if mode == "facets":
        values = session.values = session.values or ValueList(session.changed)
        pane = FacetsPane(session, values, inks)
        screen.mount(pane)
        return pane
    bar = SelectionBar(session, inks)
    screen.mount(bar)
    return bar


def _be_ready_for_a_letter() -> None:
    for name in _OF_A_LETTER:
        import_module(f"timeline_tui.{name}")
