"""A selection in a text: a stretch of whole words, of which one end is moved."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from timeline_tui.model.folding import UNSPACED

Stretch = tuple[int, int]
# Letters that stand with no spaces between them are words of their own.
_UNSPACED = re.compile(f"[{UNSPACED}]")
_JOINS = frozenset("'’ʼ-‐‑\u200c\u200d\xad")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|(?<=[。！？])|\s*\n\s*\n|\Z")
_LONGEST_WORD = 200


class Selection(NamedTuple):
    """Two ends, each of them a word; what lies between them is selected."""

    anchor: Stretch
    head: Stretch
    """The end that moves."""
    marked: bool = False
    """Whether moving makes it longer."""

    @property
    def stretch(self) -> Stretch:
        """What is selected."""
        return min(self.anchor[0], self.head[0]), max(self.anchor[1], self.head[1])

    def to(self, head: Stretch, *, extend: bool) -> Selection:
        """With the moving end there; the other one follows, unless it is to become longer."""
        return self._replace(anchor=self.anchor if extend or self.marked else head, head=head)

    def turned(self) -> Selection:
        """With the other end moving."""
        return self._replace(anchor=self.head, head=self.anchor)


class SelectedText(NamedTuple):
    """What is selected in the text of a source."""

    source: str
    text: str
    """The whole text of the source."""
    selection: Selection

    @property
    def stretch(self) -> Stretch:
        """What is selected, without the white space at its ends."""
        start, end = self.selection.stretch
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    @property
    def exact(self) -> str:
        """The passage, letter for letter."""
        start, end = self.stretch
        return self.text[start:end]


def word_at(text: str, place: int) -> Stretch | None:
    """The word at a place or else the next one; None where only white space follows."""
    while place < len(text) and text[place].isspace():
        place += 1
    if place >= len(text):
        return None
    start = end = place
    while start > 0 and place - start < _LONGEST_WORD and _joined(text, start):
        start -= 1
    end += 1
    while end < len(text) and end - place < _LONGEST_WORD and _joined(text, end):
        end += 1
    return start, end


def word_beside(text: str, word: Stretch, direction: int) -> Stretch:
    """The next word or the one before; the same where there is none."""
    if direction > 0:
        return word_at(text, word[1]) or word
    place = word[0] - 1
    while place >= 0 and text[place].isspace():
        place -= 1
    return (word_at(text, place) or word) if place >= 0 else word


def sentence_end(text: str, place: int) -> int:
    """Where the sentence ends that goes on at a place, its full stop and quotation marks included."""
    while place < len(text) and text[place].isspace():
        place += 1
    found = _SENTENCE_END.search(text, place + 1)
    if found is None:
        return len(text)
    return found.start() if found[0].isspace() or not found[0] else found.end()


def sentence_start(text: str, place: int) -> int:
    """Where the sentence begins that a place stands in, or the one before where one begins at it."""
    first = max(0, place - 5000)
    start = first
    for found in _SENTENCE_END.finditer(text, first, place):
        after = found.end()
        while after < place and text[after].isspace():
            after += 1
        if after < place:
            start = after
    return start


def _joined(text: str, place: int) -> bool:
    """Whether the letter here goes on with the word before it."""
    before, here = text[place - 1], text[place]
    if _is_mark(here):
        return not before.isspace()
    if _UNSPACED.match(before) or _UNSPACED.match(here):
        return False
    after = text[place + 1] if place + 1 < len(text) else " "
    if here in _JOINS:
        return _is_letter(before) and _is_letter(after)
    if not _is_letter(here):
        return False
    two_before = text[place - 2] if place > 1 else " "
    return _is_letter(before) or _is_mark(before) or (before in _JOINS and _is_letter(two_before))


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _is_mark(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter)[0] == "M"
