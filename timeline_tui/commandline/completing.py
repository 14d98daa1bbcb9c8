"""`completions`: what a shell needs to complete the commands, their options, files and folders."""

from __future__ import annotations

from timeline_tui.commandline.output import say
from timeline_tui.commandline.parsing import PARSERS, Parser
from timeline_tui.diagnostics.codes import CODES

# The first word is a command or else the file to open, which no parser of commands can say to shtab.
_WITH_FILES = {
    "bash": ("complete -o bashdefault", "complete -o default"),
    "zsh": ("_describe 'timeline-tui commands' _commands", "_describe 'command' _commands\n  _files"),
    "fish": (
        "complete -c timeline-tui -f\n",
        "complete -c timeline-tui -f\ncomplete -c timeline-tui -F "
        "-n '_shtab_timeline_tui_using; and test $_shtab_timeline_tui_npos -eq 0'\n",
    ),
}


def say_completions(shell: str) -> None:
    """Print the script that the shell reads."""
    import shtab

    whole = _completing("open")
    for action in [action for action in whole._actions if not action.option_strings]:
        whole._remove_action(action)
    commands = whole.add_subparsers(metavar="COMMAND")
    for name in PARSERS:
        if name != "open":
            parser = _completing(name)
            commands.add_parser(name, parents=[parser], add_help=False, help=parser.description)
    say(shtab.complete(whole, shell).replace(*_WITH_FILES[shell]).rstrip())


def _completing(name: str) -> Parser:
    """The parser of a command that tells what its arguments are completed with."""
    import shtab

    parser = PARSERS[name]()
    known = {"FILE": shtab.FILE, "FOLDER": shtab.DIRECTORY}
    for action in parser._actions:
        if action.metavar in known:
            action.complete = known[action.metavar]  # type: ignore[attr-defined]
        elif action.metavar == "CODE":
            action.choices = list(CODES)
    return parser
