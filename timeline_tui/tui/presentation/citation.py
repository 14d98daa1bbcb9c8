"""A passage or an event as plain text that can be pasted into a note."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.tui.presentation.words import date_words
from timeline_tui.visible import visible


def citation(event: Event, quote: Quote, source: Source | None) -> str:
    """Outlet, author, title and date of a passage's source, then the passage; what is missing is left out."""
    passage = _line(quote.exact)
    named = _source(source) if source is not None else ""
    return f"{named or _line(quote.source or event.title)}: {passage}"


def event_citation(event: Event, sources: Mapping[str, Source]) -> str:
    """The title and date of an event, then the sources that its passages are from."""
    used = dict.fromkeys(quote.source for quote in event.quotes if quote.source)
    named = [(_source(sources[key]) if key in sources else "") or _line(key) for key in used]
    head = f"{_line(event.title)} ({date_words(event.date)})"
    return f"{head}. Sources: {'; '.join(named)}" if named else head


def _source(source: Source) -> str:
    title = f"“{_line(source.title)}”" if source.title else None
    date = date_words(source.published) if source.published else None
    parts = [source.outlet and _line(source.outlet), source.author and _line(source.author), title, date]
    return ", ".join(part for part in parts if part)


def _line(text: str) -> str:
    """In one line, since a line feed that is pasted can act."""
    return visible(" ".join(visible(text, block=True).split("\n")))
