"""What became of one passage: its state, its place in the text, and what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

State = Literal["verbatim", "normalised", "altered", "not found", "no text held"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that the passage and its text have alike, or that only one of the two has."""

    kind: Literal["same", "passage", "text"]
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one passage. Places are in code points of the text."""

    state: State
    start: int | None = None
    end: int | None = None
    difference: tuple[Run, ...] = ()
    """For an altered passage, word by word in reading order."""
    changed: int = 0
    """How far it is: the words that were put in, left out or replaced."""
    words: int = 0
    """The words of the passage."""
    remark: str | None = None
    """What else is to be said: that it stands in several places, that its prefix does not."""


_TOKEN = re.compile(r"\S+\s*")


def compare(passage: str, found: str) -> tuple[tuple[Run, ...], int]:
    """The runs in which the two agree and differ, and the number of words that differ."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _TOKEN.findall(passage), _TOKEN.findall(found)
    stripped = [word.rstrip() for word in ours], [word.rstrip() for word in theirs]
    runs: list[Run] = []
    changed = 0
    for step in Levenshtein.opcodes(*stripped):
        mine = "".join(ours[step.src_start : step.src_end])
        other = "".join(theirs[step.dest_start : step.dest_end])
        if step.tag == "equal":
            runs.append(Run("same", mine))
            continue
        changed += max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        runs += [Run("passage", mine)] if mine else []
        runs += [Run("text", other)] if other else []
    return tuple(runs), changed
