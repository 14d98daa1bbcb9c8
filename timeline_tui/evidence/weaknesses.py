"""What is weak in a timeline: events and disputes that rest on little, and dates that do not say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from timeline_tui.evidence.sides import side, supports
from timeline_tui.model.dates import parse
from timeline_tui.model.finding import State
from timeline_tui.model.timeline import Event, Name, Quote, Timeline, families

Weak = Literal["no-passage", "one-source", "one-side", "not-verified", "one-position", "date-without-note"]

LABELS: Mapping[Weak, str] = {
    "no-passage": "on no passage",
    "one-source": "on one independent source",
    "one-side": "on one side's word",
    "not-verified": "on passages that are not verified",
    "one-position": "a dispute with one position",
    "date-without-note": "an unsure date with no note",
}
"""Each weakness in a few words, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing that is weak, and the event that it leads to."""

    kind: Weak
    event: Event
    detail: str
    """Whose word, which source, which question."""


class Weighing:
    """Weighs the events of one timeline."""

    def __init__(self, timeline: Timeline, answers: Mapping[str, Sequence[Quote]]) -> None:
        """`answers` are the passages on each disputed point, wherever they stand."""
        self._sources = timeline.sources
        self._names: Mapping[str, Name] = timeline.names
        self._families = families(timeline.sources)
        self._answers = answers

    def weaknesses(self, event: Event, states: Sequence[State] = ()) -> Iterator[Weakness]:
        """What is weak in one event; `states` are those of its passages, where they were verified."""
        if not event.quotes:
            yield Weakness("no-passage", event, "no passage speaks of it")
        else:
            yield from self._one_source(event)
            yield from self._one_side(event)
        yield from _not_verified(event, states)
        yield from self._one_position(event)
        if event.date and not event.note and _unsure(event.date):
            yield Weakness("date-without-note", event, f"{event.date} is not sure, and no note says why")

    def _one_source(self, event: Event) -> Iterator[Weakness]:
        sources = {quote.source for quote in event.quotes if quote.source}
        independent = {self._families.get(key, key) for key in sources}
        if len(independent) > 1:
            return
        if not sources:
            yield Weakness("one-source", event, "its passages name no source")
            return
        copies = f" and {len(sources) - 1} derived from it" if len(sources) > 1 else ""
        yield Weakness("one-source", event, f"only {self._source(min(independent))}{copies}")

    def _one_side(self, event: Event) -> Iterator[Weakness]:
        speakers = [quote.speaker for quote in event.quotes]
        if any(quote.kind == "narration" or quote.speaker is None for quote in event.quotes):
            return
        sides = {side(speaker, self._names) for speaker in speakers if speaker}
        if len(sides) == 1:
            yield Weakness("one-side", event, f"only {self._name(min(sides))}")

    def _one_position(self, event: Event) -> Iterator[Weakness]:
        for dispute, question in event.disputes.items():
            positions = supports(self._answers.get(dispute, ()), self._families)
            if len(positions) < 2:
                taken = f"only “{positions[0].position}”" if positions else "no passage answers it"
                yield Weakness("one-position", event, f"{question} {taken}")

    def _source(self, key: str) -> str:
        source = self._sources.get(key)
        return (source.outlet or source.title or key) if source else key

    def _name(self, key: str) -> str:
        name = self._names.get(key)
        return name.name if name else key


def _not_verified(event: Event, states: Sequence[State]) -> Iterator[Weakness]:
    counts: dict[State, int] = {}
    for state in states:
        if state not in {"verbatim", "normalised"}:
            counts[state] = counts.get(state, 0) + 1
    if counts:
        detail = ", ".join(f"{count} {state}" for state, count in counts.items())
        yield Weakness("not-verified", event, detail)


def _unsure(date: str) -> bool:
    span = parse(date)
    return (
        span.approximate
        or span.uncertain
        or bool(span.doubts)
        or span.masked
        or span.shape not in {"date", "range"}
    )


def answers(events: Iterable[Event]) -> dict[str, list[Quote]]:
    """The passages on each disputed point."""
    found: dict[str, list[Quote]] = {}
    for event in events:
        for quote in event.quotes:
            if quote.dispute:
                found.setdefault(quote.dispute, []).append(quote)
    return found
