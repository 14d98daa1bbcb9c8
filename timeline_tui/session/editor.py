"""The reader's own editor: which it is, and the terminal lent to it."""

from __future__ import annotations

import fcntl
import os
import shlex
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NamedTuple

# How editors are told the place, by what they are called; others get the file alone.
_PLUS_LINE = frozenset({"vi", "vim", "nvim", "vim.tiny", "vim.basic", "view", "elvis", "nvi"})
_PLUS_LINE |= frozenset({"pico", "ne", "joe", "jed", "mcedit", "mg", "zile"})
_PLUS_COMMA = frozenset({"nano", "rnano"})
_PLUS_COLON = frozenset({"emacs", "emacsclient", "micro", "kak"})
_COLONS = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
# Those that open a window of their own and come back at once, unless they are told to wait.
_WINDOWS = _GOTO | {"subl", "zed"}


class Spot(NamedTuple):
    """A place in a file, both counted from 1."""

    file: Path
    line: int = 1
    column: int = 1


class NoEditor(Exception):  # noqa: N818 - it says what is so
    """What $VISUAL or $EDITOR says names no editor, for this reason."""


def chosen(environment: Mapping[str, str]) -> list[str] | None:
    """The words of $VISUAL or else of $EDITOR; None where neither says anything."""
    for variable in ("VISUAL", "EDITOR"):
        named = environment.get(variable, "").strip()
        if not named:
            continue
        try:
            words = shlex.split(named)
        except ValueError as error:
            raise NoEditor(f"${variable} ends within a quotation or behind a backslash: {named}") from error
        if not words[0]:
            raise NoEditor(f"${variable} begins with no name of a program: {named}")
        return words
    return None


def call(editor: Sequence[str], spot: Spot) -> list[str]:
    """What to run: the words of the editor, and the place, the way this editor takes it."""
    name = name_of(editor)
    words = list(editor)
    if name in _WINDOWS and not {"--wait", "-w"}.intersection(words):
        words.append("--wait")
    # A whole path begins with a slash, so no name of a file is taken for an option.
    path, line, column = str(spot.file.absolute()), spot.line, spot.column
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}:{column}"]
    if name in _COLONS:
        return [*words, f"{path}:{line}:{column}"]
    if name in _PLUS_COLON:
        return [*words, f"+{line}:{column}", path]
    if name in _PLUS_COMMA:
        return [*words, f"+{line},{column}", path]
    return [*words, f"+{line}", path] if name in _PLUS_LINE else [*words, path]


def name_of(editor: Sequence[str]) -> str:
    """What the program is called, wherever it is."""
    return Path(editor[0]).name.removesuffix(".exe")


def edit(words: Sequence[str]) -> str | None:
    """Run an editor in the terminal until it ends; what went wrong, if anything did. It never raises."""
    if name_of(words) in _WINDOWS:
        os.write(2, f"Waiting for {name_of(words)} to close the file\r\n".encode(errors="replace"))
    try:
        ended = lend(words)
    except FileNotFoundError:
        return f"There is no program {words[0]}; $VISUAL or $EDITOR says which to open"
    except PermissionError:
        return f"{words[0]} may not be run; $VISUAL or $EDITOR says which to open"
    except (OSError, ValueError) as error:
        return f"{words[0]} cannot be run: {getattr(error, 'strerror', None) or error}"
    name = name_of(words)
    if ended < 0:
        return f"{name} was ended by signal {-ended}"
    return f"{name} ended with code {ended}" if ended else None


_STDIN, _STDERR = 0, 2
_STANDARD = (0, 1, 2)
# No mouse, no marks of pasting or focus, ordinary arrows; lines wrap, the cursor shows, letters are plain.
_ORDINARY = "\x1b[?1000;1002;1003;1004;1006;1015;2004l\x1b[?1l\x1b>\x1b[?7h\x1b[?25h\x1b[0m"
# What a program that did not end well may have left besides: scrolling margins and the alternate screen.
_LEFT_BEHIND = "\x1b[r\x1b[?1049l"
# A program that goes on stopping where it cannot be stopped is asked no oftener than this to go on.
_SECONDS_STOPPED = 0.05
# What Python ignores would be ignored by the other program, too.
_RESET = (signal.SIGPIPE, signal.SIGXFSZ)

_Handler = Callable[[int, FrameType | None], object] | int | None


def lend(words: Sequence[str]) -> int:
    """Run a program until it ends: its exit code, or a signal as a negative number; OSError if it cannot."""
    with _lent() as borrower:
        code = borrower.run(words)
        borrower.failed = code != 0
        return code


class _Borrower:
    """The other program, and what of its comings and goings concerns this one."""

    def __init__(self) -> None:
        self.failed = False
        self._continued = False

    def run(self, words: Sequence[str]) -> int:
        """Wait until it ends; where it stops, so does this one, until both are told to go on."""
        child = os.posix_spawnp(words[0], list(words), os.environ, setsigdef=_RESET)
        while True:
            _, status = os.waitpid(child, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                return os.waitstatus_to_exitcode(status)
            if not self._continued:
                _stop()
            self._continued = False
            time.sleep(_SECONDS_STOPPED)
            os.kill(child, signal.SIGCONT)

    def on_continue(self, number: int, frame: FrameType | None) -> None:
        """Whoever stopped both of them has told both to go on."""
        self._continued = True


def _stop() -> None:
    """Stop as by Ctrl+Z, with all that belongs to this job; nothing happens where no shell would notice."""
    before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(0, signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, before)


@contextmanager
def _lent() -> Iterator[_Borrower]:
    """Signals of the keyboard are the other program's meanwhile, and the terminal is as it was in the end."""
    borrower = _Borrower()
    restore = _restoring()
    # A handler is not handed on, as ignoring would be.
    meanwhile: dict[signal.Signals, _Handler] = {
        signal.SIGINT: _nothing,
        signal.SIGQUIT: _nothing,
        signal.SIGTSTP: _nothing,
        signal.SIGCONT: borrower.on_continue,
    }
    before = {number: signal.signal(number, handler) for number, handler in meanwhile.items()}
    try:
        yield borrower
    finally:
        restore(borrower.failed)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _nothing(number: int, frame: FrameType | None) -> None:
    """Ctrl+C in an editor is the editor's."""


def _restoring() -> Callable[[bool], None]:
    """What makes the terminal again as it is now."""
    flags = {handle: fcntl.fcntl(handle, fcntl.F_GETFL) for handle in _STANDARD if _is_open(handle)}
    settings = None
    with suppress(termios.error, OSError):
        settings = termios.tcgetattr(_STDIN)

    def restore(failed: bool) -> None:
        for handle, flag in flags.items():
            # Who writes here does not expect to be told to wait.
            with suppress(OSError):
                fcntl.fcntl(handle, fcntl.F_SETFL, flag)
        if settings is not None:
            _take_back(settings, failed)
        if sys.__stderr__ is not None and os.isatty(_STDERR):
            with suppress(OSError):
                os.write(_STDERR, (_ORDINARY + _LEFT_BEHIND * failed).encode())

    return restore


def _is_open(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


def _take_back(settings: list[object], failed: bool) -> None:
    # A shell among the other programs may have kept the terminal for itself, and so stops who touches it.
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with suppress(termios.error, OSError):
        os.tcsetpgrp(_STDIN, os.getpgrp())
    with suppress(termios.error, OSError):
        # Of a program that was killed, answers of the terminal may be on their way.
        termios.tcsetattr(_STDIN, termios.TCSAFLUSH if failed else termios.TCSADRAIN, settings)  # type: ignore[arg-type]
    signal.signal(signal.SIGTTOU, before)
