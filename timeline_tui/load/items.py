"""The events of a list, each read alone: the same in this process and in others beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice, takewhile
from typing import Any, NamedTuple

from yaml.error import YAMLError
from yaml.events import SequenceEndEvent, SequenceStartEvent, StreamEndEvent

from timeline_tui.load.facts import Facts, Looks
from timeline_tui.load.one_event import Making, Read
from timeline_tui.load.placed import tape_of
from timeline_tui.load.shape import Item
from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.places import Report
from timeline_tui.yamlfile.split import ByteWindow, Part, Section, count_breaks, parts
from timeline_tui.yamlfile.stream import EndOfReading
from timeline_tui.yamlfile.values import HangsOnOthers, Plain, Values

Lines = tuple[int, int, int]
"""Where an item begins, its bytes, and how many lines stand above it."""


class NotOneItem(Exception):  # noqa: N818 - it says what is so
    """What is said of some lines is not one item of a list."""


class Items:
    """Reads items one after the other."""

    def __init__(self, making: Making, values: Values, report: Report) -> None:
        self._making = making
        self._values = values
        self._report = report
        self._now: tuple[bytes, int, int, Lines] = (b"", 0, 0, (0, 0, 0))
        self._item: Item | None = None
        values.tape = lambda: self.item().tape

    def read(self, data: bytes, place: Lines, facts: Facts, number: int) -> Read:
        """What these bytes say, which hold one item.

        Raises what the parser raises, `EndOfReading`, and `HangsOnOthers`.
        """
        self._place(data, 0, len(data), place)
        self._values.line = place[2]
        events = parse(data)
        _pass(events, SequenceStartEvent)
        plain = self._values.build(next(events), events)
        _pass(events, StreamEndEvent)
        return self._read(plain, facts, number)

    def run(self, data: bytes, held: Sequence[Part], facts: Facts) -> Iterator[Read]:
        """What each of these parts says, as long as one parser comes to the next where its lines begin.

        Raises what `read` raises for the part that is to be read by itself.
        """
        events = parse(data[: held[-1].end])
        _pass(events, SequenceStartEvent)
        first = next(events)
        self._values.line = 0
        for number, part in enumerate(held):
            self._place(data, part.start, part.end, (part.start, part.end - part.start, part.line))
            plain = self._values.build(first, events)
            if number + 1 < len(held):
                first = next(events)
                until = held[number + 2].line if number + 2 < len(held) else None
                if not _begins(first, held[number + 1].line, until):
                    raise NotOneItem
            else:
                _pass(events, StreamEndEvent)
            yield self._read(plain, facts, number)

    def _place(self, data: bytes, start: int, end: int, place: Lines) -> None:
        """Begin with the item that these bytes of the data hold."""
        self._now, self._item = (data, start, end, place), None
        self._values.position = place[0] + place[1]

    def item(self) -> Item:
        """The item that is being read, for those who have something to say of it."""
        if self._item is None:
            data, start, end, place = self._now
            self._item = Item("event", lambda: tape_of(data[start:end], place[2]), self._report)
        return self._item

    def _read(self, plain: Plain, facts: Facts, number: int) -> Read:
        place = self._now[3]
        if self._values.too_large:
            return left_out(place, self.item(), self._report)
        return self._making.read(plain, place, self.item, facts, number, gaps=self._values.gaps)


def _pass(events: Iterator[ParserEvent], last: type[ParserEvent]) -> None:
    """Pass over three events, of which the last must be of this kind."""
    passed = [*islice(events, 3)]
    if len(passed) < 3 or type(passed[2]) is not last:
        raise NotOneItem


def _begins(event: ParserEvent, line: int, until: int | None) -> bool:
    """Whether an item begins with this event of the parser, and in these lines."""
    here = event.start_mark.line if event.start_mark else -1
    return type(event) is not SequenceEndEvent and line <= here and (until is None or here < until)


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

    making: Callable[[Report], Making]
    looks: Looks
    section: Section


class Answer(NamedTuple):
    """What came of some whole items of a file; plain values only, so that it can be sent."""

    reads: tuple[tuple[Any, ...], ...]
    """Of each item a `Read`, up to the first one of which more must be known."""
    told: tuple[int, ...]
    """How many of the notes had come when each of them was read."""
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
    notes, facts = Report(), Facts(work.looks)
    items = Items(work.making(notes), Values(notes, None), notes)
    window = ByteWindow(data, 0, 0, is_last=False, is_whole=True)
    held = [*takewhile(lambda part: part.is_held, parts(window, work.section))]
    reads: list[tuple[Any, ...]] = []
    told: list[int] = []
    mark = notes.mark
    try:
        for read in items.run(data, held, facts) if held else ():
            reads.append(tuple(read))
            mark = notes.mark
            told.append(mark[0])
    except (YAMLError, EndOfReading, HangsOnOthers, NotOneItem, RuntimeError, MemoryError):
        # From there on it is read part by part.
        notes.forget(mark)
    behind = held[len(reads)].start if len(reads) < len(held) else held[-1].end if held else 0
    lines = held[len(reads)].line if len(reads) < len(held) else count_breaks(data[:behind])
    found = tuple(reads), tuple(told), behind, lines, digest(data)
    return tuple(Answer(*found, *notes.handed_over(), facts.plain()))
