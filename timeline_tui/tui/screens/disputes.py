"""From one disputed point to the next; what belongs to the thing under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.model.addresses import can_be_opened
from timeline_tui.model.limits import COPIED
from timeline_tui.session.journey import ACCOUNTS, EVENT, LIST, SOURCE, TOP, Spot
from timeline_tui.session.session import Refused
from timeline_tui.tui.screens.depths import open_event
from timeline_tui.tui.screens.reader import Reader

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Source
    from timeline_tui.render.citation import Cited


def cited(reader: Reader) -> Cited:
    """The passage with where it is from, or the event with its sources."""
    from timeline_tui.render.citation import Cited

    index, stop, rank = reader.index, reader.stop, reader.events.cursor
    if index is None or reader.row is None:
        raise Refused("There is nothing to copy yet")
    sources, names = index.sources(), index.names()
    if stop is not None and stop.kind == "passage":
        at = rank if stop.rank is None else stop.rank
        event = index.event(at)
        quote = event.quotes[stop.number]
        _refuse_long(quote.exact)
        return Cited(event, quote, sources, names, reader.finding(at, stop.number))
    if reader.depth == SOURCE:
        raise Refused("Move to a passage to copy it")
    event = index.event(rank)
    _refuse_long(event.title)
    return Cited(event, None, sources, names)


def citation(reader: Reader) -> str:
    """What is under the cursor, in the usual form."""
    from timeline_tui.render.citation import FORMS

    return FORMS[0].text(cited(reader))


def passage(reader: Reader) -> tuple[int, int]:
    """The rank of the event of the passage, and the position in it."""
    stop = reader.stop
    if stop is None or stop.kind != "passage":
        how = ": Enter opens the event under the cursor" if reader.depth == LIST else ""
        raise Refused(f"Move to a passage first{how}")
    return reader.events.cursor if stop.rank is None else stop.rank, stop.number


def has_other_words(reader: Reader) -> bool:
    """Whether the text has other words than the passage, or more."""
    stop = reader.stop
    finding = None if stop is None or stop.kind != "passage" else reader.finding(*passage(reader))
    return finding is not None and finding.state in {"altered", "cut"}


def _refuse_long(text: str) -> None:
    """A passage is copied whole or not at all."""
    if len(text) > COPIED.value:
        raise Refused(f"This is {len(text):,} characters long, too long for the clipboard of a terminal")


def address(reader: Reader) -> str:
    """The address of the source or link, as the file has it; of two of a source, one that can be opened."""
    stop = reader.stop
    if stop is not None and stop.kind == "link":
        return stop.target
    source_id = _source_id(reader)
    found = _address(reader.index.sources().get(source_id) if reader.index else None)
    if found is None:
        raise Refused("This source has no address in the file")
    return found


def has_address(reader: Reader) -> bool:
    """Whether there is an address that could be opened."""
    try:
        return can_be_opened(address(reader))
    except Refused:
        return False


def _source_id(reader: Reader) -> str:
    stop = reader.stop
    if stop is not None and stop.kind == "source":
        return stop.target
    if reader.depth == SOURCE:
        return reader.journey.here.source
    if stop is not None and stop.kind == "passage":
        if stop.target:
            return stop.target
        raise Refused("The file does not say what source this passage is from")
    raise Refused("Move to a passage or a link first: an address belongs to a source")


def _address(source: Source | None) -> str | None:
    addresses = [each for each in (source.url, source.archived) if each] if source else []
    return next(filter(can_be_opened, addresses), next(iter(addresses), None))


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
