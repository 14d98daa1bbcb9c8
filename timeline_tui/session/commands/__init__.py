"""Every command, declared once: keys, hint line, palette, help and `docs/keys.md` all come from here."""

from __future__ import annotations

from timeline_tui.session.commands.command import Command, Group, shown_key
from timeline_tui.session.commands.editing import EDITING, PROGRAM, WRITING
from timeline_tui.session.commands.finding import FINDING, NARROWING, TYPING
from timeline_tui.session.commands.moving import MOVING, ROWS, TRAVELLING
from timeline_tui.session.commands.reading import READING, SELECTING
from timeline_tui.session.commands.views import CHARTING, PLAYING, TOURS
from timeline_tui.session.journey import Where

__all__ = ["BY_ID", "COMMANDS", "Command", "Group", "Where", "own_keys", "shown_key"]

COMMANDS: tuple[Command, ...] = (
    *(*MOVING, *FINDING, *TYPING, *NARROWING, *ROWS, *CHARTING, *TRAVELLING, *READING),
    *(*TOURS, *PLAYING, *SELECTING, *EDITING, *WRITING, *PROGRAM),
)

BY_ID = {command.id: command for command in COMMANDS}


def own_keys(where: Where) -> dict[str, str]:
    """The keys that one widget alone hears, each with the id of its command."""
    return {key: command.id for command in COMMANDS if command.where == (where,) for key in command.keys}
