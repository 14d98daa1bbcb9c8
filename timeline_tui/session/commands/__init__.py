"""Every command, declared once: keys, hint line, palette, help and `docs/keys.md` all come from here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from timeline_tui.session.commands.command import Command, Group, shown_key
from timeline_tui.session.commands.editing import EDITING, PROGRAM, WRITING
from timeline_tui.session.commands.moving import MOVING, ROWS, TRAVELLING
from timeline_tui.session.commands.reading import READING, SELECTING
from timeline_tui.session.commands.views import CHARTING, FINDING, NARROWING, PLAYING, TOURS, TYPING
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


def keys_table() -> str:
    """The keys and what they do, group by group, as aligned plain text."""
    width = max(len(" ".join(command.shown_keys)) for command in COMMANDS)
    blocks = (
        "\n".join([group, *(f"  {' '.join(one.shown_keys):<{width}}  {one.help}" for one in commands)])
        for group, commands in _groups()
    )
    return "\n\n".join(blocks) + "\n"


def keys_markdown() -> str:
    """The keys and what they do for `docs/keys.md`, a table for each group."""
    blocks: list[str] = []
    for group, commands in _groups():
        rows = (f"| {' '.join(f'`{key}`' for key in one.shown_keys)} | {one.help} |" for one in commands)
        blocks.append("\n".join([f"## {group}", "", "| keys | what they do |", "| --- | --- |", *rows]))
    return "\n\n".join(blocks) + "\n"


def _groups() -> Iterator[tuple[Group, Iterator[Command]]]:
    """The commands that have keys, in the order and the groups in which they are declared."""
    return groupby((command for command in COMMANDS if command.keys), lambda command: command.group)
