"""The boxes that hear keys of their own over the timeline: a query, values to narrow by, a selection."""

from __future__ import annotations

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


def mount_box(screen: Screen[None], session: Session, inks: Inks, mode: Where) -> Widget:
    """Mount what a mode is told and typed in."""
    if mode == "query":
        line = QueryLine(session)
        screen.mount(line, Prompt(inks), Below(session, line, inks))
        return line
    if mode == "facets":
        values = session.values = session.values or ValueList(session.changed)
        pane = FacetsPane(session, values, inks)
        screen.mount(pane)
        return pane
    bar = SelectionBar(session, inks)
    screen.mount(bar)
    return bar
