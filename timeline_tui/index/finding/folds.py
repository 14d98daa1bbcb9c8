"""Events that are folded, so that their parts are not shown: which ranks are left."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, cast

from timeline_tui.index.shown import Folded
from timeline_tui.index.sound import MAYBE_NUMBER, NUMBER, checked

Ask = Callable[..., list[tuple[Any, ...]]]

_STRETCH = 65_536
_WHOLES = """
SELECT parent, max(rank) FROM row WHERE parent IS NOT NULL GROUP BY parent ORDER BY parent DESC
"""
_BY_ID = "SELECT rank FROM row WHERE id = ? ORDER BY rank LIMIT 1"
_LAST_PART = "SELECT max(rank) FROM row WHERE parent = ?"


def last_inside(ask: Ask, rank: int) -> int:
    """The last of the parts of the event at this rank, and of theirs; itself where it has none."""
    while (last := _last_part(ask, rank)) is not None:
        rank = last
    return rank


def _last_part(ask: Ask, rank: int) -> int | None:
    (found,) = checked(ask(_LAST_PART, rank), MAYBE_NUMBER)
    return cast("int | None", found[0])


def spans(ask: Ask, folded: Folded) -> list[tuple[int, int]]:
    """The rank of each event that is folded, in order, and that of the last event inside it."""
    others = {rank for id_ in folded.but for (rank,) in ask(_BY_ID, id_)}
    if not folded.everything:
        return [(rank, last_inside(ask, rank)) for rank in sorted(others)]
    inside: dict[int, int] = {}
    for whole, last in checked(ask(_WHOLES), NUMBER, NUMBER):
        # Parts come first in this order, so what is inside them is known.
        inside[whole] = inside.get(last, int(last))
    return [(rank, inside[rank]) for rank in reversed(inside) if rank not in others]


def without(ranks: Sequence[int], folds: Sequence[tuple[int, int]]) -> tuple[array[int], dict[int, int]]:
    """The ranks that are left, and how many are folded into each that is; `ranks` go up.

    What is inside an event that is not among them stays.
    """
    left = array("I")
    folded: dict[int, int] = {}
    start = 0
    for rank, last in folds:
        # What is inside another that is folded is before the start, and not found.
        at = bisect_left(ranks, rank, start)
        if at == len(ranks) or ranks[at] != rank:
            continue
        end = bisect_left(ranks, last + 1, at)
        if end == at + 1:
            continue
        _extend(left, ranks, start, at + 1)
        folded[rank] = end - at - 1
        start = end
    _extend(left, ranks, start, len(ranks))
    return left, folded


def _extend(left: array[int], ranks: Sequence[int], start: int, end: int) -> None:
    # By stretches, so that nobody waits for the whole.
    for at in range(start, end, _STRETCH):
        left.extend(ranks[at : min(at + _STRETCH, end)])
