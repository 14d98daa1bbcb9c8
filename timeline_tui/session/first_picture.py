"""The picture with which a timeline begins, kept from one run of the program to the next.

It is what the screen itself drew, row by row, for this version of the file, where the file was left, in this
size and these colours; where any of that is another, there is none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from timeline_tui.jobs.cache import blake2b, existing_folders, index_name
from timeline_tui.session import resuming
from timeline_tui.session.settings import bounded, settings_path, write_whole
from timeline_tui.version import __version__

SUFFIX = ".picture"
_MOST_BYTES = 1 << 20
_MOST_SIZES = 4
"""Sizes of the window of which the picture of one timeline is kept."""
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
        return rows if key == _key(file, size) and len(rows) == size[1] and all(map(_is_safe, rows)) else None
    except (OSError, ValueError):
        return None


def keep(file: Path, size: tuple[int, int], rows: Sequence[str]) -> None:
    """Keep this picture beside the index, in the place of what was kept for the size."""
    try:
        place, key = _place(file, size), _key(file, size)
        if place is not None and key and len(rows) == size[1] and all(map(_is_safe, rows)):
            write_whole(place, "\n".join([key, *rows]))
            for old in sorted(_beside(place), key=lambda kept: -kept.stat().st_mtime_ns)[_MOST_SIZES:]:
                old.unlink(missing_ok=True)
    except (OSError, ValueError):
        # Nothing depends on it.
        return


def _place(file: Path, size: tuple[int, int]) -> Path | None:
    """Where it is kept: in the folder that holds the index, which is nobody else's; None with no index."""
    name, (width, height) = Path(index_name(file)), size
    for folder in existing_folders():
        if (folder / name).exists():
            return folder / f"{name.stem}.{width}x{height}{SUFFIX}"
    return None


def _beside(place: Path) -> Iterator[Path]:
    return place.parent.glob(f"{place.name.partition('.')[0]}.*{SUFFIX}")


def _key(file: Path, size: tuple[int, int]) -> str:
    """Another text wherever another picture is to be drawn; empty where none can be kept."""
    real, place = os.path.realpath(file), _place(file, size)
    seen = Path(real).stat()
    if place is None or not S_ISREG(seen.st_mode):
        return ""
    index = os.path.realpath(place.parent / index_name(file))
    chosen = b""
    with suppress(FileNotFoundError):
        chosen = bounded(settings_path(), _MOST_BYTES)
    parts = (
        *(__version__, real, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino),
        *(index, Path(index).stat().st_ino, *size, chosen, resuming.read(file)),
        *map(os.environ.get, _SURROUNDINGS),
    )
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


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
