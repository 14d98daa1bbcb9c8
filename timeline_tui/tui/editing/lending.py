"""The terminal lent to another program until that ends, and had back whole whatever it does."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

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
