"""Whole ways through the program, in the terminal of a person."""

from __future__ import annotations

import re

import pytest

from tests.pty.conftest import RAIDS, Open, assert_left_clean
from tests.pty.safety import copied
from tests.pty.terminal import Terminal

PASSAGE = "▶ │ The Freedom of Russia Legion later said"


@pytest.mark.parametrize("keys", [("enter", "escape"), ("right", "left")], ids="-".join)
def test_down_to_the_passage_its_source_and_back(opened: Open, keys: tuple[str, str]) -> None:
    deeper, back = keys
    terminal = opened(cold=True)
    terminal.wait_for(RAIDS, "▶")
    for _ in range(60):
        if "Fighting at Tyotkino" in _under_cursor(terminal):
            break
        terminal.press("down")
        terminal.rest(0.03)
    terminal.wait_for("12 March 2024, Tuesday", "Was Tyotkino taken?")
    listed = terminal.settle()

    terminal.press(deeper)
    terminal.wait_for("▶ ≠ Was Tyotkino taken?")
    terminal.press("tab")
    terminal.wait_for("its source")
    event = terminal.settle()
    assert PASSAGE in event
    terminal.press(deeper)
    terminal.wait_for("─ The Kyiv Independent ─", "its event", PASSAGE)
    terminal.press(back)
    terminal.wait_for("its source")
    assert terminal.settle() == event
    terminal.press(back)
    terminal.wait_until_gone("its source")
    assert terminal.settle() == listed
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


def test_reading_on_from_event_to_event_without_going_back(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "▶")
    terminal.press("enter", "]")
    terminal.wait_for("A vehicle destroyed, the Legion says")
    terminal.press("[")
    terminal.wait_for("Was Tyotkino taken?")


def test_help_and_back_to_where_one_was(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "▶")
    before = terminal.settle()
    terminal.press("?")
    terminal.wait_for("Help", "Come back to exactly where you were")
    terminal.press("escape")
    terminal.wait_for(RAIDS)
    assert terminal.settle() == before


def test_copying_a_passage_with_where_it_is_from(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "▶")
    terminal.press("enter", "tab")
    terminal.wait_for("its source")
    terminal.press("y")
    terminal.wait_for("Copied")
    (text,) = copied(bytes(terminal.raw))
    assert "The Kyiv Independent" in text
    assert "it had taken control of the village of Tyotkino" in text


def test_the_mouse_opens_an_event(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "▶")
    terminal.settle()
    row = next(
        number for number, line in enumerate(terminal.screen.lines) if "Incursion at Shebekino" in line
    )
    terminal.click(20, row)
    terminal.wait(lambda: "Incursion at Shebekino" in _under_cursor(terminal), "the row to be chosen")
    terminal.wait_for("June 2023")


def test_an_event_to_open_at(opened: Open) -> None:
    terminal = opened("--at", "shebekino")
    terminal.wait_for(RAIDS)
    terminal.wait(lambda: "Shebekino" in _under_cursor(terminal), "the cursor to stand there")


def _under_cursor(terminal: Terminal) -> str:
    terminal.settle(0.05)
    line = next((line for line in terminal.screen.lines if re.match(r" ?▶", line)), "")
    # What the page shows beside it is none of the row.
    return line.partition("│")[0]


def test_it_begins_where_it_was_left(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "Was Tyotkino taken?")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    again = opened()
    again.wait_for(RAIDS, "▶", "Was Tyotkino taken?")
    assert "Fighting at Tyotkino" in _under_cursor(again)


def test_a_tour_is_played_and_left(opened: Open) -> None:
    terminal = opened("tour", size=(80, 24))
    terminal.wait_for("Four raids, and what is disputed", "1 of 10")
    terminal.press("right")
    terminal.wait_for("2 of 10", "Raid into Belgorod")
    terminal.press("pagedown")
    terminal.wait_for("3 of 10", "Kyiv denies")
    terminal.press("left")
    terminal.wait_for("2 of 10")
    terminal.press("escape")
    terminal.wait_for(RAIDS)
    terminal.wait_until_gone("of 10")


def test_a_command_is_found_by_its_name_from_the_first_screen_on(opened: Open) -> None:
    terminal = opened()
    terminal.wait_for(RAIDS, "quit")
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.press(*"chart or li")
    terminal.wait_for("Chart or list")
    terminal.press("enter")
    terminal.wait_until_gone("chart or li")
    terminal.wait_for("list  ")
    terminal.press("ctrl+q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)
