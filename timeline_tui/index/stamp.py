"""Which file an index was made from, and in which state that file was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from timeline_tui import __version__


class Stamp(NamedTuple):
    """Equal stamps mean the same file, not written to in between, read by the same program."""

    file: str
    """The absolute path, with links followed."""
    size: int
    """In bytes."""
    mtime_ns: int
    ctime_ns: int
    inode: int
    version: str = __version__
    """Of the program that read it."""

    @classmethod
    def of(cls, file: Path) -> Stamp:
        """The stamp of the file as it is now; OSError when it cannot be looked at."""
        real = os.path.realpath(file)
        seen = Path(real).stat()
        return cls(real, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
