"""A terminal that takes what it is sent slowly, as over a bad line: nothing is lost, and nothing blocks."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.pty.conftest import RAIDS, Open, assert_left_clean
from tests.pty.terminal import PATIENCE, Terminal
from tests.pty.test_at_once import BEGINS, cells, early, leave

SLOWLY = 512, 0.005
"""Bytes that are taken at a time, and the seconds in between: some hundred thousand a second."""
_PLACE = re.compile(r"event (\d+) of 41")


def see_the_same(one: Terminal, other: Terminal) -> None:
    """Wait until nothing comes to either any more, and both show the same."""

    def is_same() -> bool:
        other.rest()
        return one.settle() == other.text

    one.wait(is_same, "the same as elsewhere")


@pytest.fixture
def slow(opened: Open) -> Terminal:
    """The program in a terminal that begins slowly."""
    terminal = opened(slowly=SLOWLY)
    terminal.wait_for(RAIDS, "quit")
    return terminal


def test_the_same_is_seen_and_every_key_counts(opened: Open, slow: Terminal) -> None:
    fast = opened()
    fast.wait_for(RAIDS, "quit")
    for terminal in (fast, slow):
        terminal.press("escape", "home", *["down"] * 30, *["up"] * 4, "enter")
        terminal.wait_for("Esc back", "event 26 of 41")
    see_the_same(slow, fast)
    for terminal in (fast, slow):
        terminal.press("escape", "/", *"legion", "enter")
        terminal.wait_for("/ legion", "next hit")
    see_the_same(slow, fast)


def test_the_early_picture_stays_what_it_is(opened: Open) -> None:
    size = 120, 40
    terminal = opened()
    terminal.wait_for("quit")
    leave(terminal)
    again = opened(slowly=SLOWLY, cold=True)
    before = cells(size, early(again))
    again.wait_for("quit")
    again.settle(1.0)
    assert BEGINS in again.raw
    assert cells(size, bytes(again.raw)) == before


def test_ctrl_c_ends_it_while_a_picture_is_on_its_way(slow: Terminal) -> None:
    slow.press("end", "enter", "ctrl+c")
    assert slow.finish() == 0
    assert_left_clean(slow)


def test_it_goes_on_while_the_terminal_takes_nothing(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "own.timeline.yaml"
    file.write_text("title: Own\nevents:\n  - {date: 2023, title: One}\n")
    terminal = opened(file)
    terminal.wait_for("One", "quit")
    # More than the system holds for a terminal that nobody reads.
    terminal.press(*["?", "escape"] * 40)
    time.sleep(1.0)
    file.write_text("title: Own\nevents:\n  - {date: 2023, title: Two}\n")
    time.sleep(0.5)
    terminal.wait_for("Two", "quit")
    terminal.wait_until_gone("One")
    terminal.press("q")
    assert terminal.finish(PATIENCE) == 0
    assert_left_clean(terminal)
