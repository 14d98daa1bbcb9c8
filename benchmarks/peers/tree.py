"""What a process and all that it started use, as Linux tells it."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL, pidfd_send_signal

_PROCESSES = Path("/proc")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_TICKS = os.sysconf("SC_CLK_TCK")
IDLE = 0.1
"""The share of one core below which a program is taken to be at rest: some draw now and then."""
WHILE = 1.0
"""Seconds that it must stay below."""
PATIENCE = 10.0
"""Seconds that a process which was ended may take to be over: one that waits for a disk takes some."""


def members(root: int) -> list[int]:
    """The process and its descendants."""
    children: dict[int, list[int]] = {}
    for pid, fields in _fields():
        children.setdefault(int(fields[1]), []).append(pid)
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def memory(root: int) -> int:
    """Proportional set size of the tree in KB: what is shared is shared out among those who share it."""
    total = 0
    for pid in members(root):
        # A process may end while it is looked at.
        with suppress(OSError):
            found = _PSS.search((_PROCESSES / str(pid) / "smaps_rollup").read_text())
            total += int(found[1]) if found else 0
    return total


def worked(root: int) -> float:
    """Seconds of processor time that the tree has used."""
    tree = set(members(root))
    return sum(int(fields[11]) + int(fields[12]) for pid, fields in _fields() if pid in tree) / _TICKS


def comes_to_rest(root: int, wait: Callable[[float], None], patience: float) -> bool:
    """Wait until the tree works no more; False when it still does after so many seconds."""
    end = time.monotonic() + patience
    before = worked(root)
    while time.monotonic() < end:
        wait(WHILE)
        after = worked(root)
        if after - before < IDLE * WHILE:
            return True
        before = after
    return False


def end(root: int) -> None:
    """End the whole tree, the youngest first, and wait until each has given back what it held."""
    for pid in reversed(members(root)):
        with suppress(ProcessLookupError):
            _end(pid)


def _end(pid: int) -> None:
    # A handle stays that of this process when its number is given to another.
    handle = os.pidfd_open(pid)
    try:
        pidfd_send_signal(handle, SIGKILL)
        # It can be read from when the process is over.
        select.select([handle], [], [], PATIENCE)
    finally:
        os.close(handle)


def _fields() -> list[tuple[int, list[str]]]:
    """Each process with the fields that follow its name: state, parent and so on."""
    found = []
    for folder in _PROCESSES.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                text = (folder / "stat").read_text()
                found.append((int(folder.name), text[text.rindex(")") + 2 :].split()))
    return found
