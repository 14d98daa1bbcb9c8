"""Texts made alike: what a word is, which word is most like another, and where texts spell names.

A word is a run of letters and digits of any script. Of scripts that write with no spaces between words, each
letter is a word of its own, and so is each symbol such as an emoji. Accents and compatibility forms are no
difference anywhere; case is none to search.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Name

# All but what is not one: as a range up to the last character it takes a hundred times as long to compile.
WORD: Final = r"[^\0-/:-@[-`{-\x7f]"
"""A letter of a word in a text that was folded: 0 to 9, a to z, and whatever is not ASCII."""
UNSPACED: Final = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Scripts that write words with no spaces between them, for a set of characters in a pattern.

Thai and Lao, Tibetan, Burmese, Khmer, kana and Han.
"""

_WORDS = re.compile(f"{WORD}+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
# Accents, the vowel points of Hebrew and Arabic, the line that stretches Arabic words, the styles of emoji.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
# What no decomposition knows to be a letter with something added.
_SMALL = {**dict(zip("łøđðħŧɨƀǥ", "loddhtibg", strict=True)), "æ": "ae", "œ": "oe", "þ": "th"}
_ALIKE = _SMALL | {letter.upper(): plain.upper() for letter, plain in _SMALL.items()} | {"ı": "i"}
_MARKS = dict.fromkeys("‘’ʼʹ´＇", "'") | dict.fromkeys("‐‑‒–—−", "-")
_OTHER_MARK = '"'
# So that no text can fill the memory with the letters of all scripts.
_MOST_KNOWN = 20_000


Fold = Callable[[str], str]
"""Makes texts alike that are to be taken for the same."""


class _Letters(dict[int, str]):
    """What becomes of each character, found out when it is first met."""

    def __init__(self, fold: Fold) -> None:
        super().__init__({code: chr(code) for code in range(1, 128)} | {0: " "})
        self._fold = fold

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        if len(self) < _MOST_KNOWN:
            self[code] = folded
        return folded


def _cased(character: str) -> str:
    """What becomes of a character of which the case counts and, of marks, which one it is."""
    if character in _MARKS:
        return _MARKS[character]
    if not unicodedata.is_normalized("NFKC", character):
        return unicodedata.normalize("NFKC", character).translate(_CASED)
    category = unicodedata.category(character)
    if category == "Cf" or _ACCENTS.match(character):
        return ""
    if category == "So" or _IS_UNSPACED.match(character):
        return f" {character} "
    if category[0] not in "LMN":
        return _OTHER_MARK if category[0] in "PS" else " "
    return "".join(_ALIKE.get(part, part) for part in _decomposed(character))


def _searched(character: str) -> str:
    """What becomes of a character to search, which knows neither case nor marks."""
    if not unicodedata.is_normalized("NFKC", character):
        return unicodedata.normalize("NFKC", character).translate(_SEARCHED)
    cased = _cased(character)
    # What is a word by itself stays whole: が is not か.
    return cased if cased[:1] == " " else "".join(map(_part, _decomposed(cased.casefold())))


def _decomposed(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def _part(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    return character


_CASED, _SEARCHED = _Letters(_cased), _Letters(_searched)


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def folded(text: str) -> str:
    """The text with its words as search compares them, but for the case of ASCII; nothing private is left."""
    return text.replace("\0", " ") if text.isascii() else _composed(text).translate(_SEARCHED)


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORDS.findall(folded(text).lower())


def alike(text: str) -> str:
    """Equal for texts that are the same to search; what has no words is only like itself."""
    return " ".join(words(text)) or text


def cased(text: str) -> str:
    """The text with accents, forms, apostrophes, hyphens and white space made alike; its case is kept."""
    return " ".join((text if text.isascii() else _composed(text).translate(_CASED)).split())


# For text that is nothing but ASCII: every byte that stands in no word becomes a space.
_BREAKS = bytes(code if chr(code).isalnum() or code > 0x7F else 0x20 for code in range(256))
_TYPOGRAPHY = re.compile("[\xa0\xab\xb7\xbb\u2010-\u2029\u2030-\u205e]+")


# Whoever looks for names in a passage and whoever looks for misspelled ones ask one after the other.
@lru_cache(maxsize=32)
def cased_words(text: str) -> Sequence[str]:
    """The words of a text, which are the same as those of search but for their case."""
    if not text.isascii():
        text = _TYPOGRAPHY.sub(" ", text)
        if not text.isascii():
            return _WORDS.findall(_composed(text).translate(_CASED))
    return text.encode().translate(_BREAKS).decode().split()


class PlacedText(NamedTuple):
    """A text folded to lower case, with the place in the original that each of its characters comes from."""

    text: str
    starts: list[int] | range
    ends: list[int] | range


def placed(text: str) -> PlacedText:
    """The folded text with its places; a character that becomes two, or two that become one, count whole."""
    if text.isascii():
        return PlacedText(folded(text).lower(), range(len(text)), range(1, len(text) + 1))
    letters = [_SEARCHED[ord(one)] for one in text]
    # Most texts fold letter by letter to the same; what finds the letters that join takes longer to make.
    if "" not in letters and unicodedata.is_normalized("NFC", text) and "".join(letters) == folded(text):
        return _placed_by_letter(letters)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _clusters().finditer(text):
        start, end = match.span()
        piece = folded(match[0]).lower()
        pieces.append(piece)
        if end - start == len(piece) and match[0].isascii():
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    return PlacedText("".join(pieces), starts, ends)


def _placed_by_letter(letters: list[str]) -> PlacedText:
    """What becomes of each character of a text, none of which joins the one before it."""
    text = "".join(letters).lower()
    if len(text) == len(letters):
        return PlacedText(text, range(len(text)), range(1, len(text) + 1))
    starts = [place for place, letter in enumerate(letters) for _ in letter]
    return PlacedText(text, starts, [start + 1 for start in starts])


@cache
def _clusters() -> re.Pattern[str]:
    """Stretches that fold each by itself: ASCII, or a character with all that can join it."""
    marks = (code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M")
    # The later parts of Hangul syllables, and the half-width signs of kana.
    hangul = (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3), *range(0x314F, 0x3164), *range(0xFFC2, 0xFFDD))
    joining = "".join(map(chr, (*marks, *hangul, 0xFF9E, 0xFF9F)))
    joins = f"[{joining}\U000e0100-\U000e01ef]"
    return re.compile(rf"(?s:[\0-\x7f]+(?!{joins})|.{joins}*)")


_LONGEST = 80
_MOST = 3
# Where only one is told, it must be surer.
_LIKE, _LIKE_OF_ONE = 0.6, 0.7
_MOST_COMPARED = 20_000


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is."""
    return next(iter(_found(word, known, 1, _LIKE_OF_ONE)), None)


def likest(word: str, known: Iterable[str]) -> list[str]:
    """The few known words that are most like this one, the likest first."""
    return _found(word, known, _MOST, _LIKE)


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


# What no sensible file comes near, so that no file can make reading slow: spellings in all, spellings that
# are looked for where one word stands, names that share one spelling.
_MOST_SPELLINGS = 200_000
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


def name_meant(text: str, names: Mapping[str, Name]) -> str:
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
    left = _MOST_SPELLINGS
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
