"""The proposals of a long text a part at a time, so that somebody who waits sees how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline_tui.gather.names import Roster, Speaker
from timeline_tui.gather.proposal import Proposal, gather
from timeline_tui.gather.sentences import Slice
from timeline_tui.gather.when import Reported

_PART = 200_000
"""Code points that are gathered from at a time: half a second, and a paragraph more or less."""
_PARAGRAPH = "\n\n"


class TextPart(NamedTuple):
    """What one part of a text proposes, in places of the whole text."""

    proposals: tuple[Proposal, ...]
    end: int
    """Up to where the text is read."""


def gather_parts(text: str, report: Reported | None, known: Roster, size: int = _PART) -> Iterator[TextPart]:
    """The proposals of a text, part after part, each as far as the end of a paragraph."""
    start = 0
    while start < len(text):
        end = _end(text, start, size)
        found = gather(text[start:end], report=report, known=known)
        # A reader who wants one sentence of what somebody says selects it.
        whole = (one for one in found.proposals if not one.is_sentence)
        yield TextPart(tuple(_moved(one, start) for one in whole), end)
        start = end


def _end(text: str, start: int, size: int) -> int:
    if start + size >= len(text):
        return len(text)
    for sign in (_PARAGRAPH, "\n", " "):
        found = text.rfind(sign, start + size // 2, start + size)
        if found >= 0:
            return found + len(sign)
    return start + size


def _moved(one: Proposal, by: int) -> Proposal:
    if not by:
        return one
    moment = one.moment
    return one._replace(
        start=one.start + by,
        end=one.end + by,
        speaker=None if one.speaker is None else _moved_speaker(one.speaker, by),
        cue=None if one.cue is None else _moved_slice(one.cue, by),
        moment=None if moment is None else moment._replace(start=moment.start + by, end=moment.end + by),
        within=None if one.within is None else one.within + by,
    )


def _moved_speaker(one: Speaker, by: int) -> Speaker:
    words = None if one.words is None else _moved_slice(one.words, by)
    return one._replace(start=one.start + by, end=one.end + by, words=words)


def _moved_slice(one: Slice, by: int) -> Slice:
    return Slice(one.start + by, one.end + by)
