"""`check --watch`: every problem in each file, again whenever one was saved."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from timeline_tui.commandline.checking import Checked, check, summary, written
from timeline_tui.commandline.ending import Refusal
from timeline_tui.commandline.files import shipped
from timeline_tui.commandline.output import flush, redraw, say, talk
from timeline_tui.index.stamp import Stamp
from timeline_tui.opening.members import stamp_of
from timeline_tui.visible import visible

POLLED = 0.2
"""Seconds between looks; a file that is as it was at the look before is taken to be whole."""
_FORMS = ("text", "line")
_State = list[object]


def watch(arguments: Sequence[str], form: str) -> NoReturn:
    """Check the files, and check them again when one of them is another; ctrl+c ends it."""
    if form not in _FORMS:
        raise Refusal(f"--watch goes with --format {' or '.join(_FORMS)}", "leave --format out")
    if "-" in arguments:
        raise Refusal("standard input comes only once, so it cannot be watched", "name a file")
    told: _State = []
    while True:
        # Looked at before it is read: what is saved meanwhile is seen as another state.
        state = _quiet(arguments)
        if state != told:
            told = state
            _tell(check(arguments), form)
        time.sleep(POLLED)


def _quiet(arguments: Sequence[str]) -> _State:
    """The state of the files once they have stood still between two looks."""
    before = _state(arguments)
    while True:
        time.sleep(POLLED)
        now = _state(arguments)
        if now == before:
            return now
        before = now


def _state(arguments: Sequence[str]) -> _State:
    """What tells one version of each file from another, and the size of the window that shows it."""
    names = arguments or [str(shipped())]
    return [*map(_identity, names), shutil.get_terminal_size() if _is_screen() else None]


def _identity(name: str) -> Stamp | None:
    try:
        return stamp_of(Path(name))
    except (OSError, ValueError):
        return None


def _tell(checked: Sequence[Checked], form: str) -> None:
    found = written(checked, form)
    summaries = [visible(summary(one)) for one in checked]
    if _is_screen():
        redraw("\n".join([*([found, ""] if found else []), *summaries, "", "watching; ctrl+c ends it"]))
        return
    if found:
        say(found)
    for line in summaries:
        talk(line)
    flush()


def _is_screen() -> bool:
    """Whether there is a terminal to draw on, which can go back to its top."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
