"""The index answers what a look through the whole list of events would."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.index import naive
from tests.index.timelines import SOURCES, timelines, written
from timeline_tui.index.list_places import GAP
from timeline_tui.index.lookups import MOST_PASSAGES
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import Question, Row
from timeline_tui.index.shown import Shown
from timeline_tui.model.days import from_civil
from timeline_tui.model.timeline import Event, Quote, Timeline

Drawn = tuple[list[Event], dict[int, int]]


def block(row: Row) -> list[tuple[str, int]]:
    """The lines that a row brings with it."""
    above = [f"gap {row.gap}"] if row.gap is not None else []
    above += [f"year {row.heading}"] if row.heading is not None else []
    return [*([(", ".join(above), row.rank)] if above else []), ("row", row.rank)]


@examples(0.5)
@given(timelines())
def test_rows_stand_in_time_order_with_parts_under_their_whole(drawn: Drawn) -> None:
    events, parents = drawn
    placed = naive.in_order(events, parents)
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        rows = index.rows(0, len(events) + 1)
        assert [(row.rank, row.number, row.depth) for row in rows] == [
            (rank, one.number * GAP, one.depth) for rank, one in enumerate(placed)
        ]
        assert [(row.id, row.date or row.written, row.title, row.key) for row in rows] == [
            (one.event.id, one.event.date, one.event.title, one.event.key) for one in placed
        ]
        misdated = [one.event.date for one in placed if one.event.date == "12/03/2024"]
        assert [row.written for row in rows if row.written is not None] == misdated
        assert index.about.misdated == len(misdated)
        for source in ("kyiv", "not listed"):
            citing = [rank for rank, one in enumerate(placed) if source in one.event.only_cited]
            assert index.passages.citing(source, 5) == (citing[:5], len(citing))
        for rank, one in enumerate(placed):
            parent = index.parent(rank)
            assert (parent and parent.rank) == one.parent
            children = [row.rank for row in index.children(rank)]
            assert children == [other for other, part in enumerate(placed) if part.parent == rank]
            assert index.event(rank) == one.event
            assert index.rank_of(f"event-{one.number}") == rank


@examples(0.5)
@given(timelines())
def test_every_row_knows_its_line(drawn: Drawn) -> None:
    events, parents = drawn
    expected = naive.lines(naive.in_order(events, parents))
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        every = index.rows(0, len(events))
        assert [line for row in every for line in block(row)] == expected
        assert index.about.lines == len(expected)
        whole = Shown.whole(index)
        for row in every:
            assert expected[row.rank + whole.extras_to(row.rank)] == ("row", row.rank)


@examples(0.5)
@given(timelines())
def test_counts_and_the_year_of_each_row(drawn: Drawn) -> None:
    events, parents = drawn
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        year = None
        for row in index.rows(0, len(events)):
            counted = (row.quotes, row.sources, row.independent, row.disputes)
            assert counted == naive.counts(events[row.number // GAP], SOURCES)
            year = year if row.heading is None else row.heading
            assert row.year == year
        about = index.about
        assert about.events == len(events)
        assert about.quotes == sum(len(event.quotes) for event in events)
        assert (about.sources, about.independent) == (4, 3)
        assert about.disputes == len({key for event in events for key in event.disputes})
        spans = [naive.days(event) for event in events]
        firsts = [until if first is None else first for first, until in spans if until is not None]
        assert about.earliest == min(firsts, default=None)
        assert about.latest == max((until for _, until in spans if until is not None), default=None)


@examples(0.5)
@given(timelines())
def test_passages_come_in_the_order_of_the_list(drawn: Drawn) -> None:
    events, parents = drawn
    placed = naive.in_order(events, parents)
    quotes = [
        (rank, one.event.id, position, quote)
        for rank, one in enumerate(placed)
        for position, quote in enumerate(one.event.quotes)
    ]
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        counts = index.passages.counts()
        for source in [*SOURCES, "not listed", "nowhere"]:
            found = [(p.rank, p.event, p.position, p.quote) for p in index.passages.of_source(source)]
            assert found == [each for each in quotes if each[3].source == source]
            assert counts.get(source, 0) == len(found)
        for dispute in ["taken", "losses", "nowhere"]:
            answers = [(p.rank, p.event, p.position, p.quote) for p in index.passages.on(dispute)]
            assert answers == [each for each in quotes if each[3].dispute == dispute]
        asked = {"taken": "Was it taken?"} if any("taken" in event.disputes for event in events) else {}
        assert index.passages.questions(["taken", "losses"]) == asked


@examples(0.5)
@given(timelines(), st.integers(from_civil(-50, 1, 1), from_civil(2040, 1, 1)))
def test_a_day_leads_to_the_first_row_that_begins_then(drawn: Drawn, day: int) -> None:
    events, parents = drawn
    spans = [naive.days(one.event) for one in naive.in_order(events, parents)]
    days = [last if first is None else first for first, last in spans]
    later = [(day_, rank) for rank, day_ in enumerate(days) if day_ is not None and day_ >= day]
    before = [(-day_, rank) for rank, day_ in enumerate(days) if day_ is not None]
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        assert index.rank_at(day) == min(later or before, default=(0, 0))[1]


def test_a_day_within_years_of_an_event_leads_to_the_day(tmp_path: Path) -> None:
    dates = ["2023/2024", "2023-03-02", "2024-03-10/2024-03-12", "2024-03-12", "2024-03-13", "1900/.."]
    events = [Event(id=date, date=date, title=date) for date in dates]
    index = written(tmp_path, events)
    for date in ("2023-03-02", "2024-03-12", "2024-03-13"):
        year, month, day = map(int, date.split("-"))
        assert index.rows(index.rank_at(from_civil(year, month, day)), 1)[0].id == date
    assert index.rank_at(10**30) == index.rank_of("2024-03-13")
    assert index.rows(index.rank_at(-(10**30)), 1)[0].id == "1900/.."


def test_of_very_many_passages_those_around_the_one_in_sight_come(tmp_path: Path) -> None:
    quotes = (Quote(exact="x", source="kyiv", dispute="taken"),) * 2
    events = [Event(id=f"e{number}", title="t", quotes=quotes) for number in range(1000)]
    index = written(tmp_path, events)
    around = index.passages.of_source("kyiv", around=500)
    assert len(around) == MOST_PASSAGES
    assert [(p.rank, p.position) for p in around[:3]] == [(400, 0), (400, 1), (401, 0)]
    assert around[MOST_PASSAGES // 2].rank == 500
    assert [p.rank for p in index.passages.on("taken")[:2]] == [0, 0]
    assert index.passages.counts()["kyiv"] == 2000


def test_an_empty_timeline(tmp_path: Path) -> None:
    index = written(tmp_path, [], timeline=Timeline())
    assert index.rows(0, 10) == index.rows_of([]) == []
    assert index.rank_at(0) == 0
    assert not any(index.lying)
    assert index.about.earliest is index.about.latest is None
    assert not (index.families() or index.sources() or index.names() or index.passages.questions(["a"]))
    with pytest.raises(Unusable):
        index.event(0)


def test_no_row_is_where_none_can_be(tmp_path: Path) -> None:
    index: Index = written(tmp_path, [Event(id="a", title="A")])
    assert index.rank_of("b") is None
    assert index.parent(7) is None
    assert index.children(7) == index.rows(1, 5) == []
    assert list(index.ids()) == ["a"]


@given(timelines(), st.integers(0, 4))
def test_the_first_disputed_points_are_those_whose_answers_stand_first(
    tmp_path_factory: pytest.TempPathFactory, drawn: Drawn, most: int
) -> None:
    events, parents = drawn
    index = written(tmp_path_factory.mktemp("i"), events, parents)
    asked = {id_: text for event in events for id_, text in event.disputes.items() if text}
    answers: dict[str, list[int]] = {id_: [] for id_ in asked}
    for rank, one in enumerate(naive.in_order(events, parents)):
        for quote in one.event.quotes:
            if quote.dispute in answers:
                answers[quote.dispute].append(rank)
    points = sorted(answers, key=lambda id_: (not answers[id_], answers[id_][:1], id_))
    found, count = index.passages.disputed(most)
    assert count == len(asked)
    assert found == [
        Question(id_, asked[id_], next(iter(answers[id_]), None), len(answers[id_])) for id_ in points[:most]
    ]


@given(timelines())
def test_the_next_disputed_row_is_the_nearest_with_a_dispute(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[list[Event], dict[int, int]]
) -> None:
    index = written(tmp_path_factory.mktemp("i"), *drawn)
    rows = index.rows(0, 99)
    disputed = [row.rank for row in rows if row.disputes]
    for rank in range(-1, len(rows) + 1):
        assert index.disputed(rank, 1, 2) == [at for at in disputed if at > rank][:2]
        assert index.disputed(rank, -1, 2) == [at for at in reversed(disputed) if at < rank][:2]
    for row in rows:
        assert index.row_of_number(row.number) == row
    with pytest.raises(Unusable):
        index.row_of_number(-1)
