"""The order of the list: by time among siblings, children right under their parent."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from timeline_tui.index.time.spine import NO_DAY
from timeline_tui.model.days import to_civil, year_iso

# A gap has a line of its own when it is at least this many days and this part of the whole.
_SHORTEST_GAP = 7
_GAPS_IN_THE_WHOLE = 40


def outline(in_time: Iterable[int], parents: Mapping[int, int]) -> Iterator[tuple[int, int, int, int | None]]:
    """Rank, number, depth and the parent's rank of each event, by rank; parents hold no loop."""
    roots = array("q")
    children: dict[int, array[int]] = {}
    for number in in_time:
        parent = parents.get(number)
        siblings = roots if parent is None else children.setdefault(parent, array("q"))
        siblings.append(number)
    rank = 0
    for root in roots:
        waiting: list[tuple[int, int, int | None]] = [(root, 0, None)]
        while waiting:
            number, depth, above = waiting.pop()
            yield rank, number, depth, above
            parts = children.get(number, ())
            waiting.extend((part, depth + 1, rank) for part in reversed(parts))
            rank += 1


def worth_a_line(whole: int) -> int:
    """The shortest gap that has a line of its own in a list of so many days."""
    return max(_SHORTEST_GAP, -(-whole // _GAPS_IN_THE_WHOLE))


@dataclass(slots=True)
class Lines:
    """Gives each row its line of the list, and the gap and the year heading that stand above it."""

    whole: int
    """Days from the first day of the timeline to its last."""
    line: int = 0
    """The next free line."""
    _year: str | None = None
    _until: int = NO_DAY

    def place(
        self, depth: int, dated: bool, earliest: int | None, end: int
    ) -> tuple[int, int | None, str | None, str | None]:
        """Line, gap, heading and year of the next row; `end` is the last day that it can mean."""
        gap = heading = None
        if depth == 0:
            gap = self._gap(earliest)
            heading = self._heading(dated, end if earliest is None and dated else earliest)
        self._until = max(self._until, end)
        line = self.line + (gap is not None) + (heading is not None)
        self.line = line + 1
        return line, gap, heading, self._year

    def _gap(self, earliest: int | None) -> int | None:
        if earliest is None or self._until == NO_DAY:
            return None
        days = earliest - self._until - 1
        return days if days >= worth_a_line(self.whole) else None

    def _heading(self, dated: bool, day: int | None) -> str | None:
        if dated and day is None:
            return None
        year = "" if day is None else _year_of(day)
        if year == self._year:
            return None
        self._year = year
        return year


@lru_cache(maxsize=65_536)
def _year_of(day: int) -> str:
    return year_iso(to_civil(day)[0])
