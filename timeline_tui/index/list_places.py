"""Where events stand in the list: places that never move, and the ranks that they come to."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from timeline_tui.index.records import NUMBER, Unusable, checked
from timeline_tui.index.schema import IndexConnection

GAP: Final = 64
"""From one place to the next in a new index; so near that a posting of the search takes one byte."""
BLOCK: Final = 512 * GAP
"""Places from one of its multiples to the next are one block."""

_HELD = "SELECT place FROM row WHERE place >= ? AND place < ? ORDER BY place"
_ABOVE = """
SELECT count(*) FROM row
WHERE (heading IS NOT NULL OR gap IS NOT NULL) AND place BETWEEN ? AND ?
"""


class Places:
    """Turns ranks into places and back; every answer can raise `Unusable`."""

    def __init__(self, ask: IndexConnection) -> None:
        self._ask = ask
        found = ask("SELECT number, rows, extras, even FROM block ORDER BY number")
        checked(found, NUMBER, NUMBER, NUMBER, NUMBER)
        self._blocks: list[int] = [number for number, *_ in found]
        self._even: list[int] = [even for *_, even in found]
        self._ranks: list[int] = [0, *accumulate(rows for _, rows, _, _ in found)]
        """The rank of the first row of each block, and of the one behind the last."""
        self._extras: list[int] = [0, *accumulate(extras for _, _, extras, _ in found)]
        self._held: dict[int, Sequence[int]] = {}
        self.rows = self._ranks[-1]
        """How many rows there are."""
        self.lines = self.rows + self._extras[-1]
        """How many lines they stand on, with the headings and gaps above them."""

    def place(self, rank: int) -> int:
        """Where the row of this rank stands; of one behind the last, a place behind all."""
        if not 0 <= rank < self.rows:
            return 0 if rank < 0 or not self._blocks else (self._blocks[-1] + 1) * BLOCK
        at = bisect_right(self._ranks, rank) - 1
        return self._standing(at)[rank - self._ranks[at]]

    def rank(self, place: int) -> int:
        """The rank of the row that stands there, or of the next one."""
        at = bisect_left(self._blocks, place // BLOCK)
        if at == len(self._blocks) or self._blocks[at] != place // BLOCK:
            return self._ranks[at]
        return self._ranks[at] + bisect_left(self._standing(at), place)

    def rank_found(self, found: Sequence[tuple[int]]) -> int | None:
        """The rank of the row at the place that a question found, if it found one."""
        return self.rank(checked([*found], NUMBER)[0][0]) if found else None

    def ranks_found(self, found: Sequence[tuple[int]]) -> list[int]:
        """The ranks of the rows at the places that a question found, in the order of the list."""
        return list(self.ranks([place for (place,) in checked([*found], NUMBER)]))

    def ranks(self, places: Sequence[int]) -> array[int]:
        """The ranks of rows that stand there; places go up."""
        found = array("I")
        start = 0
        while start < len(places):
            at = bisect_left(self._blocks, places[start] // BLOCK)
            if at == len(self._blocks):
                raise Unusable("a row is missing")
            end = bisect_left(places, (self._blocks[at] + 1) * BLOCK, start)
            found.extend(self._in_block(at, places[start:end]))
            start = end
        return found

    def _in_block(self, at: int, places: Sequence[int]) -> Iterable[int]:
        first = self._ranks[at]
        if len(places) == self._ranks[at + 1] - first:
            return range(first, first + len(places))
        if self._even[at]:
            by = first - self._blocks[at] * BLOCK // GAP
            return [place // GAP + by for place in places]
        standing = self._standing(at)
        return [first + bisect_left(standing, place) for place in places]

    def places(self, ranks: Iterable[int]) -> list[int]:
        """Where the rows of these ranks stand."""
        return [self.place(rank) for rank in ranks]

    def line(self, place: int) -> int:
        """The line of the list on which the row that stands there is drawn."""
        at = bisect_left(self._blocks, place // BLOCK)
        (above,) = checked(self._ask(_ABOVE, place - place % BLOCK, place), NUMBER)[0]
        return self.rank(place) + self._extras[at] + int(above)

    def blocks(self, first: int, last: int) -> tuple[int, int, int]:
        """The rank with which the block of this rank begins, its number, and that of another rank's block."""
        start, end = (bisect_right(self._ranks, rank) - 1 for rank in (first, last))
        return self._ranks[start], self._blocks[start], self._blocks[end]

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the blocks, which go up."""
        return self._blocks

    def first_of(self, number: int) -> int:
        """The rank of the first row of this block."""
        return self._ranks[bisect_left(self._blocks, number)]

    def _standing(self, at: int) -> Sequence[int]:
        """The places of the rows of a block."""
        start = self._blocks[at] * BLOCK
        count = self._ranks[at + 1] - self._ranks[at]
        if self._even[at]:
            return range(start, start + count * GAP, GAP)
        if at not in self._held:
            found = [place for (place,) in checked(self._ask(_HELD, start, start + BLOCK), NUMBER)]
            if len(found) != count:
                raise Unusable("a row is missing")
            self._held[at] = found
        return self._held[at]
