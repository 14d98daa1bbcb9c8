"""What an index knows of passages, names and moments."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from timeline_tui.index.density import BINS
from timeline_tui.index.records import NUMBER, TEXT, Passage, SpellingCount, Unusable, checked
from timeline_tui.index.schema import RANKS_TOGETHER
from timeline_tui.model.zones import Instant

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Event, Quote


# A page of passages that nobody reads to its end is not fetched to its end.
MOST_PASSAGES = 400


class Passages:
    """Answers about the passages of one index; each can raise `Unusable`."""

    def __init__(self, ask: Ask, event: Callable[[int], Event]) -> None:
        self._ask = ask
        self._event = event

    def counts(self) -> dict[str, int]:
        """How many passages are taken from each source, those that are not listed among them."""
        return dict(checked(self._ask("SELECT id, passages FROM source ORDER BY key"), TEXT, NUMBER))

    def reports(self) -> dict[str, int]:
        """How many passages are taken from each source, and how many events cite it, together."""
        asked = "SELECT id, passages + citations FROM source ORDER BY key"
        return dict(checked(self._ask(asked), TEXT, NUMBER))

    def citing(self, source_id: str, most: int = MOST_PASSAGES) -> tuple[list[int], int]:
        """The first ranks of the events that cite the source with no passage from it, and how many do."""
        asked = "SELECT rank FROM citation JOIN source ON source = key WHERE id = ? ORDER BY rank LIMIT ?"
        ranks = self._ask(asked, source_id, most)
        counted = checked(self._ask("SELECT citations FROM source WHERE id = ?", source_id), NUMBER)
        return [rank for (rank,) in checked(ranks, NUMBER)], counted[0][0] if counted else 0

    def of_source(self, source_id: str, around: int = 0) -> list[Passage]:
        """The passages taken from the source, in the order of the list.

        Where there are more than `MOST_PASSAGES`, those that stand around the rank `around`;
        `counts` says how many there are.
        """
        own = "FROM passage WHERE source = (SELECT key FROM source WHERE id = ?)"
        return self._passages(own, source_id, around)

    def on(self, dispute_id: str, around: int = 0) -> list[Passage]:
        """The passages that answer the disputed point, in the order of the list; as many as above."""
        return self._passages("FROM answer WHERE dispute = ?", dispute_id, around)

    def _passages(self, own: str, key: str, around: int) -> list[Passage]:
        before = f"""
            SELECT rank, position {own} AND rank < ? ORDER BY rank DESC, position DESC
            LIMIT {MOST_PASSAGES // 2}
        """
        after = f"SELECT rank, position {own} AND rank >= ? ORDER BY rank, position LIMIT {MOST_PASSAGES}"
        places = self._ask(before, key, around)[::-1] + self._ask(after, key, around)
        return self._at_places(checked(places[:MOST_PASSAGES], NUMBER, NUMBER))

    def _at_places(self, places: list[tuple[int, int]]) -> list[Passage]:
        from timeline_tui.index.kept import quote_of

        passages: list[Passage] = []
        rank_of_event, event = -1, None
        for rank, position in places:
            if rank != rank_of_event or event is None:
                rank_of_event, event = rank, self._event(rank)
            quote = quote_of(event, position)
            passages.append(Passage(rank, event.id or "", event.title, event.date, position, quote))
        return passages

    def answers(self, dispute_id: str) -> Iterator[Quote]:
        """Every passage that answers the disputed point, in the order of the list, however many."""
        asked = """
            SELECT rank, position FROM answer WHERE dispute = ? AND (rank, position) > (?, ?)
            ORDER BY rank, position LIMIT ?
        """
        place = (-1, -1)
        while places := checked(self._ask(asked, dispute_id, *place, MOST_PASSAGES), NUMBER, NUMBER):
            yield from (passage.quote for passage in self._at_places(places))
            place = places[-1]

    def quoting(self, source_id: str, rank: int, direction: int) -> int | None:
        """The next event after this one, or before it, with a passage from the source."""
        own = "SELECT rank FROM passage WHERE source = (SELECT key FROM source WHERE id = ?)"
        later, earlier = "AND rank > ? ORDER BY rank LIMIT 1", "AND rank < ? ORDER BY rank DESC LIMIT 1"
        found = self._ask(f"{own} {later if direction > 0 else earlier}", source_id, rank)
        return checked(found, NUMBER)[0][0] if found else None

    def questions(self, ids: Iterable[str]) -> dict[str, str]:
        """The questions of these disputes; ids that nothing asks are left out."""
        asked = "SELECT text FROM question WHERE dispute = ?"
        found = ((id_, checked(self._ask(asked, id_), TEXT)) for id_ in ids)
        return {id_: rows[0][0] for id_, rows in found if rows}


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


_FIRST_DAY, _LAST_DAY = -(2**63), 2**63 - 1
_COUNTED = "SELECT count(*) FROM row WHERE day BETWEEN ? AND ?"
_BINNED = """
SELECT CAST((day - ?) * ? / ? AS INTEGER) AS bin, count(*) FROM row WHERE day BETWEEN ? AND ? GROUP BY bin
"""
_MOMENTS_FROM = "SELECT rank FROM row WHERE day BETWEEN ? AND ? ORDER BY day, rank LIMIT 1"
_UNTIL = "SELECT rank FROM row WHERE day <= ? AND day IS NOT NULL ORDER BY day DESC, rank LIMIT 1"
_TIMED = "SELECT rank FROM row JOIN trait USING (rank) WHERE day BETWEEN ? AND ? AND begins BETWEEN ? AND ?"
# The order of days costs nothing, and only those of one day are sorted.
_SINCE = """
SELECT rank FROM row CROSS JOIN trait USING (rank)
WHERE day >= ? AND (begins > ? OR begins IS NULL AND day > ?)
ORDER BY day, begins, rank LIMIT 1
"""
_MOMENTS_BEFORE = """
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
        return self._one(self._ask(_MOMENTS_FROM, _bound(first, _FIRST_DAY), _bound(last, _LAST_DAY)))

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
        return self._one(self._ask(_MOMENTS_BEFORE, time.day + 1, time.first, time.day))

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
