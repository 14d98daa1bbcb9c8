"""A monkey in a real terminal: whatever it sends, the program ends when asked to and leaves nothing behind.

Each run is a seed, so that what was found can be found again. TIMELINE_TUI_MONKEY says how many times as many
runs there are, TIMELINE_TUI_MONKEY_FROM at which seed it begins.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.pty.conftest import Open, assert_left_clean
from tests.pty.safety import between_sequences, forbidden
from tests.pty.terminal import KEYS, Terminal
from tests.tui.kinds import KINDS
from timeline_tui.session.commands import COMMANDS
from timeline_tui.session.commands.editing import EDITING

_TIMES = int(os.environ.get("TIMELINE_TUI_MONKEY", "1"))
_FROM = int(os.environ.get("TIMELINE_TUI_MONKEY_FROM", "0"))
_STEPS = 70
_FILES = (
    "raids",
    "some",
    "empty",
    "more",
    "toured",
    "held",
    "conflicted",
    "versioned",
    "imported",
    "presented",
)
_SIZES = [(1, 1), (20, 5), (38, 9), (40, 10), (60, 20), (80, 24), (120, 40), (200, 50)]
_NAMED = {
    "ctrl+o": b"\x0f",
    "slash": b"/",
    "question_mark": b"?",
    "comma": b",",
    "full_stop": b".",
    "minus": b"-",
    "plus": b"+",
    "equals_sign": b"=",
    "less_than_sign": b"<",
    "greater_than_sign": b">",
    "left_square_bracket": b"[",
    "right_square_bracket": b"]",
    "left_curly_bracket": b"{",
    "right_curly_bracket": b"}",
    "vertical_line": b"|",
    "shift+up": b"\x1b[1;2A",
    "shift+down": b"\x1b[1;2B",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "ctrl+right": b"\x1b[1;5C",
    "ctrl+left": b"\x1b[1;5D",
    "f3": b"\x1bOR",
    "f8": b"\x1b[19~",
    "shift+f8": b"\x1b[19;2~",
    "ctrl+s": b"\x13",
    "ctrl+f": b"\x06",
    "ctrl+n": b"\x0e",
    "ctrl+r": b"\x12",
}
# What leaves, and what opens a browser.
_LEAVING = {"q", "ctrl+q", "ctrl+c", "o"}
# What edits the file or writes one beside it, and what does any of it by its name.
_WRITING = {key for command in EDITING for key in command.keys} - {"escape"} | {"X", "ctrl+p"}
_KEYS = {
    key: {**KEYS, **_NAMED}[key] if len(key) > 1 else key.encode()
    for key in sorted({key for command in COMMANDS for key in command.keys} - _LEAVING)
}
_LETTERS = [*"event 2024-03 near:kyiv raid \"'é桥🎉"]
_BROKEN = [
    b"\x1b",
    b"\x1b[",
    b"\x1b[<",
    b"\x1b[<0;",
    b"\x1b[<99;99999;99999M",
    b"\x1b[<0;0;0M",
    b"\x1b[<;;M",
    b"\x1b[M\xff\xff\xff",
    b"\x1b[999999999999999999999A",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[200~\x1b[200~x\x1b[201~",
    b"\x1b]0;PWNED",
    b"\x1b]52;c;eA==\x07",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[?2026;9$y",
    b"\x1b[48;5;5;0;0t",
    b"\x1b[24;80R",
    b"\x1b[;;;;u",
    b"\x1b[1114112u",
    b"\x1b[55296u",
    b"\x1b[97;;1114112u",
    b"\x1b[97:65;2:1u",
    b"\x1b[48;0;0;5;5t",
    b"\x1bO",
    b"\x1b\x1b\x1b[A",
    b"\x9b31m",
    b"\x00\x00",
    b"\xff\xfe",
    b"\xc3",
    b"\xe2\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"caf\xe9",
]
_PASTED = [
    b"kyiv",
    b"two\r\nlines\n",
    b"\x1b]52;c;eA==\x07\x1b[31m",
    b"\xff\xfe caf\xe9",
    b"\x00\x03\x04\x1a\x11",
    b"x" * 5_000,
    "— 🎉 é\n".encode() * 40,
    b"",
]


_BY_ECHO = "^[\r\n�"
"""How a terminal shows a control character that is typed, ends a line, or what is no letter."""


class TerminalMonkey:
    """Does one thing after the other to one program in a terminal."""

    def __init__(
        self, terminal: Terminal, file: Path, seed: int, *, writes: bool, ways: Sequence[Sequence[str]] = ()
    ) -> None:
        self.terminal = terminal
        self.file = file
        self.sound = file.read_bytes()
        self.written = self.sound
        self.random = random.Random(seed)
        self.sent = b""
        self._size = (120, 40)
        self._keys = [key for key in _KEYS if writes or key not in _WRITING]
        self._ways = [way for way in ways if writes or not _WRITING & {*way}]
        self._letters = [letter for letter in _LETTERS if writes or letter not in _WRITING]

    def act(self) -> None:
        """Do something, most often with a key."""
        acts = {
            self._press: 40,
            self._type: 10,
            self._go: 12 if self._ways else 0,
            self._click: 8,
            self._drag: 3,
            self._wheel: 3,
            self._paste: 4,
            self._break: 10,
            self._resize: 5,
            self._blur: 2,
            self._stop: 2,
            self._save: 4,
        }
        (act,) = self.random.choices([*acts], [*acts.values()])
        self._go_on()
        done = act()
        # Shown where the run fails.
        print(f"{act.__name__}: {done!r}")  # noqa: T201
        self.terminal.read(self.random.choice([0, 0, 0.02]))

    def _send(self, data: bytes) -> bytes:
        self.terminal.send(data)
        self.sent += data
        return data

    def _press(self) -> str:
        key = self.random.choice(self._keys)
        self._send(_KEYS[key])
        return key

    def _go(self) -> bytes:
        """Do what is often done with this kind of file."""
        way = self.random.choice(self._ways)
        return b"".join(self._send({**KEYS, **_NAMED}.get(key, key.encode())) for key in way)

    def _type(self) -> bytes:
        letters = self.random.choices(self._letters, k=self.random.randint(1, 6))
        return self._send("".join(letters).encode())

    def _mouse(self, button: int, up: bool = False, column: int = 0, row: int = 0) -> bytes:
        width, height = self._size
        column, row = column or self.random.randint(1, width), row or self.random.randint(1, height)
        return self._send(f"\x1b[<{button};{column};{row}{'m' if up else 'M'}".encode())

    def _click(self) -> bytes:
        # The last row offers commands, among them such that write.
        column, row = self.random.randint(1, self._size[0]), self.random.randint(1, max(self._size[1] - 2, 1))
        button = self.random.choice([0, 0, 0, 2, 1])
        return self._mouse(button, False, column, row) + self._mouse(button, True, column, row)

    def _drag(self) -> bytes:
        return self._mouse(0, row=2) + self._mouse(32, row=2) + self._mouse(32) + self._mouse(0, True)

    def _wheel(self) -> bytes:
        return b"".join(self._mouse(self.random.choice([64, 65])) for _ in range(3))

    def _paste(self) -> bytes:
        return self._send(b"\x1b[200~" + self.random.choice(_PASTED) + b"\x1b[201~")[:60]

    def _break(self) -> bytes:
        return self._send(self.random.choice(_BROKEN))

    def _resize(self) -> str:
        self._size = self.random.choice(_SIZES)
        self.terminal.resize(*self._size)
        return str(self._size)

    def _blur(self) -> bytes:
        return self._send(self.random.choice([b"\x1b[I", b"\x1b[O"]))

    def _stop(self) -> str:
        """Put it into the background, and fetch it back."""
        if self.random.random() < 0.5:
            # Where something is typed in, this takes back what was typed.
            self.terminal.press("ctrl+z")
            self.terminal.rest(0.1)
            return "ctrl+z"
        self.terminal.wait(self._is_stopped_again, "it to stop")
        return "SIGTSTP"

    def _is_stopped_again(self) -> bool:
        """Whether it has stopped; while an editor has the terminal, it does not hear that it shall."""
        if _is_stopped(self.terminal.pid):
            return True
        self.terminal.kill(signal.SIGTSTP)
        return False

    def _go_on(self) -> None:
        if _is_stopped(self.terminal.pid):
            self.terminal.kill(signal.SIGCONT)
            self.terminal.wait(lambda: self.terminal.screen.in_alternate, "it to go on")

    def _save(self) -> str:
        """Let another program change the file."""
        way = self.random.choice(["same", "added", "cut", "emptied", "replaced"])
        data = self.sound
        if way == "added":
            data += b"  - date: 2031-01-01\n    title: Added by another\n"
        elif way == "cut":
            data = data[: self.random.randrange(len(data))]
        elif way == "emptied":
            data = b""
        beside = self.file.with_suffix(".new")
        if way == "replaced":
            beside.write_bytes(data)
            beside.replace(self.file)
        else:
            self.file.write_bytes(data)
        self.written = data
        return way

    def leave(self) -> int:
        """Out of everything, and out of the program; how it ended."""
        terminal = self.terminal
        self._go_on()
        # What was begun and not ended may hold back what comes.
        terminal.send(b"\x1b[201~\x1b\\\x07")
        for step in range(60):
            # The second answer to what is asked there is to leave with nothing saved.
            # The first of two may only take back what was typed.
            terminal.press(*(("home", "down", "enter") if step % 4 == 3 else ("clear escape",) * 2))
            terminal.rest(0.05)
            terminal.press("q")
            sent = len(terminal.raw)
            # Whatever goes on is drawn anew; and what has ended would not hear another key.
            terminal.resize(120 + step % 2, 40)
            terminal.wait(partial(self._answered, sent), "an answer")
            terminal.rest(0.3)
            if not terminal.screen.in_alternate:
                break
        return terminal.finish()

    def _answered(self, sent: int) -> bool:
        return len(self.terminal.raw) > sent or self.terminal.status is not None


def _is_stopped(pid: int) -> bool:
    asked = ["ps", "-o", "stat=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.startswith("T")


def _echoed(raw: bytes) -> str:
    """What was typed while the terminal was lent to an editor that says nothing, as the terminal shows it."""
    lent = re.findall(rb"\x1b\[\?1049l(.*?)\x1b\[\?1049h", raw, re.DOTALL)
    return "".join(between_sequences(part.decode(errors="replace").encode()) for part in lent).strip()


def _running(file: Path) -> list[str]:
    """What still runs over a file."""
    found = subprocess.run(["ps", "-eww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    # The shell that leads the session of the terminal has the command among its words, too.
    return [line for line in found.splitlines() if line.startswith(sys.executable) and str(file) in line]


@pytest.mark.parametrize("writes", [False, True], ids=["reading", "writing"])
@pytest.mark.parametrize("seed", range(_FROM, _FROM + _TIMES))
def test_a_monkey_at_a_terminal_ends_nothing_and_leaves_nothing(
    opened: Open, tmp_path: Path, seed: int, writes: bool
) -> None:
    kind = KINDS[_FILES[seed % len(_FILES)]]
    if kind.committed is not None and shutil.which("git") is None:
        pytest.skip("git is not installed")
    file = kind.write(tmp_path / "held")
    before = sorted(file.parent.iterdir())
    terminal = opened(*kind.words(file), EDITOR="true", BROWSER="true", cold=True)
    terminal.wait(lambda: terminal.screen.in_alternate, "the first picture")
    monkey = TerminalMonkey(terminal, file, seed, writes=writes, ways=kind.ways)
    for _ in range(_STEPS):
        monkey.act()
        assert terminal.status is None, terminal.text
    assert monkey.leave() == 0, terminal.text
    # It says in parting where that is which was typed and not saved.
    parting = "What you typed" if "What you typed" in terminal.text else ""
    echoed, left = _echoed(bytes(terminal.raw)), terminal.text.strip()
    assert set(echoed) - set(_BY_ECHO) <= set(monkey.sent.decode(errors="replace"))
    is_echo = bool(echoed) and not parting and set(left) <= {*echoed, " ", "\n"}
    assert_left_clean(terminal, left if is_echo else parting)
    assert b"Traceback" not in terminal.raw
    assert forbidden(between_sequences(bytes(terminal.raw)).replace("\r", "")) == []
    terminal.wait(lambda: not _running(file), "what reads the file to end")
    after = sorted(file.parent.iterdir())
    # A timeline that is handed on stands beside its file, under any name that was typed.
    assert {*before} <= {*after} if writes else after == before
    if not writes:
        assert file.read_bytes() == monkey.written
