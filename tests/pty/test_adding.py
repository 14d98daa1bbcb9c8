"""Adding to a file and taking back, in the terminal of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty import hostile
from tests.pty.conftest import Open, assert_left_clean
from tests.pty.safety import between_sequences, forbidden, sequences
from tests.pty.terminal import Terminal

TEXT = """\
# A small one.
title: A small one
sources: {paper: {outlet: The Paper, published: 2024-05-02, text: paper.txt}}
names:
  mill: {kind: place, name: The Old Mill, also: [Old Mill]}
events:
  - id: first
    date: 2024
    title: The first   # as they say

  - id: second
    date: 2025
    title: The second
    quotes:
      - exact: Nobody came.
        source: paper
"""
PAPER = "The mill\n\nNobody came. The mill stood still.\nAll slept.\n"
CTRL_S, CTRL_O = "\x13", "\x0f"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.timeline.yaml"
    path.write_text(TEXT)
    (tmp_path / "paper.txt").write_text(PAPER)
    return path


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
def test_an_event_is_added_and_taken_back(opened: Open, file: Path, size: tuple[int, int]) -> None:
    terminal = opened(file.name, "--at", "first", size=size, cold=size == (80, 24))
    terminal.wait_for("The second", "▶")
    terminal.press("a")
    terminal.wait_for("▶ Title")
    terminal.press("The mill burns", "tab", "c. May 2024")
    terminal.wait_for("stored as 2024-05~")
    terminal.press("tab", "tab", "tab", "old m")
    terminal.wait_for("The Old Mill")
    terminal.settle()
    terminal.press("enter")
    terminal.settle()
    terminal.press(CTRL_S)
    terminal.wait_for("names: [mill]", "write it")
    terminal.press("enter")
    terminal.wait_for("u takes")
    terminal.wait(
        lambda: any(line.startswith("▶") and "The mill" in line for line in terminal.screen.lines), "it"
    )
    added = [line for line in file.read_text().splitlines() if line not in TEXT.splitlines()]
    assert added == [
        "  - id: 2024-05-the-mill-burns",
        "    date: 2024-05~",
        "    title: The mill burns",
        "    names: [mill]",
    ]
    assert "title: The first   # as they say\n\n" in file.read_text()
    terminal.press("u")
    terminal.wait_for("Taken back")
    assert file.read_text() == TEXT
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_a_passage_is_clipped_from_its_text(opened: Open, file: Path) -> None:
    terminal = opened(file.name, "--texts", ".", "--at", "second")
    terminal.wait_for("The second", "1 passage, all verbatim")
    terminal.press("enter")
    terminal.wait_for("its source")
    terminal.press("enter")
    terminal.wait_for("the text that you hold")
    terminal.settle()
    terminal.press("c", "l", "l", "l", "s")
    terminal.wait_for("4 words selected: The mill stood still.")
    terminal.press("enter")
    terminal.wait_for("Into", "The second")
    terminal.press("enter")
    terminal.wait_for("u takes it back", "2 passages, all verbatim")
    assert file.read_text() == TEXT + "      - exact: The mill stood still.\n        source: paper\n"
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def _ask_everything(terminal: Terminal) -> None:
    """Fill forms with what the file offers, and paste what would act."""
    # Terminals take the escapes out of what they paste; left in, they would be keys to Textual.
    payload = b"\x1b[200~" + "".join(hostile.PAYLOADS).replace("\x1b", "").encode() + b"\x1b[201~"
    for key in ("a", "A"):
        terminal.press(key)
        terminal.rest(0.3)
        terminal.press(CTRL_O, "shift+tab")
        for _ in range(11):
            terminal.press("down", "down", "enter")
            terminal.rest(0.05)
            terminal.send(payload)
            terminal.rest(0.05)
            terminal.press("tab")
        terminal.press(CTRL_S)
        terminal.rest(0.3)
        terminal.press("clear escape")
        terminal.rest(0.1)
        terminal.press("clear escape")
        terminal.rest(0.1)


def test_nothing_of_a_file_or_a_paste_acts_in_a_form(opened: Open, file: Path, tmp_path: Path) -> None:
    plain = opened(file.name, "--at", "first", size=(100, 40))
    plain.wait_for("▶")
    _ask_everything(plain)
    plain.press("ctrl+q", "ctrl+q")
    plain.finish()

    path = tmp_path / "hostile.timeline.yaml"
    hostile.write(path)
    terminal = opened(path.name, size=(100, 40))
    terminal.wait_for("▶", hostile.MARK)
    terminal.settle()
    _ask_everything(terminal)
    terminal.press("ctrl+q", "ctrl+q")
    assert terminal.finish() == 0, terminal.text
    assert_left_clean(terminal, words="What you typed into a form is kept")
    raw = bytes(terminal.raw)
    assert forbidden(between_sequences(raw).replace("\r", "")) == []
    assert sequences(raw) - sequences(bytes(plain.raw)) == set()
    for payload in hostile.CONTROLS:
        assert payload.encode() not in raw
