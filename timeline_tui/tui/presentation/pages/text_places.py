"""Where the letters of a text stand on a page: from places of the text to lines and cells, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.cells import cell_len

from timeline_tui.tui.presentation.document import Stretch
from timeline_tui.visible import visible

INDENT = 2
"""Cells before the letters of a line."""


def letters_within(text: str, shown: str, count: int) -> int:
    """How many letters of a text its first `count` shown ones stand for; `shown` begins as the text does."""
    if text[:count] == shown[:count] or text[:count].expandtabs(1) == shown[:count]:
        return count
    used = 0
    for number, letter in enumerate(text):
        used += len(visible(letter))
        if used > count:
            return number
    return len(text)


def line_of(stretches: Sequence[Stretch], place: int) -> Stretch | None:
    """The line that shows a place, or the next one where none does; None past the last."""
    at = bisect_right(stretches, place, key=lambda stretch: stretch.start) - 1
    if at >= 0 and place < stretches[at].end:
        return stretches[at]
    return stretches[at + 1] if at + 1 < len(stretches) else None


def stretch_at(stretches: Sequence[Stretch], line: int) -> Stretch | None:
    """What a line shows; the next one that shows something of the text where it shows nothing of it."""
    at = bisect_left(stretches, line, key=lambda stretch: stretch.line)
    return stretches[at] if at < len(stretches) else None


def cells(text: str, stretch: Stretch, start: int, end: int) -> tuple[int, int] | None:
    """The cells of a line that show what lies between two places; None where it shows nothing of it."""
    first, last = max(start, stretch.start), min(end, stretch.end)
    if first >= last:
        return None
    left = INDENT + cell_len(visible(text[stretch.start : first]))
    right = left + cell_len(visible(text[first:last]))
    edges = stretch.edges
    return left + bisect_right(edges, first), right + bisect_left(edges, last)


def place_at(text: str, stretch: Stretch, cell: int) -> int:
    """The place that a cell of a line shows; its end behind it."""
    used = INDENT
    for place in range(stretch.start, stretch.end):
        used += stretch.edges.count(place) + cell_len(visible(text[place]))
        if used > cell:
            return place
    return stretch.end
