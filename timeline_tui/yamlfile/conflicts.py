"""The two versions of some lines between which nobody has chosen since `git merge`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_LINE = rb"(?:\A|(?<=\n)|(?<=\A\xef\xbb\xbf))"
OPENING = re.compile(_LINE + rb"<{7} ")
"""With what the first version begins."""
LONGEST = 1 << 20
"""Bytes of the two versions in which the last mark is looked for."""
_SIGNS = (b"<<<<<<<", b"=======", b">>>>>>>")
_MARK = re.compile(_LINE + rb"(?:<{7} |>{7} |\|{7} |={7}\r?\n)")
_NO_BREAK = re.compile(rb"[^\r\n]")
_BASE = re.compile(rb"(?<=\n)\|{7}[^\n]*\n")
_MIDDLE = re.compile(rb"(?<=\n)={7}\r?\n")
_END = re.compile(rb"(?<=\n)>{7} [^\n]*(?:\n|\Z)")
_SEEN = re.compile(rb"(?:\A|(?<=\n))( *)[^\s#]")
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
    spans: tuple[tuple[int, int], tuple[int, int]]
    """Where the lines of the first version and those of the second begin and end."""
    after: int
    """Behind the line of the last mark."""

    def moved(self, by: int) -> Conflict:
        """The conflict so many bytes further down."""
        (first, until), (second, to) = self.spans
        return self._replace(
            start=self.start + by,
            middle=self.middle + by,
            end=self.end + by,
            passed_over=[(start + by, end + by) for start, end in self.passed_over],
            spans=((first + by, until + by), (second + by, to + by)),
            after=self.after + by,
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


def conflict_at(data: bytes, start: int, *, is_last: bool = True) -> Conflict | None:
    """The conflict whose first mark begins here; None where one of its marks is missing.

    Where these bytes are not the last ones of the file, the line below it must be among them, too.
    """
    top = data.find(b"\n", start) + 1
    middle = _MIDDLE.search(data, top) if top else None
    end = _END.search(data, middle.end()) if middle else None
    if middle is None or end is None or b"\n<<<<<<< " in data[start : end.start()]:
        return None
    base = _BASE.search(data, top, middle.start())
    below = base.start() if base else middle.start()
    ours, theirs = data[top:below], data[middle.end() : end.start()]
    both = _has_events_of_its_own(ours, theirs)
    if both:
        following = _SEEN.search(data, end.end())
        if following is None and not is_last:
            return None
        # Where the lines go on below it, they are those of one event.
        item = _ITEM.match(ours)
        both = following is None or item is None or len(following[1]) < len(item[0]) - 1
    gone = [(below, middle.end()), (end.start(), end.end())] if both else [(below, end.end())]
    return Conflict(
        start,
        middle.start(),
        end.start(),
        _name(data[start:top]),
        _name(end[0]),
        both,
        () if both else tuple(found[1].decode(errors="replace") for found in _ID.finditer(theirs)),
        [(start, top), *gone],
        ((top, below), (middle.end(), end.start())),
        end.end(),
    )


def conflicts_in(data: bytes) -> list[Conflict]:
    """What a merge left in two versions in a whole file."""
    found: list[Conflict] = []
    at = 0
    # One text is looked for many times faster than a pattern.
    while (near := data.find(b"<<<<<<< ", at)) >= 0 and (opening := OPENING.search(data, near)) is not None:
        whole = conflict_at(data, opening.start())
        at = whole.after if whole is not None else opening.end()
        found += [whole] if whole is not None else []
    return found


def first_versions(data: bytes) -> bytes:
    """The file with the first version of each conflict and no marks."""
    return resolved(data, [(one, 0) for one in conflicts_in(data)])


def resolved(data: bytes, choices: Iterable[tuple[Conflict, int]]) -> bytes:
    """The file with one version of each of these conflicts in its place: the first (0) or the second (1)."""
    pieces: list[bytes] = []
    done = 0
    for conflict, which in choices:
        start, end = conflict.spans[which]
        pieces += [data[done : conflict.start], data[start:end]]
        done = conflict.after
    return b"".join([*pieces, data[done:]])


def _has_events_of_its_own(ours: bytes, theirs: bytes) -> bool:
    """Whether each version is whole events with ids, none of which is in the other."""
    ids = [{found[1] for found in _ID.finditer(side)} for side in (ours, theirs)]
    whole = all(_ITEM.match(side) for side in (ours, theirs))
    items = [len(_ITEM.findall(side)) for side in (ours, theirs)]
    return whole and all(map(set.__len__, ids)) and items == [len(one) for one in ids] and not ids[0] & ids[1]


def _name(line: bytes) -> str:
    return line[7:].decode(errors="replace").strip()[:60]
