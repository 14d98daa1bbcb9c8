"""However the program ends, the terminal is as it was."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import generate
from tests.pty.conftest import RAIDS, Open, assert_left_clean
from tests.pty.safety import between_sequences, forbidden
from tests.pty.terminal import Terminal

LARGE = 30_000
"""Events that take some seconds to read."""
FAULTY = """
import sys
from pathlib import Path
from timeline_tui.tui import app

class Faulty(app.TimelineApp):
    CSS_PATH = [Path(app.__file__).parent / path for path in app.TimelineApp.CSS_PATH]
    BINDINGS = [("9", "fail", "Fail")]

    def action_fail(self):
        raise RuntimeError("a fault \\x1b]0;PWNED\\x07 of ours")

    def on_ready(self):
        if "early" in sys.argv:
            self.action_fail()

app.TimelineApp = Faulty
from timeline_tui.cli.main import main
sys.exit(main([]))
"""


@pytest.mark.parametrize(
    ("key", "way"),
    [
        ("q", ()),
        ("ctrl+q", ()),
        ("ctrl+c", ()),
        ("q", ("enter",)),
        ("ctrl+c", ("enter", "enter")),
        ("ctrl+q", ("?",)),
        ("q", ("p",)),
        ("ctrl+c", ("ctrl+p",)),
    ],
    ids=str,
)
def test_leaving_by_a_key(opened: Open, key: str, way: tuple[str, ...]) -> None:
    terminal = opened(cold=not way)
    terminal.wait_for(RAIDS, "▶")
    for step in way:
        terminal.press(step)
        terminal.settle()
    terminal.press(key)
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end(opened: Open, number: signal.Signals) -> None:
    terminal = opened(cold=True)
    terminal.wait_for(RAIDS, "▶")
    terminal.kill(number)
    assert terminal.finish() == 128 + number
    assert_left_clean(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, None])
def test_ending_while_a_file_is_read(opened: Open, tmp_path: Path, number: signal.Signals | None) -> None:
    file, cache = tmp_path / "large.timeline.yaml", tmp_path / "cache"
    generate.write(LARGE, file)
    terminal = opened(file, TIMELINE_TUI_CACHE=str(cache), cold=True)
    terminal.wait_for("▶", "0000000")
    assert _is_being_read(file)
    if number is None:
        terminal.press("q")
    else:
        terminal.kill(number)
    assert terminal.finish() == (0 if number is None else 128 + number)
    assert_left_clean(terminal)
    terminal.wait(lambda: not _is_being_read(file), "the reading to stop")
    assert list(cache.iterdir()) == []


UNTOLD = """
import os, signal, sys, time
from pathlib import Path
from timeline_tui.cli import screen

def late(*call):
    mark.touch()
    while os.isatty(0):
        time.sleep(0.05)
    return begun(*call)

mark = Path(sys.argv.pop(1))
signal.signal(signal.SIGHUP, signal.SIG_IGN)
begun, screen._begun = screen._begun, late
from timeline_tui.__main__ import start
sys.exit(start())
"""
"""The program, as one that was started to outlive its window, which goes on once that is closed."""


def test_stopped_and_told_to_go_on_it_is_drawn_anew(opened: Open) -> None:
    terminal = opened(cold=True)
    terminal.wait_for(RAIDS, "▶")
    before = terminal.settle()
    terminal.kill(signal.SIGTSTP)
    terminal.wait(lambda: not terminal.screen.in_alternate, "the terminal to be given back")
    # It stops only after that, and goes on only if it is stopped.
    terminal.wait(lambda: _state(terminal.pid).startswith("T"), "it to stop")
    terminal.kill(signal.SIGCONT)
    terminal.wait(lambda: terminal.text == before, "the same screen")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


def test_the_window_is_closed(opened: Open) -> None:
    terminal = opened(cold=True)
    terminal.wait_for(RAIDS, "▶")
    pid = terminal.pid
    terminal.hang_up()
    terminal.wait(lambda: not _runs(pid), "the program to end")


def test_the_window_is_closed_before_anything_is_drawn_and_nobody_says_so(
    opened: Open, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    terminal = opened(command=(sys.executable, "-c", UNTOLD, str(begun)), cold=True)
    terminal.wait(begun.exists, "the program to begin")
    pid = terminal.pid
    terminal.hang_up()
    terminal.wait(lambda: not _runs(pid), "the program to end")


def test_a_fault_of_the_program(opened: Open, tmp_path: Path) -> None:
    terminal = _faulty(opened, tmp_path)
    terminal.wait_for(RAIDS, "▶")
    terminal.press("9")
    _assert_told(terminal)


def test_a_fault_of_the_program_at_its_start(opened: Open, tmp_path: Path) -> None:
    _assert_told(_faulty(opened, tmp_path, "early"))


def test_an_index_that_is_cut_under_it_is_made_anew(opened: Open, tmp_path: Path) -> None:
    file, cache = tmp_path / "some.timeline.yaml", tmp_path / "cache"
    generate.write(2_000, file)
    terminal = opened(file, TIMELINE_TUI_CACHE=str(cache))
    terminal.wait(lambda: bool(list(cache.glob("*.index"))), "the index")
    terminal.wait_for("▶", "0000000")
    terminal.settle()
    (index,) = cache.glob("*.index")
    with index.open("r+b") as damaged:
        damaged.truncate(8_192)
    terminal.press("end")
    terminal.wait_for("0001999")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


def test_a_file_that_goes_away_leaves_what_was_read(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "some.timeline.yaml"
    generate.write(20, file)
    terminal = opened(file)
    terminal.wait_for("▶", "0000000")
    terminal.settle()
    file.unlink()
    terminal.press("r")
    terminal.wait_for("not there any more")
    terminal.press("end")
    terminal.wait_for("0000019")
    terminal.press("q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal)


def _faulty(opened: Open, folder: Path, *arguments: str) -> Terminal:
    """The program with a fault: a key that raises, for no file makes it raise."""
    script = folder / "faulty.py"
    script.write_text(FAULTY)
    return opened(*arguments, command=(sys.executable, str(script)))


def _assert_told(terminal: Terminal) -> None:
    """It ends, gives the terminal back, says so in short and where the rest is."""
    assert terminal.finish() == 1
    assert_left_clean(terminal, "a mistake in the program, not in your file")
    assert "a fault ^[]0;PWNED^G of ours" in terminal.text
    assert forbidden(between_sequences(bytes(terminal.raw)).replace("\r", "")) == []
    said = " ".join(terminal.text.split())
    assert "A full report is in" in said
    assert "Traceback" not in said


def _state(pid: int) -> str:
    """As `ps` tells it: T is stopped, Z is over and not yet asked about; empty where there is none."""
    asked = ["ps", "-o", "stat=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _runs(pid: int) -> bool:
    return _state(pid)[:1] not in {"", "Z"}


def _is_being_read(file: Path) -> bool:
    running = subprocess.run(["ps", "-eww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    return any("jobs.worker" in line and str(file) in line for line in running.splitlines())


def test_a_terminal_that_goes_away_with_no_signal(tmp_path: Path) -> None:
    """As when nobody made it the controlling terminal: reading its end must not go on for ever."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "TIMELINE_TUI_CACHE": str(tmp_path)}
    program = subprocess.Popen(
        [sys.executable, "-m", "timeline_tui"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=environment,
    )
    os.close(slave)
    shown = b""
    while b"Tyotkino" not in shown:
        shown += os.read(master, 65536)
    os.close(master)
    try:
        assert program.wait(60) == 128 + signal.SIGHUP
    finally:
        program.kill()
