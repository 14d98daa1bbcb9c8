"""What is handed on: the events that were chosen, with all that they name; and what a format cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from uuid import NAMESPACE_URL, uuid5

from timeline_tui.model.proof import Finding
from timeline_tui.model.timeline import Event, Name, Quote, Source, Tour, families

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
        proof: Mapping[tuple[str, int], Finding] = MappingProxyType({}),
        tours: Mapping[str, Tour] = MappingProxyType({}),
    ) -> None:
        """`events` can be gone through again and again; `whole` is whether they are all of the timeline."""
        self.heading = heading
        self.events = events
        self.whole = whole
        self.guarded = guarded
        """Whether a mark stands before cells that a spreadsheet would take for formulas."""
        self.proof = proof
        """What became of passages in their texts, by their event and place in it, from 1."""
        self.sources = sources if whole else _with_those_led_to(sources, _cited(events), "derived_from")
        self.names = names if whole else _with_those_led_to(names, _named(events), "within")
        chosen = None if whole else {event.id for event in events}
        self.tours = tours if chosen is None else dict(_of_chosen(tours, chosen))
        steps = [step.event for tour in tours.values() for step in tour.steps]
        self.steps_left = [] if chosen is None else [event for event in steps if event not in chosen]
        """The event of each step that is not among those that were chosen."""

    @property
    def families(self) -> Mapping[str, str]:
        """The family of each source: the text that it copies or translates, or itself."""
        return families(self.sources)

    @property
    def questions(self) -> dict[str, str]:
        """The question of each dispute, by its id."""
        return {key: asked for event in self.events for key, asked in event.disputes.items()}

    def passages(self) -> Iterator[tuple[Event, int, Quote]]:
        """Each passage with its event and its place in it, from 1."""
        for event in self.events:
            for number, quote in enumerate(event.quotes, 1):
                yield event, number, quote

    def name(self, key: str) -> str:
        """The spelling that the timeline uses, or the id where nobody is listed by it."""
        listed = self.names.get(key)
        return key if listed is None else listed.name


def urn(*parts: str | None) -> str:
    """A name for the world that is the same whenever the parts are (RFC 4122, version 5)."""
    name = "\n".join(part or "" for part in parts)
    return uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()).urn


class Unavailable(Exception):  # noqa: N818 - it says what is so
    """A format for which something is not installed, with what to install."""

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.hint = hint


class LeftBehind:
    """What a format cannot hold, counted, each with the first few that it happened to."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.examples: dict[str, list[str]] = {}

    def add(self, what: str, example: str) -> None:
        """Count one."""
        self.counts[what] = self.counts.get(what, 0) + 1
        told = self.examples.setdefault(what, [])
        if len(told) < _MOST_EXAMPLES and example not in told:
            told.append(example)


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
