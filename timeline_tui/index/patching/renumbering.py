"""Gives the events that stay their new ranks and numbers, in every table that has them."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from timeline_tui.index.patching.seats import Order, Seat, Stretch
from timeline_tui.index.schema import LOOKUPS, RANKS_TOGETHER

# Further than any rank: numbers wait there while others take their places.
_FAR = 1 << 40
_BY_RANK = {
    "trait": "rank, earliest, latest, begins, ends, choice, facets",
    "passage": "source, rank, position",
    "citation": "source, rank",
    "answer": "dispute, rank, position",
}
_EVENTS = "SELECT number, plain FROM event WHERE number >= ? AND number < ? ORDER BY number {} LIMIT 1000"
# Where this part of the rows gets other ranks, lookups are made anew rather than kept up to date.
_MANY = 16


def move_ranks(connection: sqlite3.Connection, order: Order) -> None:
    """Give the rows that are there their new ranks."""
    for column, stretches in (("rank", order.moved), ("parent", [*order.moved, *order.staying])):
        away = f"UPDATE row SET {column} = {column} + ? WHERE {column} BETWEEN ? AND ?"  # noqa: S608
        back = f"UPDATE row SET {column} = {column} - ? WHERE {column} >= ?"  # noqa: S608
        for one in stretches:
            connection.execute(away, [_FAR + one.now - one.first, one.first, one.last])
        connection.execute(back, [_FAR, _FAR])
    for table, columns in _BY_RANK.items():
        _move_aside(connection, table, columns, order.moved)


def _move_aside(
    connection: sqlite3.Connection, table: str, columns: str, stretches: Sequence[Stretch]
) -> None:
    """The same by a copy of those rows, which costs less where there are many and no lookups."""
    run = connection.execute
    run(f"CREATE TEMP TABLE aside AS SELECT * FROM {table} LIMIT 0")  # noqa: S608 - fixed words
    for one in stretches:
        moved = columns.replace("rank", "rank + ?")
        asked = f"INSERT INTO aside SELECT {moved} FROM {table} WHERE rank BETWEEN ? AND ?"  # noqa: S608
        run(asked, [one.now - one.first, one.first, one.last])
    for one in stretches:
        run(f"DELETE FROM {table} WHERE rank BETWEEN ? AND ?", [one.first, one.last])  # noqa: S608
    run(f"INSERT INTO {table} SELECT * FROM aside ORDER BY {columns}")  # noqa: S608 - fixed words
    run("DROP TABLE aside")


def move_numbers(connection: sqlite3.Connection, first: int, by: int) -> None:
    """Count the events of the file from this one on by so many more, or fewer."""
    if not by:
        return
    connection.execute("UPDATE row SET number = number + ? WHERE number >= ?", [by, first])
    # The last go first where numbers grow, so that each finds its place free.
    asked = _EVENTS.format("DESC" if by > 0 else "ASC")
    bounds = (first, _FAR)
    while held := connection.execute(asked, bounds).fetchall():
        numbers = [number for number, _ in held]
        connection.execute("DELETE FROM event WHERE number BETWEEN ? AND ?", (min(numbers), max(numbers)))
        moved = sorted((number + by, plain) for number, plain in held)
        connection.executemany("INSERT INTO event VALUES (?, ?)", moved)
        bounds = (first, min(numbers)) if by > 0 else (max(numbers) + 1, _FAR)


def without_lookups(connection: sqlite3.Connection, order: Order, events: int) -> bool:
    """Drop the lookups where keeping them up to date would cost more; whether they must be made again."""
    moved = sum(one.last - one.first + 1 for one in order.moved)
    if moved * _MANY < events:
        return False
    for lookup in _LOOKED_UP:
        connection.execute(f"DROP INDEX {lookup.split(' ON ')[0].split()[-1]}")
    return True


def lookups_again(connection: sqlite3.Connection) -> None:
    """Make those lookups again."""
    for lookup in _LOOKED_UP:
        connection.execute(lookup)


def move_mentions(
    connection: sqlite3.Connection,
    order: Order,
    touched: Collection[int],
    mentioned: Iterable[tuple[int, Seat]],
) -> None:
    """Write anew where names are mentioned: those that events bring or take, and all if ranks change."""
    come: dict[int, list[int]] = {}
    for name, seat in mentioned:
        come.setdefault(name, []).append(seat.rank)
    names = range(connection.execute("SELECT count(*) FROM name").fetchone()[0]) if order.moves else touched
    for name in names:
        held = array("I")
        for (ranks,) in connection.execute("SELECT ranks FROM mention WHERE name = ? ORDER BY last", [name]):
            held.frombytes(ranks)
        now = array("I", sorted([*_moved(held, order), *come.get(name, ())]))
        if now == held:
            continue
        connection.execute("DELETE FROM mention WHERE name = ?", [name])
        connection.executemany("INSERT INTO mention VALUES (?, ?, ?)", _lots(name, now))
        connection.execute("UPDATE name SET events = ? WHERE key = ?", [len(now), name])


def _moved(ranks: array[int], order: Order) -> Iterator[int]:
    """The new ranks of the events among these that stay."""
    for one in order.stretches:
        by = one.now - one.first
        some = ranks[bisect_left(ranks, one.first) : bisect_right(ranks, one.last)]
        yield from (rank + by for rank in some) if by else some


def _lots(name: int, ranks: array[int]) -> Iterator[tuple[int, int, bytes]]:
    for start in range(0, len(ranks), RANKS_TOGETHER):
        lot = ranks[start : start + RANKS_TOGETHER]
        yield name, lot[-1], lot.tobytes()


_LOOKED_UP = [lookup for lookup in LOOKUPS if " ON row " in lookup]
