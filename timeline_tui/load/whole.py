"""What is not read part by part: what stands in brackets, what is no YAML, and all that is lost with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from timeline_tui.load.placed import moved
from timeline_tui.load.references import SORT_OF, SORTS
from timeline_tui.load.shape import name_of
from timeline_tui.load.taking import EXAMPLE, Taking, Watched
from timeline_tui.model.limits import ITEM
from timeline_tui.problems.problem import Lost
from timeline_tui.yamlfile.parser import OpenNodes, ParserEvent, parse
from timeline_tui.yamlfile.places import TO_LINE_END, Spot, of_event, of_value
from timeline_tui.yamlfile.split import Section, count_breaks
from timeline_tui.yamlfile.stream import EndOfReading, Stream
from timeline_tui.yamlfile.syntax import Fault, tell_loss

LARGEST = ITEM.value
"""Bytes of the largest item that is read."""
_FIRST = Spot(1, 1, 1)


class Ended(Exception):  # noqa: N818 - it says what is so
    """The text stops being YAML, and nobody can say what is lost with that."""

    def __init__(self, fault: Fault, first: int) -> None:
        super().__init__(fault.error)
        self.fault = fault
        self.first = first
        """The line in which that begins which was read last."""


def too_big() -> EndOfReading:
    """Why an item is not read."""
    return EndOfReading("too-big", "this is larger than any event should be", "split it, or shorten its text")


def is_merged(text: Stream) -> bool:
    """Whether a merge left something here that nobody can choose from."""
    return any(code == "conflict-marker" for _, code in text.flaws)


class WholeReading:
    """Reads a text from one of its lines to its end."""

    def __init__(self, taking: Taking, text: Stream) -> None:
        self.last = Spot(0, 0, 0)
        """Where that begins which is being read."""
        self._taking = taking
        self._text = text

    def events(self, start: int, line: int) -> Iterator[Any]:
        """What is made of each event, from this byte on, above which so many lines stand."""
        taking, text = self._taking, self._text
        taking.begun = bool(taking.seen)
        text.jump(start, b"\n" * line)
        watched = Watched(parse(text))
        text.in_preamble = not start
        text.watch = lambda: self._watch(watched)
        taking.values.line, taking.values.tape = 0, lambda: watched.tape
        try:
            yield from self._document(watched)
        except MarkedYAMLError as error:
            taking.give_up()
            first = min((of_event(event).line for event in watched.tape[-2:]), default=1)
            raise Ended(watched.fault(error), first) from error
        finally:
            text.watch = lambda: None
            if watched.tape:
                self.last = of_value(watched.tape)

    def end(self, start: int, line: int) -> None:
        """Look at what stands behind the mark that ends the document, which begins at this byte."""
        self._text.jump(start, b"\n" * (line - 1) + b"x: y\n")
        self._text.in_preamble = True
        watched = Watched(parse(self._text))
        try:
            self._tell_more(next(islice(watched.events, 7, None), None))
        except MarkedYAMLError as error:
            raise Ended(watched.fault(error), line + 1) from error
        self._taking.finish()

    def _watch(self, watched: Watched) -> None:
        if self._text.position - watched.began > LARGEST:
            raise too_big()
        watched.position = self._taking.values.position = self._text.position

    def _document(self, events: Watched) -> Iterator[Any]:
        next(events.events)
        if not isinstance(next(events.events), DocumentStartEvent):
            self._tell_empty()
            return
        self._text.in_preamble = False
        top = next(events.events)
        if isinstance(top, MappingStartEvent):
            self._taking.begun = True
            events.around = [top]
            yield from self._fields(events)
            self._text.in_preamble = True
            next(events.events, None)
            self._tell_more(next(events.events, None))
            self._taking.finish()
        elif not is_merged(self._text):
            # What a merge left is told of, and what there would be is known to nobody.
            self._tell_no_mapping(top, events)

    def _fields(self, events: Watched) -> Iterator[Any]:
        taking = self._taking
        for key in events.events:
            if isinstance(key, MappingEndEvent):
                return
            events.begin(key)
            value = next(events.events) if isinstance(key, ScalarEvent) else None
            if value is not None and taking.is_list_of_events(key, value):
                taking.see("events", of_event(key))
                events.around.append(value)
                yield from self._list(events)
                events.around.pop()
            else:
                taking.field(key, value, events)
            taking.tell()

    def _list(self, events: Watched) -> Iterator[Any]:
        """What becomes of each event of the list."""
        self._taking.begin()
        for first in events.events:
            if isinstance(first, SequenceEndEvent):
                return
            events.begin(first)
            yield from self._taking.open_event(first, events)

    def _tell_no_mapping(self, top: ParserEvent, events: Watched) -> None:
        values = self._taking.values
        plain = values.build(top, events.events)
        self._taking.tell()
        if plain is not None:
            message = "the outermost thing in a timeline is a mapping"
            label = f"this is {name_of(plain)}"
            self._taking.report.add("not-a-timeline", message, of_event(top), label, hint=EXAMPLE)
        elif not values.too_large:
            self._tell_empty()

    def _tell_empty(self) -> None:
        self._taking.report.add("empty-file", "this file is empty", _FIRST, hint=EXAMPLE)

    def _tell_more(self, event: ParserEvent | None) -> None:
        if isinstance(event, DocumentStartEvent):
            message = "a second document begins here"
            hint = "take out the line ---, or save what follows as another file"
            label = "nothing from here on is read"
            spot = of_event(event)
            self._taking.report.add("several-documents", message, spot, label, hint=hint, ends=True)


# What is no YAML.

_ID = re.compile(rb"(?:^|(?<=[\s{,]))id:[ \t]+(['\"]?)([^\s'\"#,{}\[\]]+)\1[ \t]*(?=[\r\n,}#]|\Z)")
_KEY = re.compile(rb"[ \t]*(['\"]?)([^\s'\":#{}\[\],][^'\":#\r\n]*)\1[ \t]*:")
_TEXTS = {"title", "summary", "license", "timezone"}
_WHAT: Mapping[str | None, Lost] = {"events": "event", "sources": "source", "names": "name", "tours": "tour"}


def fault_of(data: bytes, line: int, section: Section) -> Fault | None:
    """Why these lines cannot be read alone, if they cannot; so many stand above them."""
    # What is put before it says in what it stands, and holds so much.
    before, wanted = b"events: x\n", 4
    if section.name is not None:
        entry = b"" if section.name == "events" else section.indent + b"x: y\n"
        before, wanted = f"{section.name}:\n".encode() + entry, 4 if entry else 1
    opened, nodes, depth = OpenNodes(), 0, 1 if section.name is None else 2
    last: ParserEvent | None = None
    try:
        for event in parse(before + data):
            nodes += opened.take_whole(event, depth)
            last = event
    except MarkedYAMLError as error:
        down = line - count_breaks(before)
        opened_at = error.context_mark
        # What was put before it is nowhere in the file.
        error.context_mark = moved(opened_at, down) if opened_at and opened_at.line + down >= line else None
        error.problem_mark = moved(error.problem_mark, down)
        if last is not None:
            last.start_mark, last.end_mark = moved(last.start_mark, down), moved(last.end_mark, down)
        return Fault(error, last, opened.in_brackets, nodes >= wanted)
    except YAMLError:
        return None
    return None


class Reach(NamedTuple):
    """How far the parser reads what begins with some lines."""

    is_well: bool
    """Whether it reads the first thing to its end."""
    line: int
    """The line of what comes behind it, or of what is no YAML, counted from the first one."""
    goes_on: bool
    """Whether another thing of the same section comes behind it."""


def reach_of(data: bytes, section: Section) -> Reach:
    """How far the parser reads the first thing of a section in these lines, and what comes behind it."""
    nodes, wanted = 0, 1 if section.name == "events" else 2
    try:
        events = parse(data)
        first = next(islice(events, 2, None), None)
        if not isinstance(first, CollectionStartEvent):
            return Reach(False, 0, False)
        opened = OpenNodes([first])
        for event in events:
            if nodes == wanted:
                line = event.start_mark.line if event.start_mark else 0
                return Reach(True, line, not isinstance(event, CollectionEndEvent))
            nodes += opened.take_whole(event, 1)
    except MarkedYAMLError as error:
        return Reach(False, Fault(error).line, False)
    return Reach(False, 0, False)


def tell_lost(
    taking: Taking, data: bytes, line: int, section: Section, fault: Fault, text: str, *, is_thing: bool
) -> None:
    """Report these lines as lost: a thing of a section, or whatever stands behind one or between them.

    `text` is the line at which reading ended.
    """
    what: Lost = _remember(taking, data, line, section) if is_thing else "part"
    if what == "part":
        _remember_any(taking, data, section)
    tell_loss(taking.report, fault, text, home=_home(data, line, section), lost=what)


def _remember(taking: Taking, data: bytes, line: int, section: Section) -> Lost:
    """Take the ids that can still be read; what kind of thing is lost."""
    if section.name == "events":
        taking.lost.add("dispute")
        if (found := _ID.search(data)) is None:
            taking.lost.add("event")
        else:
            taking.references.leave_out(found[2].decode(errors="replace"))
        return "event"
    found = _KEY.match(data)
    key = found[2].decode(errors="replace").strip() if found else ""
    if section.name is not None:
        sort = SORT_OF[section.name]
        if key:
            taking.spots[sort].setdefault(key, taking.report.located(_home(data, line, section)))
        else:
            taking.lost.add(sort)
        return _WHAT[section.name]
    if key in _TEXTS:
        return "field"
    if key in SORT_OF:
        taking.lost.add(SORT_OF[key])
        return "field"
    return "part"


def _remember_any(taking: Taking, data: bytes, section: Section) -> None:
    """Take it that anything may have stood here."""
    taking.lost |= {"event", "dispute"} if section.name == "events" else {*SORTS}
    for found in _ID.finditer(data):
        taking.references.leave_out(found[2].decode(errors="replace"))


def _home(data: bytes, line: int, section: Section) -> Spot:
    """Where its id stands, or else where it begins."""
    found = _ID.search(data) if section.name == "events" else None
    at = found.start() if found else len(data) - len(data.lstrip(b" \t-"))
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    column = len(data[start:at].decode(errors="replace")) + 1
    length = len(found[0].decode(errors="replace").rstrip()) if found else TO_LINE_END
    return Spot(line + count_breaks(data[:start]) + 1, column, length)
