"""Walking from one disputed point to the next: on a page, among accounts, along the list."""

from __future__ import annotations

from timeline_tui.tui.reading.journey import ACCOUNTS, EVENT, LIST, TOP, Spot
from timeline_tui.tui.screens.commanded import Refused
from timeline_tui.tui.screens.reading.deeper import open_event
from timeline_tui.tui.screens.reading.reader import Reader


def walk(reader: Reader, direction: int) -> None:
    """The next disputed point, or the one before, at this event or another."""
    if reader.index is None:
        return
    stops = reader.page.stops if reader.depth == EVENT else ()
    beside = [at for at, stop in enumerate(stops) if stop.kind == "dispute"]
    beside = [at for at in beside if (at - reader.page.cursor) * direction > 0]
    if beside:
        reader.page.select(beside[0] if direction > 0 else beside[-1], with_rest=True)
        return
    if reader.depth == ACCOUNTS and _next_accounts(reader, direction):
        return
    row = reader.row if reader.depth == LIST and direction > 0 else None
    rank = row.rank if row is not None and row.disputes else _next_shown(reader, direction)
    if rank is None:
        raise Refused(f"There is no disputed point {'after' if direction > 0 else 'before'} this one")
    _go_to(reader, rank, direction)


def _next_shown(reader: Reader, direction: int) -> int | None:
    """The next event with a disputed point that is shown; in a list of groups, in another group."""
    shown, rank = reader.events.shown, reader.events.cursor
    if shown is None:
        return None
    here = reader.events.position
    while (found := shown.disputed(rank, direction)) is not None:
        if reader.depth != LIST or shown.position_of(found) != here:
            return found
        rank = found
    return None


def _go_to(reader: Reader, rank: int, direction: int) -> None:
    reader.events.go(rank)
    if reader.at_group:
        return
    if reader.depth == LIST:
        open_event(reader)
    else:
        reader.journey.moved(reader.events.cursor, reader.events.above)
    dispute = reader.index.event(rank).all_disputes[0 if direction > 0 else -1] if reader.index else ""
    if reader.depth == ACCOUNTS:
        reader.journey.here = reader.journey.here._replace(source=dispute)
        reader.show_page()
    else:
        reader.show_again(Spot(dispute=dispute))


def _next_accounts(reader: Reader, direction: int) -> bool:
    """The accounts on the next disputed point of the same event; False where there is none."""
    here = reader.journey.here
    disputes = reader.index.event(here.rank).all_disputes if reader.index is not None else ()
    at = disputes.index(here.source) + direction if here.source in disputes else -1
    if not 0 <= at < len(disputes):
        return False
    reader.journey.here = here._replace(source=disputes[at], spot=TOP)
    reader.show_page()
    return True
