"""Texts as search compares them: without case, accents and compatibility forms, as words in a row.

A word is a run of letters and digits of any script. Of scripts that write with no spaces between words, each
letter is a word of its own, and so is each symbol such as an emoji.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

# All but what is not one: as a range up to the last character it takes a hundred times as long to compile.
WORD: Final = r"[^\0-/:-`{-\x7f]"
"""A letter of a word in a text that was folded: 0 to 9, a to z, and whatever is not ASCII."""

_WORDS = re.compile(f"{WORD}+")
# Thai and Lao, Tibetan, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Accents, the vowel points of Hebrew and Arabic, the line that stretches Arabic words, the styles of emoji.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
# What no decomposition knows to be a letter with something added.
_ALIKE = {
    **dict(zip("ıłøđðħŧɨƀǥ", "iloddhtibg", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ʼ": " ",
    "ʹ": " ",
}
# So that no text can fill the memory with the letters of all scripts.
_MOST_KNOWN = 20_000


class _Letters(dict[int, str]):
    """What becomes of each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _letter(chr(code))
        if len(self) < _MOST_KNOWN:
            self[code] = folded
        return folded


def _letter(character: str) -> str:
    if not unicodedata.is_normalized("NFKC", character):
        return unicodedata.normalize("NFKC", character).translate(_LETTERS)
    if character in _ALIKE or _ACCENTS.match(character):
        return _ALIKE.get(character, "")
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "So" or _UNSPACED.match(character):
        return f" {character} "
    if category[0] not in "LMN":
        return " "
    return "".join(map(_part, _decomposed(_decomposed(character).casefold())))


def _decomposed(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def _part(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    return _ALIKE.get(character, character) if unicodedata.category(character)[0] in "LMN" else " "


_LETTERS = _Letters({code: chr(code) for code in range(1, 128)} | {0: " "})


def folded(text: str) -> str:
    """The text with its words as search compares them, but for the case of ASCII; nothing private is left."""
    if text.isascii():
        return text.replace("\0", " ")
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORDS.findall(folded(text).lower())


def alike(text: str) -> str:
    """Equal for texts that are the same to search; what has no words is only like itself."""
    return " ".join(words(text)) or text


class Placed(NamedTuple):
    """A text folded to lower case, with the place in the original that each of its characters comes from."""

    text: str
    starts: list[int] | range
    ends: list[int] | range


def placed(text: str) -> Placed:
    """The folded text with its places; a character that becomes two, or two that become one, count whole."""
    if text.isascii():
        return Placed(folded(text).lower(), range(len(text)), range(1, len(text) + 1))
    letters = [_LETTERS[ord(one)] for one in text]
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
    return Placed("".join(pieces), starts, ends)


def _placed_by_letter(letters: list[str]) -> Placed:
    """What becomes of each character of a text, none of which joins the one before it."""
    text = "".join(letters).lower()
    if len(text) == len(letters):
        return Placed(text, range(len(text)), range(1, len(text) + 1))
    starts = [place for place, letter in enumerate(letters) for _ in letter]
    return Placed(text, starts, [start + 1 for start in starts])


@cache
def _clusters() -> re.Pattern[str]:
    """Stretches that fold each by itself: ASCII, or a character with all that can join it."""
    marks = (code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M")
    # The later parts of Hangul syllables, and the half-width signs of kana.
    hangul = (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3), *range(0x314F, 0x3164), *range(0xFFC2, 0xFFDD))
    joining = "".join(map(chr, (*marks, *hangul, 0xFF9E, 0xFF9F)))
    joins = f"[{joining}\U000e0100-\U000e01ef]"
    return re.compile(rf"(?s:[\0-\x7f]+(?!{joins})|.{joins}*)")
