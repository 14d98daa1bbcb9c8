"""What is printed cannot be broken in two by a name, and JSON says what the file says."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE, Call
from tests.jobs.files import index_path
from timeline_tui.cli import main as cli
from timeline_tui.index.reader import Index
from timeline_tui.index.records import Unusable

FORGED = "x\nerror[bad-date]: forged\x1b[31m"
PROGRAM = f"{sys.executable} -P -m timeline_tui"


@pytest.mark.parametrize("content", [None, TIMELINE, "events: 3\n", TIMELINE + "  - {title: t, x: y}\n"])
@pytest.mark.parametrize("command", ["check", "list", "open", "init", "gaps", "show"])
def test_a_name_forges_no_line(
    call: Call, tmp_path: Path, content: str | None, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path(FORGED).write_text(content, encoding="utf-8")
    said = call(*([] if command == "open" else [command]), *(["raid"] if command == "show" else []), FORGED)
    for line in (said.out + said.talk).splitlines():
        assert not line.startswith("error[bad-date]: forged")
        assert "\x1b" not in line


def test_a_delete_in_json_is_the_one_of_the_file(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text('events: [{id: a, title: "a\\x7fb", date: "99\\x7f9"}, {id: b, title: "c\\x7fd"}]\n')
    said = call("list", path, "--format", "json")
    assert "\\u007f" in said.out
    assert [event["title"] for event in json.loads(said.out)] == ["a\x7fb", "c\x7fd"]
    said = call("show", "b", path, "--format", "json")
    assert json.loads(said.out)["title"] == "c\x7fd"
    said = call("check", path, "--format", "json")
    assert "^?" not in said.out


def test_a_mistake_in_the_program_is_told_in_a_few_words(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMELINE_TUI_CACHE", str(tmp_path))

    def fail(_arguments: object) -> int:
        raise LookupError("one\x1b\ntwo")

    monkeypatch.setattr(cli, "_answer", fail)
    said = call("list")
    assert said.code == 1
    first, what, where = said.talk.splitlines()
    assert "a mistake in the program" in first
    assert what == "LookupError: one^[^Jtwo"
    report = Path(where.removeprefix("A full report is in "))
    assert report.parent == tmp_path
    assert "Traceback" in report.read_text()


def test_an_index_that_fails_as_the_list_begins_is_made_anew(
    call: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = call("list", file, "--format", "json")
    answers = iter([False, True])

    def families(index: Index) -> dict[str, str]:
        if next(answers):
            return {"agency": "agency", "copy": "agency", "paper": "paper"}
        raise Unusable("damaged")

    monkeypatch.setattr(Index, "families", families)
    assert call("list", file, "--format", "json") == whole


@pytest.mark.parametrize("command", ["check", "list", "show raid"])
@pytest.mark.parametrize(
    "how", ["{program} {command} <(cat {file})", "cat {file} | {program} {command} /dev/stdin"]
)
def test_a_pipe_with_a_name_is_called_one(file: Path, command: str, how: str) -> None:
    line = how.format(program=PROGRAM, command=command, file=file)
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "this is a pipe; use - to read it" in done.stderr
    assert "no such file" not in done.stderr + done.stdout


def test_a_named_pipe_is_called_one(call: Call, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    said = call("check", tmp_path / "pipe", "--format", "json")
    assert said.code == 2
    assert json.loads(said.out)[0]["message"] == "this is a pipe; use - to read it"


def test_a_file_that_the_shell_opened_is_read(file: Path) -> None:
    line = f"{PROGRAM} check /dev/stdin < {file}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "/dev/stdin: 6 events, no problems\n")


@pytest.mark.parametrize("command", ["list", "gaps", "verify", "check", "show"])
@pytest.mark.parametrize(
    "script",
    [
        """UPDATE fact SET plain = '{"a": 3}' WHERE name IN ('names', 'sources')""",
        "UPDATE event SET plain = '{}'",
        "UPDATE row SET title = x'ff00'",
        "ALTER TABLE row RENAME TO row2; CREATE VIEW row AS SELECT * FROM row2",
        """UPDATE fact SET plain = '[1]' WHERE name = 'about'""",
    ],
    ids=["facts", "events", "rows", "view", "about"],
)
def test_a_damaged_index_is_made_anew(call: Call, file: Path, command: str, script: str) -> None:
    arguments = [command, "raid", file] if command == "show" else [command, file]
    whole = call(*arguments)
    connection = sqlite3.connect(index_path(file))
    connection.executescript(script)
    connection.close()
    assert call(*arguments) == whole


@pytest.mark.parametrize(
    ("encoding", "arrows", "title"),
    [("ascii", "^ k", 'Caf\\xe9 "x" \\u0416 ... #'), ("iso-8859-1", "^ k", 'Café "x" \\u0416 ... #')],
)
def test_what_an_encoding_lacks_is_written_with_what_it_has(
    tmp_path: Path, encoding: str, arrows: str, title: str
) -> None:
    path = tmp_path / "x.timeline.yaml"
    path.write_text("events: [{id: a, title: Café “x” Ж ... ★}]\n", encoding="utf-8")

    def printed(*arguments: str) -> str:
        call = [*PROGRAM.split(), *arguments]
        surroundings = {**os.environ, "PYTHONIOENCODING": encoding}
        return subprocess.run(call, env=surroundings, capture_output=True, check=True).stdout.decode(encoding)

    assert arrows in printed("keys")
    assert title in printed("list", str(path))
    (event,) = json.loads(printed("list", str(path), "--format", "json"))
    assert event["title"] == "Café “x” Ж ... ★"
