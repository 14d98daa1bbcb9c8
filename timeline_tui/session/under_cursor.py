"""What belongs to the thing under the cursor: a citation, an address, a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.model.addresses import can_be_opened
from timeline_tui.model.limits import COPIED
from timeline_tui.session.journey import COVER, LIST, SOURCE
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Source
    from timeline_tui.render.citation import Cited
    from timeline_tui.session.session import Session


def cited(session: Session) -> Cited:
    """The passage with where it is from, or the event with its sources."""
    from timeline_tui.render.citation import Cited

    index, stop, rank = session.index, session.stop, session.events.cursor
    if index is None:
        raise Refused("There is nothing to copy yet")
    sources, names = index.sources(), index.names()
    at = rank if stop is None or stop.rank is None else stop.rank
    if stop is not None and stop.kind == "passage" and at != COVER:
        event = index.event(at)
        quote = event.quotes[stop.number]
        _refuse_long(quote.exact)
        return Cited(event, quote, sources, names, session.finding(at, stop.number))
    if session.depth == SOURCE:
        raise Refused("Move to a passage to copy it")
    if rank == COVER:
        # A link there may lead to an event.
        rank = at
    if rank == COVER:
        raise Refused("This is the whole timeline; move to an event to copy it")
    event = index.event(rank)
    _refuse_long(event.title)
    return Cited(event, None, sources, names)


def citation(session: Session) -> str:
    """What is under the cursor, in the usual form."""
    from timeline_tui.render.citation import FORMS

    return FORMS[0].text(cited(session))


def passage(session: Session) -> tuple[int, int]:
    """The rank of the event of the passage, and the position in it."""
    stop = session.stop
    if stop is None or stop.kind != "passage":
        how = ": Enter opens the event under the cursor" if session.depth == LIST else ""
        raise Refused(f"Move to a passage first{how}")
    return session.events.cursor if stop.rank is None else stop.rank, stop.number


def has_other_words(session: Session) -> bool:
    """Whether the text has other words than the passage, or more."""
    stop = session.stop
    finding = None if stop is None or stop.kind != "passage" else session.finding(*passage(session))
    return finding is not None and finding.state in {"altered", "cut"}


def _refuse_long(text: str) -> None:
    """A passage is copied whole or not at all."""
    if len(text) > COPIED.value:
        raise Refused(f"This is {len(text):,} characters long, too long for the clipboard of a terminal")


def address(session: Session) -> str:
    """The address of the source or link, as the file has it; of two of a source, one that can be opened."""
    stop = session.stop
    if stop is not None and stop.kind == "link":
        return stop.target
    source_id = _source_id(session)
    found = _address(session.index.sources().get(source_id) if session.index else None)
    if found is None:
        raise Refused("This source has no address in the file")
    return found


def has_address(session: Session) -> bool:
    """Whether there is an address that could be opened."""
    try:
        return can_be_opened(address(session))
    except Refused:
        return False


def _source_id(session: Session) -> str:
    stop = session.stop
    if stop is not None and stop.kind == "source":
        return stop.target
    if session.depth == SOURCE:
        return session.journey.here.source
    if stop is not None and stop.kind == "passage":
        if stop.target:
            return stop.target
        raise Refused("The file does not say what source this passage is from")
    raise Refused("Move to a passage or a link first: an address belongs to a source")


def _address(source: Source | None) -> str | None:
    addresses = [each for each in (source.url, source.archived) if each] if source else []
    return next(filter(can_be_opened, addresses), next(iter(addresses), None))
