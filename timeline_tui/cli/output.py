"""The only way out to stdout and stderr, where what could act on a terminal is made visible; exit codes."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from contextlib import suppress
from enum import IntEnum
from typing import TYPE_CHECKING, TextIO

from timeline_tui.visible import NotDone, visible

if TYPE_CHECKING:
    from timeline_tui.render.document import Marks


class Exit(IntEnum):
    """The exit code, for scripts."""

    FINE = 0
    PROBLEMS = 1
    """The data has errors."""
    REFUSED = 2
    """The call cannot be followed, or nothing can be read."""
    INTERRUPTED = 130
    """By ctrl+c, as shells count it."""


class Refusal(NotDone):
    """A call that cannot be followed, with a sentence that says why and another with what to try."""

    def __init__(self, sentence: str, hint: str | None = None, picture: tuple[str, ...] = ()) -> None:
        """`picture` are lines that show the place."""
        super().__init__(sentence, hint)
        self.picture = picture


class HelpText(Exception):  # noqa: N818 - nothing is wrong
    """The call asked for a text about the program, and this is it."""


_LACKING = "timeline_tui.plain"


def say(text: str, ending: str = "\n") -> None:
    """Print lines of data on stdout."""
    _write(sys.stdout, visible(text, block=True), ending)


def say_painted(line: str, colour: int) -> None:
    """Print a line of data, on a terminal in one of its colours, by its number."""
    shown = visible(line)
    painted = columns() is not None and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if sys.stdout is not None:
        sys.stdout.write(f"\x1b[{colour}m{shown}\x1b[0m\n" if painted else f"{shown}\n")


def redraw(text: str) -> None:
    """Draw the text from the top of the terminal over what stands there, cut to what it shows.

    Each row is written over and then cleared behind, so that nothing blinks.
    """
    height = shutil.get_terminal_size().lines
    rows = visible(text, block=True).split("\n")
    if len(rows) > height - 1:
        rows[height - 2 :] = [f"... and {len(rows) - height + 2:,} more lines"]
    if sys.stdout is not None:
        # Long rows are cut by the terminal itself while it is told not to wrap them.
        sys.stdout.write("\x1b[?7l\x1b[H" + "".join(f"{row}\x1b[K\n" for row in rows) + "\x1b[J\x1b[?7h")
        sys.stdout.flush()


def to_json(value: object, indent: int | None = None) -> str:
    """The value as JSON of which every character can be printed as it is."""
    import json

    # DEL is the only control that JSON lets stand.
    return json.dumps(value, indent=indent).replace("\x7f", "\\u007f")


def talk(line: str) -> None:
    """Print a line for the person at the terminal on stderr, which no name in it can break in two."""
    _write(sys.stderr, visible(line))


def _write(stream: TextIO | None, text: str, ending: str = "\n") -> None:
    # A stream is None where the program was started with it closed.
    if stream is not None:
        stream.write(text + ending)


def columns() -> int | None:
    """The cells of a row of the terminal that stdout is; None where it is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def is_plain() -> bool:
    """Whether stdout takes nothing but ASCII, or the locale asks for it."""
    from timeline_tui.render.document import marks_for

    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return "utf" not in encoding.lower() or marks_for(os.environ).plain


def marks() -> Marks:
    """The marks that stdout can show."""
    from timeline_tui.render.document import ASCII, FULL

    return ASCII if is_plain() else FULL


def prepare() -> None:
    """What the encoding of the terminal lacks is written with what it has; its size is what it says."""
    codecs.register_error(_LACKING, _with_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_LACKING)
    with suppress(OSError, ValueError, AttributeError):
        if 0 not in os.get_terminal_size(sys.__stdout__.fileno()):  # type: ignore[union-attr]
            for told in ("COLUMNS", "LINES"):
                os.environ.pop(told, None)


def _with_ascii(error: UnicodeError) -> tuple[str, int]:
    """The marks that an encoding lacks as the screens draw them there, and its letters as escapes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from timeline_tui.render.document import written_in_ascii

    text = written_in_ascii(error.object[error.start : error.end])
    return text.encode("ascii", "backslashreplace").decode("ascii"), error.end


def flush() -> None:
    """Send what waits, so that a pipe that was closed is found out here."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def give_up_stdout() -> None:
    """Let what still waits go nowhere: nobody reads it, and Python would complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
