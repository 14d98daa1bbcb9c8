"""The parts of a timeline beside its events: what it is called, its sources, its names."""

from __future__ import annotations

from collections.abc import Iterator, MutableSet
from dataclasses import dataclass
from itertools import repeat
from typing import TypeVar

from pydantic import ValidationError
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent

from timeline_tui.load.contents import check_name, check_source, check_zone
from timeline_tui.load.item import Item
from timeline_tui.load.references import References, Sort
from timeline_tui.load.shape import Shape, name_of, tell_merge_key
from timeline_tui.load.spellings import Listed
from timeline_tui.model.limits import LISTED
from timeline_tui.model.nearest import nearest
from timeline_tui.model.timeline import Event, Name, Record, Source, Timeline
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Report, Spot, of_event, of_value
from timeline_tui.yamlfile.values import Plain, Values, shorten

R = TypeVar("R", bound=Record)
FIELDS = (*(field for field in Timeline.__slots__), "events")


@dataclass
class Begun:
    """What was begun last: a field of the timeline, or one thing in its sections."""

    section: str = ""
    """The field that it stands in; empty where it is a field itself."""
    event: ParserEvent | int | None = None
    """What it begins with, or how many lines stand above it."""
    whole: bool = False
    """Whether all of it was read."""
    taken: str = ""
    """The field of the timeline that was read with it, if one was."""
    item: ParserEvent | int | None = None
    """What the last event begins with that was begun, or how many lines stand above it."""

    @property
    def line(self) -> int | None:
        """How many lines stand above it."""
        return line_above(self.event)

    def begin(self, event: ParserEvent | int, section: str = "") -> None:
        """Begin with another."""
        self.section, self.event, self.whole, self.taken = section, event, False, ""
        self.item = event if section == "events" else self.item


def line_above(event: ParserEvent | int | None) -> int | None:
    """How many lines stand above what begins with this, or has so many above it."""
    if event is None or isinstance(event, int):
        return event
    return event.start_mark.line if event.start_mark else None


class Sections:
    """Takes every field of the timeline but `events`, in whatever order they come."""

    def __init__(
        self,
        events: Iterator[ParserEvent],
        values: Values,
        references: References,
        spots: dict[Sort, dict[str, Spot]],
        closed: MutableSet[Sort],
        report: Report,
        begun: Begun,
    ) -> None:
        """`spots` is to hold where each id stands, `closed` what was read to its end, `begun` what is."""
        self.spots = spots
        self.sources: dict[str, Source] = {}
        self.names: dict[str, Name] = {}
        self.listed: list[Listed] = []
        """The spellings under `also`, in the order of the file."""
        self.open: list[ParserEvent] = []
        """What the section begins with that is being read."""
        self._texts: dict[str, str] = {}
        self.source = events
        """Where the events of the parser come from."""
        self._values = values
        self._references = references
        self._closed = closed
        self._report = report
        self._begun = begun
        self._source_shape = Shape(Source)
        self._name_shape = Shape(Name)

    def timeline(self) -> Timeline:
        """What was read so far, without the events."""
        return Timeline(**self._texts, sources=self.sources, names=self.names)

    def take(self, key: ScalarEvent) -> None:
        """Read the value of a field, which comes next."""
        field = key.value
        if field == "sources":
            self._take_sources()
            self._closed.add("source")
        elif field == "names":
            self._take_names()
            self._closed.add("name")
        elif field in FIELDS:
            self._take_text(field)
        else:
            self._values.build(next(self.source))
            self._tell_unknown(field, of_event(key))

    def leave_out(self, field: str) -> None:
        """Take it that a text was not there."""
        self._texts.pop(field, None)

    def _take_text(self, field: str) -> None:
        text = self._values.build(next(self.source))
        spot = of_value(self._values.tape)
        if isinstance(text, str):
            zone = text if field != "timezone" else check_zone(text, spot, self._report)
            if zone is not None:
                self._texts[field] = zone
        elif text is not None:
            label = f"this is {name_of(text)}, and left out"
            self._report.add(
                "wrong-shape", f"`{field}` must be text", spot, label, hint="put the text in quotes"
            )

    def _take_sources(self) -> None:
        for key, spot, plain in self._entries("sources"):
            item = Item("source", self._values.tape, self._report, spot)
            source = self._made(self._source_shape, plain, item)
            if source is None:
                continue
            self.sources[key] = check_source(source, item)
            if source.derived_from is not None:
                self._references.want([("source", source.derived_from, ("derived_from",))], item)

    def _take_names(self) -> None:
        for key, spot, plain in self._entries("names"):
            item = Item("name", self._values.tape, self._report, spot)
            name = self._made(self._name_shape, plain, item)
            name = None if name is None else check_name(name, item)
            if name is None:
                continue
            self.names[key] = name
            spots = item.spots("also", len(name.also)) if name.also else ()
            self.listed += map(Listed, repeat(key), name.also, spots)
            if name.within is not None:
                self._references.want([("name", name.within, ("within",))], item)

    def _made(self, shape: Shape[R], plain: Plain, item: Item) -> R | None:
        try:
            return shape.make({} if plain is None else plain)
        except ValidationError as error:
            return shape.mend({} if plain is None else plain, error, item)

    def _entries(self, field: str) -> Iterator[tuple[str, Spot, Plain]]:
        """The entries of a section, each with its id and where that stands."""
        start = next(self.source)
        if type(start) is not MappingStartEvent:
            self._tell_no_mapping(field, self._values.build(start))
            return
        self.open.append(start)
        ids = self.spots["source" if field == "sources" else "name"]
        for key in self.source:
            if type(key) is MappingEndEvent:
                self.open.pop()
                return
            self._begun.begin(key, field)
            spot = of_event(key)
            word = key if isinstance(key, ScalarEvent) else None
            if word is None:
                self._values.build(key)
            plain = self._values.build(next(self.source))
            self._begun.whole = True
            if self._values.too_large:
                # It is there, whatever it says.
                ids.update({word.value: spot} if word is not None else {})
            elif self._is_id(word, spot, ids) and word is not None:
                ids[word.value] = spot
                yield word.value, spot, plain

    def _is_id(self, key: ScalarEvent | None, spot: Spot, ids: dict[str, Spot]) -> bool:
        if key is None:
            message = "an id is a word, and this is a list, a mapping or an alias"
            self._report.add("not-a-key", message, spot, "this is left out", hint="write a word and a colon")
        elif not key.value:
            self._report.add("empty-id", "this id is empty", spot, "this is left out", hint="write a word")
        elif key.value == "<<":
            tell_merge_key(Item("timeline", self._values.tape, self._report, spot), ())
        elif key.value in ids:
            message = f"`{shorten(key.value)}` is listed twice"
            first = [(ids[key.value], "first listed here")]
            self._report.add(
                "equal-keys", message, spot, "this one is left out", hint="keep one of them", related=first
            )
        elif len(ids) >= LISTED.value:
            self._report.add("too-big", f"more than {LISTED.words} are listed", spot, "this is left out")
        else:
            return True
        return False

    def _tell_no_mapping(self, field: str, plain: Plain) -> None:
        if plain is None:
            return
        hint = "write each as an id and a colon, with its fields indented below"
        spot = of_value(self._values.tape)
        label = f"this is {name_of(plain)}, and left out"
        self._report.add("wrong-shape", f"`{field}` must be a mapping", spot, label, hint=hint)

    def _tell_unknown(self, field: str, spot: Spot) -> None:
        if field == "<<":
            tell_merge_key(Item("timeline", self._values.tape, self._report, spot), ())
            return
        if not self._report.wants("unknown-field"):
            return
        near = nearest(field, FIELDS)
        hint = f"did you mean `{near}`?" if near else f"the fields of a timeline: {', '.join(FIELDS)}"
        if near is None and field in Event.__slots__:
            hint = f"`{field}` belongs into an event"
        elif field.startswith("-") and field[1:] in Event.__slots__:
            hint = f"put a blank after the hyphen: - {field[1:]}: ..."
        message = f"a timeline has no field `{shorten(field)}`"
        self._report.add("unknown-field", message, spot, "this field is left out", hint=hint)
