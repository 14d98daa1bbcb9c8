"""What not every system has: locks of files, copies of a process, signals, the terminal lent to a program."""

from __future__ import annotations

import errno
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, BinaryIO

try:
    # By way of hashlib it takes all of OpenSSL along, which takes longer than to find and open an index.
    from _blake2 import blake2b as blake2b
except ImportError:  # a Python that is built without it
    from hashlib import blake2b as blake2b

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

_STANDARD = _STDIN, _STDOUT, _STDERR = 0, 1, 2

# Opening files by number.


def _flags(*names: str) -> int:
    """These flags of `os.open` together, without those that a system does not have."""
    return sum(getattr(os, name, 0) for name in names)


QUIETLY = _flags("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
"""What is opened is not waited for, not handed on, not made this program's terminal, not translated."""
NO_FOLLOW = _flags("O_NOFOLLOW")
"""What a link leads to is not opened."""
READING = os.O_RDONLY | QUIETLY
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flags("O_CLOEXEC", "O_BINARY") | NO_FOLLOW
"""Written to, where nothing has the name yet."""


def read_at(handle: int, size: int, at: int) -> bytes:
    """So many bytes of an open file from there on, or fewer where it ends."""
    if hasattr(os, "pread"):
        return os.pread(handle, size, at)
    os.lseek(handle, at, os.SEEK_SET)
    return os.read(handle, size)


def typed_path(typed: str) -> Path:
    """The path that a person means; the home of somebody whom nobody knows is a name like any other."""
    with suppress(ValueError):
        # `Path.expanduser` raises where nobody knows whose it is.
        typed = os.path.expanduser(typed)  # noqa: PTH111
    return Path(typed)


def is_folder(file: Path) -> bool:
    """Whether a folder stands there; what cannot be looked at is none."""
    # `Path.is_dir` raises where the path leads through a folder that nobody may enter, or is too long.
    return os.path.isdir(file)  # noqa: PTH112


def machine() -> str:
    """The name of this machine, which may share folders with others."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


# Locks, and whose a file is.

_UNKNOWN = {errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK, errno.EINVAL}
"""What a file system says that has never heard of locks."""


def lock(handle: int, *, unknown: bool) -> bool:
    """Lock an open file or folder until it is closed; False where somebody else holds the lock.

    `unknown` is what to answer where nobody knows locks.
    """
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        return unknown and error.errno in _UNKNOWN
    except ImportError:
        return unknown
    return True


def user() -> int:
    """The number of whoever runs this program, as the owner of a file; 0 where owners have none."""
    return os.getuid() if hasattr(os, "getuid") else 0


# Copies of this process.


def cores() -> int:
    """How many copies of this process can run at once; 1 where it cannot be copied."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Act = Callable[[], object]
"""Something to be done."""
_Work = Callable[[BinaryIO], object]


class Fork:
    """A copy of this process that does one thing and ends; what it writes can be read here."""

    def __init__(self, work: _Work, room: int) -> None:
        """`work` is given what it writes to, of which the system keeps `room` bytes unread, where it can."""
        answers, ours = os.pipe()
        with suppress(ImportError, OSError, AttributeError):
            import fcntl

            fcntl.fcntl(ours, fcntl.F_SETPIPE_SZ, room)
        self._process = os.fork()
        if not self._process:
            os.close(answers)
            _do(work, ours)
        os.close(ours)
        self.answers = os.fdopen(answers, "rb")

    def end(self) -> None:
        """Let it go, whatever it does."""
        self.answers.close()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def apart(work: Act) -> None:
    """Do something in a copy of this process that nobody waits for; nothing where there can be none."""
    if not hasattr(os, "fork") or os.fork():
        return
    os.setsid()
    _do(lambda _: work(), os.open(os.devnull, os.O_WRONLY))


def _do(work: _Work, ours: int) -> None:
    """Do it in the copy, and never come back."""
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        # Whoever listens to the process that was copied must hear when that one ends.
        null = os.open(os.devnull, os.O_RDWR)
        for taken in _STANDARD:
            os.dup2(null, taken)
        with os.fdopen(ours, "wb") as out:
            work(out)
        code = 0
    finally:
        os._exit(code)


# Signals that end this program.

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_cleanly() -> None:
    """Let a signal to end be an exit, so that what is being made is taken away."""
    for number in _ENDING:
        signal.signal(number, _exit)


def _exit(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def signal_name(number: int) -> str:
    """What a signal is called."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


# Giving the terminal back takes a tenth of this. What is written to a terminal that is gone waits for ever.
_SECONDS_TO_END = 2.0
_SECONDS_BETWEEN_LOOKS = 1.0
Leave = Callable[[int], None]
"""Leaves the program with a code."""


def end_on_signals(leave: Leave, *, has_terminal: bool) -> None:
    """Leave the terminal as it was on SIGTERM and SIGHUP, or when it is gone; called in the event loop."""
    import asyncio

    loop = asyncio.get_running_loop()
    for number in _ENDING:
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, partial(_end, 128 + number, leave))
    # Of one that is gone already, the system says that it is none.
    if has_terminal and hasattr(select, "poll"):
        terminal = select.poll()
        # Nothing is asked for: that the other end is gone is told in any case.
        terminal.register(_STDIN, 0)
        _look(loop, terminal, leave)


def _look(loop: AbstractEventLoop, terminal: select.poll, leave: Leave) -> None:
    """End when the terminal is gone and nobody said so, instead of reading its end for ever."""
    if terminal.poll(0):
        _end(128 + signal.SIGHUP, leave)
    else:
        loop.call_later(_SECONDS_BETWEEN_LOOKS, _look, loop, terminal, leave)


def _end(code: int, leave: Leave) -> None:
    import threading

    last_resort = threading.Timer(_SECONDS_TO_END, os._exit, (code,))
    last_resort.daemon = True
    last_resort.start()
    leave(code)


# What is typed, and whose signals the keys are.

_ENOUGH = 1 << 16


def unheard(*, all_keys: bool = False) -> list[Any]:
    """Let what is typed wait unseen and unchanged; how it was treated before, OSError where nobody can say.

    Ctrl+C still ends the program, unless `all_keys` are keys like any other. Ctrl+Z waits with the rest: a
    program that stopped would leave its screen.
    """
    import termios

    try:
        before = termios.tcgetattr(_STDIN)
        changed = [*before[:6], [*before[6]]]
        changed[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        changed[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG * all_keys)
        changed[6][termios.VMIN], changed[6][termios.VTIME], changed[6][termios.VSUSP] = 1, 0, b"\0"
        termios.tcsetattr(_STDIN, termios.TCSANOW, changed)
    except termios.error as error:
        raise OSError(*error.args) from error
    return before


def heard(settings: list[Any], *, forgets: bool = False) -> None:
    """Treat what is typed as it was before, or pass over what was typed until all was sent."""
    import termios

    with suppress(termios.error):
        termios.tcsetattr(_STDIN, termios.TCSAFLUSH if forgets else termios.TCSANOW, settings)


def typed_so_far() -> bytes:
    """What was typed and nobody has read yet."""
    typed = b""
    with suppress(OSError):
        while select.select([_STDIN], [], [], 0)[0] and (more := os.read(_STDIN, _ENOUGH)):
            typed += more
    return typed


def on_interrupt(leave: _Handler) -> None:
    """Leave where somebody sends SIGINT, as Ctrl+C does where it is no mere key."""
    signal.signal(signal.SIGINT, leave)


def stop() -> None:
    """Stop until somebody says to go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def is_in_front() -> bool | None:
    """Whether this run, and no other, is what the terminal serves; None where nobody can say."""
    try:
        return os.tcgetpgrp(_STDIN) == os.getpgrp()
    except (OSError, AttributeError):
        return None


# The terminal lent to another program.

# No mouse, no marks of pasting or focus, ordinary arrows; lines wrap, the cursor shows, letters are plain.
_ORDINARY = "\x1b[?1000;1002;1003;1004;1006;1015;2004l\x1b[?1l\x1b>\x1b[?7h\x1b[?25h\x1b[0m"
# What a program that did not end well may have left besides: scrolling margins and the alternate screen.
_LEFT_BEHIND = "\x1b[r\x1b[?1049l"
# A program that goes on stopping where it cannot be stopped is asked no oftener than this to go on.
_SECONDS_STOPPED = 0.05
# What Python ignores would be ignored by the other program, too.
_RESET = tuple(getattr(signal, name) for name in ("SIGPIPE", "SIGXFSZ") if hasattr(signal, name))

_Handler = Callable[[int, FrameType | None], object] | int | None


def lend(words: Sequence[str]) -> int:
    """Run a program until it ends: its exit code, or a signal as a negative number; OSError if it cannot."""
    if not hasattr(os, "posix_spawnp"):
        import subprocess

        return subprocess.call(words)
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
    """The terminal is as it was in the end."""
    import fcntl
    import termios

    borrower, settings, flags = _Borrower(), None, dict[int, int]()
    for handle in _STANDARD:
        # One may be closed.
        with suppress(OSError):
            flags[handle] = fcntl.fcntl(handle, fcntl.F_GETFL)
    with suppress(termios.error, OSError):
        settings = termios.tcgetattr(_STDIN)
    with _handled({signal.SIGCONT: borrower.on_continue}), deaf():
        try:
            yield borrower
        finally:
            for handle, flag in flags.items():
                # Who writes here does not expect to be told to wait.
                with suppress(OSError):
                    fcntl.fcntl(handle, fcntl.F_SETFL, flag)
            if settings is not None:
                _take_back(settings, borrower.failed)
            if sys.__stderr__ is not None and os.isatty(_STDERR):
                with suppress(OSError):
                    os.write(_STDERR, (_ORDINARY + _LEFT_BEHIND * borrower.failed).encode())


def deaf() -> AbstractContextManager[None]:
    """Signals of the keyboard are another program's meanwhile, from before it has the terminal."""
    # Ctrl+C in an editor is the editor's. A handler is not handed on, as ignoring would be.
    names = ("SIGINT", "SIGQUIT", "SIGTSTP")
    return _handled({getattr(signal, name): lambda *_: None for name in names if hasattr(signal, name)})


@contextmanager
def _handled(handlers: Mapping[signal.Signals, _Handler]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _take_back(settings: list[object], failed: bool) -> None:
    import termios

    # A shell among the other programs may have kept the terminal for itself, and so stops who touches it.
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with suppress(termios.error, OSError):
        os.tcsetpgrp(_STDIN, os.getpgrp())
    with suppress(termios.error, OSError):
        # Of a program that was killed, answers of the terminal may be on their way.
        termios.tcsetattr(_STDIN, termios.TCSAFLUSH if failed else termios.TCSADRAIN, settings)  # type: ignore[arg-type]
    signal.signal(signal.SIGTTOU, before)
