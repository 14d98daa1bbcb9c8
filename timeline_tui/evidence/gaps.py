"""What is weak in a timeline: events and disputes that rest on little, and dates that do not say why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from timeline_tui.evidence.accounts import side
from timeline_tui.model.dates import understood
from timeline_tui.model.passage_states import State, Weak, Weakness
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Name, Quote, Source, families

# Characters of a field: what fits into the few lines that a page gives it.
_LONGEST = 300
_FAULTY: Mapping[State, Weak] = {"not found": "not-found", "altered": "altered", "cut": "cut"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An event on its way through the scales."""

    rank: int
    depth: int
    """How many events it is part of, one in the other."""
    event: Event | None
    """None where it has passages, and what is weak in it is known."""
    states: Sequence[State] = ()
    """Those of its passages, where they were compared with texts."""
    known: Sequence[Weakness] = ()
    """What is weak in it, wherever it stood when that was found."""


class Weigher:
    """Weighs the events of one timeline."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        names: Mapping[str, Name],
        answers: Callable[[str], Iterable[Quote]],
    ) -> None:
        """`answers` gives the passages on a disputed point, wherever they stand."""
        self._sources = sources
        self._names = names
        self._families = families(sources)
        # Equal ids of disputes are a mistake, but a file of many must not ask for each anew.
        self._positions = lru_cache(maxsize=1024)(lambda dispute: _two_positions(answers(dispute)))

    def weaknesses(self, events: Iterable[Weighed]) -> Iterator[Weakness]:
        """What is weak in the events, which come in the order of the list.

        An event with no passage of its own is carried by those of its parts, which come right after it.
        """
        waiting: list[tuple[Weighed, Event]] = []
        for weighed in events:
            while waiting and waiting[-1][0].depth >= weighed.depth:
                yield self._no_passage(*waiting.pop())
            event = weighed.event
            if event is not None and not event.quotes:
                waiting.append((weighed, event))
            else:
                # All that still wait are events that this one is part of.
                waiting.clear()
            if event is None:
                yield from (replace(one, rank=weighed.rank) for one in weighed.known)
                continue
            yield from self._faulty(weighed, event)
            for kind, detail in self._of_one(event, weighed.states):
                yield _weakness(kind, weighed, event, detail)
        yield from (self._no_passage(*one) for one in waiting)

    def _no_passage(self, weighed: Weighed, event: Event) -> Weakness:
        cited = event.only_cited
        if not cited:
            return _weakness("no-passage", weighed, event, "no passage speaks of it")
        more = f" and {len(cited) - 1:,} more" if len(cited) > 1 else ""
        return _weakness("only-cited", weighed, event, f"only cited: {self._source(cited[0])}{more}")

    def _of_one(self, event: Event, states: Sequence[State]) -> Iterator[tuple[Weak, str]]:
        if event.quotes:
            if one := self._one_source(event):
                yield "one-source", one
            if one := self._one_side(event):
                yield "one-side", one
        if unheld := states.count("no text held"):
            yield "not-verified", f"{unheld:,} no text held"
        for dispute, question in event.disputes.items():
            if taken := self._one_position(event, dispute):
                yield "one-position", f"{_cut(question or dispute)} {taken}"
        if not event.note and (span := understood(event.date)) is not None and _is_unsure(span):
            yield "date-without-note", f"{event.date} is not sure"

    def _faulty(self, weighed: Weighed, event: Event) -> Iterator[Weakness]:
        """The passages of an event that do not stand so in their texts."""
        for position, (quote, state) in enumerate(zip(event.quotes, weighed.states, strict=False)):
            if (kind := _FAULTY.get(state)) is not None:
                source = self._source(quote.source) if quote.source else "no source"
                found = _weakness(kind, weighed, event, f"{source}: {_cut(quote.exact)}")
                yield replace(found, position=position)

    def _one_source(self, event: Event) -> str | None:
        sources = {quote.source for quote in event.quotes if quote.source}
        independent = {self._families.get(key, key) for key in sources}
        if len(independent) > 1:
            return None
        if not sources:
            return "its passages name no source"
        if len(sources) == 1:
            return f"only {self._source(min(sources))}"
        original = min(independent)
        copies = len(sources - {original})
        derived = f"{copies:,} {'text' if copies == 1 else 'texts'} derived from"
        called = self._source(original)
        return f"only {called} and {derived} it" if original in sources else f"only {derived} {called}"

    def _one_side(self, event: Event) -> str | None:
        """The side, where all passages are its word; who is not named may be of another side."""
        sides: set[str] = set()
        for quote in event.quotes:
            if quote.kind == "narration" or quote.speaker is None:
                return None
            sides.add(side(quote.speaker, self._names))
        return f"only {self._name(min(sides))}" if len(sides) == 1 else None

    def _one_position(self, event: Event, dispute: str) -> str | None:
        """Most disputes are answered where they are asked, so that nothing else need be looked at."""
        own = _two_positions(quote for quote in event.quotes if quote.dispute == dispute)
        taken = own if len(own) > 1 else self._positions(dispute)
        if len(taken) > 1:
            return None
        return f"Only one answer: {_cut(taken[0])}" if taken else "No passage takes a position"

    def _source(self, key: str) -> str:
        source = self._sources.get(key)
        if source is None or not (source.outlet or source.title):
            return _cut(key)
        return _cut(source.outlet) if source.outlet else f"“{_cut(source.title or '')}”"

    def _name(self, key: str) -> str:
        name = self._names.get(key)
        return _cut(name.name if name else key)


def _weakness(kind: Weak, weighed: Weighed, event: Event, detail: str) -> Weakness:
    return Weakness(kind, weighed.rank, event.id or "", _cut(event.title), event.date, detail)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _two_positions(quotes: Iterable[Quote]) -> tuple[str, ...]:
    """The first two positions that are taken; a passage that says none takes none."""
    taken: dict[str, None] = {}
    for quote in quotes:
        if quote.position:
            taken[quote.position] = None
            if len(taken) == 2:
                break
    return tuple(taken)


def _is_unsure(span: Span) -> bool:
    """Whether it was inferred: about, perhaps, with digits left open, or one of several."""
    return (
        span.approximate
        or span.uncertain
        or span.masked
        or bool(span.doubts)
        or span.shape == "one of"
        or any(map(_is_unsure, span.dates))
    )
