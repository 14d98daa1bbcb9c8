"""How events lie over the whole span: in bins, and how many have begun or ended up to any day."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from timeline_tui.index.records import Unusable
from timeline_tui.model import dates
from timeline_tui.model.days import DAY_LONG
from timeline_tui.model.span import Kind, strokes

if TYPE_CHECKING:
    from timeline_tui.index.schema import IndexConnection


BINS = 1024
ENDLESS: Final = 1 << 62
"""Among the days of a trait, stands for the end of what has none, and with a minus for such a beginning."""
# An event that may have been anywhere in more than this part of the whole is spread over all of it; what is
# shorter is no wider than a cell of the strip.
_VAGUE = 256
# A stretch that is more than this part of the whole says too little to be told from what can be anywhere.
_LARGE_PART = 4
_LARGEST = 1 << 63


class Lying(NamedTuple):
    """How many events lie how surely in each bin of a time."""

    sure: list[int]
    """Events that are then and not elsewhere: a day, or what is shorter than a cell."""
    lasting: list[int]
    """Events that go on through all of it, as the file says from when to when."""
    within: list[int]
    """Events of which each lies in a month, a season, a year or the like that the bin is part of."""
    touched: list[int]
    """Events that can be then at all."""


NOTHING: Final = Lying(*[[0] * BINS] * 4)


class Density:
    """Counts events over the span in bins by what is known of their days, and takes them out again."""

    def __init__(self, first: int | None, last: int | None) -> None:
        """From the first day to the last; None where there is none."""
        self._first = first or 0
        self._days = 0 if first is None or last is None else last - first + 1
        # Differences of neighbours: an event that lasts long costs no more than one that does not.
        self._lying = Lying(*([0] * (BINS + 1) for _ in Lying._fields))
        self._disputed: Counter[int] = Counter()
        # Most events are of one day, and many of the same: their bins are looked up once a day.
        self._of_days: Counter[int] = Counter()

    def add_event(
        self, date: str, earliest: int | None, latest: int | None, *, disputed: bool, by: int = 1
    ) -> None:
        """Count an event by its date and the days that it can mean, as far as they lie in the span.

        Where the accounts differ, it is marked at the first of them that lies there, as the list has it; `by`
        is -1 where it goes.
        """
        if earliest is not None and earliest == latest and not disputed:
            self._of_days[earliest] += by
            return
        self._add_stretch(date, earliest, latest, disputed=disputed, by=by)

    def add_days(self, days: Iterable[int]) -> None:
        """Count events of one day, on which no accounts differ; days out of the span do not count."""
        self._of_days.update(days)

    def _add_stretch(
        self, date: str, earliest: int | None, latest: int | None, *, disputed: bool, by: int
    ) -> None:
        parts = () if earliest is not None and earliest == latest else _parts(date)
        whole = -ENDLESS if earliest is None else earliest, ENDLESS if latest is None else latest
        choices = [(part.first, part.last) for part in parts if part.kind == "choice"]
        for first, last in choices if len(choices) > 1 else [whole]:
            is_in = self._count(self._lying.touched, first, last, by)
            if disputed and is_in:
                self._disputed[self._bin(self._standing(first, last))] += by
                disputed = False
        if self._is_short(*whole):
            day = sum(whole) // 2
            self._count(self._lying.sure, day, day, by)
            return
        for part in parts:
            self._count_part(part, by)

    def _count_part(self, part: _DayStretch, by: int) -> None:
        lying = self._lying
        if part.kind == "point":
            self._count(lying.sure, part.first, part.last, by)
        elif part.kind == "bar":
            self._count(lying.lasting, part.first, part.last, by)
        elif part.kind == "shade" and (part.last - part.first) * _LARGE_PART <= self._days:
            self._count(lying.within, part.first, part.last, by)

    def _count(self, counts: list[int], first: int, last: int, by: int) -> bool:
        """Count something in all bins from one day to another, and say whether any of them is in the span."""
        first, last = max(first, self._first), min(last, self._first + self._days - 1)
        if first <= last:
            counts[self._bin(first)] += by
            counts[self._bin(last) + 1] -= by
        return first <= last

    def _standing(self, first: int, last: int) -> int:
        """The day at which something stands: its first or, where it has no beginning, its last."""
        day = last if first <= -ENDLESS else first
        return min(max(day, self._first), self._first + self._days - 1)

    def _is_short(self, first: int, last: int) -> bool:
        return first == last or (last - first + 1) * _VAGUE <= self._days

    def _bin(self, day: int) -> int:
        return (day - self._first) * BINS // self._days

    def _settle(self) -> None:
        """Bring what was counted by the day into the bins."""
        for day, events in self._of_days.items():
            self._add_stretch("", day, day, disputed=False, by=events)
        self._of_days.clear()

    def kept(self) -> dict[str, object]:
        """What is kept of it: steps from bin to bin, and how many disputed events are in which bin."""
        self._settle()
        return {
            "lying": self._lying if self._days else [[]] * len(Lying._fields),
            "disputed": sorted([bin_, events] for bin_, events in self._disputed.items() if events),
        }

    def resume(self, lying: Sequence[Sequence[int]], disputed: Iterable[tuple[int, int]]) -> None:
        """Go on from what was kept."""
        self._lying = Lying(*([*kept] or none for kept, none in zip(lying, self._lying, strict=True)))
        self._disputed = Counter(dict(disputed))

    def lying(self) -> Lying:
        """How many events lie how surely in each bin."""
        self._settle()
        return Lying(*(list(accumulate(counts[:BINS])) for counts in self._lying))

    def disputed(self) -> list[int]:
        """The first bins of the events that accounts differ on, in their order."""
        return sorted(self._disputed)


class _DayStretch(NamedTuple):
    """A part of what a date says, in days."""

    kind: Kind
    first: int
    last: int


@lru_cache(maxsize=65_536)
def _parts(date: str) -> tuple[_DayStretch, ...]:
    """What a date says that means more than a day; ends that are not known lie far off."""
    return tuple(
        _DayStretch(
            stroke.kind,
            -ENDLESS if stroke.first is None else stroke.first // DAY_LONG,
            ENDLESS if stroke.last is None else max(stroke.last - 1, stroke.first or 0) // DAY_LONG,
        )
        for stroke in strokes(dates.parse(date))
    )


def lying_in(lying: Lying, cells: int) -> Lying:
    """The same of each of so many cells; of what is not surely there, of the bin that has the most."""
    return Lying(in_cells(lying.sure, cells), *(_most(bins, cells) for bins in lying[1:]))


def anchor_in(date: str | None, first: int, last: int) -> int | None:
    """The day between these at which an event of this date stands; None where it cannot be then."""
    if (span := dates.understood(date)) is None:
        return None
    if span.earliest is None:
        return None if span.latest is not None and span.latest < first else min(span.latest or last, last)
    parts = [part for part in _parts(span.text) if part.kind == "choice"]
    whole = [(span.earliest, ENDLESS if span.latest is None else span.latest)]
    stretches = [(part.first, part.last) for part in parts] if len(parts) > 1 else whole
    found = (max(start, first) for start, end in stretches if start <= last and end >= first)
    return min(found, default=None)


def in_cells(bins: Sequence[int], cells: int) -> list[int]:
    """How many events there are in each of so many cells, of which each stands in one bin."""
    bounds = [-(-cell * len(bins) // cells) for cell in range(cells + 1)]
    return [sum(bins[start:end]) for start, end in pairwise(bounds)]


def _most(bins: Sequence[int], cells: int) -> list[int]:
    """The most events that a bin of each cell has; a bin that cells share counts for each of them."""
    bounds = [(cell * len(bins) // cells, -(-(cell + 1) * len(bins) // cells)) for cell in range(cells)]
    return [max(bins[start:end], default=0) for start, end in bounds]


def lying_bins(plain: object) -> Lying:
    """How many events lie how surely in each of `BINS` parts of the whole span, by what was kept."""
    if not isinstance(plain, list) or len(plain) != len(Lying._fields):
        raise Unusable("the density is damaged")
    found = Lying(*(list(accumulate(_steps(steps)[:BINS])) for steps in plain))
    if any(counts and not 0 <= min(counts) <= max(counts) < _LARGEST for counts in found):
        raise Unusable("the density is damaged")
    return found


def _steps(plain: object) -> list[int]:
    if not isinstance(plain, list) or len(plain) not in {0, BINS + 1}:
        raise Unusable("the density is damaged")
    if not {*map(type, plain)} <= {int}:
        raise Unusable("the density is damaged")
    return plain


def disputed_bins(plain: object) -> list[int]:
    """The bins with an event which accounts differ on, as they were kept."""
    try:
        found = [bin_ for bin_, events in cast("list[list[int]]", plain) if events > 0]
    except (TypeError, ValueError) as error:
        raise Unusable("the density is damaged") from error
    if not all(type(one) is int and 0 <= one < BINS for one in found):
        raise Unusable("the density is damaged")
    return found


class Edges:
    """The numbers on which any of some events begin, or end, and how many have up to each of them.

    Many events share a day, so this is small where the events are many.
    """

    def __init__(self, numbers: array[int], until: array[int]) -> None:
        """`numbers` go up; `until` says of each how many events have it, or one before it."""
        self.numbers = numbers
        self.until = until

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Edges:
        """Those of events of which each begins, or ends, on one of these."""
        return cls.counted(Counter(numbers))

    @classmethod
    def counted(cls, events: Counter[int]) -> Edges:
        """Those of so many events by their numbers."""
        numbers = sorted(number for number, held in events.items() if held)
        return cls(array("q", numbers), array("q", accumulate(events[number] for number in numbers)))

    @property
    def events(self) -> int:
        """How many they are in all."""
        return self.until[-1] if self.until else 0

    def up_to(self, number: int) -> int:
        """How many have this number, or one before it."""
        at = bisect_right(self.numbers, number)
        return self.until[at - 1] if at else 0

    def before(self, number: int) -> int:
        """How many have one before this number."""
        at = bisect_left(self.numbers, number)
        return self.until[at - 1] if at else 0

    def tally(self) -> Counter[int]:
        """How many events have each number."""
        before = [0, *self.until][:-1]
        each = zip(self.numbers, self.until, before, strict=False)
        return Counter({number: until - held for number, until, held in each})


BEGINS, ENDS = "begins", "ends"
_KEPT = "SELECT numbers, events FROM edge WHERE kind = ?"


def kept_edges(ask: IndexConnection, kind: str, events: int) -> Edges:
    """When all of so many events begin, or end, as an index keeps it."""
    for numbers, until in ask(_KEPT, kind):
        found = Edges(array("q"), array("q"))
        try:
            found.numbers.frombytes(numbers)
            found.until.frombytes(until)
        except (ValueError, TypeError) as error:
            raise Unusable(f"what is known of the days is damaged: {error}") from error
        if len(found.numbers) == len(found.until) and found.events == events:
            return found
    raise Unusable("what is known of the days is not whole")


def write_edges(connection: sqlite3.Connection) -> None:
    """Count what the spine of a new index says of each event."""
    for kind in (BEGINS, ENDS):
        lots = connection.execute(f"SELECT {kind} FROM spine")  # noqa: S608 - one of two words
        counted: Counter[int] = Counter()
        for (numbers,) in lots:
            counted.update(array("q", numbers))
        _write(connection, kind, Edges.counted(counted))


class ChangedEdges:
    """What comes to be counted, and what no more, where blocks of the spine are written anew."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._more: dict[str, Counter[int]] = {BEGINS: Counter(), ENDS: Counter()}

    def add(self, number: int, *, by: int) -> None:
        """Count what the spine has of this block; `by` is -1 where it goes."""
        held = self._connection.execute("SELECT begins, ends FROM spine WHERE number = ?", [number])
        for kind, numbers in zip((BEGINS, ENDS), held.fetchone() or (b"", b""), strict=True):
            counted = Counter(array("q", numbers))
            self._more[kind].update({each: by * events for each, events in counted.items()})

    def write(self) -> None:
        """Keep what it comes to."""
        for kind, more in self._more.items():
            if not any(more.values()):
                continue
            numbers, until = self._connection.execute(_KEPT, [kind]).fetchone()
            tally = Edges(array("q", numbers), array("q", until)).tally()
            tally.update(more)
            _write(self._connection, kind, Edges.counted(tally))
            more.clear()


def _write(connection: sqlite3.Connection, kind: str, edges: Edges) -> None:
    row = kind, edges.numbers.tobytes(), edges.until.tobytes()
    connection.execute("INSERT OR REPLACE INTO edge VALUES (?, ?, ?)", row)
