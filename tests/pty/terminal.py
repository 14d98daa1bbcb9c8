"""A terminal for a program to run in: a pty, and an emulated screen that shows what a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tests.pty.screen import Screen

KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
    "enter": b"\r",
    "escape": b"\x1b",
    # As terminals of today say it when asked to: not to be taken for the beginning of something else.
    "clear escape": b"\x1b[27u",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "ctrl+c": b"\x03",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
    "ctrl+z": b"\x1a",
}
PATIENCE = float(os.environ.get("TERMINAL_PATIENCE", "60"))
"""Seconds until something that does not come is given up; long, since the machine may be busy."""

_LEAST_LOOKS = 2
"""Looks in a row that must find it at rest."""
_LOOK = 0.05
"""Seconds between two looks at whether a program works."""
_IDLE_TURNS = 3
"""Turns that a thread has between two looks though nothing is to be done."""

# What a terminal of today answers: it can hold a frame back until it is whole; sizes come by signal.
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
# The shell leads the session, as it does in a person's terminal, so that the terminal outlives the program.
# Keys that end or stop what is in front there are for the program: a shell of a person lives on.
_LEADER = """
trap : INT QUIT
sh -c 'echo $$ >"$0/pid"; exec "$@"' "$@"
echo $? >"$1/status.new"; mv "$1/status.new" "$1/status"
read -r _ <"$1/release"
"""
_TURNS = re.compile(
    rb"State:\s+(\w).*^voluntary_ctxt_switches:\s+(\d+).*^nonvoluntary_ctxt_switches:\s+(\d+)",
    re.DOTALL | re.MULTILINE,
)
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


class Leader(Protocol):
    """The process that leads the session of a terminal, in which the program runs, and outlives it."""

    pid: int

    def kill(self) -> None: ...
    def wait(self) -> int: ...


Start = Callable[[int, Path, list[str], dict[str, str], Path], Leader]
"""Starts a command in a terminal: with a folder for what is told of it, its words, surroundings, where."""


class Terminal:
    """One program in one terminal, from its start to its end."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        slowly: tuple[int, float] = (1 << 16, 0),
        start: Start | None = None,
    ) -> None:
        """`slowly` is how many bytes it takes at a time, and how many seconds pass in between.

        `start` starts the command in another way than a shell does.
        """
        self._at_a_time, self._pause = slowly
        self.raw = bytearray()
        """Every byte that the program has sent."""
        self.arrivals: list[tuple[float, int]] = []
        """When bytes came, and how many there were in all by then."""
        self._screen = Screen(*size)
        self._drawn = 0
        self._elsewhere = set[str]()
        """The processes that are none of this terminal's, by their numbers."""
        self._state = tempfile.TemporaryDirectory(prefix="terminal-")
        self._master, self._slave = pty.openpty()
        self._set_size(size)
        self.settings_before = self.settings
        os.mkfifo(self._folder / "release")
        self.started = time.perf_counter()
        self._leader = (start or _started)(
            self._slave, self._folder, [*map(str, command)], _environment(env or {}), cwd or Path()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    @property
    def _folder(self) -> Path:
        return Path(self._state.name)

    @property
    def settings(self) -> list[Any]:
        """How the terminal treats what is typed: echo, line by line or key by key, signals."""
        return termios.tcgetattr(self._slave)

    @property
    def screen(self) -> Screen:
        """The emulated screen; it is drawn when it is looked at, so that reading is never late."""
        self._screen.feed(bytes(self.raw[self._drawn :]))
        self._drawn = len(self.raw)
        return self._screen

    @property
    def text(self) -> str:
        """The screen as it stands, without the blanks at the ends of lines."""
        return self.screen.text

    @property
    def modes(self) -> dict[int, bool]:
        """The private modes that the program has set (True) or reset (False), by number."""
        modes: dict[int, bool] = {}
        for match in _MODE.finditer(bytes(self.raw)):
            for number in match[1].split(b";"):
                modes[int(number)] = match[2] == b"h"
        return modes

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        self.wait(lambda: _line(self._folder / "pid") is not None, "the program to start")
        return int(_line(self._folder / "pid") or 0)

    @property
    def status(self) -> int | None:
        """How the program ended, as a shell counts (128 and the signal's number); None while it runs."""
        line = _line(self._folder / "status")
        return None if line is None else int(line)

    def press(self, *keys: str) -> None:
        """Type keys by their names; a name that is not listed is typed as it stands."""
        for key in keys:
            self.send(KEYS.get(key, key.encode()))

    def send(self, data: bytes) -> None:
        """Type bytes."""
        os.write(self._master, data)

    def click(self, column: int, row: int) -> None:
        """Press and release the left button over a cell, both counted from 0."""
        self.send(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m".encode())

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, of which the system tells the program."""
        self.screen.resize(width, height)
        self._set_size((width, height))

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._master)
        self._master = -1

    def read(self, seconds: float = 0.0) -> bool:
        """Take what the program sends within so many seconds; whether it was anything."""
        if self._master < 0:
            time.sleep(seconds)
            return False
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        time.sleep(self._pause)
        data = os.read(self._master, self._at_a_time)
        self.arrivals.append((time.perf_counter(), len(self.raw) + len(data)))
        before = len(self.raw)
        self.raw += data
        for question, answer in _ANSWERS.items():
            # One that comes in pieces is whole with its last byte.
            if question in self.raw[max(before - len(question) + 1, 0) :]:
                self.send(answer)
        return True

    def wait(self, happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Read until something has happened."""
        end = time.monotonic() + patience
        while True:
            # Asked first: what ends in between has still a last look coming.
            ended = self.status is not None
            if happened():
                return
            if not self.read(0.02) and (ended or time.monotonic() > end):
                raise AssertionError(f"waited in vain for {what}; the screen:\n{self.text}")

    def wait_for(self, *words: str) -> str:
        """Read until all these words are on the screen; the screen then."""
        self.wait(lambda: all(word in self.text for word in words), " and ".join(map(repr, words)))
        return self.text

    def wait_until_gone(self, word: str) -> str:
        """Read until a word is no longer on the screen; the screen then."""
        self.wait(lambda: word not in self.text, f"{word!r} to go")
        return self.text

    def rest(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for a while, and nothing was about to, however slow the machine."""
        since, before, looks = time.monotonic(), self._turns(), 0
        end = since + PATIENCE
        # One look may fall between two threads of which one has just told the other to go on.
        while looks < _LEAST_LOOKS or time.monotonic() < since + quiet:
            assert time.monotonic() < end, f"waited in vain for rest; the screen:\n{self.text}"
            came, after = self.read(min(quiet, _LOOK)), self._turns()
            if came or any(_works(before.get(task), turns) for task, turns in after.items()):
                since, looks = time.monotonic(), 0
            else:
                looks += 1
            before = after

    def _turns(self) -> dict[str, int | None]:
        """How often each thread in this terminal's session has had its turn; None where it has it or waits.

        Empty where nobody can say.
        """
        return {task: _turns_of(task) for process in self._processes() for task in _tasks_of(process)}

    def _processes(self) -> Iterator[str]:
        """The numbers of those of its session, which nobody joins but as a child of one that is in it."""
        with suppress(FileNotFoundError):
            alive = set(filter(str.isdigit, os.listdir("/proc")))  # noqa: PTH208 - read at every look
            self._elsewhere &= alive
            for number in alive - self._elsewhere:
                if _session(number) == str(self._leader.pid):
                    yield number
                else:
                    self._elsewhere.add(number)

    def settle(self, quiet: float = 0.3) -> str:
        """Read until nothing more comes; the screen then."""
        self.rest(quiet)
        return self.text

    def when(self, sent: bytes, since: int = 0) -> float | None:
        """When these bytes had come whole, looked for after so many others; None if they have not."""
        at = self.raw.find(sent, since)
        return None if at < 0 else next(when for when, end in self.arrivals if end >= at + len(sent))

    def finish(self, patience: float = PATIENCE) -> int:
        """Read until the program has ended; how it did."""
        self.wait(lambda: self.status is not None, "the program to end", patience)
        while self.read(0.05):
            pass
        status = self.status
        assert status is not None
        return status

    def close(self) -> None:
        """End the program, if it runs, and throw the terminal away."""
        self._leader.kill()
        if self.status is None and (pid := _line(self._folder / "pid")) is not None:
            _end(int(pid))
        self._leader.wait()
        os.close(self._slave)
        if self._master >= 0:
            self.hang_up()
        self._state.cleanup()

    def _set_size(self, size: tuple[int, int]) -> None:
        width, height = size
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


def _started(
    terminal: int, folder: Path, command: list[str], environment: dict[str, str], here: Path
) -> subprocess.Popen[bytes]:
    """As a shell starts it."""
    return subprocess.Popen(
        ["/bin/sh", "-c", _LEADER, "sh", str(folder), *command],
        env=environment,
        cwd=here,
        pass_fds=(terminal,),
        preexec_fn=partial(os.login_tty, terminal),
    )


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """The surroundings with some changes; a size in them would hide the terminal's own."""
    merged = {**os.environ, "COLUMNS": None, "LINES": None, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def _line(path: Path) -> str | None:
    """The first line of a file, once it is whole."""
    try:
        text = path.read_text()
    except FileNotFoundError:
        return None
    return text.strip() if text.endswith("\n") else None


def _session(process: str) -> str:
    said = _told(f"/proc/{process}/stat").rpartition(b")")[2].split()
    return said[3].decode() if said else ""


def _tasks_of(process: str) -> list[str]:
    try:
        return [f"/proc/{process}/task/{number}" for number in os.listdir(f"/proc/{process}/task")]  # noqa: PTH208
    except OSError:
        return []


def _turns_of(task: str) -> int | None:
    told = _TURNS.search(_told(f"{task}/status"))
    if told is None:
        return 0
    return None if told[1] in {b"R", b"D"} else int(told[2]) + int(told[3])


def _told(path: str) -> bytes:
    """What the system says of a process; nothing where there is none any more."""
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(file, 1 << 14)
    except OSError:
        return b""
    finally:
        os.close(file)


def _works(before: int | None, after: int | None) -> bool:
    """Whether a thread does more between two looks than to look itself whether anything is to be done."""
    return before is None or after is None or after - before > _IDLE_TURNS


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
