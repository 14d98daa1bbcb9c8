"""A text with quotation marks, dashes, spaces and Unicode form made alike, and the way back to its places."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import cache

_SPACES = "".join(
    map(chr, (*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)))
)
_ALIKE = str.maketrans(
    dict.fromkeys('‘’‚‛′‹›`´ʼ“”„‟″«»〝〞＂"', "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys(f"{_SPACES}\u2028\u2029\u202f\u205f\u3000", " ")
)
# Characters that are not seen at all: zero-width spaces and joiners, the byte-order mark, the soft hyphen.
_UNSEEN = "\xad\u200b-\u200d\u2060\ufeff"
_HIDE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_LENGTHS = re.compile(rf"\s{{2,}}|[{_UNSEEN}]+")
# Pieces are joined in blocks: a text of nothing but double spaces has as many of them as words.
_BLOCK = 10_000


class Folded:
    """A text folded for comparison, with the place in the original of every place in it."""

    def __init__(self, original: str) -> None:
        # After each stretch that changed its length: the place in the folded text, and in the original.
        self._folded_at = array("q", [0])
        self._original_at = array("q", [0])
        composed = original.isascii() or unicodedata.is_normalized("NFC", original)
        blocks: list[str] = []
        pieces: list[str] = []
        done = length = 0
        for match in (_LENGTHS if composed else _uneven()).finditer(original):
            folded = _fold(match[0])
            if folded == match[0]:
                continue
            pieces += original[done : match.start()], folded
            length += match.start() - done + len(folded)
            done = match.end()
            self._folded_at.append(length)
            self._original_at.append(done)
            if len(pieces) > _BLOCK:
                blocks.append("".join(pieces))
                pieces.clear()
        self.text = "".join((*blocks, *pieces, original[done:])).translate(_ALIKE)

    def original(self, place: int) -> int:
        """The place in the original, in code points, of a place in the folded text."""
        step = bisect_right(self._folded_at, place) - 1
        start = self._original_at[step] + place - self._folded_at[step]
        if step + 1 < len(self._original_at):
            return min(start, self._original_at[step + 1])
        return start


def _fold(piece: str) -> str:
    if piece.isspace():
        return " "
    return unicodedata.normalize("NFC", piece).translate(_HIDE)


@cache
def _uneven() -> re.Pattern[str]:
    """The stretches of a text that change when it is composed, beside spaces and unseen characters.

    Each is a character with those after it that can join it: combining marks, the vowel signs of Indic
    scripts, the parts of Hangul. Finding out which these are takes a while, and few texts need it.
    """
    joining, replaced = {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}, set()
    for code in range(0xA0, 0x20000):
        character = chr(code)
        if unicodedata.combining(character):
            joining.add(code)
        parts = unicodedata.decomposition(character).split()
        if parts and not parts[0].startswith("<"):
            joining.update(int(part, 16) for part in parts[1:])
            if unicodedata.normalize("NFC", character) != character:
                replaced.add(code)
    joins, changed = _class(joining), _class(replaced | set(range(0x2F800, 0x2FA20)))
    return re.compile(rf"\s{{2,}}|[{_UNSEEN}]+|[^{joins}][{joins}]+|[{changed}]|(?<!.)[{joins}]+", re.DOTALL)


def _class(codes: set[int]) -> str:
    return "".join(re.escape(chr(code)) for code in sorted(codes))
