"""What stands in an index file, and how it is known to be one of ours."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x544C5455
"""`TLTU`, in the header of the file."""
FORMAT: Final = 4
"""Counted up when anything below changes its meaning; an index of another format is made anew."""
RANKS_TOGETHER: Final = 1024
"""How many ranks of one name a row of `mention` holds, four bytes each."""

TABLES: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, plain TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE event (number INTEGER PRIMARY KEY, plain TEXT NOT NULL);
CREATE TABLE row (
    rank INTEGER PRIMARY KEY, number INTEGER NOT NULL, id TEXT NOT NULL, date TEXT, title TEXT NOT NULL,
    depth INTEGER NOT NULL, quotes INTEGER NOT NULL, sources INTEGER NOT NULL, independent INTEGER NOT NULL,
    disputes INTEGER NOT NULL, line INTEGER NOT NULL, gap INTEGER, heading TEXT, year TEXT,
    parent INTEGER, day INTEGER
);
CREATE TABLE spine (last INTEGER PRIMARY KEY, days BLOB NOT NULL, ends BLOB NOT NULL, units BLOB NOT NULL);
CREATE TABLE source (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, passages INTEGER NOT NULL);
CREATE TABLE passage (
    source INTEGER NOT NULL, rank INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (source, rank, position)
) WITHOUT ROWID;
CREATE TABLE answer (
    dispute TEXT NOT NULL, rank INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (dispute, rank, position)
) WITHOUT ROWID;
CREATE TABLE name (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, events INTEGER NOT NULL);
CREATE TABLE mention (
    name INTEGER NOT NULL, last INTEGER NOT NULL, ranks BLOB NOT NULL, PRIMARY KEY (name, last)
) WITHOUT ROWID;
CREATE TABLE spelling (
    name INTEGER NOT NULL, spelling TEXT NOT NULL, source TEXT NOT NULL, passages INTEGER NOT NULL,
    PRIMARY KEY (name, spelling, source)
) WITHOUT ROWID;
CREATE TABLE question (dispute TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE problem (position INTEGER PRIMARY KEY, plain TEXT NOT NULL);
"""

# Made when the rows stand, which is several times quicker than keeping them up to date.
LOOKUPS: Final = (
    "CREATE INDEX row_by_id ON row (id)",
    "CREATE INDEX row_by_day ON row (day) WHERE day IS NOT NULL",
    "CREATE INDEX row_by_number ON row (number)",
    "CREATE INDEX row_disputed ON row (rank) WHERE disputes > 0",
    "CREATE INDEX row_below ON row (rank, heading, gap) WHERE heading IS NOT NULL OR gap IS NOT NULL",
    "CREATE INDEX row_by_parent ON row (parent) WHERE parent IS NOT NULL",
)

# What is known of each event before its rank is, in a file of its own that is thrown away.
STAGED: Final = """
CREATE TABLE staged.event (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, date TEXT, title TEXT NOT NULL, disputes TEXT NOT NULL,
    quotes TEXT NOT NULL, names BLOB NOT NULL, earliest INTEGER, until INTEGER,
    day INTEGER, length INTEGER, clock INTEGER, fineness INTEGER
);
CREATE TABLE staged.place (
    rank INTEGER PRIMARY KEY, number INTEGER NOT NULL, depth INTEGER NOT NULL, parent INTEGER
);
"""


def storable(text: str) -> str:
    """The text as the database takes it: halves of surrogate pairs, which UTF-8 cannot write, read `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
