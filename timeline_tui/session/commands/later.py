"""The modules of the session that do what commands are for, each imported when it is first wanted.

What the table of commands is read for, as hints and help, needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline_tui.session import adding as adding
    from timeline_tui.session import bringing_in as bringing_in
    from timeline_tui.session import charted as charted
    from timeline_tui.session import event_history as event_history
    from timeline_tui.session import handing_on as handing_on
    from timeline_tui.session import own_editor as own_editor
    from timeline_tui.session import proposing as proposing
    from timeline_tui.session import requests as requests
    from timeline_tui.session import selecting as selecting
    from timeline_tui.session import shown_query as shown_query
    from timeline_tui.session import trail as trail
    from timeline_tui.session import travel as travel
    from timeline_tui.session import trouble as trouble
    from timeline_tui.session import under_cursor as under_cursor
    from timeline_tui.session import version_choice as version_choice
    from timeline_tui.session import zooming as zooming


class Later(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        """What the module holds."""
        return getattr(import_module(f"timeline_tui.session.{self.__name__}"), name)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Later:
        return Later(name)
