"""Where events, sources and names of a file stand, as bytes, and a print of each to compare versions by."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.yamlfile.parser import ParserEvent, count_events, parse
from timeline_tui.yamlfile.split import count_breaks
from timeline_tui.yamlfile.stream import FLAWS, EndOfReading, Stream
from timeline_tui.yamlfile.trees import Pieces, SpannedValue, content_end, end_of, print_of, start_of

_ALIAS = re.compile(rb"[:,\[{-][ \t\r\n]*\*[^ \t\r\n*]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Found = Literal["mapping", "list", "nothing", "other"]
SectionName = Literal["sources", "names"]
SECTIONS: tuple[SectionName, ...] = ("sources", "names")


class Unclear(Exception):  # noqa: N818 - it says what the file is
    """A file of which nobody can say for sure what stands where."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line
        """Counted from 1; 0 where it is the whole file."""


class ListedItem(NamedTuple):
    """What the list of events holds at one place."""

    start: int
    """Where it begins, its hyphen not included."""
    end: int
    """Behind its last character; blank lines and comments that follow do not belong to it."""
    id: str | None
    date: str | None
    title: str | None
    part_of: str | None
    tags: tuple[str, ...] | None
    """None where an alias says a part of it, so that there may be more."""
    print: int
    """Equal for items that say the same in the same way, and for no others."""


class ListedEntry(NamedTuple):
    """What stands under one id of a section."""

    id: str
    start: int
    """Where its id begins."""
    end: int
    """Behind the last character of what it holds."""
    print: int


class ListedSection(NamedTuple):
    """The field `sources` or `names`."""

    entries: list[ListedEntry]
    """In the order of the file; none where it is no mapping."""
    holds: Found
    flow: bool
    """Whether it stands in brackets."""
    marked: bool
    """Whether it has an anchor or a tag."""
    key: int
    """Where the field begins."""
    start: int
    """Where its value begins; where nothing is written, just behind its colon."""
    end: int
    """Behind its value."""
    print: int
    """The print of everything in it beside its entries."""


class Layout(NamedTuple):
    """Where things stand in a file."""

    items: list[ListedItem]
    """The events, in the order of the file."""
    sections: Mapping[str, ListedSection]
    """The fields `sources` and `names`, as far as the file has them."""
    rest: int
    """The print of everything beside the field `events` and these."""
    root: Found
    """What the file holds."""
    root_end: int
    """Behind the last thing in its mapping."""
    root_flow: bool
    """Whether that stands in brackets."""
    marked: bool
    """Whether that mapping, or the list of events, has an anchor or a tag."""
    events: Found | None
    """What `events` holds; None where there is no such field."""
    flow: bool
    """Whether the list of events, or the mapping that has none, stands in brackets."""
    key: int
    """Where the field `events` begins."""
    start: int
    """Where the value of `events` begins; where nothing is written, just behind its colon."""
    end: int
    """Behind the value of `events`."""


def lay_out(data: bytes) -> Layout:
    """Where things stand in the file; `Unclear` where it cannot be read to its end."""
    stream = Stream(io.BytesIO(data))
    walk = _Walk(stream)
    try:
        walk.go()
    except MarkedYAMLError as error:
        _refuse_flawed(stream, data)
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unclear("the file cannot be read to its end", line) from error
    except (EndOfReading, YAMLError) as error:
        raise Unclear(f"the file cannot be read to its end: {error}", walk.line) from error
    _refuse_flawed(stream, data)
    return walk.laid(data)


def count_in(data: bytes) -> int:
    """How many events of the parser the file comes to; `Unclear` where it cannot be read to its end."""
    stream = Stream(io.BytesIO(data))
    try:
        found = count_events(stream)
    except (EndOfReading, YAMLError) as error:
        _refuse_flawed(stream, data)
        mark = getattr(error, "problem_mark", None)
        raise Unclear("the file cannot be read to its end", mark.line + 1 if mark else 0) from error
    _refuse_flawed(stream, data)
    return found


def has_loose_alias(data: bytes) -> bool:
    """Whether something in a file that can be read repeats what stands nowhere above it."""
    if b"*" not in data or _ALIAS.search(data) is None:
        return False
    anchors: set[str] = set()
    for event in parse(Stream(io.BytesIO(data))):
        anchor = getattr(event, "anchor", None)
        if anchor is not None and isinstance(event, AliasEvent) and anchor not in anchors:
            return True
        anchors.update(() if anchor is None else (anchor,))
    return False


def _refuse_flawed(stream: Stream, data: bytes) -> None:
    """Refuse what holds something that is not meant as text."""
    if stream.flaws:
        offset, code = stream.flaws[0]
        raise Unclear(FLAWS[code][0], count_breaks(data[:offset]) + 1)


class _Field(NamedTuple):
    """A field that holds events, sources or names."""

    key: ParserEvent
    value: SpannedValue
    parts: list[tuple[SpannedValue, SpannedValue]]
    """The ids of a section, each with what stands under it."""


class _Walk:
    """One pass over the parser's events."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._events = parse(stream)
        self._pieces = Pieces(self._events)
        self._top: ParserEvent | None = None
        self._last: SpannedValue | None = None
        self._list: _Field | None = None
        self._items: list[SpannedValue] = []
        self._sections: dict[str, _Field] = {}
        self._rest: list[object] = []

    @property
    def line(self) -> int:
        """The line that it gave up in, counted from 1."""
        return self._pieces.line

    def go(self) -> None:
        """Walk through the file."""
        next(self._events)
        if isinstance(next(self._events), DocumentStartEvent):
            self._stream.in_preamble = False
            self._top = top = next(self._events)
            if isinstance(top, MappingStartEvent):
                self._fields()
            else:
                self._last = self._pieces.take(top)
        self._stream.in_preamble = True
        for event in self._events:
            # A second document is kept as it is, and not read.
            self._rest.append(print_of(event))

    def _fields(self) -> None:
        for key in self._events:
            if isinstance(key, MappingEndEvent):
                return
            name = key.value if isinstance(key, ScalarEvent) else None
            if name in self._sections or (name == "events" and self._list is not None):
                line = key.start_mark.line + 1 if key.start_mark else 0
                raise Unclear(f"`{name}` stands twice, and only one of them is read", line)
            if name == "events":
                self._last = self._events_of(next(self._events))
                self._list = _Field(key, self._last, [])
            elif name in SECTIONS:
                self._sections[name] = self._section(key, next(self._events))
                self._last = self._sections[name].value
            else:
                self._rest.append(self._pieces.take(key).print)
                self._last = self._pieces.take(next(self._events))
                self._rest.append(self._last.print)

    def _events_of(self, start: ParserEvent) -> SpannedValue:
        if not isinstance(start, SequenceStartEvent):
            return self._pieces.take(start)
        for first in self._events:
            if isinstance(first, SequenceEndEvent):
                return _whole(start, first, self._items)
            self._items.append(self._pieces.take(first, keeps=True))
        raise YAMLError("it ends within its events")

    def _section(self, key: ParserEvent, start: ParserEvent) -> _Field:
        if not isinstance(start, MappingStartEvent):
            return _Field(key, self._pieces.take(start), [])
        parts: list[tuple[SpannedValue, SpannedValue]] = []
        for first in self._events:
            if isinstance(first, MappingEndEvent):
                return _Field(key, _whole(start, first, [value for _, value in parts]), parts)
            parts.append((self._pieces.take(first), self._pieces.take(next(self._events))))
        raise YAMLError("it ends within its sources or names")

    def laid(self, data: bytes) -> Layout:
        """What was found, in bytes."""
        top, events = self._top, self._list
        offset = _offsets(data, list(self._places()))

        def end(piece: SpannedValue) -> int:
            end = offset[piece.end]
            return end if piece.block < 0 else content_end(data, offset[piece.block], end)

        def section(field: _Field) -> ListedSection:
            first = field.value.first
            is_mapping = isinstance(first, MappingStartEvent)
            return ListedSection(
                entries=[
                    ListedEntry(_text(key), offset[key.start], end(value), hash((key.print, value.print)))
                    for key, value in field.parts
                ],
                holds=_found(first),
                flow=bool(getattr(first, "flow_style", False)),
                marked=_is_marked(first),
                key=offset[start_of(field.key)],
                start=offset[field.value.start],
                end=end(field.value),
                print=hash((print_of(field.key), print_of(first) if is_mapping else field.value.print)),
            )

        return Layout(
            items=[ListedItem(offset[item.start], end(item), *item.said, item.print) for item in self._items],
            sections={name: section(field) for name, field in self._sections.items()},
            rest=hash((print_of(top) if isinstance(top, MappingStartEvent) else None, *self._rest)),
            root="nothing" if top is None else _found(top),
            root_end=end(self._last) if self._last else len(data),
            root_flow=bool(getattr(top, "flow_style", False)),
            marked=_is_marked(top) or (events is not None and _is_marked(events.value.first)),
            events=_found(events.value.first) if events else None,
            flow=bool(getattr(events.value.first if events else top, "flow_style", False)),
            key=offset[start_of(events.key)] if events else 0,
            start=offset[events.value.start] if events else 0,
            end=end(events.value) if events else 0,
        )

    def _places(self) -> Iterator[int]:
        """All that must be known in bytes."""
        fields = [*self._sections.values(), *([self._list] if self._list else [])]
        parts = [part for field in fields for pair in field.parts for part in pair]
        yield from (start_of(field.key) for field in fields)
        pieces = [
            *self._items,
            *parts,
            *(field.value for field in fields),
            *([self._last] if self._last else []),
        ]
        for piece in pieces:
            yield from (piece.start, piece.end, max(piece.block, 0))


def _whole(start: ParserEvent, stop: ParserEvent, parts: Sequence[SpannedValue]) -> SpannedValue:
    """A list or a mapping of which the parts were taken one by one."""
    if getattr(start, "flow_style", False) or not parts:
        return SpannedValue(start, 0, end_of(stop), -1)
    return SpannedValue(start, 0, parts[-1].end, parts[-1].block)


def _text(piece: SpannedValue) -> str:
    return piece.first.value if isinstance(piece.first, ScalarEvent) else ""


def _found(first: ParserEvent) -> Found:
    if isinstance(first, MappingStartEvent):
        return "mapping"
    if isinstance(first, SequenceStartEvent):
        return "list"
    empty = isinstance(first, ScalarEvent) and not first.style and not first.value
    return "nothing" if empty and not _is_marked(first) else "other"


def _is_marked(event: ParserEvent | None) -> bool:
    return getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None


class _Same(dict[int, int]):
    """Places that are the same in characters and in bytes."""

    def __missing__(self, index: int) -> int:
        return index


def _offsets(data: bytes, places: Sequence[int]) -> dict[int, int]:
    """From the parser's count of characters to bytes of the file."""
    if data.isascii():
        return _Same()
    mark = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    text = data[mark:].decode()
    found: dict[int, int] = {}
    before, offset = 0, mark
    for place in sorted(set(places)):
        offset += len(text[before:place].encode())
        found[place] = offset
        before = place
    return found
