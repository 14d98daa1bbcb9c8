"""The commands that change the file, those of the built-in editor, and those of the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.session.commands.command import ANYWHERE, DEPTHS, EVERYWHERE, Commands, Hinted
from timeline_tui.session.commands.later import (
    adding,
    bringing_in,
    own_editor,
    proposing,
    requests,
    selecting,
    under_cursor,
    version_choice,
)

if TYPE_CHECKING:
    from timeline_tui.session.requests import Request
    from timeline_tui.session.session import Session


EDITING = Commands("Editing")


@EDITING.declare(("a",), "Add an event", DEPTHS, Hinted("add", where=("list",)), needs="nothing")
def _add_event(session: Session) -> Request | None:
    """Add an event by a form: dates as you would say them, names in any spelling, and nothing else of the
    file is changed; Enter goes on to the next field, Ctrl+J begins a new line."""
    if session.at_proposal:
        return adding.new_event_proposed(session)
    return adding.add_event(session)


@EDITING.declare(("A",), "Add a passage", DEPTHS, Hinted("add passage", where=("event",)), needs="nothing")
def _add_passage(session: Session) -> Request | None:
    """Add a passage to the event under the cursor by a form; where the text of its source is held, it is
    looked for in it."""
    if session.at_proposal:
        return adding.choose_proposed(session)
    return adding.add_passage(session)


@EDITING.declare(("c",), "Clip a passage", DEPTHS, Hinted("clip", 2, ("source",)))
def _clip(session: Session) -> None:
    """In the text of a source: select a passage and put it into an event, letter for letter."""
    if session.at_proposal:
        proposing.select(session)
        return
    selecting.begin(session)


@EDITING.declare(
    ("E",),
    "Take the text's words",
    ANYWHERE,
    Hinted("the text's words", 2, ("event", "source", "page")),
    needs="nothing",
)
def _take_words(session: Session) -> None:
    """Put the words of the text into the file in place of a passage that is altered or cut; what is written
    is shown first."""
    adding.take_words(session, *under_cursor.passage(session))


@EDITING.declare(("I",), "Bring in", DEPTHS, Hinted("bring in", -3), needs="nothing")
def _bring_in(session: Session) -> Request | None:
    """Bring in a spreadsheet, a chronology, a list of sources or another program's file: what each column is
    is shown and can be changed, and what comes of it is shown before anything is written."""
    return requests.BringIn(bringing_in.file_sheet(session))


@EDITING.declare(("R",), "Take one of two versions", ANYWHERE, Hinted("two versions", 2), needs="nothing")
def _two_versions(session: Session) -> Request | None:
    """Show side by side what a merge left in two versions, and take one of them with 1 or 2; nothing else of
    the file is changed."""
    return version_choice.compare(session)


@EDITING.declare(("u",), "Take back", DEPTHS, Hinted("take back", 2), needs="nothing")
def _undo(session: Session) -> Request | None:
    """Take back what was last written here, by a form or in the built-in editor, as long as nobody else has
    changed the file since."""
    if session.texts is not None and proposing.take_back(session):
        return None
    return adding.undo(session)


@EDITING.declare(("e",), "Edit", ANYWHERE, Hinted("edit", 1, DEPTHS), needs="nothing")
def _edit(session: Session) -> Request | None:
    """Open the file at the event, passage, source, name or problem under the cursor, in $VISUAL or $EDITOR,
    or else in the built-in editor."""
    return own_editor.edit_here(session)


WRITING = Commands("The built-in editor", ("editor",))
WRITING.row(
    "save",
    ("ctrl+s",),
    "Save",
    "Write the file, whole or not at all, and never over what somebody else saved meanwhile.",
    Hinted("save", 9),
)
WRITING.row(
    "find-typed", ("ctrl+f",), "Find", "Find words in the file, in large or small letters.", Hinted("find", 6)
)
WRITING.row("find-again", ("f3",), "Find again", "Go to the next place that has the words.")
WRITING.row(
    "next-problem",
    ("f8",),
    "Next problem",
    "Go to the next place where something is wrong.",
    Hinted("next problem", 5),
)
WRITING.row("previous-problem", ("shift+f8",), "Previous problem", "Go to the one before.")
WRITING.row(
    "undo-typing",
    ("ctrl+z",),
    "Undo",
    "Take back what was typed last; Ctrl+Y types it again.",
    Hinted("undo", 4),
)
WRITING.row(
    "leave-editor",
    ("escape",),
    "Leave the editor",
    "Go back to the timeline; what is not saved is asked about.",
    Hinted("leave", 8),
)


PROGRAM = Commands("The program")


@PROGRAM.declare(("r",), "Read again", ANYWHERE, Hinted("read again", -3), needs="nothing")
def _reload(session: Session) -> Request | None:
    """Read the file again, and stay where you are."""
    return requests.ReadAgain()


@PROGRAM.declare(("T",), "Theme", (*ANYWHERE, "tour"), Hinted("colours", -3, ANYWHERE), needs="nothing")
def _theme(session: Session) -> Request | None:
    """Change the colours: dark, light, the terminal's own; the choice is remembered."""
    return requests.Colour()


@PROGRAM.declare((), "Dark theme", ANYWHERE, needs="nothing")
def _theme_dark(session: Session) -> Request | None:
    """Light text on a dark ground."""
    return requests.Colour("dark")


@PROGRAM.declare((), "Light theme", ANYWHERE, needs="nothing")
def _theme_light(session: Session) -> Request | None:
    """Dark text on a light ground."""
    return requests.Colour("light")


@PROGRAM.declare((), "The terminal's own colours", ANYWHERE, needs="nothing")
def _theme_terminal(session: Session) -> Request | None:
    """Use the colours that the terminal is set to."""
    return requests.Colour("terminal")


@PROGRAM.declare(("ctrl+p",), "All commands", EVERYWHERE, Hinted("commands"), needs="nothing")
def _palette(session: Session) -> Request | None:
    """Find a command by its name."""
    return requests.Show("palette")


@PROGRAM.declare(("question_mark", "f1"), "Help", EVERYWHERE, Hinted("help", 2, ANYWHERE), needs="nothing")
def _help(session: Session) -> Request | None:
    """List the keys, and what every mark on the screen means."""
    return requests.Show("help")


@PROGRAM.declare(
    ("q", "ctrl+q", "ctrl+c"), "Quit", (*ANYWHERE, "tour"), Hinted("quit", 1, ANYWHERE), needs="nothing"
)
def _quit(session: Session) -> Request | None:
    """Leave; what was typed and is not saved is told of or asked about first."""
    return requests.Quit()
