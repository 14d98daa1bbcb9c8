"""What stands in an index file, and how it is known to be one of ours."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x544C5455
"""`TLTU`, in the header of the file."""
FORMAT: Final = 14
"""Counted up when anything below changes its meaning; an index of another format is made anew."""
RANKS_TOGETHER: Final = 1024
"""How many ranks of one name a row of `mention` holds, four bytes each."""

# A fact may be megabytes long: with rows of their own, to look for another does not load it.
TABLES: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, plain TEXT NOT NULL);
CREATE TABLE event (number INTEGER PRIMARY KEY, plain TEXT NOT NULL);
CREATE TABLE row (
    rank INTEGER PRIMARY KEY, number INTEGER NOT NULL, id TEXT NOT NULL, date TEXT, title TEXT NOT NULL,
    depth INTEGER NOT NULL, quotes INTEGER NOT NULL, sources INTEGER NOT NULL, independent INTEGER NOT NULL,
    disputes INTEGER NOT NULL, line INTEGER NOT NULL, gap INTEGER, heading TEXT, year TEXT,
    parent INTEGER, day INTEGER, key INTEGER NOT NULL, cited INTEGER NOT NULL, written TEXT
);
CREATE TABLE spine (last INTEGER PRIMARY KEY, begins BLOB NOT NULL, ends BLOB NOT NULL);
CREATE TABLE source (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, passages INTEGER NOT NULL, citations INTEGER NOT NULL
);
CREATE TABLE citation (
    source INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (source, rank)
) WITHOUT ROWID;
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
CREATE TABLE trait (
    rank INTEGER PRIMARY KEY, earliest INTEGER, latest INTEGER, begins INTEGER, ends INTEGER, choice TEXT,
    facets BLOB NOT NULL
);
CREATE TABLE stretch (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL, least_earliest INTEGER NOT NULL,
    most_earliest INTEGER NOT NULL, least_latest INTEGER NOT NULL, most_latest INTEGER NOT NULL
);
CREATE TABLE facet (
    key INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, events INTEGER NOT NULL
);
CREATE TABLE question (dispute TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run (rank INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE problem (position INTEGER PRIMARY KEY, plain TEXT NOT NULL);
"""

# Rows of it are ranks, so that what is found comes in the order of the list. All is folded before it goes in,
# and this tokenizer takes what is not ASCII as it is.
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

# Made when the rows stand, which is several times quicker than keeping them up to date.
LOOKUPS: Final = (
    "CREATE INDEX row_by_id ON row (id)",
    "CREATE INDEX row_by_day ON row (day) WHERE day IS NOT NULL",
    "CREATE INDEX row_by_number ON row (number)",
    "CREATE INDEX row_disputed ON row (rank) WHERE disputes > 0",
    "CREATE INDEX row_below ON row (rank, heading, gap) WHERE heading IS NOT NULL OR gap IS NOT NULL",
    "CREATE UNIQUE INDEX facet_by_value ON facet (kind, value)",
    "CREATE INDEX row_by_parent ON row (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX trait_by_choice ON trait (rank) WHERE choice IS NOT NULL",
)

# What is known of each event before its rank is, in a file of its own that is thrown away.
STAGED: Final = """
CREATE TABLE staged.event (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, date TEXT, title TEXT NOT NULL, disputes TEXT NOT NULL,
    quotes TEXT NOT NULL, cited TEXT NOT NULL, names BLOB NOT NULL, facets TEXT NOT NULL,
    earliest INTEGER, until INTEGER, latest INTEGER,
    key INTEGER NOT NULL, written TEXT,
    day INTEGER, length INTEGER, begins INTEGER, fineness INTEGER, ends INTEGER, ahead INTEGER, choice TEXT
);
CREATE TABLE staged.words (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE staged.place (
    rank INTEGER PRIMARY KEY, number INTEGER NOT NULL, depth INTEGER NOT NULL, parent INTEGER
);
"""


def storable(text: str) -> str:
    """The text as the database takes it: halves of surrogate pairs, which UTF-8 cannot write, read `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
