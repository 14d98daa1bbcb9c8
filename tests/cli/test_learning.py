"""`tutorial` opens a copy that is the reader's own, where it was left or anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from timeline_tui.session.tutorial import LESSONS


@pytest.fixture
def folder() -> Path:
    return Path(os.environ["TIMELINE_TUI_STATE"]) / "tutorial"


def test_without_a_terminal_it_is_listed(call: Call) -> None:
    said = call("tutorial")
    assert (said.code, said.talk) == (0, "")
    assert "1 Press the down arrow, or j" in said.out
    assert "12 Press a to add an event of your own" in said.out


def test_it_has_an_event_for_each_lesson_in_their_order_and_nothing_is_wrong_in_it(
    call: Call, folder: Path
) -> None:
    call("tutorial")
    listed = json.loads(call("list", folder / "tutorial.timeline.yaml", "--format", "json").out)
    assert [event["id"] for event in listed] == [*LESSONS]
    assert [event["title"].split()[0] for event in listed] == [str(number) for number in range(1, 13)]
    said = call("check", folder / "tutorial.timeline.yaml")
    assert (said.code, said.out) == (0, "")


def test_one_passage_is_altered_and_every_other_stands_in_its_text(call: Call, folder: Path) -> None:
    call("tutorial")
    said = call("verify", folder / "tutorial.timeline.yaml", "--texts", folder, "--format", "json")
    states = [(record["event"], record["state"]) for record in json.loads(said.out)]
    assert [event for event, state in states if state == "altered"] == ["mend"]
    assert {state for _, state in states} == {"verbatim", "altered", "no text held"}


def test_what_was_written_into_it_stays_until_it_is_begun_anew(call: Call, folder: Path) -> None:
    call("tutorial")
    file = folder / "tutorial.timeline.yaml"
    call("add", file, "--date", "1924-03-21", "--title", "The wheel turns")
    (folder / "done.json").write_text('["add"]')
    assert "The wheel turns" in call("tutorial").out
    assert "The wheel turns" not in call("tutorial", "--again").out
    assert not (folder / "done.json").exists()


def test_where_all_is_done_it_begins_anew(call: Call, folder: Path) -> None:
    call("tutorial")
    call("add", folder / "tutorial.timeline.yaml", "--title", "The wheel turns")
    (folder / "done.json").write_text(json.dumps(LESSONS))
    assert "The wheel turns" not in call("tutorial").out


def test_where_it_cannot_be_kept_it_says_so(call: Call, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file")
    said = call("tutorial")
    assert said.code == 2
    assert "the tutorial cannot be kept in" in said.talk
    assert "TIMELINE_TUI_STATE" in said.talk
