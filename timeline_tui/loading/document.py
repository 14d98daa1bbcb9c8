"""The outermost mapping of a file as it streams by: its events one by one, its other fields whole."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.loading.event_making import EventMaking
from timeline_tui.loading.parser import ParserEvent, parse
from timeline_tui.loading.places import of_event, of_value
from timeline_tui.loading.references import References
from timeline_tui.loading.report import Report, Spot
from timeline_tui.loading.sections import Sections
from timeline_tui.loading.shape import name_of
from timeline_tui.loading.spelling_checks import SpellingChecks
from timeline_tui.loading.stream import Stream
from timeline_tui.loading.values import Values, shorten
from timeline_tui.model.timeline import Event

_EXAMPLE = "begin with a line `events:`, and under it `  - title: ...`"
_FIRST = Spot(1, 1, 1)
_MOST_FIELDS = 1000


class Document:
    """What one file says; made whole by going through its events."""

    def __init__(self, stream: Stream, report: Report, *, pure: bool) -> None:
        self.begun = False
        """Whether it is a timeline at all, as far as its first line tells."""
        self.references = References(report)
        self._stream = stream
        self._report = report
        self._parsed = parse(stream, pure=pure)
        self.values = Values(self._parsed, stream, report)
        self.sections = Sections(self._parsed, self.values, self.references, report)
        self.checks = SpellingChecks(report)
        self._making = EventMaking(self.values, self.references, self.checks, report)
        self._has_events = False

    @property
    def left_out(self) -> set[str]:
        """The ids of events that could not be taken."""
        return self._making.left_out

    def events(self) -> Iterator[Event]:
        """The events in the order of the file; raises what the parser and the stream raise."""
        next(self._parsed)
        if not isinstance(next(self._parsed), DocumentStartEvent):
            self._tell_empty()
            return
        self._stream.in_preamble = False
        top = next(self._parsed)
        if isinstance(top, MappingStartEvent):
            self.begun = True
            yield from self._fields()
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

    def _fields(self) -> Iterator[Event]:
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
                yield from self._items(next(self._parsed))
            else:
                self.sections.take(key)
            if len(seen) < _MOST_FIELDS:
                seen.setdefault(key.value, spot)
        if not self._has_events:
            self._report.add("no-events", "this file has no events", _FIRST, hint=_EXAMPLE)

    def _items(self, start: ParserEvent) -> Iterator[Event]:
        if isinstance(start, SequenceStartEvent):
            if "name" in self.references.closed:
                self.checks.begin(self.sections.names, self.sections.listed)
            make = self._making.make
            for item in self._parsed:
                if type(item) is SequenceEndEvent:
                    return
                self._has_events = True
                event = make(item)
                if event is not None:
                    yield event
        elif (plain := self.values.build(start)) is not None:
            self._has_events = True
            hint = "write each event after a hyphen: - title: ..."
            label = f"this is {name_of(plain)}, and left out"
            spot = of_value(self.values.tape)
            self._report.add("wrong-shape", "`events` must be a list", spot, label, hint=hint)

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
