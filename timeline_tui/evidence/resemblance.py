"""Where a text comes nearest to a passage, and where many passages stand in it, found in one walk."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize

from timeline_tui.evidence.alike import WORD, Stretch
from timeline_tui.evidence.omission import ENDS, MOST_PLACES
from timeline_tui.model.folding import UNSPACED

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode


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


# Of 100: two sentences on one matter come to some 60, one sentence reworded to 70 and more.
_ALIKE = 70.0
# Of all words of a passage, those that stand in its order in a text that has others between them.
_IN_ORDER = 0.8
_FEWEST_IN_ORDER = 5
# Code points in which a short passage is compared word by word; where words led to a place, there are fewer.
_MOST_HELD = 1000
# Code points round the part that is most alike in which its first and last words are looked for.
_ROUND = 150
# Numbers of words by which a text can be longer or shorter than the passage on each side, and how many more
# places are tried where one of its words stands.
_SHIFT, _MOST_TRIED = 4, 24
# What a word counts that only the text has, that only the passage has, and that stands for another.
_WEIGHTS = (1, 4, 4)
# A dash may stand for what else parts two words, and a folded text does not tell it from a hyphen.
_PART = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}-]+")
_MARKS_ROUND = re.compile(r"^\W+|\W+$")


class Like(NamedTuple):
    """A part of a text that is like a passage."""

    score: float
    """Out of 100."""
    stretch: Stretch


def likest(exact: str, text: str, where: Sequence[Stretch]) -> list[Like]:
    """The part of each stretch that is like the passage, from word to word, the likest first."""
    found = (like for stretch in where for like in _likes(exact, text, stretch))
    whole = sorted((_from_word_to_word(exact, text, like) for like in found), reverse=True)
    # The same part may lie in several stretches, in one of them not all of it.
    distinct = {like.stretch: like for like in reversed(whole)}
    return sorted(distinct.values(), key=lambda like: (-like.score, like.stretch))


def _likes(exact: str, text: str, stretch: Stretch) -> Iterator[Like]:
    """The part of the stretch that is most like the passage, and those beside it that are like it, too."""
    best = _like(exact, text, stretch)
    if best is None:
        return
    yield best
    for start, end in ((stretch[0], best.stretch[0]), (best.stretch[1], stretch[1])):
        if end - start >= len(exact) and (other := _like(exact, text, (start, end))) is not None:
            yield other


def _like(exact: str, text: str, stretch: Stretch) -> Like | None:
    """The part of the stretch that is most like the passage; None where none is."""
    if not exact:
        return None
    from rapidfuzz.fuzz import partial_ratio_alignment, ratio

    start, end = stretch[0], min(stretch[1], len(text))
    held = text[start:end]
    if len(exact) > len(held):
        score = ratio(exact, held, score_cutoff=_ALIKE)
        return Like(score, (start, end)) if score else None
    best = partial_ratio_alignment(exact, held, score_cutoff=_ALIKE)
    if best is not None and best.score:
        return Like(best.score, (start + best.dest_start, start + best.dest_end))
    return _in_order(exact, held, start) or _in_few_words(exact, held, start)


def _in_few_words(exact: str, held: str, start: int) -> Like | None:
    """The words that come nearest to a short passage, which may be a word more than it has."""
    from rapidfuzz.fuzz import ratio

    ours = WORD.findall(exact)
    if len(ours) >= _FEWEST_IN_ORDER or len(held) > _MOST_HELD:
        return None
    theirs = list(WORD.finditer(held))
    ends = ((at, at + len(ours) + more - 1) for at in range(len(theirs)) for more in (1, 2))
    parts = [(theirs[at].start(), theirs[end].end()) for at, end in ends if end < len(theirs)]
    scored = [Like(ratio(exact, held[slice(*part)]), part) for part in parts]
    best = max(scored, key=lambda like: like.score, default=None)
    if best is None or best.score < _ALIKE:
        return None
    return Like(best.score, (start + best.stretch[0], start + best.stretch[1]))


def _in_order(exact: str, held: str, start: int) -> Like | None:
    """The stretch itself, where it has the words of the passage in order and others between them."""
    from rapidfuzz.distance import LCSseq

    ours = WORD.findall(exact)
    share = LCSseq.similarity(ours, WORD.findall(held)) / len(ours) if ours else 0.0
    if len(ours) < _FEWEST_IN_ORDER or share < _IN_ORDER:
        return None
    return Like(_ALIKE * share, (start, start + len(held)))


def _from_word_to_word(exact: str, text: str, like: Like) -> Like:
    """The part with the ends that make the shortest difference, in whole words."""
    first = _space_before(text, max(0, like.stretch[0] - _ROUND))
    held = text[first : _space_after(text, min(len(text), like.stretch[1] + _ROUND))]
    ours = list(map(_bare, _PART.findall(exact)))
    parts = list(_PART.finditer(held))
    theirs = [_bare(part[0]) for part in parts]
    start, end = (place - first for place in like.stretch)
    inside = [at for at, part in enumerate(parts) if part.end() > start and part.start() < end]
    same = _longest_same(ours, [theirs[at] for at in inside])
    if same is None:
        start, end = _space_before(text, like.stretch[0]), _space_after(text, like.stretch[1])
        return like._replace(stretch=_nearest(exact, text, start, end))
    start, end = inside[0] + same.dest_start, inside[0] + same.dest_end
    before = _reach(_backwards(ours[: same.src_start]), _backwards(theirs[:start]))
    after = _reach(ours[same.src_end :], theirs[end:])
    chosen = parts[start - before : end + after]
    start, end = first + chosen[0].start(), first + chosen[-1].end()
    return like._replace(stretch=_without_marks(exact, text, start, end))


def _backwards(parts: Sequence[str]) -> list[str]:
    return [part[::-1] for part in reversed(parts)]


def _longest_same(ours: Sequence[str], theirs: Sequence[str]) -> Opcode | None:
    """The longest row of words that both have, which is the one thing that is certain."""
    from rapidfuzz.distance import Levenshtein

    equal = (step for step in Levenshtein.opcodes(ours, theirs) if step.tag == "equal")
    return max(equal, key=lambda step: step.src_end - step.src_start, default=None)


def _bare(word: str) -> str:
    """A word without the marks round it, which the ends of a passage may be without."""
    return _MARKS_ROUND.sub("", word) or word


def _without_marks(exact: str, text: str, start: int, end: int) -> Stretch:
    """The stretch without spaces and marks at its ends that the passage does not have."""
    held = text[start:end]
    ours, theirs = ENDS.match(exact), ENDS.match(held)
    if ours is None or theirs is None:
        return start, end
    if theirs[1].endswith(ours[1]):
        start += len(theirs[1]) - len(ours[1])
    after = ours[3] if theirs[3].startswith(ours[3]) else theirs[3].rstrip()
    return start, end - len(theirs[3]) + len(after)


def _reach(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many of their first words come nearest to all of ours."""
    if not ours:
        return 0
    tried = sorted(set(_tried(ours, theirs)), key=lambda count: (abs(count - len(ours)), count))
    # Words that are run together, or a number that is parted, are the same letters.
    letters = _letters(ours)
    held = ""
    for count, part in enumerate(theirs, start=1) if letters else ():
        held += _letters([part])
        if held == letters:
            return count
        if len(held) > len(letters):
            break
    return min(tried[: 2 * _SHIFT + _MOST_TRIED], key=lambda count: _costs(ours, theirs[:count]), default=0)


def _letters(parts: Sequence[str]) -> str:
    return "".join(filter(str.isalnum, "".join(parts)))


def _costs(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, float]:
    """How far it is in words and, of as far ones, how unlike their letters are.

    What only the text has may be a whole line, the header of a page.
    """
    from rapidfuzz.distance import Indel, Levenshtein

    words = Levenshtein.distance(ours, theirs, weights=_WEIGHTS)
    return words, Indel.normalized_distance(" ".join(ours), " ".join(theirs))


def _tried(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[int]:
    yield from range(max(0, len(ours) - _SHIFT), min(len(theirs), len(ours) + _SHIFT) + 1)
    yield from (count for count, word in enumerate(theirs, start=1) if word in ours[-2:])


def _nearest(exact: str, text: str, start: int, end: int) -> Stretch:
    """The stretch with a word more or less at either end, which has the fewest letters that differ."""
    from rapidfuzz.distance import Levenshtein

    starts = start, _space_after(text, start) + 1, _space_before(text, max(0, start - 1))
    ends = end, _space_before(text, end - 1) - 1, _space_after(text, min(len(text), end + 1))
    stretches = [(first, last) for first in starts for last in ends if first < last]
    wanted = _plain(exact)
    return min(stretches, key=lambda one: Levenshtein.distance(wanted, _plain(text[slice(*one)])))


def _plain(text: str) -> str:
    """The text in small letters, without the marks over and under them."""
    return "".join(one for one in normalize("NFD", text.casefold()) if not combining(one))


def _space_before(text: str, place: int) -> int:
    return max(text.rfind(" ", max(0, place - _ROUND), place) + 1, 0) or max(0, place - _ROUND)


def _space_after(text: str, place: int) -> int:
    found = text.find(" ", place, place + _ROUND)
    return min(len(text), place + _ROUND) if found < 0 else found
