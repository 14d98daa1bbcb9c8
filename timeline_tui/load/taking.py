"""Takes the fields and the events of one file, whoever parsed them, as those of a timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from yaml.error import MarkedYAMLError
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from timeline_tui.load.facts import NOTHING_ABOVE, Facts, Looks
from timeline_tui.load.one_event import Answer, Items, Making, Read, Stage, left_out
from timeline_tui.load.placed import Place
from timeline_tui.load.references import SORT_OF, SORTS, References, Sort
from timeline_tui.load.sections import Common, Sections
from timeline_tui.load.shape import Item, name_of
from timeline_tui.model.timeline import Name
from timeline_tui.yamlfile.parser import OpenNodes, ParserEvent
from timeline_tui.yamlfile.places import Path, Report, Spot, home_of, of_value
from timeline_tui.yamlfile.syntax import Fault
from timeline_tui.yamlfile.values import Anchors, Values, shorten

Again = Callable[[str], Any]
"""Gives what is made of the event that was taken last, under another id."""


class Folding:
    """Gives each event an id of its own, and keeps what it asks and what it refers to."""

    def __init__(self, ids: References, report: Report) -> None:
        self._ids = ids
        self._report = report

    def take(self, read: Read, start: int, above: int, again: Again) -> Any | None:  # noqa: ANN401 - as staged
        """What was made of the event; None where it is left out.

        Its places count from `start`, and its lines from below so many.
        """
        placed = self._ids.placed
        item = placed.count
        placed.add(start + read.start, read.size, above + read.line)
        return self.taken(read, item, above, again)

    def taken(self, read: Read, item: int, above: int, again: Again) -> Any | None:  # noqa: ANN401 - as staged
        """What was made of the event that is this item."""
        ids = self._ids
        for key, spot in read.asked:
            self._take_dispute(key, (item, ("disputes", key)) if spot is None else _moved(spot, above))
        if read.wanted:
            ids.want(read.wanted, item, "event")
        if not read.stands:
            self._leave_out(read.key, item)
            return None
        key, staged = read.key or read.made, read.staged
        if read.key is None:
            key = ids.free(read.made)
            self._tell_no_id(key, item)
        elif key in ids.numbers:
            key = ids.free(key)
            self._tell_equal(read.key, item, f"the second one, read as {shorten(key)}")
        if staged is None or key != (read.key or read.made):
            staged = again(key)
        ids.add_event(key, read.part_of, item)
        return staged

    def _leave_out(self, key: str | None, item: int) -> None:
        if key is None:
            return
        if key in self._ids.numbers:
            self._tell_equal(key, item, "the second one, which is left out")
        self._ids.leave_out(key)

    def _take_dispute(self, key: str, place: Place | Spot) -> None:
        known = self._ids.disputes
        if isinstance(place, Spot):
            place = self._report.located(place)
        if key not in known:
            known[key] = place
        elif self._report.wants("equal-ids"):
            message = f"two disputes have the id {shorten(key)}"
            hint = "give one of them another id"
            asked = self._ids.placed.asked
            related = [(asked(known[key]), "the first one")]
            self._report.add("equal-ids", message, asked(place), "the second one", hint=hint, related=related)

    def _tell_no_id(self, key: str, item: int) -> None:
        if self._report.wants("missing-id"):
            hint = f"add a line `id: {key}`, so that the event keeps it"
            spot, home = self._ids.placed.spot((item, ())), self._ids.placed.home(item)
            related = [(home, "in this event")] if spot.line != home.line else []
            label = "it gets one from its date and title"
            self._report.add("missing-id", "this event has no id", spot, label, hint=hint, related=related)

    def _tell_equal(self, key: str, item: int, label: str) -> None:
        if not self._report.wants("equal-ids"):
            return
        first = self._ids.home(self._ids.numbers[key], len(key))
        message = f"two events have the id {shorten(key)}"
        hint = "give it an id of its own"
        spot = self._ids.placed.spot((item, ("id",)))
        self._report.add("equal-ids", message, spot, label, hint=hint, related=[(first, "the first one")])


def _moved(spot: tuple[Any, ...], above: int) -> Spot:
    line, column, length, file = spot
    return Spot(line + above, column, length, file)


Stages = Callable[[Mapping[str, Name]], Stage]
"""Given the names that stand above the events, what is to be done to each event."""

_MOST_FIELDS = 1000
EXAMPLE = "begin with a line `events:`, and under it `  - title: ...`"
_FIRST = Spot(1, 1, 1)


class Watched:
    """The parser's events, of which those of the thing that is being read are kept."""

    def __init__(self, events: Iterator[ParserEvent]) -> None:
        self.tape: list[ParserEvent] = []
        self.around: list[ParserEvent] = []
        """The lists and mappings in which that thing stands."""
        self.position = self.began = 0
        """Where the parser reads, and where it read when the last item began."""
        self.events = self._kept(events)

    def begin(self, event: ParserEvent) -> None:
        """Begin with another item."""
        self.tape = [event]
        self.began = self.position

    def fault(self, error: MarkedYAMLError) -> Fault:
        """Why nothing is read behind the last event."""
        opened = OpenNodes(self.around)
        for event in self.tape:
            opened.take(event)
        return Fault(error, self.tape[-1] if self.tape else None, opened.in_brackets)

    def _kept(self, events: Iterator[ParserEvent]) -> Iterator[ParserEvent]:
        for event in events:
            self.tape.append(event)
            yield event


class Taking:
    """What one file says, so far as it was taken."""

    def __init__(self, report: Report, stages: Stages, references: References, common: Common | None) -> None:
        self.begun = False
        """Whether it is a timeline at all, as far as its first line tells."""
        self.closed: set[Sort] = set()
        """The sorts whose ids are all known."""
        self.lost: set[Sort] = set()
        """The sorts of which some id may have been lost."""
        self.seen: dict[str, Spot] = {}
        """Where each field stands."""
        self.has_events = False
        self.looks = common.looks if common else NOTHING_ABOVE
        self.facts = common.facts if common else Facts(self.looks)
        """The sum of what is known of its events."""
        self.report = report
        self.references = references
        self.notes = report.part()
        """What is wrong with the part that is being read."""
        self.values = Values(self.notes, Anchors())
        self.spots: dict[Sort, dict[str, Spot]] = (
            references.known if common is None else {"source": {}, "name": {}, "tour": {}}
        )
        self.sections = Sections(self.values, references, self.spots, self.closed, self.notes)
        self.stage: Stage | None = None
        self._stages = stages
        self._alone = common is None
        self._folding = Folding(references, report)
        self._making: Making | None = None

    def begin(self) -> Making:
        """Begin with the events, or go on with them."""
        if self._making is None:
            names, sources = self.sections.names, self.sections.sources
            if self._alone:
                self.looks = Looks(
                    names if "name" in self.closed else None,
                    self.sections.listed,
                    sources if "source" in self.closed else None,
                    self.sections.timeline().timezone,
                )
                self.facts = Facts(self.looks)
            self.stage = self._stages(names)
            known = self.references.known
            self._making = Making(known["source"], known["name"], self.stage, self.notes)
        return self._making

    def finish(self) -> None:
        """All of it was read."""
        begun_on_sources = "events" in self.seen and bool(self.sections.sources)
        if not self.has_events and self._alone and not begun_on_sources:
            self.report.add("no-events", "this file has no events", _FIRST, hint=EXAMPLE)
        self.closed.update(SORTS)
        self.closed -= self.lost

    def tell(self) -> None:
        """Report what is wrong with the part that was read."""
        if not self.notes.is_empty:
            self.report.take(*self.notes.handed_over())

    def give_up(self) -> None:
        """Leave a part unfinished."""
        self.notes.handed_over()
        self.values.give_up()

    def field(self, key: ParserEvent, value: ParserEvent | None, events: Watched) -> None:
        """Take a field of the timeline that is no list of events; of a word, what its value begins with."""
        spot = self.values.spot(key)
        if not isinstance(key, ScalarEvent) or value is None:
            self._pass_over(key, events.events, spot)
            return
        events.begin(value)
        if key.value in self.seen:
            self._tell_twice(key.value, value, events, spot)
        elif key.value == "events":
            self._tell_no_list(value, events)
        elif key.value in SORT_OF and isinstance(value, MappingStartEvent):
            self._section(key.value, events)
        else:
            self.sections.take(key.value, spot, self.values.build(value, events.events))
        self.see(key.value, spot)

    def _section(self, name: str, events: Watched) -> None:
        # The id of an entry is no part of what it says.
        before, self.values.tape = self.values.tape, lambda: events.tape[1:]
        for key in events.events:
            if isinstance(key, MappingEndEvent):
                break
            events.begin(key)
            self.sections.entry(name, key, events.events)
        self.values.tape = before
        self.sections.close(name)

    def see(self, key: str, spot: Spot) -> None:
        """Keep where a field stands."""
        if len(self.seen) < _MOST_FIELDS:
            self.seen.setdefault(key, spot)

    def is_list_of_events(self, key: ParserEvent, value: ParserEvent) -> bool:
        """Whether the events begin here."""
        is_events = isinstance(key, ScalarEvent) and key.value == "events" and "events" not in self.seen
        return is_events and isinstance(value, SequenceStartEvent)

    def event(self, data: bytes, place: tuple[int, int, int]) -> Iterator[Any]:
        """Take an event that is read by itself; `place` is its start, its size and the lines above."""
        making = self.begin()
        items = Items(making, self.values, self.notes)
        read = items.read(data, place, self.facts, self.references.placed.count)
        self.tell()
        staged = self._folding.take(read, 0, 0, making.renamed)
        if read.stands:
            yield staged

    def open_event(self, start: ParserEvent, events: Watched) -> Iterator[Any]:
        """Take an event that is read among others, and cannot be read once more."""
        making, placed, self.has_events = self.begin(), self.references.placed, True
        plain = self.values.build(start, events.events)
        tape = events.tape
        number, item = placed.count, Item("event", lambda: tape, self.notes)
        placed.add_open(*home_of(tape), tape)

        def pin(path: Path) -> Path:
            return placed.pin(number, item.written(path))

        if self.values.too_large:
            read = left_out((0, 0, 0), item, self.notes)
        else:
            gaps = self.values.gaps
            read = making.read(plain, (0, 0, 0), lambda: item, self.facts, number, gaps=gaps, written=pin)
        self.tell()
        if missing := self.references.missing(read.wanted):
            # Things stand where they are written, and not where they would be with others left out.
            written = Item("event", lambda: tape, self.report)
            self.references.want(missing, written.home, "event", written.spot)
        asked = tuple(
            (key, spot or (*placed.asked((number, ("disputes", key))),)) for key, spot in read.asked
        )
        self.references.passages.meet(read.key, plain)
        staged = self._folding.taken(read._replace(wanted=(), asked=asked), number, 0, making.renamed)
        if read.stands:
            yield staged

    def answer(self, answer: Answer, start: int, above: int) -> Iterator[Any]:
        """Take events that were read elsewhere, as if they had been read here one after the other.

        They begin at this byte, and so many lines stand above them.
        """
        first = self.references.placed.count
        self.report.take((), answer.counted)
        notes = pairwise((0, *answer.told))
        for number, (plain, (begin, end)) in enumerate(zip(answer.reads, notes, strict=True), first):
            # What is to be said of an event alone is said before what is said of it among the others.
            if begin < end:
                self.report.take(answer.notes[begin:end], 0, above)
            read = Read(*plain)
            staged = self._folding.take(read, start, above, partial(self._renamed, number))
            if read.stands:
                yield staged
        self.facts.join(answer.facts, first)

    def _renamed(self, number: int, key: str) -> Any:  # noqa: ANN401 - as staged
        """What is made of an event that was read elsewhere, under another id."""
        making, mark, data = self.begin(), self.notes.mark, self.references.placed.data(number)
        items = Items(making, Values(self.notes, None), self.notes)
        items.read(data, (0, 0, 0), Facts(NOTHING_ABOVE), 0)
        # All of that was told where it was read first.
        self.notes.forget(mark)
        return making.renamed(key)

    def _pass_over(self, key: ParserEvent, events: Iterator[ParserEvent], spot: Spot) -> None:
        self.values.build(key, events)
        self.values.build(next(events), events)
        message = "a field is a word, and this is a list, a mapping or an alias"
        self.notes.add("not-a-key", message, spot, "this is left out", hint="write a word and a colon")

    def _tell_twice(self, field: str, value: ParserEvent, events: Watched, spot: Spot) -> None:
        self.values.skip(value, events.events)
        message = f"`{shorten(field)}` stands twice in this timeline"
        related = [(self.seen[field], "it stands here already")]
        hint = "join the two"
        self.notes.add("equal-keys", message, spot, "this one is left out", hint=hint, related=related)

    def _tell_no_list(self, start: ParserEvent, events: Watched) -> None:
        plain = self.values.build(start, events.events)
        if self.values.too_large:
            self.sections.tell_too_large()
        elif plain is not None:
            self.has_events = True
            hint = "write each event after a hyphen: - title: ..."
            label = f"this is {name_of(plain)}, and left out"
            self.notes.add("wrong-shape", "`events` must be a list", of_value(events.tape), label, hint=hint)
