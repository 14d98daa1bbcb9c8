"""One item of a file as it is written, and prints of its values by which versions are compared."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, NamedTuple, cast

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.stream import EndOfReading, Stream
from timeline_tui.yamlfile.values import ABSENT, DEEPEST, TOO_DEEP, Plain

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
    offsets = _Offsets(part, start)
    stream = Stream(io.BytesIO(part))
    try:
        parsed = parse(stream)
        next(parsed)
        next(parsed)
        return _node(next(parsed), parsed, data, offsets, 0)
    except (MarkedYAMLError, EndOfReading, StopIteration, UnicodeDecodeError):
        return None


class _Offsets:
    """From the parser's count of characters to bytes of the file."""

    def __init__(self, part: bytes, start: int) -> None:
        self._start = start
        is_same = part.isascii()
        self._ends = [] if is_same else [0, *accumulate(len(one.encode()) for one in part.decode())]

    def start(self, event: ParserEvent) -> int:
        """Where an event of the parser begins."""
        return self._of(start_of(event))

    def end(self, event: ParserEvent) -> int:
        """Behind the last byte of an event of the parser."""
        return self._of(end_of(event))

    def _of(self, index: int) -> int:
        return self._start + (self._ends[index] if self._ends else index)


def _node(
    event: ParserEvent, parsed: Iterator[ParserEvent], data: bytes, offsets: _Offsets, depth: int
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


_LIST_OR_MAPPING = (MappingStartEvent, SequenceStartEvent)
_KEPT = frozenset({"id", "date", "title", "part_of", "tags"})
_OTHER = " "
_Said = tuple[str | None, str | None, str | None, str | None, tuple[str, ...] | None]


class SpannedValue(NamedTuple):
    """A value, its places in characters."""

    first: ParserEvent
    print: int
    """Equal for values that say the same in the same way, and for no others."""
    end: int
    block: int
    """Where the last thing in it begins, if that is a block text; else -1."""
    said: _Said = (None, None, None, None, ())
    """Of an event, its id, date, title, what it is part of, and its tags."""

    @property
    def start(self) -> int:
        """Where it begins."""
        return start_of(self.first)


class Pieces:
    """Takes values one after the other."""

    def __init__(self, events: Iterator[ParserEvent]) -> None:
        self.events = events
        self.line = 0
        """The line that it gave up in, counted from 1."""

    def take(self, event: ParserEvent, *, keeps: bool = False) -> SpannedValue:
        """Take the value that begins with this event, to its end.

        Every event of the file passes through here: nothing is done that can be done later.
        """
        first = last = event
        said: dict[str, str] = {}
        tags: list[str] | None = []
        # The field whose value comes next, of a mapping that keeps what it says; else the empty text.
        key: str | None = None if keeps and type(first) is MappingStartEvent else ""
        depth = found = 0
        while True:
            kind = type(event)
            if kind is ScalarEvent:
                text = event.value  # type: ignore[attr-defined]
                found = hash((found, text, event.style, event.tag, event.anchor))  # type: ignore[attr-defined]
                last = event
                if depth == 1 and key != "":
                    if key is None:
                        key = text if text in _KEPT else _OTHER
                    else:
                        if key is not _OTHER and (event.style or text not in ABSENT):  # type: ignore[attr-defined]
                            said.setdefault(key, text)
                        key = None
                elif depth == 2 and key == "tags" and tags is not None:
                    tags.append(text)
            else:
                found = hash((found, print_of(event)))
                # The end of a list or mapping with no brackets is where the next thing begins.
                if kind is not MappingEndEvent and kind is not SequenceEndEvent:
                    last = event
                    if kind is AliasEvent:
                        tags = None
                    else:
                        depth += 1
                    if depth > DEEPEST:
                        raise self._too_deep(event)
                else:
                    depth -= 1
                    if start_of(event) < end_of(event):
                        last = event
                if depth == 1 and key != "" and event is not first:
                    key = None if key is not None else _OTHER
            if not depth:
                block = isinstance(last, ScalarEvent) and last.style in {"|", ">"}
                return SpannedValue(
                    first,
                    found,
                    end_of(last),
                    start_of(last) if block else -1,
                    (
                        said.get("id"),
                        said.get("date"),
                        said.get("title"),
                        said.get("part_of"),
                        None if tags is None else tuple(tags),
                    ),
                )
            event = next(self.events)

    def _too_deep(self, event: ParserEvent) -> EndOfReading:
        self.line = event.start_mark.line + 1 if event.start_mark else 0
        return EndOfReading("too-deep", TOO_DEEP)


def print_of(event: ParserEvent) -> int:
    """Equal for events of the parser that say the same in the same way."""
    kind = type(event)
    if isinstance(event, ScalarEvent):
        return hash((event.value, event.style, event.tag, event.anchor))
    if isinstance(event, _LIST_OR_MAPPING):
        return hash((kind, event.tag, event.anchor, event.flow_style))
    return hash((kind, event.anchor if isinstance(event, AliasEvent) else getattr(event, "explicit", None)))


def start_of(event: ParserEvent | None) -> int:
    """Where an event of the parser begins."""
    return event.start_mark.index if event is not None and event.start_mark else 0


def end_of(event: ParserEvent) -> int:
    """Behind the last character of an event of the parser."""
    return event.end_mark.index if event.end_mark else 0
