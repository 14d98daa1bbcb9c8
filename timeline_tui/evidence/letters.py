"""Where a passage stands in a text of which nothing but letters counts."""

from __future__ import annotations

import re
from itertools import islice

from timeline_tui.evidence.alike import Stretch
from timeline_tui.model.folding import WORD as LETTER
from timeline_tui.model.folding import placed, words

MOST_PLACES = 1000
"""A passage that stands in more places than this needs a prefix, however many more there are."""
_FOLDED_WORD = re.compile(f"{LETTER}+")
ENDS = re.compile(r"(\W*)(.*\w)(\W*)\Z", re.DOTALL)
"""The marks before the first letter, and those behind the last."""


class Letters:
    """A text of which nothing but the letters and digits of its words counts, from word to word."""

    def __init__(self, text: str) -> None:
        """Reads the text, in which places are then given."""
        folded, starts, ends = placed(text)
        self._original = text
        self._begins: dict[int, int] = {}
        """Where each word begins in the text, by where it does among the letters."""
        self._ends: dict[int, int] = {}
        held: list[str] = []
        at = 0
        for word in _FOLDED_WORD.finditer(folded):
            self._begins[at] = starts[word.start()]
            at += len(word[0])
            self._ends[at] = ends[word.end() - 1]
            held.append(word[0])
        self._text = "".join(held)

    def stretches(self, exact: str) -> list[Stretch]:
        """Where the passage stands in the text, whatever stands between its letters."""
        letters = "".join(words(exact))
        found = (match.start() for match in re.finditer(f"(?={letters})", self._text) if letters)
        whole = (at for at in found if at in self._begins and at + len(letters) in self._ends)
        ends = [(self._begins[at], self._ends[at + len(letters)]) for at in islice(whole, MOST_PLACES)]
        return [self._with_marks(exact, *stretch) for stretch in ends]

    def _with_marks(self, exact: str, start: int, end: int) -> Stretch:
        """The stretch with the marks round it that the passage has, too."""
        ours = ENDS.match(exact)
        if ours is None:
            return start, end
        before, after = len(ours[1]), len(ours[3])
        first = start - before if self._original[max(0, start - before) : start] == ours[1] else start
        return first, end + after if self._original.startswith(ours[3], end) else end
