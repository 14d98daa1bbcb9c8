"""Lines of a file, found in its bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from timeline_tui.loading.lines import BREAK, count_breaks

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANKS = b" \t"


class Rest(NamedTuple):
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


def rest_of_line(data: bytes, place: int) -> Rest:
    """What stands between the place and the next line."""
    found = BREAK.search(data, place)
    if found is None:
        return Rest(len(data), len(data), data[place:])
    return Rest(found.start(), found.end(), data[place : found.start()])


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
