"""Carries an index over to a file in which only words of some events changed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.staging import Staged, encode
from timeline_tui.index.stamp import Stamp
from timeline_tui.index.traits import Found

# Where the title stands in the row of an event that is staged.
_TITLE = 2


class Swap(NamedTuple):
    """An event as it was and as it is."""

    number: int
    was: Staged
    now: Staged
    sources: frozenset[str]
    """The sources that it quotes, before and after."""


def write_pieces(connection: sqlite3.Connection, pieces: object) -> None:
    """Keep what is to be known of the file where it changes."""
    if pieces is not None:
        connection.execute("INSERT OR REPLACE INTO fact VALUES ('pieces', ?)", [encode(pieces)])


def is_same_but_for_words(was: Staged, now: Staged) -> bool:
    """Whether nothing of the index changes with the event but its own row and its words."""
    before, after = ((*row[:_TITLE], *row[_TITLE + 1 :]) for row in (was.row, now.row))
    return (
        before == after
        and was.questions == now.questions
        and was.quotes == now.quotes
        and sorted(was.uses) == sorted(now.uses)
    )


def patch(
    source: Path, target: Path, stamp: Stamp, swaps: Iterable[Swap], found: Found, pieces: object
) -> None:
    """Write a copy of an index in which these events are others; `OSError` if that cannot be."""
    shutil.copyfile(source, target)
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            searchable = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'words'").fetchone()
            found.know(connection.execute("SELECT kind, value, key FROM facet"))
            for swap in swaps:
                _swap(connection, swap, found, searchable is not None)
            connection.execute("UPDATE fact SET plain = ? WHERE name = 'stamp'", [encode(stamp._asdict())])
            write_pieces(connection, pieces)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(f"the index cannot be written: {error}") from error


def _swap(connection: sqlite3.Connection, swap: Swap, found: Found, searchable: bool) -> None:
    asked = "SELECT rank, quotes, sources, independent, disputes FROM row WHERE number = ?"
    rank, *tally = connection.execute(asked, [swap.number]).fetchone()
    connection.execute("UPDATE event SET plain = ? WHERE number = ?", [swap.now.plain, swap.number])
    connection.execute("UPDATE row SET title = ? WHERE rank = ?", [swap.now.row[_TITLE], rank])
    if not searchable:
        return
    was, now = (_text(staged, found, swap.sources, tally) for staged in (swap.was, swap.now))
    # The table keeps no text, so it must be told what to forget.
    connection.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", [rank, was])
    connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", [rank, now])


def _text(staged: Staged, found: Found, sources: frozenset[str], tally: Sequence[int]) -> str:
    """All words that the event is found by."""
    _, date, _, _, _, names, facets, earliest, _, latest, *_ = staged.row
    quotes, quoted, independent, disputes = tally
    days = None if date is None else (earliest, latest)
    return found.of(staged.words, facets, days, names, sources, (quotes, quoted, independent, disputes))[1]
