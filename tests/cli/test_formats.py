"""Each format that a command takes prints its records, whole and in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from timeline_tui.cli.commands import COMMANDS
from timeline_tui.cli.formats import FORMATS, TEXT

ASKED = {
    "list": ["list"],
    "search": ["search", "it"],
    "check": ["check"],
    "verify": ["verify"],
    "gaps": ["gaps"],
    "add": ["add"],
}
"""A call of each command that prints records."""


def asked(command: str, file: Path) -> list[str | Path]:
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
