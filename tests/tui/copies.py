"""Indexes of texts that were read before, copied, so that no test of a screen waits for one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from timeline_tui.index.reader import Index
from timeline_tui.index.schema import Stamp
from timeline_tui.index.staging import encode
from timeline_tui.jobs.cache import folders, index_name
from timeline_tui.jobs.child import Build
from timeline_tui.jobs.room import put, room

_MOST_BYTES = 20_000
"""What is longer is read each time: few tests show it, and of its reading more is kept."""

_made: dict[bytes, bytes] = {}


def index_of(file: Path) -> Index:
    """The index of a file as a build makes it."""
    text = file.read_bytes()
    folder = next(folders())
    place = folder / index_name(file)
    # One that is there already is carried over, which is another thing than to make one.
    if len(text) > _MOST_BYTES or place.is_symlink():
        return Build(file, name=file.name).wait()
    if text not in _made:
        made = Build(file, name=file.name).result()
        _made[text] = made.read_bytes()
        return Index.open(made)
    with room(folder) as own:
        copy = own / "index"
        copy.touch(0o600)
        copy.write_bytes(_made[text])
        _say_whose(copy, Stamp.of(file))
        put(copy, place)
    return Index.open(place)


def _say_whose(index: Path, stamp: Stamp) -> None:
    """Name the file of which it is the index."""
    with closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        (plain,) = connection.execute("SELECT plain FROM fact WHERE name = 'about'").fetchone()
        facts = {"stamp": stamp._asdict(), "about": json.loads(plain) | {"file": stamp.file}}
        for name, fact in facts.items():
            connection.execute("UPDATE fact SET plain = ? WHERE name = ?", (encode(fact), name))
