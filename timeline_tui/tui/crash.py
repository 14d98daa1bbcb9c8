"""What to say, and where to keep the rest, when the program itself failed."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path

from rich.traceback import Traceback

from timeline_tui.jobs.cache import cache_folder
from timeline_tui.version import __version__
from timeline_tui.visible import visible


class Broken(Exception):  # noqa: N818 - it says what the program is
    """A part of the program that has ended without anybody who could have caught why."""

    @classmethod
    def told_by(cls, told: Iterable[object]) -> Broken:
        """What is known of it, as Textual would show it."""
        traces = [each.trace for each in told if isinstance(each, Traceback)]
        stacks = [stack for trace in traces for stack in trace.stacks]
        frames = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for stack in stacks for frame in stack.frames
        ]
        broken = cls(*(f"{stack.exc_type}: {stack.exc_value}" for stack in stacks[:1]))
        broken.add_note("\n".join(frames))
        return broken


def report(error: BaseException) -> str:
    """A short message for the terminal; the full report is written to a file that it names."""
    what = visible(f"{type(error).__name__}: {error}"[:300])
    try:
        kept = visible(str(_write(error)))
    except OSError:
        where = "No report of it could be written."
    else:
        where = f"A full report is in {kept}"
    return f"timeline-tui stopped because of a mistake in the program, not in your file.\n{what}\n{where}\n"


def _write(error: BaseException) -> Path:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix="crash-", suffix=".txt", dir=folder)
    told = "".join(traceback.format_exception(error))
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(
            f"timeline-tui {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
        )
        file.write(visible(told, block=True))
    return Path(name)
