"""Stops of a page that stand in columns side by side: which follows one, and which stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_tui.render.document import Stop


def following(stops: Sequence[Stop], number: int, direction: int) -> int:
    """The stop below this one, or above it; of columns the first, and then none but the same."""
    at = number + direction
    while 0 <= at < len(stops) and stops[at].right is not None and stops[at].left != stops[number].left:
        at += direction
    return at


def beside(stops: Sequence[Stop], number: int, direction: int) -> int | None:
    """The stop in the next column, or the one before, at the same height; None where there is none."""
    here = stops[number]
    found = [at for at in _row(stops, number) if (stops[at].left - here.left) * direction > 0]
    return min(
        found,
        key=lambda at: (direction * stops[at].left, abs(stops[at].first - here.first)),
        default=None,
    )


def _row(stops: Sequence[Stop], number: int) -> list[int]:
    """All that stand in the columns round this one."""
    found = []
    for way in (-1, 1):
        at = number + way
        while 0 <= at < len(stops) and stops[at].right is not None:
            found.append(at)
            at += way
    return found
