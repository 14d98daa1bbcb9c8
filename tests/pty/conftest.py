"""The program in a terminal, opened over a timeline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.pty.terminal import Leader, Terminal
from tests.warm.copies import Original

Open = Callable[..., Terminal]
PROGRAM = (sys.executable, "-m", "timeline_tui")
_LOOKED_UP_LATE = ("TIMELINE_TUI_", "XDG_", "HOME", "EDITOR", "VISUAL", "BROWSER", "PYTEST_")
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


@pytest.fixture(scope="session")
def program() -> Iterator[Original]:
    """The process of which the program is copied."""
    process = Original("tests.warm.program")
    yield process
    process.end()


@pytest.fixture
def opened(tmp_path: Path, program: Original, original: Original) -> Iterator[Open]:
    """Open the program in a terminal of its own; all of them are closed in the end.

    It is a copy of one that is imported already, unless it is to start `cold`, as it does for a user, or the
    surroundings are others than those in which it was imported.
    """

    def copied(terminal: int, folder: Path, command: list[str], env: dict[str, str], here: Path) -> Leader:
        words = command[1:] if command[1] == "-c" else command[len(PROGRAM) :]
        question = [words, original.address, str(folder)]
        return program.copy(question, terminal, here=here, environment=env)

    with ExitStack() as terminals:

        def start(
            *arguments: str | Path,
            size: tuple[int, int] = (120, 40),
            command: tuple[str, ...] = PROGRAM,
            slowly: tuple[int, float] = (1 << 16, 0),
            cold: bool = False,
            **env: str | None,
        ) -> Terminal:
            is_imported = command == PROGRAM or command[:2] == (sys.executable, "-c")
            original.begin()
            program.begin()
            is_warm = is_imported and not cold and _is_as_imported({**os.environ, **env}, program.environment)
            terminal = Terminal(
                [*command, *arguments],
                size=size,
                env=env,
                cwd=tmp_path,
                slowly=slowly,
                start=copied if is_warm else None,
            )
            return terminals.enter_context(terminal)

        yield start


def _is_as_imported(environment: Mapping[str, str | None], imported: Mapping[str, str]) -> bool:
    """Whether nothing differs from the surroundings of the import but what is looked up when it is wanted."""
    names = environment.keys() | imported.keys()
    return all(
        environment.get(name) == imported.get(name) or name.startswith(_LOOKED_UP_LATE) for name in names
    )


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
