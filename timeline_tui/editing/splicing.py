"""What an edit is: bytes put in the place of others, and the file before and after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from timeline_tui.editing.rendering import Listed
from timeline_tui.loading.layout import Layout, Unclear, lay_out
from timeline_tui.loading.lines import BREAK


class CannotEdit(Exception):  # noqa: N818 - it says what is so
    """An edit that cannot be made safely, with the line where a person can make it."""

    def __init__(self, sentence: str, line: int = 0, hint: str = "open the file in an editor") -> None:
        super().__init__(sentence)
        self.line = line
        """Counted from 1; 0 where it is the whole file."""
        self.hint = hint


class Splice(NamedTuple):
    """Bytes that take the place of those from `start` to just before `end`."""

    start: int
    end: int
    new: bytes


class Edit(NamedTuple):
    """A file before and after; nothing is written yet."""

    old: bytes
    new: bytes
    lines: tuple[int, ...] = ()
    """The lines that the things begin in that were added or changed."""
    layout: Layout | None = None
    """Where things stand in the file after it."""
    items: tuple[int, ...] = ()
    """The positions of the events that were added or changed, as they were asked for."""
    splices: tuple[Splice, ...] = ()
    listed: Listed | None = None
    """The sources and names that are new with them."""


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with all of these in place, none of which touch each other."""
    pieces: list[bytes] = []
    done = 0
    for splice in sorted(splices):
        pieces += [data[done : splice.start], splice.new]
        done = splice.end
    return b"".join([*pieces, data[done:]])


def places(splices: Iterable[Splice]) -> dict[Splice, tuple[int, int]]:
    """Where the bytes of each stand once all are in place."""
    found: dict[Splice, tuple[int, int]] = {}
    moved = 0
    for splice in sorted(splices):
        start = splice.start + moved
        found[splice] = start, start + len(splice.new)
        moved += len(splice.new) - (splice.end - splice.start)
    return found


def no_way(data: bytes, what: str, line: int) -> CannotEdit:
    """That the edit was tried and could not be proven, with what may make it possible."""
    sentence = f"no way was found to {what}"
    if data and not BREAK.fullmatch(data[-1:]):
        # A text after | or > says more with a line break behind it than with the end of the file.
        return CannotEdit(sentence, line, "end the last line of the file with a line break, and do it again")
    return CannotEdit(sentence, line)


def laid_out(data: bytes) -> Layout:
    """Where things stand in a file that may be edited at all."""
    try:
        layout = lay_out(data)
    except Unclear as error:
        hint = "mend it first: timeline-tui check says what is wrong"
        raise CannotEdit(str(error), error.line, hint) from error
    if layout.marked:
        raise CannotEdit("its events have an anchor or a tag, so that more may hang on them than is seen")
    return layout
