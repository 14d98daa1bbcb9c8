"""What is marked in the text of a source: passages that events use, and those that are proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from timeline_tui.model.passage_states import State
from timeline_tui.render.document import Marks, Shades, Share


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage in the text, in code points of it, and the event that uses it; or one that is proposed."""

    start: int
    end: int
    rank: int | None
    """None where it is proposed."""
    position: int
    """Which of its event it is, or which proposal."""
    event: str
    title: str
    """Of the event, or who speaks and when."""
    state: State | Shape


Shape = Literal["direct", "reported", "dated", "passed over"]
"""What is proposed, each with a mark of its own; or that it was passed over."""
SHAPES: frozenset[State | Shape] = frozenset(get_args(Shape))


def mark_of(state: State | Shape, marks: Marks) -> str:
    """What stands beside the first line of a proposal, and beside every one of a passage."""
    match state:
        case "direct":
            return marks.direct
        case "reported":
            return marks.reported
        case "dated":
            return marks.dated
        case "passed over":
            return marks.passed
    return marks.bar


_OVER: tuple[Share, ...] = ("passed", "proposed", "used")
"""Each hides those before it, where they share a cell."""


def share_cells(shades: Shades, count: int) -> list[Share | None]:
    """What became of a text in so many equal parts of it; None where nothing did."""
    cells: list[Share | None] = [None] * count
    length = max(shades.length, 1)
    for start, end, share in sorted(shades.parts, key=lambda part: _OVER.index(part[2])):
        first = min(start * count // length, count - 1)
        last = min(max((end * count - 1) // length, first), count - 1)
        cells[first : last + 1] = [share] * (last + 1 - first)
    return cells


def share_mark(share: Share | None, marks: Marks) -> str:
    """The mark of a part of a text, the darker the more became of it."""
    match share:
        case "used":
            return marks.levels[-1]
        case "proposed":
            return marks.shade
        case "passed":
            return marks.faint
    return marks.dot
