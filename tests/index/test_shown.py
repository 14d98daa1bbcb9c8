"""What a list shows, against the plainest way to work it out."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index.naive import Placed, days, heading, in_order, later, lines, years_a_heading
from tests.index.timelines import timelines, written
from timeline_tui.index.list_places import GAP
from timeline_tui.index.query_sql import QueryParts
from timeline_tui.index.reader import Index
from timeline_tui.index.records import Group, Row
from timeline_tui.index.shown import Folded, Shown, Unit, View
from timeline_tui.index.view_maker import Interrupted, Maker
from timeline_tui.model.days import day_iso, from_civil, year_iso
from timeline_tui.model.timeline import Event
from timeline_tui.model.typed_dates import typed
from timeline_tui.query.written import parse

UNITS: tuple[Unit, ...] = ("day", "month", "year", "decade", "century")


class Wanting(Maker):
    """Wants the same events, whatever is asked."""

    def __init__(self, index: Index, parts: QueryParts) -> None:
        super().__init__(index)
        self._wants = parts

    def wanted(self, text: str) -> QueryParts:
        return self._wants


def finding(numbers: Sequence[int], *, words: bool = False) -> QueryParts:
    """Finds the events of these numbers."""
    listed = ",".join(str(number * GAP) for number in numbers)
    return QueryParts("row", "number IN (SELECT value FROM json_each(?))", (f"[{listed}]",), "place", words)


def made(index: Index, view: View, numbers: Sequence[int] = (), *, words: bool = False) -> Shown:
    maker = Wanting(index, finding(numbers, words=words))
    try:
        return maker.made(view)
    finally:
        maker.close()


@dataclass
class Case:
    """A timeline, what of it is wanted and what is folded."""

    placed: list[Placed]
    wanted: list[int] | None
    folded: Folded
    words: bool = False
    hits: list[int] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        wanted = range(len(self.placed)) if self.wanted is None else self.wanted
        self.hits = [rank for rank, one in enumerate(self.placed) if one.number in wanted]
        self.shown = [rank for rank in self.hits if not any(map(self.is_folded, self.above(rank)))]

    @property
    def view(self) -> View:
        return View("" if self.wanted is None else "some", self.folded)

    def above(self, rank: int) -> list[int]:
        """The ranks of all that this is part of, the nearest first."""
        parent = self.placed[rank].parent
        return [] if parent is None else [parent, *self.above(parent)]

    def is_folded(self, rank: int) -> bool:
        if self.words and self.wanted is not None:
            return False
        other = self.placed[rank].event.id in self.folded.but
        return rank in self.hits and self.folded.everything != other

    def inside(self, rank: int) -> int:
        """How many hits are folded into it."""
        if not self.is_folded(rank):
            return 0
        return sum(rank in self.above(other) for other in self.hits)

    def drawn(self) -> list[tuple[str, int]]:
        """Each line of the list, and the rank of the row that it belongs to."""
        known = [day for one in self.placed for day in days(one.event) if day is not None]
        whole = max(known, default=0) - min(known, default=0) + 1
        found: list[tuple[str, int]] = []
        year, until, before = None, None, None
        for rank in self.shown:
            first, _ = days(self.placed[rank].event)
            hidden = 0 if before is None else sum(hit not in self.hits for hit in range(before, rank))
            above = []
            is_root = not any(one in self.shown for one in self.above(rank))
            if is_root and first is not None and until is not None:
                gap = first - until - 1
                if not hidden:
                    gap = self.gap_in_whole(rank)
                if gap >= 7 and gap >= whole / 40:
                    above.append(f"gap {gap} {hidden}")
            now = self.year(rank)
            if now is not None and now != year:
                above.append(f"year {now}")
                year = now
            found += [(", ".join(above), rank)] if above else []
            until = later(until, self.placed[rank].event)
            before = rank
            found.append(("row", rank))
        return found

    def gap_in_whole(self, rank: int) -> int:
        told = [(kind.partition(", ")[0], at) for kind, at in lines(self.placed)]
        gaps = {at: int(kind[4:]) for kind, at in told if kind.startswith("gap")}
        return gaps.get(rank, 0)

    def year(self, rank: int) -> str | None:
        """The year of the uppermost event that this is part of, or of the last one before that has any."""
        root, size = [rank, *self.above(rank)][-1], years_a_heading(self.placed)
        for at in range(root, -1, -1):
            if self.placed[at].parent is None and (now := heading(self.placed[at].event, size)) is not None:
                return now
        return None


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Event], dict[int, int], Case]:
    events, parents = draw(timelines())
    numbers = st.lists(st.sampled_from(range(len(events))), unique=True) if events else st.just([])
    but = frozenset(events[number].id or "" for number in draw(numbers))
    placed = in_order(events, parents)
    wanted = draw(st.none() | numbers)
    return events, parents, Case(placed, wanted, Folded(draw(st.booleans()), but), draw(st.booleans()))


def rows_drawn(shown: Shown) -> list[tuple[str, int]]:
    lines: list[tuple[str, int]] = []
    for row in shown.rows(0, shown.count):
        assert isinstance(row, Row)
        above = [] if row.gap is None else [f"gap {row.gap} {row.hidden}"]
        above += [] if row.heading is None else [f"year {row.heading}"]
        lines += [(", ".join(above), row.rank)] if above else []
        lines.append(("row", row.rank))
    return lines


@given(cases())
def test_rows_headings_and_gaps(case: tuple[list[Event], dict[int, int], Case]) -> None:
    events, parents, naive = case
    with tempfile.TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        shown = made(index, naive.view, naive.wanted or (), words=naive.words)
        expected = naive.drawn()
        assert rows_drawn(shown) == expected
        assert (shown.events, shown.of, shown.count) == (len(naive.hits), len(events), len(naive.shown))
        assert shown.extras == len(expected) - len(naive.shown)
        at = {rank: line for line, (kind, rank) in enumerate(expected) if kind == "row"}
        for position, rank in enumerate(naive.shown):
            assert shown.rank_at(position) == rank
            assert shown.extras_to(position) == at[rank] - position
        index.close()


@given(cases())
def test_places_of_events(case: tuple[list[Event], dict[int, int], Case]) -> None:
    events, parents, naive = case
    with tempfile.TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        shown = made(index, naive.view, naive.wanted or (), words=naive.words)
        for rank in range(len(events)):
            place = naive.shown.index(rank) if rank in naive.shown else None
            assert shown.position_of(rank) == place
            assert shown.nearest(rank) == _nearest(naive, rank)
            disputed = [at for at in naive.shown if index.rows(at, 1)[0].disputes]
            assert shown.disputed(rank, 1) == next((at for at in disputed if at > rank), None)
            assert shown.disputed(rank, -1) == next((at for at in reversed(disputed) if at < rank), None)
        for row in shown.rows(0, shown.count):
            assert isinstance(row, Row)
            above = naive.above(row.rank)
            assert row.depth == sum(rank in naive.shown for rank in above)
            alone = bool(above) and above[0] not in naive.shown
            assert row.within == (naive.placed[above[0]].event.title if alone else None)
            assert row.folded == naive.inside(row.rank)
        index.close()


def _nearest(naive: Case, rank: int) -> int:
    if rank in naive.shown:
        return naive.shown.index(rank)
    for above in reversed(naive.above(rank)):
        if above in naive.shown and naive.inside(above):
            return naive.shown.index(above)
    later = [at for at, shown in enumerate(naive.shown) if shown > rank]
    return later[0] if later else max(len(naive.shown) - 1, 0)


@given(cases(), st.integers(0, 25), st.integers(1, 10))
def test_some_rows_round_an_event_come_first(
    case: tuple[list[Event], dict[int, int], Case], around: int, most: int
) -> None:
    events, parents, naive = case
    hits = [] if naive.wanted is None else naive.hits
    with tempfile.TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        maker = Wanting(index, finding(naive.wanted or (), words=True))
        shown = maker.made(View("some"), around, most)
        before = [rank for rank in hits if rank < around][-(most // 2) :] if most > 1 else []
        after = [rank for rank in hits if rank >= around][: most - len(before)]
        assert [row.rank for row in shown.rows(0, shown.count)] == before + after
        # What is told as the whole is the whole; what is well below what was asked for is told as that.
        assert shown.partial or before + after == hits
        assert not shown.partial or len(hits) >= most // 2
        maker.close()
        index.close()


def test_a_century_is_the_same_wherever_it_is_named(tmp_path: Path) -> None:
    numbers = [*range(-50, 0), *range(1, 31)]
    events: list[Event] = []
    for number in numbers:
        first = 100 * number + 1 if number < 0 else max(100 * number - 100, 1)
        last = 100 * number + 100 if number < 0 else 100 * number - 1
        named = typed(_century(number))
        assert (named.span.earliest, named.span.latest) == (from_civil(first, 1, 1), from_civil(last, 12, 31))
        dated = (named.edtf, year_iso(first), year_iso(last))
        events += [Event(id=f"c{number}-{at}", date=date, title="T") for at, date in enumerate(dated)]
    index = written(tmp_path, events)
    groups = made(index, View(grouped="century")).rows(0, 200)
    assert [(row.unit, row.events) for row in groups if isinstance(row, Group)] == [("century", 3)] * 80
    for number in numbers:
        ranks = index.search.ranks(parse(f'in:"{_century(number)}"'))
        assert {row.id for row in index.rows_of(ranks)} == {f"c{number}-{at}" for at in range(3)}
    index.close()


def _century(number: int) -> str:
    count = abs(number)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count not in {11, 12, 13} else "th"
    return f"{count}{ending} century{' BC' if number < 0 else ''}"


def test_more_than_one_lot(tmp_path: Path) -> None:
    events = [
        Event(id=f"e{number}", date=f"{1000 + number // 12}-{1 + number % 12:02}-01", title=f"T{number}")
        for number in range(9000)
    ]
    index = written(tmp_path, events)
    late = made(index, View("late", grouped="year"), range(8400, 9000))
    assert [(row.rank, row.title) for row in late.rows(0, 2)] == [(8400, ""), (8412, "")]
    apart = made(index, View("some"), [100, 5000, 8999])
    days = [from_civil(1008, 5, 1), from_civil(1416, 9, 1), from_civil(1749, 12, 1)]
    assert rows_drawn(apart) == [
        *[("year 1008", 100), ("row", 100)],
        *[(f"gap {days[1] - days[0] - 1} 4899, year 1416", 5000), ("row", 5000)],
        *[(f"gap {days[2] - days[1] - 1} 3998, year 1749", 8999), ("row", 8999)],
    ]
    index.close()


def test_gaps_far_down_a_list(tmp_path: Path) -> None:
    days = [number + 300 * (number > 700) + 500 * (number > 1900) for number in range(2000)]
    events = [
        Event(id=f"e{number}", date=day_iso(700_000 + day), title="T") for number, day in enumerate(days)
    ]
    index = written(tmp_path, events)
    everything = made(index, View("all"), range(2000))
    assert rows_drawn(everything) == rows_drawn(Shown.whole(index))
    assert [row.gap for row in everything.rows(0, 2000) if row.gap] == [300, 500]
    index.close()


def test_making_can_be_interrupted(tmp_path: Path) -> None:
    index = written(tmp_path, [Event(id=f"e{number}", date=None, title="T") for number in range(50)])
    endless = "number IN (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n)"
    maker = Wanting(index, QueryParts("row", endless, (), "place"))
    ended = threading.Event()

    def interrupt() -> None:
        # However late the question is asked.
        while not ended.wait(0.01):
            maker.interrupt()

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(Interrupted):
        maker.made(View("for ever"))
    ended.set()
    thread.join()
    assert maker.made(View()).count == 50
    maker.close()
    index.close()


def test_the_whole_asks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = written(tmp_path, [Event(id="one", date="2024", title="One")])
    monkeypatch.setattr(index, "ask", None)
    assert Shown.whole(index).count == 1
