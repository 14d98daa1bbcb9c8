"""Two wordings of one thing, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline_tui.evidence.places import UNSPACED
from timeline_tui.model.proof import Run

# Where no spaces part the words, each character counts as one.
_WORD_AND_SPACE = re.compile(rf"(?:[{UNSPACED}]|[^\s{UNSPACED}]+)\s*|\s+")


def compare(passage: str, text: str, alike: Callable[[str], str] = str.rstrip) -> tuple[tuple[Run, ...], int]:
    """The runs in which the two agree and differ, and the number of words that differ.

    The distance is that of Levenshtein over words: put in, left out or replaced. Words agree where `alike`
    makes the same of them.
    """
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _WORD_AND_SPACE.findall(passage), _WORD_AND_SPACE.findall(text)
    steps = Levenshtein.opcodes(list(map(alike, ours)), list(map(alike, theirs)))
    runs: list[Run] = []
    changed = 0
    for step in steps:
        mine = "".join(ours[step.src_start : step.src_end])
        other = "".join(theirs[step.dest_start : step.dest_end])
        if step.tag == "equal":
            runs.append(Run("same", mine))
            continue
        changed += max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        runs += [Run("passage", mine)] if mine else []
        runs += [Run("text", other)] if other else []
    return _joined(runs), changed


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbouring changes as one: all that the passage has, then all that the text has."""
    joined: list[Run] = []
    waiting: list[Run] = []
    for run in runs:
        if run.kind == "same":
            joined += _by_side(waiting)
            waiting = []
            joined.append(run)
        else:
            waiting.append(run)
    return (*joined, *_by_side(waiting))


def _by_side(runs: list[Run]) -> list[Run]:
    passage = "".join(run.words for run in runs if run.kind == "passage")
    text = "".join(run.words for run in runs if run.kind == "text")
    return [run for run in (Run("passage", passage), Run("text", text)) if run.words]
