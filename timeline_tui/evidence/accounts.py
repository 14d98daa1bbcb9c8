"""Who speaks for whom, and one passage in the wordings of several sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from timeline_tui.evidence.alike import FoldedText
from timeline_tui.model.passage_states import original
from timeline_tui.model.timeline import Name, Quote


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
    known = {frozenset((pair.original, pair.variant)) for pair in told}
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
