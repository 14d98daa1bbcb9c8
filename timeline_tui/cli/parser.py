"""What the command line may say, and what a shell needs to complete it."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

from timeline_tui import __version__
from timeline_tui.cli import manual
from timeline_tui.cli.ending import Refusal, Told
from timeline_tui.cli.output import say
from timeline_tui.problems.problem import CODES


class _Help(Action):
    def __call__(self, parser: ArgumentParser, *_: object) -> NoReturn:
        """Stop at once, whatever else is missing from the call."""
        raise Told(parser.format_help().rstrip())


class _Version(Action):
    def __call__(self, *_: object) -> NoReturn:
        """Stop at once."""
        raise Told(f"timeline-tui {__version__}")


class Parser(ArgumentParser):
    """Raises what is wrong with a call, instead of printing it."""

    color = False

    def joined(self, arguments: Sequence[str]) -> list[str]:
        """The arguments with `--at -0044-03-15` as one: what begins with - would be taken for an option."""
        joined: list[str] = []
        for argument in arguments:
            action = self._option_string_actions.get(joined[-1]) if joined else None
            takes = action is not None and action.nargs is None and "--" not in joined
            if takes and not self._is_option(argument):
                joined[-1] += f"={argument}"
            else:
                joined.append(argument)
        return joined

    def _is_option(self, argument: str) -> bool:
        return argument.partition("=")[0] in self._option_string_actions

    def _get_values(self, action: Action, arg_strings: list[str]) -> Any:  # noqa: ANN401 - as declared there
        if action.option_strings and arg_strings == ["--"]:
            # Some versions of Python take it for the end of the options here too, and give a list.
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        """Refuse the call."""
        raise Refusal(message, f"{self.prog} --help")


def parse(arguments: Sequence[str]) -> Namespace:
    """The call as a namespace with `command`, which is `open` where none is named."""
    command = arguments[0] if arguments and arguments[0] in PARSERS else "open"
    parser = PARSERS[command]()
    rest = parser.joined(arguments if command == "open" else arguments[1:])
    return parser.parse_args(_asked(rest) if command == "search" else rest, Namespace(command=command))


def _asked(arguments: Sequence[str]) -> list[str]:
    """The arguments with those in front that argparse may take for options: a query may begin with -."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [argument for argument in arguments[:end] if argument.startswith("--") or argument == "-h"]
    rest = [argument for argument in arguments[:end] if argument not in options]
    return [*options, "--", *rest, *arguments[end + 1 :]]


def _parser(name: str, says: str, more: str = "") -> Parser:
    parser = Parser(
        prog=f"timeline-tui {name}".rstrip(),
        description=says,
        epilog=more,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    # From Python 3.14 on, help has colours otherwise, which are control sequences.
    parser.color = False
    parser.add_argument("-h", "--help", action=_Help, nargs=0, default=SUPPRESS, help="say this and leave")
    return parser


def _open() -> Parser:
    parser = _parser("", "Open a timeline and read it down to the passages of its sources.", manual.OVERVIEW)
    parser.usage = (
        "timeline-tui [FILE] [--at ID|DATE] [--query QUERY] [--rows ROWS] [--group UNIT] [--fold ID|all]\n"
        "                    [--unfold ID] [--as-of DATE] [--texts FOLDER]\n       timeline-tui COMMAND ..."
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline to open, or a folder of them")
    parser.add_argument(
        "--at",
        metavar="ID|DATE",
        help="the event to open it at, or the day: the first event that begins then or later",
    )
    _with_query(parser)
    parser.add_argument(
        "--rows", choices=("compact", "normal", "full"), help="how much of each event a row says"
    )
    units = ("day", "month", "year", "decade", "century")
    parser.add_argument("--group", choices=units, help="put events together, so that each row is such a time")
    folds = "an event of which the parts are hidden, or all of them; may be given more than once"
    parser.add_argument("--fold", action="append", default=[], metavar="ID|all", help=folds)
    parser.add_argument(
        "--unfold", action="append", default=[], metavar="ID", help="with --fold all, one that is not folded"
    )
    _with_texts(_with_as_of(parser))
    parser.add_argument(
        "--version", action=_Version, nargs=0, default=SUPPRESS, help="say which version this is and leave"
    )
    return parser


def _list() -> Parser:
    parser = _parser("list", "Print the events in the order of the screen.", manual.LIST)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    only = "only events that a place, group or person is in: any of its spellings, in any case, or its id"
    parser.add_argument("--name", metavar="SPELLING", help=only)
    _with_query(parser)
    return _with_format(_with_texts(_with_as_of(parser)))


def _search() -> Parser:
    parser = _parser(
        "search", "Print the events that a query finds, in the order of the screen.", manual.SEARCH
    )
    parser.add_argument("query", metavar="QUERY", help="what to look for, as one argument")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    return _with_format(_with_texts(_with_as_of(parser)))


def _show() -> Parser:
    parser = _parser("show", "Print one event with all its passages.", manual.SHOW)
    parser.add_argument("id", metavar="ID", help="the event")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    return _with_format(_with_as_of(parser))


def _check() -> Parser:
    parser = _parser("check", "Print every problem in a file, with its line and what to try.", manual.CHECK)
    parser.add_argument("files", nargs="*", metavar="FILE", help="the timelines, or folders of them")
    says = "check again whenever a file is saved, until ctrl+c"
    parser.add_argument("--watch", action="store_true", help=says)
    return _with_format(parser, "line", "github", "sarif")


def _explain() -> Parser:
    says = "Print what a sort of problem means, with a wrong and a right example."
    parser = _parser("explain", says, "Without CODE, every code is listed with a sentence that explains it.")
    parser.add_argument("code", nargs="?", metavar="CODE", help="what stands in brackets: unknown-source")
    return parser


def _verify() -> Parser:
    parser = _parser("verify", "Find each passage in the text it was taken from.", manual.VERIFY)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    parser.add_argument("--only", metavar="STATES", help="these alone, such as altered,not-found,cut")
    return _with_format(_with_texts(parser))


def _gaps() -> Parser:
    parser = _parser(
        "gaps", "Print what is weak in a timeline, each with the event that it leads to.", manual.GAPS
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline, or a folder of them")
    return _with_format(_with_texts(_with_as_of(parser)))


def _add() -> Parser:
    says = "Add an event to a file, where its order of time puts it; nothing else in the file is changed."
    parser = _parser("add", says, manual.ADD)
    parser.usage = "timeline-tui add FILE --title TITLE [...]\n       timeline-tui add FILE -"
    parser.add_argument("file", nargs="?", metavar="FILE", help="the timeline")
    parser.add_argument("source", nargs="?", metavar="-", help="take events as JSON from standard input")
    parser.add_argument(
        "--date", help="when: 2024-03-12, or words such as 12 March 2024, spring 2023, c. 1850"
    )
    parser.add_argument("--title", help="a short line for the list")
    parser.add_argument("--id", help="how it is named; made from date and title if not given")
    parser.add_argument("--summary", metavar="TEXT", help="a few sentences that take no side")
    name = "a place, group or person it concerns, in any spelling; may be given more than once"
    parser.add_argument("--name", action="append", default=[], help=name)
    parser.add_argument("--tag", action="append", default=[], help="a word to group by; more than once, too")
    parser.add_argument("--key", action="store_true", help="say that it is what one tells first")
    cited = "a source that reports it, by its id; may be given more than once"
    parser.add_argument("--source", dest="cited", action="append", default=[], metavar="ID", help=cited)
    media = "the address of a picture or recording that shows it; more than once, too"
    parser.add_argument("--media", action="append", default=[], metavar="ADDRESS", help=media)
    own = "what it says in a word of your own; more than once, too, also with the same word"
    parser.add_argument("--field", action="append", default=[], metavar="WORD=TEXT", help=own)
    parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
    return _with_format(parser)


def _init() -> Parser:
    says = "Write a timeline for you to edit. Nothing is ever written over."
    parser = _parser("init", says, manual.INIT)
    parser.add_argument("file", nargs="?", metavar="FILE", help="what to call it")
    parser.add_argument("--shipped", action="store_true", help="a copy of the timeline that ships")
    return parser


def _completions() -> Parser:
    parser = _parser(
        "completions", "Print what a shell needs to complete commands and options.", manual.COMPLETIONS
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="for which shell")
    return parser


def _with_as_of(parser: Parser) -> Parser:
    says = "show only what could be known on this day; passages with no date of report are hidden, too"
    parser.add_argument("--as-of", metavar="DATE", help=says)
    return parser


def _with_query(parser: Parser) -> Parser:
    says = "show only the events that answer it; `timeline-tui search --help` says what it can ask"
    parser.add_argument("--query", metavar="QUERY", help=says)
    return parser


def _with_texts(parser: Parser) -> Parser:
    parser.add_argument(
        "--texts",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder that holds texts of the sources; may be given more than once",
    )
    return parser


def _with_format(parser: Parser, *more: str) -> Parser:
    forms = ("text", *more, "json")
    parser.add_argument("--format", choices=forms, default="text", help="how to print it; text if not given")
    return parser


PARSERS: dict[str, Callable[[], Parser]] = {
    "open": _open,
    "list": _list,
    "search": _search,
    "show": _show,
    "check": _check,
    "explain": _explain,
    "verify": _verify,
    "gaps": _gaps,
    "add": _add,
    "init": _init,
    "schema": partial(
        _parser, "schema", "Print the JSON Schema (draft-07) of the file format.", manual.SCHEMA
    ),
    "completions": _completions,
    "keys": partial(_parser, "keys", "Print the keys of the screen."),
}
"""What makes the parser of each command."""


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
