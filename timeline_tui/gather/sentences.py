"""Where the paragraphs and the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from timeline_tui.gather.language import Language


class Slice(NamedTuple):
    """From one place of a text to another, in code points."""

    start: int
    end: int


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# Lines that a program broke are no longer than this, and most of them are nearly as long.
_WRAPPED, _FEWEST = 100, 8
# Where marks repeat, only the first of them is tried, so that a long row of them costs no more than once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s+[\"'“‘„«(\[]*[A-Z0-9\u00c0-\u00de\u0400-\u042f])")
_LAST = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]+\Z")
_FARTHEST_WORD = 12
LONGEST = 6_000
"""Code points of a sentence; what is longer is none, and is cut."""


def paragraphs(text: str) -> list[Slice]:
    """Every line is one, but where a program broke the lines, what blank lines part."""
    found = (_bare(text, match.start(), match.end()) for match in _LINE.finditer(text))
    lines = [Slice(start, end) for start, end in found if start < end]
    if not _is_wrapped(text, lines):
        return lines
    blocks: list[Slice] = []
    for line in lines:
        between = text[blocks[-1].end : line.start] if blocks else ""
        if blocks and between.count("\n") == 1:
            blocks[-1] = Slice(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def _is_wrapped(text: str, lines: list[Slice]) -> bool:
    """Whether a program broke the lines: none is long, and most break off within a sentence."""
    if len(lines) < _FEWEST or max(line.end - line.start for line in lines) > _WRAPPED:
        return False
    within = sum(text[line.end - 1] not in ".!?…:\"'”’»)]" for line in lines)
    return within > len(lines) / 2


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks at its ends."""
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())


def sentences(text: str, where: list[Slice], language: Language) -> Iterator[Slice]:
    """The sentences of the paragraphs, one after the other."""
    for paragraph in where:
        start = paragraph.start
        ends = chain(_ends(text, paragraph, language), (paragraph.end,))
        for end in ends:
            while end - start > LONGEST:
                yield Slice(*_bare(text, start, start + LONGEST))
                start += LONGEST
            if text[start:end].strip():
                yield Slice(*_bare(text, start, end))
            start = end


def _ends(text: str, paragraph: Slice, language: Language) -> Iterator[int]:
    """Where a sentence ends and another one begins."""
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if not _is_short(text, match.start(), language):
            yield match.end()


def _is_short(text: str, stop: int, language: Language) -> bool:
    """Whether the full stop belongs to a word that is cut short: Mr., U.S., J."""
    if text[stop] != ".":
        return False
    word = _LAST.search(text, max(0, stop - _FARTHEST_WORD), stop)
    return word is not None and (
        word[0] in language.shortened or "." in word[0] or (len(word[0]) == 1 and word[0] != "I")
    )
