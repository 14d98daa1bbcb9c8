"""`gaps`: what is weak, kind by kind, and exit 0 however much there is."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call


def test_kinds_are_headings_and_each_line_has_its_event(call: Call, file: Path) -> None:
    said = call("gaps", file)
    assert said.code == 0
    assert said.out.splitlines() == [
        "Events that rest on no passage: 4",
        f"  {'ides':<30}  no passage speaks of it",
        f"  {'month':<30}  no passage speaks of it",
        f"  {'open':<30}  no passage speaks of it",
        f"  {'undated':<30}  no passage speaks of it",
        "Events that rest on one independent source: 1",
        f"  {'shots':<30}  only Paper",
        "Unsure dates with no note that says why: 1",
        f"  {'month':<30}  2023-06~ is not sure",
    ]
    assert said.talk.splitlines()[0] == "6 weak points"


def test_json_has_an_object_for_each(call: Call, file: Path) -> None:
    said = call("gaps", file, "--format", "json")
    assert said.code == 0
    found = json.loads(said.out)
    assert len(found) == 6
    assert found[4] == {"event": "shots", "kind": "one-source", "detail": "only Paper", "passage": None}
    for kind in ("no-passage", "one-source", "one-side", "not-verified", "one-position", "date-without-note"):
        assert kind in call("gaps", "--help").out


def test_nothing_weak_is_an_empty_list(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    file.write_text("events: []\n")
    assert call("gaps", file, "--format", "json").out == "[]\n"
    assert call("gaps", file).out == ""


def test_passages_count_only_where_texts_are_named(call: Call, file: Path, tmp_path: Path) -> None:
    said = call("gaps", file)
    assert "No passage was compared with its text: name a folder of texts with --texts." in said.talk
    assert "not verified" not in said.out
    texts = tmp_path / "texts"
    texts.mkdir()
    said = call("gaps", file, "--texts", texts)
    assert "compared" not in said.talk
    assert "Events with passages that are not verified: 2" in said.out
    assert f"  {'raid':<30}  3 no text held" in said.out.splitlines()


def test_what_was_weak_on_a_day(call: Call, file: Path) -> None:
    text = file.read_text().replace("outlet: Agency", "outlet: Agency, published: 2024-03-12")
    file.write_text(text.replace("outlet: Paper", "outlet: Paper, published: 2024-04"))
    said = call("gaps", file, "--as-of", "2024-03")
    assert "  raid  " in said.out
    assert "only Agency" in said.out
    assert "Was it taken? Only one answer: Yes" in said.out
    assert "as of 31 March 2024: 2 events and 2 passages not yet known, 1 passage" in said.talk


def test_controls_of_the_file_are_made_visible(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "wild.yaml"
    file.write_text(
        'sources: {s: {outlet: "\\e]52;x"}}\nevents:\n  - {title: a, quotes: [{exact: b, source: s}]}\n'
    )
    said = call("gaps", file)
    assert "\x1b" not in said.out
    assert "only ^[]52;x" in said.out


def test_file_that_cannot_be_read_is_refused(call: Call, tmp_path: Path) -> None:
    assert call("gaps", tmp_path / "missing").code == 2
    assert "timeline-tui gaps, if you meant the command" in call("gap").talk
