"""One item of a file as it is written: a tree of its parts, each with the bytes that it stands in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Literal, NamedTuple, cast

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from timeline_tui.loading.parser import ParserEvent, parse
from timeline_tui.loading.stream import Stop, Stream
from timeline_tui.loading.values import ABSENT, DEEPEST, Plain

Kind = Literal["mapping", "list", "text", "alias"]
Style = Literal["plain", "single", "double", "literal", "folded"]
_STYLES: dict[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_BLANK = b" \t\r\n"


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


def tree_of(data: bytes, start: int, end: int) -> Node | None:
    """The tree of what these bytes hold by themselves; None where they cannot be read alone.

    What hangs on the rest of the file, as a short form of a tag does, cannot be read alone.
    """
    part = data[start:end]
    offset = _offsets(part, start)
    stream = Stream(io.BytesIO(part))
    try:
        parsed = parse(stream)
        next(parsed)
        next(parsed)
        return _node(next(parsed), parsed, data, offset, 0)
    except (MarkedYAMLError, Stop, StopIteration, UnicodeDecodeError):
        return None


def _offsets(part: bytes, start: int) -> Callable[[int], int]:
    """From the parser's count of characters to bytes of the file."""
    if part.isascii():
        return lambda index: start + index
    text = part.decode()
    ends = [0, *accumulate(len(character.encode()) for character in text)]
    return lambda index: start + ends[index]


def _node(
    event: ParserEvent, parsed: Iterator[ParserEvent], data: bytes, offset: Callable[[int], int], depth: int
) -> Node:
    start = offset(event.start_mark.index) if event.start_mark else 0
    end = offset(event.end_mark.index) if event.end_mark else 0
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
        raise Stop("too-deep", "")
    parts: list[Node] = []
    for part in parsed:
        if isinstance(part, CollectionEndEvent):
            last = offset(part.end_mark.index) if part.end_mark else end
            break
        parts.append(_node(part, parsed, data, offset, depth + 1))
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
