"""Where texts use the spellings of names: as whole words, with accents and Unicode form folded."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from timeline_tui.model.timeline import Name

# Scripts that write words with no spaces between them, each letter of which counts as a word: Thai and Lao,
# Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
# Neither ASCII, Latin-1 signs nor general punctuation: letters that may have accents.
_LETTERS = re.compile("[^\0-\xbf\u2000-\u206f]")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+")
_MARKS = re.compile("[‘’ʼ´＇]|[‐‑‒–—]|[\xad\u200b]")

# What no sensible file comes near, so that no file can make reading slow: spellings in all, spellings that
# are looked for where one word stands, names that share one spelling.
_MOST = 200_000
_MOST_OF_ONE_WORD = 200
_MOST_NAMESAKES = 20


class Use(NamedTuple):
    """A spelling that a text uses, and a name that it can mean."""

    name: str
    """The id of the name."""
    spelling: str
    """As the file lists it."""


class _Spelling(NamedTuple):
    folded: str
    uses: list[Use]


def fold(text: str) -> str:
    """The text with accents, Unicode form, apostrophes, hyphens and white space made alike; case is kept."""
    if not text.isascii():
        if _LETTERS.search(text):
            text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
        text = _MARKS.sub(_plain, text)
    return " ".join(text.split())


def _plain(mark: re.Match[str]) -> str:
    return "'" if mark[0] in "‘’ʼ´＇" else "-" if mark[0] in "‐‑‒–—" else ""


def words(folded: str) -> list[str]:
    """The words of a folded text."""
    return _WORD.findall(folded)


def spellings(name: Name) -> Iterable[str]:
    """Every spelling of a name once, the timeline's own first."""
    return dict.fromkeys((name.name, *name.also))


class Spellings:
    """Finds the spellings of many names in a text, at a cost that hardly depends on how many there are."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        found: dict[str, _Spelling] = {}
        for use in _listed(names):
            folded = fold(use.spelling)
            uses = found.setdefault(folded, _Spelling(folded, [])).uses
            if len(uses) < _MOST_NAMESAKES:
                uses.append(use)
        self._by_word = _by_rarest_word(found.values())
        self._words = frozenset(self._by_word)

    def found(self, text: str) -> list[Use]:
        """The spellings that the text uses as whole words, each once.

        A spelling inside a longer one does not count: who reads "Vladimir Putin" has not read "Putin", and
        who reads "The Kyiv Independent" has not read of Kyiv.
        """
        folded = fold(text)
        signs = self._words.intersection(_WORD.findall(folded))
        if not signs:
            return []
        held = [spelling for sign in signs for spelling in self._by_word[sign] if spelling.folded in folded]
        uses: list[Use] = []
        for spelling in sorted(held, key=_longest_first):
            rest = _without(folded, spelling.folded)
            if rest is not folded:
                uses += spelling.uses
                folded = rest
        return uses


def _listed(names: Mapping[str, Name]) -> Iterator[Use]:
    left = _MOST
    for key, name in names.items():
        for spelling in spellings(name):
            if not left:
                return
            left -= 1
            yield Use(key, spelling)


def _by_rarest_word(found: Iterable[_Spelling]) -> dict[str, list[_Spelling]]:
    """The spellings by the word that the fewest of them share, so that few are looked at in a text."""
    parts = [(spelling, words(spelling.folded)) for spelling in found]
    counts = Counter(word for _, held in parts for word in set(held))
    by_word: dict[str, list[_Spelling]] = {}
    for spelling, held in parts:
        if held:
            sharing = by_word.setdefault(min(held, key=lambda word: (counts[word], -len(word))), [])
            if len(sharing) < _MOST_OF_ONE_WORD:
                sharing.append(spelling)
    return by_word


def _longest_first(spelling: _Spelling) -> tuple[int, str]:
    return -len(spelling.folded), spelling.folded


def _without(text: str, spelling: str) -> str:
    """The text with a line feed for each whole-word occurrence; the very text where there is none."""
    pieces: list[str] = []
    done = 0
    start = text.find(spelling)
    while start >= 0:
        end = start + len(spelling)
        if _is_edge(text, start) and _is_edge(text, end):
            pieces.append(text[done:start])
            done = end
            start = text.find(spelling, end)
        else:
            start = text.find(spelling, start + 1)
    return "\n".join([*pieces, text[done:]]) if pieces else text


def _is_edge(text: str, at: int) -> bool:
    """Whether a word can begin or end between these two characters."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if not (before.isalnum() or before == "_") or not (after.isalnum() or after == "_"):
        return True
    return _IS_UNSPACED.match(before) is not None or _IS_UNSPACED.match(after) is not None
