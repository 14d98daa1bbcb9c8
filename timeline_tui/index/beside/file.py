"""A file of its own beside an index, in which something is kept that was found out later."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from timeline_tui.index.connecting import connected
from timeline_tui.index.schema import storable
from timeline_tui.index.sound import Unusable, decoded

_FACT = "CREATE TABLE fact (name TEXT PRIMARY KEY, plain TEXT NOT NULL) WITHOUT ROWID;"


class Kind(NamedTuple):
    """What such a file holds, and how it is known."""

    application: int
    format: int
    tables: str
    lookups: tuple[str, ...] = ()
    """Made once the tables are full."""

    @property
    def all_tables(self) -> str:
        """The tables with that of the facts about the whole."""
        return f"{_FACT}\n{self.tables}"


@contextmanager
def writing(path: Path, kind: Kind) -> Iterator[sqlite3.Connection]:
    """A new file of this kind, whole at the end; `OSError` where it cannot be written."""
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                f"PRAGMA application_id = {kind.application}; {kind.all_tables}"
            )
            connection.execute("BEGIN")
            yield connection
            for lookup in kind.lookups:
                connection.execute(lookup)
            # Only now is it whole: what was left half-way has no format.
            connection.execute(f"PRAGMA user_version = {kind.format}")
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(f"{path.name} cannot be written: {error}") from error


def keep_facts(connection: sqlite3.Connection, facts: Mapping[str, object]) -> None:
    """Write what is to be known of the whole."""
    rows = ((name, json.dumps(fact)) for name, fact in facts.items())
    connection.executemany("INSERT INTO fact VALUES (?, ?)", rows)


class Beside:
    """A file beside an index, open for reading; every answer can raise `Unusable`."""

    KIND: ClassVar[Kind]
    made_from: str
    """Equal where the same program would find out the same."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """What is kept in the file; `Unusable` if it is none of this kind, or not whole."""
        kind = cls.KIND
        connection = connected(path, kind.all_tables, kind.lookups, (kind.application, kind.format))
        try:
            return cls(connection)
        except Unusable:
            connection.close()
            raise

    @classmethod
    def is_kept(cls, path: Path, made_from: str) -> bool:
        """Whether the file holds what would be found out now."""
        try:
            with closing(cls.open(path)) as kept:
                return kept.made_from == made_from
        except Unusable:
            return False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _facts(self) -> dict[str, Any]:
        return {name: decoded(plain) for name, plain in self._ask("SELECT name, plain FROM fact")}

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(question, _fitting(values)).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise Unusable(str(error)) from error


def _fitting(values: Iterable[object]) -> list[object]:
    return [storable(value) if isinstance(value, str) else value for value in values]
