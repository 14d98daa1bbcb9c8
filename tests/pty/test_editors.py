"""The reader's own editor, in a terminal: it opens at the line, and the screen comes back whole."""

from __future__ import annotations

import shutil
import signal
import sys
import textwrap
from pathlib import Path

import pytest

from tests.pty import hostile
from tests.pty.conftest import Open, assert_left_clean
from tests.pty.safety import between_sequences, forbidden

TEXT = """\
title: A small one
events:
  - id: first
    date: 2024
    title: The first
  - id: second
    date: 2025
    title: The second
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.timeline.yaml"
    path.write_text(TEXT)
    return path


def scripted(folder: Path, script: str) -> str:
    """An editor that does what the script says with the words it was called with."""
    path = folder / "editor.py"
    path.write_text("import os, sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\n" + textwrap.dedent(script))
    return f"{sys.executable} {path}"


def test_what_was_changed_in_an_editor_is_shown(opened: Open, file: Path, tmp_path: Path) -> None:
    editor = scripted(tmp_path, "file.write_text(file.read_text().replace('The second', 'Written anew'))")
    terminal = opened(file.name, EDITOR=editor)
    terminal.wait_for("The second", "▶")
    terminal.press("down", "e")
    terminal.wait_for("Written anew")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("os.kill(os.getpid(), 9)", "signal 9"),
        ("sys.exit(4)", "code 4"),
        (
            """
            import tty
            tty.setraw(0)
            sys.stdout.write("\\x1b[?1049h\\x1b[?1003h\\x1b[?25l\\x1b[?2004hgarbage")
            sys.stdout.flush()
            os.kill(os.getpid(), 9)
            """,
            "signal 9",
        ),
        (
            """
            import fcntl
            os.setpgid(0, 0)
            import signal
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.tcsetpgrp(0, os.getpgrp())
            for handle in (0, 1, 2):
                os.set_blocking(handle, False)
            sys.stdout.write("\\x1b[?1049h\\x1b[2;5rgarbage")
            sys.exit(7)
            """,
            "code 7",
        ),
    ],
)
def test_an_editor_that_is_killed_leaves_the_screen_and_the_terminal_whole(
    opened: Open, file: Path, tmp_path: Path, script: str, says: str
) -> None:
    terminal = opened(file.name, EDITOR=scripted(tmp_path, script))
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for(says, "The first", "The second")
    assert "garbage" not in terminal.text
    terminal.press("down", "enter")
    terminal.wait_for("The second")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_an_editor_that_ends_well_but_leaves_the_terminal_in_disorder(
    opened: Open, file: Path, tmp_path: Path
) -> None:
    script = """
        import tty
        tty.setraw(0)
        sys.stdout.write("\\x1b[?1049h\\x1b[?1002h\\x1b[?1003h\\x1b[?1006h\\x1b[?25l\\x1b[?2004h\\x1b[?1hgarbage")
        file.write_text(file.read_text().replace("The second", "Written anew"))
    """
    terminal = opened(file.name, EDITOR=scripted(tmp_path, script))
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for("Written anew")
    assert "garbage" not in terminal.settle()
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_an_editor_that_stops_where_no_shell_would_wake_it_goes_on(
    opened: Open, file: Path, tmp_path: Path
) -> None:
    script = """
        import signal
        os.kill(os.getpid(), signal.SIGSTOP)
        file.write_text(file.read_text().replace("The second", "Written anew"))
    """
    terminal = opened(file.name, EDITOR=scripted(tmp_path, script))
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for("Written anew")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


SHELL = shutil.which("bash")
ALONE = """
    import signal, time
    print("this is the editor", flush=True)
    input()
    os.kill(os.getpid(), signal.SIGSTOP)
    print("it goes on", flush=True)
    input()
    file.write_text(file.read_text().replace("The second", "Written anew"))
"""


@pytest.mark.skipif(SHELL is None, reason="there is no bash here (apt install bash)")
@pytest.mark.parametrize("name", ["vim", "nano", "one that stops alone"])
def test_an_editor_is_stopped_and_gone_on_with_in_a_shell(
    opened: Open, file: Path, tmp_path: Path, name: str
) -> None:
    stop, editors = {
        "vim": (b"\x1a", "vim -u NONE -N"),
        "nano": (b"\x14\x1a", "nano --ignorercfiles"),
        "one that stops alone": (b"\r", scripted(tmp_path, ALONE)),
    }[name]
    if shutil.which(editors.split()[0]) is None:
        pytest.skip(f"there is no {name} here (apt install {name})")
    terminal = opened(
        command=(str(SHELL), "--norc", "--noprofile", "-i"),
        EDITOR=editors,
        PS1="shell> ",
        HISTFILE="/dev/null",
    )
    terminal.wait_for("shell>")
    terminal.send(f"{sys.executable} -m timeline_tui {file.name}\r".encode())
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for("this is the editor" if "alone" in name else "date: 2025")
    for _ in range(2):
        terminal.settle()
        terminal.send(stop)
        terminal.wait_for("Stopped", "shell>")
        terminal.settle()
        terminal.send(b"clear; fg\r")
        terminal.wait_for("it goes on" if "alone" in name else "date: 2025")
        if "alone" in name:
            break
    ends = {"vim": b"Gox: y\x1b:wq\r", "nano": b"# new\r\x0f\r\x18", "one that stops alone": b"\r"}
    terminal.settle()
    terminal.send(ends[name])
    terminal.wait_for("▶", "The first")
    terminal.press("q")
    terminal.wait_for("shell>")
    terminal.send(b"exit\r")
    assert terminal.finish() == 0
    assert file.read_text() != TEXT


def test_an_event_of_a_folder_is_edited_in_its_own_file(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.timeline.yaml").write_text("events:\n- {id: a, date: 2023, title: Of a}\n")
    (folder / "b.timeline.yaml").write_text("events:\n- {id: b, date: 2024, title: Of b}\n")
    editor = scripted(tmp_path, "file.write_text(file.read_text().replace('Of', 'Changed of'))")
    terminal = opened("folder", EDITOR=editor)
    terminal.wait_for("Of b", "▶")
    terminal.press("end", "e")
    terminal.wait_for("Changed of b")
    assert "Changed" not in (folder / "a.timeline.yaml").read_text()
    terminal.press("q")
    assert terminal.finish() == 0


def test_sed_in_place(opened: Open, file: Path) -> None:
    terminal = opened(file.name, EDITOR="sed -i s/second/2nd/")
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for("The 2nd", "▶")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


@pytest.mark.parametrize(
    ("editor", "says"),
    [("/nowhere/vim", "There is no program /nowhere/vim"), ('vim "x', "ends within a quotation")],
)
def test_an_editor_that_cannot_be_opened(opened: Open, file: Path, editor: str, says: str) -> None:
    terminal = opened(file.name, EDITOR=editor)
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for(says)
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_no_shell_sees_the_name_of_a_file(opened: Open, file: Path, tmp_path: Path) -> None:
    strange = file.rename(tmp_path / "$(touch seen);touch seen.yaml")
    editor = scripted(tmp_path, "(file.parent / 'called').write_text(sys.argv[-1])")
    terminal = opened(strange.name, EDITOR=editor)
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait(lambda: (tmp_path / "called").exists(), "the editor to be called")
    terminal.wait_for("The first", "▶")
    terminal.press("q")
    assert terminal.finish() == 0
    assert (tmp_path / "called").read_text() == str(strange)
    assert not (tmp_path / "seen").exists() and not (tmp_path / "seen.yaml").exists()


def test_the_timeline_that_ships_is_not_edited(opened: Open) -> None:
    terminal = opened(EDITOR="/nowhere/vim")
    terminal.wait_for("▶")
    terminal.settle()
    terminal.press("e")
    terminal.wait_for("The timeline that ships is not changed", "init --shipped")
    terminal.press("q")
    assert terminal.finish() == 0


@pytest.mark.skipif(shutil.which("vim") is None, reason="there is no vim here (apt install vim)")
def test_a_real_vim(opened: Open, file: Path) -> None:
    terminal = opened(file.name, "--at", "first", EDITOR="vim -u NONE -N", cold=True)
    terminal.wait_for("The second", "▶")
    terminal.press("down", "e")
    terminal.wait_for("date: 2025")
    # The cursor stands in the line of the event, so the third line from there is its title.
    terminal.send(b"jj$aX\x1b:wq\r")
    terminal.wait_for("The secondX", "▶")
    assert file.read_text() == TEXT.replace("The second", "The secondX")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


@pytest.mark.skipif(shutil.which("nano") is None, reason="there is no nano here (apt install nano)")
def test_a_real_nano(opened: Open, file: Path) -> None:
    terminal = opened(file.name, "--at", "first", EDITOR="nano --ignorercfiles", cold=True)
    terminal.wait_for("The second", "▶")
    terminal.press("down", "e")
    terminal.wait_for("date: 2025")
    terminal.send(b"# new\r\x0f\r\x18")
    terminal.wait_for("The second", "▶")
    terminal.press("q")
    assert terminal.finish() == 0
    assert file.read_text() == TEXT.replace("  - id: second", "# new\n  - id: second")
    assert_left_clean(terminal)


def test_without_an_editor_there_is_one(opened: Open, file: Path) -> None:
    terminal = opened(file.name, "--at", "first")
    terminal.wait_for("The second", "▶")
    terminal.press("down", "e")
    terminal.wait_for("Ctrl+S save", "date: 2025")
    terminal.press("down", "down", "end", "X")
    terminal.send(b"\x13")
    terminal.wait_for("· saved")
    terminal.press("clear escape")
    terminal.wait_for("The secondX", "▶")
    assert file.read_text() == TEXT.replace("The second", "The secondX")
    terminal.press("q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)


def test_what_is_not_saved_when_the_program_is_ended_is_kept_beside(opened: Open, file: Path) -> None:
    terminal = opened(file.name, "--at", "first")
    terminal.wait_for("The second", "▶")
    terminal.press("e")
    terminal.wait_for("Ctrl+S save")
    terminal.press("#", "x")
    terminal.wait_for("not saved")
    terminal.kill(signal.SIGTERM)
    assert terminal.finish() == 128 + signal.SIGTERM
    assert_left_clean(terminal, f"{file.name}.save")
    assert file.read_text() == TEXT
    assert file.with_name(f"{file.name}.save").read_text() == TEXT.replace("  - id: first", "#x  - id: first")


def test_nothing_that_is_typed_into_acts_on_the_terminal(opened: Open, file: Path) -> None:
    text = TEXT + "".join(f"# {number} {payload}\n" for number, payload in enumerate(hostile.PAYLOADS))
    file.write_bytes(text.encode())
    terminal = opened(file.name)
    terminal.wait_for("The first", "▶")
    terminal.press("e")
    terminal.wait_for("Ctrl+S save", hostile.MARK)
    for key in ("pagedown", "pagedown", "end", "x", "up", "up"):
        terminal.press(key)
        terminal.rest(0.05)
    terminal.send(b"\x1b[200~" + "".join(hostile.PAYLOADS).encode() + b"\x1b[201~")
    terminal.settle()
    terminal.send(b"\x13")
    terminal.wait_for("· saved")
    terminal.press("ctrl+q")
    assert terminal.finish() == 0
    assert_left_clean(terminal)
    raw = bytes(terminal.raw)
    assert forbidden(between_sequences(raw).replace("\r", "")) == []
    for payload in hostile.CONTROLS:
        assert payload.encode() not in raw
        assert file.read_bytes().count(payload.replace("\r", "\n").encode()) >= 1
