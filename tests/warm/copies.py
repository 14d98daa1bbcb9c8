"""A process that is copied on demand, and its copies as whoever asked for them sees them."""

from __future__ import annotations

import fcntl
import gc
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parents[2]
_FIRST_FREE, _MOST = 3, 1024
_ENDS = 0
"""Nothing is ever written to it: it is at its end when nobody asks any more."""


class Copy:
    """One copy, with the ways of a `Popen`."""

    def __init__(self, status: int) -> None:
        self._status = os.fdopen(status, "rb")
        self._selector = selectors.DefaultSelector()
        self.pid = int(self._status.readline())
        self.returncode: int | None = None
        self._selector.register(self._status, selectors.EVENT_READ)

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, as `Popen` counts."""
        if self.returncode is None:
            if not self._selector.select(timeout):
                raise subprocess.TimeoutExpired("a copy", timeout or 0)
            self.returncode = int(self._status.readline())
            self._selector.close()
            self._status.close()
        return self.returncode

    def terminate(self) -> None:
        """Tell it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        if self.returncode is None:
            os.kill(self.pid, number)


class Original:
    """The process that is copied; it starts when first asked, and ends with the one that started it."""

    def __init__(self, module: str) -> None:
        """`module` is run, and calls `serve`."""
        self._module = module
        self._folder = tempfile.TemporaryDirectory(prefix="warm-")
        self._process: subprocess.Popen[bytes] | None = None
        self.environment: dict[str, str] = {}
        """The surroundings in which it was started."""

    @property
    def address(self) -> str:
        """Where it is asked for copies."""
        return str(Path(self._folder.name, "asked"))

    def copy(
        self,
        question: Sequence[object],
        *handles: int,
        here: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Copy:
        """One copy, which finds these handles open, in a folder and with surroundings of its own or ours."""
        self.begin()
        return copy_of(self.address, question, *handles, here=here, environment=environment)

    def begin(self) -> None:
        """Start it where it does not run yet; whoever has its address can ask it then."""
        if self._process is None:
            self.environment = dict(os.environ)
            self._process = self._started()

    def end(self) -> None:
        """Let it go."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait()
        self._folder.cleanup()

    def _started(self) -> subprocess.Popen[bytes]:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.bind(self.address)
            asked.listen()
            command = [sys.executable, "-m", self._module, str(asked.fileno())]
            return subprocess.Popen(
                command, stdin=subprocess.PIPE, pass_fds=[asked.fileno()], start_new_session=True, cwd=ROOT
            )


def copy_of(
    address: str,
    question: Sequence[object],
    *handles: int,
    here: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Copy:
    """One copy of the original with this address, asked for by any process."""
    said = json.dumps([question, dict(os.environ if environment is None else environment)]).encode() + b"\n"
    status, theirs = os.pipe()
    folder = os.open(here or ".", os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address)
        sent = socket.send_fds(asking, [said], [theirs, folder, *handles])
        # Whoever has heard it all may have gone before nothing more is sent.
        if rest := said[sent:]:
            asking.sendall(rest)
        os.close(theirs)
        os.close(folder)
        # It has answered when the number of the copy is there.
        return Copy(status)


Be = Callable[[list[Any], list[int]], int]
"""Does what was asked for with the handles that came with it; the code to end with."""


def serve(be: Be) -> None:
    """Make copies until nobody asks for any more; say of each how it ended."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    woken, wakes = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    running: dict[int, int] = {}
    gc.freeze()
    with selectors.DefaultSelector() as selector:
        for ready in (asked, woken, _ENDS):
            selector.register(ready, selectors.EVENT_READ)
        while True:
            ready_now = [key.fileobj for key, _ in selector.select()]
            if woken in ready_now:
                os.read(woken, 4096)
                _tell_ends(running)
            if asked in ready_now:
                _answer(asked, running, be)
            if _ENDS in ready_now:
                return


def _answer(asked: socket.socket, running: dict[int, int], be: Be) -> None:
    """Make one copy."""
    asking, _ = asked.accept()
    said, handles, _, _ = socket.recv_fds(asking, 1 << 16, 8)
    while not said.endswith(b"\n"):
        said += asking.recv(1 << 16)
    asking.close()
    status, here, *given = handles
    pid = os.fork()
    if not pid:
        question, surroundings = json.loads(said)
        _be(be, question, surroundings, here, given)
    running[pid] = status
    os.close(here)
    for handle in given:
        os.close(handle)
    _say(status, pid)


def _tell_ends(running: dict[int, int]) -> None:
    while running:
        pid, how = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        status = running.pop(pid)
        _say(status, os.waitstatus_to_exitcode(how))
        os.close(status)


def _say(status: int, number: int) -> None:
    # Nobody waits for one that was left to itself.
    with suppress(BrokenPipeError):
        os.write(status, b"%d\n" % number)


def _be(be: Be, question: list[Any], surroundings: dict[str, str], here: int, given: list[int]) -> NoReturn:
    """Be a process of its own with these surroundings, and never come back."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.fchdir(here)
        os.environ.clear()
        os.environ.update(surroundings)
        time.tzset()
        # Each asks anew where such files are to lie.
        tempfile.tempdir = None
        code = be(question, given)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        # One that was stopped by a mistake has its own way to tell the one that started it.
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def stand(*standard: int) -> None:
    """Let these be standard input, output and error, and close every other handle."""
    # None of them may be written over before it is taken.
    high = [fcntl.fcntl(handle, fcntl.F_DUPFD, _FIRST_FREE) for handle in standard]
    for taken, handle in enumerate(high):
        os.dup2(handle, taken)
    os.closerange(_FIRST_FREE, _MOST)
