"""Places in files for a person to go to: the line of an event or a source, and what a merge left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from timeline_tui.edit.byte_lines import line_at, line_before, line_number, line_numbers, rest_of_line
from timeline_tui.edit.save import NotSaved, Version, read
from timeline_tui.edit.splice import CannotEdit, LaidFile
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.conflicts import Conflict, conflicts_in, first_versions, resolved
from timeline_tui.yamlfile.layout import SectionName, Unclear, count_in, lay_out
from timeline_tui.yamlfile.problem_lines import BREAK
from timeline_tui.yamlfile.trees import Node

# Of a larger file, the line is looked for in its text, which is soon done and nearly always right.
_MOST_PARSED = 8 << 20
_LONGEST_SOUGHT = 40


def spot_of_event(files: Sequence[Path], event: Event, quote: int | None = None) -> tuple[Path, int] | None:
    """The file of these that an event is in, and its line or that of one of its passages."""
    if len(files) > 1 and (
        found := _first(
            (file, _read_line(data, event, quote)) for file, data in _read(files) if _may_hold(data, event)
        )
    ):
        return found
    return _first((file, line_of_event(data, event, quote)) for file, data in _read(files))


def _may_hold(data: bytes, event: Event) -> bool:
    """Whether the event can be in a file: what is not even in its bytes need not be looked for."""
    return (event.id or "").encode() in data or event.title[:20].encode() in data


def spot_of_key(files: Sequence[Path], section: SectionName, key: str) -> tuple[Path, int] | None:
    """The first of these files that has a source or a name with this id, and its line."""
    return _first((file, line_of_key(data, section, key)) for file, data in _read(files))


def _read(files: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    for file in files:
        # One that cannot be read shows nothing that could be looked for.
        with suppress(NotSaved):
            yield file, read(file).data


def _first(spots: Iterable[tuple[Path, int | None]]) -> tuple[Path, int] | None:
    return next(((file, line) for file, line in spots if line is not None), None)


def line_of_event(data: bytes, event: Event, quote: int | None = None) -> int | None:
    """The line of an event, or of one of its passages, counted from 1; None where it is not found."""
    return _read_line(data, event, quote) or _sought(data, event, quote)


def line_of_key(data: bytes, section: SectionName, key: str) -> int | None:
    """The line in which the section has this id as a field."""
    begin = re.search(rb"(?m)^[\"']?" + section.encode() + rb"[\"']?[ \t]*:", data)
    if begin is None:
        return None
    end = re.compile(rb"(?m)^[^\s#}]").search(data, begin.end())
    name = re.compile(rb"(?m)(?:^[ \t]+|[{,]\s*)([\"']?)" + re.escape(key.encode()) + rb"\1[ \t]*:")
    found = name.search(data, begin.end(), end.start() if end else len(data))
    return line_number(data, found.end() - 1) if found else None


def _read_line(data: bytes, event: Event, quote: int | None) -> int | None:
    """The line as reading the file finds it; None where that would take long or cannot be done."""
    if len(data) > _MOST_PARSED:
        return None
    try:
        layout = lay_out(data)
    except Unclear:
        return None
    file = LaidFile(data, layout)
    found = file.positions_of(event)
    return file.line_of(_place(file, found[0], quote)) if found else None


def _place(file: LaidFile, at: int, quote: int | None) -> int:
    """Where an event begins, or one of its passages where that can be told."""
    start = file.layout.items[at].start
    tree = None if quote is None else file.tree_at(at)
    found = tree.field("quotes") if tree is not None and tree.kind == "mapping" else None
    parts: tuple[Node, ...] = () if found is None else found[1].parts
    return parts[quote].start if quote is not None and quote < len(parts) else start


def _sought(data: bytes, event: Event, quote: int | None) -> int | None:
    """The line where the id stands, or else the title; and below it the first words of the passage."""
    key = re.escape((event.id or "").encode())
    id_ = rb"(?m)^[^#\n]*\bid[\"']?[ \t]*:[ \t]*[\"']?" + key + rb"[\"']?[ \t\r]*(?:[,}#]|$)"
    title = re.escape(event.title[:_LONGEST_SOUGHT].encode())
    found = re.search(id_, data) or re.search(title, data)
    if found is None:
        return None
    place = found.end()
    if quote is not None and quote < len(event.quotes):
        words = re.escape(event.quotes[quote].exact[:_LONGEST_SOUGHT].encode()).replace(rb"\ ", rb"\s+")
        passage = re.compile(words).search(data, place)
        place = passage.start() if passage else place
    return line_number(data, place)


Taken = Literal["first", "second", "both"]
_BESIDE = re.compile(rb"<{7} |>{7} ")
_OWN_ID = re.compile(r" *- +id:[ \t]+([^\s#,{}]+)")
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
    is_of_another: bool = False
    """Whether one version lacks the thing while its id is that of something else in the file."""


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
    return OpenFile(
        path, version, conflicts, [_two_versions(data, one, lines[one.start]) for one in conflicts]
    )


def _two_versions(data: bytes, conflict: Conflict, line: int) -> TwoVersions:
    top = conflict.start
    for _ in range(_AROUND):
        above = line_before(data, top) if top > line_at(data, 0) else top
        # What a merge left beside it would only confuse.
        top = top if _BESIDE.match(data, above) else above
    bottom = conflict.after
    for _ in range(_AROUND):
        bottom = bottom if _BESIDE.match(data, bottom) else rest_of_line(data, bottom).next
    first, second = (_decoded(data[start:end]) for start, end in conflict.spans)
    return TwoVersions(
        line,
        (conflict.ours or "ours", conflict.theirs or "theirs"),
        (first, second),
        _decoded(data[top : conflict.start]),
        _decoded(data[conflict.after : bottom]),
        conflict.both,
        not (first and second) and _is_of_another(data, conflict, (first or second)[:1]),
    )


def _is_of_another(data: bytes, conflict: Conflict, first: Sequence[str]) -> bool:
    """Whether something outside of the conflict has the id that this line gives a thing."""
    own = next((found[1] for line in first if (found := _OWN_ID.match(line))), None)
    if own is None:
        return False
    gives = re.compile(rb"(?m)^ *(?:- +)?id:[ \t]+" + re.escape(own.encode()) + rb"[ \t]*\r?$")
    return any(gives.search(part) for part in (data[: conflict.start], data[conflict.after :]))


def _decoded(data: bytes) -> list[str]:
    lines = BREAK.split(data)
    return [line.decode(errors="replace") for line in (lines if lines[-1] else lines[:-1])]


def settled_with(file: OpenFile, number: int | None, taken: Taken) -> bytes:
    """The file with one version in the place of two, or both; `CannotEdit` where it could not be read then.

    Nothing but the lines between the marks, and these, is changed; with no number it is one at every place.
    """
    data, which = file.version.data, 0 if taken == "first" else 1
    if number is None:
        new, line = resolved(data, [(conflict, which) for conflict in file.conflicts]), file.places[0].line
    else:
        new, line = _settled_at(data, file.conflicts[number], taken), file.places[number].line
    if _can_be_read(data) and not _can_be_read(new):
        raise CannotEdit("with this version the file could not be read to its end", line)
    return new


def _settled_at(data: bytes, conflict: Conflict, taken: Taken) -> bytes:
    if taken == "both":
        (first, until), (second, to) = conflict.spans
        return data[: conflict.start] + data[first:until] + data[second:to] + data[conflict.after :]
    return resolved(data, [(conflict, 0 if taken == "first" else 1)])


def _can_be_read(data: bytes) -> bool:
    try:
        count_in(first_versions(data))
    except Unclear:
        return False
    return True
