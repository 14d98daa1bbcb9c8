"""Where many passages stand in one text, found in one walk over its words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise

from timeline_tui.model.folding import UNSPACED

Sign = str | tuple[str, str]
"""A word, or two that stand one after the other."""

_WORD = re.compile(r"\w+")
# Where no spaces part words, any three characters in a row say where to look.
_SIGN = re.compile(rf"[^\W{UNSPACED}]+|(?=([{UNSPACED}]{{3}}))")
# The lengths, in code points, of the beginnings by which passages of few words are looked up.
_BEGINNINGS = (16, 12, 8, 5)
# Code points of each part of a text, and how many such parts, that say which of its words are rare.
_PROBE, _PROBES = 16_384, 64
# Up to so many passages it is quicker to search for each.
_FEW = 1000
# A passage that stands in more places than this needs a prefix, however many more there are.
MOST_PLACES = 1000
# Of the words of a passage that is not in its text, so many of the rarest say where to look for it.
_SIGNPOSTS = 8
_MOST_SIGHTINGS = 200
_MOST_WINDOWS = 3


def places(text: str, passages: Iterable[str], few: int = _FEW) -> dict[str, list[int]]:
    """The starts, in code points, of every exact occurrence of each passage, at most `MOST_PLACES` each.

    A pair of whole words inside a passage is looked up while the text's words go by once, so the cost is
    that of the text, not of the text times the passages. Of passages that hold no such pair, the beginnings
    are looked up at every place of the text, and where they are few, each is searched for.
    """
    found: dict[str, list[int]] = {}
    anchors: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    bare: list[str] = []
    common = _common(text)
    for passage in set(passages):
        found[passage] = []
        anchor = _anchor(passage, common)
        if anchor is None:
            bare.append(passage)
        else:
            anchors[anchor[0]].append((passage, anchor[1]))
    if anchors:
        _walk(text, anchors, found)
    for passage in _slide(text, bare, found) if len(bare) > few else bare:
        found[passage] = list(_search(text, passage))
    return found


def _common(text: str) -> Counter[str]:
    """How often words stand in parts of the text that lie evenly in it."""
    step = max(len(text) // _PROBES, _PROBE)
    counts: Counter[str] = Counter()
    for start in range(0, len(text), step):
        counts.update(_WORD.findall(text[start : start + _PROBE]))
    return counts


def _anchor(passage: str, common: Mapping[str, int]) -> tuple[tuple[str, str], int] | None:
    """The rarest pair of neighbouring words that the passage holds whole, and where it stands in it."""
    words = list(_WORD.finditer(passage))[1:-1]
    if len(words) < 2:
        return None

    def rarity(pair: tuple[re.Match[str], re.Match[str]]) -> tuple[int, int]:
        first, second = pair
        return min(common.get(first[0], 0), common.get(second[0], 0)), first.start() - second.end()

    first, second = min(pairwise(words), key=rarity)
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


def _slide(text: str, passages: Iterable[str], found: Mapping[str, list[int]]) -> list[str]:
    """Look up the beginnings of the passages at every place; those that are too short are given back."""
    left = list(passages)
    for length in _BEGINNINGS:
        beginnings: dict[str, list[str]] = defaultdict(list)
        for passage in left:
            if len(passage) >= length:
                beginnings[passage[:length]].append(passage)
        left = [passage for passage in left if len(passage) < length]
        for start in range(len(text) - length + 1) if beginnings else ():
            for passage in beginnings.get(text[start : start + length], ()):
                starts = found[passage]
                if len(starts) < MOST_PLACES and text.startswith(passage, start):
                    starts.append(start)
    return left


def _search(text: str, passage: str) -> Iterator[int]:
    start = text.find(passage) if passage else -1
    for _ in range(MOST_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(passage, start + 1)


def windows(text: str, passages: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """The stretches of the text, as start and end, that share the rarest words with each passage."""
    wanted = {passage: list(_signs(passage)) for passage in set(passages)}
    vocabulary = {sign for signs in wanted.values() for sign, _ in signs}
    sightings: dict[Sign, list[int]] = defaultdict(list)
    counts: Counter[Sign] = Counter()
    for sign, place in _signs(text, vocabulary):
        counts[sign] += 1
        if counts[sign] <= _MOST_SIGHTINGS:
            sightings[sign].append(place)
    return {passage: _vote(passage, signs, sightings, counts) for passage, signs in wanted.items()}


def _signs(text: str, vocabulary: Container[Sign] | None = None) -> Iterator[tuple[Sign, int]]:
    """The words of a text, or every three characters of scripts that do not part them, with their places.

    After each comes the pair that it makes with the one before, which tells apart what common words do not.
    Only those of the vocabulary are given, where there is one.
    """
    before, before_at = "", 0
    for match in _SIGN.finditer(text):
        sign = (match[0] or match[1]).casefold()
        if vocabulary is not None and sign not in vocabulary:
            before = ""
            continue
        place = match.start()
        yield sign, place
        if before and (vocabulary is None or (before, sign) in vocabulary):
            yield (before, sign), before_at
        before, before_at = sign, place


def _vote(
    passage: str,
    words: list[tuple[Sign, int]],
    sightings: Mapping[Sign, list[int]],
    counts: Mapping[Sign, int],
) -> list[tuple[int, int]]:
    seen = sorted((pair for pair in words if pair[0] in sightings), key=lambda pair: counts[pair[0]])
    width = max(len(passage) // 2, 20)
    votes: dict[int, float] = defaultdict(float)
    for word, offset in seen[:_SIGNPOSTS]:
        # Of a common word only the first places are known, and they say little.
        weight = counts[word] ** -0.5
        for bucket in {(place - offset) // width for place in sightings[word]}:
            votes[bucket] += weight
    beside = {bucket: votes.get(bucket + 1, 0) + votes.get(bucket - 1, 0) for bucket in votes}
    best = sorted(votes, key=lambda bucket: -(votes[bucket] + beside[bucket] * 0.5))
    return [
        (max(0, (bucket - 1) * width), (bucket + 2) * width + len(passage) + width)
        for bucket in best[:_MOST_WINDOWS]
    ]
