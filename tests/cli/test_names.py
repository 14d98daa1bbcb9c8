"""`list --name` finds events by any spelling of a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TIMELINE = """\
sources:
  paper: {title: Paper}
names:
  village: {kind: place, name: Tyotkino, also: [Tetkino, "Тёткино"]}
  ruler: {name: Vladimir Putin, also: [Putin]}
  other: {name: Somebody else, also: [Putin]}
events:
  - {id: listed, date: 2022, title: Listed, names: [village]}
  - {id: between, date: 2023, title: Between}
  - id: spelled
    date: 2024-03-12
    title: Spelled
    quotes:
      - {exact: They came to Tetkino., source: paper}
      - {exact: "В Тёткино было тихо.", source: paper}
  - {id: one, date: 2025, title: One, names: [ruler]}
  - {id: two, date: 2026, title: Two, names: [other]}
"""


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.timeline.yaml"
    path.write_text(TIMELINE, encoding="utf-8")
    return path


@pytest.mark.parametrize("spelling", ["Tyotkino", "TETKINO", "Тёткино", "теткино", "village", "Tétkino"])
def test_any_spelling_finds_every_event(call: Call, names: Path, spelling: str) -> None:
    said = call("list", names, "--name", spelling, "--format", "json")
    assert said.code == 0
    assert [event["id"] for event in json.loads(said.out)] == ["listed", "spelled"]


def test_no_year_stands_above_a_single_event_of_what_is_left(call: Call, names: Path) -> None:
    lines = call("list", names, "--name", "Tetkino").out.splitlines()
    assert [line.split()[-1] for line in lines] == ["2020s", "listed", "spelled"]


def test_a_spelling_of_two_names_finds_the_events_of_both(call: Call, names: Path) -> None:
    said = call("list", names, "--name", "putin", "--format", "json")
    assert [event["id"] for event in json.loads(said.out)] == ["one", "two"]


def test_what_is_no_name_is_refused_with_the_likest(call: Call, names: Path) -> None:
    said = call("list", names, "--name", "Tjotkino")
    assert (said.code, said.out) == (2, "")
    assert "--name Tjotkino: no name is spelled so" in said.talk
    assert "try: Tyotkino" in said.talk


def test_a_timeline_with_no_names_says_so_too(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "bare.timeline.yaml"
    path.write_text("events:\n  - title: x\n    id: x\n")
    assert call("list", path, "--name", "anybody").code == 2
