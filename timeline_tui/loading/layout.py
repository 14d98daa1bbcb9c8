"""Where the events of a file stand, as bytes, and a print of each, by which two versions are compared."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
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

from timeline_tui.loading.parser import ParserEvent, parse
from timeline_tui.loading.stream import Stop, Stream
from timeline_tui.loading.trees import content_end
from timeline_tui.loading.values import ABSENT, DEEPEST, TOO_DEEP

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LIST_OR_MAPPING = (MappingStartEvent, SequenceStartEvent)
_KEPT = frozenset({"id", "date", "title"})
_OTHER = " "
_Said = tuple[str | None, str | None, str | None]
Found = Literal["mapping", "list", "nothing", "other"]


class Unclear(Exception):  # noqa: N818 - it says what the file is
    """A file of which nobody can say for sure what stands where."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line
        """Counted from 1; 0 where it is the whole file."""


class Item(NamedTuple):
    """What the list of events holds at one place."""

    start: int
    """Where it begins, its hyphen not included."""
    end: int
    """Behind its last character; blank lines and comments that follow do not belong to it."""
    id: str | None
    date: str | None
    title: str | None
    print: int
    """Equal for items that say the same in the same way, and for no others."""


class Layout(NamedTuple):
    """Where things stand in a file."""

    items: list[Item]
    """The events, in the order of the file."""
    rest: int
    """The print of everything beside the field `events`."""
    root: Found
    """What the file holds."""
    root_end: int
    """Behind the last thing in its mapping."""
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
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unclear("the file cannot be read to its end", line) from error
    except (Stop, YAMLError) as error:
        raise Unclear(f"the file cannot be read to its end: {error}", walk.line) from error
    if stream.flaws:
        offset, _ = stream.flaws[0]
        raise Unclear("this is no text, or a control character", data.count(b"\n", 0, offset) + 1)
    return walk.laid(data)


class _Piece(NamedTuple):
    """A value as the parser counts it, in characters."""

    first: ParserEvent
    print: int
    end: int
    block: int
    """Where the last thing in it begins, if that is a block text; else -1."""
    said: _Said = (None, None, None)

    @property
    def start(self) -> int:
        return self.first.start_mark.index if self.first.start_mark else 0


class _Walk:
    """One pass over the parser's events."""

    def __init__(self, stream: Stream) -> None:
        self.line = 0
        """The line that it has come to, counted from 1."""
        self._stream = stream
        self._events = parse(stream)
        self._top: ParserEvent | None = None
        self._last: _Piece | None = None
        self._key: ParserEvent | None = None
        self._value: _Piece | None = None
        self._items: list[_Piece] = []
        self._rest: list[object] = []

    def go(self) -> None:
        """Walk through the file."""
        next(self._events)
        if isinstance(next(self._events), DocumentStartEvent):
            self._stream.in_preamble = False
            self._top = top = next(self._events)
            if isinstance(top, MappingStartEvent):
                self._fields()
            else:
                self._last = self._piece(top)
        self._stream.in_preamble = True
        for event in self._events:
            # A second document is kept as it is, and not read.
            self._rest.append(_print_of(event))

    def _fields(self) -> None:
        for key in self._events:
            if isinstance(key, MappingEndEvent):
                return
            if isinstance(key, ScalarEvent) and key.value == "events" and self._key is None:
                self._key = key
                self._value = self._last = self._list(next(self._events))
                continue
            self._rest.append(self._piece(key).print)
            self._last = self._piece(next(self._events))
            self._rest.append(self._last.print)

    def _list(self, start: ParserEvent) -> _Piece:
        if not isinstance(start, SequenceStartEvent):
            return self._piece(start)
        for first in self._events:
            if isinstance(first, SequenceEndEvent):
                last = self._items[-1] if self._items else None
                if start.flow_style or last is None:
                    return _Piece(start, 0, _end(first), -1)
                return _Piece(start, 0, last.end, last.block)
            self._items.append(self._piece(first, keeps=True))
        raise YAMLError("it ends within its events")

    def _piece(self, event: ParserEvent, *, keeps: bool = False) -> _Piece:
        """Take the value that begins with this event, to its end.

        Every event of the file passes through here: nothing is done that can be done later.
        """
        first = last = event
        said: dict[str, str] = {}
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
            else:
                found = hash((found, _print_of(event)))
                # The end of a list or mapping with no brackets is where the next thing begins.
                if kind is not MappingEndEvent and kind is not SequenceEndEvent:
                    last = event
                    depth += kind is not AliasEvent
                    if depth > DEEPEST:
                        raise self._too_deep(event)
                else:
                    depth -= 1
                    if _start(event) < _end(event):
                        last = event
                if depth == 1 and key != "" and event is not first:
                    key = None if key is not None else _OTHER
            if not depth:
                block = isinstance(last, ScalarEvent) and last.style in {"|", ">"}
                texts = said.get("id"), said.get("date"), said.get("title")
                return _Piece(first, found, _end(last), _start(last) if block else -1, texts)
            event = next(self._events)

    def _too_deep(self, event: ParserEvent) -> Stop:
        self.line = event.start_mark.line + 1 if event.start_mark else 0
        return Stop("too-deep", TOO_DEEP)

    def laid(self, data: bytes) -> Layout:
        """What was found, in bytes."""
        value, top = self._value, self._top
        places = [place for item in self._items for place in (item.start, item.end)]
        extra = [_start(self._key), value.start, value.end] if value else [0, 0, 0]
        ends = [self._last.end if self._last else 0]
        offset = _offsets(data, [*places, *extra, *ends, *_blocks(self._items, self._last, value)])

        def end_of(piece: _Piece) -> int:
            end = offset[piece.end]
            return end if piece.block < 0 else content_end(data, offset[piece.block], end)

        items = [Item(offset[item.start], end_of(item), *item.said, item.print) for item in self._items]
        return Layout(
            items=items,
            rest=hash((_print_of(top) if isinstance(top, MappingStartEvent) else None, *self._rest)),
            root="nothing" if top is None else _found(top),
            root_end=end_of(self._last) if self._last else len(data),
            marked=_is_marked(top) or (value is not None and _is_marked(value.first)),
            events=_found(value.first) if value else None,
            flow=bool(getattr(value.first if value else top, "flow_style", False)),
            key=offset[extra[0]],
            start=offset[extra[1]],
            end=end_of(value) if value else 0,
        )


def _print_of(event: ParserEvent) -> int:
    kind = type(event)
    if isinstance(event, ScalarEvent):
        return hash((event.value, event.style, event.tag, event.anchor))
    if isinstance(event, _LIST_OR_MAPPING):
        return hash((kind, event.tag, event.anchor, event.flow_style))
    return hash((kind, event.anchor if isinstance(event, AliasEvent) else getattr(event, "explicit", None)))


def _found(first: ParserEvent) -> Found:
    if isinstance(first, MappingStartEvent):
        return "mapping"
    if isinstance(first, SequenceStartEvent):
        return "list"
    empty = isinstance(first, ScalarEvent) and not first.style and not first.value
    return "nothing" if empty and not _is_marked(first) else "other"


def _is_marked(event: ParserEvent | None) -> bool:
    return getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None


def _start(event: ParserEvent | None) -> int:
    return event.start_mark.index if event is not None and event.start_mark else 0


def _end(event: ParserEvent) -> int:
    return event.end_mark.index if event.end_mark else 0


def _blocks(items: Sequence[_Piece], *others: _Piece | None) -> Iterator[int]:
    return (piece.block for piece in (*items, *others) if piece is not None and piece.block >= 0)


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
