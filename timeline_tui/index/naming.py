"""What an index knows of names: which events mention one, and how the sources spell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import merge
from itertools import groupby, islice
from typing import Any

from timeline_tui.index.rows import SpellingCount

Ask = Callable[..., list[tuple[Any, ...]]]

_FROM = "FROM mention WHERE name = (SELECT key FROM name WHERE id = ?)"
_ON = f"SELECT rank {_FROM} AND rank >= ? ORDER BY rank LIMIT ?"
_BEFORE = f"SELECT rank {_FROM} AND rank < ? ORDER BY rank DESC LIMIT ?"
_SPELLINGS = """
SELECT spelling, source, passages FROM spelling WHERE name = (SELECT key FROM name WHERE id = ?)
ORDER BY passages DESC, spelling, source
"""


class Naming:
    """Answers about the names of one index; each can raise `Unusable`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def known(self, name: str) -> bool:
        """Whether the name is listed or mentioned anywhere."""
        return bool(self._ask("SELECT 1 FROM name WHERE id = ?", name))

    def events(self, name: str) -> int:
        """How many events mention the name: list it, let it speak, or hold a passage that spells it."""
        found = self._ask("SELECT events FROM name WHERE id = ?", name)
        return int(found[0][0]) if found else 0

    def ranks(self, names: Iterable[str], first: int, count: int) -> list[int]:
        """The ranks from `first` on of events that mention any of the names, at most `count`."""
        found = ([rank for (rank,) in self._ask(_ON, name, first, count)] for name in names)
        return list(islice((rank for rank, _ in groupby(merge(*found))), count))

    def ranks_before(self, name: str, rank: int, count: int) -> list[int]:
        """The last ranks before this one of events that mention the name, in the order of the list."""
        return [rank for (rank,) in self._ask(_BEFORE, name, rank, count)][::-1]

    def spellings(self, name: str) -> list[SpellingCount]:
        """How often each source uses each spelling of the name, the most frequent first."""
        return [SpellingCount(*row) for row in self._ask(_SPELLINGS, name)]
