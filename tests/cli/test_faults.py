"""A file with errors, or one that was not read to its end, is never answered from in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call
from timeline_tui.yamlfile.places import MOST_PROBLEMS

BROKEN = """\
events:
  - {id: first, date: 2024-01-01, title: First}
  - id: second
    date: 2024-01-02
    title: Kyiv: the raid
  - {id: third, date: 2024-01-03, title: Third}
"""
UNREAD = "1 event is left out, since the text is no YAML there (line 5)"
CALLS = [("list",), ("search", "first"), ("show", "first"), ("gaps",), ()]


def written(folder: Path, text: str) -> Path:
    file = folder / "broken.timeline.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("words", CALLS)
def test_what_was_not_read_is_told_by_every_command(call: Call, tmp_path: Path, words: tuple[str]) -> None:
    file = written(tmp_path, BROKEN)
    said = call(*words, file)
    assert said.code == 1
    assert f"{file}: {UNREAD}" in said.talk.splitlines()
    assert "first" in said.out.lower()


@pytest.mark.parametrize("words", CALLS)
def test_an_error_in_the_middle_is_told_too(call: Call, tmp_path: Path, words: tuple[str]) -> None:
    said = call(*words, written(tmp_path, BROKEN.replace("Kyiv: the", "Kyiv, the\n    summry: the")))
    assert said.code == 1
    assert "1 problem in the file" in said.talk
    assert "was read" not in said.talk


@pytest.mark.parametrize("words", CALLS)
def test_a_sound_file_is_fine(call: Call, tmp_path: Path, words: tuple[str]) -> None:
    said = call(*words, written(tmp_path, BROKEN.replace("Kyiv: ", "Kyiv, ")))
    assert said.code == 0
    assert "problem" not in said.talk


def test_a_warning_leaves_nothing_out(call: Call, tmp_path: Path) -> None:
    said = call(
        "list", written(tmp_path, "sources: {s: {title: S, url: here}}\nevents:\n  - {id: a, title: A}\n")
    )
    assert (said.code, "1 problem in the file" in said.talk) == (0, True)


@pytest.mark.parametrize("words", [("show", "second"), ("list", "--name", "second")])
def test_what_is_missing_may_not_have_been_read(call: Call, tmp_path: Path, words: tuple[str]) -> None:
    said = call(*words, written(tmp_path, BROKEN))
    assert said.code == 2
    assert UNREAD in said.talk


def test_check_says_what_was_not_read(call: Call, tmp_path: Path) -> None:
    file = written(tmp_path, BROKEN)
    said = call("check", file, "--format", "json")
    assert [(problem["line"], problem["ends"]) for problem in json.loads(said.out)] == [(5, False)]
    assert said.talk.splitlines()[0] == f"{file}: 2 events, 1 error"
    assert UNREAD in said.talk.splitlines()[1]


def test_all_faults_are_listed_at_once(call: Call, tmp_path: Path) -> None:
    faults = (
        BROKEN.replace("title: Third", 'title: "Third') + "  - title: @home\n  - id: last\n    title: Last\n"
    )
    file = written(tmp_path, faults)
    said = call("check", file, "--format", "line")
    assert [line.split(":")[1] for line in said.out.splitlines()] == ["5", "6", "7"]
    assert said.talk.splitlines() == [
        f"{file}: 2 events, 3 errors",
        f"{file}: 3 events are left out, since the text is no YAML there (lines 5, 6, 7)",
    ]
    assert "Last" in call("list", file).out


def test_a_second_document_is_not_read(call: Call, tmp_path: Path) -> None:
    said = call("list", written(tmp_path, BROKEN.replace("  - id: second", "---\nevents:\n  - id: second")))
    assert said.code == 1
    assert "nothing from line 3 on was read" in said.talk


def test_a_list_in_brackets_was_read_up_to_its_fault(call: Call, tmp_path: Path) -> None:
    events = '{"events": [\n  {"id": "a", "title": "A"},\n  {"id": "b", "title": "B"}\n  {"id": "c"}\n]}\n'
    said = call("list", written(tmp_path, events))
    assert "A" in said.out
    assert "nothing from line 4 on was read" in said.talk


def test_each_file_of_a_folder_is_told_of(call: Call, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.timeline.yaml").write_text(BROKEN.replace("first", name))
    said = call("list", tmp_path)
    assert said.code == 1
    assert [line for line in said.talk.splitlines() if UNREAD in line] == [
        f"{tmp_path}/{name}.timeline.yaml: {UNREAD}" for name in ("one", "two")
    ]


@pytest.mark.parametrize("form", ["json", "line", "github", "sarif", "text"])
def test_that_there_are_more_problems_stands_among_them(call: Call, tmp_path: Path, form: str) -> None:
    events = "".join(f"  - {{id: e{n}, title: T, names: [nobody{n}]}}\n" for n in range(MOST_PROBLEMS + 7))
    said = call("check", written(tmp_path, "names: {}\nevents:\n" + events), "--format", form)
    assert said.code == 1
    assert "7 problems more than can be listed" in said.out
    assert "7 more that are not shown" in said.talk


def test_as_many_as_are_listed_are_all(call: Call, tmp_path: Path) -> None:
    events = "".join(f"  - {{id: e{n}, title: T, names: [nobody{n}]}}\n" for n in range(MOST_PROBLEMS))
    said = call("check", written(tmp_path, "names: {}\nevents:\n" + events), "--format", "json")
    assert len(json.loads(said.out)) == MOST_PROBLEMS
    assert "more-problems" not in said.out


def test_the_small_timeline_is_sound(call: Call, tmp_path: Path) -> None:
    assert call("list", written(tmp_path, TIMELINE)).code == 0
