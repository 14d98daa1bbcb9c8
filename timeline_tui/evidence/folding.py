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
MARKS = "‘’‚‛′‹›`´ʼ“”„‟″«»〝〞\"'"
"""Quotation marks, and what stands for one."""
_DASHES = "‐‑‒–—―−﹘﹣－\\-"
_ALIKE = str.maketrans(
    dict.fromkeys(MARKS, "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | dict.fromkeys(f"{_SPACES}\u2028\u2029\u202f\u205f\u3000", " ")
)
# Characters that are not seen at all: zero-width spaces and joiners, direction marks, the soft hyphen.
_UNSEEN = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_HIDE = dict.fromkeys(
    (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
# Ligatures, letters of full or half width, and Arabic letters by their place in a word.
_FORMS = "ſĳĲ\ufb00-\ufd3d\ufd50-\ufdff\ufe70-\ufefc\uff01-\uffdc"
# A minus sign stays with its number; else the spaces at a dash say nothing, nor do those within guillemets.
# Each way begins with a set of characters, which is what makes it fast.
_AT_SPACE = (
    rf"\s(?=[\s{_DASHES}»›])(?:(?P<minus>(?<!\d\s)\s*[–−\-](?=\d))|(?P<dash>\s*[{_DASHES}]+\s*)"
    r"|(?P<mark>\s*[»›](?!\w))|\s+)"
)
_LETTER = r"[^\W\d_]"
# Behind a letter, at the end of a line: a soft hyphen, or the sign that OCR writes for one.
SOFT_HYPHENS = "\xad¬"
_BROKEN = rf"(?P<broken>(?<={_LETTER}[{SOFT_HYPHENS}])[ \t\r]*\n\s*(?={_LETTER}))"
_AT_SIGN = (
    rf"[{_DASHES}{MARKS}{_UNSEEN}{_FORMS}…⋯¬](?:{_BROKEN}|(?<=[{_DASHES}])(?P<dashes>[{_DASHES}]+\s*|\s+)"
    rf"|(?<=[{MARKS}])(?P<marks>[{MARKS}]+|(?<![^\s(\[][«‹])(?<=[«‹])\s+)"
    rf"|(?<=[{_UNSEEN}])[{_UNSEEN}]*|(?<=[{_FORMS}])[{_FORMS}]*|(?<=[…⋯]))"
)
_PIECES = f"{_AT_SPACE}|{_AT_SIGN}"
_LENGTHS = re.compile(_PIECES)
# Within a word, as a dash of whatever sort at the end of a line makes it.
_HYPHEN = rf"(?P<hyphen>(?<={_LETTER})[‐‑\-]\s*(?={_LETTER}))"
# Pieces are joined in blocks: a text of nothing but double spaces has as many of them as words.
_BLOCK = 10_000


class Folded:
    """A text folded for comparison, with the place in the original of every place in it."""

    def __init__(self, original: str, *, hyphens: bool = True) -> None:
        """Without `hyphens`, those within words are left out: the end of a line may have brought them."""
        self.hyphens = hyphens
        # After each stretch that changed its length: the place in the folded text, and in the original.
        self._folded_at = array("q", [0])
        self._original_at = array("q", [0])
        composed = original.isascii() or unicodedata.is_normalized("NFC", original)
        pattern = _LENGTHS if composed else _uneven()
        if not hyphens:
            pattern = re.compile(f"{_HYPHEN}|{pattern.pattern}", re.DOTALL)
        blocks: list[str] = []
        pieces: list[str] = []
        done = length = 0
        for match in pattern.finditer(original):
            folded = _folded(match)
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

    def place(self, original: int) -> int:
        """The place in the folded text of a place in the original."""
        step = bisect_right(self._original_at, original) - 1
        start = self._folded_at[step] + original - self._original_at[step]
        return min(start, self._folded_at[step + 1]) if step + 1 < len(self._folded_at) else start


def _folded(match: re.Match[str]) -> str:
    """What stands for a piece; of several marks or dashes that stand together, one."""
    piece, kind = match[0], match.lastgroup
    if kind is not None:
        return _STANDS_FOR[kind]
    if piece.isspace():
        return " "
    if piece in "…⋯":
        return "..."
    shown = unicodedata.normalize("NFKC" if _has_forms(piece) else "NFC", piece)
    return shown.translate(_HIDE)


_STANDS_FOR = {
    "minus": " -",
    "dash": "-",
    "dashes": "-",
    "mark": "'",
    "marks": "'",
    "hyphen": "",
    "broken": "",
}
_has_forms = re.compile(f"[{_FORMS}]").match


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
    return re.compile(rf"{_PIECES}|[^{joins}][{joins}]+|[{changed}]|(?<!.)[{joins}]+", re.DOTALL)


def _class(codes: set[int]) -> str:
    return "".join(re.escape(chr(code)) for code in sorted(codes))
