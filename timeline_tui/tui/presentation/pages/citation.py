"""A passage or an event as plain text that can be pasted into a note."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_tui.model.proof import Finding
from timeline_tui.model.timeline import Event, Name, Quote, Source
from timeline_tui.tui.presentation.pages.proof import fault_words, is_wrong
from timeline_tui.tui.presentation.words import KINDS, NO_SOURCE, copy_words, date_words, in_one_line


def citation(
    event: Event,
    quote: Quote,
    sources: Mapping[str, Source],
    names: Mapping[str, Name],
    finding: Finding | None = None,
) -> str:
    """Outlet, author, title and date of a passage's source, the passage, who says it, and the address.

    What is missing is left out. A source with neither of the first three goes by its id, and a passage
    with no source by its event. A passage that is known not to stand so in its text says so.
    """
    source = sources.get(quote.source or "")
    named = _source(quote.source, sources) if quote.source else f"{in_one_line(event.title)}, {NO_SOURCE}"
    said = said_of(quote, names, finding)
    told = f" ({'; '.join(said)})" if said else ""
    address = (source.url or source.archived) if source else None
    return f"{named}: “{in_one_line(quote.exact)}”{told}" + (f" {in_one_line(address)}" if address else "")


def said_of(quote: Quote, names: Mapping[str, Name], finding: Finding | None = None) -> list[str]:
    """Who says a passage, as what, by which channel, and what is wrong with it."""
    speaker = speaker_words(quote, names)
    said = [*([speaker] if speaker else []), *([KINDS[quote.kind]] if quote.kind else [])]
    said += [f"via {in_one_line(quote.via)}"] if quote.via else []
    return said + ([fault_words(finding)] if finding is not None and is_wrong(finding) else [])


def event_citation(event: Event, sources: Mapping[str, Source]) -> str:
    """The title and date of an event, then the sources that report it."""
    named = "; ".join(_source(key, sources) for key in dict.fromkeys(filter(None, event.reported_by)))
    head = f"{in_one_line(event.title)} ({date_words(event.date)})"
    return f"{head}. Sources: {named}" if named else head


def speaker_words(quote: Quote, names: Mapping[str, Name]) -> str:
    """Who says it, with the role; empty where nobody is named."""
    name = names.get(quote.speaker or "")
    if name is None:
        return in_one_line(quote.speaker or "")
    return ", ".join(in_one_line(part) for part in (name.name, name.role) if part)


def _source(source_id: str, sources: Mapping[str, Source]) -> str:
    source = sources.get(source_id)
    if source is None:
        return in_one_line(source_id)
    title = f"“{source.title}”" if source.title else None
    parts = [in_one_line(part) for part in (source.outlet, source.author, title) if part] or [
        in_one_line(source_id)
    ]
    parts += [date_words(source.published)] if source.published else []
    parts += [copy_words(source.derived_from, sources)] if source.derived_from else []
    return ", ".join(parts)
