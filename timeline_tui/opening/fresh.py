"""Finds the index of a file, if there is one that is as new as the file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.stamp import Stamp
from timeline_tui.opening.places import existing_folders, index_name


def fresh(file: Path) -> Index | None:
    """The index, open, if it was made from the file as it is now; else None."""
    try:
        stamp, name = Stamp.of(file), index_name(file)
    except OSError:
        return None
    for folder in existing_folders():
        if (index := _made_from(stamp, folder / name)) is not None:
            return index
    return None


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
