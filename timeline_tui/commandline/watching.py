"""`check --watch`: every problem in each file, again whenever one was saved."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from timeline_tui.commandline.checking import Checked, check, summary, written
from timeline_tui.commandline.ending import Refusal
from timeline_tui.commandline.files import shipped
from timeline_tui.commandline.output import flush, redraw, say, talk
from timeline_tui.opening.saves import Looking, Seen, patience, versions
from timeline_tui.visible import visible

_FORMS = ("text", "line")


class _State(NamedTuple):
    """What tells one version of each file from another, and the size of the window that shows it."""

    files: list[Seen]
    size: object


def watch(arguments: Sequence[str], form: str) -> NoReturn:
    """Check the files, and check them again when one of them is another; ctrl+c ends it."""
    if form not in _FORMS:
        raise Refusal(f"--watch goes with --format {' or '.join(_FORMS)}", "leave --format out")
    if "-" in arguments:
        raise Refusal("standard input comes only once, so it cannot be watched", "name a file")
    files = [Looking(Path(name), time.monotonic) for name in arguments or [str(shipped())]]
    for _ in versions(lambda: _look(files), time.sleep, _patience, _is_like):
        _tell(check(arguments), form)
    raise AssertionError("versions come without end")


def _look(files: Sequence[Looking]) -> _State:
    return _State([file.look() for file in files], shutil.get_terminal_size() if _is_screen() else None)


def _patience(before: _State, now: _State) -> float:
    return max(map(patience, before.files, now.files))


def _is_like(one: _State, other: _State) -> bool:
    return one.size == other.size and all(map(Seen.is_like, one.files, other.files))


def _tell(checked: Sequence[Checked], form: str) -> None:
    found = written(checked, form)
    summaries = [visible(line) for one in checked for line in summary(one)]
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
