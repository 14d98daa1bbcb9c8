"""What somebody may have meant: of all that is known, what is most like a word that is not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from timeline_tui.model.folding import alike

_LONGEST = 80
_MOST = 3
# Where only one is told, it must be surer.
_ALIKE, _ALIKE_OF_ONE = 0.6, 0.7
_MOST_COMPARED = 20_000


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is."""
    return next(iter(_found(word, known, 1, _ALIKE_OF_ONE)), None)


def likest(word: str, known: Iterable[str]) -> list[str]:
    """The few known words that are most like this one, the likest first."""
    return _found(word, known, _MOST, _ALIKE)


def _found(word: str, known: Iterable[str], most: int, least: float) -> list[str]:
    """Known words that are like this one, whatever their case and accents."""
    if not word or len(word) > _LONGEST:
        return []
    # Nobody who writes everything right waits for this.
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    folded = {other: alike(other) for other in islice(known, _MOST_COMPARED) if len(other) <= _LONGEST}
    found = extract(alike(word), folded, scorer=Indel.normalized_similarity, score_cutoff=least, limit=most)
    return [other for _, _, other in found]


def apart(one: str, other: str) -> float:
    """How far two texts are from each other: 0 is alike, 1 nothing in common."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_distance(alike(one[:_LONGEST]), alike(other[:_LONGEST]))
