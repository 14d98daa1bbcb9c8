"""`verify`: every state as it is printed, and how it ends."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TEXT = "They said: 'The bridge fell at night.' Nobody was hurt, the mayor wrote."
TIMELINE = f"""\
sources:
  paper: {{text: paper.txt, sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}}}
  lost: {{title: Lost}}
events:
  - id: bridge
    date: 2024
    title: The bridge
    quotes:
      - {{exact: The bridge fell at night., source: paper}}
      - {{exact: “The bridge fell at night.”, source: paper}}
      - {{exact: Nobody was seen there, source: paper}}
      - {{exact: Elephants marched through every town., source: paper}}
      - {{exact: Lost words., source: lost}}
  - {{id: bare, title: No passage}}
"""


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    path = tmp_path / "x.timeline.yaml"
    path.write_text(TIMELINE, encoding="utf-8")
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "paper.txt").write_text(TEXT, encoding="utf-8")
    return path


def test_every_state_is_printed_with_its_difference(call: Call, timeline: Path) -> None:
    said = call("verify", timeline, "--texts", timeline.parent / "shelf")
    assert said.code == 1
    lines = [line.split()[0] if line.startswith("  ") else line for line in said.out.splitlines()]
    assert lines[0] == "bridge"
    assert [line for line in lines if line in {"verbatim", "normalised", "altered"}] == [
        "verbatim",
        "normalised",
        "altered",
    ]
    assert "2 of 4 words differ:" in said.out
    assert "Nobody was [-seen there-] {+hurt, the+}" in said.out
    assert "the source names neither a text nor a sha256" in said.out
    assert said.talk == "5 passages: 1 verbatim, 1 normalised, 1 altered, 1 not found, 1 no text held\n"


def test_a_cut_says_what_is_left_out_and_is_never_counted_as_verbatim(call: Call, timeline: Path) -> None:
    text = TIMELINE.replace("Nobody was seen there", "Nobody ... the mayor wrote.")
    timeline.write_text(text.replace("Elephants marched through every town.", "'fell at night. […] body'"))
    said = call("verify", timeline, "--texts", timeline.parent / "shelf")
    assert "2 words left out:\n" in said.out
    assert "Nobody {+was hurt,+} the mayor wrote." in said.out
    assert "a word is taken in two: Nobody" in said.out
    assert said.talk == "5 passages: 1 verbatim, 1 normalised, 2 cut, 1 no text held\n"
    assert said.code == 0


def test_only_the_states_that_are_asked_for_are_printed_and_all_are_counted(
    call: Call, timeline: Path
) -> None:
    shelf = timeline.parent / "shelf"
    said = call("verify", timeline, "--texts", shelf, "--only", "altered,not-found")
    states = [line.split()[0] for line in said.out.splitlines() if line.startswith("  ") and "paper:" in line]
    assert states == ["altered", "not"]
    assert said.talk.startswith("5 passages: 1 verbatim,")
    assert call("verify", timeline, "--texts", shelf, "--only", "cut").out == ""
    records = json.loads(
        call("verify", timeline, "--texts", shelf, "--only", "altered", "--format", "json").out
    )
    assert [record["state"] for record in records] == ["altered"]
    wrong = call("verify", timeline, "--texts", shelf, "--only", "altred")
    assert (wrong.code, wrong.out) == (2, "")
    assert "try: --only altered" in wrong.talk
    assert "not-found" in call("verify", timeline, "--only", "x").talk


def test_a_file_that_is_read_in_part_does_not_prove_fine(call: Call, timeline: Path) -> None:
    text = (
        "sources: {paper: {text: paper.txt}}\nevents:\n- title: One\n"
        "  quotes: [{exact: Nobody was hurt, source: paper}]\n"
    )
    timeline.write_text(text)
    assert call("verify", timeline, "--texts", timeline.parent / "shelf").code == 0
    timeline.write_text(f"{text}- title: Kyiv: two\n")
    said = call("verify", timeline, "--texts", timeline.parent / "shelf")
    assert said.code == 1
    assert "1 event is left out, since the text is no YAML there (line 5)" in said.talk
    timeline.write_text(text.replace("title: One", "title: One\n  date: never"))
    assert call("verify", timeline, "--texts", timeline.parent / "shelf").code == 1


def test_json_gives_places_in_the_text(call: Call, timeline: Path) -> None:
    said = call("verify", timeline, "--texts", timeline.parent / "shelf", "--format", "json")
    records = json.loads(said.out)
    assert [record["index"] for record in records] == [0, 1, 2, 3, 4]
    first, _, altered, missing, _ = records
    assert TEXT[first["start"] : first["end"]] == "The bridge fell at night."
    assert first["difference"] is None
    assert (first["event"], first["source"], first["state"]) == ("bridge", "paper", "verbatim")
    assert {run["kind"] for run in altered["difference"]} == {"same", "passage", "text"}
    assert (missing["start"], missing["end"]) == (None, None)


def test_a_text_is_found_by_its_hash_alone(call: Call, timeline: Path) -> None:
    shelf = timeline.parent / "shelf"
    (shelf / "paper.txt").rename(shelf / "renamed")
    assert "1 verbatim" in call("verify", timeline, "--texts", shelf).talk


def test_a_changed_text_is_told(call: Call, timeline: Path) -> None:
    shelf = timeline.parent / "shelf"
    (shelf / "paper.txt").write_text(TEXT + " More.", encoding="utf-8")
    assert (
        "the text has changed since its sha256 was written" in call("verify", timeline, "--texts", shelf).out
    )


def test_with_no_folder_nothing_is_claimed(call: Call, timeline: Path) -> None:
    said = call("verify", timeline)
    assert said.code == 0
    assert "5 no text held" in said.talk
    assert "try: timeline-tui verify --texts FOLDER" in said.talk


def test_folders_come_from_the_settings_too(call: Call, timeline: Path) -> None:
    settings = Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"texts": [str(timeline.parent / "shelf")]}))
    assert "1 verbatim" in call("verify", timeline).talk
    # A folder that the call names takes their place.
    (timeline.parent / "empty").mkdir()
    assert "5 no text held" in call("verify", timeline, "--texts", timeline.parent / "empty").talk


def test_the_home_of_nobody_is_no_folder_that_can_be_read(call: Call, timeline: Path) -> None:
    said = call("verify", timeline, "--texts", "~nobody-of-this-name/texts")
    assert said.code == 2
    assert "~nobody-of-this-name/texts is no folder that can be read" in said.talk


@pytest.mark.parametrize("name", ["missing", "x.timeline.yaml"])
def test_no_folder_that_can_be_read_is_a_refusal(call: Call, timeline: Path, name: str) -> None:
    said = call("verify", timeline, "--texts", timeline.parent / name)
    assert said.code == 2
    assert "is no folder that can be read" in said.talk
    both = call("verify", timeline, "--texts", timeline.parent / "shelf", "--texts", timeline.parent / name)
    assert both.code == 1
    assert name in both.talk


def test_a_hostile_text_shows_its_controls(call: Call, timeline: Path) -> None:
    (timeline.parent / "shelf" / "paper.txt").write_text(
        "Elephants marched \x1b[31m \u202ethrough every town.", encoding="utf-8"
    )
    said = call("verify", timeline, "--texts", timeline.parent / "shelf")
    assert "\x1b" not in said.out
    assert "^[" in said.out


def test_no_passage_at_all(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "bare.timeline.yaml"
    path.write_text("events: [{title: Bare}]")
    assert call("verify", path, "--format", "json").out == "[]\n"
    assert call("verify", path).talk.startswith("there are no passages\n")


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the texts of the sources are not part of the project")
def test_every_passage_of_the_timeline_that_ships_is_verbatim(call: Call) -> None:
    said = call("verify", "--texts", SEEDS)
    assert said.code == 0
    assert said.talk.split(": ")[1].split()[1:] == ["verbatim"]
