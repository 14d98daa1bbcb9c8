"""Whether a file is what this program wrote: with our tables, and in each field what belongs there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, ForwardRef, TypeVar

T = TypeVar("T")
Row = TypeVar("Row", bound=tuple[Any, ...])
Sort = frozenset[type]
Test = Callable[[Any], bool]

NUMBER: Sort = frozenset({int})
TEXT: Sort = frozenset({str})
MAYBE_NUMBER: Sort = NUMBER | {type(None)}
MAYBE_TEXT: Sort = TEXT | {type(None)}
# Statements beyond those that are expected before it is plain that it is none of ours.
_MOST_MORE = 16
# What SQLite holds as a number is never larger.
_LARGEST = 1 << 63


class Unusable(Exception):  # noqa: N818 - it says what the index is
    """The index is missing, damaged, not one of ours, or of another version of the program."""


def connected(
    path: Path,
    tables: str,
    lookups: Iterable[str],
    header: tuple[int, int] | None = None,
    search: tuple[str, ...] = (),
) -> sqlite3.Connection:
    """A connection to a file that has these tables and lookups, and nothing that could do something else.

    `header` is the number of the program and of its format, where these were not looked at yet. Of the tables
    in `search` all are there, or none.
    """
    try:
        # Immutable: it is never written to where it stands, so no lock of another program matters.
        address = path.absolute().as_uri() + "?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error
    expected = _statements(tables, tuple(lookups))
    try:
        if header is not None:
            _look_at_header(connection, header)
        asked = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT ?"
        found = sorted(str(sql) for (sql,) in connection.execute(asked, [len(expected) + _MOST_MORE]))
    except (sqlite3.Error, UnicodeDecodeError, Unusable) as error:
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


def _look_at_header(connection: sqlite3.Connection, header: tuple[int, int]) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != header:
        raise Unusable("it was not written by this version of the program")


@cache
def _statements(tables: str, lookups: tuple[str, ...]) -> list[str]:
    """The statements as SQLite keeps them."""
    made = (statement.strip() for statement in tables.split(";"))
    return sorted((*(one for one in made if one.startswith("CREATE")), *lookups))


def checked(rows: list[Row], *sorts: Sort) -> list[Row]:
    """The rows, where each value is of the sort of its column."""
    for row in rows:
        for value, sort in zip(row, sorts, strict=True):
            if type(value) not in sort:
                raise Unusable("a row is damaged")
    return rows


def _is_number(value: object) -> bool:
    return type(value) is int and -_LARGEST <= value < _LARGEST


def is_text(value: object) -> bool:
    """Whether it is a text and nothing that only behaves like one."""
    return type(value) is str


def one_of(words: Sequence[str | None]) -> Test:
    """Whether it is one of these."""
    return lambda value: (value is None or type(value) is str) and value in words


PLAIN: Mapping[str, Test] = {
    "int": _is_number,
    "int | None": lambda value: value is None or _is_number(value),
    "str": is_text,
    "str | None": lambda value: value is None or type(value) is str,
    "bool": lambda value: type(value) is bool,
}
"""What a field of numbers and texts can be declared to hold, as it stands in the program."""


def sound(record: T, tests: Mapping[str, Test] = PLAIN) -> T:
    """The record, where each of its fields holds what it is declared to hold."""
    kind: type = type(record)
    for name, declared in _fields(kind):
        if not tests[declared](getattr(record, name)):
            raise Unusable(f"a record is damaged: {name}")
    return record


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    declared: Mapping[str, str | ForwardRef] = kind.__annotations__
    words = {name: each if isinstance(each, str) else each.__forward_arg__ for name, each in declared.items()}
    return tuple(words.items())


def decoded(plain: str) -> Any:  # noqa: ANN401 - JSON can be anything
    """What the JSON text says."""
    try:
        return json.loads(plain)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unusable(f"a record is damaged: {error}") from error
