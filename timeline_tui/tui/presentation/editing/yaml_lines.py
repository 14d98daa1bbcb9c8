"""The roles of the parts of a line of YAML, and how the next one begins, for a file that is typed into.

It looks at one line, and at those above as far as they say whether it is in a text after `|` or `>`. What
goes on over several lines in brackets or quotation marks is coloured line by line, as what it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.tui.presentation.document import Role

# So many lines above are looked at; the rest of a longer text after | or > is coloured as what it looks like.
_MOST_ABOVE = 500
_STEP = 2

_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_KEY = rf"(?:{_QUOTED}|[^\s#&*!|>%@`\"'\[\]{{}},:-][^:]*?(?::\S[^:]*?)*?|-[^\s:][^:]*?)(?=[ \t]*:(?:\s|$))"
_LEAD = re.compile(r"[ \t]*(?:-[ \t]+)*(?:-$)?")
_BLOCK_KEY = re.compile(_KEY)
_PROPERTY = re.compile(r"[&*!][^\s,\[\]{}]*")
_HEADER = re.compile(r"[|>][-+1-9]{0,2}[ \t]*(?:#.*)?$")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*$")
_IN_FLOW = re.compile(
    rf"(?P<comment>(?:(?<=\s)|^)#.*$)|(?P<property>[&*!][^\s,\[\]{{}}]*)"
    rf"|(?P<quoted>{_QUOTED})|(?P<mark>[\[\]{{}},:])|(?P<plain>[^\s,\[\]{{}}:#](?:[^,\[\]{{}}:#]|:(?=\S)|(?<=\S)#)*)"
)
_FLOW_ROLES: Mapping[str, Role] = {
    "comment": "muted",
    "property": "mark",
    "quoted": "quote",
    "plain": "plain",
}
_COLON = re.compile(r"[ \t]*:(?:\s|$)")
_TEXT = re.compile(_QUOTED)
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?:\s|$)|%.*$")


class Part(NamedTuple):
    """A run of characters with one role."""

    start: int
    end: int
    role: Role


class _Opening(NamedTuple):
    """How a line begins: its hyphens, its field, its anchors and tags."""

    column: int
    """Where what it opens begins: its field, or its last hyphen."""
    parts: tuple[Part, ...]
    value: int
    """Where its value begins."""

    @classmethod
    def of(cls, line: str) -> _Opening:
        lead = _LEAD.match(line)
        place = lead.end() if lead else 0
        hyphen = line.rfind("-", 0, place)
        column, parts = (place if hyphen < 0 else hyphen), []
        if key := _BLOCK_KEY.match(line, place):
            column = place
            parts.append(Part(place, key.end(), "date"))
            place = line.index(":", key.end()) + 1
        place = _past_blanks(line, place)
        while found := _PROPERTY.match(line, place):
            parts.append(Part(place, found.end(), "mark"))
            place = _past_blanks(line, found.end())
        return cls(column, tuple(parts), place)


def coloured(lines: Sequence[str], at: int) -> list[Part]:
    """The parts of one of these lines that have a role of their own."""
    line = lines[at]
    if in_block(lines, at):
        return [Part(0, len(line), "quote")]
    if found := _DOCUMENT.match(line):
        return [Part(0, found.end(), "mark")]
    opening = _Opening.of(line)
    return [*opening.parts, *_value(line, opening.value)]


def next_indent(lines: Sequence[str], at: int) -> int:
    """How far the line below this one is indented: as its fields are, or further where it opens something."""
    line = lines[at]
    if in_block(lines, at):
        return _indent(line) or 0
    opening = _Opening.of(line)
    opens = opening.value > opening.column and (
        not line[opening.value :].strip() or _HEADER.match(line, opening.value)
    )
    return opening.column + _STEP * bool(opens)


def _value(line: str, place: int) -> Iterator[Part]:
    first = line[place : place + 1]
    if first and first in "[{]}":
        yield from _in_flow(line, place)
        return
    if _HEADER.match(line, place):
        yield Part(place, place + 1, "mark")
    elif first and first in "\"'":
        found = _TEXT.match(line, place)
        end = found.end() if found else len(line)
        yield Part(place, end, "quote")
        place = end
    if comment := _COMMENT.search(line, place):
        yield Part(comment.start(), len(line), "muted")


def _in_flow(line: str, place: int) -> Iterator[Part]:
    for found in _IN_FLOW.finditer(line, place):
        role = _FLOW_ROLES.get(found.lastgroup or "")
        if role in {"quote", "plain"} and _COLON.match(line, found.end()):
            role = "date"
        if role is not None and role != "plain":
            yield Part(found.start(), found.start() + len(found[0].rstrip()), role)


def in_block(lines: Sequence[str], at: int) -> bool:
    """Whether a line is in a text after `|` or `>`."""
    indent = _indent(lines[at])
    for above in range(at - 1, max(at - 1 - _MOST_ABOVE, -1), -1):
        line = lines[above]
        own = _indent(line)
        if own is None:
            continue
        # A line with nothing in it belongs to what stands above.
        indent = own + 1 if indent is None else indent
        if own >= indent:
            continue
        opening = _Opening.of(line)
        if opening.column < indent and _HEADER.match(line, opening.value):
            return True
        if own == 0:
            return False
        indent = own
    return False


def _indent(line: str) -> int | None:
    """How far a line is indented; None where nothing is in it."""
    stripped = line.lstrip(" ")
    return len(line) - len(stripped) if stripped.strip() else None


def _past_blanks(line: str, place: int) -> int:
    while line[place : place + 1] in {" ", "\t"}:
        place += 1
    return place
