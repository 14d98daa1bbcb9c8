"""Finds the index of a file, if there is one that is as new as the file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.schema import Stamp
from timeline_tui.jobs.cache import existing_folders, index_name


def fresh(file: Path, as_of: int | None = None, folder: Path | None = None) -> Index | None:
    """The index, open, if it was made from the file as it is now; else None.

    `as_of` is the day of which it says what could be known; `folder` is where it is, if not in the cache.
    """
    try:
        stamp, name = _stamp_of(file), index_name(file, as_of)
    except OSError:
        return None
    for where in existing_folders() if folder is None else (folder,):
        if (index := _made_from(stamp, where / name)) is not None:
            return index
    return None


def _stamp_of(file: Path) -> Stamp:
    stamp = Stamp.of(file)
    if not Path(stamp.file).is_dir():
        return stamp
    # Few open a folder, and nobody else waits for what that needs.
    from timeline_tui.jobs.members import stamp_of

    return stamp_of(file)


def _made_from(stamp: Stamp, path: Path) -> Index | None:
    try:
        index = Index.open(path)
    except Unusable:
        return None
    if index.stamp != stamp:
        index.close()
        return None
    # Those that were not opened for longest are thrown away first.
    with suppress(OSError):
        os.utime(path)
    return index
