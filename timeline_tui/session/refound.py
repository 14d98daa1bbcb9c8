"""Where an event is in another reading of its file, and which one an id or a date names."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Index
from timeline_tui.index.records import Row
from timeline_tui.model import dates
from timeline_tui.session.journey import COVER, LIST, LeftPlace, PagePosition

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Quote
    from timeline_tui.session.session import Session


def nearest(index: Index, row: Row, rank: int) -> int:
    """Where to go from an event that is gone: to what is recorded at its time."""
    day = dates.parse(row.date).anchor if row.date else None
    return rank if day is None else index.rank_at(day)


def rank_of_same(old: Index, new: Index, row: Row) -> int | None:
    """Where an event of the old index stands in the new one; None where it is gone.

    One that has no id in the file gets it from its date and title. Where these were changed it is still the
    same event if it stands behind the same one, and the old index has none with the id that it has now.
    """
    rank = new.rank_of(row.id)
    if rank is not None:
        return rank
    before = old.beside_in_file(row, -1)
    rank = None if before is None else new.rank_of(before.id)
    if before is not None and rank is None:
        return None
    found = new.beside_in_file(None if rank is None else new.rows(rank, 1)[0], 1)
    return found.rank if found is not None and old.rank_of(found.id) is None else None


def renumbered(old: Index, new: Index, rank: int) -> int | None:
    """The rank in the new index of what had this one in the old; None where it is gone."""
    if rank == COVER:
        return COVER
    rows = old.rows(rank, 1)
    return rank_of_same(old, new, rows[0]) if rows else None


def rank_named(index: Index, at: str) -> int | None:
    """The event that an id or a date names."""
    rank = index.rank_of(at)
    if rank is not None:
        return rank
    try:
        return index.rank_of_date(dates.parse(at))
    except dates.NotADate:
        return None


def rank_left(index: Index, place: LeftPlace) -> int | None:
    """The event there or, where it is gone, what is recorded at its time; None where nothing says which."""
    rank = index.rank_of(place.event)
    if rank is None and place.date is not None:
        with suppress(dates.NotADate):
            return index.rank_of_date(dates.parse(place.date))
    return rank


def spot_in(session: Session, old: Index, new: Index) -> PagePosition:
    """The same passage, as far from the top of the window, wherever it stands among the others now."""
    spot, stop = session.page.spot, session.page.stop
    if session.depth == LIST or stop is None or stop.kind != "passage":
        return spot
    was = stop.rank if stop.rank is not None else session.events.cursor
    rows = old.rows(was, 1)
    now = rank_of_same(old, new, rows[0]) if rows else None
    if now is None:
        return spot
    number = _same(old.event(was).quotes, new.event(now).quotes, stop.number)
    if number is None:
        return spot
    passage = (None if stop.rank is None else now, number)
    return spot._replace(passage=passage, below=stop.first - spot.scroll)


def _same(old: tuple[Quote, ...], new: tuple[Quote, ...], number: int) -> int | None:
    """Where the quote stands now: the one with its words and source that is nearest to where it was."""
    if not 0 <= number < len(old):
        return None
    was = old[number]
    equal = [at for at, now in enumerate(new) if (now.exact, now.source) == (was.exact, was.source)]
    if not equal and number < len(new) and len(old) == len(new):
        # Its words were mended.
        equal = [number]
    return min(equal, key=lambda at: abs(at - number), default=None)
