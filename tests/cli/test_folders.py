"""Every command that takes a file takes a folder of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

SHELF = """\
sources:
  paper: {text: texts/paper.txt}
names:
  town: {kind: place, name: Tyotkino}
"""
EVENTS = """\
events:
  - id: crossing
    date: 2024-03-12
    title: They cross
    names: [town]
    quotes: [{exact: They crossed., source: paper}]
  - id: lost
    title: Nobody knows
    part_of: nowhere
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shelf of sources below, and the events that use it."""
    place = tmp_path / "raids"
    (place / "shelf" / "texts").mkdir(parents=True)
    (place / "shelf" / "all.timeline.yaml").write_text(SHELF)
    (place / "shelf" / "texts" / "paper.txt").write_text("They said: They crossed.")
    (place / "events.timeline.yaml").write_text(EVENTS)
    return place


def test_what_is_listed_shown_and_weighed(call: Call, folder: Path) -> None:
    assert [one["id"] for one in json.loads(call("list", folder, "--format", "json").out)] == [
        "crossing",
        "lost",
    ]
    assert "They crossed." in call("show", "crossing", folder).out
    assert "no passage speaks of it" in call("gaps", folder).out
    assert call("list", folder, "--name", "tyotkino").out.count("They cross") == 1
    opened = call(folder)
    assert (opened.code, "1 problem in the folder" in opened.talk) == (1, True)
    assert "They cross" in opened.out


def test_texts_stand_where_their_own_file_says(call: Call, folder: Path) -> None:
    said = call("verify", folder, "--texts", folder)
    assert "1 verbatim" in said.talk
    # Another file of the folder has a problem.
    assert (said.code, "1 problem in the folder" in said.talk) == (1, True)


def test_problems_name_their_file_within_the_folder(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = call("check", folder, "--format", "line")
    assert said.code == 1
    assert said.out.startswith(f"{folder}/events.timeline.yaml:9:14: error[unknown-event]")
    monkeypatch.chdir(folder.parent)
    assert call("check", "raids/", "--format", "line").out.startswith("raids/events.timeline.yaml:9:14: ")


def test_a_folder_without_timelines_says_what_to_do(call: Call, tmp_path: Path) -> None:
    said = call("list", tmp_path)
    assert said.code == 2
    assert "there is no timeline in this folder" in said.talk
    assert ".timeline.yaml" in said.talk


def test_problems_are_told_of_the_folder_that_has_them(call: Call, folder: Path) -> None:
    assert " in the folder: timeline-tui check " in call("list", folder).talk
    assert " in the file: timeline-tui check " in call("list", folder / "events.timeline.yaml").talk
