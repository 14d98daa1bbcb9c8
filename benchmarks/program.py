"""The programs that are measured, in a terminal of 120 by 40, with folders of their own."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from signal import SIGTERM

import timeline_tui
from tests.pty.terminal import Terminal

SIZE = (120, 40)
NUMBER = re.compile(rb"\d{7}")
"""What the eye looks for: the number that begins each generated title, or the count of the empty program."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command, and the folder that holds what it remembers."""

    command: tuple[str, ...]
    cache: Path
    read_file: tuple[str, ...] = ()
    """The command that reads its file and prints what is wrong in it; none for the empty program."""

    @contextmanager
    def in_terminal(self) -> Iterator[Terminal]:
        """The program in a terminal, ended like a closed window would end it."""
        with Terminal(self.command, size=SIZE, env=self.surroundings()) as terminal:
            yield terminal
            terminal.kill(SIGTERM)
            terminal.finish()

    def read(self) -> float:
        """Read, check and index its file from nothing; the seconds that took."""
        self.forget()
        return timed(self.read_file, self.surroundings())

    def read_again(self) -> float:
        """The same of its file as it is now, knowing what it read before."""
        return timed(self.read_file, self.surroundings())

    def forget(self) -> None:
        """Remove what it knows of files it has read."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def elsewhere(self) -> Program:
        """The same, remembering in another folder, so that what this one has read stays."""
        return replace(self, cache=self.cache.with_name(f"{self.cache.name}-new"))

    def surroundings(self) -> dict[str, str | None]:
        """What its environment differs in; None stands for what is not set there."""
        return {
            "HOME": str(self.cache.parent),
            # As a user has them, whose program is told of no folder of its own.
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_CONFIG_HOME": str(self.cache.parent / "config"),
            "XDG_STATE_HOME": str(self.cache.parent / "state"),
            **dict.fromkeys(("TIMELINE_TUI_CACHE", "TIMELINE_TUI_CONFIG", "TIMELINE_TUI_STATE")),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": None,
            # Without stored bytecode every start would compile the program: not what a user meets.
            "PYTHONDONTWRITEBYTECODE": None,
        }


def empty(folder: Path) -> Program:
    """The empty program."""
    return Program((sys.executable, str(Path(__file__).with_name("empty.py"))), folder / "none")


def ours(folder: Path, file: Path) -> Program:
    """This program over a file, started by the command that is installed."""
    program = str(Path(sys.executable).with_name("timeline-tui"))
    return Program((program, str(file)), folder / f"cache-{file.stem}", (program, "check", str(file)))


def environment(surroundings: Mapping[str, str | None]) -> dict[str, str]:
    """The environment of this process with what differs."""
    merged = {**os.environ, **surroundings}
    return {name: value for name, value in merged.items() if value is not None}


def timed(command: Sequence[str], surroundings: Mapping[str, str | None] | None = None) -> float:
    """Run a command without a terminal; the seconds that took."""
    env = environment(surroundings or {})
    began = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def compile_all() -> None:
    """Store the bytecode of the program, and of the empty one's library by running it once."""
    compileall.compile_dir(Path(timeline_tui.__file__).parent, quiet=2)
