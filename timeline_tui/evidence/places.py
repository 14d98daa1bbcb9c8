"""Where many passages stand in one text, found in one walk over its words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

_WORD = re.compile(r"\w+")
# A passage that stands in more places than this needs a prefix, however many more there are.
MOST_PLACES = 1000
# Of the words of a passage that is not in its text, so many of the rarest say where to look for it.
_SIGNPOSTS = 8
_MOST_SIGHTINGS = 200
_MOST_WINDOWS = 3


def places(text: str, passages: Iterable[str]) -> dict[str, list[int]]:
    """The starts, in code points, of every exact occurrence of each passage, at most `MOST_PLACES` each.

    A pair of whole words inside a passage is looked up while the text's words go by once, so the cost is
    that of the text, not of the text times the passages. A passage of under four words is searched for.
    """
    found: dict[str, list[int]] = {}
    anchors: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for passage in set(passages):
        found[passage] = []
        anchor = _anchor(passage)
        if anchor is None:
            found[passage] = list(_search(text, passage))
        else:
            anchors[anchor[0]].append((passage, anchor[1]))
    if anchors:
        _walk(text, anchors, found)
    return found


def _anchor(passage: str) -> tuple[tuple[str, str], int] | None:
    """The longest pair of neighbouring words that the passage holds whole, and where it stands in it."""
    words = list(_WORD.finditer(passage))[1:-1]
    if len(words) < 2:
        return None
    first, second = max(pairwise(words), key=lambda pair: pair[1].end() - pair[0].start())
    return (first[0], second[0]), first.start()


def _walk(
    text: str,
    anchors: Mapping[tuple[str, str], list[tuple[str, int]]],
    found: Mapping[str, list[int]],
) -> None:
    before, before_at = "", 0
    for match in _WORD.finditer(text):
        word = match[0]
        for passage, offset in anchors.get((before, word), ()):
            start = before_at - offset
            starts = found[passage]
            if start >= 0 and len(starts) < MOST_PLACES and text.startswith(passage, start):
                starts.append(start)
        before, before_at = word, match.start()


def _search(text: str, passage: str) -> Iterator[int]:
    start = text.find(passage) if passage else -1
    for _ in range(MOST_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(passage, start + 1)


def windows(text: str, passages: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """The stretches of the text, as start and end, that share the rarest words with each passage."""
    wanted = {
        passage: [(m[0].casefold(), m.start()) for m in _WORD.finditer(passage)] for passage in set(passages)
    }
    vocabulary = {word for words in wanted.values() for word, _ in words}
    sightings: dict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word in vocabulary:
            counts[word] += 1
            if counts[word] <= _MOST_SIGHTINGS:
                sightings[word].append(match.start())
    return {passage: _vote(passage, words, sightings, counts) for passage, words in wanted.items()}


def _vote(
    passage: str,
    words: list[tuple[str, int]],
    sightings: Mapping[str, list[int]],
    counts: Mapping[str, int],
) -> list[tuple[int, int]]:
    seen = sorted((pair for pair in words if pair[0] in sightings), key=lambda pair: counts[pair[0]])
    width = max(len(passage) // 2, 20)
    votes: Counter[int] = Counter()
    for word, offset in seen[:_SIGNPOSTS]:
        votes.update({(place - offset) // width for place in sightings[word]})
    best = sorted(
        votes, key=lambda bucket: -(votes[bucket] + votes[bucket + 1] * 0.5 + votes[bucket - 1] * 0.5)
    )
    return [
        (max(0, (bucket - 1) * width), (bucket + 2) * width + len(passage) + width)
        for bucket in best[:_MOST_WINDOWS]
    ]
