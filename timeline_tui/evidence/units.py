"""Marks behind a number: feet and inches, minutes and seconds, which are no quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_tui.evidence.boundaries import Stretch

_SINGLE, _DOUBLE = "'‘’′", '"“”″'
_BEHIND_NUMBER = re.compile(rf"(?<=\d)[{_SINGLE}{_DOUBLE}]+")
_SIDES = {
    marks: re.compile(rf"(?P<opening>(?<!\w)[{marks}](?=\w))|(?<=\S)[{marks}](?!\w)")
    for marks in (_SINGLE, _DOUBLE)
}
# Code points before a mark in which the quotation that it closes begins.
_FARTHEST = 1000


def same_units(exact: str, text: str, parts: Sequence[Stretch]) -> bool:
    """Whether the numbers of a passage have the units of parts of a text that are alike but for marks."""
    ours = (_sort(match[0]) for match in _BEHIND_NUMBER.finditer(exact))
    theirs = (match for part in parts for match in _BEHIND_NUMBER.finditer(text, *part))
    return all(
        one == _sort(match[0]) or _closes(text, match) for one, match in zip(ours, theirs, strict=False)
    )


def units(text: str, start: int, end: int) -> str:
    """The units in a stretch of a text, one after the other, each as a sign of its own."""
    found = _BEHIND_NUMBER.finditer(text, start, end)
    return "".join(_sort(match[0]) for match in found if not _closes(text, match))


def _sort(marks: str) -> str:
    return _SINGLE if len(marks) == 1 and marks in _SINGLE else _DOUBLE


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether the marks end a quotation that was opened before, and that nothing behind them ends."""
    marks = _sort(match[0][0])
    sides = _SIDES[marks].finditer(text, max(0, match.start() - _FARTHEST), match.start())
    # A mark that is itself behind a number may be a unit, and then ends nothing.
    before = [side for side in sides if not text[side.start() - 1 : side.start()].isdigit()]
    if not before or before[-1]["opening"] is None:
        return False
    following = _SIDES[marks].search(text, match.end(), match.end() + _FARTHEST)
    return marks == _SINGLE or following is None or following["opening"] is not None
