"""What things rest on: who speaks for whom, one passage in several wordings, what is weak in a timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from timeline_tui.evidence.alike import FoldedText
from timeline_tui.model.dates import understood
from timeline_tui.model.passage_states import State, Weak, Weakness, original
from timeline_tui.model.span import Span
from timeline_tui.model.timeline import Event, Name, Quote, Source, families


def side(speaker: str, names: Mapping[str, Name]) -> str:
    """The id of the outermost group or place that the speaker belongs to; the speaker's own if to none."""
    seen = {speaker}
    while (name := names.get(speaker)) is not None and name.within in names and name.within not in seen:
        speaker = name.within or speaker
        seen.add(speaker)
    return speaker


@dataclass(frozen=True, slots=True)
class Support:
    """What one position in a dispute rests on."""

    position: str
    quotes: tuple[Quote, ...]
    sources: frozenset[str]
    families: frozenset[str]
    """The independent sources among them."""

    @property
    def remark(self) -> str | None:
        """What a reader should know of its weight, or nothing."""
        if len(self.families) > 1 or not self.sources:
            return None
        if len(self.sources) > 1:
            return "rests on one source and copies of it"
        return "rests on one source"


def supports(quotes: Iterable[Quote], families: Mapping[str, str]) -> list[Support]:
    """The positions of a dispute in the order in which they first speak."""
    by_position: dict[str, list[Quote]] = {}
    for quote in quotes:
        by_position.setdefault(quote.position or "", []).append(quote)
    return [_support(position, held, families) for position, held in by_position.items()]


def _support(position: str, quotes: Sequence[Quote], families: Mapping[str, str]) -> Support:
    sources = frozenset(quote.source for quote in quotes if quote.source)
    return Support(position, tuple(quotes), sources, frozenset(families.get(key, key) for key in sources))


def in_two_positions(quotes: Iterable[Quote]) -> dict[str, list[str]]:
    """The speakers who take more than one position in a dispute, each with their positions."""
    taken: dict[str, list[str]] = {}
    for quote in quotes:
        if quote.speaker and quote.position:
            positions = taken.setdefault(quote.speaker, [])
            if quote.position not in positions:
                positions.append(quote.position)
    return {speaker: positions for speaker, positions in taken.items() if len(positions) > 1}


# Of 100. In the timeline that ships, the 21 passages of a copy come to 65 and more beside the passage that
# each rewords, and to 51 at most beside the others; passages of independent sources come to 60 at most.
_ALIKE = 62.0
# What is compared of one event, so that no file can make a page wait.
_MOST_PASSAGES = 40
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages of one event, by their positions, that are one in different words."""

    original: int
    variant: int
    confirmed: bool
    """Whether the file says so; or else it is only the program that finds them alike."""


def pairs(quotes: Sequence[Quote], families: Mapping[str, str]) -> list[Pair]:
    """The passages of one event that reword another, in the order of the variants.

    Besides what `variant_of` says, passages of two sources of one family are paired where they are alike.
    """
    told = [
        Pair(first, variant, confirmed=True)
        for variant in range(len(quotes))
        if (first := original(quotes, variant)) is not None
    ]
    known = set(map(_both, told))
    guessed = [pair for pair in _alike(quotes, families, told) if _both(pair) not in known]
    return sorted([*told, *guessed], key=lambda pair: (pair.variant, pair.original))


def _both(pair: Pair) -> frozenset[int]:
    return frozenset((pair.original, pair.variant))


def _alike(quotes: Sequence[Quote], families: Mapping[str, str], told: Sequence[Pair]) -> Iterator[Pair]:
    by_family: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, quote in enumerate(quotes[:_MOST_PASSAGES]):
        if quote.source is not None and quote.source in families:
            by_family[families[quote.source]][quote.source].append(position)
    settled = {(pair.variant, quotes[pair.original].source) for pair in told}
    settled |= {(pair.original, quotes[pair.variant].source) for pair in told}
    for root, held in by_family.items():
        # The text at the root is the original of the others; of two copies, the one that is quoted first.
        sources = sorted(held, key=lambda source: source != root)
        for first, second in combinations(sources, 2):
            free = [at for at in held[first] if (at, second) not in settled]
            others = [at for at in held[second] if (at, first) not in settled]
            yield from _best(quotes, free, others)


def _best(quotes: Sequence[Quote], originals: Sequence[int], variants: Sequence[int]) -> Iterator[Pair]:
    """The likest passages first, each in one pair at most."""
    from rapidfuzz.fuzz import ratio

    words = {at: _words(quotes[at]) for at in (*originals, *variants)}
    scored = sorted(
        (-score, first, second)
        for first in originals
        for second in variants
        if (score := ratio(words[first], words[second], score_cutoff=_ALIKE))
    )
    taken: set[int] = set()
    for _, first, second in scored:
        if first not in taken and second not in taken:
            taken |= {first, second}
            yield Pair(first, second, confirmed=False)


def _words(quote: Quote) -> str:
    return FoldedText(quote.exact[:_LONGEST]).text.casefold()


# Characters of a field: what fits into the few lines that a page gives it.
_LONGEST_TOLD = 300
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
    return text if len(text) <= _LONGEST_TOLD else text[: _LONGEST_TOLD - 1] + "…"


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
