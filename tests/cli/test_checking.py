"""`check` prints every problem, and its exit code says how bad it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call

FIELDS = ["file", "line", "column", "code", "severity", "message", "hint", "ends"]


def broken(folder: Path, name: str = "broken.timeline.yaml") -> Path:
    file = folder / name
    file.write_text(TIMELINE.replace("source: copy", "source: kopy"), encoding="utf-8")
    return file


def test_a_sound_file(call: Call, file: Path) -> None:
    said = call("check", file)
    assert (said.code, said.out) == (0, "")
    assert said.talk == f"{file}: 6 events, no problems\n"


def test_an_error_is_drawn_with_its_line(call: Call, tmp_path: Path) -> None:
    file = broken(tmp_path)
    said = call("check", file)
    assert said.code == 1
    assert said.out.startswith("error[unknown-source]: ")
    assert f"{file}:17:" in said.out
    assert "^^^^" in said.out
    assert "copy" in said.out
    assert said.talk == f"{file}: 6 events, 1 error\n"


def test_an_error_on_one_line(call: Call, tmp_path: Path) -> None:
    (line,) = call("check", broken(tmp_path), "--format", "line").out.splitlines()
    assert line.startswith(f"{tmp_path}/broken.timeline.yaml:17:")
    assert ": error[unknown-source]: " in line


def test_an_error_as_json(call: Call, tmp_path: Path) -> None:
    file = broken(tmp_path)
    (problem,) = json.loads(call("check", file, "--format", "json").out)
    assert list(problem) == FIELDS
    assert (problem["file"], problem["line"]) == (str(file), 17)
    assert (problem["code"], problem["severity"]) == ("unknown-source", "error")


def test_an_error_for_a_workflow(call: Call, tmp_path: Path) -> None:
    said = call("check", broken(tmp_path), "--format", "github")
    (line,) = said.out.splitlines()
    assert said.code == 1
    assert line.startswith(f"::error file={tmp_path}/broken.timeline.yaml,line=17,col=")
    assert ",title=unknown-source::" in line


@pytest.mark.parametrize("name", ["::error::x", "##[add-mask]x", " ::debug::x", "x\n::error::y"])
def test_the_name_of_a_file_is_no_workflow_command(
    call: Call, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(tmp_path, name)
    monkeypatch.chdir(tmp_path)
    said = call("check", name, "missing" + name, "--format", "github")
    lines = [*said.out.splitlines(), *said.talk.splitlines()]
    commands = [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
    assert len(commands) == 2
    assert all(line.startswith("::error file=") for line in commands)


def test_an_error_as_sarif(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = call("check", broken(tmp_path).name, "--format", "sarif")
    assert said.code == 1
    (result,) = json.loads(said.out)["runs"][0]["results"]
    assert result["ruleId"] == "unknown-source"
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "broken.timeline.yaml"
    assert place["physicalLocation"]["region"]["startLine"] == 17


def test_notes_alone_are_no_fault(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "x.timeline.yaml"
    file.write_text("events:\n  - title: It has no id\n")
    said = call("check", file, "--format", "json")
    assert said.code == 0
    assert [problem["severity"] for problem in json.loads(said.out)] == ["note"]


@pytest.mark.parametrize("what", ["missing", "folder", "empty"])
def test_a_file_that_cannot_be_read(call: Call, tmp_path: Path, what: str) -> None:
    file = tmp_path / "x.timeline.yaml"
    if what == "folder":
        file.mkdir()
    elif what == "empty":
        file.write_text("")
    said = call("check", file, "--format", "json")
    assert said.code == 2
    assert list(json.loads(said.out)[0]) == FIELDS
    assert said.talk.startswith(f"{file}: ")


def test_several_files_are_checked_and_the_worst_decides(call: Call, file: Path, tmp_path: Path) -> None:
    bad, missing = broken(tmp_path), tmp_path / "missing"
    said = call("check", file, bad, "--format", "json")
    assert said.code == 1
    assert {problem["file"] for problem in json.loads(said.out)} == {str(bad)}
    said = call("check", file, missing, bad, "--format", "json")
    assert said.code == 2
    assert [problem["file"] for problem in json.loads(said.out)] == [str(missing), str(bad)]
    assert len(said.talk.splitlines()) == 3


def test_a_file_is_called_what_it_is_called_now(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = broken(tmp_path)
    call("check", file)
    monkeypatch.chdir(tmp_path)
    (problem,) = json.loads(call("check", file.name, "--format", "json").out)
    assert problem["file"] == file.name


def test_the_timeline_that_ships_is_sound(call: Call) -> None:
    said = call("check")
    assert (said.code, said.out) == (0, "")
    assert "no problems" in said.talk


def test_the_names_of_problems_are_harmless(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "\x1b]52;c;eA==\x07.yaml"
    file.write_text('events:\n  - title: t\n    "\\e[31m": x\n    date: "\\x9b2J"\n')
    for form in ("text", "line", "json", "github", "sarif"):
        said = call("check", file, "--format", form)
        assert said.code == 1
        assert all(character.isprintable() or character == "\n" for character in said.out + said.talk)
