"""What is kept of a file that was read in chunks, to be known again when it changes; plain values only."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from timeline_tui.load.items import Answer
from timeline_tui.load.one_event import Read


class KeptPiece(NamedTuple):
    """Some whole events that were read, to be known again."""

    size: int
    """Their bytes."""
    lines: int
    """How many end in them."""
    events: int
    digest: str
    sound: bool
    """Whether nothing is to be said of any of them alone."""
    packed: str
    """The line on which each of them begins: see `starts`."""

    @property
    def starts(self) -> array[int]:
        """The line on which each of its events begins, its own first one being 1."""
        return array("I", bytes.fromhex(self.packed))


class KeptFile(NamedTuple):
    """A file that was read in chunks, to be known again."""

    above: int
    """How many bytes stand above its events."""
    lines: int
    """How many lines end in these."""
    header: str
    """A digest of them."""
    indent: int
    """How far the events are indented."""
    pieces: list[KeptPiece]


def piece_of(answer: Answer, size: int) -> KeptPiece:
    """What is kept of a chunk of so many bytes that was read whole."""
    reads = [Read(*plain) for plain in answer.reads]
    # A list of a million numbers takes much room in memory.
    packed = array("I", (read.line + 1 for read in reads)).tobytes().hex()
    return KeptPiece(
        size, answer.lines, sum(read.stands for read in reads), answer.digest, is_sound(answer, reads), packed
    )


def is_sound(answer: Answer, reads: Iterable[Read]) -> bool:
    """Whether nothing is to be said of any of these events alone."""
    stand = all(
        read.stands and all(sort in {"dispute", "event"} for sort, _, _ in read.wanted) for read in reads
    )
    return stand and not answer.notes and not answer.counted


def kept_file(plain: Sequence[Any] | None) -> KeptFile | None:
    """What was kept as plain values."""
    if plain is None:
        return None
    above, lines, header, indent, pieces = plain
    return KeptFile(above, lines, header, indent, [KeptPiece(*piece) for piece in pieces])
