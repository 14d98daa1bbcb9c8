"""Marks behind a number: feet and inches, minutes and seconds, which are no quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline_tui.evidence.boundaries import Stretch
from timeline_tui.evidence.folding import MARKS

_SINGLE, _DOUBLE = "'’′", '"”″'
_BEHIND_NUMBER = re.compile(rf"(?<=\d)[{MARKS}]+")
_YEAR = re.compile(r"(?<!\d)\d{4}\Z")
# A mark before two digits, as in '90s, opens nothing.
_SIDES = {
    sort: re.compile(rf"(?P<opening>(?<!\w)[{marks}](?!\d\ds?\b)(?=\w))|(?<=\S)[{marks}](?!\w)")
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
    """Whether the marks end a quotation that was opened before, and that nothing else ends."""
    sides = list(_SIDES[sort].finditer(text, max(0, match.start() - _FARTHEST), match.start()))
    opened = [at for at, side in enumerate(sides) if side["opening"] is not None]
    within = sides[opened[-1] + 1 :] if opened else sides
    if not opened or not all(_is_behind_number(text, side) for side in within):
        return False
    # Feet and minutes have fewer digits than most years.
    if within and (not _is_behind_year(text, match) or any(_is_behind_year(text, side) for side in within)):
        return False
    following = _SIDES[sort].search(text, match.end(), match.end() + _FARTHEST)
    if following is None or following["opening"] is not None:
        return True
    # An apostrophe stands behind a letter, too.
    return sort == _SINGLE and text[following.start() - 1].isalnum()


def _is_behind_number(text: str, side: re.Match[str]) -> bool:
    """Whether it may be a unit, too."""
    return text[side.start() - 1 : side.start()].isdigit()


def _is_behind_year(text: str, side: re.Match[str]) -> bool:
    return _YEAR.search(text[max(0, side.start() - 5) : side.start()]) is not None
