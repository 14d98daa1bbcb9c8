"""`tour` prints every step where nobody can play it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call

TOURS = """\
tours:
  way:
    title: A way
    steps:
      - {event: raid, passage: paper, text: Two sides.}
      - {event: gone, text: Nothing here.}
      - {event: month}
  other:
    steps: [{event: ides}]
events:
"""


@pytest.fixture
def toured(tmp_path: Path) -> Path:
    path = tmp_path / "toured.timeline.yaml"
    path.write_text(TIMELINE.replace("events:\n", TOURS, 1), encoding="utf-8")
    return path


def test_all_steps_are_printed(call: Call, toured: Path) -> None:
    said = call("tour", toured, "way")
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[0] == "A way"
    assert [line for line in lines if " of 3" in line] == ["1 of 3", "2 of 3", "3 of 3"]
    for line in (
        "The raid: how it began",
        "Two sides.",
        "│ It was not taken.",
        "≠ Was it taken?",
        "  · Yes  2 passages · 2 sources, 1 independent",
        "  · No  2 passages · 1 source · this one among them",
        "There is no event gone in the timeline.",
        "about June 2023",
    ):
        assert line in lines, said.out
    assert "The Ides" not in said.out


def test_without_an_id_it_is_all_of_them(call: Call, toured: Path) -> None:
    said = call("tour", toured)
    assert "A way" in said.out
    assert "The Ides" in said.out


def test_a_wrong_id_is_answered_with_those_there_are(call: Call, toured: Path) -> None:
    said = call("tour", toured, "wa")
    assert (said.code, said.out) == (2, "")
    assert "no tour has the id wa" in said.talk
    said = call("tour", toured, "quite-another")
    assert "one of: way (A way), other (other)" in said.talk


def test_a_timeline_without_one_says_so(call: Call, file: Path) -> None:
    said = call("tour", file)
    assert said.code == 2
    assert "This timeline has no tour; one is written under `tours:` in the file" in said.talk
    assert "timeline-tui explain empty-tour" in said.talk


def test_the_one_that_ships_is_found_by_its_id_alone(call: Call) -> None:
    said = call("tour", "four-raids")
    assert said.code == 0
    assert said.out.startswith("Four raids, and what is disputed\n")
    assert "10 of 10" in said.out


def test_a_record_is_a_step(call: Call, toured: Path) -> None:
    found = [json.loads(line) for line in call("tour", toured, "--format", "jsonl").out.splitlines()]
    assert [(one["tour"], one["step"], one["event"]) for one in found] == [
        ("way", 1, "raid"), ("way", 2, "gone"), ("way", 3, "month"), ("other", 1, "ides"),
    ]  # fmt: skip
    assert (found[0]["passage"], found[0]["exact"], found[0]["source"]) == (2, "It was not taken.", "paper")
    assert (found[1]["title"], found[1]["passage"]) == (None, None)


def test_what_could_not_be_known_is_hidden(call: Call) -> None:
    said = call("tour", "--as-of", "2023-06")
    assert "The event tyotkino is not part of what could be known on that day." in said.out
    assert "There was a firefight" not in said.out


def test_passages_are_proven_where_texts_are_named(call: Call, toured: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    said = call("tour", toured, "way", "--texts", tmp_path / "texts")
    assert "not compared with its text" not in said.out
    assert "no text held" in said.out
