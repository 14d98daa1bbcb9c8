"""Every passage of a timeline against the text it was taken from, in the order of the timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from timeline_tui.evidence.match import match
from timeline_tui.evidence.texts import Held, NotHeld, Shelf
from timeline_tui.model.proof import Finding
from timeline_tui.model.timeline import Event, Quote, Source

# Passages that are looked for in one walk over a text; more cost memory, fewer cost walks.
_LOT = 20_000


@dataclass(frozen=True, slots=True)
class Verified:
    """A quote of an event, and what became of it."""

    number: int
    """The number of the event in its file."""
    event: Event
    index: int
    """Which quote of its event it is, counted from 0."""
    finding: Finding

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.event.quotes[self.index]


def verify(
    events: Iterable[tuple[int, Event]], sources: Mapping[str, Source], texts: Shelf
) -> Iterator[Verified]:
    """What became of each quote of the events, which come with their numbers."""
    missing: dict[str | None, NotHeld] = {}
    quotes = ((number, event, index) for number, event in events for index in range(len(event.quotes)))
    while lot := list(islice(quotes, _LOT)):
        yield from _verify_lot(lot, sources, texts, missing)


def _verify_lot(
    lot: list[tuple[int, Event, int]],
    sources: Mapping[str, Source],
    texts: Shelf,
    missing: dict[str | None, NotHeld],
) -> Iterator[Verified]:
    by_source: dict[str | None, list[int]] = defaultdict(list)
    quotes = [event.quotes[index] for _, event, index in lot]
    for place, quote in enumerate(quotes):
        by_source[quote.source].append(place)
    findings: dict[int, Finding] = {}
    for key, places in by_source.items():
        # One text at a time: all of them may be more than the memory holds.
        held = missing.get(key) or _hold(key, sources, texts)
        if isinstance(held, NotHeld):
            missing[key] = held
        findings.update(zip(places, _findings(held, [quotes[place] for place in places]), strict=True))
    for place, (number, event, index) in enumerate(lot):
        yield Verified(number, event, index, findings[place])


def _hold(key: str | None, sources: Mapping[str, Source], texts: Shelf) -> Held | NotHeld:
    if key is None:
        return NotHeld("the passage names no source")
    source = sources.get(key)
    return NotHeld(f"no source is called {key}") if source is None else texts.of(source)


def _findings(held: Held | NotHeld, quotes: list[Quote]) -> list[Finding]:
    if isinstance(held, NotHeld):
        return [
            Finding("no text held", words=len(quote.exact.split()), remark=held.reason) for quote in quotes
        ]
    findings = match(held.text, quotes)
    if held.changed:
        return [_in_changed_text(finding) for finding in findings]
    return findings


def _in_changed_text(finding: Finding) -> Finding:
    said = "the text has changed since its sha256 was written"
    return finding._replace(remark=f"{finding.remark}; {said}" if finding.remark else said)
