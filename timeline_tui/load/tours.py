"""Tours: what each says, and whether the passages are there that its steps lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from yaml.events import ScalarEvent

from timeline_tui.load.placed import Placed
from timeline_tui.load.shape import Item
from timeline_tui.model.folding import nearest
from timeline_tui.model.passage_states import passages_meant, references
from timeline_tui.model.timeline import Tour, TourStep
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Report, Spot, fields_of, is_alias, of_items
from timeline_tui.yamlfile.values import Plain, shorten

# As much is read aloud in a breath or two, and drawn large on a narrow screen.
LONGEST_TEXT = 280
_MOST_TOLD = 8
_MOST_PASSAGES = 10_000

Sources = tuple[str | None, ...]
"""The source of each passage of an event, in the order of the file."""


def check_tour(tour: Tour, item: Item) -> Tour | None:
    """The tour without what cannot be shown, or None where nothing is left; whatever misleads is reported."""
    bad = {at for at, step in enumerate(tour.steps) if not step.event.strip()}
    for at in sorted(bad):
        hint = "write the id of an event"
        item.add("empty-id", "this step names no event", ("steps", at, "event"), "it is left out", hint=hint)
    if len(bad) == len(tour.steps):
        hint = "add a line `steps:`, and under it - event: and the id of an event"
        item.add("empty-tour", "this tour has no steps", ("steps",), "it is left out", key=True, hint=hint)
        return None
    for at, step in enumerate(tour.steps):
        if len(step.text or "") > LONGEST_TEXT:
            hint = "say less here, or make two steps of it"
            message = f"a step is a sentence or two, and this is {len(step.text or ''):,} characters"
            item.add("long-step", message, ("steps", at, "text"), "long to read at one look", hint=hint)
    item.leave_out("steps", bad, len(tour.steps))
    return replace(tour, steps=tuple(step for at, step in enumerate(tour.steps) if at not in bad))


class _Wanted(NamedTuple):
    """A passage that a step leads to."""

    event: str
    passage: str
    spot: Spot
    home: Spot


class StepPassages:
    """The passages that steps lead to, looked for when all events were read."""

    def __init__(self) -> None:
        self._wanted: list[_Wanted] = []
        self._events: set[str] = set()
        self._met: dict[str, Sources] = {}

    def want(self, steps: Sequence[TourStep], item: Item) -> None:
        """Keep the passages of these steps."""
        for at, step in enumerate(steps):
            if step.passage is not None and len(self._wanted) < _MOST_PASSAGES:
                spot = item.spot(("steps", at, "passage"))
                self._wanted.append(_Wanted(step.event, step.passage, spot, item.home))
                self._events.add(step.event)

    def meet(self, key: str | None, plain: Plain) -> None:
        """Take an event that nobody can read once more."""
        if key in self._events and key is not None and isinstance(plain, dict):
            quotes = plain.get("quotes")
            held = [quote for quote in quotes if isinstance(quote, dict)] if isinstance(quotes, list) else []
            sources = (quote.get("source") for quote in held)
            self._met[key] = tuple(source if isinstance(source, str) else None for source in sources)

    def known_in(self, numbers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Those of the events with these numbers that steps lead to, each with its number."""
        return ((key, numbers[key]) for key in self._events if key in numbers)

    def settle(self, items: Mapping[str, int], placed: Placed, report: Report) -> None:
        """Report what leads to no passage; `items` say which item each event is."""
        for wanted in self._wanted:
            if wanted.event in items and report.wants("unknown-passage"):
                sources = self._met.get(wanted.event) or _sources_in(placed.tape(items[wanted.event]))
                if sources is not None and not passages_meant(wanted.passage, sources):
                    _tell(wanted, sources, report)


def _tell(wanted: _Wanted, sources: Sources, report: Report) -> None:
    known = references(sources)
    near = nearest(wanted.passage, known)
    hint = f"try: {near}" if near else f"write one of: {', '.join(map(shorten, known[:_MOST_TOLD]))}"
    if not known:
        hint = f"add the passage to {shorten(wanted.event)}, or take this out"
    related = [(wanted.home, "in this tour")] if wanted.home.line != wanted.spot.line else []
    message = f"this step leads to a passage that {shorten(wanted.event)} does not hold"
    label = "the event is shown without it"
    report.add("unknown-passage", message, wanted.spot, label, hint=hint, related=related)


def _sources_in(tape: Sequence[ParserEvent]) -> Sources | None:
    """The source of each passage that is written there; None where that cannot be told."""
    if not tape or is_alias(tape, ("quotes",)):
        return None
    return tuple(_sources(tape, len(of_items(tape, ("quotes",)))))


def _sources(tape: Sequence[ParserEvent], quotes: int) -> Iterator[str | None]:
    for at in range(quotes):
        written = {key.value: value for key, value in fields_of(tape, ("quotes", at))}
        source = written.get("source")
        yield source.value if isinstance(source, ScalarEvent) else None
