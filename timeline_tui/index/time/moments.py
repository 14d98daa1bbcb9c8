"""What an index knows of moments: which events begin when."""

from __future__ import annotations

from timeline_tui.index.naming import Ask
from timeline_tui.index.sound import NUMBER, checked
from timeline_tui.index.time.density import BINS
from timeline_tui.model.zones import Instant

_FIRST_DAY, _LAST_DAY = -(2**63), 2**63 - 1
_COUNTED = "SELECT count(*) FROM row WHERE day BETWEEN ? AND ?"
_BINNED = """
SELECT CAST((day - ?) * ? / ? AS INTEGER) AS bin, count(*) FROM row WHERE day BETWEEN ? AND ? GROUP BY bin
"""
_FROM = "SELECT rank FROM row WHERE day BETWEEN ? AND ? ORDER BY day, rank LIMIT 1"
_UNTIL = "SELECT rank FROM row WHERE day <= ? AND day IS NOT NULL ORDER BY day DESC, rank LIMIT 1"
_TIMED = "SELECT rank FROM row JOIN trait USING (rank) WHERE day BETWEEN ? AND ? AND begins BETWEEN ? AND ?"
# The order of days costs nothing, and only those of one day are sorted.
_SINCE = """
SELECT rank FROM row CROSS JOIN trait USING (rank)
WHERE day >= ? AND (begins > ? OR begins IS NULL AND day > ?)
ORDER BY day, begins, rank LIMIT 1
"""
_BEFORE = """
SELECT rank FROM row CROSS JOIN trait USING (rank)
WHERE day <= ? AND (begins < ? OR begins IS NULL AND day <= ?)
ORDER BY day DESC, begins DESC, rank LIMIT 1
"""
_STANDS = """
SELECT rank FROM trait WHERE earliest < ? AND latest >= ? AND choice IS NULL
ORDER BY earliest DESC, rank LIMIT 1
"""
_CHOICES = "SELECT rank FROM trait WHERE choice IS NOT NULL AND rank BETWEEN ? AND ?"


class Moments:
    """Answers about the days of one index; each can raise `Unusable`.

    What has no beginning is taken to begin on the last day that it can mean.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def counted(self, first: int | None, last: int | None) -> int:
        """How many events begin within these days; None for no bound."""
        return self._one(self._ask(_COUNTED, _bound(first, _FIRST_DAY), _bound(last, _LAST_DAY))) or 0

    def binned(self, first: int, last: int) -> list[int]:
        """How many events begin in each of `BINS` equal parts of these days."""
        counts = [0] * BINS
        found = self._ask(_BINNED, first, BINS, last - first + 1, first, last)
        for number, count in checked(found, NUMBER, NUMBER):
            counts[min(max(number, 0), BINS - 1)] = count
        return counts

    def first(self, first: int | None, last: int | None = None) -> int | None:
        """The rank of the first event to begin within these days."""
        return self._one(self._ask(_FROM, _bound(first, _FIRST_DAY), _bound(last, _LAST_DAY)))

    def last(self, last: int) -> int | None:
        """The rank of the last event to begin on this day or before it."""
        return self._one(self._ask(_UNTIL, _bound(last, last)))

    def timed(self, time: Instant) -> list[int]:
        """The ranks of the events that begin at this time of day."""
        # In other zones it may be another day then.
        found = self._ask(_TIMED, time.day - 1, time.day + 1, time.first, time.last)
        return [rank for (rank,) in checked(found, NUMBER)]

    def since(self, time: Instant, *, equal: bool = False) -> int | None:
        """The rank of the first event to begin after this time of day, or also at it."""
        return self._one(self._ask(_SINCE, time.day - 1, time.first - 1 if equal else time.last, time.day))

    def before(self, time: Instant) -> int | None:
        """The rank of the last event to begin before this time of day, or at no known one of its day."""
        return self._one(self._ask(_BEFORE, time.day + 1, time.first, time.day))

    def standing(self, day: int | None) -> int | None:
        """The rank of the last event to begin before this day that can last to it."""
        return self._one(self._ask(_STANDS, _bound(day, _FIRST_DAY), _bound(day, _FIRST_DAY)))

    def choices(self, first: int, last: int) -> set[int]:
        """The events from one rank to another that mean one of some days, but not any between them."""
        return {rank for (rank,) in checked(self._ask(_CHOICES, first, last), NUMBER)}

    def _one(self, found: list[tuple[int]]) -> int | None:
        return int(checked(found, NUMBER)[0][0]) if found else None


def _bound(day: int | None, none: int) -> int:
    return none if day is None else max(min(day, _LAST_DAY), _FIRST_DAY)
