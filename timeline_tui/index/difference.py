"""What became of the events of a file, told from two indexes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.schema import Stamp, read_only

# Of more events, only their numbers are compared.
_MOST_COMPARED = 200_000
_BOTH = "SELECT count(*) FROM main.row JOIN later.row AS now ON now.id = main.row.id"
_CHANGED = f"{_BOTH} WHERE now.digest <> main.row.digest"


class Difference(NamedTuple):
    """What became of the events; those of one id are the same event."""

    changed: int
    new: int
    gone: int

    def __bool__(self) -> bool:
        """Whether any event is another."""
        return any(self)


def difference(before: Path, now: Path, stamp: Stamp) -> Difference | None:
    """What became of the events up to the index with this stamp; None where there are too many to compare."""
    with closing(Index.open(before)) as old, closing(Index.open(now)) as new:
        if new.stamp != stamp:
            raise Unusable("another index took its place")
        events = old.about.events, new.about.events
    if max(events) > _MOST_COMPARED:
        return None
    try:
        with closing(sqlite3.connect(read_only(before, written=True), uri=True)) as connection:
            connection.execute("ATTACH ? AS later", [read_only(now, written=True)])
            ((both,),) = connection.execute(_BOTH)
            ((changed,),) = connection.execute(_CHANGED)
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error
    return Difference(changed, events[1] - both, events[0] - both)


def ends_early(old: Index, new: Index) -> bool:
    """Whether the new one is the old one without its end, as what is cut off in the middle is."""
    events = new.about.events
    if not 0 < events <= old.about.events:
        return events < old.about.events
    # Few versions need it, and whoever opens a timeline does not.
    from timeline_tui.index.kept import event_of

    (last,), (was,) = (map(event_of, index.plain_in_file(events - 1, 1)) for index in (new, old))
    fewer = len(last.quotes) < len(was.quotes) and was.quotes[: len(last.quotes)] == last.quotes
    return last.id == was.id and (events < old.about.events or fewer)
