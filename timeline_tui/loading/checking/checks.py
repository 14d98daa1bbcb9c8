"""The checks that need the whole file: they look at each event as it is read, and report at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from timeline_tui.loading.checking import spelling_checks, suggestions
from timeline_tui.loading.checking.spelling_checks import Listed, SpellingChecks, SpellingGlances
from timeline_tui.loading.checking.suggestions import Seeing, Suggestions
from timeline_tui.loading.item import Item
from timeline_tui.loading.report import Report, Spot
from timeline_tui.model.timeline import Event, Name, Source, Timeline

Glance = tuple[spelling_checks.Glance | None, suggestions.Glance | None]
"""What each of them must know of an event."""


class Checks:
    """These checks, for one file."""

    def __init__(self, report: Report) -> None:
        self.spellings = SpellingChecks(report)
        """The look at words."""
        self._suggestions = Suggestions(report)

    def begin_names(self, names: Mapping[str, Name], listed: Sequence[Listed]) -> None:
        """Take the names, where they stand above the events."""
        self.spellings.begin(names, listed)

    def begin_sources(self, sources: Mapping[str, Source], zone: str | None) -> None:
        """Take the sources and the time zone, where they stand above the events."""
        self._suggestions.begin(sources, zone)

    def glances(self) -> Glances:
        """Looks at events elsewhere for these."""
        return Glances(self.spellings.glances(), Seeing(self._suggestions))

    def take(self, event: Event, item: Callable[[], Item]) -> None:
        """Look at an event."""
        if self.spellings.on:
            self.spellings.take(event, item)
        self._suggestions.take(event, item)

    def believe(self, glance: Glance, load: Callable[[], tuple[Event, Callable[[], Item]]]) -> None:
        """Take what was seen of an event where it was read; `load` reads it here."""
        spelling, suggestion = glance
        if spelling is not None:
            self.spellings.believe(spelling, load)
        if suggestion is not None:
            self._suggestions.believe(suggestion, load)

    def settle(self, timeline: Timeline, sources: Mapping[str, Spot], *, has_errors: bool) -> None:
        """With all read, report what is left; of each source the place is known."""
        if self.spellings.on:
            self.spellings.settle(timeline)
        # What was left out for an error may be what uses the sources and tags.
        if not has_errors:
            self._suggestions.settle(timeline.sources, sources)


class Glances:
    """The same in another process: they tell only what the checks of the whole file must know of an event."""

    def __init__(self, spellings: SpellingGlances | None, suggestions: Seeing) -> None:
        self._spellings = spellings
        self._suggestions = suggestions

    def of(self, event: Event) -> Glance | None:
        """What is new in an event; None where that is nothing."""
        spelling = None if self._spellings is None else self._spellings.of(event)
        suggestion = self._suggestions.of(event)
        return None if spelling is None and suggestion is None else (spelling, suggestion)
