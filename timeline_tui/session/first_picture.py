"""The first picture of a timeline: kept for the next run, and shown before the rest is even imported.

It is what the screen itself drew, row by row, for this version of the file or of all files of the folder,
where it was left, in this size and these colours; where any of that is another, there is none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any

from timeline_tui.jobs.cache import existing_folders, index_name
from timeline_tui.session.settings import bounded, left_place, settings_path, write_whole
from timeline_tui.system import blake2b, end_cleanly, heard, is_in_front, unheard
from timeline_tui.version import RULES

SUFFIX = ".picture"
_MOST_BYTES = 1 << 20
_MOST_SIZES = 4
"""Sizes of the window in which the picture of one timeline is kept."""
_SURROUNDINGS = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "LC_ALL", "LC_CTYPE", "LANG")
_CODES = ("m", "G", "X", "C")
"""What ends a sequence of a picture: looks, and moves within its row."""


def read(file: Path, size: tuple[int, int]) -> list[str] | None:
    """The rows of the picture; None where none is kept that is still true, or could not be drawn safely."""
    try:
        place = _place(file, size)
        if place is None:
            return None
        key, *rows = bounded(place, _MOST_BYTES).decode().split("\n")
        return (
            rows if key == key_of(file, size) and len(rows) == size[1] and all(map(_is_safe, rows)) else None
        )
    except (OSError, ValueError):
        return None


def keep(file: Path, size: tuple[int, int], rows: Sequence[str], key: str) -> None:
    """Keep this picture beside the index, in the place of what was kept for the size.

    `key` is that of before it was drawn; nothing is kept where it is another by now.
    """
    try:
        place = _place(file, size)
        is_true = key == key_of(file, size) != ""
        if place is not None and is_true and len(rows) == size[1] and all(map(_is_safe, rows)):
            write_whole(place, "\n".join([key, *rows]))
            for old in sorted(_beside(place), key=lambda kept: -kept.stat().st_mtime_ns)[_MOST_SIZES:]:
                old.unlink(missing_ok=True)
    except (OSError, ValueError):
        # Nothing depends on it.
        return


def sizes(file: Path, size: tuple[int, int]) -> list[tuple[int, int]]:
    """This size, and before it those in which any timeline was left last, the latest last."""
    place = _place(file, size)
    if place is None:
        return [size]
    found: dict[tuple[int, int], int] = {}
    for kept in place.parent.glob(f"*{SUFFIX}"):
        with suppress(OSError, ValueError):
            width, height = map(int, kept.name.split(".")[1].split("x"))
            found[width, height] = max(found.get((width, height), 0), kept.stat().st_mtime_ns)
    found.pop(size, None)
    return [*sorted(found, key=found.__getitem__)[1 - _MOST_SIZES :], size]


def be_latest(file: Path, size: tuple[int, int]) -> None:
    """Let this be the size in which it was left, of those that are kept."""
    with suppress(OSError):
        if (place := _place(file, size)) is not None:
            os.utime(place)


def _place(file: Path, size: tuple[int, int]) -> Path | None:
    """Where it is kept: in the folder that holds the index, which is nobody else's; None with no index."""
    name, (width, height) = Path(index_name(file)), size
    for folder in existing_folders():
        if (folder / name).exists():
            return folder / f"{name.stem}.{width}x{height}{SUFFIX}"
    return None


def _beside(place: Path) -> Iterator[Path]:
    return place.parent.glob(f"{place.name.partition('.')[0]}.*{SUFFIX}")


def key_of(file: Path, size: tuple[int, int]) -> str:
    """Another text wherever another picture is to be drawn; empty where none can be kept."""
    try:
        return _key(file, size)
    except (OSError, ValueError):
        return ""


def _key(file: Path, size: tuple[int, int]) -> str:
    real, place = os.path.realpath(file), _place(file, size)
    if place is None:
        return ""
    index = os.path.realpath(place.parent / index_name(file))
    chosen = b""
    with suppress(FileNotFoundError):
        chosen = bounded(settings_path(), _MOST_BYTES)
    parts = (
        *(RULES, real, *_state(real)),
        *(index, Path(index).stat().st_ino, *size, chosen, left_place(file)),
        *map(os.environ.get, _SURROUNDINGS),
    )
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _state(real: str) -> tuple[object, ...]:
    """Another one where the file, or one in the folder, was written to."""
    seen = Path(real).stat()
    if S_ISREG(seen.st_mode):
        return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
    # Few open a folder, and nobody else waits for what that needs.
    from timeline_tui.jobs.members import stamp_of

    return stamp_of(Path(real))


def _is_safe(row: str) -> bool:
    """Whether it has nothing that acts on a terminal but looks and moves within the row."""
    plain, *rest = row.split("\x1b")
    return plain.isprintable() and all(map(_is_harmless, rest))


def _is_harmless(after: str) -> bool:
    """Whether what stands after an escape is such a sequence, with text behind it."""
    if after[:1] in {"7", "8"}:
        return after[1:].isprintable()
    numbers = len(after) - len(after[1:].lstrip("0123456789;"))
    return after[:1] == "[" and after[numbers : numbers + 1] in _CODES and after[numbers + 1 :].isprintable()


# On the terminal.


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
