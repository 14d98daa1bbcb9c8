"""Whatever bytes a terminal sends, the program goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.pty.conftest import RAIDS, Open, assert_left_clean

PASTE = b"\x1b[200~%s\x1b[201~"
ENDING = """
import sys
from textual.drivers import linux_driver

def broken(self):
    raise ValueError("a fault \\x1b]0;PWNED\\x07 of its own")

linux_driver.LinuxDriver.run_input_thread = broken
from timeline_tui.cli.main import main
sys.exit(main([]))
"""


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"caf\xe9 noir", "café noir"),
        (PASTE % b"caf\xe9 \xfcber\xe4ll", "café überäll"),
        ("наг — 🎉".encode(), "наг — 🎉"),
        # The first two bytes of three, then a letter; a byte that none begins with; controls of eight bits.
        (b"a\xe2\x80b", "aâ\N{REPLACEMENT CHARACTER}b"),
        (b"a\xffb\xc0", "aÿbÀ"),
        (b"a\x9b\x84b", "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_bytes_that_are_no_utf_8_are_typed_as_letters(opened: Open, sent: bytes, shown: str) -> None:
    terminal = opened()
    terminal.wait_for(RAIDS, "▶")
    terminal.press("/")
    terminal.wait_for("find")
    terminal.send(sent + b"z")
    terminal.wait_for(shown)
    terminal.press("escape", "escape")
    terminal.press("ctrl+q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_keys_with_the_eighth_bit_set_do_not_end_the_program(opened: Open) -> None:
    terminal = opened(cold=True)
    terminal.wait_for(RAIDS, "▶")
    for byte in (*range(0x80, 0x100), 0xE1):
        terminal.send(bytes([byte]))
    terminal.press("?")
    terminal.wait_for("Help")
    terminal.press("ctrl+q")
    assert terminal.finish() == 0


@pytest.mark.parametrize(
    "sent",
    [
        *(b"\x1b[1114112u", b"\x1b[99999999999u", b"\x1b[55296u", b"\x1b[97;;1114112u", b"\x1b[97;;55296u"),
        *(b"\x1b[97:65u", b"\x1b[97;2:1u", b"\x1b[:u"),
    ],
)
def test_a_report_that_no_terminal_can_mean_is_passed_over(opened: Open, sent: bytes) -> None:
    terminal = opened()
    terminal.wait_for(RAIDS, "▶")
    terminal.press("/")
    terminal.wait_for("find")
    terminal.send(sent)
    terminal.resize(100, 30)
    terminal.send(b"tyotkino")
    terminal.wait_for("tyotkino")
    terminal.press("ctrl+q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_a_mouse_on_a_screen_that_says_it_has_no_size_is_passed_over(opened: Open) -> None:
    terminal = opened("--at", "tyotkino")
    terminal.wait_for(RAIDS, "▶")
    terminal.send(b"\x1b[48;5;5;0;0t")
    terminal.wait_until_gone(RAIDS)
    terminal.send(b"\x1b[<0;9;9M")
    terminal.resize(100, 30)
    terminal.wait_for("Raids across", "▶")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_a_thread_of_the_terminal_that_fails_is_told_as_any_other_fault(opened: Open, tmp_path: Path) -> None:
    terminal = opened(command=(sys.executable, "-c", ENDING), cold=True)
    assert terminal.finish() == 1
    assert_left_clean(terminal, "a mistake in the program")
    assert "ValueError: a fault ^[]0;PWNED^G of its own" in terminal.text
    assert b"PWNED\x07" not in terminal.raw
