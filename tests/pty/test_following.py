"""The open screen follows its file, in a terminal and with real tools."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pty.conftest import Open, assert_left_clean
from tests.pty.terminal import Terminal

TEXT = """\
title: A small one
events:
  - {id: first, date: 2024, title: The first}
  - {id: second, date: 2025, title: The second}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.timeline.yaml"
    path.write_text(TEXT)
    return path


def leave(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


@pytest.mark.skipif(sys.platform != "linux", reason="sed -i wants another word elsewhere")
def test_sed_and_a_save_by_rename(opened: Open, file: Path) -> None:
    terminal = opened(file.name, cold=True)
    terminal.wait_for("The second", "▶")
    terminal.press("down")
    subprocess.run(["sed", "-i", "s/The second/Changed by sed/", file], check=True)
    terminal.wait_for("Changed by sed", "1 event changed")
    beside = file.with_name("beside")
    beside.write_text(TEXT.replace("The second", "Put in its place"))
    beside.replace(file)
    terminal.wait_for("Put in its place")
    terminal.wait_until_gone("Changed by sed")
    leave(terminal)


def test_what_was_saved_while_it_was_stopped(opened: Open, file: Path) -> None:
    terminal = opened(file.name, cold=True)
    terminal.wait_for("The second", "▶")
    terminal.kill(signal.SIGTSTP)
    terminal.settle()
    file.write_text(TEXT.replace("The second", "Meanwhile another"))
    terminal.kill(signal.SIGCONT)
    terminal.wait_for("Meanwhile another")
    terminal.press("end", "enter")
    terminal.wait_for("2025")
    leave(terminal)


def test_a_problem_opens_in_the_editor_and_goes_when_it_is_mended(
    opened: Open, file: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "vim"
    editor.write_text(f'#!/bin/sh\necho "$@" >called\nprintf %s "{TEXT}" >"$2"\n')
    editor.chmod(0o755)
    terminal = opened(file.name, size=(80, 24), EDITOR=str(editor))
    terminal.wait_for("Tab next link")
    terminal.press("escape")
    terminal.wait_for("The second", "▶")
    file.write_text(TEXT.replace("title: The first}", "title: 'The first}"))
    terminal.wait_for("! Line 3: ", "is as it was", "The second")
    terminal.press("p")
    terminal.wait_for("saved last", "'The first}")
    terminal.press("enter")
    terminal.wait_for("Nothing is wrong in this file")
    assert (tmp_path / "called").read_text() == f"+3 {file}\n"
    terminal.press("escape")
    terminal.wait_for("The first", "The second")
    assert "! Line" not in terminal.text
    leave(terminal)


@pytest.mark.skipif(shutil.which("vim") is None, reason="there is no vim here (apt install vim)")
@pytest.mark.parametrize("copying", ["yes", "no", "auto"])
def test_vim_in_another_window(copying: str, opened: Open, file: Path) -> None:
    terminal = opened(file.name)
    terminal.wait_for("The second", "▶")
    words = ("-u", "NONE", "-N", "--cmd", f"set writebackup backup backupcopy={copying}")
    vim = opened(*words, file.name, command=("vim",), size=(80, 24))
    vim.wait_for("The second")
    vim.send(b"/The second\rcwA\x1b:w\r")
    terminal.wait_for("A second", "1 event changed")
    vim.send(b"ciw'A\x1b:w\r")
    terminal.wait_for("! Line 4: ", "A second")
    vim.send(b"uu:w\r")
    terminal.wait_for("The second")
    terminal.wait_until_gone("! Line 4")
    vim.send(b":q\r")
    assert vim.finish() == 0
    leave(terminal)
