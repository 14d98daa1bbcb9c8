"""Signals that end the program, and the terminal that goes away with or without one."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
from collections.abc import Callable
from functools import partial
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGHUP)
# Giving the terminal back takes a tenth of this. What is written to a terminal that is gone waits for ever.
_SECONDS_TO_END = 2.0
_SECONDS_BETWEEN_LOOKS = 1.0
_STDIN = 0


def end_on_signals(leave: Callable[[int], None]) -> None:
    """Leave the terminal as it was on SIGTERM and SIGHUP, or when it is gone; called in the event loop."""
    loop = asyncio.get_running_loop()
    for number in _ENDING:
        loop.add_signal_handler(number, partial(_end, 128 + number, leave))
    _resume_only_what_stopped()
    if os.isatty(_STDIN):
        terminal = select.poll()
        # Nothing is asked for: that the other end is gone is told in any case.
        terminal.register(_STDIN, 0)
        _look(terminal, leave)


def _look(terminal: select.poll, leave: Callable[[int], None]) -> None:
    """End when the terminal is gone and nobody said so, instead of reading its end for ever."""
    if terminal.poll(0):
        _end(128 + signal.SIGHUP, leave)
    else:
        asyncio.get_running_loop().call_later(_SECONDS_BETWEEN_LOOKS, _look, terminal, leave)


def _end(code: int, leave: Callable[[int], None]) -> None:
    last_resort = threading.Timer(_SECONDS_TO_END, os._exit, (code,))
    last_resort.daemon = True
    last_resort.start()
    leave(code)


def _resume_only_what_stopped() -> None:
    """A terminal that hangs up sends SIGCONT too, on which the screen would be set up a second time."""
    stop, resume = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not callable(stop) or not callable(resume):
        return
    stopped = False

    def on_stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        stop(number, frame)

    def on_continue(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped:
            stopped = False
            resume(number, frame)

    signal.signal(signal.SIGTSTP, on_stop)
    signal.signal(signal.SIGCONT, on_continue)
