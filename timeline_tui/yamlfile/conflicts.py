"""The two versions of some lines between which nobody has chosen since `git merge`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

OPENING = re.compile(rb"(?:\A|(?<=\n))<{7} ")
"""With what the first version begins."""
LONGEST = 1 << 20
"""Bytes of the two versions in which the last mark is looked for."""
_SIGNS = (b"<<<<<<<", b"=======", b">>>>>>>")
_MARK = re.compile(rb"(?:\A|(?<=\n))(?:<{7} |>{7} |\|{7} |={7}\r?\n)")
_NO_BREAK = re.compile(rb"[^\r\n]")
_BASE = re.compile(rb"(?<=\n)\|{7}[^\n]*\n")
_MIDDLE = re.compile(rb"(?<=\n)={7}\r?\n")
_END = re.compile(rb"(?<=\n)>{7} [^\n]*(?:\n|\Z)")
_ITEM = re.compile(rb"(?m)^ *- ")
_ID = re.compile(rb"\bid:[ \t]+([^\s,{}]+)")


class Conflict(NamedTuple):
    """Where the two versions stand, in bytes, and what becomes of them."""

    start: int
    """Where the first mark begins."""
    middle: int
    """Where the mark between the versions begins."""
    end: int
    """Where the last mark begins."""
    ours: str
    """What the first version is called."""
    theirs: str
    both: bool
    """Whether both are read, since each has other events."""
    left_out: tuple[str, ...]
    """The ids in what is not read."""
    passed_over: Sequence[tuple[int, int]]
    """What is not read."""

    def moved(self, by: int) -> Conflict:
        """The conflict so many bytes further down."""
        passed_over = [(start + by, end + by) for start, end in self.passed_over]
        return self._replace(
            start=self.start + by, middle=self.middle + by, end=self.end + by, passed_over=passed_over
        )


def marks(data: bytes) -> Iterator[re.Match[bytes]]:
    """The lines by which a merge marks a conflict."""
    # One character is looked for many times faster than seven.
    is_marked = any(sign[:1] in data and sign in data for sign in _SIGNS)
    return _MARK.finditer(data) if is_marked else iter(())


def blanked(data: bytes, begin: int, passed_over: Iterable[tuple[int, int]]) -> bytes:
    """The bytes, which begin at this one of a file, with blanks for all that is passed over."""
    for start, end in passed_over:
        if start < begin + len(data) and begin < end:
            first, last = max(start - begin, 0), end - begin
            data = data[:first] + _NO_BREAK.sub(b" ", data[first:last]) + data[last:]
    return data


def conflict_at(data: bytes, start: int) -> Conflict | None:
    """The conflict whose first mark begins here; None where one of its marks is missing."""
    top = data.find(b"\n", start) + 1
    middle = _MIDDLE.search(data, top) if top else None
    end = _END.search(data, middle.end()) if middle else None
    if middle is None or end is None or b"\n<<<<<<< " in data[start : end.start()]:
        return None
    base = _BASE.search(data, top, middle.start())
    ours, theirs = data[top : base.start() if base else middle.start()], data[middle.end() : end.start()]
    both = _has_events_of_its_own(ours, theirs)
    below = base.start() if base else middle.start()
    gone = [(below, middle.end()), (end.start(), end.end())] if both else [(below, end.end())]
    left_out = () if both else tuple(found[1].decode(errors="replace") for found in _ID.finditer(theirs))
    names = _name(data[start:top]), _name(end[0])
    passed_over = [(start, top), *gone]
    return Conflict(start, middle.start(), end.start(), *names, both, left_out, passed_over)


def _has_events_of_its_own(ours: bytes, theirs: bytes) -> bool:
    """Whether each version is whole events with ids, none of which is in the other."""
    ids = [{found[1] for found in _ID.finditer(side)} for side in (ours, theirs)]
    whole = all(_ITEM.match(side) for side in (ours, theirs))
    items = [len(_ITEM.findall(side)) for side in (ours, theirs)]
    return whole and all(map(set.__len__, ids)) and items == [len(one) for one in ids] and not ids[0] & ids[1]


def _name(line: bytes) -> str:
    return line[7:].decode(errors="replace").strip()[:60]
