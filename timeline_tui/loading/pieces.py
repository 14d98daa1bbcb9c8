"""The values of a file as the parser counts them, each with a print by which two versions are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.loading.parser import ParserEvent
from timeline_tui.loading.stream import Stop
from timeline_tui.loading.values import ABSENT, DEEPEST, TOO_DEEP

_LIST_OR_MAPPING = (MappingStartEvent, SequenceStartEvent)
_KEPT = frozenset({"id", "date", "title", "part_of", "tags"})
_OTHER = " "
_Said = tuple[str | None, str | None, str | None, str | None, tuple[str, ...] | None]


class Piece(NamedTuple):
    """A value, its places in characters."""

    first: ParserEvent
    print: int
    """Equal for values that say the same in the same way, and for no others."""
    end: int
    block: int
    """Where the last thing in it begins, if that is a block text; else -1."""
    said: _Said = (None, None, None, None, ())
    """Of an event, its id, date, title, what it is part of, and its tags."""

    @property
    def start(self) -> int:
        """Where it begins."""
        return start_of(self.first)


class Pieces:
    """Takes values one after the other."""

    def __init__(self, events: Iterator[ParserEvent]) -> None:
        self.events = events
        self.line = 0
        """The line that it gave up in, counted from 1."""

    def take(self, event: ParserEvent, *, keeps: bool = False) -> Piece:
        """Take the value that begins with this event, to its end.

        Every event of the file passes through here: nothing is done that can be done later.
        """
        first = last = event
        said: dict[str, str] = {}
        tags: list[str] | None = []
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
                elif depth == 2 and key == "tags" and tags is not None:
                    tags.append(text)
            else:
                found = hash((found, print_of(event)))
                # The end of a list or mapping with no brackets is where the next thing begins.
                if kind is not MappingEndEvent and kind is not SequenceEndEvent:
                    last = event
                    if kind is AliasEvent:
                        tags = None
                    else:
                        depth += 1
                    if depth > DEEPEST:
                        raise self._too_deep(event)
                else:
                    depth -= 1
                    if start_of(event) < end_of(event):
                        last = event
                if depth == 1 and key != "" and event is not first:
                    key = None if key is not None else _OTHER
            if not depth:
                block = isinstance(last, ScalarEvent) and last.style in {"|", ">"}
                return Piece(
                    first,
                    found,
                    end_of(last),
                    start_of(last) if block else -1,
                    (
                        said.get("id"),
                        said.get("date"),
                        said.get("title"),
                        said.get("part_of"),
                        None if tags is None else tuple(tags),
                    ),
                )
            event = next(self.events)

    def _too_deep(self, event: ParserEvent) -> Stop:
        self.line = event.start_mark.line + 1 if event.start_mark else 0
        return Stop("too-deep", TOO_DEEP)


def print_of(event: ParserEvent) -> int:
    """Equal for events of the parser that say the same in the same way."""
    kind = type(event)
    if isinstance(event, ScalarEvent):
        return hash((event.value, event.style, event.tag, event.anchor))
    if isinstance(event, _LIST_OR_MAPPING):
        return hash((kind, event.tag, event.anchor, event.flow_style))
    return hash((kind, event.anchor if isinstance(event, AliasEvent) else getattr(event, "explicit", None)))


def start_of(event: ParserEvent | None) -> int:
    """Where an event of the parser begins."""
    return event.start_mark.index if event is not None and event.start_mark else 0


def end_of(event: ParserEvent) -> int:
    """Behind the last character of an event of the parser."""
    return event.end_mark.index if event.end_mark else 0
