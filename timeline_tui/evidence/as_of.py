"""What could be known on a day: which sources had reported by then, and what that leaves of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from timeline_tui.model.dates import understood
from timeline_tui.model.days import day_iso
from timeline_tui.model.span import NotADate
from timeline_tui.model.timeline import Event, Quote, Source

if TYPE_CHECKING:
    from timeline_tui.model.zones import Zone


def last_day(text: str, today: int, here: int | None = None) -> int:
    """The last day that a text means by which something could be known; `NotADate` where it means none.

    A step, and a day with no year, start from the day `here`, where one is given.
    """
    # Most timelines are shown whole, and these take a while to import.
    from timeline_tui.model.periods import step_of
    from timeline_tui.model.typed_dates import typed

    if here is not None and (step := step_of(text.strip())) is not None:
        return step.from_day(here)
    span = typed(text, here, today).span
    if span.latest is None:
        raise NotADate("this has no last day", "a day, such as 2024-03-12")
    if span.clock is not None:
        raise NotADate(
            "what could be known is told day by day", f"leave out the time: {day_iso(span.latest)}"
        )
    return span.latest


Report = Literal["known", "later", "undated"]
"""Whether a source had reported: it could have, it had not, or nobody can tell."""


@dataclass(slots=True)
class Hidden:
    """What is left out of a timeline."""

    events: int = 0
    undated_events: int = 0
    """Those of them that had begun, with a source of which the file does not say when it reported."""
    passages: int = 0
    """Reported later, or of an event that was still to come."""
    undated: int = 0
    """Passages of which the file does not say when they were reported."""


class KnownBy:
    """A timeline as it could be known on one day of its zone."""

    def __init__(self, day: int, sources: Mapping[str, Source], zone: Zone = None) -> None:
        self.hidden = Hidden()
        self._day = day
        self._zone = zone
        self._sources = sources
        self._reports: dict[str, Report] = {}
        # The texts that a known source is a copy of.
        self._originals: set[str] = set()
        self._settle()

    def report(self, source: str | None) -> Report:
        """Whether the source had reported by then; what is not listed has no date."""
        return "undated" if source is None else self._reports.get(source, "undated")

    def sources(self) -> dict[str, Source]:
        """The sources that had reported, and the originals that those of them are copies of."""
        return {
            key: source
            for key, source in self._sources.items()
            if self._reports.get(key) == "known" or key in self._originals
        }

    def left(self, event: Event) -> Event | None:
        """What is left of an event, counting what is not; None where it could not be known of."""
        reports = [self.report(quote.source) for quote in event.quotes]
        cited = tuple(source for source in event.sources if self.report(source) == "known")
        silent = not cited and "known" not in reports and bool(event.reported_by)
        begun = self._begun(event.date)
        if not begun or silent:
            self._hide(event, reports)
            self.hidden.undated_events += begun and "undated" in map(self.report, event.reported_by)
            return None
        self.hidden.passages += reports.count("later")
        self.hidden.undated += reports.count("undated")
        if len(reports) == reports.count("known"):
            return event if len(cited) == len(event.sources) else replace(event, sources=cited)
        known: tuple[Quote, ...] = tuple(
            quote for quote, report in zip(event.quotes, reports, strict=True) if report == "known"
        )
        return replace(event, quotes=known, sources=cited)

    def _hide(self, event: Event, reports: list[Report]) -> None:
        undated = reports.count("undated")
        self.hidden.events += 1
        self.hidden.undated += undated
        self.hidden.passages += len(reports) - undated

    def _begun(self, date: str | None) -> bool:
        """Whether the date does not lie wholly after the day."""
        span = understood(date)
        if span is None or span.earliest is None:
            return True
        if span.clock is None:
            return span.earliest <= self._day
        # Zones take a while to import, too.
        from timeline_tui.model.zones import instant

        time = instant(span, self._zone)
        return time is None or time.day <= self._day

    def _settle(self) -> None:
        """Say what is certain of each source: by its date, or because no copy is older than its text."""
        texts: dict[str, list[str]] = {}
        copies: defaultdict[str, list[str]] = defaultdict(list)
        known: set[str] = set()
        later: set[str] = set()
        for key, source in self._sources.items():
            if (original := source.derived_from) in self._sources and original is not None:
                texts[key] = [original]
                copies[original].append(key)
            if understood(source.published):
                (known if self._begun(source.published) else later).add(key)
        # What was copied by then was there by then.
        self._originals = _led_to(known, texts)
        self._reports.update(dict.fromkeys(_led_to(later, copies), "later"))
        self._reports.update(dict.fromkeys(self._originals, "known"))
        self._reports.update(dict.fromkeys(later, "later"))
        self._reports.update(dict.fromkeys(known, "known"))


def _led_to(sources: Iterable[str], nearest: Mapping[str, Sequence[str]]) -> set[str]:
    """All sources that these lead to, by way of the nearest ones of each."""
    found: set[str] = set()
    waiting = list(sources)
    while waiting:
        for key in nearest.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found
