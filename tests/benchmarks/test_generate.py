"""The generated timelines are sound, the same every time, and as large as they are said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import generate
from timeline_tui.load.stream_reading import Reading


@pytest.mark.parametrize("events", [1, 10, 300])
def test_a_generated_timeline_has_nothing_wrong(tmp_path: Path, events: int) -> None:
    file = tmp_path / "made.timeline.yaml"
    generate.write(events, file)
    reading = Reading(file, file.name)
    assert len(list(reading.events())) == events
    # A short one does not quote all of its sources.
    assert {problem.code for problem in reading.problems} <= {"unused-source"}


def test_it_is_the_same_every_time() -> None:
    assert list(generate.pieces(200)) == list(generate.pieces(200))


def test_an_event_is_about_a_kilobyte() -> None:
    size = sum(map(len, generate.pieces(2_000))) - sum(map(len, generate.pieces(0)))
    assert 800 <= size / 2_000 <= 1_100


def test_it_has_all_that_real_timelines_have(tmp_path: Path) -> None:
    file = tmp_path / "made.timeline.yaml"
    generate.write(400, file)
    reading = Reading(file, file.name)
    events = list(reading.events())
    assert {len(event.quotes) for event in events} == {2}
    assert any(event.disputes for event in events)
    assert any(event.part_of for event in events)
    assert any(event.date is None for event in events)
    assert reading.parents
    assert any(source.derived_from for source in reading.timeline.sources.values())


def test_all_events_can_be_of_one_year() -> None:
    written = "".join(generate.pieces(400, 365))
    years = {line.split()[1][:4] for line in written.split("\n") if line.startswith("    date:")}
    assert years == {"1990"}
