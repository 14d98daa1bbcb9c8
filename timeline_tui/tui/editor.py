"""The reader's own editor at a line of a file, with the terminal given back whole whatever it does."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

# How editors are told the line, by what they are called; others get the file alone.
_PLUS = frozenset(
    {"vi", "vim", "nvim", "vim.tiny", "vim.basic", "nano", "pico", "micro", "kak", "ne", "joe", "mcedit"}
    | {"emacs", "emacsclient"}
)
_COLON = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor"})
# Those that open a window of their own and come back at once, unless they are told to wait.
_WAITING = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "subl", "zed"})
_USUAL = ("nano", "vim", "vi")
# Leaves the alternate screen, with what was set there, and shows the cursor; no mouse, no marks of pasting.
_RESET = "\x1b[?1000;1002;1003;1004;1006;2004l\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[0m"


_Handler = Callable[[int, FrameType | None], object] | signal.Handlers


class NoEditor(Exception):  # noqa: N818 - it says what is so
    """There is no editor to open, for this reason."""


def call(editor: Sequence[str], file: Path, line: int) -> list[str]:
    """What to run: the words of the editor, and the file at a line, the way this editor takes it."""
    name = Path(editor[0]).name.removesuffix(".exe")
    words = list(editor)
    if name in _WAITING and not {"--wait", "-w"}.intersection(words):
        words.append("--wait")
    # A whole path begins with a slash, so no name of a file is taken for an option.
    path = str(file.absolute())
    if name in _PLUS:
        return [*words, f"+{line}", path]
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    return [*words, f"{path}:{line}" if name in _COLON else path]


def chosen(environment: Mapping[str, str]) -> list[str]:
    """The editor that $VISUAL or $EDITOR names, as words; else a usual one that is there."""
    for variable in ("VISUAL", "EDITOR"):
        named = environment.get(variable, "").strip()
        if not named:
            continue
        try:
            words = shlex.split(named)
        except ValueError as error:
            reason = f"${variable} cannot be understood, since a quotation mark is left open: {named}"
            raise NoEditor(reason) from error
        if words:
            return words
    found = next((name for name in _USUAL if shutil.which(name)), None)
    if found is None:
        raise NoEditor("No editor is set: say which, as in EDITOR=nano")
    return [found]


def edit(words: Sequence[str]) -> str | None:
    """Run an editor in the terminal until it ends; what went wrong, if anything did. It never raises."""
    try:
        with _own_terminal() as give_back:
            ended = subprocess.run(words, check=False).returncode
            if ended:
                give_back()
    except FileNotFoundError:
        return f"There is no program {words[0]}; EDITOR says which to open"
    except PermissionError:
        return f"{words[0]} may not be run; EDITOR says which to open"
    except (OSError, ValueError) as error:
        return f"{words[0]} cannot be run: {getattr(error, 'strerror', None) or error}"
    name = Path(words[0]).name
    if ended < 0:
        return f"{name} was ended by signal {-ended}"
    return f"{name} ended with code {ended}" if ended else None


@contextmanager
def _own_terminal() -> Iterator[Callable[[], None]]:
    """The terminal and its signals belong to the editor meanwhile; settings are as before in the end."""
    settings = None
    with suppress(termios.error, ValueError, OSError):
        settings = termios.tcgetattr(0)
    # What is ignored would be ignored by the editor, too; a handler of ours is not handed on.
    meanwhile: dict[signal.Signals, _Handler] = {
        signal.SIGINT: _nothing,
        signal.SIGQUIT: _nothing,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    before = {number: signal.signal(number, handler) for number, handler in meanwhile.items()}
    try:
        yield _give_back
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if settings is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(0, termios.TCSADRAIN, settings)


def _nothing(number: int, frame: FrameType | None) -> None:
    """Ctrl+C in an editor is the editor's."""


def _give_back() -> None:
    """Undo what an editor that was killed has set."""
    if sys.__stderr__ is not None and os.isatty(2):
        with suppress(OSError, ValueError):
            sys.__stderr__.write(_RESET)
            sys.__stderr__.flush()
