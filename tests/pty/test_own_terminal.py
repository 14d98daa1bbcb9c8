"""What is pressed while the terminal changes hands finds it the program's or the reader's, never half."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.conftest import Open, assert_left_clean
from tests.pty.terminal import Terminal

HELD = """
import sys, time
from pathlib import Path
from textual.app import App
from textual.drivers import linux_driver
from timeline_tui.tui import carry_out

at, gate = sys.argv.pop(1), Path(sys.argv.pop(1))

def hold():
    gate.with_name("held").touch()
    while not gate.exists():
        time.sleep(0.1)

shutdown, draw = App._shutdown, linux_driver.WriterThread
mouse = linux_driver.LinuxDriver._enable_mouse_support

async def leaving(self):
    hold()
    await shutdown(self)

def lending(words):
    hold()

def entering(self):
    hold()
    mouse(self)

class Slow(draw):
    def run(self):
        put = self._file.write
        class File:
            flush = self._file.flush
            def write(_, text):
                time.sleep(0.02)
                put(text)
        self._file = File()
        super().run()

if at == "leaving":
    App._shutdown = leaving
elif at == "lending":
    carry_out.edit = lending
elif at == "entering":
    linux_driver.LinuxDriver._enable_mouse_support = entering
elif at == "drawing":
    linux_driver.WriterThread = Slow
from timeline_tui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The program, which goes on at a place that is named when a file is there; or draws slowly."""
TEXT = "events:\n  - {date: 2024, title: The first}\n  - {date: 2025, title: A legion}\n"


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """What lets a program go on."""
    return tmp_path / "gate"


@pytest.fixture
def holding(opened: Open, tmp_path: Path, gate: Path) -> Callable[[str], Terminal]:
    """Open the program over a small file, to be held at a place."""
    file = tmp_path / "small.timeline.yaml"
    file.write_text(TEXT)
    command = (sys.executable, "-c", HELD)
    return lambda at: opened(file, command=(*command, at, str(gate)), cold=at == "entering", EDITOR="true")


def held(terminal: Terminal, gate: Path) -> None:
    """Wait until it is held."""
    terminal.wait(gate.with_name("held").exists, "the program to come there")


def shows_what_is_typed(terminal: Terminal) -> bool:
    return bool(terminal.settings[3] & termios.ECHO)


def is_stopped(terminal: Terminal) -> bool:
    asked = ["ps", "-o", "stat=", "-p", str(terminal.pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.startswith("T")


def test_what_is_typed_is_not_shown_from_the_first_byte_on(
    holding: Callable[[str], Terminal], gate: Path
) -> None:
    terminal = holding("entering")
    held(terminal, gate)
    assert not shows_what_is_typed(terminal)
    gate.touch()
    terminal.wait_for("▶", "The first")


def test_what_is_typed_is_not_shown_until_the_last_byte(holding: Callable[[str], Terminal]) -> None:
    terminal = holding("drawing")
    terminal.wait_for("▶", "The first")
    terminal.press("q")
    terminal.wait(lambda: shows_what_is_typed(terminal), "the terminal to be given back")
    while terminal.read():
        pass
    assert not terminal.screen.in_alternate
    assert terminal.raw.endswith(b"\x1b[?1004l")
    assert terminal.finish() == 0


def test_ctrl_c_while_it_leaves_takes_nothing_from_it(holding: Callable[[str], Terminal], gate: Path) -> None:
    terminal = holding("leaving")
    terminal.wait_for("▶", "The first")
    terminal.press("a")
    terminal.wait_for("Title")
    terminal.press(*"Half")
    terminal.wait_for("Half")
    # Once to be warned.
    terminal.press("ctrl+c")
    terminal.wait_for("quit once more")
    terminal.press("ctrl+c")
    held(terminal, gate)
    for _ in range(3):
        terminal.press("ctrl+c")
        terminal.settle()
    gate.touch()
    assert terminal.finish() == 0
    assert_left_clean(terminal, "What you typed into a form is kept")


def test_ctrl_z_while_it_leaves_only_stops_it(holding: Callable[[str], Terminal], gate: Path) -> None:
    terminal = holding("leaving")
    terminal.wait_for("▶", "The first")
    terminal.press("q")
    held(terminal, gate)
    terminal.press("ctrl+z")
    terminal.wait(lambda: is_stopped(terminal), "it to stop")
    terminal.kill(signal.SIGCONT)
    gate.touch()
    assert terminal.finish() == 0
    assert_left_clean(terminal, "^Z")


def test_what_is_typed_while_it_leaves_is_for_the_shell(
    holding: Callable[[str], Terminal], gate: Path
) -> None:
    terminal = holding("leaving")
    terminal.wait_for("▶", "The first")
    terminal.press("q")
    held(terminal, gate)
    terminal.send(b"ls\r")
    gate.touch()
    assert terminal.finish() == 0
    assert select.select([terminal._slave], [], [], 0)[0]
    assert os.read(terminal._slave, 100) == b"ls\n"


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+z"])
def test_a_key_between_the_program_and_the_editor_ends_and_stops_nothing(
    holding: Callable[[str], Terminal], gate: Path, key: str
) -> None:
    terminal = holding("lending")
    terminal.wait_for("▶", "The first")
    terminal.press("e")
    held(terminal, gate)
    terminal.press(key)
    terminal.settle()
    gate.touch()
    terminal.wait_for("▶", "The first")
    terminal.press("q")
    assert terminal.finish() == 0
    assert terminal.settings == terminal.settings_before


def test_what_is_typed_before_the_editor_has_ended_is_what_was_pressed(
    holding: Callable[[str], Terminal], gate: Path
) -> None:
    terminal = holding("lending")
    terminal.wait_for("▶", "The first")
    terminal.press("e")
    held(terminal, gate)
    terminal.press("/", *"legion", "enter")
    gate.touch()
    terminal.wait_for("1 hidden", "F show all")


def test_it_is_interrupted_as_it_is_ended(holding: Callable[[str], Terminal]) -> None:
    terminal = holding("nowhere")
    terminal.wait_for("▶", "The first")
    terminal.press("a")
    terminal.wait_for("Title")
    terminal.press(*"Half")
    terminal.wait_for("Half")
    terminal.kill(signal.SIGINT)
    assert terminal.finish() == 130
    assert_left_clean(terminal, "What you typed into a form is kept")
