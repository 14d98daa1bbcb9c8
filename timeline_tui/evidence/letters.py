"""Where a text has the letters and digits of a passage, whatever their form and what stands between them."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator

from timeline_tui.evidence.boundaries import Stretch
from timeline_tui.evidence.places import places


class Letters:
    """A text of which nothing but letters and digits counts."""

    def __init__(self, text: str) -> None:
        """Reads the text, from which places are then given."""
        self._at = array("q", [0])
        shown = [" "]
        for character, place in _shown(f"{text} "):
            if character != " " or shown[-1] != " ":
                shown.append(character)
                self._at.append(place)
        self._text = "".join(shown)

    def stretches(self, exact: str) -> list[Stretch]:
        """Where the words of a passage stand, in the text that was given."""
        words = "".join(character for character, _ in _shown(exact)).split()
        needle = f" {' '.join(words)} " if words else ""
        found = places(self._text, [needle])[needle]
        return [(self._at[start + 1], self._at[start + len(needle) - 2] + 1) for start in found]


def _shown(text: str) -> Iterator[tuple[str, int]]:
    """Each letter and digit in its plainest form, with its place; a space for all else."""
    for place, character in enumerate(text):
        for one in unicodedata.normalize("NFKC", character).casefold():
            yield (one if one.isalnum() else " "), place
