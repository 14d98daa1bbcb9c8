"""A timeline that was open before is on the terminal before what draws the screen is imported."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.pty.conftest import Open, assert_left_clean
from tests.pty.screen import Screen
from tests.pty.terminal import PATIENCE, Terminal

SIZES = [(60, 20), (80, 24), (120, 40), (200, 50)]
BEGINS = b"\x1b[?1000h"
"""Comes first of what the screen itself sends."""
ENTERS = b"\x1b[?1049h"
DRAWN = b"\x1b[?2026l"
"""Ends each of its pictures."""
SOON = """
import sys, time
from pathlib import Path
from timeline_tui.cli import screen

def slow(*call):
    while not gate.exists():
        time.sleep(0.1)
    return begun(*call)

gate = Path(sys.argv.pop(1))
begun, screen._begun = screen._begun, slow
from timeline_tui.__main__ import start
sys.exit(start())
"""
"""The program, which goes on behind its first picture only when a file is there."""


@pytest.fixture
def held(opened: Open, tmp_path: Path) -> Held:
    """A start whose early picture is there, and which goes on when it is told to."""
    terminal = opened()
    terminal.wait_for("quit")
    leave(terminal)
    gate = tmp_path / "go on"
    again = opened(command=(sys.executable, "-c", SOON, str(gate)), cold=True)
    again.wait_for("quit")
    assert BEGINS not in again.raw
    return Held(again, gate)


class Held(NamedTuple):
    """A start that goes on behind its first picture when the gate is there."""

    terminal: Terminal
    gate: Path


def cache() -> Path:
    """The folder of indexes, and of what is kept beside them."""
    return Path(os.environ["TIMELINE_TUI_CACHE"])


def pictures() -> list[Path]:
    """What is kept."""
    return sorted(cache().glob("*.picture"))


def leave(terminal: Terminal, number: int = 1) -> None:
    """Quit, and wait until so many pictures of the next start are kept, each drawn anew."""
    before = {old: old.stat().st_mtime_ns for old in pictures()}
    terminal.press("q")
    assert terminal.finish() == 0
    end = time.monotonic() + PATIENCE
    while len(_drawn(before)) < number and time.monotonic() < end:
        time.sleep(0.02)
    assert len(_drawn(before)) >= number


def _drawn(before: Mapping[Path, int]) -> list[Path]:
    """What is kept that was not there before."""
    return [each for each in pictures() if each.stat().st_mtime_ns != before.get(each)]


def cells(size: tuple[int, int], sent: bytes) -> list[list[object]]:
    """What stands in each cell after these bytes, with its looks."""
    screen = Screen(*size)
    screen.feed(sent)
    assert screen.in_alternate
    return [[screen.shown.buffer[y][x] for x in range(size[0])] for y in range(size[1])]


def early(terminal: Terminal) -> bytes:
    """What was sent before the screen itself sent anything, once it has drawn."""
    terminal.wait(lambda: DRAWN in terminal.raw, "a picture of the screen")
    sent, _, _ = bytes(terminal.raw).partition(BEGINS)
    return sent


def first(terminal: Terminal) -> bytes:
    """All that was sent up to the first picture of the screen itself."""
    return bytes(terminal.raw).partition(DRAWN)[0] + DRAWN


def assert_nothing_moves(terminal: Terminal, size: tuple[int, int], words: str) -> None:
    """The early picture is there, and every cell of it stays what it is when the screen draws its own."""
    before = cells(size, early(terminal))
    assert words in "\n".join("".join(cell.data for cell in row) for row in before)  # type: ignore[attr-defined]
    assert cells(size, first(terminal)) == before
    assert terminal.raw.count(ENTERS) == 1


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
@pytest.mark.parametrize("size", SIZES)
def test_the_early_picture_is_the_first_of_the_screen(
    opened: Open, size: tuple[int, int], theme: str
) -> None:
    settings = Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"theme": theme}))
    terminal = opened(size=size)
    terminal.wait_for("quit")
    assert early(terminal) == ENTERS
    leave(terminal)
    again = opened(size=size, cold=size == SIZES[-1])
    assert_nothing_moves(again, size, "Raids across")
    again.press("q")
    assert again.finish() == 0
    assert_left_clean(again)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("surroundings", [{}, {"COLORTERM": ""}, {"NO_COLOR": "1"}, {"LC_ALL": "C"}], ids=str)
def test_it_is_where_the_timeline_was_left_in_the_colours_and_letters_there_are(
    opened: Open, size: tuple[int, int], surroundings: dict[str, str]
) -> None:
    terminal = opened(size=size, **surroundings)
    terminal.wait_for("quit")
    terminal.press("escape", "end", "up")
    terminal.wait_for("event 40 of 41")
    leave(terminal)
    assert_nothing_moves(opened(size=size, cold=True, **surroundings), size, "event 40 of 41")


def test_a_folder_is_there_at_once_until_one_of_its_files_is_another(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in ("a", "b"):
        text = f"title: Own\nevents:\n  - {{date: 2023, title: Of {name}}}\n"
        (folder / f"{name}.timeline.yaml").write_text(text)
    terminal = opened("./cases")
    terminal.wait(lambda: len([*cache().glob("*.index")]) == 2, "an index of it beside that of another")
    terminal.wait_for("Of b", "quit")
    leave(terminal)
    again = opened("./cases", cold=True)
    assert_nothing_moves(again, (120, 40), "Of b")
    again.press("q")
    assert again.finish() == 0
    (folder / "b.timeline.yaml").write_text("title: Own\nevents:\n  - {date: 2023, title: Of c}\n")
    assert early(opened("./cases")) == ENTERS


def test_it_is_there_in_every_size_of_window_that_was_used_last(opened: Open, tmp_path: Path) -> None:
    for size in SIZES[:2]:
        terminal = opened(size=size)
        terminal.wait_for("quit")
        leave(terminal)
    terminal = opened(size=SIZES[2])
    terminal.wait_for("quit")
    terminal.press("escape", "end", "up")
    terminal.wait_for("event 40 of 41")
    leave(terminal, len(SIZES[:3]))
    for size in SIZES[:3]:
        assert_nothing_moves(opened(size=size), size, "event 40 of 41")


def test_what_is_typed_meanwhile_is_not_shown_and_not_lost(held: Held) -> None:
    before = held.terminal.text
    held.terminal.press("down", "j", "/", *"legion", "enter")
    assert held.terminal.settle() == before
    held.gate.touch()
    held.terminal.wait(lambda: BEGINS in held.terminal.raw, "the screen")
    held.terminal.wait_for("/ legion", "next hit")


def test_what_is_typed_before_there_is_a_screen_waits_for_it(opened: Open) -> None:
    terminal = opened(cold=True)
    terminal.wait(lambda: ENTERS in terminal.raw, "the screen to be entered")
    terminal.press("down", "/", *"legion", "enter")
    terminal.wait_for("/ legion", "next hit")


def test_what_is_typed_before_the_program_listens_is_what_was_pressed(opened: Open) -> None:
    terminal = opened(cold=True)
    # Until then the terminal makes a line feed of Enter.
    assert terminal.settings[0] & termios.ICRNL
    terminal.press("down", "/", *"legion", "enter")
    terminal.wait_for("/ legion", "next hit")


def test_a_terminal_that_answers_nothing_sees_the_same(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.pty.terminal._ANSWERS", {})
    before = cells((120, 40), bytes(held.terminal.raw))
    held.gate.touch()
    held.terminal.wait(lambda: BEGINS in held.terminal.raw, "the screen")
    held.terminal.settle(1.0)
    assert DRAWN not in held.terminal.raw
    assert cells((120, 40), bytes(held.terminal.raw)) == before


def test_a_resize_meanwhile_is_what_the_screen_then_has(held: Held) -> None:
    held.terminal.resize(80, 24)
    held.gate.touch()
    held.terminal.wait(lambda: DRAWN in held.terminal.raw, "a picture of the screen")
    held.terminal.press("escape")
    text = held.terminal.wait_for("quit")
    assert len(text.split("\n")) == 24
    assert "│" not in text


def test_ctrl_c_meanwhile_ends_it_and_leaves_the_terminal_as_it_was(held: Held) -> None:
    # As the terminal then does: in this one it would end the shell that waits for the program, too.
    assert held.terminal.settings[3] & termios.ISIG
    held.terminal.kill(signal.SIGINT)
    assert held.terminal.finish() == 130
    assert_left_clean(held.terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_meanwhile_leaves_the_terminal_as_it_was(held: Held, number: signal.Signals) -> None:
    held.terminal.kill(number)
    assert held.terminal.finish() == 128 + number
    assert_left_clean(held.terminal)


def test_an_editor_later_finds_the_terminal_as_it_was(held: Held) -> None:
    held.gate.touch()
    held.terminal.wait(lambda: DRAWN in held.terminal.raw, "a picture of the screen")
    held.terminal.press("ctrl+q")
    assert held.terminal.finish() == 0
    assert_left_clean(held.terminal)
    assert held.terminal.raw.count(b"\x1b[?1049h") == held.terminal.raw.count(b"\x1b[?1049l") == 1


FAILS = """
import sys
from timeline_tui.cli import screen
from timeline_tui.cli.output import Refusal

def fail(*call):
    raise {}

screen._begun = fail
from timeline_tui.__main__ import start
sys.argv[0] = "timeline-tui"
sys.exit(start())
"""


@pytest.mark.parametrize(
    ("failure", "words", "code"),
    [("Refusal('this cannot be', 'something else')", "something else", 2), ("KeyError(1)", "KeyError", 1)],
)
def test_what_fails_behind_it_is_told_on_the_screen_that_was_there(
    held: Held, opened: Open, failure: str, words: str, code: int
) -> None:
    terminal = opened(command=(sys.executable, "-c", FAILS.format(failure)), cold=True)
    assert terminal.finish() == code
    assert terminal.raw.startswith(ENTERS + b"\x1b[?25l")
    assert_left_clean(terminal, words)


def test_nothing_is_shown_that_is_not_true_or_safe_any_more(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "own.timeline.yaml"
    file.write_text("title: Own\nevents:\n  - {date: 2023, title: One}\n")
    terminal = opened(file)
    terminal.wait(lambda: len([*cache().glob("*.index")]) == 2, "an index of it beside that of another")
    terminal.wait_for("quit")
    leave(terminal)
    (kept,) = pictures()
    whole = kept.read_text(encoding="utf-8")
    for other in (
        whole.replace("One", "\x1b[2J"),
        whole.replace("One", "\x07"),
        whole[: len(whole) // 2],
        "",
    ):
        kept.write_text(other, encoding="utf-8")
        assert early(opened(file)) == ENTERS
    kept.write_text(whole, encoding="utf-8")
    assert b"One" in early(opened(file))
    file.write_text("title: Own\nevents:\n  - {date: 2023, title: Two}\n")
    assert early(opened(file)) == ENTERS


@pytest.mark.parametrize("where", [{"TERM": "dumb"}, {"TERM": None}])
def test_nothing_is_shown_early_where_a_terminal_only_prints(
    held: Held, opened: Open, where: dict[str, str | None]
) -> None:
    terminal = opened(**where)
    terminal.wait(lambda: bool(terminal.raw), "anything")
    assert not re.match(re.escape(ENTERS) + rb"\x1b\[\?25l", terminal.raw)
