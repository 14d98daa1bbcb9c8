"""One change of one event in a large file, made the way an editor saves it; made twice, it is undone."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import BinaryIO

_ADDED = (
    b"  - id: added\n    date: 2006-06-06\n    title: 0000000 Added by hand\n    names: [place-3]\n"
    b'    quotes:\n      - exact: "Residents said that the bridge was damaged."\n        source: source-3\n'
)


def reword(file: Path) -> None:
    """Write a word of a title in the middle of the file with a capital, or without."""
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 0) as held:
        title = b"    title: "
        at = held.find(title, len(held) // 2) + len(title) + len("0000000 ")
        held[at : at + 1] = held[at : at + 1].swapcase()


def add(file: Path) -> None:
    """Put an event into the middle of the file, or take it out."""
    saved = file.with_name(f"{file.name}-saved")
    with file.open("rb") as old, mmap.mmap(old.fileno(), 0, access=mmap.ACCESS_READ) as held:
        there = held.find(_ADDED)
        at = held.find(b"\n  - id: ", len(held) // 2) + 1 if there < 0 else there
        with saved.open("wb") as new:
            _copy(held, 0, at, new)
            if there < 0:
                new.write(_ADDED)
            _copy(held, at if there < 0 else at + len(_ADDED), len(held), new)
    saved.replace(file)


def _copy(held: mmap.mmap, start: int, end: int, new: BinaryIO) -> None:
    held.seek(start)
    while start < end:
        start += new.write(held.read(min(1 << 20, end - start)))
