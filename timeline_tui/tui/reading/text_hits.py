"""What is looked for in a text that may be long: found a part at a time, from where the reader is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from timeline_tui.tui.presentation.hits import Spans

_PART = 200_000
"""Code points that are looked through at a time."""
_OVERLAP = 2000
"""Code points by which a hit may reach into the next part."""
Hit = tuple[int, int]
GoOn = Callable[[int], bool]
"""Told before each part how many code points are looked through; whether to look on."""


def spans_of_words(words: str) -> Spans:
    """Finds words as they were typed, in large or small letters and over the ends of lines."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    return lambda text: [found.span() for found in pattern.finditer(text) if found[0]]


class TextHits:
    """The hits in one text, in code points of it."""

    def __init__(self, text: str, spans: Spans) -> None:
        self._text = text
        self._spans = spans

    def after(self, place: int, go_on: GoOn = lambda done: True) -> Hit | None:
        """The first hit that begins here or later; none where it was told to stop."""
        for start in range(place, len(self._text), _PART):
            if not go_on(start - place):
                return None
            if hits := self.within(start, start + _PART):
                return hits[0]
        return None

    def before(self, place: int, go_on: GoOn = lambda done: True) -> Hit | None:
        """The last hit that ends here or earlier; none where it was told to stop."""
        for end in range(place, 0, -_PART):
            if not go_on(place - end):
                return None
            hits = [hit for hit in self.within(max(0, end - _PART), end) if hit[1] <= place]
            if hits:
                return hits[-1]
        return None

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits that begin between two places."""
        return list(self._within(start, min(end, len(self._text))))

    def _within(self, start: int, end: int) -> Iterator[Hit]:
        # What stands before decides whether a word begins here.
        first = max(0, start - _OVERLAP)
        for low, high in self._spans(self._text[first : end + _OVERLAP]):
            if start <= first + low < end:
                yield first + low, first + high
