"""Who speaks for whom: the side of a speaker, and what the accounts of a disputed point rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
