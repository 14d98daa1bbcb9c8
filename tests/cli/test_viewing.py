"""A query on the command line narrows what is listed and what is opened, or is refused with its place."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.pty.terminal import Terminal


def listed(call: Call, file: Path, *options: str) -> list[str]:
    said = call("list", file, "--format", "json", *options)
    assert said.code == 0
    return [event["id"] for event in json.loads(said.out)]


def test_a_listing_is_narrowed(call: Call, file: Path) -> None:
    assert listed(call, file, "--query", "shots") == ["shots"]
    assert listed(call, file, "--query", "-is:undated in:2024") == ["raid", "shots", "open"]
    assert listed(call, file, "--query", "") == listed(call, file)


def test_a_name_and_a_query_narrow_together(call: Call, file: Path) -> None:
    assert listed(call, file, "--name", "mayor", "--query", "began") == ["raid"]
    assert listed(call, file, "--name", "mayor", "--query", "shots") == []


def test_without_a_terminal_the_listing_is_narrowed_too(call: Call, file: Path) -> None:
    said = call(file, "--query", "shots")
    assert "Shots" in said.out and "The Ides" not in said.out


@pytest.mark.parametrize("command", [(), ("list",)])
def test_a_query_that_cannot_be_read_is_pointed_at(call: Call, file: Path, command: tuple[str, ...]) -> None:
    said = call(*command, file, "--query", "shots sorce:x")
    assert said.code == 2
    assert "there is no sorce: to narrow by" in said.talk and "^^^^^^" in said.talk


def test_an_exception_needs_a_rule(call: Call, file: Path) -> None:
    assert call(file, "--unfold", "raid").code == 2


def test_the_screen_opens_as_it_was_copied(file: Path) -> None:
    options = ("--query", "raid", "--rows", "full", "--at", "raid")
    with Terminal([sys.executable, "-m", "timeline_tui", file, *options], size=(80, 24)) as terminal:
        text = terminal.wait_for("1 of 6, 5 hidden", "/ raid")
        assert "Some day in June" not in text
        terminal.press("F")
        terminal.wait_for("Some day in June")
        terminal.press("q")
        terminal.finish()
