"""Which file an index was made from, and in which state that file was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from timeline_tui import __version__


class Stamp(NamedTuple):
    """Equal stamps mean the same file, or the same files of a folder, not written to in between.

    They were read by the same program, too.
    """

    file: str
    """The absolute path, with links followed."""
    size: int
    """In bytes."""
    mtime_ns: int
    ctime_ns: int
    inode: int
    version: str = __version__
    """Of the program that read it."""
    files: int = 0
    """How many files a folder holds, where it is one; what is said of them is said of all together."""

    @property
    def state(self) -> list[int]:
        """Others for the same file where it was written to."""
        return [self.size, self.mtime_ns, self.ctime_ns, self.inode]

    @classmethod
    def of(cls, file: Path) -> Stamp:
        """The stamp of the file as it is now; OSError when it cannot be looked at."""
        real = os.path.realpath(file)
        seen = Path(real).stat()
        return cls(real, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
