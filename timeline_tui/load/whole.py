"""A file, or the rest of one, that is read as the parser gives it, since it stands in brackets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from yaml.error import MarkedYAMLError
from yaml.events import DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from timeline_tui.load.shape import name_of
from timeline_tui.load.taking import EXAMPLE, Taking, Watched
from timeline_tui.model.limits import ITEM
from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.places import Spot, of_event, of_value
from timeline_tui.yamlfile.stream import EndOfReading, Stream
from timeline_tui.yamlfile.syntax import Fault

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
