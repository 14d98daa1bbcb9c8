"""Where a text has the letters and digits of a passage, whatever their form and what stands between them."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator
from itertools import islice

from timeline_tui.evidence.boundaries import Stretch
from timeline_tui.evidence.walk import MOST_PLACES


class Letters:
    """A text of which nothing but letters and digits counts, from word to word."""

    def __init__(self, text: str) -> None:
        """Reads the text, in which places are then given."""
        self._at = array("q")
        self._begins = bytearray()
        """Whether a word begins at the letter; one more for the end of the text."""
        shown: list[str] = []
        begins = True
        for character, place in _plain(text):
            if character.isalnum():
                shown.append(character)
                self._at.append(place)
                self._begins.append(begins)
            begins = not character.isalnum()
        self._begins.append(True)
        self._text = "".join(shown)

    def stretches(self, exact: str) -> list[Stretch]:
        """Where the passage stands in the text."""
        letters = "".join(character for character, _ in _plain(exact) if character.isalnum())
        return list(islice(self._found(letters), MOST_PLACES))

    def _found(self, letters: str) -> Iterator[Stretch]:
        start = self._text.find(letters) if letters else -1
        while start >= 0:
            end = start + len(letters)
            if self._begins[start] and self._begins[end]:
                yield self._at[start], self._at[end - 1] + 1
            start = self._text.find(letters, start + 1)


def _plain(text: str) -> Iterator[tuple[str, int]]:
    """Each character in its plainest form, with its place."""
    for place, character in enumerate(text):
        for one in unicodedata.normalize("NFKC", character).casefold():
            yield one, place
