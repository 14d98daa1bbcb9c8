"""A second pass over the file, for the lines that problems need; made only when there are any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from timeline_tui.problems.problem import Place, Problem, Related
from timeline_tui.visible import hidden_in, named
from timeline_tui.yamlfile.split import count_breaks
from timeline_tui.yamlfile.stream import UNFINISHED, Stream

BREAK = re.compile(rb"\r\n|[\r\n]")
"""What ends a line: neither NEL nor the separators of Unicode, which are letters among others."""
# A blank that is none to YAML, where one would have to be: before a field, behind its colon, at a hyphen.
_ODD_BLANK = re.compile("[ \t-]*(?:[\\w-]+:)?[ \t]*([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Bytes of a line that are looked at.
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
    last = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
    return line + breaks, len(piece[last:].decode(errors="replace")) + 1


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
    wanted = {place.line for place in places if file in {None, place.file}}
    above = {problem.place.line - 1 for problem in problems if _is_of_syntax(problem) and problem.place.line}
    texts = fetch(stream, wanted | above)
    return [
        replace(
            problem,
            hint=_hint(problem, texts) if file in {None, problem.place.file} else problem.hint,
            place=_with_line(problem.place, texts, file),
            related=tuple(Related(_with_line(it.place, texts, file), it.label) for it in problem.related),
        )
        for problem in problems
    ]


def _hint(problem: Problem, texts: dict[int, str]) -> str | None:
    """The hint, and which hidden character stands where it is wrong, if one does."""
    place = problem.place
    if problem.severity != "error" or problem.code == "control-character" or place.text is not None:
        return problem.hint
    text = texts.get(place.line, "")
    if _is_of_syntax(problem):
        # What is wrong may be the line itself, or the one that it does not go with.
        above = texts.get(place.line - 1, "")
        found = _hidden(text, 0, len(text), "") or _hidden(above, 0, len(above), " of the line above")
    else:
        found = _hidden(text, place.column - 1, place.column - 1 + place.length, "")
    return "; ".join(filter(None, (problem.hint, found))) or None


def _is_of_syntax(problem: Problem) -> bool:
    return problem.ends or problem.lost != ""


def _hidden(text: str, start: int, end: int, where: str) -> str | None:
    if (odd := _ODD_BLANK.match(text, start, end)) is not None:
        return (
            f"type a blank for {named(odd[1])} in column {odd.start(1) + 1}{where}, which only looks like one"
        )
    if (found := hidden_in(text[start:end])) is None:
        return None
    at, what = found
    return f"take out {what} in column {start + at + 1}{where}, which nobody can see"


def _with_line(place: Place, texts: dict[int, str], file: str | None) -> Place:
    if file not in {None, place.file}:
        return place
    text = texts.get(place.line)
    if text is None or place.column > len(text) + 1:
        return replace(place, length=min(place.length, 1))
    return place.within(text)
