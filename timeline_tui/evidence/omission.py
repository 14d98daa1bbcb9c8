"""A passage of which not all stands in its text: it leaves out words, or halves one, or has letters alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from timeline_tui.evidence.alike import Stretch, compare, whole, word_over
from timeline_tui.model.folding import WORD as LETTER
from timeline_tui.model.folding import placed, words
from timeline_tui.model.passage_states import Run

# In brackets or not, of dots with spaces between them or without; as a folded text has it.
_ELLIPSIS = r"[\[(]?\s*(?:\.{3,}|\.(?:\s\.){2,})\s*[\])]?"
_JOIN = re.compile(rf"\s*{_ELLIPSIS}\s*")
_OWN = re.compile(rf"\s*(?:{_ELLIPSIS}|[\[(]?[…⋯][\])]?)\s*")
_SHOWN = re.compile(rf"{_ELLIPSIS}|[…⋯]")
_OPENING, _CLOSING = re.compile(rf"\A{_ELLIPSIS}\s*"), re.compile(rf"\s*{_ELLIPSIS}\Z")
_WORD = re.compile(r"\w")
_LINE_END = re.compile(r"[ \t\r]*\n\s*")
# Parts joined by an ellipsis stand at most this far apart, in code points: some ten pages.
_NEAR = 20_000
# Words and code points before a passage and after it that say what an ellipsis at its edge stands for.
_EDGE, _EDGE_LETTERS = 8, 200


class Parts(NamedTuple):
    """A passage between its ellipses."""

    words: tuple[str, ...]
    begins: bool
    """Whether one stands at its beginning."""
    ends: bool

    @property
    def joined(self) -> bool:
        """Whether there is an ellipsis at all, and words beside it."""
        return bool(self.words) and (self.begins or self.ends or len(self.words) > 1)


def parts_of(exact: str) -> Parts:
    """The parts of a passage that is folded."""
    pieces = _JOIN.split(exact)
    parts = tuple(piece for piece in pieces if _WORD.search(piece))
    return Parts(parts, not _WORD.search(pieces[0]), len(pieces) > 1 and not _WORD.search(pieces[-1]))


def context(prefix: str, suffix: str) -> tuple[str, str]:
    """Prefix and suffix that are folded, with no ellipsis where they break off."""
    return _OPENING.sub("", prefix), _CLOSING.sub("", suffix)


def joined(parts: Parts, starts: Mapping[str, Sequence[int]]) -> Iterator[tuple[Stretch, ...]]:
    """The places at which all parts stand in their order, each near the one before."""
    for first in starts[parts.words[0]]:
        found = [(first, first + len(parts.words[0]))]
        for part in parts.words[1:]:
            held, end = starts[part], found[-1][1]
            following = bisect_left(held, end)
            if following == len(held) or held[following] > end + _NEAR:
                break
            found.append((held[following], held[following] + len(part)))
        else:
            yield tuple(found)


class Omission(NamedTuple):
    """What is left out of a text at one place."""

    difference: tuple[Run, ...]
    words: int
    """The words for which an ellipsis within the passage stands."""
    remark: str | None

    @property
    def nothing(self) -> bool:
        """Whether the text has the ellipsis itself, and all words."""
        return all(run.kind == "same" for run in self.difference) and self.remark is None


def omission(text: str, parts: Sequence[Stretch], *, begins: bool = False, ends: bool = False) -> Omission:
    """What the passage leaves out that has these parts; it may begin and end with an ellipsis."""
    entire = [whole(text, *part) for part in parts]
    runs = _before(text, entire[0][0]) if begins else []
    after = _after(text, entire[-1][1]) if ends else []
    sides = [
        side for side, held in (("before it", runs), ("after it", after)) if held and held[0].kind == "text"
    ]
    words = 0
    for number, (part, wide) in enumerate(zip(parts, entire, strict=True)):
        if number:
            gap = text[entire[number - 1][1] : wide[0]]
            runs += _left_out(gap)
            words += sum(bool(_WORD.search(word)) for word in gap.split())
        runs += (
            [Run("same", text[slice(*part)])]
            if part == wide
            else compare(text[slice(*part)], text[slice(*wide)])[0]
        )
    halved = (one for part, wide in zip(parts, entire, strict=True) for one in _halved(text, part, wide))
    return Omission((*runs, *after), words, _remark(list(dict.fromkeys(halved)), sides))


def _left_out(gap: str) -> list[Run]:
    """What stands where the passage has an ellipsis, which may be one of the text's own."""
    if _WORD.search(gap):
        return [Run("text", gap)]
    return [Run("same", gap), *([] if _OWN.fullmatch(gap) else [Run("passage", "… ")])]


def _halved(text: str, part: Stretch, wide: Stretch) -> Iterator[str]:
    """The words of the text that the part has only a half of."""
    for place, end in zip(part, wide, strict=True):
        found = word_over(text, place)
        if place != end and found is not None:
            yield _LINE_END.sub(" ", text[slice(*found)])


def _before(text: str, start: int) -> list[Run]:
    if not _WORD.search(text, 0, start):
        return _standing_for_none(text[:start])
    return [Run("text", " ".join(text[max(0, start - _EDGE_LETTERS) : start].split()[-_EDGE:]) + " ")]


def _after(text: str, end: int) -> list[Run]:
    if not _WORD.search(text, end):
        return _standing_for_none(text[end:])
    return [Run("text", " " + " ".join(text[end : end + _EDGE_LETTERS].split()[:_EDGE]))]


def _standing_for_none(edge: str) -> list[Run]:
    """An ellipsis beyond which there are no words, and which may be one of the text's own."""
    return [Run("same", edge)] if _SHOWN.search(edge) else [Run("passage", " … ")]


def _remark(in_two: Sequence[str], sides: Sequence[str]) -> str | None:
    said = [f"an ellipsis stands for the words {' and '.join(sides)}"] if sides else []
    said += [f"a word is taken in two: {', '.join(in_two)}"] if in_two else []
    return "; ".join(said) or None


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
