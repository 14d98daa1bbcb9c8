"""What stands in an index file, how it is opened, copied, compared and deleted, and from what it was made."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from timeline_tui.index.records import Difference, Unusable, decoded
from timeline_tui.model.criteria import CRITERIA
from timeline_tui.version import RULES

APPLICATION_ID: Final = 0x544C5455
"""`TLTU`, in the header of the file."""
_REVISION: Final = 23
"""Counted up when anything below changes its meaning, but not how it is written here."""

# A fact may be megabytes long: with rows of their own, to look for another does not load it.
TABLES: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, plain TEXT NOT NULL);
CREATE TABLE event (number INTEGER PRIMARY KEY, plain TEXT NOT NULL);
CREATE TABLE row (
    place INTEGER PRIMARY KEY, number INTEGER NOT NULL, id TEXT NOT NULL, date TEXT, title TEXT NOT NULL,
    depth INTEGER NOT NULL, quotes INTEGER NOT NULL, sources INTEGER NOT NULL, independent INTEGER NOT NULL,
    disputes INTEGER NOT NULL, gap INTEGER, heading TEXT, year TEXT,
    parent INTEGER, day INTEGER, key INTEGER NOT NULL, cited INTEGER NOT NULL, written TEXT,
    digest INTEGER NOT NULL
);
CREATE TABLE block (
    number INTEGER PRIMARY KEY, rows INTEGER NOT NULL, extras INTEGER NOT NULL, even INTEGER NOT NULL,
    least_earliest INTEGER, most_earliest INTEGER, least_latest INTEGER, most_latest INTEGER,
    first INTEGER, last INTEGER
);
CREATE TABLE spine (number INTEGER PRIMARY KEY, begins BLOB NOT NULL, ends BLOB NOT NULL);
CREATE TABLE edge (kind TEXT PRIMARY KEY, numbers BLOB NOT NULL, events BLOB NOT NULL);
CREATE TABLE source (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, passages INTEGER NOT NULL, citations INTEGER NOT NULL
);
CREATE TABLE citation (
    source INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (source, place)
) WITHOUT ROWID;
CREATE TABLE passage (
    source INTEGER NOT NULL, place INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (source, place, position)
) WITHOUT ROWID;
CREATE TABLE answer (
    dispute TEXT NOT NULL, place INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (dispute, place, position)
) WITHOUT ROWID;
CREATE TABLE spelling (
    name TEXT NOT NULL, spelling TEXT NOT NULL, source TEXT NOT NULL, passages INTEGER NOT NULL,
    PRIMARY KEY (name, spelling, source)
) WITHOUT ROWID;
CREATE TABLE trait (
    place INTEGER PRIMARY KEY, earliest INTEGER, latest INTEGER, begins INTEGER, ends INTEGER, choice TEXT,
    facets BLOB NOT NULL
);
CREATE TABLE facet (
    key INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, events INTEGER NOT NULL
);
CREATE TABLE question (dispute TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE problem (position INTEGER PRIMARY KEY, plain TEXT NOT NULL);
"""

LONGEST_PREFIX: Final = 3
"""Letters up to which SQLite knows at once which events have a word that begins so."""
# Rows of it are places, so that what is found comes in the order of the list. All is folded before it goes
# in, and this tokenizer takes what is not ASCII as it is.
SEARCH: Final = (
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, tokenize='ascii', prefix='1 2 3')"
)
SEARCH_TABLES: Final = (
    SEARCH,
    "CREATE TABLE 'words_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "CREATE TABLE 'words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "CREATE TABLE 'words_config'(k PRIMARY KEY, v) WITHOUT ROWID",
)
"""What SQLite makes of it; none of these is there where it was built without FTS5."""

BETWEEN: Final = "\ue001"
"""A word that no text holds, before each text of an event: no phrase goes on from one into the next."""
BREAK: Final = f" {BETWEEN} "
"""What stands between two of its texts."""
_FACET = "\ue000"
_SIGN = re.compile(r"(?<!\w)[-\u2212](?=[0-9.,])")


def facet_word(key: int) -> str:
    """The word that stands for a facet; no text holds it, since folding leaves no private character."""
    return f"{_FACET}{key}"


def signs_spelled(text: str) -> str:
    """The text with the minus of each number as a word, since a search passes over signs."""
    return _SIGN.sub(" minus ", text)


# Made when the rows stand, which is several times quicker than keeping them up to date.
LOOKUPS: Final = (
    "CREATE INDEX row_by_id ON row (id)",
    "CREATE INDEX row_by_day ON row (day) WHERE day IS NOT NULL",
    "CREATE INDEX row_by_number ON row (number)",
    "CREATE INDEX row_disputed ON row (place) WHERE disputes > 0",
    "CREATE INDEX row_key ON row (place) WHERE key > 0",
    "CREATE INDEX row_below ON row (place, heading, gap) WHERE heading IS NOT NULL OR gap IS NOT NULL",
    "CREATE UNIQUE INDEX facet_by_value ON facet (kind, value)",
    "CREATE INDEX row_by_parent ON row (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX answer_by_place ON answer (place, dispute)",
    "CREATE INDEX trait_by_choice ON trait (place) WHERE choice IS NOT NULL",
)

# What is known of each event before its place is, in a file of its own that is thrown away.
STAGED: Final = """
CREATE TABLE staged.event (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, date TEXT, title TEXT NOT NULL, disputes TEXT NOT NULL,
    quotes TEXT NOT NULL, cited TEXT NOT NULL, names BLOB NOT NULL, facets TEXT NOT NULL,
    earliest INTEGER, until INTEGER, latest INTEGER,
    key INTEGER NOT NULL, written TEXT,
    day INTEGER, length INTEGER, begins INTEGER, fineness INTEGER, ends INTEGER, ahead INTEGER, choice TEXT,
    digest INTEGER NOT NULL, words TEXT
);
CREATE TABLE staged.place (
    rank INTEGER PRIMARY KEY, number INTEGER NOT NULL, depth INTEGER NOT NULL, parent INTEGER
);
"""

FORMAT: Final = crc32(repr((_REVISION, TABLES, SEARCH, LOOKUPS, STAGED, CRITERIA)).encode()) >> 1
"""Another one for every other schema and criteria of a search; an index of another format is made anew."""


class IndexConnection:
    """Asks an index in SQL, with values for the marks; every answer can raise `Unusable`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __call__(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that answer the question."""
        fitting = [storable(value) if isinstance(value, str) else value for value in values]
        try:
            return self.connection.execute(question, fitting).fetchall()
        # Text that is damaged cannot be decoded, not even where SQLite quotes it in its message.
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise Unusable(str(error)) from error


def fact(ask: IndexConnection, name: str) -> Any:  # noqa: ANN401 - each has its own shape
    """What is kept of the whole under this name."""
    found = ask("SELECT plain FROM fact WHERE name = ?", name)
    if not found:
        raise Unusable("the index is not whole")
    return decoded(found[0][0])


def storable(text: str) -> str:
    """The text as the database takes it: halves of surrogate pairs, which UTF-8 cannot write, read `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Stamp(NamedTuple):
    """Equal stamps mean the same file, or the same files of a folder, not written to in between.

    They were read by the same program, too.
    """

    file: str
    """The absolute path, with links followed."""
    size: int
    """In bytes."""
    mtime_ns: int
    ctime_ns: int
    inode: int
    version: str = RULES
    """The rules of the program that read it."""
    files: int = 0
    """How many files a folder holds, where it is one; what is said of them is said of all together."""

    @property
    def state(self) -> list[int]:
        """Others for the same file where it was written to."""
        return [self.size, self.mtime_ns, self.ctime_ns, self.inode]

    @classmethod
    def of(cls, file: Path) -> Stamp:
        """The stamp of the file as it is now; OSError when it cannot be looked at."""
        real = os.path.realpath(file)
        seen = Path(real).stat()
        return cls(real, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)


OWN: Final = ".db"
"""The suffix of an index in a file of its own, to which its place leads."""
# Statements beyond those that are expected before it is plain that it is none of ours.
_MOST_MORE = 16


def connected(
    path: Path,
    tables: str,
    lookups: Iterable[str],
    numbers: tuple[int, int],
    search: tuple[str, ...] = (),
    *,
    written: bool = False,
) -> sqlite3.Connection:
    """A connection to a file that has these tables and lookups, and nothing that could do something else.

    `numbers` are those of the program and of its format. Of the tables in `search` all are there, or none.
    With `written`, others may write to it where it stands, and it is read as it is now until it is closed.
    """
    connection = _opened(path, written)
    try:
        _look_at(connection, *numbers)
        expected = _statements(tables, tuple(lookups))
        asked = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT ?"
        found = sorted(str(sql) for (sql,) in connection.execute(asked, [len(expected) + _MOST_MORE]))
        if found in (expected, sorted((*expected, *search))) or _is_made_here(found, expected, search):
            return connection
        raise Unusable("it has other tables than it should")
    except (sqlite3.Error, UnicodeDecodeError, Unusable) as error:
        connection.close()
        raise Unusable(str(error)) from error


def _opened(path: Path, written: bool) -> sqlite3.Connection:
    try:
        if not path.is_file():
            raise Unusable("there is no index")
        if written:
            connection = sqlite3.connect(read_only(path, written=True), uri=True, isolation_level=None)
            try:
                # One question that goes on, so that all answers are of one version.
                connection.execute("BEGIN")
                connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")
                return connection
            except sqlite3.OperationalError as error:
                connection.close()
                if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                    raise
                # Where several cannot share it, as in some folders of other machines, nobody writes to it.
        return sqlite3.connect(read_only(path), uri=True, isolation_level=None)
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise Unusable(str(error)) from error


def read_only(path: Path, *, written: bool = False) -> str:
    """The address of a file that is only read, with `written` of one that others may write to meanwhile.

    Whoever closes that last tidies up, for which it must be able to write.
    """
    return path.absolute().as_uri() + ("?mode=rw" if written else "?mode=ro&immutable=1")


def beside(path: Path, suffix: str) -> Path:
    """What stands beside an index under its name, whichever of its versions is at this path."""
    return (path.with_suffix("") if path.suffix == OWN else path).with_suffix(suffix)


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


def _look_at(connection: sqlite3.Connection, application: int, format_: int) -> None:
    """Refuse what is none of ours."""

    def said(name: str) -> int:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

    try:
        found, version = map(said, ("application_id", "user_version"))
    except sqlite3.DatabaseError as error:
        raise Unusable(f"it is no index: {error}") from error
    if found != application:
        raise Unusable("it is an index of something else")
    if version != format_:
        raise Unusable("another version of the program wrote it")


def open_index(path: Path) -> sqlite3.Connection:
    """A connection to an index, as it is now."""
    return connected(path, TABLES, LOOKUPS, (APPLICATION_ID, FORMAT), SEARCH_TABLES, written=True)


@cache
def _statements(tables: str, lookups: tuple[str, ...]) -> list[str]:
    """The statements as SQLite keeps them."""
    made = (statement.strip() for statement in tables.split(";"))
    return sorted((*(one for one in made if one.startswith("CREATE")), *lookups))


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


# Of more events, only their numbers are compared.
_MOST_COMPARED = 200_000
_EACH = "SELECT (SELECT count(*) FROM main.row), (SELECT count(*) FROM later.row)"
_BOTH = "SELECT count(*) FROM main.row JOIN later.row AS now ON now.id = main.row.id"
_CHANGED = f"{_BOTH} WHERE now.digest <> main.row.digest"


def difference(before: Path, now: Path, stamp: Stamp) -> Difference | None:
    """What became of the events up to the index with this stamp; None where there are too many to compare."""
    with closing(open_index(before)), closing(open_index(now)) as new:
        if fact(IndexConnection(new), "stamp") != stamp._asdict():
            raise Unusable("another index took its place")
    try:
        with closing(sqlite3.connect(read_only(before, written=True), uri=True)) as connection:
            connection.execute("ATTACH ? AS later", [read_only(now, written=True)])
            ((old_events, events),) = connection.execute(_EACH)
            if max(old_events, events) > _MOST_COMPARED:
                return None
            ((both,),) = connection.execute(_BOTH)
            ((changed,),) = connection.execute(_CHANGED)
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error
    return Difference(changed, events - both, old_events - both)


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
