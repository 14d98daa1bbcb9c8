"""What is handed on: events with all that they name, their first and last days; what a format cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar
from uuid import NAMESPACE_URL, uuid5

from timeline_tui.model.dates import understood
from timeline_tui.model.days import DAY_LONG, to_civil
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.passage_states import Finding
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Media, Name, Quote, Record, Source, Timeline, Tour, families
from timeline_tui.model.zones import instant
from timeline_tui.render.phrases import outlet_words
from timeline_tui.visible import NotDone

R = TypeVar("R", Source, Name)
_MOST_EXAMPLES = 3


class Heading(NamedTuple):
    """What is said of the timeline as a whole."""

    title: str
    summary: str | None = None
    license: str | None = None
    timezone: str | None = None
    language: str | None = None
    """The language of its own words, as a BCP 47 tag; None where nobody said."""
    as_of: str | None = None
    """The day, in ISO 8601, of which this is what could be known; None for all that the file holds."""


class Content:
    """Events in the order of time, each with an id of its own, and the sources and names they speak of."""

    def __init__(
        self,
        heading: Heading,
        events: Iterable[Event],
        sources: Mapping[str, Source],
        names: Mapping[str, Name],
        *,
        whole: bool = True,
        guarded: bool = False,
        style: str | None = None,
        proof: Mapping[tuple[str, int], Finding] = MappingProxyType({}),
        tours: Mapping[str, Tour] = MappingProxyType({}),
    ) -> None:
        """`events` can be gone through again and again; `whole` is whether they are all of the timeline."""
        self.heading = heading
        self.events = events
        self.whole = whole
        self.guarded = guarded
        """Whether a mark stands before cells that a spreadsheet would take for formulas."""
        self.style = style
        """The style of citation that is asked for, a name or a file; None for that of Chicago."""
        self.proof = proof
        """What became of passages in their texts, by their event and place in it, from 1."""
        self.sources = sources if whole else _with_those_led_to(sources, _cited(events), "derived_from")
        self.names = names if whole else _with_those_led_to(names, _named(events), "within")
        chosen = None if whole else {event.id for event in events}
        self.tours = tours if chosen is None else dict(_of_chosen(tours, chosen))
        steps = [step.event for tour in tours.values() for step in tour.steps]
        self.steps_left = [] if chosen is None else [event for event in steps if event not in chosen]
        """The event of each step that is not among those that were chosen."""

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The family of each source: the text that it copies or translates, or itself."""
        return families(self.sources)

    @cached_property
    def questions(self) -> dict[str, str]:
        """The question of each dispute, by its id."""
        return {key: asked for event in self.events for key, asked in event.disputes.items()}

    def passages(self) -> Iterator[tuple[Event, int, Quote]]:
        """Each passage with its event and its place in it, from 1."""
        for event in self.events:
            for number, quote in enumerate(event.quotes, 1):
                yield event, number, quote

    def addresses(self, event: Event) -> list[str]:
        """Where an event leads and its sources lie, as far as that can be opened, each once."""
        sources = (self.sources.get(key or "") for key in event.reported_by)
        found = [*event.links, *(source.url for source in sources if source is not None and source.url)]
        return list(dict.fromkeys(filter(can_be_opened, found)))

    def outlet(self, key: str) -> str:
        """What a source is called where a passage is taken from it."""
        return outlet_words(key, self.sources.get(key))

    def name(self, key: str) -> str:
        """The spelling that the timeline uses, or the id where nobody is listed by it."""
        listed = self.names.get(key)
        return key if listed is None else listed.name


def urn(*parts: str | None) -> str:
    """A name for the world that is the same whenever the parts are (RFC 4122, version 5)."""
    name = "\n".join(part or "" for part in parts)
    return uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()).urn


class Unavailable(NotDone):
    """A format for which something is not installed, with what to install."""


SENTENCES: Final[Mapping[type[Record], Mapping[str, str]]] = {
    Timeline: dict.fromkeys(
        ("title", "summary", "license", "timezone"), "what is said of the timeline as a whole"
    ),
    Event: {
        "id": "ids of events",
        "date": "when an event was",
        "key": "which events are told first",
        "summary": "what an event is in a few sentences",
        "part_of": "what an event is part of",
        "names": "names of places, groups and people",
        "tags": "tags",
        "quotes": "passages",
        "sources": "sources that report an event with no passage",
        "disputes": "disputed questions",
        "links": "addresses for further reading",
        "media": "pictures and recordings",
        "fields": "words of the file's own",
        "note": "remarks on events",
    },
    Quote: {
        "prefix": "the words before and behind a passage",
        "suffix": "the words before and behind a passage",
        "source": "of which source a passage is",
        "kind": "who says a passage, and as what",
        "speaker": "who says a passage, and as what",
        "via": "who says a passage, and as what",
        "dispute": "what a passage answers",
        "position": "what a passage answers",
        "variant_of": "of which passage another is a variant",
        "note": "remarks on passages",
    },
    Media: {
        "url": "pictures and recordings",
        "caption": "what a picture shows",
        "credit": "who made a picture",
    },
    Source: {
        "title": "what sources are and where they lie",
        "outlet": "what sources are and where they lie",
        "author": "what sources are and where they lie",
        "published": "what sources are and where they lie",
        "url": "what sources are and where they lie",
        "archived": "what sources are and where they lie",
        "language": "languages of sources",
        "derived_from": "of which source another is a copy",
        "text": "where the text of a source lies, and its digest",
        "sha256": "where the text of a source lies, and its digest",
        "fields": "remarks on sources",
        "note": "remarks on sources",
    },
    Name: {
        "name": "names of places, groups and people",
        **dict.fromkeys(
            ("kind", "also", "within", "role", "at", "fields", "note"),
            "what is listed of a name beside its spelling",
        ),
    },
}
"""What is lost with each field of a record that a format does not hold."""
_BESIDE_SPELLING: Final = [field for field in SENTENCES[Name] if field != "name"]


class LeftBehind:
    """What a format cannot hold, counted, each with the first few that it happened to."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.examples: dict[str, list[str]] = {}

    def add(self, what: str, example: str, count: int = 1) -> None:
        """Count one, or as many as there are."""
        self.counts[what] = self.counts.get(what, 0) + count
        told = self.examples.setdefault(what, [])
        if len(told) < _MOST_EXAMPLES and example not in told:
            told.append(example)

    @property
    def worst_first(self) -> list[str]:
        """What is left out: whole events, then what is lost of most."""
        return sorted(self.counts, key=lambda what: (not what.startswith("events "), -self.counts[what]))

    def of(self, record: Record, fields: Iterable[str], example: str) -> None:
        """Count what a record says in fields that the format does not hold; of an event, each item."""
        sentences = SENTENCES[type(record)]
        counts: dict[str, int] = {}
        for field in fields:
            if value := getattr(record, field):
                is_list = isinstance(record, Event) and not isinstance(value, str | bool)
                counts[sentences[field]] = len(value) if is_list else 1
        for what, count in counts.items():
            self.add(what, example, count)

    def of_event(self, what: str, event: Event) -> None:
        """Count an event that is left out, and all that goes with it."""
        self.add(what, event.title)
        self.of(event, [field for field in SENTENCES[Event] if field not in {"id", "date"}], event.title)
        self.of_passages(event, SENTENCES[Quote])

    def of_passages(self, event: Event, fields: Iterable[str]) -> None:
        """Count what the passages of an event say in these fields."""
        for quote in event.quotes:
            self.of(quote, fields, event.title)

    def of_whole(self, heading: Heading, fields: Iterable[str] = SENTENCES[Timeline]) -> None:
        """Count what is said in these fields of the timeline as a whole."""
        said = [field for field in fields if getattr(heading, field)]
        if said:
            self.add(f"{SENTENCES[Timeline][said[0]]} ({', '.join(said)})", heading.title)

    def of_addresses(self, addresses: Iterable[str | None], example: str) -> None:
        """Count the addresses that no browser may open, of which no format makes a link."""
        for address in filter(None, addresses):
            if not can_be_opened(address):
                self.add("addresses that cannot be opened", example)

    def of_listed(
        self,
        content: Content,
        of_source: Collection[str] = SENTENCES[Source].keys(),
    ) -> None:
        """Count these fields of sources, what names hold beside their spelling, and what no event names."""
        for key, source in content.sources.items():
            self.of(source, of_source, key)
        for key, name in content.names.items():
            self.of(name, _BESIDE_SPELLING, key)
        spoken_of: set[str] = set()
        for event in content.events:
            spoken_of |= _cited((event,)) | _named((event,))
        for key in (*content.sources, *content.names):
            if key not in spoken_of:
                self.add("sources and names that no event speaks of", key)


def alone(quote: Quote) -> tuple[str, ...]:
    """The field that says nothing where another one does not: an answer to no question."""
    return () if quote.dispute else ("position",)


def _cited(events: Iterable[Event]) -> set[str]:
    return {source for event in events for source in event.reported_by if source}


def _named(events: Iterable[Event]) -> set[str]:
    found: set[str] = set()
    for event in events:
        found.update(event.names)
        found.update(quote.speaker for quote in event.quotes if quote.speaker)
    return found


def _of_chosen(tours: Mapping[str, Tour], chosen: Collection[str | None]) -> Iterator[tuple[str, Tour]]:
    """The tours with those steps that lead to what was chosen, where any does."""
    for key, tour in tours.items():
        if steps := tuple(step for step in tour.steps if step.event in chosen):
            yield key, replace(tour, steps=steps)


def _with_those_led_to(records: Mapping[str, R], chosen: set[str], leads: str) -> dict[str, R]:
    """The records that were chosen and those that they lead to by a field, one behind the other."""
    wanted: set[str] = set()
    for key in chosen & records.keys():
        at: str | None = key
        while at is not None and at in records and at not in wanted:
            wanted.add(at)
            at = getattr(records[at], leads)
    return {key: record for key, record in records.items() if key in wanted}


_EXACT = {"day", "minute", "second"}
LAST_YEAR: Final = 9999
"""The last one that ISO 8601 writes with four digits."""


class Days(NamedTuple):
    """The first and the last day that a date can mean, as years (counted astronomically), months and days."""

    span: Span
    first: tuple[int, int, int] | None
    last: tuple[int, int, int] | None

    @property
    def is_one_day(self) -> bool:
        """Whether the day is known, and sure."""
        return self.span.precision in _EXACT and self.first == self.last and self.is_sure

    @property
    def is_sure(self) -> bool:
        """Whether it is neither about a time nor in doubt, and not one of several."""
        span = self.span
        doubted = span.approximate or span.uncertain or span.masked or span.doubts
        return not doubted and span.shape != "one of"

    def moment(self, timezone: str | None) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
        """The day in UTC, with its hour, minute and second, where a time of day is known.

        `timezone` is that of a time with no offset of its own.
        """
        moment = None if self.span.clock is None else instant(self.span, timezone)
        if moment is None:
            return None
        day, second = divmod(moment.first, DAY_LONG)
        return to_civil(day), (second // 3600, second // 60 % 60, second % 60)

    @property
    def is_range(self) -> bool:
        """Whether it lasts from one date to another."""
        return self.span.shape == "range"


def days_of(date: str | None) -> Days | None:
    """The days of a date of the file; None where there is none, or it is not understood."""
    span = understood(date)
    if span is None:
        return None
    first, last = (None if day is None else to_civil(day) for day in (span.earliest, span.latest))
    return Days(span, first, last)


def iso(day: tuple[int, int, int] | None) -> str:
    """A day in ISO 8601; nothing where there is none, or its year is not one of 1 to 9999."""
    return "{:04}-{:02}-{:02}".format(*day) if day is not None and 0 < day[0] <= LAST_YEAR else ""
