"""What somebody may have meant: the nearest of the words that are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

_LONGEST = 80
_ALIKE = 0.7
_MOST = 20_000
_MOST_COMPARED = 500


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is.

    Of many thousands only those are compared that begin alike and are about as long.
    """
    if not word or len(word) > _LONGEST:
        return None
    candidates = list(islice(known, _MOST))
    for candidate in candidates:
        if candidate.casefold() == word.casefold():
            return candidate
    if len(candidates) > _MOST_COMPARED:
        candidates = [
            other for other in candidates if other[:1] == word[:1] and abs(len(other) - len(word)) < 3
        ]
    short = [other for other in candidates[:_MOST_COMPARED] if len(other) <= _LONGEST]
    return _likest(word, short)


def _likest(word: str, known: Sequence[str]) -> str | None:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    found = extractOne(word, known, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
    return None if found is None else found[0]
