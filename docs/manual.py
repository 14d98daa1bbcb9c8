"""The manual page, made from the parsers: what `man timeline-tui` shows where the program is installed."""

from __future__ import annotations

import re
from argparse import Action
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from timeline_tui.cli.arguments import Parser, parser_of, shape_of
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.subcommand import Subcommand
from timeline_tui.version import __version__

FILE = Path(__file__).with_name("timeline-tui.1")
_OPEN = COMMANDS["open"]
_OTHERS = [command for command in COMMANDS.values() if command is not _OPEN]
_ROFF = {
    "\\": "\\e",
    "-": "\\-",
    "'": "\\(aq",
    "`": "\\(ga",
    "^": "\\(ha",
    "~": "\\(ti",
}
# A term and what it means, two blanks or more between them, or a line that stands as it is.
_ROW = re.compile(r" {2}(?P<term>\S+(?: \S+)*?)(?: {2,}(?P<meaning>\S.*))?")
_FURTHER = re.compile(r" {3,}(?P<meaning>\S.*)")
# A long list of choices may be cut behind each.
_ALTERNATIVE = "|\\:"
_STATUS = """\
  0    all is well
  1    the data has errors
  2    the call or the file cannot be understood
  130  it was interrupted
"""
_FILES = """\
  ~/.cache/timeline-tui        what it knows of files it has read; safe to delete
  ~/.config/timeline-tui       settings.json
  ~/.local/state/timeline-tui  places.json: where each timeline was left; safe to delete

On macOS they are folders in ~/Library.
"""
_ENVIRONMENT = """\
  VISUAL, EDITOR  the editor that the key e opens; one that comes with the program where neither is set
  NO_COLOR        if it is set to anything, nothing has colours
  TIMELINE_TUI_CACHE, TIMELINE_TUI_CONFIG, TIMELINE_TUI_STATE  folders in the place of those above
"""


def write() -> None:
    """Write the page anew."""
    FILE.write_text(page(), encoding="ascii")


def stale() -> bool:
    """Whether it says something else than the parsers do."""
    return not FILE.is_file() or FILE.read_text(encoding="ascii") != page()


def page() -> str:
    """The page, in the language of man(7)."""
    lines = [*_head(), *_commands(), *_foot(), ""]
    # A paragraph that begins where another thing does is none.
    return "\n".join(
        line
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
        if line != ".PP" or not (before.startswith(".SH") or after.startswith(".") or not after)
    )


def _head() -> Iterator[str]:
    parser = parser_of(_OPEN)
    yield f'.TH TIMELINE\\-TUI 1 "" "timeline\\-tui {__version__}" "User Commands"'
    # Options are not cut in two, nor are gaps put between words.
    yield from [".nh", ".ad l"]
    yield from [".SH NAME", f"timeline\\-tui \\- {_words(_OPEN.brief)}"]
    yield from [".SH SYNOPSIS", *_usage(parser)]
    yield from [
        ".SH DESCRIPTION",
        *_text((parser.epilog or "").partition("\n\n")[2].partition("exit codes")[0]),
    ]
    yield from [".SH OPTIONS", *chain.from_iterable(map(_argument, _arguments(parser)))]


def _usage(parser: Parser) -> Iterator[str]:
    """Each way to call it, without how argparse wraps it."""
    usage = parser.format_usage().removeprefix("usage: ")
    for call in re.split(r"\n\s*(?=timeline-tui)", usage.strip()):
        name, _, taken = " ".join(call.split()).partition(" ")
        yield from [".PP", f"\\fB{_words(name)}\\fR {_words(taken)}"]


def _commands() -> Iterator[str]:
    yield ".SH COMMANDS"
    for command in _OTHERS:
        parser = parser_of(command)
        yield from [f'.SS "{_words(shape_of(command))}"', _words(parser.description or "")]
        yield from chain.from_iterable(map(_argument, _arguments(parser)))
        yield from [".PP", *_text(parser.epilog or "")]


def _arguments(parser: Parser) -> list[Action]:
    return [action for action in parser._actions if action.dest != "help"]


def _argument(action: Action) -> Iterator[str]:
    """An argument or option, and what it says."""
    choices = "|".join(map(str, action.choices)) if action.choices else None
    taken = action.metavar or choices or ""
    name = ", ".join(f"\\fB{_words(option)}\\fR" for option in action.option_strings)
    yield from [".TP", f"{name} {_italic(str(taken))}".strip() if name else _italic(str(taken))]
    yield _words(action.help or "")


def _italic(text: str) -> str:
    return f"\\fI{_words(text).replace('|', _ALTERNATIVE)}\\fR" if text else ""


def _foot() -> Iterator[str]:
    yield from [".SH EXIT STATUS", *_text(_STATUS), ".SH FILES", *_text(_FILES)]
    yield from [".SH ENVIRONMENT", *_text(_ENVIRONMENT), ".SH EXAMPLES"]
    yield from chain.from_iterable(_examples(command) for command in _OTHERS)
    yield from [".SH SEE ALSO", "\\fBtimeline\\-tui keys\\fR prints the keys of the screen."]


def _examples(command: Subcommand) -> Iterator[str]:
    for call, does in command.examples:
        yield from [".TP", f"\\fBtimeline\\-tui {_words(call)}\\fR", _words(does)]


def _text(text: str) -> Iterator[str]:
    """Paragraphs, and rows of a term and what it means, as they stand in help."""
    within = False
    for line in text.splitlines():
        if not line.strip():
            yield ".PP"
            within = False
        elif within and (further := _FURTHER.fullmatch(line)):
            yield _words(further["meaning"])
        elif row := _ROW.fullmatch(line):
            yield from [".TP", f"\\fB{_words(row['term'])}\\fR", _words(row["meaning"] or "") or "\\&"]
            within = True
        else:
            yield from [".PP"] * within
            yield _words(line)
            within = False


def _words(text: str) -> str:
    """The text with nothing that would be taken for a request, or set as another letter."""
    safe = "".join(map(_letter, text))
    return f"\\&{safe}" if safe.startswith(".") else safe


def _letter(letter: str) -> str:
    return _ROFF.get(letter) or (letter if letter.isascii() else f"\\[u{ord(letter):04X}]")
