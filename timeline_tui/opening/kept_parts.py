"""What was read of each file of a folder, kept beside the index of the whole until that file changes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b, sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from timeline_tui.loading.parts import Line, Part, line_of, part_of, read_part
from timeline_tui.opening.members import Member

_SUM = 32
_TOGETHER = 500
"""Events that are taken in one go."""


class Lot(NamedTuple):
    """Some events of a file that was read."""

    place: str
    start: int
    """The first byte of their lines."""
    end: int


class KeptPart(NamedTuple):
    """What a file says, and where its events are."""

    part: Part
    lots: list[Lot]


class KeptParts:
    """The files in which is kept what was read, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, member: Member) -> Path:
        """Where that is kept which was read of a file; another place for each state of it."""
        state = json.dumps([member.name, *member.stamp])
        return self.folder / f"{sha256(state.encode()).hexdigest()[:32]}.part"

    def read(self, member: Member) -> None:
        """Read the file and keep what it says; whole or not at all."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        place = self.path(member)
        own = place.with_suffix(f".{os.getpid()}")
        try:
            with own.open("w", encoding="ascii", newline="\n") as out:
                total, lots, last = blake2b(digest_size=_SUM), [0], ""
                at = count = 0
                for text in read_part(member.path, member.name):
                    if last:
                        at += out.write(last)
                        count += 1
                        if count % _TOGETHER == 0:
                            lots.append(at)
                    last = text + "\n"
                    total.update(last.encode())
                ends = json.dumps([at, [*lots, at] if lots[-1] < at else lots])
                out.write(last + ends + "\n")
                total.update(ends.encode())
                out.write(total.hexdigest())
            own.replace(place)
        finally:
            own.unlink(missing_ok=True)

    def get(self, member: Member) -> KeptPart | None:
        """What was kept of the file as it is; None if that is nothing, or nothing sound."""
        place = self.path(member)
        try:
            with place.open("rb") as file:
                total, said, ends, signed = blake2b(digest_size=_SUM), b"", b"", b""
                for line in file:
                    if line.endswith(b"\n"):
                        if ends:
                            total.update(ends)
                        said, ends = ends, line
                    else:
                        signed = line
            total.update(ends.rstrip(b"\n"))
            if signed.decode("ascii", "replace") != total.hexdigest():
                return None
            _, lots = json.loads(ends)
            part = part_of(said.decode(), member.name)
        except (OSError, ValueError, TypeError, KeyError, LookupError):
            return None
        return KeptPart(part, [Lot(str(place), start, end) for start, end in pairwise(lots)])

    def forget_others(self, files: list[Member]) -> None:
        """Keep nothing but what was read of these files."""
        wanted = {self.path(member).name for member in files}
        with suppress(OSError):
            for left in self.folder.iterdir():
                if left.name not in wanted:
                    left.unlink(missing_ok=True)


def events_of(lot: Lot) -> Iterator[Line]:
    """The events of a lot."""
    with Path(lot.place).open("rb") as file:
        file.seek(lot.start)
        for text in file.read(lot.end - lot.start).splitlines():
            yield line_of(text.decode())
