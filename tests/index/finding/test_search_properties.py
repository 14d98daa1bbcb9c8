"""Every answer of the search against a scan of all events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index import naive
from tests.index.finding import searched
from tests.index.finding.searched import Asked
from tests.index.timelines import written
from tests.query.test_reading import texts
from timeline_tui.index.reader import Index
from timeline_tui.model.dates import understood
from timeline_tui.model.timeline import Event, Timeline
from timeline_tui.query.scan import Unreadable
from timeline_tui.query.written import parse

FIELDS = ("name", "place", "group", "person", "speaker", "source", "tag", "kind", "via", "field", "is")
# A scan of every day that masked digits can mean takes long, so one of these stands for all.
FEW_DAYS = sorted(
    {*(one for one in (*searched.DATES, *searched.ASKED_DATES) if "X" not in one), "20XX-12-25"}
)


def index_of(folder: str, events: Sequence[Event]) -> Index:
    timeline = Timeline(names=searched.NAMES, sources=searched.SOURCES)
    return written(Path(folder), events, timeline=timeline)


def ranks_of(events: Sequence[Event], asked: Sequence[Asked]) -> list[int]:
    placed = naive.in_order(events, {})
    return [rank for rank, one in enumerate(placed) if searched.found(one.event, asked)]


@given(searched.events, st.lists(searched.queries, max_size=8))
def test_a_query_finds_what_a_scan_finds(events: list[Event], queries: list[list[Asked]]) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(folder, events)
        for asked in queries:
            # The blank says that the last word is whole.
            query = parse(" ".join(term.text for term in asked) + " ")
            expected = ranks_of(events, asked)
            assert index.search.ranks(query) == expected
            assert index.search.count(query) == len(expected)
            assert index.search.ranks(query, 3, 2) == [rank for rank in expected if rank >= 3][:2]


@pytest.mark.parametrize("date", FEW_DAYS)
def test_an_event_alone_is_found_by_just_the_dates_that_a_scan_finds_it_by(date: str, tmp_path: Path) -> None:
    event = Event(date=date, title="Alone")
    index = index_of(str(tmp_path), [event])
    asked = {one for one in FEW_DAYS if understood(one) is not None}
    for field in ("in", "before", "after"):
        found = {one for one in asked if index.search.ranks(parse(f"{field}:{one}"))}
        assert found == {one for one in asked if searched.touches(event, field, one)}
        left = {one for one in asked if index.search.ranks(parse(f"-{field}:{one}"))}
        assert left == asked - found


@given(searched.events, searched.queries)
def test_facets_are_counted_as_a_scan_counts_them(events: list[Event], asked: list[Asked]) -> None:
    chosen = [event for event in events if searched.found(event, asked)]
    with TemporaryDirectory() as folder:
        index = index_of(folder, events)
        counts = index.search.counts(parse(" ".join(term.text for term in asked) + " "))
        assert counts is not None
        assert counts.events == len(chosen)
        for field in FIELDS:
            found = {value.value: value.events for value in counts.values(field)}
            assert found == searched.counted(chosen, field)
            whole = {value.value: value.events for value in index.values(field, most=None)}
            assert whole == searched.counted(events, field)
        years = searched.begun_years(events)
        expected = {year: count for year, count in searched.counted(chosen, "in").items() if year in years}
        assert {value.value: value.events for value in counts.values("in")} == expected


@given(searched.events, st.lists(texts, max_size=10))
def test_no_query_makes_an_error(events: list[Event], queries: list[str]) -> None:
    with TemporaryDirectory() as folder:
        index = index_of(folder, events)
        for text in queries:
            try:
                query = parse(text)
            except Unreadable:
                continue
            assert index.search.count(query) == len(index.search.ranks(query)) <= len(events)
