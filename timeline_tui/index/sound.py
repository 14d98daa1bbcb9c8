"""Whether a file is what this program wrote: with our tables, and in each field what belongs there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, ForwardRef, TypeVar, get_args

from timeline_tui.diagnostics.problem import Place, Related, Severity
from timeline_tui.model.finding import State
from timeline_tui.model.timeline import NameKind, Quote, QuoteKind

T = TypeVar("T")
Row = TypeVar("Row", bound=tuple[Any, ...])
Sort = frozenset[type]
_Test = Callable[[Any], bool]

NUMBER: Sort = frozenset({int})
TEXT: Sort = frozenset({str})
MAYBE_NUMBER: Sort = NUMBER | {type(None)}
MAYBE_TEXT: Sort = TEXT | {type(None)}
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
        found = sorted(str(sql) for (sql,) in connection.execute(asked, [len(expected) + len(search) + 1]))
    except (sqlite3.Error, UnicodeDecodeError, Unusable) as error:
        connection.close()
        raise Unusable(str(error)) from error
    if found != expected and found != sorted((*expected, *search)):
        connection.close()
        raise Unusable("it has other tables than it should")
    return connection


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


def sound(record: T) -> T:
    """The record, where each of its fields holds what it is declared to hold."""
    kind: type = type(record)
    for name, test in _tests(kind):
        if not test(getattr(record, name)):
            raise Unusable(f"a record is damaged: {name}")
    return record


@cache
def _tests(kind: type) -> tuple[tuple[str, _Test], ...]:
    declared: Mapping[str, str | ForwardRef] = kind.__annotations__
    words = {name: each if isinstance(each, str) else each.__forward_arg__ for name, each in declared.items()}
    return tuple((name, _TESTS[word]) for name, word in words.items())


def _is_number(value: object) -> bool:
    return type(value) is int and -_LARGEST <= value < _LARGEST


def _is_sound(kind: type) -> _Test:
    return lambda value: type(value) is kind and sound(value) is value


def _each(test: _Test) -> _Test:
    return lambda value: type(value) is tuple and all(map(test, value))


def _one_of(words: Sequence[str | None]) -> _Test:
    return lambda value: (value is None or type(value) is str) and value in words


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_mapping(value: object) -> bool:
    return type(value) is dict and all(type(text) is str for text in value.values())


_TESTS: Mapping[str, _Test] = {
    "int": _is_number,
    "int | None": lambda value: value is None or _is_number(value),
    "str": _is_text,
    "str | None": lambda value: value is None or type(value) is str,
    "bool": lambda value: type(value) is bool,
    "Severity": _one_of(get_args(Severity)),
    "QuoteKind | None": _one_of((*get_args(QuoteKind), None)),
    "NameKind | None": _one_of((*get_args(NameKind), None)),
    "State": _one_of(get_args(State)),
    "Mapping[str, str]": _is_mapping,
    "tuple[str, ...]": _each(_is_text),
    "tuple[Quote, ...]": _each(_is_sound(Quote)),
    "Place": _is_sound(Place),
    "tuple[Related, ...]": _each(_is_sound(Related)),
}
