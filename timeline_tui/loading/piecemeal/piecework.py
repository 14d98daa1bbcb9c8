"""Reads one piece of a file without the rest of it: all that can be known of its events there."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

from pydantic import ValidationError
from yaml.error import YAMLError
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

from timeline_tui.loading.checking.checks import Checks
from timeline_tui.loading.checking.contents import says_well
from timeline_tui.loading.checking.references import References
from timeline_tui.loading.event_making import home_of, made_id
from timeline_tui.loading.lines import count_breaks
from timeline_tui.loading.parser import ParserEvent, parse
from timeline_tui.loading.places import fields_of, of_event
from timeline_tui.loading.report import Report
from timeline_tui.loading.shape import Shape
from timeline_tui.loading.stream import Stop, Stream
from timeline_tui.loading.values import Plain, Values
from timeline_tui.model.timeline import Event

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
            all(name in names for name in event.names)
            and all(quote.source in sources for quote in event.quotes)
            and all(source in sources for source in event.sources)
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
