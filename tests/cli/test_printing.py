"""Each format that a command takes prints its records, whole and in order."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.printing import FORMATS, TEXT

ASKED = {
    "list": ["list"],
    "search": ["search", "it"],
    "check": ["check"],
    "verify": ["verify"],
    "gaps": ["gaps"],
    "tour": ["tour"],
    "diff": ["diff"],
    "gather": ["gather"],
    "add": ["add"],
    "import": ["import", "--dry-run"],
}
"""A call of each command that prints records."""


def asked(command: str, file: Path) -> list[str | Path]:
    if command == "import":
        file = file.with_name("a.csv")
        file.write_text("date,title\n2024-03-12,A\n")
    if command == "tour":
        file.write_text(f"{file.read_text()}tours: {{way: {{title: A way, steps: [{{event: raid}}]}}}}\n")
    if command == "diff":
        before = file.with_name("before.timeline.yaml")
        before.write_text(file.read_text().replace("title: Shots", "title: A shot"))
        return ["diff", before, file]
    more = ["--title", "Late news", "--date", "2024-06-01"] if command == "add" else []
    return [*ASKED[command], file, *more]


def records(call: Call, command: str, file: Path) -> list[dict[str, object]]:
    if command == "check":
        file = file.with_name("wrong.timeline.yaml")
        file.write_text("events:\n- {title: A, date: 12/03/24}\n")
    found: list[dict[str, object]] = json.loads(call(*asked(command, file), "--format", "json").out)
    return found


def test_every_command_with_records_is_tried() -> None:
    assert set(ASKED) == {name for name, command in COMMANDS.items() if command.record}


@pytest.mark.parametrize("command", ASKED)
def test_records_have_the_fields_that_help_names(call: Call, file: Path, command: str) -> None:
    found = records(call, command, file)
    assert found
    for record in found:
        assert list(record) == [column.name for column in COMMANDS[command].columns]


@pytest.mark.parametrize("command", [name for name, command in COMMANDS.items() if command.formats])
def test_help_says_what_each_format_is(call: Call, command: str) -> None:
    said = call(command, "--help").out
    for name in COMMANDS[command].formats:
        assert name in said
        if COMMANDS[command].record and name != TEXT:
            assert FORMATS[name].meaning in said


@pytest.mark.parametrize(
    "command", [name for name in ASKED if name != "add" and "csv" in COMMANDS[name].formats]
)
def test_a_line_holds_one_record(call: Call, file: Path, command: str) -> None:
    found = records(call, command, file)
    file = file.with_name("wrong.timeline.yaml") if command == "check" else file
    said = call(*asked(command, file), "--format", "jsonl").out
    assert [json.loads(line) for line in said.splitlines()] == found


def table(call: Call, command: str, file: Path) -> list[dict[str, str]]:
    """What a reader of CSV makes of it."""
    said = call(*asked(command, file), "--format", "csv").out
    return list(csv.DictReader(StringIO(said, newline=""), strict=True))


@pytest.mark.parametrize(
    "command", [name for name in ASKED if name != "add" and "csv" in COMMANDS[name].formats]
)
def test_a_table_holds_the_same_records(call: Call, file: Path, command: str) -> None:
    found = records(call, command, file)
    file = file.with_name("wrong.timeline.yaml") if command == "check" else file
    rows = table(call, command, file)
    assert len(rows) == len(found)
    for row, record in zip(rows, found, strict=True):
        assert list(row) == list(record)
        for field, value in record.items():
            assert row[field].removeprefix("'") == in_a_cell(value)


def in_a_cell(value: object) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


TEXTS = ["=1+1", "+1", "-0044", "@SUM(A1)", "\t=1", " =1", 'a "b", c', "two\nlines", "\u00a0x", "＝1", ""]


def test_no_cell_is_a_formula_and_each_comes_back(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "odd.timeline.yaml"
    events = [{"title": "T", "tags": [], "names": [text], "fields": {"w": text}} for text in TEXTS]
    events += [{"title": text} for text in TEXTS if text]
    file.write_text(json.dumps({"events": events}))
    rows = table(call, "list", file)
    titles = [row["title"].removeprefix("'") for row in rows[len(TEXTS) :]]
    assert titles == [text.replace("\t", " ") for text in TEXTS if text]
    for cell in (cell for row in rows for cell in row.values()):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_a_table_ends_its_lines_as_the_standard_asks_and_has_a_head_where_nothing_is_found(
    call: Call, file: Path
) -> None:
    said = call("search", "nowhere", file, "--format", "csv")
    assert said.out == ",".join(column.name for column in COMMANDS["search"].columns) + "\r\n"


def test_an_event_is_one_line_where_lines_are_asked_for(call: Call, file: Path) -> None:
    said = call("show", "raid", file, "--format", "jsonl").out
    assert said.count("\n") == 1
    assert json.loads(said) == json.loads(call("show", "raid", file, "--format", "json").out)
