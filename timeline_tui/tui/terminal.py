"""The terminal: signals that end the program, and the last look at what goes out."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import sys
import threading
from collections.abc import Callable
from functools import cache, partial
from types import FrameType

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from timeline_tui.render.document import drawn_in_ascii, in_ascii

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


# C0, DEL, C1, and what reorders text. One cell for one character, so that no row is torn.
_ACTS = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_SHOWN = "\ufffd"


@cache
def _acts() -> re.Pattern[str]:
    # Nothing of the first screen needs it.
    return re.compile(_ACTS)


class InAscii(LineFilter):
    """Replaces marks that a terminal whose locale is not UTF-8 may not show, one cell for one.

    What cannot even be sent there would be sent as an escape, which tears its row.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, as wide as they were."""
        encoding = getattr(sys.__stderr__, "encoding", None) or ""
        shown = drawn_in_ascii if "utf" in encoding.lower() else in_ascii
        return [Segment(shown(text), style, control) for text, style, control in segments]


class Gate(LineFilter):
    """Replaces every character that could act on the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where they are harmless, as they always should be."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            Segment(_acts().sub(_SHOWN, text), style, control) if not text.isprintable() else segment
            for segment in segments
            for text, style, control in (segment,)
        ]
