"""The events of a list, each read alone: the same in this process and in others beside it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, NamedTuple

from yaml.error import YAMLError
from yaml.events import SequenceStartEvent, StreamEndEvent

from timeline_tui.load.events import Making, Read
from timeline_tui.load.facts import Facts, Looks
from timeline_tui.load.item import Item
from timeline_tui.load.notes import Notes
from timeline_tui.load.placed import tape_of
from timeline_tui.yamlfile.parser import parse
from timeline_tui.yamlfile.places import Report
from timeline_tui.yamlfile.split import Section, Window, count_breaks, parts
from timeline_tui.yamlfile.stream import Stop
from timeline_tui.yamlfile.values import HangsOnOthers, Values


class NotOneItem(Exception):  # noqa: N818 - it says what is so
    """What is said of some lines is not one item of a list."""


class Items:
    """Reads items one after the other."""

    def __init__(self, making: Making, builder: Values, report: Report, *, pure: bool = False) -> None:
        self._making = making
        self._builder = builder
        self._report = report
        self._pure = pure

    def read(self, data: bytes, place: tuple[int, int, int], facts: Facts, number: int) -> Read:
        """What these bytes say, which hold one item; `place` is its start, its size, and the lines above.

        Raises what the parser raises, `Stop`, and `HangsOnOthers`.
        """
        builder, line, pure = self._builder, place[2], self._pure
        item = Item("event", lambda: tape_of(data, line, pure=pure), self._report)
        builder.line, builder.tape, builder.position = line, lambda: item.tape, place[0] + place[1]
        events = parse(data, pure=pure)
        try:
            if type([next(events), next(events), next(events)][2]) is not SequenceStartEvent:
                raise NotOneItem
            plain = builder.build(next(events), events)
            if type([next(events), next(events), next(events)][2]) is not StreamEndEvent:
                raise NotOneItem
        except StopIteration as error:
            raise NotOneItem from error
        if builder.too_large:
            return left_out(place, item, self._report)
        return self._making.read(plain, place, item, facts, number, gaps=builder.gaps)


def left_out(place: tuple[int, int, int], item: Item, report: Report) -> Read:
    """An item that is too large, of which the id is taken where it is the first field."""
    message = "this is larger than any event should be"
    hint = "split it, or shorten its text"
    report.add("too-big", message, item.spot(), "this is left out", hint=hint)
    key, *value = item.tape[1:3]
    is_id = getattr(key, "value", None) == "id" and value
    found = getattr(value[0], "value", None) if is_id else None
    return Read(*place, found, "", None, (), (), False, None)


class Work(NamedTuple):
    """What is known above the events, by which any of them can be read anywhere."""

    making: Callable[[Notes], Making]
    looks: Looks
    section: Section
    pure: bool


class Answer(NamedTuple):
    """What came of some whole items of a file; plain values only, so that it can be sent."""

    reads: tuple[tuple[Any, ...], ...]
    """Of each item a `Read`, up to the first one of which more must be known."""
    end: int
    """Behind the last of them."""
    lines: int
    """How many lines end in them."""
    digest: str
    """The same for the same bytes."""
    notes: tuple[Any, ...]
    counted: int
    facts: tuple[Any, ...]


def digest(data: bytes) -> str:
    """The same for the same bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def read_chunk(work: Work, data: bytes) -> tuple[Any, ...]:
    """An `Answer` for these bytes, which are sound text and hold whole items.

    Places count from their first byte, and lines from their first line.
    """
    notes, facts = Notes(), Facts(work.looks)
    items = Items(work.making(notes), Values(notes, None), notes, pure=work.pure)
    window = Window(data, 0, 0, is_last=False, is_whole=True)
    reads: list[tuple[Any, ...]] = []
    end = line = 0
    for part in parts(window, work.section):
        end, line = part.start, part.line
        if not part.is_held:
            break
        place, mark = (end, part.end - end, line), notes.mark
        try:
            reads.append(tuple(items.read(data[end : part.end], place, facts, len(reads))))
        except (YAMLError, Stop, HangsOnOthers, NotOneItem, StopIteration, MemoryError):
            notes.forget(mark)
            break
    else:
        line += count_breaks(data[end:])
        end = len(data)
    return tuple(Answer(tuple(reads), end, line, digest(data), *notes.handed_over(), facts.plain()))
