"""The signs that strokes are drawn with."""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline_tui.render.document import Marks


class Signs(NamedTuple):
    """What each kind of stroke is drawn with; told apart without colour."""

    point: str
    about: str
    bar: str
    shade: str
    choice: str
    open: str
    unknown: str
    begins: str
    """A bar that begins in the second half of a cell."""
    ends: str
    """A bar that ends in the first half of a cell."""


FULL_SIGNS: Final = Signs("●", "◌", "━", "▒", "░", "╌", "?", "╺", "╸")
PLAIN_SIGNS: Final = Signs("o", "~", "=", ":", ".", "-", "?", "=", "=")


def signs_for(marks: Marks) -> Signs:
    """The signs that the terminal can draw."""
    return PLAIN_SIGNS if marks.plain else FULL_SIGNS
