"""A text with quotation marks, dashes, spaces and Unicode form made alike, and the way back to its places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_ALIKE = str.maketrans(dict.fromkeys('‘’‚‛′‹›`´ʼ“”„‟″«»〝〞＂"', "'") | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
# Characters that are not seen at all: zero-width spaces and joiners, the byte-order mark, the soft hyphen.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# All places where folding may change a length: spaces, unseen characters, a letter with combining marks,
# Hangul in parts, and the letters that NFC always replaces.
_UNEVEN = re.compile(
    r"\s+|[\xad\u200b-\u200d\u2060\ufeff]+"
    r"|.[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u093c\u09bc\u3099\u309a]+"
    r"|[\u1100-\u11ff]{2,}|[\u0374\u037e\u2126\u212a\u212b\uf900-\ufaff]"
)


class Folded:
    """A text folded for comparison, with the place in the original of every place in it."""

    def __init__(self, original: str) -> None:
        pieces: list[str] = []
        self._folded_at = [0]
        self._original_at = [0]
        done = length = 0
        for match in _UNEVEN.finditer(original):
            folded = _fold(match[0])
            if len(folded) == len(match[0]) == 1:
                continue
            before = original[done : match.start()]
            pieces += before, folded
            length += len(before)
            self._mark(length, match.start())
            length += len(folded)
            done = match.end()
            self._mark(length, done)
        pieces.append(original[done:])
        self.text = re.sub(r"\s", " ", "".join(pieces)).translate(_ALIKE)

    def _mark(self, folded: int, original: int) -> None:
        self._folded_at.append(folded)
        self._original_at.append(original)

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
    return unicodedata.normalize("NFC", piece).translate(_UNSEEN)
