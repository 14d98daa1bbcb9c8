"""Whether a text is another one reworded, cut or translated back: which of its sentences follow it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from timeline_tui.gather.english import ENGLISH
from timeline_tui.gather.language import Language
from timeline_tui.gather.sentences import Slice, paragraphs, sentences

_WORD = re.compile(r"[^\W_]{3,}")
_STEM = 6
"""Letters of a word that count: "attacked" and "attacks" are one."""
_FEWEST_WORDS, _FEWEST_SENTENCES = 6, 4
# Of 1: a sentence reworded has more of its words in common with it, two reports of one matter have fewer.
_ALIKE = 0.4
_SHARE_OF_COPY, _IN_ORDER = 0.6, 0.7
# Of the words of the shorter text, so many must stand in the other for its sentences to be compared.
_WORDS_IN_COMMON = 0.4
_MOST_SENTENCES = 5_000
# A word that more texts of a folder have tells little of which is a copy of which.
_FEWEST_TEXTS, _SHARE_OF_TEXTS, _FEWEST_RARE, _RARE_IN_COMMON = 5, 0.3, 0.4, 0.35
# Words that stand in more sentences than this say little.
_COMMON = 40
_MOST_TRIED = 5


class Prints(NamedTuple):
    """The sentences of a text as sets of words, by which copies are told."""

    places: tuple[Slice, ...]
    words: tuple[frozenset[str], ...]
    all_words: frozenset[str]
    standing: Mapping[str, Sequence[int]]
    """In which sentences each word stands, without words that stand in many."""


class Copied(NamedTuple):
    """That a text follows another one."""

    follows: Mapping[int, int]
    """The sentence of the other text that each sentence follows, by their numbers."""
    of: int
    """How many sentences the text has."""
    places: tuple[Slice, ...]
    """Where its sentences stand."""

    @property
    def sentences(self) -> int:
        """How many sentences follow the other text."""
        return len(self.follows)

    @property
    def share(self) -> float:
        """The part of its sentences that do."""
        return self.sentences / self.of if self.of else 0.0

    def told(self, name: str) -> str:
        """How it follows the other text, which has this name."""
        return f"{self.sentences:,} of {self.of:,} sentences follow {name}: a copy, no second witness"

    def has(self, start: int, end: int) -> bool:
        """Whether a passage of the text is in a sentence that follows the other one."""
        first = bisect_left([one.end for one in self.places], start + 1)
        found = range(first, len(self.places))
        return any(at in self.follows for at in found if self.places[at].start < end)


def prints_of(text: str, language: Language = ENGLISH) -> Prints:
    """The sentences of a text by which it is compared; short ones, such as headlines, are left out."""
    places: list[Slice] = []
    words: list[frozenset[str]] = []
    for place in sentences(text, paragraphs(text), language):
        found = frozenset(word[:_STEM] for word in _WORD.findall(text[place.start : place.end].lower()))
        if len(found) >= _FEWEST_WORDS and len(places) < _MOST_SENTENCES:
            places.append(place)
            words.append(found)
    standing: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        for word in found:
            standing[word].append(number)
    rare = {word: numbers for word, numbers in standing.items() if len(numbers) <= _COMMON}
    return Prints(tuple(places), tuple(words), frozenset(standing), rare)


def copied(text: Prints, other: Prints) -> Copied | None:
    """How a text follows another one; None where it does not."""
    if len(text.words) < _FEWEST_SENTENCES or len(other.words) < _FEWEST_SENTENCES:
        return None
    both = len(text.all_words & other.all_words)
    if both < _WORDS_IN_COMMON * min(len(text.all_words), len(other.all_words)):
        return None
    follows: dict[int, int] = {}
    fewest = max(_SHARE_OF_COPY * len(text.words), _FEWEST_SENTENCES)
    for number, words in enumerate(text.words):
        best = _likest(words, other)
        if best is not None:
            follows[number] = best
        elif len(follows) + len(text.words) - number - 1 < fewest:
            # Most texts are no copies, and that is plain before all of them is compared.
            return None
    found = Copied(follows, len(text.words), text.places)
    is_copy = found.share >= _SHARE_OF_COPY and found.sentences >= _FEWEST_SENTENCES
    return found if is_copy and _in_order(list(follows.values())) >= _IN_ORDER else None


def _likest(words: frozenset[str], other: Prints) -> int | None:
    """The sentence of another text that has the most words in common, where it has enough of them."""
    standing = other.standing
    shared = Counter(chain.from_iterable(standing[word] for word in words if word in standing))
    likest, score = None, _ALIKE
    for number, _ in nlargest(_MOST_TRIED, shared.items(), key=lambda one: (one[1], -one[0])):
        both = len(words & other.words[number])
        like = 2 * both / (len(words) + len(other.words[number]))
        if like > score:
            likest, score = number, like
    return likest


def _in_order(numbers: Sequence[int]) -> float:
    """The part of them that goes up, as the longest row of them that does."""
    row: list[int] = []
    for number in numbers:
        at = bisect_left(row, number)
        row[at : at + 1] = [number]
    return len(row) / len(numbers) if numbers else 0.0


def original_of(name: str, prints: Mapping[str, Prints]) -> tuple[str, Copied] | None:
    """The text among these that one copies, and how; of two that follow each other, the one that has more."""
    best: tuple[str, Copied] | None = None
    for other, held in prints.items():
        if other == name:
            continue
        found = copied(prints[name], held)
        if found is None or (best is not None and found.sentences <= best[1].sentences):
            continue
        back = copied(held, prints[name])
        # Who copies leaves out, and adds little of its own.
        if back is None or (back.share, other) < (found.share, name):
            best = other, found
    return best


def originals(prints: Mapping[str, Prints]) -> dict[str, tuple[str, Copied]]:
    """What each of the texts copies, and how; those that copy none are left out."""
    found: dict[str, tuple[str, Copied]] = {}
    for name, likely in _resembling(prints):
        original = original_of(name, {other: prints[other] for other in (name, *likely)})
        if original is not None:
            found[name] = original
    return found


def _resembling(prints: Mapping[str, Prints]) -> Iterator[tuple[str, list[str]]]:
    """Each text with those that it can be a copy of, by the words that not many of the texts have.

    So a folder of hundreds is not compared text by text. One that has few such words, since many are copies
    of it, is compared with all of them.
    """
    texts = Counter(chain.from_iterable(one.all_words for one in prints.values()))
    most = max(_FEWEST_TEXTS, len(prints) * _SHARE_OF_TEXTS)
    rare = {name: [word for word in one.all_words if texts[word] <= most] for name, one in prints.items()}
    users: dict[str, list[str]] = defaultdict(list)
    for name, words in rare.items():
        for word in words:
            users[word].append(name)
    for name, words in rare.items():
        if len(words) < _FEWEST_RARE * len(prints[name].all_words):
            yield name, list(prints)
            continue
        shared = Counter(chain.from_iterable(users[word] for word in words))
        yield (
            name,
            [
                other
                for other in prints
                if shared[other] >= _RARE_IN_COMMON * min(len(words), len(rare[other]))
            ],
        )
