"""What to say, and where to keep the rest, when the program itself failed."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path

from timeline_tui import __version__
from timeline_tui.opening.places import cache_folder
from timeline_tui.visible import visible


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
