"""Short phrases that several pages and lines use, safe to draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from timeline_tui.index.records import About
from timeline_tui.model import dates
from timeline_tui.render.date_words import in_words
from timeline_tui.render.wrapping import fit
from timeline_tui.visible import visible

if TYPE_CHECKING:
    from timeline_tui.model.timeline import QuoteKind, Source, Tour


KINDS: Mapping[QuoteKind, str] = {
    "direct": "direct speech",
    "reported": "reported claim",
    "narration": "the outlet's own words",
}
"""What each kind of passage is called."""
NO_SOURCE = "no source given"
_LONGEST = 300
_TITLE = 40


def short(text: str) -> str:
    """A field that stands among others on a line, visible, and cut where it is no short phrase."""
    shown = in_one_line(text[:_LONGEST])
    return shown if len(text) <= _LONGEST else f"{shown}…"


def in_one_line(text: str) -> str:
    """The whole text, visible, with a space for each line feed."""
    return visible(text, block=True).replace("\n", " ").strip(" ")


def counted(number: int, noun: str) -> str:
    """The number with its noun: `1 passage`, `1,200 passages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def date_words(date: str | None) -> str:
    """A date of the file in words, or as it is written where it is not understood."""
    span = dates.understood(date)
    return in_words(span) if span is not None or date is None else f"{short(date)} (not understood)"


def source_counts(ids: Iterable[str | None], families: Mapping[str, str]) -> str:
    """How many sources these are, counted twice: `5 sources, 4 independent`."""
    listed = {source for source in ids if source}
    if not listed:
        return NO_SOURCE
    independent = len({families.get(source, source) for source in listed})
    words = counted(len(listed), "source")
    return words if independent == len(listed) else f"{words}, {independent:,} independent"


def outlet_words(source_id: str, source: Source | None) -> str:
    """What a source is called where there is little room: by its outlet, title or author, or else its date.

    One of which the file says none of these is called by its id.
    """
    if source is None:
        return short(source_id)
    if not source.outlet and source.title:
        return f"“{fit(source.title, _TITLE)}”"
    return short(source.outlet or source.author or source.untitled or source_id)


def source_words(source_id: str | None, sources: Mapping[str, Source]) -> list[str]:
    """Who published a passage's source, who wrote it and when, and of what it is a copy."""
    if source_id is None:
        return [NO_SOURCE]
    source = sources.get(source_id)
    if source is None:
        return [f"{short(source_id)} (not among the sources)"]
    words = [outlet_words(source_id, source)]
    if source.author and (source.outlet or source.title):
        words.append(short(source.author))
    if source.published:
        words.append(date_words(source.published))
    parts = [", ".join(words)]
    if source.derived_from:
        parts.append(copy_words(source.derived_from, sources))
    return parts


def copy_words(original: str, sources: Mapping[str, Source]) -> str:
    """That a source is a copy or translation, and of which."""
    return f"copy or translation of {outlet_words(original, sources.get(original))}"


def as_of_words(about: About) -> str:
    """The day, as in `as of 12 March 2024`; empty where all is shown."""
    return f"as of {date_words(about.as_of).partition(', ')[0]}" if about.as_of else ""


def hidden_words(about: About) -> str:
    """What is hidden, as in `7 events and 31 passages not yet known, 2 passages with no date of report`."""
    hidden = (
        (about.hidden_events - about.undated_events, about.hidden_passages, "not yet known"),
        (about.undated_events, about.undated_passages, "with no date of report"),
    )
    words = []
    for events, passages, why in hidden:
        counts = [counted(*one) for one in ((events, "event"), (passages, "passage")) if one[0]]
        words += [f"{' and '.join(counts)} {why}"] if counts else []
    return ", ".join(words) or "nothing is hidden"


def tour_title(key: str, tour: Tour) -> str:
    """What a tour is called."""
    return short(tour.title or key)


def step_counts(tour: Tour) -> str:
    """How long a tour is."""
    return counted(len(tour.steps), "step")
