"""The order of events by the instants of their times of day, in the zones of their files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.index.timelines import STAMP, written
from timeline_tui.index.reader import Index
from timeline_tui.index.writer import Writer
from timeline_tui.jobs.worker import write_known_by
from timeline_tui.model.timeline import Event, Timeline
from timeline_tui.query.written import parse


def timed(*dates: str) -> list[Event]:
    return [Event(id=date, date=date, title="x") for date in dates]


def order(index: Index) -> list[str]:
    return [row.id for row in index.rows(0, index.about.events)]


@pytest.mark.parametrize(
    ("zone", "dates"),
    [
        # Over midnight, and where the zone is that of the file.
        (None, ["2024-03-13T01:00+03:00", "2024-03-12T20:00-04:00"]),
        ("Europe/Kyiv", ["2024-03-12T12:00", "2024-03-12T11:00Z"]),
        # Days are those of the zone of the file, and stand before all times of theirs.
        ("Europe/Kyiv", ["2024-03-12", "2024-03-12T21:59Z", "2024-03-13", "2024-03-12T22:00Z"]),
        # The offset that all share is the zone of days, and of times with none.
        (None, ["2024-03-12T20:00-04:00", "2024-03-13", "2024-03-13T00:30", "2024-03-13T01:00-04:00"]),
        # Of several offsets, days are in order by UTC.
        (None, ["2024-03-13T01:00+03:00", "2024-03-13", "2024-03-12T20:01-04:00", "2024-03-13T00:02"]),
        # An hour that the clocks showed twice.
        ("Europe/Kyiv", ["2024-10-27T03:50", "2024-10-27T03:10+02:00", "2024-10-27T04:00"]),
        ("Europe/Kyiv", ["-0044-03-15T11:00", "-0044-03-15T11:00Z", "-0043"]),
    ],
)
def test_events_are_in_the_order_of_their_instants(
    tmp_path: Path, zone: str | None, dates: Sequence[str]
) -> None:
    index = written(tmp_path, timed(*reversed(dates)), timeline=Timeline(timezone=zone))
    assert order(index) == list(dates)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("in:2024-03-13", ["2024-03-12T22:00Z", "2024-03-13T08:00"]),
        ("in:2024-03-12", ["2024-03-12"]),
        ("in:2024-03-13T00:00", ["2024-03-12T22:00Z"]),
        ("in:2024-03-12T22:00Z", ["2024-03-12T22:00Z"]),
        ("in:2024-03-12T20:00", ["2024-03-12"]),
        ("after:2024-03-13T00:00", ["2024-03-13T08:00"]),
        ("after:2024-03-12T23:59", ["2024-03-12T22:00Z", "2024-03-13T08:00"]),
        ("before:2024-03-13T08:00", ["2024-03-12", "2024-03-12T22:00Z"]),
        ("before:2024-03-12T12:00", []),
        ("-before:2024-03-13T08:00", ["2024-03-13T08:00"]),
    ],
)
def test_days_and_minutes_are_asked_for_in_the_zone_of_the_file(
    tmp_path: Path, query: str, expected: list[str]
) -> None:
    events = timed("2024-03-12", "2024-03-12T22:00Z", "2024-03-13T08:00")
    index = written(tmp_path, events, timeline=Timeline(timezone="Europe/Kyiv"))
    assert [order(index)[rank] for rank in index.search.ranks(parse(query))] == expected


def test_minutes_are_asked_for_across_zones(tmp_path: Path) -> None:
    index = written(tmp_path, timed("2024-03-13T01:00+03:00", "2024-03-12T20:00-04:00", "2024-03-13"))
    every = order(index)
    asked = {
        "after:2024-03-13T02:00+03:00": ["2024-03-12T20:00-04:00"],
        "before:2024-03-12T19:00-04:00": ["2024-03-13T01:00+03:00"],
        "in:2024-03-12T22:00Z": ["2024-03-13T01:00+03:00"],
        # A day is that of the place.
        "in:2024-03-13": ["2024-03-13T01:00+03:00", "2024-03-13"],
    }
    found = {query: [every[rank] for rank in index.search.ranks(parse(query))] for query in asked}
    assert found == asked


def test_each_file_goes_by_its_own_zone(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "index", STAMP)
    for event in timed("2024-03-12T12:00", "2024-03-12T11:00", "2024-03-12T10:30Z"):
        writer.add(event)
    writer.finish(Timeline(), {}, (), zones=[(0, "Europe/Kyiv"), (1, "Europe/London")])
    index = Index.open(tmp_path / "index")
    expected = ["2024-03-12T12:00", "2024-03-12T10:30Z", "2024-03-12T11:00"]
    assert order(index) == expected
    (tmp_path / "then").mkdir()
    write_known_by(index, 800_000, Writer(tmp_path / "then" / "index", STAMP), lambda *_: None)
    assert order(Index.open(tmp_path / "then" / "index")) == expected


def test_what_could_be_known_keeps_the_zone_of_all(tmp_path: Path) -> None:
    events = timed("2024-03-12T23:30", "2024-03-13T00:30-04:00", "2030-01-01T00:00-04:00")
    index = written(tmp_path, [events[2], *events[:2]])
    (tmp_path / "then").mkdir()
    write_known_by(index, 740_000, Writer(tmp_path / "then" / "index", STAMP), lambda *_: None)
    then = Index.open(tmp_path / "then" / "index")
    assert (then.about.offset, order(then)) == (-240, order(index)[:2])
