"""The same event in another reading of the file, or what stands nearest to it."""

from __future__ import annotations

from timeline_tui.index.reader import Index
from timeline_tui.index.rows import Row
from timeline_tui.model import dates


def nearest(index: Index, row: Row, rank: int) -> int:
    """Where to go from an event that is gone: to what is recorded at its time."""
    span = dates.parse(row.date) if row.date else None
    day = None if span is None else span.latest if span.earliest is None else span.earliest
    return rank if day is None else index.rank_at(day)


def renumbered(old: Index, new: Index, rank: int) -> int | None:
    """The rank in the new index of what had this one in the old; None where it is gone."""
    rows = old.rows(rank, 1)
    return new.rank_of(rows[0].id) if rows else None


def rank_named(index: Index, at: str) -> int | None:
    """The event that an id or a date names."""
    rank = index.rank_of(at)
    if rank is not None:
        return rank
    try:
        span = dates.parse(at)
    except dates.NotADate:
        return None
    day = span.earliest if span.earliest is not None else span.latest
    return None if day is None else index.rank_at(day)
