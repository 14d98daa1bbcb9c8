"""A folder of its own for each build, and the place of an index, which leads to the newest that was made."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from timeline_tui.index.schema import OWN, beside, deleted
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
        for own in folder.glob(f"*{OWN}"):
            if time.time() - own.stat().st_mtime > _SECONDS_TO_LOCK:
                drop(own)
        for report in folder.glob("crash-*.txt"):
            if time.time() - report.stat().st_mtime > _SECONDS_OF_REPORTS:
                report.unlink(missing_ok=True)
        for picture in folder.glob("*.picture"):
            if not (folder / f"{picture.name.partition('.')[0]}.index").exists():
                picture.unlink(missing_ok=True)
        # What was found out of an index is nothing without it.
        for beside in (*folder.glob("*.findings"), *folder.glob("*.weak")):
            if not beside.with_suffix(".index").exists():
                beside.unlink(missing_ok=True)


def drop(own: Path) -> None:
    """Throw away the file of an index to which its place does not lead, unless somebody has it open."""
    if os.path.realpath(beside(own, ".index")) != os.path.realpath(own):
        deleted(own)


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


def put(made: Path, place: Path) -> None:
    """Put an index that was made in a room into its place; what is open stays what it is.

    Each is a file of its own, to which its place leads.
    """
    own = place.with_suffix(f".{made.parent.name.removeprefix(_PREFIX)}{OWN}")
    made.replace(own)
    try:
        before = put_back(own, place)
    except OSError:
        # Where no place can lead elsewhere, it takes the place itself, with nothing of another beside it.
        for left in ("-wal", "-shm"):
            place.with_name(place.name + left).unlink(missing_ok=True)
        own.replace(place)
    else:
        if before != own:
            drop(before)


def put_back(own: Path, place: Path) -> Path:
    """Let the place of an index lead to this file of its own; the one that it led to before."""
    before = Path(os.path.realpath(place))
    if own != before:
        with room(place.parent) as room_of_its_own:
            link = room_of_its_own / "link"
            link.symlink_to(own.name)
            link.replace(place)
    return before
