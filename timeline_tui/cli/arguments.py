"""Reads what was typed as a call of a command, and says what a shell needs to complete it, and the keys."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib.resources import files
from textwrap import fill
from typing import Any, NoReturn

from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.output import HelpText, Refusal, say
from timeline_tui.cli.printing import FORMATS, TEXT
from timeline_tui.cli.subcommand import SEVERAL, Argument, Subcommand
from timeline_tui.model.criteria import CRITERIA
from timeline_tui.model.fields import Field, Option
from timeline_tui.model.record_fields import fields_of
from timeline_tui.problems.problem import CODES
from timeline_tui.version import __version__

_WIDTH = 110


class _Help(Action):
    def __call__(self, parser: ArgumentParser, *_: object) -> NoReturn:
        """Stop at once, whatever else is missing from the call."""
        raise HelpText(parser.format_help().rstrip())


class _Version(Action):
    def __call__(self, *_: object) -> NoReturn:
        """Stop at once."""
        raise HelpText(f"timeline-tui {__version__}")


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
    name = arguments[0] if arguments and arguments[0] in COMMANDS else "open"
    parser = parser_of(COMMANDS[name])
    rest = parser.joined(arguments if name == "open" else arguments[1:])
    call = Namespace(command=name)
    if COMMANDS[name].behind:
        at = rest.index("--") if "--" in rest else None
        call.behind = None if at is None else rest[at + 1 :]
        rest = rest[:at]
    return parser.parse_args(_asked(rest) if name == "search" else rest, call)


def _asked(arguments: Sequence[str]) -> list[str]:
    """The arguments with those in front that argparse may take for options: a query may begin with -."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [argument for argument in arguments[:end] if argument.startswith("--") or argument == "-h"]
    rest = [argument for argument in arguments[:end] if argument not in options]
    return [*options, "--", *rest, *arguments[end + 1 :]]


def parser_of(command: Subcommand) -> Parser:
    """What reads the arguments of a command."""
    is_open = command.name == "open"
    parser = Parser(
        prog="timeline-tui" if is_open else f"timeline-tui {command.name}",
        usage=command.usage,
        description=f"{command.brief[0].upper()}{command.brief[1:]}.",
        epilog=_epilog(command),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    # From Python 3.14 on, help has colours otherwise, which are control sequences.
    parser.color = False
    parser.add_argument("-h", "--help", action=_Help, nargs=0, default=SUPPRESS, help="say this and leave")
    for argument in (*command.arguments, *_fillings(command.fills)):
        parser.add_argument(*argument.names, **argument.options)
    if command.formats:
        says = f"how to print it; {command.formats[0]} if not given"
        parser.add_argument("--format", choices=command.formats, default=command.formats[0], help=says)
    if is_open:
        says = "say which version this is and leave"
        parser.add_argument("--version", action=_Version, nargs=0, default=SUPPRESS, help=says)
    return parser


def _fillings(section: str) -> list[Argument]:
    """The options that fill the fields of a section."""
    fields = fields_of(section).values() if section else ()
    return [_filling(field, field.option) for field in fields if field.option]


def _filling(field: Field, option: Option) -> Argument:
    more: dict[str, Any] = {"dest": option.into} if option.into else {}
    says = option.help or field.example
    if field.holds == "flag":
        return Argument(f"--{option.name}", action="store_true", help=says, **more)
    more |= {"metavar": option.metavar}
    if field.several or field.holds == "own":
        says += "; may be given more than once"
        more |= SEVERAL
    return Argument(f"--{option.name}", help=says, **more)


def _epilog(command: Subcommand) -> str:
    """What stands in the help of a command below its options."""
    parts = [_overview()] if command.name == "open" else []
    manual = files(__package__).joinpath("manuals", f"{command.name}.txt")
    if manual.is_file():
        text = manual.read_text(encoding="utf-8")
        words = " ".join(f"{row.word}:" for row in CRITERIA.values() if row.lists or row.staged)
        parts.append(text.replace("$words", words).replace("$roles", _roles() if "$roles" in text else ""))
    parts += [_records(command)] if command.record else []
    return "\n".join(parts)


def _roles() -> str:
    """What a column can be, each in a line."""
    from timeline_tui.exchange.roles import ROLES

    return "\n".join(f"  {role.id:<14}{role.meaning}" for role in ROLES.values())


def _overview() -> str:
    """Every command in a line."""
    rows = [(shape_of(command), command.brief) for name, command in COMMANDS.items() if name != "open"]
    width = max(len(shape) for shape, _ in rows)
    return "".join(["commands:\n", *(f"  {shape:<{width}}  {brief}\n" for shape, brief in rows)])


def shape_of(command: Subcommand) -> str:
    """The name of a command with what it takes."""
    taken = command.shape or " ".join(argument.shape for argument in command.arguments if argument.shape)
    return f"{command.name} {taken}".rstrip()


def _records(command: Subcommand) -> str:
    """The formats of what it prints for other programs, and the fields of their records."""
    width = max(len(column.name) for column in command.columns) + 4
    indent = " " * width
    rows = [
        fill(f"  {name:<{width - 2}}{meaning}", _WIDTH, subsequent_indent=indent, break_on_hyphens=False)
        for name, meaning in command.columns
    ]
    others = (FORMATS[name] for name in command.formats if name != TEXT)
    forms = (f"  {form.name:<{width - 2}}{form.meaning}" for form in others)
    heading = f"\nRecords, one for each {command.record}, have"
    return "\n".join(["Values of --format beside text:", *forms, heading, *rows])


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


def say_keys(_: Namespace) -> None:
    """Print the keys of the screen."""
    from timeline_tui.session.commands import keys_table

    say(keys_table().rstrip())


def say_completions(call: Namespace) -> None:
    """Print the script that the shell reads."""
    say(completions(call.shell).rstrip())


def completions(shell: str) -> str:
    """The script with which a shell completes commands, options, files and codes."""
    import shtab

    whole = _completing("open")
    for action in [action for action in whole._actions if not action.option_strings]:
        whole._remove_action(action)
    commands = whole.add_subparsers(metavar="COMMAND")
    for name in [name for name in COMMANDS if name != "open"]:
        parser = _completing(name)
        commands.add_parser(name, parents=[parser], add_help=False, help=parser.description)
    return shtab.complete(whole, shell).replace(*_WITH_FILES[shell])


def _completing(name: str) -> Parser:
    """The parser of a command that tells what its arguments are completed with."""
    import shtab

    parser = parser_of(COMMANDS[name])
    known = {"FILE": shtab.FILE, "FOLDER": shtab.DIRECTORY}
    for action in parser._actions:
        if action.metavar in known:
            action.complete = known[action.metavar]  # type: ignore[attr-defined]
        elif action.metavar == "CODE":
            action.choices = [*CODES, "limits"]
    return parser
