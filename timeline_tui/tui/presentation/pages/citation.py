"""A passage or an event as plain text that can be pasted into a note."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_tui.model.timeline import Event, Quote, Source
from timeline_tui.tui.presentation.words import NO_SOURCE, date_words, in_one_line


def citation(event: Event, quote: Quote, source: Source | None) -> str:
    """Outlet, author, title and date of a passage's source, then the passage; what is missing is left out.

    A source with neither of the first three goes by its id, and a passage with no source by its event.
    """
    named = _source(quote.source, source) if quote.source else f"{in_one_line(event.title)}, {NO_SOURCE}"
    return f"{named}: {in_one_line(quote.exact)}"


def event_citation(event: Event, sources: Mapping[str, Source]) -> str:
    """The title and date of an event, then the sources that its passages are from."""
    used = dict.fromkeys(quote.source for quote in event.quotes if quote.source)
    named = "; ".join(_source(key, sources.get(key)) for key in used)
    head = f"{in_one_line(event.title)} ({date_words(event.date)})"
    return f"{head}. Sources: {named}" if named else head


def _source(source_id: str, source: Source | None) -> str:
    if source is None:
        return in_one_line(source_id)
    title = f"“{source.title}”" if source.title else None
    parts = [in_one_line(part) for part in (source.outlet, source.author, title) if part] or [
        in_one_line(source_id)
    ]
    return ", ".join([*parts, date_words(source.published)] if source.published else parts)
