"""How a child process tells the program that started it what it does, and ends when it is told to."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from types import FrameType, TracebackType

from timeline_tui.opening.messages import Failed, Message, Progress, encode

_SECONDS_BETWEEN_TELLING = 0.05


def prepare() -> None:
    """End cleanly on a signal, tell of a crash instead of writing about it, and write for the user alone."""
    # A timeline that nobody else may read is in its index too.
    os.umask(0o077)
    # Nothing in a child makes circles, and looking for them costs a third of the time.
    gc.disable()
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    sys.excepthook = _tell_crash


def tell(message: Message) -> None:
    """Send a message; when nobody listens any more, end quietly."""
    try:
        os.write(1, encode(message))
    except BrokenPipeError:
        raise SystemExit(1) from None


class Telling:
    """Tells of progress, but not more often than anybody can see."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        """Say how much is done of how much, if it is time to."""
        now = time.monotonic()
        if now - self._told >= _SECONDS_BETWEEN_TELLING:
            self._told = now
            tell(Progress(done, total))


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _tell_crash(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    tell(Failed(f"reading broke off: {kind.__name__}: {error}"))
