"""Child processes of the program that need not import it: copies of one process that has done so already.

What such a child does, and how it is spoken with, is as ever; only its start is cheap. That it starts as it
does for a user, too, is proven where nothing is replaced: by the tests of opening, and in terminals.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

# Those that are run must not have been imported by their names; what they import late is.
RUN = ("timeline_tui.jobs.worker", "timeline_tui.jobs.examiner")
LATE = ("annotated_types", "pydantic.types", "rapidfuzz.fuzz", "rapidfuzz.process", "rapidfuzz.distance")


class Copy:
    """One child, with the ways of a `Popen`."""

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
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        if self.returncode is None:
            os.kill(self.pid, signal.SIGTERM)


class Original:
    """The process that is copied; it starts when first asked, and ends with the one that started it."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, to_parent: int, module: str, arguments: Iterable[str]) -> Copy:
        """Run a module in a copy that has this as its standard output, here and with these surroundings."""
        if self._process is None:
            self._process = self._started()
        asked = json.dumps([module, list(arguments), dict(os.environ)]).encode() + b"\n"
        status, theirs = os.pipe()
        here = os.open(".", os.O_RDONLY)
        sent = socket.send_fds(self._ours, [asked], [to_parent, theirs, here])
        self._ours.sendall(asked[sent:])
        os.close(theirs)
        os.close(here)
        # It has answered when this is there: so there is never more than one question.
        return Copy(status)

    def end(self) -> None:
        """Let it go."""
        self._ours.close()
        self._theirs.close()
        if self._process is not None:
            self._process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", __file__, str(self._theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[self._theirs.fileno()], start_new_session=True)
        self._theirs.close()
        return process


def serve(questions: socket.socket) -> None:
    """Make copies until nobody asks for any more; say of each how it ended."""
    woken, wakes = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    running: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(questions, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if woken in ready:
                os.read(woken, 4096)
                _tell_ends(running)
            if questions in ready and not _answer(questions, running):
                return


def _answer(questions: socket.socket, running: dict[int, int]) -> bool:
    """Make one copy; whether anybody asked."""
    asked, handles, _, _ = socket.recv_fds(questions, 1 << 16, 3)
    if not asked:
        return False
    while not asked.endswith(b"\n"):
        asked += questions.recv(1 << 16)
    out, status, here = handles
    pid = os.fork()
    if not pid:
        module, arguments, surroundings = json.loads(asked)
        _be(module, arguments, surroundings, out, here)
    running[pid] = status
    os.close(out)
    os.close(here)
    _say(status, pid)
    return True


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


def _be(module: str, arguments: list[str], surroundings: dict[str, str], out: int, here: int) -> NoReturn:
    """Do as `python -P -m MODULE ARGUMENTS` would, and never come back."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        os.fchdir(here)
        null = os.open(os.devnull, os.O_RDWR)
        for taken, handle in enumerate((null, out, null)):
            os.dup2(handle, taken)
        os.closerange(3, 1024)
        os.environ.clear()
        os.environ.update(surroundings)
        time.tzset()
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        # One that was stopped by a mistake has its own way to tell the one that started it.
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _read_a_file() -> None:
    """Make what is made once in a process: it is most of the work of reading a small file."""
    from timeline_tui.load.stream_reading import Reading

    with tempfile.NamedTemporaryFile() as file:
        file.write(b"title: T\nsources:\n  a: {title: A}\nevents:\n  - id: a\n    title: A\n")
        file.flush()
        assert len(list(Reading(Path(file.name), "a").events())) == 1
    # Each copy asks anew where such files are to lie.
    tempfile.tempdir = None


def main() -> None:
    """Import all that the modules need, then wait to be copied."""
    for module in (*RUN, *LATE):
        import_module(module)
    _read_a_file()
    for module in RUN:
        del sys.modules[module]
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
