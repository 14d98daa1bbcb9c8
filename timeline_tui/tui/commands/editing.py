"""The commands that change the file."""

from __future__ import annotations

from timeline_tui.tui.commands.command import DEPTHS, Command

EDITING: tuple[Command, ...] = (
    Command(
        id="edit",
        keys=("e",),
        label="Edit",
        help="Open the file in your editor, $VISUAL or $EDITOR, at the event, passage or source "
        "under the cursor.",
        where=DEPTHS,
        group="The program",
    ),
)
