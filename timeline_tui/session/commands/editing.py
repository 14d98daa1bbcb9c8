"""The commands that change the file, those of the built-in editor, and those of the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import ANYWHERE, DEPTHS, Command

if TYPE_CHECKING:
    from timeline_tui.session.session import Session


def _begin_selecting(session: Session) -> None:
    from timeline_tui.session.selecting import begin

    begin(session)


EDITING: tuple[Command, ...] = (
    Command(
        id="add-event",
        keys=("a",),
        label="Add an event",
        help="Add an event by a form: dates as you would say them, names in any spelling, and nothing else "
        "of the file is changed; Enter goes on to the next field, Ctrl+J begins a new line.",
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
        run=_begin_selecting,
    ),
    Command(
        id="take-words",
        keys=("E",),
        label="Take the text's words",
        help="Put the words of the text into the file in place of a passage that is altered or cut; what is "
        "written is shown first.",
        where=ANYWHERE,
        group="Editing",
        hint="the text's words",
        hint_weight=2,
        hint_where=("event", "source", "page"),
    ),
    Command(
        id="undo",
        keys=("u",),
        label="Take back",
        help="Take back what was last written here, by a form or in the built-in editor, as long as nobody "
        "else has changed the file since.",
        where=DEPTHS,
        group="Editing",
    ),
    Command(
        id="edit",
        keys=("e",),
        label="Edit",
        help="Open the file at the event, passage, source, name or problem under the cursor, in $VISUAL or "
        "$EDITOR, or else in the built-in editor.",
        where=ANYWHERE,
        group="Editing",
        hint="edit",
        hint_weight=1,
        hint_where=DEPTHS,
    ),
)

WRITING: tuple[Command, ...] = (
    Command(
        id="save",
        keys=("ctrl+s",),
        label="Save",
        help="Write the file, whole or not at all, and never over what somebody else saved meanwhile.",
        where=("editor",),
        group="The built-in editor",
        hint="save",
        hint_weight=9,
    ),
    Command(
        id="find-typed",
        keys=("ctrl+f",),
        label="Find",
        help="Find words in the file, in large or small letters.",
        where=("editor",),
        group="The built-in editor",
        hint="find",
        hint_weight=6,
    ),
    Command(
        id="find-again",
        keys=("f3",),
        label="Find again",
        help="Go to the next place that has the words.",
        where=("editor",),
        group="The built-in editor",
    ),
    Command(
        id="next-problem",
        keys=("f8",),
        label="Next problem",
        help="Go to the next place where something is wrong.",
        where=("editor",),
        group="The built-in editor",
        hint="next problem",
        hint_weight=5,
    ),
    Command(
        id="previous-problem",
        keys=("shift+f8",),
        label="Previous problem",
        help="Go to the one before.",
        where=("editor",),
        group="The built-in editor",
    ),
    Command(
        id="undo-typing",
        keys=("ctrl+z",),
        label="Undo",
        help="Take back what was typed last; Ctrl+Y types it again.",
        where=("editor",),
        group="The built-in editor",
        hint="undo",
        hint_weight=4,
    ),
    Command(
        id="leave-editor",
        keys=("escape",),
        label="Leave the editor",
        help="Go back to the timeline; what is not saved is asked about.",
        where=("editor",),
        group="The built-in editor",
        hint="leave",
        hint_weight=8,
    ),
)


PROGRAM: tuple[Command, ...] = (
    Command(
        id="reload",
        keys=("r",),
        label="Read again",
        help="Read the file again, and stay where you are.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme",
        keys=("T",),
        label="Theme",
        help="Change the colours: dark, light, the terminal's own; the choice is remembered.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme-dark",
        keys=(),
        label="Dark theme",
        help="Light text on a dark ground.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme-light",
        keys=(),
        label="Light theme",
        help="Dark text on a light ground.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="theme-terminal",
        keys=(),
        label="The terminal's own colours",
        help="Use the colours that the terminal is set to.",
        where=ANYWHERE,
        group="The program",
    ),
    Command(
        id="palette",
        keys=("ctrl+p",),
        label="All commands",
        help="Find a command by its name.",
        where=(*ANYWHERE, "query", "facets", "selection", "editor"),
        group="The program",
    ),
    Command(
        id="help",
        keys=("question_mark", "f1"),
        label="Help",
        help="List the keys, and what every mark on the screen means.",
        where=(*ANYWHERE, "query", "facets", "selection", "editor"),
        group="The program",
        hint="help",
        hint_weight=2,
        hint_where=ANYWHERE,
    ),
    Command(
        id="quit",
        keys=("q", "ctrl+q", "ctrl+c"),
        label="Quit",
        help="Leave; what was typed and is not saved is told of or asked about first.",
        where=ANYWHERE,
        group="The program",
        hint="quit",
        hint_weight=1,
    ),
)
