"""Lines of a file, found in its bytes, and two versions of it as a short difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from typing import NamedTuple

from timeline_tui.visible import visible
from timeline_tui.yamlfile.problem_lines import BREAK
from timeline_tui.yamlfile.split import count_breaks

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANKS = b" \t"


class LineRest(NamedTuple):
    """What stands between a place and the next line."""

    end: int
    """Where the line break begins, or the file ends."""
    next: int
    """Where the next line begins, or the file ends."""
    text: bytes


def line_at(data: bytes, place: int) -> int:
    """Where the line begins that the place is in."""
    start = data.rfind(b"\n", 0, place) + 1
    start = max(start, data.rfind(b"\r", start, place) + 1)
    return len(_BYTE_ORDER_MARK) if start == 0 and data.startswith(_BYTE_ORDER_MARK) else start


def line_before(data: bytes, start: int) -> int:
    """Where the line begins above the one that begins here; the same place in the first one."""
    return line_at(data, max(start - (2 if data.endswith(b"\r\n", 0, start) else 1), 0))


def column_of(data: bytes, place: int) -> int:
    """How many characters stand before the place in its line."""
    return len(data[line_at(data, place) : place].decode(errors="replace"))


def line_number(data: bytes, place: int) -> int:
    """The line of a place, counted from 1, as the parser counts."""
    return count_breaks(data[: line_at(data, place)]) + 1


def line_numbers(data: bytes, places: Iterable[int]) -> dict[int, int]:
    """The line of each of these places, found in one pass over the file."""
    found: dict[int, int] = {}
    line, counted = 1, 0
    for place in sorted(set(places)):
        start = line_at(data, place)
        line += count_breaks(data[counted:start])
        counted = start
        found[place] = line
    return found


def rest_of_line(data: bytes, place: int) -> LineRest:
    """What stands between the place and the next line."""
    found = BREAK.search(data, place)
    if found is None:
        return LineRest(len(data), len(data), data[place:])
    return LineRest(found.start(), found.end(), data[place : found.start()])


def break_of(data: bytes, place: int) -> bytes:
    """The line break that is usual around the place."""
    start = line_at(data, place)
    before = BREAK.fullmatch(data, max(0, start - 2), start) or BREAK.fullmatch(
        data, max(0, start - 1), start
    )
    found = before or BREAK.search(data)
    return found[0] if found else b"\n"


def is_comment(text: bytes) -> bool:
    """Whether the rest of a line, or a whole one, holds nothing but a comment."""
    return text.lstrip(_BLANKS).startswith(b"#")


def is_blank(text: bytes) -> bool:
    """Whether nothing is seen in it."""
    return not text.strip(_BLANKS)


_COMPARED = 1 << 16


def same_ends(one: bytes, other: bytes) -> tuple[int, int]:
    """How many bytes both begin with and, beside those, how many both end with."""
    most, before, step = min(len(one), len(other)), 0, _COMPARED
    while step:
        while before + step <= most and one.startswith(other[before : before + step], before):
            before += step
        step //= 2
    behind, step = 0, _COMPARED
    while step:
        start, end = len(other) - behind - step, len(other) - behind
        while before + behind + step <= most and one.endswith(other[start:end], 0, len(one) - behind):
            behind += step
            start, end = start - step, start
        step //= 2
    return before, behind


_CONTEXT = 3
_MOST_COMPARED = 2_000
_MOST_LINES = 60
_NO_END = "\\ no line break at the end of the file"


def difference(old: bytes, new: bytes, before: str, after: str) -> list[str]:
    """The lines of a unified difference between two versions that are called so."""
    if old == new:
        return []
    lines, others = _lines(old), _lines(new)
    if _ends(lines) == _ends(others) == {"\r"}:
        lines = [line.removesuffix("\r") for line in lines]
        others = [line.removesuffix("\r") for line in others]
    first = _same(lines, others)
    last = _same(lines[first:][::-1], others[first:][::-1])
    skipped = max(0, first - _CONTEXT)
    one = lines[skipped : len(lines) - max(0, last - _CONTEXT)]
    other = others[skipped : len(others) - max(0, last - _CONTEXT)]
    if max(len(one), len(other)) > _MOST_COMPARED:
        changed = f"from line {first + 1:,} on, {len(one):,} lines differ from {len(other):,}"
        return [f"--- {visible(before)}", f"+++ {visible(after)}", changed]
    return list(_capped(_diff(one, other, visible(before), visible(after), skipped)))


def _lines(data: bytes) -> list[str]:
    """The lines as text; after the last line break comes a note if something stands there."""
    lines = data.decode(errors="backslashreplace").split("\n")
    if lines[-1]:
        return [*lines, _NO_END]
    return lines[:-1]


def _ends(lines: Sequence[str]) -> set[str]:
    return {line[-1:] if line.endswith("\r") else "" for line in lines if line != _NO_END}


def _same(lines: Sequence[str], others: Sequence[str]) -> int:
    """How many lines at the beginning are the same."""
    pairs = enumerate(zip(lines, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(lines), len(others)))


def _diff(one: list[str], other: list[str], before: str, after: str, skipped: int) -> Iterator[str]:
    for line in unified_diff(one, other, before, after, lineterm="", n=_CONTEXT):
        if line.startswith("@@"):
            yield _moved(line, skipped)
        elif line[1:] == _NO_END:
            yield _NO_END
        else:
            yield line[:1] + visible(line[1:])


def _moved(heading: str, lines: int) -> str:
    """The heading of a hunk, its line numbers counted from the beginning of the file."""
    parts = []
    for part in heading.split()[1:3]:
        start, comma, count = part[1:].partition(",")
        parts.append(f"{part[0]}{int(start) + lines}{comma}{count}")
    return f"@@ {' '.join(parts)} @@"


def _capped(lines: Iterator[str]) -> Iterator[str]:
    shown = list(lines)
    yield from shown[:_MOST_LINES]
    if len(shown) > _MOST_LINES:
        yield f"... {len(shown) - _MOST_LINES:,} lines more"
