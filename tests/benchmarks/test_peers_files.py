"""The peers are given the same events, each in the form it reads."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from benchmarks import generate
from benchmarks.peers.files import (
    Happening,
    happenings,
    in_order,
    wanted,
    write_csv,
    write_items,
    write_log,
)
from timeline_tui.load.stream_reading import Reading

EVENTS = 400


def _events() -> list[Happening]:
    return in_order(happenings("".join(generate.pieces(EVENTS)).splitlines(keepends=True)))


def _happening(number: int, date: str) -> Happening:
    return Happening(number, date, f"{number:07d} A march", "Some words.", "place-1", "border", "More words.")


def test_they_are_the_events_that_the_program_reads(tmp_path: Path) -> None:
    file = tmp_path / "made.timeline.yaml"
    generate.write(EVENTS, file)
    reading = Reading(file, file.name)
    read = {event.id: event for event in reading.events()}
    ours = list(happenings(file.read_text(encoding="utf-8").splitlines()))
    assert len(ours) == len(read) == EVENTS
    for event in ours:
        same = read[f"e{event.number:07d}"]
        assert (event.title, event.summary) == (same.title, same.summary)
        assert event.date == (same.date or "")
        assert event.names == ", ".join(same.names)
        assert event.tags == ", ".join(same.tags)
        assert event.passages == " / ".join(quote.exact for quote in same.quotes)


def test_a_log_goes_forward_in_time_and_has_a_line_for_each() -> None:
    out = io.StringIO()
    write_log(_events(), out)
    lines = out.getvalue().splitlines()
    moments = [line[:19] for line in lines]
    assert len(lines) == EVENTS
    assert moments == sorted(moments)
    assert {line[20:27] for line in lines} == {f"{number:07d}" for number in range(EVENTS)}


def test_a_date_begins_at_its_first_minute() -> None:
    dates = ["1990", "1991-02", "1992-03-04~", "1993-05-06/1993-05-08", "1994-07-08T05:00+02:00", ""]
    assert [_happening(1, date).moment for date in dates] == [
        "1990-01-01 00:00:00",
        "1991-02-01 00:00:00",
        "1992-03-04 00:00:00",
        "1993-05-06 00:00:00",
        "1994-07-08 05:00:00",
        "",
    ]


def test_an_event_without_a_date_takes_the_last_moment_of_a_log() -> None:
    out = io.StringIO()
    write_log(in_order([_happening(1, ""), _happening(2, "1990-01"), _happening(3, "1989")]), out)
    assert [line[:27] for line in out.getvalue().splitlines()] == [
        "1989-01-01 00:00:00 0000003",
        "1990-01-01 00:00:00 0000002",
        "1990-01-01 00:00:00 0000001",
    ]


def test_the_rows_of_the_csv_hold_the_same_words() -> None:
    events, out = _events(), io.StringIO()
    write_csv(events, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [tuple(row.values()) for row in rows] == [event[1:] for event in events]


def test_the_items_of_a_page_are_the_events_with_a_date() -> None:
    events, out = _events(), io.StringIO()
    write_items(events, out)
    items = json.loads(out.getvalue().removeprefix("const items = ").replace(",\n];\n", "]"))
    assert [item["content"] for item in items] == [event.title for event in events if event.date]


def test_what_is_looked_for_stands_nine_tenths_down() -> None:
    out = io.StringIO()
    write_items([_happening(number, "1990") for number in range(10)], out)
    assert wanted(out.getvalue().splitlines(keepends=True), 10) == 9
