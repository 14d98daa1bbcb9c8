"""The program in a terminal, opened over a timeline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

Open = Callable[..., Terminal]
PROGRAM = (sys.executable, "-m", "timeline_tui")
RAIDS = "Raids across Russia's border"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has the index of the timeline that ships; of other files, none."""
    cache = tmp_path_factory.mktemp("shipped")
    environment = {**os.environ, "TIMELINE_TUI_CACHE": str(cache)}
    subprocess.run([*PROGRAM, "list"], env=environment, stdout=subprocess.DEVNULL, check=True)
    return cache


@pytest.fixture(autouse=True)
def cache(fixed_surroundings: None, shipped: Path) -> None:
    """Where the timeline that ships is opened, it was opened before."""
    shutil.copytree(shipped, os.environ["TIMELINE_TUI_CACHE"])


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open the program in a terminal of its own; all of them are closed in the end."""
    with ExitStack() as terminals:

        def start(
            *arguments: str | Path,
            size: tuple[int, int] = (120, 40),
            command: tuple[str, ...] = PROGRAM,
            slowly: tuple[int, float] = (1 << 16, 0),
            **env: str | None,
        ) -> Terminal:
            terminal = Terminal([*command, *arguments], size=size, env=env, cwd=tmp_path, slowly=slowly)
            return terminals.enter_context(terminal)

        yield start


def assert_left_clean(terminal: Terminal, words: str = "") -> None:
    """Nothing of the program stays: the screen, the cursor, the mouse, the keyboard are as they were.

    `words` is what it may say in parting, on the screen that was there before it.
    """
    assert not terminal.screen.in_alternate
    assert {mode for mode, on in terminal.modes.items() if on} <= {7, 25}, terminal.modes
    assert terminal.modes.get(25, True)
    assert terminal.modes.get(7, True)
    assert len(re.findall(rb"\x1b\[>\d+u", terminal.raw)) == terminal.raw.count(b"\x1b[<u")
    assert terminal.settings == terminal.settings_before
    if words:
        assert words in terminal.text
    else:
        assert terminal.text.strip() == ""
