"""What may be on purpose, and all checks that need the whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.load import spellings as spelling_checks
from timeline_tui.load.item import Item
from timeline_tui.load.spellings import Listed, SpellingChecks, SpellingGlances
from timeline_tui.model.dates import understood
from timeline_tui.model.days import day_iso
from timeline_tui.model.folding import words
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Name, Source, Timeline
from timeline_tui.model.zones import Leap, leap, surely_before
from timeline_tui.yamlfile.places import Report, Spot
from timeline_tui.yamlfile.values import shorten

Glance = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], bool]
"""Of an event: the sources that were not quoted before, its new tags and its early reports by position.

Last, whether clocks were set at its time of day.
"""

# One letter in five may differ; shorter words are like too many others, and what is longer is no tag. Of more
# than these nobody is told.
_ALIKE = 0.79
_SHORTEST = 4
_LONGEST = 100
_LONGEST_TIME = len("2024-03-12T05:00:00")
_MOST_TAGS = 1_000
_MOST_QUOTED = 400_000
_MOST_EARLY = 200
_MOST_LEAPS = 200


class _Published(NamedTuple):
    span: Span
    iso: str
    """The last day on which it can have been published."""


class Suggestions:
    """Looks at events as they come by, and speaks of what it saw when the file ends."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._published: dict[str, _Published] = {}
        self._quoted: set[str] = set()
        self._tags: dict[str, Spot] = {}
        self._early = 0
        self._zone: str | None = None
        self._leaps = 0

    def begin(self, sources: Mapping[str, Source], zone: str | None) -> None:
        """Take the sources and the zone that stand above the events; of others no time is called wrong."""
        self._zone = zone
        for key, source in sources.items():
            span = understood(source.published)
            if span is not None and span.latest is not None:
                self._published[key] = _Published(span, day_iso(span.latest))

    def take(self, event: Event, item: Callable[[], Item]) -> None:
        """Look at an event."""
        self._quoted.update(self._new_sources(event))
        if new := self._new_tags(event):
            spots = item().spots("tags", len(event.tags))
            self._tags.update((event.tags[at], spots[at]) for at in new)
        for at in self._early_reports(event):
            self._tell_early(event, at, item())
        if (leapt := self._leap(event)) is not None:
            self._tell_leap(event.date or "", leapt, item())

    def believe(self, glance: Glance, load: Callable[[], tuple[Event, Callable[[], Item]]]) -> None:
        """Take what was seen of an event where it was read; `load` reads it here."""
        self._quoted.update(glance[0])
        event, item = load() if any(glance[1:]) else (None, None)
        if event is not None and item is not None:
            self.take(event, item)

    def settle(self, sources: Mapping[str, Source], spots: Mapping[str, Spot]) -> None:
        """With all read and nothing left out, report what nobody quotes, and tags that may be one."""
        used = self._quoted.union(source.derived_from or "" for source in sources.values())
        # Where nothing is quoted yet, the sources only wait for it; that one copies another is worth knowing.
        for key, source in sources.items() if self._quoted else ():
            if key not in used and source.derived_from is None and self._report.wants("unused-source"):
                message = f"no passage is taken from {shorten(key)}, and no event cites it"
                hint = "add a passage from it, name it under the `sources` of an event, or take it out"
                self._report.add("unused-source", message, spots[key], "no event names it", hint=hint)
        for tag, other in near_pairs(list(self._tags)):
            self._tell_near(tag, other)

    def _new_sources(self, event: Event) -> list[str]:
        if len(self._quoted) >= _MOST_QUOTED:
            return []
        quoted = self._quoted
        return [source for source in event.reported_by if source and source not in quoted]

    def _new_tags(self, event: Event) -> list[int]:
        if len(self._tags) >= _MOST_TAGS:
            return []
        return [at for at, tag in enumerate(event.tags) if tag not in self._tags]

    def _early_reports(self, event: Event) -> list[int]:
        # A note is where an editor says how they know the date, or of what the passage speaks.
        if not self._published or event.date is None or event.note or self._early >= _MOST_EARLY:
            return []
        return [
            at
            for at, quote in enumerate(event.quotes)
            if not quote.note and self._is_early(quote.source, event.date)
        ]

    def _is_early(self, source: str | None, date: str) -> bool:
        published = self._published.get(source or "")
        if published is None:
            return False
        # Dates that begin with a year of four digits stand in the order of their letters.
        if date[:4].isdigit() and date[:10] <= published.iso and (len(date) <= 10 or date[10] != "T"):
            return False
        span = understood(date)
        return span is not None and surely_before(published.span, span)

    def _tell_early(self, event: Event, at: int, item: Item) -> None:
        self._early += 1
        if self._early > _MOST_EARLY:
            return
        published = self._published[event.quotes[at].source or ""]
        by = published.iso if published.span.clock is None else published.span.text
        label = f"published by {by}; the event is of {shorten(event.date or '')}"
        hint = "look at both dates; if it speaks of what was to come, say so in a `note`"
        message = "this passage is from before its event"
        spot = item.spot(("quotes", at, "source"))
        related = [(item.home, "this event")] if item.home.line != spot.line else []
        self._report.add("report-before-event", message, spot, label, hint=hint, related=related)

    def _leap(self, event: Event) -> Leap | None:
        """What clocks did at the time of day of the event, where they were set then."""
        # A time with an offset is longer than one without, and most events have no time at all.
        timed = event.date is not None and event.date[10:11] == "T" and len(event.date) <= _LONGEST_TIME
        if self._zone is None or not timed or self._leaps >= _MOST_LEAPS:
            return None
        span = understood(event.date)
        return None if span is None else leap(span, self._zone)

    def _tell_leap(self, date: str, leapt: Leap, item: Item) -> None:
        self._leaps += 1
        code, done = (
            ("skipped-time", "forward over it") if leapt.is_forward else ("doubled-time", "back over it")
        )
        message = f"clocks in {self._zone} were set {done}"
        hint = f"write which is meant: {date}{_offset(leapt.before)} or {date}{_offset(leapt.after)}"
        label = "no clock showed this time" if leapt.is_forward else "this can be either of two times"
        self._report.add(code, message, item.spot(("date",)), label, hint=hint)

    def _tell_near(self, tag: str, other: str) -> None:
        message = f"the tag {shorten(tag)} is close to {shorten(other)}"
        hint = f"if they mean the same, write {shorten(other)} for both"
        related = [(self._tags[other], "the first of the other")]
        self._report.add(
            "near-tag", message, self._tags[tag], "the first of these", hint=hint, related=related
        )


class Seeing(Suggestions):
    """The same in another process: it tells only what the whole file must know of an event."""

    def __init__(self, seen: Suggestions) -> None:
        super().__init__(Report(""))
        self._published, self._zone = seen._published, seen._zone

    def of(self, event: Event) -> Glance | None:
        """What is new in this event; None where that is nothing."""
        sources, tags, early = self._new_sources(event), self._new_tags(event), self._early_reports(event)
        leapt = self._leap(event) is not None
        if not (sources or tags or early or leapt):
            return None
        self._quoted.update(sources)
        self._tags.update((event.tags[at], Spot(0, 0, 0)) for at in tags)
        self._early += len(early)
        self._leaps += leapt
        return tuple(sources), tuple(tags), tuple(early), leapt


def _offset(minutes: float) -> str:
    """As EDTF writes it; the seconds of a mean time of old are left out."""
    hours, rest = divmod(round(abs(minutes)), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def near_pairs(tags: list[str]) -> Iterator[tuple[str, str]]:
    """Each tag that is nearly one that came before it, with that one."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    by_digits: dict[str, dict[str, str]] = {}
    for tag in tags:
        if len(tag) > _LONGEST:
            continue
        key = _plain(tag)
        if not key:
            # A sign or a picture is like no other.
            continue
        plain = by_digits.setdefault(_digits(key), {})
        near = plain.get(key)
        if near is None and len(key) >= _SHORTEST:
            found = extractOne(key, plain.keys(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE)
            near = plain[found[0]] if found and len(found[0]) >= _SHORTEST else None
        if near is not None:
            yield tag, near
        plain.setdefault(key, tag)


def _plain(tag: str) -> str:
    """The letters and digits of a tag, without regard to case and accents."""
    return "".join(words(tag))


def _digits(tag: str) -> str:
    return "".join(filter(str.isdigit, tag))


EventGlance = tuple[spelling_checks.Glance | None, Glance | None]
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

    def believe(self, glance: EventGlance, load: Callable[[], tuple[Event, Callable[[], Item]]]) -> None:
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

    def of(self, event: Event) -> EventGlance | None:
        """What is new in an event; None where that is nothing."""
        spelling = None if self._spellings is None else self._spellings.of(event)
        suggestion = self._suggestions.of(event)
        return None if spelling is None and suggestion is None else (spelling, suggestion)
