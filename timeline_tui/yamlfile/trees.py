"""One item of a file as it is written, as a tree of its parts with their places."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.stream import EndOfReading, Stream
from timeline_tui.yamlfile.values import ABSENT, DEEPEST, Plain

Kind = Literal["mapping", "list", "text", "alias"]
Style = Literal["plain", "single", "double", "literal", "folded"]
_STYLES: dict[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_BLANK = b" \t\r\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Repeated(NamedTuple):
    """What stands where an alias repeats something from elsewhere."""

    anchor: str


class Node(NamedTuple):
    """A part of a file, and the bytes from `start` to just before `end` that say it."""

    kind: Kind
    start: int
    """Where it begins, its anchor and its tag included."""
    end: int
    """Behind its last character; blank lines and comments that follow do not belong to it."""
    flow: bool = False
    """Whether a list or mapping stands in brackets."""
    style: Style = "plain"
    """How a text is written."""
    value: str = ""
    """What a text says, or the anchor that an alias repeats."""
    marked: bool = False
    """Whether it has an anchor or a tag."""
    parts: tuple[Node, ...] = ()
    """The items of a list; of a mapping, its keys and values in turn."""

    @property
    def fields(self) -> Iterator[tuple[Node, Node]]:
        """The keys and values of a mapping."""
        return zip(self.parts[::2], self.parts[1::2], strict=True)

    @property
    def is_absent(self) -> bool:
        """Whether nothing is written here."""
        return self.kind == "text" and self.style == "plain" and self.value in ABSENT

    @property
    def is_empty(self) -> bool:
        """Whether not even a character stands here."""
        return self.kind == "text" and self.start == self.end

    def field(self, name: str) -> tuple[Node, Node] | None:
        """The key of this name and its value, the first one if there are several."""
        named = (pair for pair in self.fields if pair[0].kind == "text" and pair[0].value == name)
        return next(named, None)


def plain_of(node: Node) -> Plain | Repeated:
    """What a part says, with nothing of how it is written."""
    if node.kind == "text":
        return None if node.is_absent else node.value
    if node.kind == "alias":
        return Repeated(node.value)
    if node.kind == "list":
        return cast("Plain", [plain_of(part) for part in node.parts])
    said = {key.value: plain_of(value) for key, value in node.fields}
    return cast("Plain", {key: value for key, value in said.items() if value is not None})


def tree_of(data: bytes, start: int, end: int, column: int = 0) -> Node | None:
    """The tree of what these bytes hold by themselves; None where they cannot be read alone.

    What hangs on the rest of the file, as a short form of a tag does, cannot be read alone. They begin in a
    `column` of the file, so that lines below are in line with them.
    """
    part = b" " * column + data[start:end]
    offsets = ByteOffsets(part, start - column)
    stream = Stream(io.BytesIO(part))
    try:
        parsed = parse(stream)
        next(parsed)
        next(parsed)
        return _node(next(parsed), parsed, data, offsets, 0)
    except (MarkedYAMLError, EndOfReading, StopIteration, UnicodeDecodeError):
        return None


class ByteOffsets:
    """From the parser's count of characters to bytes of the file, mostly of one place behind the other."""

    def __init__(self, part: bytes, start: int = 0) -> None:
        """The parser reads a part of the file that begins at this byte."""
        self._text = "" if part.isascii() else part.decode(errors="replace").removeprefix("\ufeff")
        self._index = 0
        self._offset = start + len(_BYTE_ORDER_MARK) * part.startswith(_BYTE_ORDER_MARK)

    def start(self, event: ParserEvent | None) -> int:
        """Where an event of the parser begins."""
        return self._of(start_of(event))

    def end(self, event: ParserEvent | None) -> int:
        """Behind the last byte of an event of the parser."""
        return self._of(end_of(event))

    def _of(self, index: int) -> int:
        if not self._text:
            return self._offset + index
        before, self._index = self._index, index
        if index < before:
            self._offset -= len(self._text[index:before].encode())
        else:
            self._offset += len(self._text[before:index].encode())
        return self._offset


def _node(
    event: ParserEvent, parsed: Iterator[ParserEvent], data: bytes, offsets: ByteOffsets, depth: int
) -> Node:
    start, end = offsets.start(event), offsets.end(event)
    if isinstance(event, AliasEvent):
        return Node("alias", start, end, value=event.anchor or "")
    event = cast("ScalarEvent | MappingStartEvent | SequenceStartEvent", event)
    marked = event.anchor is not None or event.tag is not None
    if isinstance(event, ScalarEvent):
        style = _STYLES.get(event.style or "", "plain")
        if style in {"literal", "folded"}:
            end = content_end(data, start, end)
        return Node("text", start, end, False, style, event.value, marked)
    if depth > DEEPEST:
        raise EndOfReading("too-deep", "")
    parts: list[Node] = []
    for part in parsed:
        if isinstance(part, CollectionEndEvent):
            last = offsets.end(part)
            break
        parts.append(_node(part, parsed, data, offsets, depth + 1))
    # A single pair in a list, as in [a: b], is a mapping with no brackets of its own.
    bracketed = marked or data[start : start + 1] in {b"[", b"{"}
    flow = bool(event.flow_style) and bracketed
    end = last if flow else parts[-1].end if parts else end
    kind: Kind = "mapping" if isinstance(event, MappingStartEvent) else "list"
    return Node(kind, start, end, flow, "plain", "", marked, tuple(parts))


def content_end(data: bytes, start: int, end: int) -> int:
    """Behind the last character of a text after | or >, where the parser goes on to the next thing.

    Where the blank lines at its end count, they belong to it, and so it ends with a line break.
    """
    header = data[start:end].split(b"\n", 1)[0].split(b"\r", 1)[0]
    if b"+" in header.split(b"#", 1)[0]:
        return end
    return max(start + len(header), start + len(data[start:end].rstrip(_BLANK)))


def start_of(event: ParserEvent | None) -> int:
    """Where an event of the parser begins."""
    return event.start_mark.index if event is not None and event.start_mark else 0


def end_of(event: ParserEvent | None) -> int:
    """Behind the last character of an event of the parser."""
    return event.end_mark.index if event is not None and event.end_mark else 0
