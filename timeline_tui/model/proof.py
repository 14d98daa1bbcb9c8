"""What became of one passage: its state, its place in the text, and what differs."""

from __future__ import annotations

from typing import Literal, NamedTuple

State = Literal["verbatim", "normalised", "cut", "altered", "not found", "no text held"]

STATES: tuple[State, ...] = ("verbatim", "normalised", "cut", "altered", "not found", "no text held")
"""From proven to unproven."""
PROVEN: frozenset[State] = frozenset(("verbatim", "normalised"))
"""Those of a passage that stands in its text whole."""
FAULTY: tuple[State, ...] = ("not found", "altered", "cut")
"""Those of a passage that does not, the worst first."""


class Run(NamedTuple):
    """A run of words that the passage and its text have alike, or that only one of the two has."""

    kind: Literal["same", "passage", "text"]
    words: str


class Finding(NamedTuple):
    """The answer for one passage. Places are in code points of the text."""

    state: State
    start: int | None = None
    end: int | None = None
    difference: tuple[Run, ...] = ()
    """For a passage that is cut or altered, word by word in reading order."""
    changed: int = 0
    """How far it is: the words that were put in, left out or replaced; of a cut, those left out."""
    words: int = 0
    """The words of the passage."""
    remark: str | None = None
    """What else is to be said: that it stands in several places, why no text is held."""
    misplaced: bool = False
    """Whether what it says to stand around it does not."""
