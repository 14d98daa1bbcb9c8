"""The edits of this run, so that each can be taken back while the file is as it left it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from timeline_tui.editing.saving import Changed, NotSaved, Version, read, save
from timeline_tui.editing.splicing import Splice, spliced

_MOST_BYTES = 64 << 20


class _Done(NamedTuple):
    """An edit that was saved, as what takes it back."""

    what: str
    back: Splice
    before: bytes
    """The digest of the file before it."""
    after: bytes
    """The digest of the file after it."""


class Journal:
    """The edits of one file, the last one on top."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done: list[_Done] = []

    @property
    def last(self) -> str | None:
        """What the last edit did, in a few words; None where nothing is left to take back."""
        return self._done[-1].what if self._done else None

    def save(self, before: Version, data: bytes, what: str) -> Version:
        """Write these bytes over this version; `NotSaved` where the file stays as it is."""
        after = save(self.path, before, data)
        if data != before.data:
            back = _back(before.data, data)
            self._done.append(_Done(what, back, before.seen.digest, after.seen.digest))
            self._forget()
        return after

    def undo(self) -> Version:
        """Take the last edit back; `NotSaved` where there is none, or the file is not as it left it."""
        if not self._done:
            raise NotSaved("nothing is left to take back")
        done = self._done[-1]
        now = read(self.path)
        if now.seen.digest != done.after:
            raise Changed(["the file is not as the last edit left it, so it is not taken back"])
        data = spliced(now.data, [done.back])
        if hashlib.sha256(data).digest() != done.before:
            raise NotSaved("the last edit cannot be taken back exactly")
        version = save(self.path, now, data)
        self._done.pop()
        return version

    def _forget(self) -> None:
        """Keep no more than memory is meant for."""
        while len(self._done) > 1 and sum(len(done.back.new) for done in self._done) > _MOST_BYTES:
            del self._done[0]


def _back(before: bytes, after: bytes) -> Splice:
    """What gives the old bytes back, put into the new ones."""
    old, new = memoryview(before), memoryview(after)
    shorter = min(len(old), len(new))
    first = _shared(shorter, lambda count: old[:count] == new[:count])
    rest = shorter - first
    last = _shared(rest, lambda count: old[len(old) - count :] == new[len(new) - count :])
    return Splice(first, len(new) - last, bytes(old[first : len(old) - last]))


def _shared(most: int, are_same: Callable[[int], bool]) -> int:
    """How many bytes are the same, where fewer are the same whenever more are."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if are_same(middle):
            low = middle
        else:
            high = middle - 1
    return low
