"""What every test stands on: folders of its own; one clock, one locale, one terminal, wherever it runs."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import pytest

import tests.examples  # noqa: F401 - the profiles stand from the beginning
from tests.warm import child
from tests.warm.copies import Copy, Original
from timeline_tui.jobs.child import Child

# Where tests run in the background, a shell may have them ignore this, and all that they start with them.
signal.signal(signal.SIGINT, signal.default_int_handler)

FIXED = {
    "TZ": "UTC",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "COLUMNS": "120",
    "LINES": "40",
    "PYTHONHASHSEED": "0",
}
UNSET = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TEXTUAL",
    "TEXTUAL_THEME",
    "TEXTUAL_COLOR_SYSTEM",
    "PYTHONWARNINGS",
    "EDITOR",
    "VISUAL",
    "TMUX",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "WSL_DISTRO_NAME",
    "WSL_INTEROP",
    "SSH_CONNECTION",
    "SSH_TTY",
)

_HOMES = count()


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for garbage took a quarter of the time."""
    gc.collect()
    gc.freeze()
    # What tests leave behind is small and many: looked through as often as usual, it took another fifth.
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def fixed_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Nothing of the machine that runs the tests is seen by the program, and nothing of it is written to."""
    # Counted here, and apart: to find a name that is free takes the longer the more folders there are.
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_HOMES))
    home.mkdir(parents=True)
    for name, value in FIXED.items():
        monkeypatch.setenv(name, value)
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, folder in _folders(home).items():
        monkeypatch.setenv(name, str(folder))
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def original() -> Iterator[Original]:
    """The process of which the program's child processes are copies."""
    process = Original(child.__name__)
    yield process
    process.end()


@pytest.fixture(autouse=True)
def warm(monkeypatch: pytest.MonkeyPatch, original: Original) -> None:
    """Child processes start without importing anything; where real ones are needed, this is overridden."""

    def start(_child: Child[object], to_parent: int, module: str, arguments: Iterable[str]) -> Copy:
        return original.copy([module, list(arguments)], to_parent)

    monkeypatch.setattr(Child, "_start", start)


def _folders(home: Path) -> dict[str, Path]:
    """Every variable that leads to a folder of the user's, within `home`; none of the folders is made."""
    return {
        "HOME": home,
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "TIMELINE_TUI_CACHE": home / "timeline-cache",
        "TIMELINE_TUI_CONFIG": home / "timeline-config",
        "TIMELINE_TUI_STATE": home / "timeline-state",
    }
