"""`check --watch` follows a file through its saves, on a terminal and into a pipe."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import TIMELINE
from tests.pty.conftest import PROGRAM, Open, assert_left_clean

BROKEN = TIMELINE.replace("source: copy", "source: kopy")
WATCHING = "watching; ctrl+c ends it"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.timeline.yaml"
    path.write_text(TIMELINE, encoding="utf-8")
    return path


def test_it_follows_every_way_to_save(opened: Open, file: Path) -> None:
    terminal = opened("check", "--watch", file.name)
    terminal.wait_for("6 events, no problems", WATCHING)
    file.write_text(BROKEN, encoding="utf-8")
    terminal.wait_for("error[unknown-source]", "kopy", "6 events, 1 error")
    beside = file.with_name("beside")
    beside.write_text(TIMELINE, encoding="utf-8")
    beside.replace(file)
    terminal.wait_for("no problems")
    assert "unknown-source" not in terminal.text
    file.unlink()
    terminal.wait_for("no such file")
    file.write_text(BROKEN, encoding="utf-8")
    terminal.wait_for("1 error", WATCHING)
    assert "no such file" not in terminal.text
    # Written over in place: a screen that is cleared first would blink.
    assert b"\x1b[2J" not in terminal.raw
    # What ctrl+c sends; the key itself would end the shell that leads this terminal, too.
    terminal.kill(signal.SIGINT)
    assert terminal.finish() == 130
    assert_left_clean(terminal, WATCHING)


def test_it_is_cut_to_the_window_and_follows_its_size(opened: Open, file: Path) -> None:
    file.write_text("events:\n" + "".join(f"  - {{id: e{at}, titel: x}}\n" for at in range(9)))
    terminal = opened("check", "--watch", file.name, size=(60, 12))
    terminal.wait_for("more lines")
    assert terminal.text.startswith("error[")
    terminal.resize(100, 200)
    terminal.wait_for("18 errors", WATCHING)
    assert "more lines" not in terminal.text


def test_what_a_file_says_cannot_act(opened: Open, file: Path) -> None:
    file.write_text('events:\n  - {id: a, title: t, "\\e[2J\\e]0;x\\a": y}\n', encoding="utf-8")
    terminal = opened("check", "--watch", file.name)
    terminal.wait_for("^[[2J")
    assert b"\x1b[2J" not in terminal.raw
    assert b"\x1b]0" not in terminal.raw


def test_into_a_pipe_it_prints_each_time(file: Path) -> None:
    command = [*PROGRAM, "check", "--watch", "--format", "line", str(file)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as watching:  # type: ignore[call-overload]
        assert watching.stderr.readline() == f"{file}: 6 events, no problems\n"
        file.write_text(BROKEN, encoding="utf-8")
        assert "error[unknown-source]" in watching.stdout.readline()
        assert watching.stderr.readline() == f"{file}: 6 events, 1 error\n"
        watching.send_signal(signal.SIGINT)
        assert watching.wait() == 130
        assert watching.stdout.read() == ""


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--format", "json"), "--watch goes with"), (("-",), "standard input")]
)
def test_what_cannot_be_watched(file: Path, arguments: tuple[str, ...], says: str) -> None:
    done = subprocess.run([*PROGRAM, "check", "--watch", *arguments], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
