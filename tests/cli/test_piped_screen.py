"""A timeline that comes through a pipe is read on the screen like any other."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import program
from tests.pty.conftest import PROGRAM
from tests.pty.terminal import Terminal


def shell(line: str, folder: Path, file: Path) -> Terminal:
    command: list[str | Path] = ["/bin/sh", "-c", line, "sh", *PROGRAM, file]
    return Terminal(command, size=(100, 30), cwd=folder, env={})


def test_the_keyboard_is_listened_to_after_the_pipe(tmp_path: Path, file: Path) -> None:
    with shell('cat "$4" | "$1" "$2" "$3" - --at raid', tmp_path, file) as terminal:
        terminal.wait_for("A small one", "The Ides", "Was it taken?")
        terminal.press("q")
        assert terminal.finish() == 0


def test_the_screen_is_drawn_where_stdout_is(tmp_path: Path, file: Path) -> None:
    with shell('"$1" "$2" "$3" "$4" 2>errors', tmp_path, file) as terminal:
        terminal.wait_for("A small one", "The Ides")
        terminal.press("q")
        assert terminal.finish() == 0
    assert (tmp_path / "errors").read_text() == ""


def test_to_a_pipe_it_prints_the_list(tmp_path: Path, file: Path) -> None:
    with shell('"$1" "$2" "$3" "$4" | cat', tmp_path, file) as terminal:
        assert terminal.finish() == 0
        assert "The raid: how it began" in terminal.text
        assert not terminal.screen.in_alternate
    assert program(file).out == program("list", file).out


def test_with_standard_output_closed_it_ends_without_a_word(tmp_path: Path, file: Path) -> None:
    for command in ("list", "show raid", "search raid"):
        with shell(f'"$1" "$2" "$3" {command} "$4" >&-', tmp_path, file) as terminal:
            assert terminal.finish() == 0
            assert not terminal.text.strip()
