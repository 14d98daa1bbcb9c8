"""A folder of its own for each build, and an index that is kept while another takes its place."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.model.limits import KEPT_INDEXES
from timeline_tui.system import READING, lock

_PREFIX = "building-"
# A folder is locked as soon as it is made; younger ones may not be yet.
_SECONDS_TO_LOCK = 10
MOST_INDEXES = KEPT_INDEXES.value
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
    """A descriptor that holds the folder's lock; None where somebody else has it or there is none."""
    try:
        descriptor = os.open(folder, READING)
    except OSError:
        return None
    if lock(descriptor, unknown=False):
        return descriptor
    os.close(descriptor)
    return None


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


class Keeping:
    """Gives an index a second name, under which it stays what it is until the program ends.

    Whatever asks it in another thread opens it anew by its path, and must not find its successor there.
    """

    def __init__(self) -> None:
        self._rooms = ExitStack()
        self._own: Path | None = None
        self._numbers = count()

    def keep(self, index: Index) -> bool:
        """Keep this one; whether its path now stays its own."""
        if self._own is not None and index.path.parent == self._own:
            return True
        try:
            if self._own is None:
                self._own = self._rooms.enter_context(room(index.path.parent))
            path = self._own / f"{next(self._numbers)}.index"
            path.hardlink_to(index.path)
            if not _is_same(path, index):
                path.unlink()
                return False
        except OSError:
            # A system without second names: then it is as it was.
            return False
        index.path = path
        return True

    def put_back(self, index: Index, place: Path) -> None:
        """Put one that was kept into its place again, out of which the next one is made in no time."""
        if self._own is None or index.path.parent != self._own:
            return
        beside = self._own / "back"
        with suppress(OSError):
            beside.hardlink_to(index.path)
            beside.replace(place)

    def drop(self, path: Path) -> None:
        """Let go of one that was kept, and of what was found out of it."""
        if self._own is not None and path.parent == self._own:
            for kept in self._own.glob(f"{path.stem}.*"):
                with suppress(OSError):
                    kept.unlink()

    def close(self) -> None:
        """Let go of all."""
        self._rooms.close()
        self._own = None


def _is_same(path: Path, index: Index) -> bool:
    """Whether no other program has put its successor there already."""
    try:
        found = Index.open(path)
    except Unusable:
        return False
    found.close()
    return found.stamp == index.stamp
