"""Writes what the staged events of a new index are found by: days, facets, and the words of the search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from timeline_tui.index.writing.arranging import Sources
from timeline_tui.index.writing.traits import Found, Stretches

_LOT = 500
_BY_RANK = """
SELECT rank, names, facets, date, earliest, latest, begins, ends, choice, disputes, quotes, cited, text
FROM staged.place JOIN staged.event USING (number) LEFT JOIN staged.words USING (number) ORDER BY rank
"""


def write_found_by(
    connection: sqlite3.Connection, kin: Mapping[str, str], found: Found, progress: Callable[[int], None]
) -> None:
    """Fill the tables of traits, stretches, facets and words, where all events have their ranks."""
    sources, stretches = Sources(kin), Stretches()
    traits: list[tuple[object, ...]] = []
    kept: list[tuple[int, str]] = []

    def write() -> None:
        connection.executemany("INSERT INTO trait VALUES (?, ?, ?, ?, ?, ?, ?)", traits)
        if kept:
            connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", kept)
        traits.clear()
        kept.clear()

    for row in connection.execute(_BY_RANK):
        rank, names, facets, date, earliest, latest, *when, asked, quotes, cited, words = row
        tally, used = sources.tally(asked, quotes)
        days = None if date is None else (earliest, latest)
        keys, text = found.of(words, facets, days, when[-1], names, used | sources.cited(cited), tally)
        traits.append((rank, *stretches.add(rank, days), *when, keys))
        if words is not None:
            kept.append((rank, text))
        if len(traits) >= _LOT:
            write()
            progress(rank + 1)
    write()
    connection.executemany("INSERT INTO stretch VALUES (?, ?, ?, ?, ?, ?)", stretches.rows())
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?, ?)", found.facets())
