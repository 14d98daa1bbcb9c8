"""Where indexes are kept, in the cache or a private folder, and where what nothing depends on is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from typing import Literal

from timeline_tui.system import blake2b, machine, user

# Memory that can be written to as a folder, where the system has it: for a disk that is full.
_MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder of our own in it is used
_OPEN_TO_OTHERS = 0o022
_IN_HOME = {"cache": ".cache", "config": ".config", "state": ".local/state"}
"""Where the XDG Base Directory Specification has what stands in no folder of its own choice."""


def index_name(file: Path, as_of: int | None = None) -> str:
    """What the index is called, from which nothing of the file's own name can be read.

    What could be known on a day is an index of its own. So is that of another machine with the same folder:
    an index that is written to where it stands is shared within one machine only.
    """
    whose = os.fsencode(f"{machine()}\0{os.path.realpath(file)}")
    name = blake2b(whose, digest_size=16).hexdigest()
    return f"{name}.index" if as_of is None else f"{name}.{as_of}.index"


def cache_folder() -> Path:
    """The folder that is the user's choice, whether or not it is there."""
    if chosen := os.environ.get("TIMELINE_TUI_CACHE"):
        return Path(chosen).absolute()
    return user_folder("cache")


def state_folder() -> Path:
    """Where is kept what nothing depends on."""
    if folder := os.environ.get("TIMELINE_TUI_STATE"):
        return Path(folder)
    return user_folder("state")


def user_folder(use: Literal["cache", "config", "state"]) -> Path:
    """The program's folder among those that a user's programs have for this, whether or not it is there.

    As platformdirs says, which is not imported where XDG leaves nothing to ask: it is slow for first rows.
    """
    if sys.platform == "linux":
        bases = os.environ.get(f"XDG_{use.upper()}_HOME", ""), os.environ.get("HOME", "")
        for base, within in zip(bases, ("", _IN_HOME[use]), strict=True):
            if os.path.isabs(base):  # noqa: PTH117 - a path is made of the right one alone
                return Path(base, within, "timeline-tui")
    import platformdirs

    path: Path = getattr(platformdirs, f"user_{use}_path")("timeline-tui")
    return path


def folders() -> Iterator[Path]:
    """The folders that indexes can be written to, the best one first; each is made if it is missing."""
    return (folder for folder in _candidates() if _made(folder) and is_private(folder))


def existing_folders() -> Iterator[Path]:
    """The folders in which an index may be already."""
    return (folder for folder in _candidates() if is_private(folder))


def _candidates() -> Iterator[Path]:
    chosen, own = cache_folder(), f"timeline-tui-{user()}"
    yield chosen
    # One that others can write to, as a user may have chosen, can hold one that they cannot.
    # A path that leads through a folder of somebody else's, or is too long, is an error to `Path.is_dir`.
    if os.path.isdir(chosen):  # noqa: PTH112
        yield chosen / own
    # Few need these, and `tempfile` takes a while to import.
    from tempfile import gettempdir

    yield Path(gettempdir()) / own
    if _MEMORY.is_dir():
        yield _MEMORY / own


def _made(folder: Path) -> bool:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def is_private(folder: Path) -> bool:
    """Whether it is a folder of this user's that nobody else can put anything into."""
    try:
        seen = folder.stat()
        mine = seen.st_uid == user() == folder.lstat().st_uid
    except OSError:
        return False
    return S_ISDIR(seen.st_mode) and mine and not S_IMODE(seen.st_mode) & _OPEN_TO_OTHERS
