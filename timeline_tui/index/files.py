"""An index as a file: copied, tidied, deleted, with what stands beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from timeline_tui.index.schema import read_only


def copied(place: Path, target: Path) -> None:
    """Write a copy of an index as it is now."""
    try:
        with (
            closing(sqlite3.connect(read_only(place, written=True), uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise OSError(f"the index cannot be written: {error}") from error


def tidied(place: Path) -> None:
    """Put what was written beside an index into it, where nobody reads it meanwhile."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(to_write(place), uri=True)) as connection:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")


def deleted(place: Path) -> None:
    """Delete an index and what stands beside it, unless somebody has it open."""
    try:
        with closing(sqlite3.connect(to_write(place), uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        place.unlink(missing_ok=True)
    except (sqlite3.Error, OSError):
        pass


def to_write(place: Path) -> str:
    """The address by which an index that is there is written to."""
    return place.absolute().as_uri() + "?mode=rw"
