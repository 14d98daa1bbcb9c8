"""Puts the staged events of a new index in order, and what they are found by, in two processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path

from timeline_tui.index.schema import TABLES
from timeline_tui.index.writing.arranging import ARRANGED, Arranged, arrange
from timeline_tui.index.writing.found_by import write_found_by
from timeline_tui.index.writing.mentions import Mentions
from timeline_tui.index.writing.traits import Found

Aside = Callable[[Callable[[], None]], AbstractContextManager[Callable[[], bool]]]
"""Does something in another process; what is given waits for its end, and says whether it was done."""

_SETTINGS = ("synchronous = OFF", "cache_size = -8000", "temp_store = MEMORY")


def arrange_in_two(
    index: Path,
    staged: Path,
    kin: Mapping[str, str],
    mentions: Mentions,
    found: Found,
    aside: Aside,
    progress: Callable[[int], None],
) -> Arranged:
    """Fill the tables of an index that nobody has open: one file takes no more than one writer at a time."""
    rows = index.with_name(index.name + "-rows")
    try:
        with aside(partial(_find, index, staged, kin, found)) as is_done:
            with closing(_opened(rows, staged)) as connection:
                connection.executescript(f"PRAGMA journal_mode = OFF; {TABLES} BEGIN;")
                arranged = arrange(connection, kin, mentions, progress)
                connection.execute("COMMIT")
            if not is_done():
                # What the other process began is taken back when the file is opened.
                _find(index, staged, kin, found)
        with closing(_opened(index, rows, "rows")) as connection:
            connection.execute("BEGIN")
            for table in ARRANGED:
                connection.execute(f"INSERT INTO main.{table} SELECT * FROM rows.{table}")  # noqa: S608
            connection.execute("COMMIT")
    finally:
        rows.unlink(missing_ok=True)
    return arranged


def _find(index: Path, staged: Path, kin: Mapping[str, str], found: Found) -> None:
    with closing(_opened(index, staged)) as connection:
        connection.execute("BEGIN")
        write_found_by(connection, kin, found, lambda _: None)
        connection.execute("COMMIT")


def _opened(path: Path, other: Path, name: str = "staged") -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute(f"ATTACH ? AS {name}", [str(other)])
    return connection
