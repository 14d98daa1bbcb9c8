"""The outermost mapping of a file as it streams by: its events one by one, its other fields whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from yaml.error import MarkedYAMLError
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.load.common import Common
from timeline_tui.load.events import EventMaking
from timeline_tui.load.joining import Cut, Joining, KeptFile, NotInPieces, Stage
from timeline_tui.load.references import SORTS, References, Sort
from timeline_tui.load.sections import Begun, Sections
from timeline_tui.load.shape import name_of
from timeline_tui.load.suggestions import Checks
from timeline_tui.model.timeline import Name
from timeline_tui.yamlfile.parser import ParserEvent, Relay, parse
from timeline_tui.yamlfile.places import Report, Spot, of_event, of_value
from timeline_tui.yamlfile.stream import Stream
from timeline_tui.yamlfile.values import Values, shorten

if TYPE_CHECKING:
    from timeline_tui.load.mending import Mending

Stages = Callable[[Mapping[str, Name]], Stage]
"""Given the names that stand above the events, what is to be done to each event."""


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
        common: Common | None = None,
    ) -> None:
        """Of a file that is `cut`, only what stands above its events is read from the stream.

        What has something in `common` with other files may lean on them, so that nobody here can say what
        is missing.
        """
        self.begun = False
        """Whether it is a timeline at all, as far as its first line tells."""
        self.closed: set[Sort] = set()
        """The sorts whose ids are all known."""
        self._alone = common is None
        self.references = References(report) if common is None else common.references
        self.checks = Checks(report) if common is None else common.checks
        self._stream = stream
        self._report = report
        self._stage = stage
        parsed = parse(stream, pure=pure)
        self._parsed = parsed if cut is None else Relay(parsed)
        self.values = Values(self._parsed, stream, report)
        spots: dict[Sort, dict[str, Spot]] = (
            self.references.known if common is None else {"source": {}, "name": {}}
        )
        self._begun = Begun()
        self._spots, self._pure = spots, pure
        self._mending: Mending | None = None
        self.sections = Sections(
            self._parsed, self.values, self.references, spots, self.closed, report, self._begun
        )
        self._making = EventMaking(self.values, self.references, self.checks, report)
        self._has_events = False
        self._made: Stage | None = None
        self._open: list[ParserEvent] = []
        self.cut = cut
        """How it is cut, where it is."""
        self._joining: Joining | None = None
        if cut is not None and isinstance(self._parsed, Relay):
            self._joining = Joining(cut, stream, self._parsed, self.values, self._making, pure=pure)

    @property
    def kept(self) -> KeptFile | None:
        """What is to be known of the file when it changes, where it was read in pieces."""
        return self._joining.kept if self._joining else None

    @property
    def among_events(self) -> bool:
        """Whether the events have begun."""
        return self._has_events

    @property
    def in_brackets(self) -> bool:
        """Whether what is being read stands in brackets."""
        open_ = [*self._open, *self.sections.open]
        for event in self.values.tape:
            if isinstance(event, CollectionStartEvent):
                open_.append(event)
            elif isinstance(event, CollectionEndEvent):
                open_.pop()
        return any(getattr(event, "flow_style", False) for event in open_)

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
            self._open.append(top)
            yield from self._fields(top)
            self._stream.in_preamble = True
            next(self._parsed, None)
            self._tell_more(next(self._parsed, None))
            self.closed.update(SORTS)
            self.closed -= self._mending.lost if self._mending else set()
        elif any(code == "conflict-marker" for _, code in self._stream.flaws):
            # That is told of, and what there would be is known to nobody.
            return
        elif (plain := self.values.build(top)) is None:
            if not self.values.too_large:
                self._tell_empty()
        else:
            message = "the outermost thing in a timeline is a mapping"
            label = f"this is {name_of(plain)}"
            self._report.add("not-a-timeline", message, of_event(top), label, hint=_EXAMPLE)

    def _fields(self, top: ParserEvent) -> Iterator[Any]:
        seen: dict[str, Spot] = {}
        section, around = "", 0
        while True:
            try:
                # Where nothing is left behind the fault, not even a document begins there.
                if len([*islice(self._parsed, around)]) == around:
                    yield from self._keys(top, seen, section)
                break
            except MarkedYAMLError as error:
                section, around = self._mend(error, top)
        if not self._has_events and self._alone:
            self._report.add("no-events", "this file has no events", _FIRST, hint=_EXAMPLE)

    def _keys(self, top: ParserEvent, seen: dict[str, Spot], section: str) -> Iterator[Any]:
        """Take field after field; the first of them goes on with a section that was left in its middle."""
        for key in self._parsed:
            if isinstance(key, MappingEndEvent):
                break
            goes_on = section != "" and isinstance(key, ScalarEvent) and key.value == section
            if not goes_on:
                self._begun.begin(key)
            spot = of_event(key)
            if not isinstance(key, ScalarEvent):
                self._pass_over(key, spot)
            elif key.value in seen and not goes_on:
                self._tell_twice(key.value, spot, seen[key.value])
            elif key.value == "events":
                yield from self._items(next(self._parsed), top)
            else:
                self._begun.taken = key.value
                self.sections.take(key)
            if isinstance(key, ScalarEvent) and len(seen) < _MOST_FIELDS:
                seen.setdefault(key.value, spot)
            section, self._begun.whole = "", True

    def _mend(self, error: MarkedYAMLError, top: ParserEvent) -> tuple[str, int]:
        """Go on behind what is no YAML: in which section, and behind how many events of the parser.

        What cannot be mended is raised.
        """
        is_cut_above = self._joining is not None and not self._has_events
        is_merged = any(code == "conflict-marker" for _, code in self._stream.flaws)
        if getattr(top, "flow_style", False) or is_cut_above or is_merged:
            raise error
        if self._mending is None:
            # A text that is YAML to its end need not wait for what mends another.
            from timeline_tui.load.mending import Mending

            self._mending = Mending(self._stream, self._report, self.references, self._spots, pure=self._pure)
        rest = self._mending.rest(error, self._begun)
        if rest is None:
            raise error
        if rest.without:
            self.sections.leave_out(self._begun.taken)
        self._joining = None
        self._open[1:] = []
        self.sections.open.clear()
        self.values.give_up()
        self._parsed = self.values.source = self.sections.source = rest.parsed
        self._has_events = self._has_events or rest.is_of_events
        self._begun.begin(rest.line, rest.section)
        return rest.section, rest.around

    def _items(self, start: ParserEvent, top: ParserEvent) -> Iterator[Any]:
        if self._joining is not None:
            yield from self._joined(self._joining, start, top)
        elif isinstance(start, SequenceStartEvent):
            self._open.append(start)
            yield from self._list()
        elif (plain := self.values.build(start)) is not None:
            self._has_events = True
            hint = "write each event after a hyphen: - title: ..."
            label = f"this is {name_of(plain)}, and left out"
            spot = of_value(self.values.tape)
            self._report.add("wrong-shape", "`events` must be a list", spot, label, hint=hint)

    def _list(self) -> Iterator[Any]:
        """What becomes of each event up to the end of their list."""
        stage, make, begun = self._begin(), self._making.make, self._begun
        for item in self._parsed:
            if type(item) is SequenceEndEvent:
                del self._open[1:]
                return
            self._has_events = True
            begun.begin(item, "events")
            event = make(item)
            begun.whole = True
            if event is not None:
                yield stage(event)

    def _begin(self) -> Stage:
        """Begin with the events, or go on with them; what is to be done to each."""
        if self._made is not None:
            return self._made
        if self._alone and "name" in self.closed:
            self.checks.begin_names(self.sections.names, self.sections.listed)
        if self._alone:
            sources = self.sections.sources if "source" in self.closed else {}
            self.checks.begin_sources(sources, self.sections.timeline().timezone)
        self._made = self._stage(self.sections.names)
        return self._made

    def _joined(self, joining: Joining, start: ParserEvent, top: ParserEvent) -> Iterator[Any]:
        if not isinstance(start, ScalarEvent) or start.value or start.tag or start.anchor:
            raise NotInPieces
        end = next(self._parsed)
        if not isinstance(end, MappingEndEvent):
            raise NotInPieces
        self._has_events = True
        yield from joining.events(top, end, self._begin(), self.sections.names)
        if joining.rest is not None:
            self._begun.begin(joining.rest, "events")
            joining.read_on(top)
            yield from self._list()

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

    def _tell_more(self, event: ParserEvent | None) -> None:
        if isinstance(event, DocumentStartEvent):
            message = "a second document begins here"
            hint = "take out the line ---, or save what follows as another file"
            label = "nothing from here on is read"
            spot = of_event(event)
            self._report.add("several-documents", message, spot, label, hint=hint, ends=True)
