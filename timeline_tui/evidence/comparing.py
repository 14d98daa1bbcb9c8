"""Two wordings of one thing, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.evidence.folding import Folded
from timeline_tui.evidence.places import UNSPACED
from timeline_tui.evidence.units import units
from timeline_tui.model.proof import Run

WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
"""A word; where no spaces part them, each character counts as one."""
_HYPHENS = "-‐‑−"


class Word(NamedTuple):
    """A word of a text, with the space after it."""

    key: str
    """What makes it the same word: quotation marks, dashes and spaces are no difference."""
    start: int
    end: int
    """Behind its space, in code points of the text."""


def words_of(text: str, wanted: Iterable[str] = ()) -> list[Word]:
    """The words of a text; one over the end of a line has no hyphen where it is wanted so."""
    folded, known = Folded(text), frozenset(wanted)
    starts: list[tuple[int, str]] = []
    for match in WORD.finditer(folded.text):
        at = match.start()
        for part in _parts(folded, text, match):
            starts.append((folded.original(at), part))
            at += len(part)
    return [
        Word(_unbroken(key, text[start:end], known) + units(text, start, end), start, end)
        for (start, key), (end, _) in pairwise([*starts, (len(text), "")])
    ]


def _parts(folded: Folded, text: str, match: re.Match[str]) -> list[str]:
    """What stands between long dashes, or dashes with spaces; a hyphen parts nothing."""
    if "-" not in match[0]:
        return [match[0]]
    parts = [""]
    for at, character in enumerate(match[0], match.start()):
        parts[-1] += character
        if character == "-":
            dash = text[folded.original(at) : folded.original(at + 1)]
            if dash[:1] not in _HYPHENS or (len(dash) > 1 and "\n" not in dash):
                parts.append("")
    return [part for part in parts if part]


def _unbroken(key: str, written: str, wanted: frozenset[str]) -> str:
    if "\n" in written.rstrip() and (joined := Folded(written, hyphens=False).text.strip()) in wanted:
        return joined
    return key


def compare(
    passage: str, text: str, alike: Callable[[str], str] = lambda key: key
) -> tuple[tuple[Run, ...], int]:
    """The runs in which the two agree and differ, and the number of words that differ.

    The distance is that of Levenshtein over words: put in, left out or replaced. Words agree where `alike`
    makes the same of them.
    """
    from rapidfuzz.distance import Levenshtein

    ours = words_of(passage)
    theirs = words_of(text, (word.key for word in ours))
    keys, others = ([alike(word.key) for word in words] for words in (ours, theirs))
    runs: list[Run] = []
    changed = 0
    for step in Levenshtein.opcodes(keys, others):
        mine = _written(passage, ours[step.src_start : step.src_end])
        other = _written(text, theirs[step.dest_start : step.dest_end])
        if step.tag == "equal":
            runs.append(Run("same", mine))
            continue
        changed += max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        runs += [Run("passage", mine)] if mine else []
        runs += [Run("text", other)] if other else []
    return _joined(runs), changed


def _written(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


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
