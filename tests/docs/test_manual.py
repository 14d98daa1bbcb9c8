"""The manual page says what the parsers take, and is drawn without a warning."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise

import pytest

from docs import manual, shells
from docs.__main__ import OTHERS
from timeline_tui.cli.arguments import parser_of
from timeline_tui.cli.commands import COMMANDS


def test_what_is_installed_is_what_is_declared() -> None:
    assert not manual.stale()
    assert not shells.stale()
    assert {"manual", "completions"} <= OTHERS.keys()


@pytest.mark.parametrize("width", [60, 80, 200])
def test_it_is_drawn_with_no_warning_and_no_line_is_too_long(width: int) -> None:
    drawn = _drawn(width)
    assert [line for line in drawn.splitlines() if len(line) > width] == []


def test_no_paragraph_is_empty() -> None:
    lines = manual.page().splitlines()
    after = {following for line, following in pairwise(lines) if line == ".PP"}
    assert [line for line in after if line.startswith(".")] == []
    assert lines[-1] != ".PP"


def test_each_command_and_option_stands_in_it() -> None:
    drawn = _drawn(200)
    for command in COMMANDS.values():
        taken = [option for action in parser_of(command)._actions for option in action.option_strings]
        part = drawn if command.name == "open" else _section(drawn, command.name)
        for option in set(taken) - {"-h", "--help"}:
            assert re.search(rf"^ +{option}\b", part, re.MULTILINE), (command.name, option)


def test_text_stands_as_it_is_written() -> None:
    drawn = _drawn(200)
    assert 'timeline-tui search "drone in:2024-03"' in drawn
    assert "# yaml-language-server: $schema=timeline.schema.json" in drawn
    assert "~/.cache/timeline-tui" in drawn
    assert 'eval "$(timeline-tui completions bash)"' in drawn


def test_nothing_in_a_text_is_taken_for_a_request() -> None:
    assert manual._words(".TH it's a-b\\\\ü") == "\\&.TH it\\(aqs a\\-b\\e\\e\\[u00FC]"


def _section(drawn: str, command: str) -> str:
    """What stands under the heading of a command."""
    found = re.search(rf"^   {command}\b.*?(?=^   \S|^\S)", drawn, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


def _drawn(width: int) -> str:
    if shutil.which("man") is None or shutil.which("groff") is None:
        pytest.skip("man is not installed")
    surroundings = os.environ | {"MANWIDTH": str(width), "MANPAGER": "cat", "LC_ALL": "C.UTF-8"}
    command = ["man", "--warnings", "-l", str(manual.FILE)]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)
    if done.returncode and "minimized" in done.stdout + done.stderr:
        pytest.skip("this system has no manuals")
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(".\b", "", done.stdout)
