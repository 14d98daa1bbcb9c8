"""Terminals that differ: their size, what they can show, and none at all."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.pty.conftest import PROGRAM, RAIDS, Open, assert_left_clean

SIZES = [(80, 24), (40, 12), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_can_be_read_at_any_size(opened: Open, size: tuple[int, int]) -> None:
    terminal = opened("--at", "tyotkino", size=size)
    terminal.wait_for("▶", "12 Mar", "Fighting at")
    terminal.press("enter")
    terminal.wait_for("12 March 2024, Tuesday", "Fighting at Tyotkino")
    for _ in range(20):
        if "▶ │" in terminal.settle():
            break
        terminal.press("tab")
    assert "▶ │" in terminal.text
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


def test_a_window_that_is_too_small_says_so(opened: Open) -> None:
    terminal = opened(size=(30, 8))
    terminal.wait_for("40 by 10")
    terminal.resize(80, 24)
    terminal.wait_for("▶")
    terminal.resize(30, 8)
    terminal.wait_for("40 by 10")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


@pytest.mark.parametrize(
    "said",
    [
        {"TEXTUAL_COLOR_SYSTEM": "zzz"},
        {"TEXTUAL_DRIVER": "x"},
        {"TEXTUAL_LOG": "/nowhere/log", "TEXTUAL_SHOW_RETURN": "1"},
        {"COLUMNS": "99999", "LINES": "99999"},
        {"COLUMNS": "3", "LINES": "-1"},
    ],
    ids=str,
)
def test_what_is_said_to_other_programs_keeps_nothing_from_being_drawn(
    opened: Open, said: dict[str, str]
) -> None:
    terminal = opened("--at", "tyotkino", size=(100, 30), **said)
    terminal.wait_for(RAIDS, "▶")
    assert {len(line) for line in terminal.text.split("\n")} <= {*range(101)}
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert terminal.text.strip() == ""


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (20, 5)], ids=str)
def test_a_window_of_hardly_anything_is_survived(opened: Open, size: tuple[int, int]) -> None:
    terminal = opened()
    terminal.wait_for(RAIDS, "▶")
    terminal.resize(*size)
    terminal.settle()
    terminal.resize(120, 40)
    terminal.wait_for(RAIDS, "▶")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text


def test_a_storm_of_resizes_ends_where_it_began(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "▶")
    before = terminal.settle()
    for step in range(120):
        terminal.resize(20 + step * 37 % 180, 4 + step * 13 % 56)
        terminal.read(0.005)
    terminal.settle()
    terminal.resize(120, 40)
    after = terminal.settle()
    assert "Was Tyotkino taken?" in after
    assert after.splitlines()[0] == before.splitlines()[0]
    assert "Fighting at Tyotkino" in next(line for line in after.splitlines() if "▶" in line)
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": None},
        {"TERM": "vt100", "COLORTERM": None},
        {"TERM": "linux", "COLORTERM": None},
        {"NO_COLOR": "1"},
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": None, "LC_ALL": None},
    ],
    ids=str,
)
def test_any_terminal_shows_the_list_and_the_passages(opened: Open, env: dict[str, str | None]) -> None:
    terminal = opened("--at", "tyotkino", **env)
    terminal.wait_for(RAIDS, "Tyotkino")
    terminal.press("enter")
    terminal.wait_for("Was Tyotkino taken?")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


def test_a_terminal_that_only_prints_gets_the_listing(opened: Open) -> None:
    terminal = opened("--at", "tyotkino", TERM="dumb")
    assert terminal.finish() == 0
    assert b"Tyotkino" in terminal.raw
    assert b"TERM=dumb" in terminal.raw
    assert b"timeline-tui show ID" in terminal.raw
    assert b"\x1b" not in terminal.raw


def test_the_cursor_is_seen_without_colour(opened: Open) -> None:
    terminal = opened("--at", "tyotkino", NO_COLOR="1")
    listed = terminal.wait_for(RAIDS, "▶")
    assert [line for line in listed.splitlines() if "▶" in line and "Tyotkino" in line]
    terminal.press("enter")
    terminal.wait_for("▶ ≠")
    terminal.press("?")
    terminal.rest()
    styles = b";".join(re.findall(rb"\x1b\[([\d;]*)m", terminal.raw)).split(b";")
    assert b"39" in styles
    assert not {code for code in map(int, filter(None, styles)) if 30 <= code <= 48} - {39}


def test_without_a_terminal_it_prints_the_list() -> None:
    printed = _run()
    assert printed.returncode == 0
    assert printed.stdout == _run("list").stdout
    assert b"\x1b" not in printed.stdout + printed.stderr


def test_a_reader_that_stops_early_is_no_fault() -> None:
    line = " ".join(PROGRAM)
    piped = subprocess.run(
        ["/bin/sh", "-c", f"{line} list | head -n 1"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert piped.stdout.count(b"\n") == 1
    assert piped.stderr == b""


def test_output_that_is_no_terminal_gets_the_list_too(opened: Open, tmp_path: Path) -> None:
    terminal = opened("list")
    assert terminal.finish() == 0, terminal.text
    assert "Tyotkino" in terminal.raw.decode()


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, stdin=subprocess.DEVNULL, env=os.environ, check=False
    )
