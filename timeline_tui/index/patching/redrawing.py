"""What stands between the rows of a list and over all of it, where days or places changed."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.index.patching.seats import Order
from timeline_tui.index.time.density import Density
from timeline_tui.index.time.spine import Spine, beginning, lasts, lots
from timeline_tui.index.writing.outline import Lines
from timeline_tui.index.writing.traits import ENDLESS, STRETCH

_FIRST_AND_LAST = f"""
SELECT min(CASE WHEN earliest > -{ENDLESS} THEN earliest ELSE latest END),
    max(CASE WHEN latest < {ENDLESS} THEN latest ELSE nullif(earliest, -{ENDLESS}) END)
FROM trait WHERE earliest > -{ENDLESS} OR latest < {ENDLESS}
"""  # noqa: S608 - made of fixed numbers
_ROWS = """
SELECT depth, date IS NOT NULL, line, gap, heading, year, disputes > 0, earliest, latest, choice
FROM row JOIN trait USING (rank) ORDER BY rank
"""
_STRETCHES = f"""
INSERT INTO stretch
SELECT rank / {STRETCH} * {STRETCH}, rank / {STRETCH} * {STRETCH} + {STRETCH} - 1,
    min(earliest), max(earliest), min(latest), max(latest)
FROM trait WHERE earliest IS NOT NULL GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - made of fixed numbers


class Drawn(NamedTuple):
    """What is known of the whole when all rows stand."""

    lines: int
    earliest: int | None
    latest: int | None
    density: list[float]
    disputed: list[int]


def redraw(connection: sqlite3.Connection, order: Order) -> Drawn:
    """Say anew what stands above each row, and how the whole lies in time."""
    connection.execute("DELETE FROM stretch")
    connection.execute(_STRETCHES)
    ends = _grown(connection, order)
    earliest, latest = connection.execute(_FIRST_AND_LAST).fetchone()
    density = None if latest is None else Density(earliest, latest)
    lines = Lines(whole=0 if latest is None else latest - earliest + 1)
    came = {seat.rank for seat in order.seats}
    above: list[tuple[int | None, str | None, str | None, int]] = []
    stands: list[tuple[int, int]] = []
    steps: list[tuple[int, int]] = [(0, 0)]
    rows = connection.execute(_ROWS)
    for rank, ((depth, dated, was, *written, disputed, least, most, choice), end) in enumerate(
        zip(rows, ends, strict=True)
    ):
        first = None if least is None or least == -ENDLESS else least
        until = first if most is None or most == ENDLESS else most
        line, gap, heading, year = lines.place(depth, dated, first, end)
        if density is not None and until is not None:
            day = until if first is None else first
            density.add(day, until if choice is None else day, disputed=disputed)
        if [gap, heading, year] != written:
            above.append((gap, heading, year, rank))
        if rank in came:
            stands.append((line, rank))
        elif line - was != steps[-1][1]:
            steps.append((rank, line - was))
    _write_lines(connection, [*steps, (len(ends), 0)])
    connection.executemany("UPDATE row SET line = ? WHERE rank = ?", stands)
    connection.executemany("UPDATE row SET gap = ?, heading = ?, year = ? WHERE rank = ?", above)
    return Drawn(
        lines.line, earliest, latest, density.bins() if density else [], density.disputed() if density else []
    )


def _write_lines(connection: sqlite3.Connection, steps: Sequence[tuple[int, int]]) -> None:
    """Move all rows from each of these ranks to the next by so many lines."""
    for (first, by), (end, _) in pairwise(steps):
        if by:
            asked = "UPDATE row SET line = line + ? WHERE rank >= ? AND rank < ?"
            connection.execute(asked, [by, first, end])


def _grown(connection: sqlite3.Connection, order: Order) -> Sequence[int]:
    """Put the spine together anew; the last day that each event can mean."""
    spine = Spine()
    for begins, ends in connection.execute("SELECT begins, ends FROM spine ORDER BY last"):
        spine.begins.frombytes(begins)
        spine.ends.frombytes(ends)
    bones: list[tuple[int, array[int], array[int]]] = []
    for one in order.stretches:
        some = slice(one.first, one.last + 1)
        bones.append((one.now, spine.begins[some], spine.ends[some]))
    for seat in order.seats:
        columns = seat.event.staged.columns
        date, earliest = columns.date, columns.earliest
        end = lasts(date, columns.latest)
        bones.append((seat.rank, array("q", [beginning(date, earliest)]), array("q", [end])))
    grown = Spine()
    for _, begins, ends in sorted(bones):
        grown.begins.extend(begins)
        grown.ends.extend(ends)
    connection.execute("DELETE FROM spine")
    connection.executemany("INSERT INTO spine VALUES (?, ?, ?)", lots(grown))
    return grown.ends
