"""A file as lines that belong together: each thing with what stands above it, and the things inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.edit.byte_lines import column_of, is_blank, is_comment, line_at
from timeline_tui.yamlfile.layout import Unclear
from timeline_tui.yamlfile.split import FIELDS, ByteWindow, Section, beginning, header, parts
from timeline_tui.yamlfile.trees import Kind, Node, tree_of

_HYPHEN = re.compile(rb"(?m)^ *(-)(?=[ \t\r\n]|\Z)")
_NAME = re.compile(rb" *([A-Za-z][\w-]*):(?=[ \t\r\n])", re.ASCII)
_KEPT_BLANKS = re.compile(rb"[|>][0-9]?\+[ \t]*\r?\n")
_MARK = re.compile(rb"(?m)^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
_NOTHING = b" \t\r\n"


class Portion(NamedTuple):
    """A thing as whole lines: an event, a passage, a field."""

    gap: bytes
    """The blank lines above it."""
    remarks: bytes
    """The comments right above it, which go with it."""
    text: bytes
    """Its own lines, which end with a line break."""


class Inside(NamedTuple):
    """What a thing holds, where each part of it has lines of its own."""

    kind: Kind
    """A mapping or a list."""
    column: int
    """Where the lines of its parts begin."""
    head: bytes
    """What stands above the first part: the line of its field."""
    parts: Sequence[Portion]
    tail: bytes
    """Comments and blank lines below the last part."""

    @property
    def whole(self) -> bytes:
        """All of it."""
        return b"".join([self.head, *(piece for part in self.parts for piece in part), self.tail])


def file_inside(data: bytes) -> Inside:
    """The fields of a file; `Unclear` where it is no mapping whose fields have lines of their own."""
    if b"\r" in data and b"\r" in data.replace(b"\r\n", b""):
        raise Unclear("a line of it ends as no line does nowadays, with CR alone", 0)
    start = beginning(data)
    if start is None:
        if data.strip(_NOTHING) and not all(is_comment(line) or is_blank(line) for line in data.splitlines()):
            raise Unclear("the file does not begin with a field in the first column", 1)
        return Inside("mapping", 0, b"", (), data)
    mark = _MARK.search(data, 0, start)
    top = data.index(b"\n", mark.end()) + 1 if mark else 0
    is_more = any(sign in data for sign in (b"\n---", b"\n...")) and _MARK.search(data, start)
    if column_of(data, start) or is_more or data[:1] == b"%":
        raise Unclear("the file is more than one document, or its fields are indented", 1)
    starts = list(_fields(data, start))
    inside = _cut("mapping", data, top, starts, 0, data[:top])
    if len({name_of_field(part.text) for part in inside.parts}) < len(starts):
        raise Unclear("a field of the file stands twice", 0)
    return inside


def _fields(data: bytes, start: int) -> Iterator[int]:
    """Where each field of the file begins."""
    yield start
    for found in FIELDS.starts(data).finditer(data, start):
        yield found.start() + 1


def _cut(kind: Kind, data: bytes, top: int, starts: Sequence[int], column: int, head: bytes) -> Inside:
    """The lines from `top` on as parts, which begin at these lines."""
    found: list[Portion] = []
    above = data[top : starts[0]]
    for start, end in pairwise([*starts, len(data)]):
        text, below = _without_tail(data[start:end], column)
        found.append(_lines(above, text))
        above = below
    return Inside(kind, column, head, found, above)


def _lines(above: bytes, text: bytes) -> Portion:
    if not above:
        return Portion(b"", b"", text)
    rest = above.lstrip(_NOTHING)
    # The blanks in front of the first comment are part of its line.
    gap = line_at(above, len(above) - len(rest)) if rest else len(above)
    return Portion(above[:gap], above[gap:], text)


def _without_tail(piece: bytes, column: int) -> tuple[bytes, bytes]:
    """The lines of a thing, and those at its end that belong to what follows."""
    end = len(piece)
    if (b"+\n" in piece or b"+\r" in piece) and _KEPT_BLANKS.search(piece) is not None:
        return piece, b""
    while True:
        seen = piece.rstrip(_NOTHING) if end == len(piece) else piece[:end].rstrip(_NOTHING)
        start = seen.rfind(b"\n") + 1
        last = seen[start:]
        if start and is_comment(last) and len(last) - len(last.lstrip()) <= column:
            end = start
            continue
        stop = piece.find(b"\n", len(seen)) + 1 or len(piece)
        return piece[:stop], piece[stop:]


def name_of_field(text: bytes) -> str:
    """What a field is called, given by its lines."""
    found = _NAME.match(text)
    if found is not None:
        return found[1].decode()
    tree = tree_in(text)
    if tree.kind != "mapping" or not tree.parts:
        raise Unclear("a line is no field where one should stand", 0)
    return tree.parts[0].value


@lru_cache(maxsize=4096)
def tree_in(text: bytes) -> Node:
    """What a thing says that is no item of a list, or is one without its hyphen; or `Unclear`."""
    tree = tree_of(text, 0, len(text))
    if tree is None:
        raise Unclear("a part of the file cannot be read by itself", 0)
    return tree


def without_hyphen(text: bytes) -> bytes:
    """The lines of an item of a list with a blank in the place of its hyphen."""
    found = _HYPHEN.match(text)
    if found is None:
        raise Unclear("an item of a list has no hyphen of its own", 0)
    return text[: found.start(1)] + b" " + text[found.end(1) :]


def with_hyphen(text: bytes, column: int) -> bytes | None:
    """Portion with a hyphen in the first of them that says something; None where none has room for it."""
    place = 0
    while place < len(text):
        end = text.find(b"\n", place) + 1 or len(text)
        line = text[place:end]
        if not is_blank(line.rstrip(b"\r\n")) and not is_comment(line):
            if line[: column + 1].strip(b" "):
                return None
            return text[: place + column] + b"-" + text[place + column + 1 :]
        place = end
    return None


@lru_cache(maxsize=256)
def inside_item(text: bytes) -> Inside | None:
    """What an item of a list holds that lost its hyphen; None where that has no lines of its own."""
    tree = tree_in(text)
    return _inside(text, tree, 0) if not tree.marked else None


def inside_field(text: bytes) -> Inside | None:
    """What a field holds; None where its parts have no lines of their own."""
    found = header(text, 0)
    if found is not None:
        return _inside_section(text, *found)
    tree = tree_in(text)
    if tree.kind != "mapping" or tree.flow or len(tree.parts) != 2:
        return None
    key, value = tree.parts
    return _inside(text, value, key.end)


@lru_cache(maxsize=9)
def _inside_section(text: bytes, section: Section, below: int) -> Inside:
    window = ByteWindow(text, 0, 0, True, True)
    starts: list[int] = []
    for part in parts(window, section, below):
        if not part.is_held:
            raise Unclear("something else stands below the last event, source or name", 0)
        starts.append(part.start)
    first = _first_part(text, below, section.begins)
    kind: Kind = "list" if section.name == "events" else "mapping"
    return _cut(kind, text, below, [first, *starts[1:]], len(section.indent), text[:below])


def _first_part(text: bytes, below: int, begins: bytes) -> int:
    found = re.compile(rb"(?m)^" + begins).search(text, below)
    return found.start() if found else below


def _inside(text: bytes, tree: Node, behind: int) -> Inside | None:
    if tree.flow or not tree.parts or tree.kind not in {"mapping", "list"}:
        return None
    starts = _starts(text, tree, behind)
    if starts is None or (behind and line_at(text, starts[0]) <= line_at(text, behind)):
        return None
    lines = [line_at(text, start) for start in starts]
    columns = {start - line for start, line in zip(starts, lines, strict=True)}
    if len(columns) > 1 or len(set(lines)) < len(lines):
        return None
    top = text.find(b"\n", behind) + 1 if behind else 0
    return _cut(tree.kind, text, top, lines, columns.pop(), text[:top])


def _starts(text: bytes, tree: Node, behind: int) -> list[int] | None:
    """Where each part begins, the hyphen included; None where one has no name of its own."""
    if tree.kind == "mapping":
        keys = [key for key, _ in tree.fields]
        if any(key.kind != "text" or key.marked for key in keys):
            return None
        return [key.start for key in keys] if len({key.value for key in keys}) == len(keys) else None
    starts: list[int] = []
    for part in tree.parts:
        found = _HYPHEN.search(text, behind)
        if found is None or found.start(1) > part.start:
            return None
        starts.append(found.start(1))
        behind = max(part.end, found.end())
    return starts


def indented(inside: Inside, column: int) -> Inside:
    """The same with its lines further in or out."""
    by = column - inside.column
    if not by:
        return inside
    moved = [Portion(one.gap, shifted(one.remarks, by), shifted(one.text, by)) for one in inside.parts]
    return inside._replace(column=column, parts=moved, tail=shifted(inside.tail, by))


def shifted(text: bytes, by: int) -> bytes:
    """Portion that begin so many characters further in, or out as far as they can."""
    if by > 0:
        return re.sub(rb"(?m)^(?=[^\r\n])", b" " * by, text)
    return re.sub(rb"(?m)^ {1,%d}" % -by, b"", text)
