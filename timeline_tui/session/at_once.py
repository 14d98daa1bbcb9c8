"""The first picture on the terminal, before what draws the others is even imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from timeline_tui.session.first_picture import read
from timeline_tui.system import end_cleanly, heard, is_in_front, unheard

_IN, _OUT, _ERR = 0, 1, 2
ENTER = "\x1b[?1049h"
"""Shows the other screen of the terminal, which is empty then."""
_QUIETLY = "\x1b[?25l\x1b[?7l"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"


class EarlyScreen:
    """A terminal with the first picture on it, until the program draws there or gives it back.

    What is typed meanwhile is not shown and waits for who reads it then. Ctrl+C ends the program, as it does
    until then.
    """

    def __init__(self, rows: Sequence[str], size: tuple[int, int]) -> None:
        """Draw the rows of a window; OSError where the terminal takes nothing, and is as it was."""
        self.size = size
        self.is_over = False
        """Whether the terminal is somebody else's again."""
        end_cleanly()
        self._settings = unheard()
        try:
            picture = "".join(f"\x1b[{number};1H{row}\x1b[0m" for number, row in enumerate(rows, 1))
            _send(ENTER + _QUIETLY + picture + "\x1b[1;1H")
        except BaseException:
            self.give_back()
            raise

    def take_over(self) -> list[Any]:
        """Let the program draw there from now on; how what is typed is to be treated when it ends."""
        self.is_over = True
        return self._settings

    def give_back(self) -> None:
        """Leave the terminal as it was, unless the program took it over, which does that itself."""
        if self.is_over:
            return
        self.is_over = True
        with suppress(OSError):
            _send(_LEAVE)
        heard(self._settings)


shown: EarlyScreen | None = None
"""The one of this run, where there is any."""


def show(file: Path) -> EarlyScreen | None:
    """Show the picture with which this file begins, where there is one and a terminal to show it on."""
    global shown
    if not _has_terminal():
        return None
    with suppress(OSError, ValueError):
        width, height = os.get_terminal_size(_OUT)
        size = width, height
        if (rows := read(file, size)) is not None:
            shown = EarlyScreen(rows, size)
    return shown


def give_back() -> None:
    """Leave the terminal as it was, where nobody took over what was shown on it."""
    if shown is not None:
        shown.give_back()


def _has_terminal() -> bool:
    """Whether all that the program reads from and draws on is a terminal, and this run is in front there."""
    if os.environ.get("TERM", "dumb") == "dumb":
        return False
    return all(map(os.isatty, (_IN, _OUT, _ERR))) and is_in_front() is True


def _send(text: str) -> None:
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    data = text.encode(encoding, "replace")
    while data:
        data = data[os.write(_ERR, data) :]
