"""The commands that change the file."""

from __future__ import annotations

from timeline_tui.tui.commands.command import ANYWHERE, DEPTHS, Command

EDITING: tuple[Command, ...] = (
    Command(
        id="add-event",
        keys=("a",),
        label="Add an event",
        help="Add an event by a form: dates as you would say them, names in any spelling, and nothing else "
        "of the file is changed.",
        where=DEPTHS,
        group="Editing",
        hint="add",
        hint_where=("list",),
    ),
    Command(
        id="add-passage",
        keys=("A",),
        label="Add a passage",
        help="Add a passage to the event under the cursor by a form; where the text of its source is held, "
        "it is looked for in it.",
        where=DEPTHS,
        group="Editing",
        hint="add passage",
        hint_where=("event",),
    ),
    Command(
        id="clip",
        keys=("c",),
        label="Clip a passage",
        help="In the text of a source: select a passage and put it into an event, letter for letter.",
        where=DEPTHS,
        group="Editing",
        hint="clip",
        hint_weight=2,
        hint_where=("source",),
    ),
    Command(
        id="undo",
        keys=("u",),
        label="Take back",
        help="Take back what was last added here, as long as nobody else has changed the file since.",
        where=DEPTHS,
        group="Editing",
    ),
    Command(
        id="edit",
        keys=("e",),
        label="Edit",
        help="Open the file in your editor, $VISUAL or $EDITOR, at the event, passage, source "
        "or problem under the cursor.",
        where=ANYWHERE,
        group="Editing",
    ),
)
