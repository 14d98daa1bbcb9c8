"""Where events, sources and names of a file stand, as bytes, and a print of each to compare versions by."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.yamlfile.parser import ParserEvent, count_events, parse
from timeline_tui.yamlfile.places import Report
from timeline_tui.yamlfile.split import count_breaks
from timeline_tui.yamlfile.stream import FLAWS, EndOfReading, Stream
from timeline_tui.yamlfile.trees import ByteOffsets, content_end, end_of, start_of
from timeline_tui.yamlfile.values import Anchors, Plain, Values

_ALIAS = re.compile(rb"[:,\[{-][ \t\r\n]*\*[^ \t\r\n*]")
Found = Literal["mapping", "list", "nothing", "other"]
SectionName = Literal["sources", "names"]
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
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
    walk = _Walk(stream, data)
    try:
        layout = walk.laid()
    except MarkedYAMLError as error:
        _refuse_flawed(stream, data)
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unclear("the file cannot be read to its end", line) from error
    except (EndOfReading, YAMLError) as error:
        raise Unclear(f"the file cannot be read to its end: {error}", walk.line) from error
    _refuse_flawed(stream, data)
    return layout


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


class _Taken(NamedTuple):
    """A value that was read to its end."""

    start: int
    end: int
    print: int
    says: Plain


class _Walk:
    """One pass over the parser's events."""

    def __init__(self, stream: Stream, data: bytes) -> None:
        self._stream = stream
        self._data = data
        self._offset = ByteOffsets(data)
        self._events = self._watched(parse(stream))
        self._anchors = Anchors()
        self._values = Values(Report(), self._anchors)
        self._values.position = len(data)
        self._last: ParserEvent | None = None
        self._has_alias = False
        """Whether what was taken last repeats anything."""
        self._directives: object = None
        """What is said of tags above all."""
        self._in_brackets = False
        self._end = len(data)
        """Behind the last thing that was taken."""
        self._sections: dict[str, ListedSection] = {}
        self._items: list[ListedItem] = []
        self._rest: list[object] = []

    @property
    def line(self) -> int:
        """The line that it gave up in, counted from 1."""
        return self._values.too_deep.line if self._values.too_deep else 0

    def _watched(self, events: Iterator[ParserEvent]) -> Iterator[ParserEvent]:
        """The events, of which the last one is kept that is written."""
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._last = event
            # The end of a list or mapping with no brackets is where the next thing begins.
            elif kind not in _ENDS or start_of(event) < end_of(event):
                self._last = event
                self._has_alias |= kind is AliasEvent
            yield event

    def _take(self, first: ParserEvent) -> _Taken:
        """The value that begins with this event."""
        data, offset = self._data, self._offset
        self._has_alias = type(first) is AliasEvent
        # Where a part of the file is read, what stands above it can be repeated by nothing.
        self._anchors.named.clear()
        start = offset.start(first)
        says = self._values.build(first, self._events)
        last, text = self._last, None
        if isinstance(last, ScalarEvent) and last.style in {"|", ">"}:
            # Whether its last line break counts is not seen in its own bytes.
            text, end = last.value, content_end(data, offset.start(last), offset.end(last))
        else:
            end = offset.end(last)
        self._end = end
        # In brackets, how far something is indented says nothing.
        column = first.start_mark.column if first.start_mark and not self._in_brackets else None
        return _Taken(start, end, hash((self._directives, column, data[start:end], text)), says)

    def laid(self) -> Layout:
        """What was found."""
        top: ParserEvent | None = None
        events: ListedSection | None = None
        next(self._events)
        if isinstance(begun := next(self._events), DocumentStartEvent):
            self._directives = begun.tags and tuple(begun.tags.items())
            self._stream.in_preamble = False
            top = next(self._events)
            if isinstance(top, MappingStartEvent):
                self._in_brackets = _is_flow(top)
                self._rest.append(_opening(top))
                events = self._fields()
            else:
                self._take(top)
        root_end = self._end
        self._stream.in_preamble = True
        self._pass_over_more()
        return Layout(
            items=self._items,
            sections=self._sections,
            rest=hash(tuple(self._rest)),
            root="nothing" if top is None else _found(top),
            root_end=root_end,
            root_flow=_is_flow(top),
            marked=_is_marked(top) or (events is not None and events.marked),
            events=None if events is None else events.holds,
            flow=_is_flow(top) if events is None else events.flow,
            key=0 if events is None else events.key,
            start=0 if events is None else events.start,
            end=0 if events is None else events.end,
        )

    def _pass_over_more(self) -> None:
        """A second document is kept as it is, and not read."""
        is_more = False
        for event in self._events:
            if not is_more:
                self._rest.append(getattr(event, "explicit", None))
                is_more = isinstance(event, DocumentStartEvent)
                self._rest.append(self._data[self._offset.start(event) :] if is_more else None)

    def _fields(self) -> ListedSection | None:
        events: ListedSection | None = None
        for key in self._events:
            if isinstance(key, MappingEndEvent):
                break
            name = key.value if isinstance(key, ScalarEvent) else None
            if name in self._sections or (name == "events" and events is not None):
                line = key.start_mark.line + 1 if key.start_mark else 0
                raise Unclear(f"`{name}` stands twice, and only one of them is read", line)
            said = self._take(key)
            if name == "events":
                events = self._section(said, next(self._events), SequenceStartEvent)
            elif name in SECTIONS:
                self._sections[name] = self._section(said, next(self._events), MappingStartEvent)
            else:
                self._rest += said.print, self._take(next(self._events)).print
        return events

    def _section(self, key: _Taken, first: ParserEvent, wanted: type[ParserEvent]) -> ListedSection:
        """A field whose value begins with this event; if that is what is wanted, its parts one by one."""
        start, entries = self._offset.start(first), list[ListedEntry]()
        is_wanted, around = isinstance(first, wanted), self._in_brackets
        self._in_brackets |= is_wanted and _is_flow(first)
        said: object = _opening(first) if is_wanted else self._take(first).print
        for part in self._events if is_wanted else ():
            if isinstance(part, CollectionEndEvent):
                self._end = self._offset.end(part) if _is_flow(first) else self._end
                break
            if wanted is SequenceStartEvent:
                self._items.append(self._item(part))
            else:
                entries.append(self._entry(part))
        self._in_brackets = around
        marks = _found(first), _is_flow(first), _is_marked(first)
        return ListedSection(entries, *marks, key.start, start, self._end, hash((key.print, said)))

    def _item(self, first: ParserEvent) -> ListedItem:
        start, end, print_, says = self._take(first)
        fields = says if isinstance(says, dict) else {}
        id_, date, title, whole = (_text(fields.get(field)) for field in ("id", "date", "title", "part_of"))
        said = fields.get("tags")
        tags = tuple(tag for tag in said if isinstance(tag, str)) if isinstance(said, list) else ()
        return ListedItem(start, end, id_, date, title, whole, None if self._has_alias else tags, print_)

    def _entry(self, first: ParserEvent) -> ListedEntry:
        key, value = self._take(first), self._take(next(self._events))
        name = first.value if isinstance(first, ScalarEvent) else ""
        return ListedEntry(name, key.start, value.end, hash((key.print, value.print)))


def _text(said: Plain) -> str | None:
    return said if isinstance(said, str) else None


def _found(first: ParserEvent) -> Found:
    if isinstance(first, MappingStartEvent):
        return "mapping"
    if isinstance(first, SequenceStartEvent):
        return "list"
    empty = isinstance(first, ScalarEvent) and not first.style and not first.value
    return "nothing" if empty and not _is_marked(first) else "other"


def _is_flow(event: ParserEvent | None) -> bool:
    return bool(getattr(event, "flow_style", False))


def _is_marked(event: ParserEvent | None) -> bool:
    return getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None


def _opening(event: ParserEvent) -> tuple[object, ...]:
    """What a list or mapping says of itself."""
    return tuple(getattr(event, said, None) for said in ("anchor", "tag", "flow_style"))
