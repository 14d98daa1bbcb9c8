"""A change that is measured is one that the program sees, and is undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import changes, generate
from timeline_tui.load.sections import Common
from timeline_tui.load.stream_reading import Reading


def test_a_timeline_that_is_split_holds_the_same_events(tmp_path: Path) -> None:
    generate.write(50, tmp_path / "50.timeline.yaml")
    generate.split(50, tmp_path / "split", 7)
    events = list(Reading(tmp_path / "50.timeline.yaml", "").events())
    files = sorted((tmp_path / "split").iterdir())
    assert len(files) == 8
    assert [event for file in files for event in Reading(file, "", common=Common()).events()] == events


@pytest.mark.parametrize("change", [changes.reword, changes.add])
def test_a_change_is_undone_by_another(tmp_path: Path, change: Callable[[Path], None]) -> None:
    file = tmp_path / "20.timeline.yaml"
    generate.write(20, file)
    before = file.read_bytes()
    events = list(Reading(file, "").events())
    change(file)
    reading = Reading(file, "")
    changed = list(reading.events())
    assert changed != events
    assert len(set(map(repr, changed)) - set(map(repr, events))) == 1
    assert not any(problem.severity == "error" for problem in reading.problems)
    change(file)
    assert file.read_bytes() == before
