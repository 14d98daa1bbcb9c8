"""The ids of rows, in a few bytes for each: a long table takes hardly more memory than a short one."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

_SMALLEST = 1 << 10


class RowIds:
    """Ids by their hashes, each with two numbers that are kept for it.

    No table is so long that two ids in it are likely to have one hash of 64 bits.
    """

    def __init__(self) -> None:
        self._count = 0
        self._empty(_SMALLEST)

    def add(self, key: str, place: int = 0, mark: int = 0) -> None:
        """Keep the id with its numbers, unless it is there already."""
        if self._count * 5 >= len(self._hashes) * 4:
            self._widen()
        self._put(_hashed(key), place, mark)

    def __contains__(self, key: object) -> bool:
        return self._hashes[self._slot(_hashed(key))] != 0

    def get(self, key: str) -> tuple[int, int] | None:
        """The numbers of an id; None where it was not added."""
        at = self._slot(_hashed(key))
        return (self._places[at], self._marks[at]) if self._hashes[at] else None

    def _empty(self, size: int) -> None:
        self._hashes = array("Q", bytes(8 * size))
        self._places = array("I", bytes(4 * size))
        self._marks = array("I", bytes(4 * size))

    def _put(self, hashed: int, place: int, mark: int) -> None:
        at = self._slot(hashed)
        if not self._hashes[at]:
            self._count += 1
            self._hashes[at], self._places[at], self._marks[at] = hashed, place, mark

    def _slot(self, hashed: int) -> int:
        """Where a hash stands, or would stand."""
        last = len(self._hashes) - 1
        at = hashed & last
        while self._hashes[at] not in (0, hashed):
            at = (at + 1) & last
        return at

    def _widen(self) -> None:
        before: Iterator[tuple[int, int, int]] = zip(self._hashes, self._places, self._marks, strict=True)
        self._count, size = 0, 2 * len(self._hashes)
        self._empty(size)
        for hashed, place, mark in before:
            if hashed:
                self._put(hashed, place, mark)


def _hashed(key: object) -> int:
    """A hash that is no zero, which stands for nothing."""
    return hash(key) & 0xFFFF_FFFF_FFFF_FFFF or 1
