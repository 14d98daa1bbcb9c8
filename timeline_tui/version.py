"""Which version of the program this is, and by what rules it reads."""

from __future__ import annotations

import os
from collections.abc import Iterator

__version__ = "0.1.0"
_ROOMS = ("model", "yamlfile", "load", "index", "evidence")


def rules_of(package: str) -> str:
    """Other words where a file of the program changed that says how a timeline is read or proven.

    What was read by other rules is read anew, though the version is the same: in a clone it is for long.
    """
    try:
        seen = [file.stat() for room in _ROOMS for file in _modules(os.path.join(package, room))]  # noqa: PTH118
    except OSError:  # a program that is run from an archive
        return __version__
    return f"{__version__} {len(seen)} {sum(one.st_mtime_ns + one.st_size for one in seen):x}"


def _modules(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        yield from (file for file in found if file.name.endswith(".py"))


RULES = rules_of(os.path.dirname(__file__))  # noqa: PTH120
"""By which this program reads and proves."""
