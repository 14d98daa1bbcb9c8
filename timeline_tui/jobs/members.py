"""The timeline files of a folder, and the stamp of a file or of a folder with all that is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.schema import Stamp
from timeline_tui.jobs.cache import blake2b
from timeline_tui.model.limits import FOLDER_FILES

ENDING = ".timeline.yaml"
MOST_FILES = FOLDER_FILES.value
"""Of more files in a folder, those that come first are read."""


class Member(NamedTuple):
    """One file of a folder."""

    path: Path
    name: str
    """Its path in the folder."""
    stamp: Stamp


def members_now(folder: Path) -> list[Member]:
    """The timeline files below the folder as far as it can be read now."""
    try:
        return members(folder)
    except OSError:
        return []


def files_of(file: Path) -> list[Member]:
    """The files that a timeline is read from: those in a folder, or the one alone, whose name is empty then.

    OSError when they cannot be looked at.
    """
    return members(file) if file.is_dir() else [Member(file, "", Stamp.of(file))]


def stamp_of(file: Path) -> Stamp:
    """The stamp of the file or folder as it is now; OSError when it cannot be looked at."""
    stamp = Stamp.of(file)
    real = Path(stamp.file)
    return whole(stamp, members(real)) if real.is_dir() else stamp


def whole(folder: Stamp, files: Sequence[Member]) -> Stamp:
    """One stamp for the folder and all of its files: another where one of them changed, came or went."""
    seen = [(member.name, *member.stamp.state) for member in files]
    digest = int.from_bytes(blake2b(os.fsencode(repr(seen)), digest_size=7).digest())
    latest = max((member.stamp.mtime_ns for member in files), default=0)
    size = sum(member.stamp.size for member in files)
    return folder._replace(size=size, mtime_ns=latest, ctime_ns=digest, files=max(len(files), 1))


def members(folder: Path) -> list[Member]:
    """The timeline files below the folder, in the order of their paths; OSError where it cannot be read.

    Links, and what begins with a dot, are left alone. A folder in it that cannot be read stands for what it
    holds, and one file more than are read for all others, so that whoever reads them meets it and says so.
    """
    found = sorted(_below(folder))[: MOST_FILES + 1]
    listed: list[Member] = []
    for name in found:
        # It may have gone meanwhile.
        with suppress(OSError):
            path = folder / name
            listed.append(Member(path, name, Stamp.of(path)))
    return listed


def _below(folder: Path) -> Iterator[str]:
    waiting = [""]
    while waiting:
        before = waiting.pop()
        try:
            entries = list(os.scandir(folder / before))
        except FileNotFoundError:
            # It may have gone meanwhile.
            continue
        except OSError:
            if not before:
                raise
            yield before.rstrip("/")
            continue
        for entry in entries:
            name = before + entry.name
            with suppress(OSError):
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir():
                    waiting.append(name + "/")
                elif entry.is_file() and entry.name.endswith(ENDING):
                    yield name
