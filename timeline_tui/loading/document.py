"""The outermost mapping of a file as it streams by: its events one by one, its other fields whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.loading.checking.checks import Checks
from timeline_tui.loading.checking.references import References
from timeline_tui.loading.event_making import EventMaking
from timeline_tui.loading.parser import ParserEvent, Relay, parse
from timeline_tui.loading.piecemeal.joining import Joining, KeptPiece, NotInPieces, Results, Stage
from timeline_tui.loading.piecemeal.pieces import Plan
from timeline_tui.loading.places import of_event, of_value
from timeline_tui.loading.report import Report, Spot
from timeline_tui.loading.sections import Sections
from timeline_tui.loading.shape import name_of
from timeline_tui.loading.stream import Stream
from timeline_tui.loading.values import Values, shorten
from timeline_tui.model.timeline import Name

Stages = Callable[[Mapping[str, Name]], Stage]
"""Given the names that stand above the events, what is to be done to each event."""


class Cut(NamedTuple):
    """How a file is cut into pieces, and who reads them."""

    plan: Plan
    results: Results


_EXAMPLE = "begin with a line `events:`, and under it `  - title: ...`"
_FIRST = Spot(1, 1, 1)
_MOST_FIELDS = 1000


class Document:
    """What one file says; made whole by going through its events."""

    def __init__(
        self,
        stream: Stream,
        report: Report,
        stage: Stages,
        *,
        pure: bool,
        cut: Cut | None = None,
        alone: bool = True,
    ) -> None:
        """Of a file that is `cut`, only what stands above its events is read from the stream.

        What is not `alone` may lean on other files, so that nobody here can say what is missing.
        """
        self._alone = alone
        self.begun = False
        """Whether it is a timeline at all, as far as its first line tells."""
        self.references = References(report)
        self._stream = stream
        self._report = report
        self._stage = stage
        parsed = parse(stream, pure=pure)
        self._parsed = parsed if cut is None else Relay(parsed)
        self.values = Values(self._parsed, stream, report)
        self.sections = Sections(self._parsed, self.values, self.references, report)
        self.checks = Checks(report)
        self._making = EventMaking(self.values, self.references, self.checks, report)
        self._has_events = False
        self._joining: Joining | None = None
        self.kept: list[KeptPiece] = []
        """The pieces that the file was read in."""
        self.indent = 0 if cut is None else len(cut.plan.indent)
        """How far the events are indented, where the file is cut."""
        if cut is not None and isinstance(self._parsed, Relay):
            stream.until = cut.plan.header
            self._joining = Joining(*cut, stream, self._parsed, self.values, self._making, pure, self.kept)

    @property
    def among_events(self) -> bool:
        """Whether the events have begun."""
        return self._has_events

    @property
    def left_out(self) -> set[str]:
        """The ids of events that could not be taken."""
        return self._making.left_out

    def events(self) -> Iterator[Any]:
        """What the stage makes of each event, in the order of the file.

        Raises what the parser and the stream raise, and `NotInPieces` before the first event.
        """
        next(self._parsed)
        if not isinstance(next(self._parsed), DocumentStartEvent):
            self._tell_empty()
            return
        self._stream.in_preamble = False
        top = next(self._parsed)
        if isinstance(top, MappingStartEvent):
            if self._joining is not None and top.flow_style:
                raise NotInPieces
            self.begun = True
            yield from self._fields(top)
            self._stream.in_preamble = True
            next(self._parsed)
            self._tell_more(next(self._parsed))
            self.references.closed.update(("source", "name", "dispute", "event"))
        elif (plain := self.values.build(top)) is None:
            if not self.values.too_large:
                self._tell_empty()
        else:
            message = "the outermost thing in a timeline is a mapping"
            label = f"this is {name_of(plain)}"
            self._report.add("not-a-timeline", message, of_event(top), label, hint=_EXAMPLE)

    def _fields(self, top: ParserEvent) -> Iterator[Any]:
        seen: dict[str, Spot] = {}
        for key in self._parsed:
            if isinstance(key, MappingEndEvent):
                break
            spot = of_event(key)
            if not isinstance(key, ScalarEvent):
                self._pass_over(key, spot)
                continue
            if key.value in seen:
                self._tell_twice(key.value, spot, seen[key.value])
            elif key.value == "events":
                yield from self._items(next(self._parsed), top)
            else:
                self.sections.take(key)
            if len(seen) < _MOST_FIELDS:
                seen.setdefault(key.value, spot)
        if not self._has_events and self._alone:
            self._report.add("no-events", "this file has no events", _FIRST, hint=_EXAMPLE)

    def _items(self, start: ParserEvent, top: ParserEvent) -> Iterator[Any]:
        if self._joining is not None:
            yield from self._joined(self._joining, start, top)
        elif isinstance(start, SequenceStartEvent):
            stage = self._begin()
            make = self._making.make
            for item in self._parsed:
                if type(item) is SequenceEndEvent:
                    return
                self._has_events = True
                event = make(item)
                if event is not None:
                    yield stage(event)
        elif (plain := self.values.build(start)) is not None:
            self._has_events = True
            hint = "write each event after a hyphen: - title: ..."
            label = f"this is {name_of(plain)}, and left out"
            spot = of_value(self.values.tape)
            self._report.add("wrong-shape", "`events` must be a list", spot, label, hint=hint)

    def _begin(self) -> Stage:
        """Begin with the events; what is to be done to each."""
        if self._alone and "name" in self.references.closed:
            self.checks.begin_names(self.sections.names, self.sections.listed)
        if self._alone and "source" in self.references.closed:
            self.checks.begin_sources(self.sections.sources)
        return self._stage(self.sections.names)

    def _joined(self, joining: Joining, start: ParserEvent, top: ParserEvent) -> Iterator[Any]:
        if not isinstance(start, ScalarEvent) or start.value or start.tag or start.anchor:
            raise NotInPieces
        end = next(self._parsed)
        if not isinstance(end, MappingEndEvent):
            raise NotInPieces
        self._has_events = True
        yield from joining.events(top, end, self._begin())

    def _pass_over(self, key: ParserEvent, spot: Spot) -> None:
        self.values.build(key)
        self.values.build(next(self._parsed))
        message = "a field is a word, and this is a list, a mapping or an alias"
        self._report.add("not-a-key", message, spot, "this is left out", hint="write a word and a colon")

    def _tell_twice(self, field: str, spot: Spot, first: Spot) -> None:
        self.values.skip(next(self._parsed))
        message = f"`{shorten(field)}` stands twice in this timeline"
        related = [(first, "it stands here already")]
        self._report.add(
            "equal-keys", message, spot, "this one is left out", hint="join the two", related=related
        )

    def _tell_empty(self) -> None:
        self._report.add("empty-file", "this file is empty", _FIRST, hint=_EXAMPLE)

    def _tell_more(self, event: ParserEvent) -> None:
        if isinstance(event, DocumentStartEvent):
            message = "a second document begins here"
            hint = "take out the line ---, or save what follows as another file"
            label = "nothing from here on is read"
            self._report.add("several-documents", message, of_event(event), label, hint=hint)
