"""A folder of its own for each build, which is gone when the build is over, and is found if it is not."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import mkdtemp

_PREFIX = "building-"
# A folder is locked as soon as it is made; younger ones may not be yet.
_SECONDS_TO_LOCK = 10
# Another file opened a day for seven weeks.
MOST_INDEXES = 50
# Reports of mistakes in the program, which hold something of what was open.
_SECONDS_OF_REPORTS = 30 * 24 * 60 * 60
# Of one file, indexes of what could be known on a day.
MOST_DAYS = 4


@contextmanager
def room(folder: Path) -> Iterator[Path]:
    """A new folder within `folder`, known by its lock to be in use."""
    own = Path(mkdtemp(prefix=_PREFIX, dir=folder))
    lock = None
    try:
        lock = _locked(own)
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """A descriptor that holds the folder's lock; None where somebody else has it or it has none."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def sweep(folder: Path) -> None:
    """Throw away what a build that was killed left behind, indexes not opened for long, and old reports."""
    with suppress(OSError):
        for left in folder.glob(_PREFIX + "*"):
            _sweep_one(left)
        for index in _too_many(sorted(folder.glob("*.index"), key=_opened, reverse=True)):
            index.unlink(missing_ok=True)
        for report in folder.glob("crash-*.txt"):
            if time.time() - report.stat().st_mtime > _SECONDS_OF_REPORTS:
                report.unlink(missing_ok=True)
        # What was found out of an index is nothing without it.
        for beside in (*folder.glob("*.findings"), *folder.glob("*.weak")):
            if not beside.with_suffix(".index").exists():
                beside.unlink(missing_ok=True)


def _opened(path: Path) -> float:
    return path.stat().st_mtime


def _too_many(indexes: Iterable[Path]) -> Iterator[Path]:
    """The indexes, those opened last being first, that there is no place for."""
    days: Counter[str] = Counter()
    kept = 0
    for index in indexes:
        file, _, day = index.stem.partition(".")
        days[file] += bool(day)
        if kept == MOST_INDEXES or (day and days[file] > MOST_DAYS):
            yield index
        else:
            kept += 1


def _sweep_one(left: Path) -> None:
    with suppress(OSError):
        if time.time() - left.stat().st_mtime < _SECONDS_TO_LOCK:
            return
        lock = _locked(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
