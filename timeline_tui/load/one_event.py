"""Reads events without the rest of their file: each alone, or a chunk of them, the same in any process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any, NamedTuple

from pydantic import ValidationError
from yaml.error import YAMLError
from yaml.events import ScalarEvent, SequenceEndEvent, SequenceStartEvent, StreamEndEvent

from timeline_tui.load.contents import check_event
from timeline_tui.load.facts import Facts, Looks, Written
from timeline_tui.load.placed import tape_of
from timeline_tui.load.references import Wanted, wanted_by, wanted_in
from timeline_tui.load.shape import Item, Shape
from timeline_tui.model.timeline import Event
from timeline_tui.system import blake2b
from timeline_tui.yamlfile.parser import ParserEvent, parse
from timeline_tui.yamlfile.places import Report, Spot, fields_of, of_event
from timeline_tui.yamlfile.split import ByteWindow, Part, Section, count_breaks, parts
from timeline_tui.yamlfile.stream import EndOfReading
from timeline_tui.yamlfile.values import HangsOnOthers, Plain, Values

# Months, days and offsets have two digits.
_SIGN = re.compile("-(?=[0-9X]{4})|(?<=Y)-")
_NO_WORD = re.compile(r"\W+")
_LONGEST_MADE = 60
# As much of a date that is no text is kept.
_LONGEST_DATE = 400
# As much of a title as is looked at for it.
_MOST_OF_TITLE = 1000
Stage = Callable[[Event], Any]
_Later = Callable[[], Item]


class Read(NamedTuple):
    """What one item says; plain values only, so that it can be sent."""

    start: int
    """Where it begins."""
    size: int
    """Its bytes."""
    line: int
    """How many lines stand above it."""
    key: str | None
    """Its id, if it has one."""
    made: str
    """The id that it gets otherwise."""
    part_of: str | None
    asked: tuple[tuple[str, tuple[Any, ...] | None], ...]
    """The disputes that it asks, with the place of each that does not stand under its own name."""
    wanted: tuple[Wanted, ...]
    """The references that lead to nothing above the events."""
    stands: bool
    """Whether it is an event of the timeline."""
    staged: Any
    """What was made of it for whoever takes it."""


class Making:
    """Makes events of what items hold, knowing what stands above them."""

    def __init__(
        self,
        sources: Collection[str],
        names: Collection[str],
        stage: Stage,
        report: Report,
        *,
        here: bool = True,
    ) -> None:
        """Where it is not `here`, what is made of an event with a name that is not listed is left open."""
        self._stage = stage
        self._here = here
        self.event: Event | None = None
        """The event that was made last."""
        self._sources = sources
        self._names = names
        self._report = report
        self._shape = Shape(Event)

    def read(
        self,
        plain: Plain,
        place: tuple[int, int, int],
        item: _Later,
        facts: Facts,
        number: int,
        *,
        gaps: bool,
        written: Written | None = None,
    ) -> Read:
        """What the values of one item say; with `gaps`, something in it was written and has no value."""
        event, stands, lacks = self._checked(plain, item)
        asked = self._asked(plain, item, gaps or lacks)
        if event is None or lacks:
            wanted = tuple(wanted_in(plain))
        else:
            wanted = tuple(wanted_by(event, self._sources, self._names))
        if event is not None:
            facts.add(number, event, written or (item().written if lacks else tuple))
        if event is None or not stands:
            key = plain.get("id") if isinstance(plain, dict) else None
            return Read(*place, key if isinstance(key, str) else None, "", None, asked, wanted, False, None)
        key, made = event.id, ""
        if key is None:
            made = made_id(event)
            event = replace(event, id=made)
        self.event = event
        is_open = not self._here and any(sort == "name" for sort, _, _ in wanted)
        staged = None if is_open else self._stage(event)
        return Read(*place, key, made, event.part_of, asked, wanted, True, staged)

    def renamed(self, key: str) -> Any:  # noqa: ANN401 - whatever the stage gives
        """What is made of the event that was made last, under another id."""
        return None if self.event is None else self._stage(replace(self.event, id=key))

    def _checked(self, plain: Plain, item: _Later) -> tuple[Event | None, bool, bool]:
        """What can be read of the event, whether it can stand in a timeline, and whether some is left out."""
        stands, lacks = True, False
        try:
            event: Event | None = self._shape.make(plain)
        except ValidationError as error:
            event, lacks = self._shape.mend(plain, error, item()), True
        if event is not None:
            made = event
            event, stands = check_event(made, item())
            lacks = lacks or event is not made
        date = plain.get("date") if isinstance(plain, dict) else None
        if event is not None and date is not None and not isinstance(date, str):
            # What is no date stays with its event as it is written, as does a text that is none.
            event = replace(event, date=json.dumps(date, ensure_ascii=False)[:_LONGEST_DATE])
        return event, stands, lacks

    def _asked(
        self, plain: Plain, item: _Later, is_odd: bool
    ) -> tuple[tuple[str, tuple[Any, ...] | None], ...]:
        if not isinstance(plain, dict) or "disputes" not in plain:
            return ()
        asked = plain["disputes"]
        keys = asked.keys() if isinstance(asked, dict) else ()
        if not is_odd:
            return tuple((key, None) for key in keys if key != "<<")
        # Those that an alias repeats are not written here.
        spots: dict[str, Spot] = {}
        for written, value in fields_of(item().tape, ("disputes",)):
            key = written.value
            if key in keys or (type(value) is ScalarEvent and key != "<<"):
                spots.setdefault(key, of_event(written))
        for key, spot in spots.items():
            if key not in keys:
                self._tell_no_question(spot)
        home = item().home if len(spots) < len(keys) else None
        found = ((key, spots.get(key, home)) for key in dict.fromkeys((*keys, *spots)) if key != "<<")
        return tuple((key, None if spot is None else tuple(spot)) for key, spot in found)

    def _tell_no_question(self, spot: Spot) -> None:
        message = "this dispute has no question"
        hint = "write the question after the colon, in quotes"
        self._report.add("missing-field", message, spot, "nothing is asked here", hint=hint)


def made_id(event: Event) -> str:
    """The id that an event gets that has none, where no event before it has the same.

    These are the words of its date and title in small letters, joined by hyphens; the sign of a year before
    0000 is spelled out. `-0043-03-15` and `The Ides` give `minus-0043-03-15-the-ides`.
    """
    date = _SIGN.sub(" minus ", event.date or "")
    made = _NO_WORD.sub("-", f"{date} {event.title[:_MOST_OF_TITLE]}".lower())[:_LONGEST_MADE].strip("-")
    return made or "event"


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

    sources: Collection[str]
    names: Collection[str]
    """Those of which the numbers are the same in each process."""
    stage: Stage
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
    making = Making(work.sources, work.names, work.stage, notes, here=False)
    items = Items(making, Values(notes, None), notes)
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
