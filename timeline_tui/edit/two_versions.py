"""What a merge left in two versions: looked at, and settled by taking one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from timeline_tui.edit.byte_lines import line_at, line_before, line_numbers, rest_of_line
from timeline_tui.edit.save import Version, read
from timeline_tui.edit.splice import CannotEdit
from timeline_tui.yamlfile.conflicts import Conflict, conflicts_in, first_versions, resolved
from timeline_tui.yamlfile.layout import Unclear, count_in
from timeline_tui.yamlfile.problem_lines import BREAK

Taken = Literal["first", "second", "both"]
_AROUND = 3
"""Lines around it that are looked at."""


class TwoVersions(NamedTuple):
    """One place of a file at which nobody has chosen yet."""

    line: int
    """The line of its first mark, counted from 1."""
    names: tuple[str, str]
    """What each version is called."""
    lines: tuple[Sequence[str], Sequence[str]]
    above: Sequence[str]
    below: Sequence[str]
    both: bool
    """Whether both can stay, since each is events of its own."""


class OpenFile(NamedTuple):
    """A file with all such places."""

    path: Path
    version: Version
    conflicts: Sequence[Conflict]
    places: Sequence[TwoVersions]


def left_open(path: Path) -> OpenFile:
    """What is left open in the file as it is now; `NotSaved` where it cannot be read."""
    version = read(path)
    data = version.data
    conflicts = conflicts_in(data)
    lines = line_numbers(data, [one.start for one in conflicts])
    return OpenFile(path, version, conflicts, [_place(data, one, lines[one.start]) for one in conflicts])


def _place(data: bytes, conflict: Conflict, line: int) -> TwoVersions:
    top = conflict.start
    for _ in range(_AROUND):
        top = line_before(data, top) if top > line_at(data, 0) else top
    bottom = conflict.after
    for _ in range(_AROUND):
        bottom = rest_of_line(data, bottom).next
    first, second = (_lines(data[start:end]) for start, end in conflict.spans)
    return TwoVersions(
        line,
        (conflict.ours or "ours", conflict.theirs or "theirs"),
        (first, second),
        _lines(data[top : conflict.start]),
        _lines(data[conflict.after : bottom]),
        conflict.both,
    )


def _lines(data: bytes) -> list[str]:
    lines = BREAK.split(data)
    return [line.decode(errors="replace") for line in (lines if lines[-1] else lines[:-1])]


def settled_with(file: OpenFile, number: int, taken: Taken) -> bytes:
    """The file with one version in the place of two, or both; `CannotEdit` where it could not be read then.

    Nothing but the lines between the marks, and these, is changed.
    """
    data, conflict = file.version.data, file.conflicts[number]
    if taken == "both":
        (first, until), (second, to) = conflict.spans
        new = data[: conflict.start] + data[first:until] + data[second:to] + data[conflict.after :]
    else:
        new = resolved(data, [(conflict, 0 if taken == "first" else 1)])
    if _can_be_read(data) and not _can_be_read(new):
        line = file.places[number].line
        raise CannotEdit("with this version the file could not be read to its end", line)
    return new


def _can_be_read(data: bytes) -> bool:
    try:
        count_in(first_versions(data))
    except Unclear:
        return False
    return True
