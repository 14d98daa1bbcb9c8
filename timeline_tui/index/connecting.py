"""Opens a file for reading that this program wrote: with its mark, with our tables, and with no others."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path

from timeline_tui.index.sound import Unusable

# Statements beyond those that are expected before it is plain that it is none of ours.
_MOST_MORE = 16


def connected(
    path: Path,
    tables: str,
    lookups: Iterable[str],
    numbers: tuple[int, int],
    search: tuple[str, ...] = (),
) -> sqlite3.Connection:
    """A connection to a file that has these tables and lookups, and nothing that could do something else.

    `numbers` are those of the program and of its format. Of the tables in `search` all are there, or none.
    """
    _look_at(path, *numbers)
    try:
        # Immutable: it is never written to where it stands, so no lock of another program matters.
        address = path.absolute().as_uri() + "?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error
    expected = _statements(tables, tuple(lookups))
    try:
        asked = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT ?"
        found = sorted(str(sql) for (sql,) in connection.execute(asked, [len(expected) + _MOST_MORE]))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        raise Unusable(str(error)) from error
    if found not in (expected, sorted((*expected, *search))) and not _is_made_here(found, expected, search):
        connection.close()
        raise Unusable("it has other tables than it should")
    return connection


def _is_made_here(found: list[str], expected: list[str], search: tuple[str, ...]) -> bool:
    """Whether the tables of search are as this SQLite makes them, should it word them otherwise."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            for statement in search[:1]:
                connection.execute(statement)
            made = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    except sqlite3.Error:
        return False
    return bool(search) and found == sorted((*expected, *(sql for (sql,) in made)))


def _look_at(path: Path, application: int, format_: int) -> None:
    """Refuse what is none of ours, or was cut short, by its first hundred bytes."""
    try:
        if not path.is_file():
            raise Unusable("there is no index")
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise Unusable(str(error)) from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise Unusable("it is no index")
    page, pages, found_format, found_application = struct.unpack_from(">16xH10xI28xI4xI", header)
    if found_application != application:
        raise Unusable("it is an index of something else")
    if found_format != format_:
        raise Unusable("another version of the program wrote it")
    if size != pages * (65536 if page == 1 else page):
        raise Unusable("it was cut short")


@cache
def _statements(tables: str, lookups: tuple[str, ...]) -> list[str]:
    """The statements as SQLite keeps them."""
    made = (statement.strip() for statement in tables.split(";"))
    return sorted((*(one for one in made if one.startswith("CREATE")), *lookups))
