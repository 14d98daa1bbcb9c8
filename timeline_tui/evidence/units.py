"""Marks behind a number: feet and inches, minutes and seconds, which are no quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_tui.evidence.boundaries import Stretch
from timeline_tui.evidence.folding import MARKS

_SINGLE, _DOUBLE = "'’′", '"”″'
_BEHIND_NUMBER = re.compile(rf"(?<=\d)[{MARKS}]+")
# A mark before a decade, as in '90s, opens nothing.
_SIDES = {
    sort: re.compile(rf"(?P<opening>(?<!\w)[{marks}](?!\d\ds\b)(?=\w))|(?<=\S)[{marks}](?!\w)")
    for sort, marks in ((_SINGLE, f"{_SINGLE}‘‚‛"), (_DOUBLE, f"{_DOUBLE}“„‟"))
}
# Code points before a mark in which the quotation that it closes begins.
_FARTHEST = 5000


def same_units(exact: str, text: str, parts: Sequence[Stretch]) -> bool:
    """Whether the numbers of a passage have the units of parts of a text that are alike but for marks."""
    ours = (_sort(match[0]) for match in _BEHIND_NUMBER.finditer(exact))
    theirs = (match for part in parts for match in _BEHIND_NUMBER.finditer(text, *part))
    both = zip(ours, theirs, strict=False)
    return all(one == _sort(match[0]) or not _unit(text, match) for one, match in both)


def units(text: str, start: int, end: int) -> str:
    """The units in a stretch of a text, one after the other, each as a sign of its own."""
    return "".join(_unit(text, match) for match in _BEHIND_NUMBER.finditer(text, start, end))


def _unit(text: str, match: re.Match[str]) -> str:
    """The unit for which the marks stand; nothing where they end a quotation."""
    sort = _sort(match[0])
    return "" if not sort or _closes(text, match, sort) else sort


def _sort(marks: str) -> str:
    """Of two marks together, as of a double one, the double; nothing for what is never a unit."""
    if marks in ("''", "’’", "′′"):
        return _DOUBLE
    return next((sort for sort in (_SINGLE, _DOUBLE) if marks[0] in sort), "")


def _closes(text: str, match: re.Match[str], sort: str) -> bool:
    """Whether the marks end a quotation that was opened before, and that nothing behind them ends."""
    sides = _SIDES[sort].finditer(text, max(0, match.start() - _FARTHEST), match.start())
    # A mark that is itself behind a number may be a unit, and then ends nothing.
    before = [side for side in sides if not text[side.start() - 1 : side.start()].isdigit()]
    if not before or before[-1]["opening"] is None:
        return False
    following = _SIDES[sort].search(text, match.end(), match.end() + _FARTHEST)
    return sort == _SINGLE or following is None or following["opening"] is not None
