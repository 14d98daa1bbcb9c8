"""All commands as a table: for `timeline-tui keys`, and for `docs/keys.md`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from timeline_tui.session.commands import COMMANDS
from timeline_tui.session.commands.command import Command, Group


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
