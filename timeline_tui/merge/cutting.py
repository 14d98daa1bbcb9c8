"""A file as lines that belong together: each thing with what stands above it, and the things inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.edit.byte_lines import column_of, is_blank, is_comment, line_at
from timeline_tui.yamlfile.layout import Unclear
from timeline_tui.yamlfile.split import FIELDS, Section, beginning, header
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
    """Its own lines, which end with a line break; of a section of the file, only those above its parts."""
    section: Inside | None = None
    """What a section of the file holds, which can be most of the file and is kept once."""

    @property
    def whole(self) -> bytes:
        """Its own lines, all of them."""
        return self.text if self.section is None else self.section.whole

    @property
    def name(self) -> str:
        """What a field is called."""
        found = _NAME.match(self.text)
        if found is not None:
            return found[1].decode()
        tree = tree_in(self.text)
        if tree.kind != "mapping" or not tree.parts:
            raise Unclear("a line is no field where one should stand", 0)
        return tree.parts[0].value

    def inside(self) -> Inside | None:
        """What a field holds; None where its parts have no lines of their own."""
        return _inside_lines(self.text) if self.section is None else self.section


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
        pieces = [self.head]
        for part in self.parts:
            pieces += [part.gap, part.remarks, part.whole]
        return b"".join([*pieces, self.tail])

    def indented(self, column: int) -> Inside:
        """The same with its lines further in or out."""
        by = column - self.column
        if not by:
            return self
        moved = [Portion(one.gap, shifted(one.remarks, by), shifted(one.text, by)) for one in self.parts]
        return self._replace(column=column, parts=moved, tail=shifted(self.tail, by))


_Known = dict[Portion, Portion]
"""Things that were cut before, to be shared by all versions that have the same."""


def file_inside(data: bytes, known: _Known | None = None) -> Inside:
    """The fields of a file; `Unclear` where it is no mapping whose fields have lines of their own."""
    known = {} if known is None else known
    if b"\r" in data and b"\r" in data.replace(b"\r\n", b""):
        raise Unclear("a line of it ends as no line does nowadays, with CR alone", 0)
    start = beginning(data)
    if start is None:
        if data.strip(_NOTHING) and not all(is_comment(line) or is_blank(line) for line in data.splitlines()):
            raise Unclear("the file does not begin with a field in the first column", 1)
        return Inside("mapping", 0, b"", (), data)
    mark = _MARK.search(data, 0, start)
    top = data.index(b"\n", mark.end()) + 1 if mark else 0
    starts = list(_fields(data, start))
    is_more = any(data[at : at + 3] in {b"---", b"..."} and _MARK.match(data, at) for at in starts[1:])
    if column_of(data, start) or is_more or data[:1] == b"%":
        raise Unclear("the file is more than one document, or its fields are indented", 1)
    inside = _cut("mapping", data, top, starts, 0, data[:top])
    fields = [_with_section(part, known) for part in inside.parts]
    if len({part.name for part in fields}) < len(starts):
        raise Unclear("a field of the file stands twice", 0)
    return inside._replace(parts=fields)


def _with_section(field: Portion, known: _Known) -> Portion:
    """The field, if it is a section of the file, as its parts."""
    found = header(field.text, 0)
    if found is None:
        return field
    inside = _inside_section(field.text, *found, known)
    return field._replace(text=inside.head, section=inside)


def _fields(data: bytes, start: int) -> Iterator[int]:
    """Where each field of the file begins."""
    yield start
    for found in FIELDS.starts(data).finditer(data, start):
        yield found.start() + 1


def _cut(
    kind: Kind,
    data: bytes,
    top: int,
    starts: Sequence[int],
    column: int,
    head: bytes,
    known: _Known | None = None,
) -> Inside:
    """The lines from `top` on as parts, which begin at these lines."""
    found: list[Portion] = []
    above = data[top : starts[0]]
    for start, end in pairwise([*starts, len(data)]):
        text, below = _without_tail(data[start:end], column)
        part = _lines(above, text)
        found.append(part if known is None else known.setdefault(part, part))
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
    if piece[-2:-1] > b" " and piece.rfind(b"#") < piece.rfind(b"\n", 0, -1):
        # Most end with a line that says something.
        return piece, b""
    if (b"+\n" in piece or b"+\r" in piece) and _KEPT_BLANKS.search(piece) is not None:
        return piece, b""
    seen = piece.rstrip(_NOTHING)
    while True:
        start = seen.rfind(b"\n") + 1
        last = seen[start:].lstrip(b" \t") if start else b""
        if last[:1] != b"#" or len(seen) - start - len(last) > column:
            stop = piece.find(b"\n", len(seen)) + 1 or len(piece)
            return piece[:stop], piece[stop:]
        seen = piece[:start].rstrip(_NOTHING)


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


def _inside_lines(text: bytes) -> Inside | None:
    """What a field with these lines holds; None where its parts have no lines of their own."""
    found = header(text, 0)
    if found is not None:
        return _inside_section(text, *found)
    tree = tree_in(text)
    if tree.kind != "mapping" or tree.flow or len(tree.parts) != 2:
        return None
    key, value = tree.parts
    return _inside(text, value, key.end)


def _inside_section(text: bytes, section: Section, below: int, known: _Known | None = None) -> Inside:
    first = re.compile(rb"(?m)^" + section.begins).search(text, below)
    starts = [first.start() if first else below]
    for found in section.starts(text).finditer(text, starts[0]):
        if found.lastindex is None:
            raise Unclear("something else stands below the last event, source or name", 0)
        starts.append(found.start() + 1)
    kind: Kind = "list" if section.name == "events" else "mapping"
    return _cut(kind, text, below, starts, len(section.indent), text[:below], known)


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


def shifted(text: bytes, by: int) -> bytes:
    """Portion that begin so many characters further in, or out as far as they can."""
    if by > 0:
        return re.sub(rb"(?m)^(?=[^\r\n])", b" " * by, text)
    return re.sub(rb"(?m)^ {1,%d}" % -by, b"", text)
