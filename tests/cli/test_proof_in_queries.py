"""`is:altered` and its like: events by what became of their passages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TIMELINE = """\
sources: {paper: {text: paper.txt}}
events:
  - {id: sound, date: 2024-01-01, title: Sound, quotes: [{exact: The bridge fell at night., source: paper}]}
  - {id: wrong, date: 2024-01-02, title: Wrong, quotes: [{exact: The bridge fell at noon., source: paper}]}
  - id: short
    date: 2024-01-03
    title: Short
    disputes: {why: Why?}
    quotes: [{exact: The bridge ... at night., source: paper}]
  - {id: gone, date: 2024-01-04, title: Gone, quotes: [{exact: Elephants were seen., source: paper}]}
  - {id: bare, title: Bare}
"""


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "paper.txt").write_text("The bridge fell at night. Nobody was hurt.")
    settings = Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"texts": [str(tmp_path / "shelf")]}))
    path = tmp_path / "x.timeline.yaml"
    path.write_text(TIMELINE)
    return path


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("is:altered", ["wrong"]),
        ("is:cut", ["short"]),
        ("is:not-found", ["gone"]),
        ("is:altered,not-found,cut", ["wrong", "short", "gone"]),
        ("-is:altered,cut", ["sound", "gone", "bare"]),
        ("is:disputed is:cut", ["short"]),
        ("is:disputed,altered", ["wrong", "short"]),
        ("-is:disputed,altered", ["sound", "gone", "bare"]),
        ("is:altered OR bare", ["wrong", "bare"]),
        ("is:altered OR is:disputed", ["wrong", "short"]),
        ("wrong is:altered", ["wrong"]),
        ("sound is:altered", []),
    ],
)
def test_states_of_passages_find_their_events(call: Call, timeline: Path, query: str, ids: list[str]) -> None:
    said = call("search", query, timeline, "--format", "json")
    assert [event["id"] for event in json.loads(said.out)] == ids


def test_a_chart_of_such_a_query_compares_with_the_usual_texts(call: Call, timeline: Path) -> None:
    said = call("chart", timeline, "--query", "is:altered")
    assert "Wrong" in said.out
    assert "Sound" not in said.out


def test_a_changed_text_is_compared_anew(call: Call, timeline: Path) -> None:
    call("search", "is:altered", timeline)
    (timeline.parent / "shelf" / "paper.txt").write_text("The bridge fell at noon. It was cold.")
    said = call("search", "is:altered", timeline, "--format", "json")
    assert [event["id"] for event in json.loads(said.out)] == ["sound", "short"]


def test_without_texts_nothing_is_claimed(call: Call, timeline: Path) -> None:
    (Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json").unlink()
    said = call("search", "is:cut", timeline)
    assert (said.code, said.out) == (2, "")
    assert "is:cut wants passages that were compared with texts" in said.talk
    assert "--texts FOLDER" in said.talk


@pytest.mark.parametrize(
    "call_of",
    [
        ("search", "is:cut", "FILE"),
        ("list", "FILE", "--query", "is:cut"),
        ("list", "FILE", "--query", "-is:altered,not-found is:disputed"),
        ("FILE", "--query", "is:cut"),
    ],
)
def test_the_texts_of_the_call_are_compared_in_each_command(
    call: Call, timeline: Path, call_of: tuple[str, ...]
) -> None:
    (Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json").unlink()
    words = [str(timeline) if word == "FILE" else word for word in call_of]
    said = call(*words, "--texts", timeline.parent / "shelf")
    assert said.code == 0
    assert [line.split()[-1] for line in said.out.splitlines()[1:]] == ["short"]
