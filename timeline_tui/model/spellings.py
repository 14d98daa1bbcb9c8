"""Where texts use the spellings of names: as whole words, with accents and Unicode form folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.model.folding import alike, cased, cased_words, likest
from timeline_tui.model.timeline import Name

# What no sensible file comes near, so that no file can make reading slow: spellings in all, spellings that
# are looked for where one word stands, names that share one spelling.
_MOST = 200_000
_MOST_OF_ONE_WORD = 200
_MOST_NAMESAKES = 20


class NameUse(NamedTuple):
    """A spelling that a text uses, and a name that it can mean."""

    name: str
    """The id of the name."""
    spelling: str
    """As the file lists it."""


class _Spelling(NamedTuple):
    folded: str
    words: tuple[str, ...]
    uses: list[NameUse]


class _Lead(NamedTuple):
    """A spelling, where one of its words stands in it."""

    offset: int
    spelling: _Spelling


def spellings(name: Name) -> Iterable[str]:
    """Every spelling of a name once, the timeline's own first."""
    return dict.fromkeys((name.name, *name.also))


def spelled(text: str, names: Mapping[str, Name]) -> list[str]:
    """The ids of the names that the text is, or is a spelling of, whatever its case and accents."""
    if text in names:
        return [text]
    sought = alike(text)
    return [
        key
        for key, name in names.items()
        if any(alike(spelling) == sought for spelling in (key, *spellings(name)))
    ]


def meant(text: str, names: Mapping[str, Name]) -> str:
    """The id, or that of the one name that the text is a spelling of where it is no id."""
    found = [] if text in names else spelled(text, names)
    return found[0] if len(found) == 1 else text


def likest_names(text: str, names: Mapping[str, Name]) -> list[str]:
    """Spellings that may have been meant where none is meant, the likest first."""
    return likest(text, (spelling for name in names.values() for spelling in spellings(name)))


class Spellings:
    """Finds the spellings of many names in a text, at a cost that hardly depends on how many there are."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        found: dict[str, _Spelling] = {}
        for use in _listed(names):
            folded = cased(use.spelling)
            spelling = found.get(folded)
            if spelling is None:
                spelling = found[folded] = _Spelling(folded, tuple(cased_words(folded)), [])
            if len(spelling.uses) < _MOST_NAMESAKES:
                spelling.uses.append(use)
        self._leads = _by_rarest_word(found.values())
        self._signs = frozenset(self._leads)

    def found(self, text: str) -> list[NameUse]:
        """The spellings that the text uses as whole words, each once.

        A spelling inside a longer one does not count: who reads "Vladimir Putin" has not read "Putin", and
        who reads "The Kyiv Independent" has not read of Kyiv.
        """
        held = cased_words(text)
        if self._signs.isdisjoint(held):
            return []
        places = [
            (-len(spelling.words), start, spelling)
            for at, word in enumerate(held)
            if word in self._leads
            for offset, spelling in self._leads[word]
            if (start := at - offset) >= 0 and _stands(spelling, held, start, text)
        ]
        return places[0][2].uses if len(places) == 1 else _longest(places)


def _stands(spelling: _Spelling, held: Sequence[str], start: int, text: str) -> bool:
    """Whether the spelling stands there; where it is more than one word, with its own marks between them."""
    if len(spelling.words) == 1 and spelling.words[0] == spelling.folded:
        return True
    return tuple(held[start : start + len(spelling.words)]) == spelling.words and spelling.folded in cased(
        text
    )


def _longest(places: list[tuple[int, int, _Spelling]]) -> list[NameUse]:
    """What is used where of two spellings that share a word only the longer counts."""
    taken: set[int] = set()
    uses: dict[NameUse, None] = {}
    for length, start, spelling in sorted(places):
        here = range(start, start - length)
        if taken.isdisjoint(here):
            taken.update(here)
            uses.update(dict.fromkeys(spelling.uses))
    return list(uses)


def _listed(names: Mapping[str, Name]) -> Iterator[NameUse]:
    left = _MOST
    for key, name in names.items():
        for spelling in spellings(name):
            if not left:
                return
            left -= 1
            yield NameUse(key, spelling)


def _by_rarest_word(found: Iterable[_Spelling]) -> dict[str, list[_Lead]]:
    """The spellings by the word that the fewest of them share, so that few are looked at in a text."""
    found = list(found)
    counts = Counter(word for spelling in found for word in set(spelling.words))
    leads: dict[str, list[_Lead]] = {}
    for spelling in found:
        if spelling.words:
            rarest = min(spelling.words, key=lambda word: (counts[word], -len(word)))
            sharing = leads.setdefault(rarest, [])
            if len(sharing) < _MOST_OF_ONE_WORD:
                sharing.append(_Lead(spelling.words.index(rarest), spelling))
    return leads
