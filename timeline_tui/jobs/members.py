"""The timeline files of a folder, the stamp of a file or a folder, and which looks at them show a save.

Looking works wherever a file does: on folders of other machines, and whatever an editor does to save. To be
told by the system instead is deaf after the first save by rename where one file is watched, tells nothing of
what another machine did, and saves nothing: a look takes some hundredths of a thousandth of a second.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple, Protocol, TypeVar

from timeline_tui.index.schema import Stamp
from timeline_tui.model.limits import FOLDER_FILES
from timeline_tui.system import READING, blake2b

ENDING = ".timeline.yaml"
MOST_FILES = FOLDER_FILES.value
"""Of more files in a folder, those that come first are read."""


class Member(NamedTuple):
    """One file of a folder."""

    path: Path
    name: str
    """Its path in the folder."""
    stamp: Stamp


def members_now(folder: Path) -> list[Member]:
    """The timeline files below the folder as far as it can be read now."""
    try:
        return members(folder)
    except OSError:
        return []


def files_of(file: Path) -> list[Member]:
    """The files that a timeline is read from: those in a folder, or the one alone, whose name is empty then.

    OSError when they cannot be looked at.
    """
    return members(file) if file.is_dir() else [Member(file, "", Stamp.of(file))]


def stamp_of(file: Path) -> Stamp:
    """The stamp of the file or folder as it is now; OSError when it cannot be looked at."""
    stamp = Stamp.of(file)
    real = Path(stamp.file)
    return whole(stamp, members(real)) if real.is_dir() else stamp


def whole(folder: Stamp, files: Sequence[Member]) -> Stamp:
    """One stamp for the folder and all of its files: another where one of them changed, came or went."""
    seen = [(member.name, *member.stamp.state) for member in files]
    digest = int.from_bytes(blake2b(os.fsencode(repr(seen)), digest_size=7).digest())
    latest = max((member.stamp.mtime_ns for member in files), default=0)
    size = sum(member.stamp.size for member in files)
    return folder._replace(size=size, mtime_ns=latest, ctime_ns=digest, files=max(len(files), 1))


def members(folder: Path) -> list[Member]:
    """The timeline files below the folder, in the order of their paths; OSError where it cannot be read.

    Links, and what begins with a dot, are left alone. A folder in it that cannot be read stands for what it
    holds, and one file more than are read for all others, so that whoever reads them meets it and says so.
    """
    found = sorted(_below(folder))[: MOST_FILES + 1]
    listed: list[Member] = []
    for name in found:
        # It may have gone meanwhile.
        with suppress(OSError):
            path = folder / name
            listed.append(Member(path, name, Stamp.of(path)))
    return listed


def _below(folder: Path) -> Iterator[str]:
    waiting = [""]
    while waiting:
        before = waiting.pop()
        try:
            entries = list(os.scandir(folder / before))
        except FileNotFoundError:
            # It may have gone meanwhile.
            continue
        except OSError:
            if not before:
                raise
            yield before.rstrip("/")
            continue
        for entry in entries:
            name = before + entry.name
            with suppress(OSError):
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir():
                    waiting.append(name + "/")
                elif entry.is_file() and entry.name.endswith(ENDING):
                    yield name


class Glance(Protocol):
    """What is seen at a look."""

    def is_like(self, other: Any) -> bool:  # noqa: ANN401 - another of its kind
        """Whether both hold the same."""

    def patience(self, now: Any) -> float:  # noqa: ANN401 - another of its kind
        """How long what is seen now must have stood still, where this was told last."""


T = TypeVar("T", bound=Glance)

AT_REST = 0.25
"""Seconds between looks at a file that is as it was."""
STANDING = 0.1
"""Seconds that a file must have stood still to be taken for whole."""
DOUBTFUL = 2.0
"""Seconds that it must have stood still where it looks as if only a part of it was written yet.

Most that is cut short is still a timeline: three quarters of all beginnings of a sound file can be read. So
it is told by its size and its end. What goes on being written does not stand still; what was meant to be
short, or was cut off by a full disk, is shown after this time, with what went missing.
"""
# Of more, two versions that look alike from outside are not told apart: saving so much takes longer than the
# coarsest clock of a file system needs to go on.
_MOST_READ = 16_000_000
# By then every clock of a file system has gone on, so that a later save leaves another time.
_SECONDS_UNTIL_SURE = 2.5


class SeenFile(NamedTuple):
    """One file as it was seen."""

    name: str
    content: object
    """Equal for equal contents, where they could be read; else as the file looks from outside."""
    size: int
    blank: bool = False
    """Whether it holds nothing."""
    ended: bool = True
    """Whether its last line is ended."""


class Seen(NamedTuple):
    """What was seen at a look; equal where all parts are."""

    stamp: Stamp | None
    """None where there is nothing."""
    parts: tuple[SeenFile, ...] = ()

    def is_like(self, other: Seen) -> bool:
        """Whether both hold the same."""
        return self.parts == other.parts and (self.stamp is None) == (other.stamp is None)

    def patience(self, now: Seen) -> float:
        """How long what is seen now must have stood still, where this was told last."""
        return DOUBTFUL if now.is_doubtful(self) else STANDING

    def is_doubtful(self, before: Seen) -> bool:
        """Whether it looks as if only a part of it was written yet."""
        now = {part.name: part for part in self.parts}
        return any(_is_doubtful(part, now.get(part.name)) for part in before.parts)


def _is_doubtful(before: SeenFile, now: SeenFile | None) -> bool:
    if now is None:
        # Between being thrown away and being made anew.
        return True
    cut = before.ended and not now.ended
    return now.size < before.size and (now.blank or cut or 2 * now.size < before.size)


class FileWatch:
    """Looks at one file, or at the timeline files of one folder."""

    def __init__(self, file: Path, clock: Callable[[], float]) -> None:
        """`clock` counts seconds."""
        self._file = file
        self._clock = clock
        self._known: dict[str, _Known] = {}

    def look(self) -> Seen:
        """What there is now; what did not change is not read again."""
        try:
            stamp = Stamp.of(self._file)
            real = Path(stamp.file)
            found = members(real) if real.is_dir() else [Member(real, "", stamp)]
        except (OSError, ValueError):
            self._known.clear()
            return Seen(None)
        if real.is_dir():
            stamp = whole(stamp, found)
        known = {member.name: self._see(member) for member in found}
        self._known = known
        return Seen(stamp, tuple(one.part for one in known.values()))

    def _see(self, member: Member) -> _Known:
        now, before = self._clock(), self._known.get(member.name)
        if before is None or before.stamp != member.stamp:
            return _Known(member.stamp, _part(member), now + _SECONDS_UNTIL_SURE)
        if before.sure_from is not None and now >= before.sure_from:
            # A second save within the same tick of the clock leaves no other trace.
            return _Known(member.stamp, _part(member), None)
        return before


class _Known(NamedTuple):
    """A part that was seen, and the look of the file from outside then."""

    stamp: Stamp
    part: SeenFile
    sure_from: float | None
    """When to read it once more; None where that was done."""


def _part(member: Member) -> SeenFile:
    try:
        return _read(member)
    except OSError:
        return SeenFile(member.name, member.stamp, member.stamp.size)


def _read(member: Member) -> SeenFile:
    # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    descriptor = os.open(member.path, READING)
    with os.fdopen(descriptor, "rb") as file:
        seen = os.fstat(descriptor)
        if not S_ISREG(seen.st_mode):
            return SeenFile(member.name, member.stamp, seen.st_size)
        if seen.st_size > _MOST_READ:
            file.seek(-1, os.SEEK_END)
            return SeenFile(member.name, member.stamp, seen.st_size, ended=file.read(1) == b"\n")
        content = file.read(_MOST_READ)
    digest = blake2b(content, digest_size=16).digest()
    return SeenFile(member.name, digest, len(content), not content.strip(), content.endswith(b"\n"))


NOW, END = object(), object()
"""What waiting can answer, beside that the time is over."""


def versions(look: Callable[[], T], wait: Callable[[float], object]) -> Iterator[tuple[T, bool]]:
    """What is seen at first, and then each version that stood still for long enough, without end.

    `wait` waits so many seconds; what it answers is NOW where the next look is to be believed at once,
    whatever it shows, and END where all is to end. With each version comes whether it was waited for longer
    than usual, or was believed so.
    """
    told = last = look()
    yield told, False
    stood = 0.0
    while True:
        pause = AT_REST if last.is_like(told) else STANDING
        answer = wait(pause)
        if answer is END:
            return
        asked = answer is NOW
        now = look()
        stood = stood + pause if now.is_like(last) else 0.0
        last = now
        needed = told.patience(now)
        if asked or (not now.is_like(told) and stood >= needed):
            told = now
            yield now, asked or needed > STANDING
