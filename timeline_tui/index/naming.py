"""What an index knows of names: which events mention one, and how the sources spell it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from itertools import groupby, islice
from typing import Any

from timeline_tui.index.rows import SpellingCount
from timeline_tui.index.schema import RANKS_TOGETHER
from timeline_tui.index.sound import NUMBER, TEXT, Unusable, checked

Ask = Callable[..., list[tuple[Any, ...]]]

_EVENTS = "SELECT events FROM name WHERE id = ?"
_FROM = """
SELECT ranks FROM mention WHERE name = (SELECT key FROM name WHERE id = ?) AND last >= ?
ORDER BY last LIMIT ?
"""
_BEFORE = """
SELECT ranks FROM mention WHERE name = (SELECT key FROM name WHERE id = ?) AND last < ?
ORDER BY last DESC LIMIT ?
"""
_SPELLINGS = """
SELECT spelling, source, passages FROM spelling WHERE name = (SELECT key FROM name WHERE id = ?)
ORDER BY passages DESC, spelling, source
"""
_USES = """
SELECT id, spelling, sum(passages) FROM spelling JOIN name ON name.key = spelling.name GROUP BY id, spelling
"""


class Naming:
    """Answers about the names of one index; each can raise `Unusable`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def events(self, name: str) -> int | None:
        """How many events mention the name: list it, let it speak, or hold a passage that spells it.

        None where it is neither listed nor mentioned.
        """
        found = checked(self._ask(_EVENTS, name), NUMBER)
        return int(found[0][0]) if found else None

    def ranks(self, names: Iterable[str], first: int, count: int) -> list[int]:
        """The ranks from `first` on of events that mention any of the names, at most `count`."""
        found = merge(*(self._ranks_from(name, first, count) for name in names))
        return list(islice((rank for rank, _ in groupby(found)), count))

    def ranks_before(self, name: str, rank: int, count: int) -> list[int]:
        """The last ranks before this one of events that mention the name, in the order of the list."""
        whole = self._ask(_BEFORE, name, rank, _lots(count))[::-1]
        found = _together([*whole, *self._ask(_FROM, name, rank, 1)])
        return [one for one in found if one < rank][-count:]

    def uses(self) -> dict[tuple[str, str], int]:
        """How many passages use each spelling of each name."""
        rows = checked(self._ask(_USES), TEXT, TEXT, NUMBER)
        return {(name, spelling): passages for name, spelling, passages in rows}

    def spellings(self, name: str) -> list[SpellingCount]:
        """How often each source uses each spelling of the name, the most frequent first."""
        return [SpellingCount(*row) for row in checked(self._ask(_SPELLINGS, name), TEXT, TEXT, NUMBER)]

    def _ranks_from(self, name: str, first: int, count: int) -> list[int]:
        found = _together(self._ask(_FROM, name, first, _lots(count)))
        return [rank for rank in found if rank >= first][:count]


def _lots(count: int) -> int:
    """How many lots hold at least so many ranks, when the first may begin, and the last end, midway."""
    return count // RANKS_TOGETHER + 2


def _together(lots: Sequence[tuple[bytes]]) -> array[int]:
    ranks = array("I")
    try:
        for (lot,) in lots:
            ranks.frombytes(lot)
    except (ValueError, TypeError) as error:
        raise Unusable(f"the mentions of a name are damaged: {error}") from error
    return ranks
