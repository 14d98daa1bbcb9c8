"""How calls are understood, and how they end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from inspect import signature
from pathlib import Path
from pkgutil import resolve_name

import pytest

from tests.cli.conftest import Call, program
from tests.jobs.files import large
from tests.tui.screens import RAIDS
from timeline_tui import __version__
from timeline_tui.cli.arguments import parse, parser_of
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.output import Refusal
from timeline_tui.cli.subcommand import Subcommand
from timeline_tui.jobs.cache import cache_folder


def test_help_and_version_are_data(call: Call) -> None:
    assert call("--version") == call("--version")
    assert call("--version").out == f"timeline-tui {__version__}\n"
    said = call("--help")
    assert (said.code, said.talk) == (0, "")
    assert "--at" in said.out and "exit codes" in said.out


def test_help_lists_every_command_and_each_has_its_own(call: Call) -> None:
    listed = re.findall(r"^  ([a-z]+) ", call("--help").out.partition("\ncommands:\n")[2], re.MULTILINE)
    assert listed == [command for command in COMMANDS if command != "open"]
    for command in listed:
        assert call(command, "--help").out.startswith(f"usage: timeline-tui {command}")


def test_help_names_the_fields_of_json(call: Call) -> None:
    for field in ("earliest", "independent_sources", "disputes", "part_of"):
        assert field in call("list", "--help").out
    for field in ("severity", "column", "hint"):
        assert field in call("check", "-h").out


def test_the_keys_are_printed(call: Call) -> None:
    said = call("keys")
    assert said.code == 0
    assert "Enter" in said.out
    assert "Copy" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--colour"],
        ["list", "--format", "xml"],
        ["list", "a", "b"],
        ["show"],
        ["--at"],
        ["keys", "all"],
        ["--format", "json"],
        ["show", "--form", "json", "x"],
        [""],
        ["list", "a\0b"],
    ],
    ids=" ".join,
)
def test_a_call_that_cannot_be_understood(call: Call, arguments: list[str]) -> None:
    said = call(*arguments)
    assert (said.code, said.out) == (2, "")
    first, second = said.talk.splitlines()
    assert first.startswith("timeline-tui: ")
    assert second.startswith("  try: ")


def test_a_command_that_is_misspelled_is_told(call: Call) -> None:
    assert "timeline-tui check, if you meant the command" in call("chek").talk


@pytest.mark.parametrize("word", ["help", "frob"])
def test_a_word_that_is_neither_command_nor_file_leads_to_the_help(call: Call, word: str) -> None:
    said = call(word)
    assert said.code == 2
    assert "try: timeline-tui --help, which lists the commands; or look at how it is spelled" in said.talk
    assert "--help" not in call("missing.yaml").talk


@pytest.mark.parametrize("words", [("missing.yaml",), ("add", "missing.yaml", "--title", "A")])
def test_where_no_file_is_it_is_said_how_one_begins(call: Call, words: tuple[str, ...]) -> None:
    said = call(*words)
    assert said.code == 2
    assert "missing.yaml: there is no such file" in said.talk
    assert "begin a new one: timeline-tui init" in said.talk


@pytest.mark.parametrize(
    ("at", "said", "hint"),
    [
        ("spring 2023", '"spring 2023" is not a date', "write it as 2023-21"),
        (
            "2024-99",
            "there is no month 99",
            "write it as 2024/2099 if these are two years; months go from 01 to 12",
        ),
        ("2024-02-30", "2024-02 has no day 30", "its last day is 2024-02-29"),
    ],
)
def test_a_place_that_is_nearly_a_date(call: Call, file: Path, at: str, said: str, hint: str) -> None:
    told = call(file, "--at", at)
    assert (told.code, told.out) == (2, "")
    assert told.talk == f"timeline-tui: --at {at}: no event has this id, and {said}\n  try: {hint}\n"


def test_the_first_argument_is_a_command_or_a_file() -> None:
    assert vars(parse([])) == {
        "command": "open",
        "file": None,
        "at": None,
        "as_of": None,
        "texts": [],
        "query": None,
        "rows": None,
        "group": None,
        "fold": [],
        "unfold": [],
        "view": None,
        "lanes": None,
        "present": False,
    }
    assert parse(["list"]).command == "list"
    assert parse(["./list"]).file == "./list"
    assert parse(["x.yaml", "--at", "2024"]).at == "2024"
    assert parse(["--at", "-0044-03-15"]).at == "-0044-03-15"
    assert parse(["--as-of", "-0044-03-15"]).as_of == "-0044-03-15"
    assert parse(["--at=list"]).file is None
    assert parse(["--", "--at"]).file == "--at"
    assert parse(["check", "a", "b"]).files == ["a", "b"]


@pytest.mark.parametrize("value", ["--", "-x", "-0044", "- -"])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        (command, option)
        for command, row in COMMANDS.items()
        for option, action in parser_of(row)._option_string_actions.items()
        if action.nargs is None and action.choices is None
    ],
)
def test_the_value_of_an_option_may_begin_with_a_hyphen(command: str, option: str, value: str) -> None:
    words = ["search", "raid"] if command == "search" else [] if command == "open" else [command]
    words += {"show": ["id"], "merge": ["base", "ours", "theirs"]}.get(command, [])
    name = parser_of(COMMANDS[command])._option_string_actions[option].dest
    for arguments in ([option, value], [f"{option}={value}"]):
        found = getattr(parse([*words, *arguments]), name)
        assert found in (value, [value])


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_names_a_function_that_takes_its_call(command: Subcommand) -> None:
    done = resolve_name(f"timeline_tui.cli.{command.action}")
    assert len(signature(done).parameters) == 1


@pytest.mark.parametrize("arguments", [["list", "--name", "--format", "json"], ["list", "--query"]])
def test_an_option_is_not_the_value_of_another(arguments: list[str]) -> None:
    with pytest.raises(Refusal, match="expected one argument"):
        parse(arguments)


def test_behind_two_hyphens_nothing_is_an_option() -> None:
    call = parse(["search", "--format", "json", "--", "--at", "file"])
    assert (call.query, call.file, call.format) == ("--at", "file", "json")


def test_a_file_called_like_a_command(call: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.rename(file.parent / "list")
    monkeypatch.chdir(file.parent)
    assert "The Ides" in call("./list").out
    assert "The Ides" in call("list", "list").out


def test_without_a_terminal_opening_prints_the_list(call: Call, file: Path) -> None:
    assert call(file).out == call("list", file).out
    from_march = call(file, "--at", "2024-03-12").out
    assert from_march.startswith("  2024-03-12 ")
    assert "The Ides" not in from_march
    assert call(file, "--at", "shots").out.startswith("  2024-03-12T05:00")


def test_a_place_that_is_none(call: Call, file: Path) -> None:
    said = call(file, "--at", "rade")
    assert (said.code, said.out) == (2, "")
    assert "try: raid; a date looks like 2024-03-12" in said.talk


def test_as_a_program(file: Path) -> None:
    assert program("list", file).out.count("\n") == 7
    assert program("show", "nothing", file).code == 2
    assert program("check", file).code == 0
    assert program("--version").out == f"timeline-tui {__version__}\n"


def shell(line: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", "-c", line, "sh", sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_a_reader_who_stops_early_is_no_fault(tmp_path: Path) -> None:
    file = large(tmp_path, 5000)
    done = shell('("$1" -m timeline_tui list "$2"; echo "ended $?" >&2) | head -n 2', file)
    assert done.stdout.count("\n") == 2
    assert done.stderr == "ended 0\n"


def test_streams_that_are_closed(file: Path) -> None:
    assert shell('"$1" -m timeline_tui list "$2" >&-', file).returncode == 0
    done = shell('"$1" -m timeline_tui list "$2" 2>&-', file)
    assert (done.returncode, done.stdout.count("\n")) == (0, 7)
    assert shell('"$1" -m timeline_tui "$2" <&-', file).stdout == done.stdout
    refused = shell('"$1" -m timeline_tui list - <&-')
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_disk_that_is_full(file: Path) -> None:
    done = shell('"$1" -m timeline_tui list "$2" >/dev/full', file)
    assert done.returncode == 2
    assert done.stderr == "timeline-tui: this cannot be done: No space left on device\n"


def test_an_encoding_that_lacks_the_marks(file: Path) -> None:
    done = shell('LC_ALL= PYTHONIOENCODING=ascii "$1" -m timeline_tui list "$2"', file)
    assert done.returncode == 0
    assert "! 1" in done.stdout
    shown = shell('PYTHONIOENCODING=latin-1 "$1" -m timeline_tui show raid "$2"', file)
    assert shown.returncode == 0
    assert shown.stderr == ""


def test_an_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    file = large(tmp_path, 100_000)
    running = subprocess.Popen(
        [sys.executable, "-m", "timeline_tui", "list", file],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while not list(cache_folder().glob("building-*/index")):
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, talk = running.communicate()
    assert running.returncode == 130
    assert talk == b""
    # Nobody waits for long for the process that reads, which sweeps up behind it.
    while list(cache_folder().iterdir()):
        time.sleep(0.01)


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = shell('cd "$2" && rmdir "$2" && "$1" -m timeline_tui list x.yaml', gone)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert os.linesep not in done.stdout


@pytest.mark.parametrize(
    "before",
    [
        ("gather",),
        ("tour",),
        ("export", "raids.timeline.yaml", "--to", "csv", "--out"),
        ("merge", "raids.timeline.yaml", "raids.timeline.yaml"),
        ("import", "--dry-run"),
    ],
)
def test_a_name_that_is_too_long_is_told_with_what_it_is(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raids.timeline.yaml").write_text(RAIDS, encoding="utf-8")
    said = call(*before, "x" * 400)
    assert said.code == 2
    assert "File name too long" in said.talk and "xxx" in said.talk
