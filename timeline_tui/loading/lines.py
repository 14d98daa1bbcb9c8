"""A second pass over the file, for the lines that problems need; made only when there are any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from timeline_tui.diagnostics.problem import Place, Problem, Related
from timeline_tui.loading.stream import UNFINISHED, Stream

# What libyaml takes for a line break: LF, CR, CR LF, NEL, LS, PS.
BREAK = re.compile(rb"\r\n|[\r\n]|\xc2\x85|\xe2\x80[\xa8\xa9]")
_RARE_BREAKS = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Code points kept before a column and after it, and bytes of a line that are looked at.
_BEFORE = 80
_AFTER = 120
_MOST_BYTES = 1 << 18


def locate(stream: Stream, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The line and the column of each of these bytes, which must be given in order."""
    waiting = iter(offsets)
    offset = next(waiting, None)
    line, column = 1, 1
    for start, piece in _pieces(stream):
        if offset is None:
            return
        while offset is not None and offset < start + len(piece):
            yield _moved(line, column, piece[: max(offset - start, 0)])
            offset = next(waiting, None)
        line, column = _moved(line, column, piece)


def _moved(line: int, column: int, piece: bytes) -> tuple[int, int]:
    """The place behind these bytes, which begin at a line and a column."""
    breaks = count_breaks(piece)
    if not breaks:
        return line, column + len(piece.decode(errors="replace"))
    last = max(piece.rfind(mark) + len(mark) for mark in (b"\n", b"\r", *_RARE_BREAKS) if mark in piece)
    return line + breaks, len(piece[last:].decode(errors="replace")) + 1


def count_breaks(piece: bytes) -> int:
    """How many lines end in these bytes, which are cut neither within a character nor within CR LF."""
    breaks = piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
    return breaks if piece.isascii() else breaks + sum(map(piece.count, _RARE_BREAKS))


def line_starts(piece: bytes) -> Iterator[int]:
    """Where each line of these bytes begins; none begins behind the last line break."""
    start = 0
    for found in BREAK.finditer(piece):
        yield start
        start = found.end()
    if start < len(piece):
        yield start


def fetch(stream: Stream, wanted: Iterable[int]) -> dict[int, str]:
    """The text of these lines, as far as anybody will look."""
    waiting = set(wanted) - {0}
    last = max(waiting, default=0)
    found: dict[int, bytes] = {}
    line = 1
    for _, piece in _pieces(stream):
        if line > last:
            break
        breaks = count_breaks(piece)
        if any(line <= other <= line + breaks for other in waiting):
            for number, part in enumerate(BREAK.split(piece), line):
                if number in waiting:
                    found[number] = (found.get(number, b"") + part)[:_MOST_BYTES]
        line += breaks
    if line + 1 in waiting:
        # Where a file ends without a line break, libyaml counts one line more.
        found[line + 1] = b""
    return {number: text.decode(errors="replace") for number, text in found.items()}


def _pieces(stream: Stream) -> Iterator[tuple[int, bytes]]:
    """The bytes of the file and where they begin, cut only between characters and never inside CR LF."""
    start, held = 0, b""
    for data in stream.again():
        piece = held + data
        if not start and piece.startswith(_BYTE_ORDER_MARK):
            start, piece = len(_BYTE_ORDER_MARK), piece[len(_BYTE_ORDER_MARK) :]
        unfinished = UNFINISHED.search(piece, max(len(piece) - 3, 0))
        end = unfinished.start() if unfinished else len(piece) - piece.endswith(b"\r")
        held = piece[end:]
        yield start, piece[:end]
        start += end
    # The last line is there even when it is empty.
    yield start, held


def with_lines(problems: Iterable[Problem], stream: Stream, file: str | None = None) -> list[Problem]:
    """The problems with the text of their lines, cut to what a picture needs.

    Of several files, those that stand in `file` get theirs.
    """
    problems = list(problems)
    places = [
        place for problem in problems for place in (problem.place, *(it.place for it in problem.related))
    ]
    texts = fetch(stream, {place.line for place in places if file in {None, place.file}})
    return [
        replace(
            problem,
            place=_with_line(problem.place, texts, file),
            related=tuple(Related(_with_line(it.place, texts, file), it.label) for it in problem.related),
        )
        for problem in problems
    ]


def _with_line(place: Place, texts: dict[int, str], file: str | None) -> Place:
    if file not in {None, place.file}:
        return place
    text = texts.get(place.line)
    if text is None or place.column > len(text) + 1:
        return replace(place, length=min(place.length, 1))
    length = max(1, min(place.length, len(text.rstrip()) - place.column + 1))
    if len(text) <= _BEFORE + _AFTER:
        return replace(place, length=length, text=text)
    cut = max(0, place.column - 1 - _BEFORE)
    return replace(place, length=length, text=text[cut : place.column - 1 + _AFTER], cut=cut)
