"""Where the list of events of a large file can be cut, so that its pieces are read beside one another.

A piece begins at a line that looks like the next event of the list. Whether it is one shows when the piece
before it was read: that must end between two events. In a text in quotes or in brackets such a line means
nothing, and then the piece before it ends too early to be read; all from there on is read as one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

PIECE = 1 << 19
"""Bytes of a piece, more or less."""
LARGEST = 16 << 20
"""Of a piece that is read at once: one with an event of more is read as it streams by."""
# A file that begins with more than this beside its events is read as one.
_MOST_HEADER = 32 << 20
_WINDOW = 1 << 16
_FIELD = re.compile(rb"(?:\A|\n)events:[ \t]*(?:#[^\r\n]*)?\r?\n")
_FIRST = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*( *)- ")
_DIRECTIVE = re.compile(rb"(?:\A|\n)%")


class Piece(NamedTuple):
    """A run of whole lines of a file."""

    start: int
    """Its first byte."""
    end: int
    """The byte behind its last."""


class Plan(NamedTuple):
    """How a file may be cut."""

    header: int
    """Bytes up to the first line below `events:`."""
    indent: bytes
    """What stands before the hyphen of each event."""
    size: int
    """Bytes of the whole file."""
    piece: int = PIECE

    def pieces(self, descriptor: int) -> Iterator[Piece]:
        """The pieces, found as they are asked for."""
        start = self.header
        while start < self.size:
            end = self._next_item(descriptor, start + self.piece)
            yield Piece(start, end)
            start = end

    def _next_item(self, descriptor: int, at: int) -> int:
        """Where the next line begins that looks like an event, at this byte or not too far behind it."""
        mark = b"\n" + self.indent + b"- "
        until = min(self.size, at + LARGEST)
        while at < until and (window := os.pread(descriptor, _WINDOW, at)):
            found = window.find(mark)
            if found >= 0:
                return min(at + found + 1, self.size)
            at += max(len(window) - len(mark) + 1, 1)
        return self.size


def plan(descriptor: int, size: int, piece: int = PIECE) -> Plan | None:
    """How the file could be cut; None where nothing says that it can be."""
    beginning = b""
    while len(beginning) < min(size, _MOST_HEADER):
        part = os.pread(descriptor, 1 << 20, len(beginning))
        if not part:
            break
        seen = max(len(beginning) - 1000, 0)
        beginning += part
        if (field := _FIELD.search(beginning, seen)) is None:
            continue
        beginning += os.pread(descriptor, _WINDOW, len(beginning))
        first = _FIRST.match(beginning, field.end())
        # What a directive says holds for the whole file.
        if first is None or _DIRECTIVE.search(beginning, 0, field.end()):
            return None
        return Plan(field.end(), first[1], size, piece)
    return None
