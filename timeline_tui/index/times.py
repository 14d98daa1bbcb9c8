"""Moves the times of day of events into the zones of their files, when these are known."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.index.staging import Columns
from timeline_tui.model import dates
from timeline_tui.model.zones import DAY_LONG, Zone, instant

Zones = Sequence[tuple[int, Zone]]
"""The number of the first event of each file, and the zone of its times."""

# A division goes towards 0, and no time of day is of a day before this one.
_FIRST_DAY = -4_000_000
_BEHIND_ALL = 1 << 62
_TIMED = "SELECT number, date FROM staged.event WHERE begins IS NOT NULL AND number >= ? AND number < ?"
_MOVE = """
UPDATE staged.event SET earliest = ?2, until = ?2, latest = ?2, day = ?2, begins = ?3, ends = ?4
WHERE number = ?1
"""
_BY_UTC = f"""
UPDATE staged.event SET day = (begins - {_FIRST_DAY * DAY_LONG}) / {DAY_LONG} + {_FIRST_DAY}
WHERE begins IS NOT NULL
"""  # noqa: S608 - made of fixed numbers


class Clocks(NamedTuple):
    """How the times of an index are read."""

    zone: Zone = None
    """That of its times and days; None where there are several, or no time says where it is."""
    mixed: bool = False
    """Whether they are of several zones, so that times stand among all others by the days of UTC."""

    def moved(self, columns: Columns) -> Columns:
        """What is kept of an event, with its time moved into the zone."""
        time = None if columns.date is None else instant(dates.parse(columns.date), self.zone)
        if time is None:
            return columns
        day = time.first // DAY_LONG if self.mixed else time.day
        moved = columns._replace(earliest=time.day, until=time.day, latest=time.day)
        return moved._replace(day=day, begins=time.first, ends=time.last)


def move_times(connection: sqlite3.Connection, zones: Zones) -> Clocks:
    """Say of each staged time when it is.

    Where no zone is named, it is the offset that all times share which have one.
    """
    asked = "SELECT DISTINCT ahead FROM staged.event WHERE ahead IS NOT NULL LIMIT 2"
    offsets = [offset for (offset,) in connection.execute(asked)]
    zone = zones[0][1] if len({zone for _, zone in zones}) == 1 else None
    mixed = zone is None and (len(zones) > 1 or len(offsets) > 1)
    if zone is None and offsets and not mixed:
        zone = offsets[0]
    for (first, own), (end, _) in pairwise([*zones, (_BEHIND_ALL, None)]):
        _move(connection, zone if own is None else own, first, end)
    if mixed:
        connection.execute(_BY_UTC)
    return Clocks(zone, mixed)


def _move(connection: sqlite3.Connection, zone: Zone, first: int, end: int) -> None:
    if zone is None:
        return
    timed = connection.execute(_TIMED, [first, end])
    found = ((number, instant(dates.parse(date), zone)) for number, date in timed)
    rows = ((number, time.day, time.first, time.last) for number, time in found if time is not None)
    connection.executemany(_MOVE, rows)
