"""The words of a sentence, without what stands in quotation marks or in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.gather.language import Language
from timeline_tui.gather.sentences import Slice

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_ASIDE = re.compile(r"\([^()\n]{1,60}\)")
CLITIC = re.compile(r"['’][^\W\d_]{0,2}\Z")
"""What is written behind a word as a part of it: he's, who've, Clinton's."""


class SentenceWord(NamedTuple):
    """A word of a sentence."""

    start: int
    end: int
    written: str
    small: str
    """In small letters."""


def shown_words(
    text: str, sentence: Slice, hidden: Sequence[Slice], language: Language
) -> list[SentenceWord]:
    """The words of a sentence that stand in no marks; none where no verb of speech is among them."""
    parts = list(_shown(text, sentence, hidden))
    said = (_WORD.findall(text[part.start : part.end].lower()) for part in parts)
    if not any(
        not language.verbs.keys().isdisjoint(words) or not language.source_words.isdisjoint(words)
        for words in said
    ):
        return []
    return [_word(match) for part in parts for match in _WORD.finditer(text, part.start, part.end)]


def _word(match: re.Match[str]) -> SentenceWord:
    written = match[0]
    small = written.lower()
    if "'" in small or "’" in small:
        small = CLITIC.sub("", small)
    return SentenceWord(match.start(), match.end(), written, small)


def _shown(text: str, sentence: Slice, hidden: Sequence[Slice]) -> Iterator[Slice]:
    """The parts of a sentence between quotation marks, and between what stands in brackets."""
    aside = [Slice(*match.span()) for match in _ASIDE.finditer(text, sentence.start, sentence.end)]
    start = sentence.start
    for one in sorted((*hidden, *aside)) if aside else hidden:
        if one.start > start:
            yield Slice(start, one.start)
        start = max(start, one.end)
    if start < sentence.end:
        yield Slice(start, sentence.end)
