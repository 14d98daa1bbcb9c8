"""What the events of a block of places come to, told anew whenever one of them comes, goes or changes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from timeline_tui.index.places import BLOCK, GAP
from timeline_tui.index.spine import ENDLESS, beginning, lasts


class BlockRow(NamedTuple):
    """One row of a block."""

    place: int
    date: str | None
    earliest: int | None
    """None where its beginning is open."""
    latest: int | None
    extras: int
    """The heading and the gap above it."""


class BlockSum(NamedTuple):
    """What a block comes to; its days are None where none of its events has a date."""

    number: int
    rows: int
    extras: int
    even: bool
    """Whether its rows stand `GAP` apart, from its beginning on."""
    least_earliest: int | None
    most_earliest: int | None
    least_latest: int | None
    most_latest: int | None
    first: int | None
    """The first day that any of its dates names."""
    last: int | None


def block_sum(number: int, rows: Sequence[BlockRow]) -> BlockSum:
    """What these rows of a block come to."""
    days = [(row.earliest, row.latest) for row in rows if row.date is not None]
    earliest = [-ENDLESS if first is None else first for first, _ in days]
    latest = [ENDLESS if last is None else last for _, last in days]
    named = [(last if first is None else first, first if last is None else last) for first, last in days]
    return BlockSum(
        *(number, len(rows), sum(row.extras for row in rows)),
        all(row.place == number * BLOCK + at * GAP for at, row in enumerate(rows)),
        *(min(earliest, default=None), max(earliest, default=None)),
        *(min(latest, default=None), max(latest, default=None)),
        min((first for first, _ in named if first is not None), default=None),
        max((last for _, last in named if last is not None), default=None),
    )


def block_spine(number: int, rows: Sequence[BlockRow]) -> tuple[int, bytes, bytes]:
    """When each event of a block begins and ends, as the spine keeps it."""
    begins = array("q", [beginning(row.date, row.earliest) for row in rows])
    ends = array("q", [lasts(row.date, row.latest) for row in rows])
    return number, begins.tobytes(), ends.tobytes()
