"""Reads a file in pieces, each without the rest of it, beside one another."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

from pydantic import ValidationError
from yaml.error import Mark, YAMLError
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from timeline_tui.load.contents import says_well
from timeline_tui.load.events import home_of, made_id
from timeline_tui.load.references import References
from timeline_tui.load.shape import Shape
from timeline_tui.load.suggestions import Checks
from timeline_tui.model.timeline import Event
from timeline_tui.system import read_at
from timeline_tui.yamlfile.lines import count_breaks, line_starts
from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.places import Report, fields_of, of_event
from timeline_tui.yamlfile.stream import Stop, Stream
from timeline_tui.yamlfile.values import Plain, Values

PIECE = 1 << 19
"""Bytes of a piece, more or less."""
LARGEST = 16 << 20
"""Of a piece that is read at once: one with an event of more is read as it streams by."""
# A file that begins with more than this beside its events is read as one.
_MOST_HEADER = 32 << 20
_WINDOW = 1 << 16
_FIELD = re.compile(rb"(?:\A|\n)events:[ \t]*(?:#[^\r\n]*)?\r?\n")
_FIRST = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*( *)- ")
_DIRECTIVE = re.compile(rb"(?:\A|\n)%")


class Piece(NamedTuple):
    """A run of whole lines of a file."""

    start: int
    """Its first byte."""
    end: int
    """The byte behind its last."""


class Plan(NamedTuple):
    """How a file may be cut."""

    header: int
    """Bytes up to the first line below `events:`."""
    indent: bytes
    """What stands before the hyphen of each event."""
    size: int
    """Bytes of the whole file."""
    piece: int = PIECE

    def pieces(self, descriptor: int) -> Iterator[Piece]:
        """The pieces, found as they are asked for."""
        start = self.header
        while start < self.size:
            end = self._next_item(descriptor, start + self.piece)
            yield Piece(start, end)
            start = end

    def _next_item(self, descriptor: int, at: int) -> int:
        """Where the next line begins that looks like an event, at this byte or not too far behind it."""
        mark = b"\n" + self.indent + b"- "
        until = min(self.size, at + LARGEST)
        while at < until and (window := read_at(descriptor, _WINDOW, at)):
            found = window.find(mark)
            if found >= 0:
                return min(at + found + 1, self.size)
            at += max(len(window) - len(mark) + 1, 1)
        return self.size


def plan(descriptor: int, size: int, piece: int = PIECE) -> Plan | None:
    """How the file could be cut; None where nothing says that it can be."""
    beginning = b""
    while len(beginning) < min(size, _MOST_HEADER):
        part = read_at(descriptor, 1 << 20, len(beginning))
        if not part:
            break
        seen = max(len(beginning) - 1000, 0)
        beginning += part
        if (field := _FIELD.search(beginning, seen)) is None:
            continue
        beginning += read_at(descriptor, _WINDOW, len(beginning))
        first = _FIRST.match(beginning, field.end())
        # What a directive says holds for the whole file.
        if first is None or _DIRECTIVE.search(beginning, 0, field.end()):
            return None
        return Plan(field.end(), first[1], size, piece)
    return None


BEFORE = b"events:\n"
"""What is put before a piece, so that it can be read alone."""
OPENING = (StreamStartEvent, DocumentStartEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent)
_CLOSING = (MappingEndEvent, DocumentEndEvent, StreamEndEvent)


class Read(NamedTuple):
    """What came of one piece; plain values only, so that it can be sent."""

    facts: tuple[tuple[Any, ...] | None, ...]
    """A `Fact` of each event; None where the event must be looked at more closely."""
    starts: tuple[int, ...]
    """The line on which each event begins."""
    lines: int
    """How many lines end in the piece."""
    begins: tuple[int, int]
    """Line and column of its first hyphen, counted from 0."""
    digest: str
    """The same for the same bytes."""


class Piecework:
    """Reads pieces, knowing what stands above the events."""

    def __init__(
        self,
        references: References,
        checks: Checks,
        names: Collection[str],
        stage: Callable[[Event], tuple[Any, ...]],
        *,
        pure: bool = False,
    ) -> None:
        """`stage` is what is done to every event, in whatever process it was read; it gives plain values.

        Only the ids in `names` mean the same in each process: not those of which the entry could not be read.
        """
        self._sources = references.known["source"]
        self._names = names
        self._glances = checks.glances()
        self._stage = stage
        self._pure = pure
        self._shape = Shape(Event)

    def read(self, data: bytes) -> tuple[Any, ...] | None:
        """A `Read` as a plain tuple; None if it is anything but whole events that stand for themselves."""
        stream = Stream(io.BytesIO(BEFORE + data))
        report = Report("")
        parsed = parse(stream, pure=self._pure)
        values = Values(parsed, stream, report)
        facts: list[tuple[Any, ...] | None] = []
        starts: list[int] = []
        try:
            *_, list_ = opening = list(islice(parsed, len(OPENING)))
            if [type(event) for event in opening] != [*OPENING]:
                return None
            begins = (
                (0, 0) if list_.start_mark is None else (list_.start_mark.line - 1, list_.start_mark.column)
            )
            for start in parsed:
                if type(start) is SequenceEndEvent:
                    break
                counted = report.counted
                plain = values.build(start)
                starts.append(0 if start.start_mark is None else start.start_mark.line)
                sound = not values.too_large and report.counted == counted
                facts.append(self._fact(plain, values.tape) if sound else None)
            ends = list(islice(parsed, len(_CLOSING)))
            # Behind a document that ends in so many words nothing goes on.
            if [type(event) for event in ends] != [*_CLOSING] or getattr(ends[1], "explicit", True):
                return None
            if stream.flaws or values.has_anchors:
                return None
        except (YAMLError, Stop, MemoryError, StopIteration):
            return None
        return tuple(Read(tuple(facts), tuple(starts), count_breaks(data), begins, digest(data)))

    def _fact(self, plain: Plain, tape: Sequence[ParserEvent]) -> tuple[Any, ...] | None:
        try:
            event = self._shape.make(plain)
        except ValidationError:
            return None
        if not says_well(event) or self._leads_astray(event):
            return None
        asked = _asked(tape) if isinstance(plain, dict) and "disputes" in plain else {}
        if asked.keys() != event.disputes.keys():
            return None
        key, made = event.id, ""
        if key is None:
            made = made_id(event)
            event = replace(event, id=made)
        line, column = home_of(tape)
        # An event stands on the second line of a piece at the earliest, so it is counted from its first.
        return (
            *(line - 1, column, key, made, event.part_of),
            tuple((key, place[0] - 1, *place[1:]) for key, place in asked.items()),
            tuple((at, quote.dispute) for at, quote in enumerate(event.quotes) if quote.dispute is not None),
            self._glances.of(event),
            self._stage(event),
        )

    def _leads_astray(self, event: Event) -> bool:
        """Whether it uses a name or a source that does not stand above the events."""
        sources, names = self._sources, self._names
        return not (
            all(map(names.__contains__, event.names))
            and all(map(sources.__contains__, event.reported_by))
            and all(quote.speaker is None or quote.speaker in names for quote in event.quotes)
        )


def digest(data: bytes) -> str:
    """The same for the same bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def are(kinds: Sequence[type[ParserEvent]], parsed: Iterator[ParserEvent]) -> bool:
    """Whether these kinds of events come next, each of which is taken."""
    return all(type(next(parsed, None)) is kind for kind in kinds)


def _asked(tape: Sequence[ParserEvent]) -> Mapping[str, tuple[int, int, int]]:
    """Where each dispute stands that is written at an event."""
    places: dict[str, tuple[int, int, int]] = {}
    for written, _ in fields_of(tape, ("disputes",)):
        line, column, length, _ = of_event(written)
        places.setdefault(written.value, (line, column, length))
    return places


class Taken:
    """A piece of a file that was read elsewhere."""

    def __init__(
        self, stream: Stream, piece: Piece, indent: bytes, line: int, starts: Sequence[int], pure: bool
    ) -> None:
        self.line = line
        """How many lines stand above it."""
        self.starts = starts
        """The line on which each of its events begins, the first one of the piece being 1."""
        self._stream = stream
        self._piece = piece
        self._hyphen = indent + b"-"
        self._pure = pure

    def item(self, at: int) -> Iterator[ParserEvent]:
        """What the parser gives from one event of the timeline on, with its places in the file."""
        first = self._line_of(at)
        end = self._line_of(at + 1) if at + 1 < len(self.starts) else len(self._lines)
        text = self._data[self._lines[first - 1] : self._lines[end - 1]]
        parsed = parse(BEFORE + text, pure=self._pure)
        if not are(OPENING, parsed):
            raise OSError("the file was written to while it was read")
        down = self.line + first - 2
        for event in parsed:
            event.start_mark = _moved(event.start_mark, down)
            event.end_mark = _moved(event.end_mark, down)
            yield event

    @cached_property
    def _data(self) -> bytes:
        return self._stream.cut(*self._piece)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins, and where the last one ends."""
        return [*line_starts(self._data), len(self._data)]

    @cached_property
    def _hyphens(self) -> list[int]:
        return [
            line
            for line, start in enumerate(self._lines[:-1], 1)
            if self._data.startswith(self._hyphen, start)
        ]

    def _line_of(self, at: int) -> int:
        """The line of the hyphen of an event: between it and what follows stand only comments."""
        return self._hyphens[bisect_right(self._hyphens, self.starts[at]) - 1]


def _moved(mark: Any, down: int) -> Any:  # noqa: ANN401 - both parsers have a kind of their own
    return Mark("", mark.index, mark.line + down, mark.column, None, 0)
