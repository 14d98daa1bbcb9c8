"""The commands that are about the program itself."""

from __future__ import annotations

from timeline_tui.tui.commands.command import ANYWHERE, Command

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
