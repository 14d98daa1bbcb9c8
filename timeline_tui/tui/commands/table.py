"""All commands as a table: for `timeline-tui keys`, and for the README."""

from __future__ import annotations

from timeline_tui.tui.commands import COMMANDS
from timeline_tui.tui.commands.command import Group


def keys_table() -> str:
    """The keys and what they do, group by group, as aligned plain text."""
    rows = [(" ".join(command.shown_keys), command) for command in COMMANDS if command.keys]
    width = max(len(keys) for keys, _ in rows)
    shown: list[str] = []
    group: Group | None = None
    for keys, command in rows:
        if command.group != group:
            group = command.group
            shown += ["", group] if shown else [group]
        shown.append(f"  {keys:<{width}}  {command.help}")
    return "\n".join(shown) + "\n"


def keys_markdown() -> str:
    """The same table for the README."""
    shown = ["| keys | what they do |", "| --- | --- |"]
    for command in COMMANDS:
        if command.keys:
            keys = " ".join(f"`{key}`" for key in command.shown_keys)
            shown.append(f"| {keys} | {command.help} |")
    return "\n".join(shown) + "\n"
