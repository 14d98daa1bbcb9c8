"""The parts of a timeline beside its events, of one file or of several: its title, its sources, its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableSet
from dataclasses import replace
from itertools import repeat
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import ValidationError
from yaml.events import ScalarEvent

from timeline_tui.load.contents import check_name, check_source, check_tour, check_zone
from timeline_tui.load.facts import NOTHING_ABOVE, AlsoSpelled, Facts, Looks
from timeline_tui.load.placed import Placed
from timeline_tui.load.references import SORT_OF, References, Sort, wanted_in_tour
from timeline_tui.load.shape import Item, Shape, What, name_of, tell_merge_key
from timeline_tui.model.folding import nearest
from timeline_tui.model.limits import LISTED
from timeline_tui.model.timeline import Event, Name, Record, Source, Timeline, Tour
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Report, Spot, of_value
from timeline_tui.yamlfile.values import Plain, Values, shorten

R = TypeVar("R", bound=Record)
_WHAT: dict[str, What] = {"sources": "source", "names": "name", "tours": "tour"}
FIELDS = (*(field for field in Timeline.__slots__), "events")
Events = Iterator[ParserEvent]


class Sections:
    """Takes every field of the timeline but `events`, in whatever order they come."""

    def __init__(
        self,
        values: Values,
        ids: References,
        spots: dict[Sort, dict[str, Spot]],
        closed: MutableSet[Sort],
        report: Report,
    ) -> None:
        """`spots` is to hold where each id stands, `closed` of which sorts all was read."""
        self.spots = spots
        self.sources: dict[str, Source] = {}
        self.names: dict[str, Name] = {}
        self.tours: dict[str, Tour] = {}
        self.listed: list[AlsoSpelled] = []
        """The spellings under `also`, in the order of the file."""
        self._texts: dict[str, str] = {}
        self._values = values
        self._ids = ids
        self._closed = closed
        self._report = report

    def timeline(self) -> Timeline:
        """What was read so far, without the events."""
        return Timeline(**self._texts, sources=self.sources, names=self.names, tours=self.tours)

    def take(self, field: str, spot: Spot, plain: Plain) -> None:
        """Take a field of this value, which was built last."""
        if self._values.too_large:
            self.tell_too_large()
        if field in SORT_OF:
            self._tell_no_mapping(field, plain)
            self.close(field)
        elif field in FIELDS:
            self._take_text(field, plain)
        else:
            self._tell_unknown(field, spot, plain)

    def _begins(self) -> Spot:
        """Where the value begins that was built last."""
        return of_value(self._values.tape())

    def close(self, section: str) -> None:
        """All entries of a section were read."""
        self._closed.add(SORT_OF[section])

    def entry(self, section: str, key: ParserEvent, events: Events) -> None:
        """Read one entry of a section, which begins with this event."""
        values, ids = self._values, self.spots[SORT_OF[section]]
        spot = values.spot(key)
        word = key if isinstance(key, ScalarEvent) else None
        if word is None:
            values.build(key, events)
        plain = values.build(next(events), events)
        if values.too_large:
            self.tell_too_large()
            # It is there, whatever it says.
            ids.update({word.value: spot} if word is not None else {})
        elif self._is_id(word, spot, ids) and word is not None:
            ids[word.value] = spot
            item = Item(_WHAT[section], self._values.tape, self._report, spot)
            if section == "sources":
                self._take_source(word.value, plain, item)
            elif section == "names":
                self._take_name(word.value, plain, item)
            else:
                self._take_tour(word.value, plain, item)

    def _tell_no_mapping(self, field: str, plain: Plain) -> None:
        """Report a section that holds no entries."""
        if plain is None:
            return
        hint = "write each as an id and a colon, with its fields indented below"
        label = f"this is {name_of(plain)}, and left out"
        self._report.add("wrong-shape", f"`{field}` must be a mapping", self._begins(), label, hint=hint)

    def _take_text(self, field: str, text: Plain) -> None:
        spot = self._begins() if field == "timezone" or not isinstance(text, str | None) else None
        if isinstance(text, str):
            zone = text if spot is None else check_zone(text, spot, self._report)
            if zone is not None:
                self._texts[field] = zone
        elif spot is not None:
            label = f"this is {name_of(text)}, and left out"
            hint = "put the text in quotes"
            self._report.add("wrong-shape", f"`{field}` must be text", spot, label, hint=hint)

    def _take_source(self, key: str, plain: Plain, item: Item) -> None:
        source = self._made(Source, plain, item)
        if source is None:
            return
        self.sources[key] = check_source(source, item)
        if source.derived_from is not None:
            self._ids.want(
                [("source", source.derived_from, ("derived_from",))], item.home, "source", item.spot
            )

    def _take_name(self, key: str, plain: Plain, item: Item) -> None:
        made = self._made(Name, plain, item)
        name = None if made is None else check_name(made, item)
        if name is None:
            return
        self.names[key] = name
        spots = item.spots("also", len(name.also)) if name.also else ()
        self.listed += map(AlsoSpelled, repeat(key), name.also, spots)
        if name.within is not None:
            self._ids.want([("name", name.within, ("within",))], item.home, "name", item.spot)

    def _take_tour(self, key: str, plain: Plain, item: Item) -> None:
        made = self._made(Tour, plain, item)
        tour = None if made is None else check_tour(made, item)
        if tour is None:
            return
        self.tours[key] = tour
        self._ids.want(wanted_in_tour(tour), item.home, "tour", item.spot)
        self._ids.passages.want(tour.steps, item)

    def _made(self, record: type[R], plain: Plain, item: Item) -> R | None:
        shape = Shape(record)
        try:
            return shape.make({} if plain is None else plain)
        except ValidationError as error:
            return shape.mend({} if plain is None else plain, error, item)

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
            related = [(ids[key.value], "first listed here")]
            self._report.add(
                "equal-keys", message, spot, "this one is left out", hint="keep one of them", related=related
            )
        elif len(ids) >= LISTED.value:
            self._report.add("too-big", f"more than {LISTED.words} are listed", spot, "this is left out")
        else:
            return True
        return False

    def tell_too_large(self) -> None:
        """Report a value of which too much was read."""
        message = "this is larger than any event should be"
        hint = "split it, or shorten its text"
        self._report.add("too-big", message, self._begins(), "this is left out", hint=hint)

    def _tell_unknown(self, field: str, spot: Spot, plain: Plain) -> None:
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
        message, label = f"a timeline has no field `{shorten(field)}`", "this field is left out"
        if events := _like_events(plain):
            # Whoever wrote a field of an event at the left edge ended the list of events with it.
            what = "1 item below it that looks like an event"
            what = what if events == 1 else f"{events:,} items below it that look like events"
            label = f"left out, with {what}"
            hint = "indent it if it belongs to the event above it; put events below `events:`"
        self._report.add("unknown-field", message, spot, label, hint=hint)


def _like_events(plain: Plain) -> int:
    """How many items of a list have a title and another field of an event."""
    items = plain if isinstance(plain, list) else []
    fields = {*Event.__slots__} - {"title"}
    return sum(isinstance(item, dict) and "title" in item and bool(item.keys() & fields) for item in items)


class Common:
    """The sources, names, disputes and ids of all files: what stands in one, all others can refer to."""

    def __init__(self) -> None:
        self.report = Report("")
        """What is wrong with several files together."""
        self.references = References(self.report, Placed())
        self.looks = NOTHING_ABOVE
        """What stands above the events of all files."""
        self.facts = Facts(self.looks)
        """The sum of what is known of the events of all files."""
        self.sources: dict[str, Source] = {}
        self.names: dict[str, Name] = {}
        self.tours: dict[str, Tour] = {}
        self._texts: dict[str, Timeline] = {}
        self._listed: list[AlsoSpelled] = []
        self._told: set[tuple[Sort, str, str]] = set()

    def join(self, file: str, sections: Sections) -> None:
        """Take what a file says beside its events, be it once more; equal ids must agree."""
        self._texts[file] = sections.timeline()
        found = {key: _found_from(file, source) for key, source in sections.sources.items()}
        self._records("source", self.sources, found, file, sections.spots)
        self._records("name", self.names, sections.names, file, sections.spots)
        self._records("tour", self.tours, sections.tours, file, sections.spots)
        if self.looks.spelled is None:
            own = self.references.known["name"]
            mine = (one for one in sections.listed if own[one.name].file == file)
            self._listed += (one._replace(spot=one.spot._replace(file=file)) for one in mine)

    def begin(self) -> None:
        """Let the events be looked at, with what was joined so far."""
        self.looks = Looks(self.names, self._listed, self.sources, self._zone)
        self.facts = Facts(self.looks)

    def zone(self, file: str) -> str | None:
        """The time zone of a file, or of all others where it names none."""
        said = self._texts.get(file)
        return (said and said.timezone) or self._zone

    @property
    def _zone(self) -> str | None:
        zones = {one.timezone for one in self._texts.values() if one.timezone}
        return zones.pop() if len(zones) == 1 else None

    def timeline(self, title: str) -> Timeline:
        """What all files say beside their events; `title` is what it is called where none says so."""
        said = self._texts.values()
        return Timeline(
            title=_first(one.title for one in said) or title,
            summary=_first(one.summary for one in said),
            license=_first(one.license for one in said),
            # Where they disagree, each goes by its own.
            timezone=self._zone,
            sources=self.sources,
            names=self.names,
            tours=self.tours,
        )

    def _records(
        self,
        sort: Sort,
        records: dict[str, R],
        found: Mapping[str, R],
        file: str,
        spots: Mapping[Sort, Mapping[str, Spot]],
    ) -> None:
        known = self.references.known[sort]
        here = {key: spot._replace(file=file) for key, spot in spots[sort].items()}
        for key, record in found.items():
            if records.setdefault(key, record) != record and (sort, key, file) not in self._told:
                self._told.add((sort, key, file))
                self._tell_disagreement(sort, key, here[key], known[key])
        for key, spot in here.items():
            known.setdefault(key, spot)

    def _tell_disagreement(self, sort: str, key: str, spot: Spot, first: Spot) -> None:
        message = f"two files say different things of the {sort} {shorten(key)}"
        hint = "let them say the same, or give one of them another id"
        related = [(first, "the first one, which counts")]
        self.report.add("equal-ids", message, spot, "this one is left out", hint=hint, related=related)


def _first(texts: Iterable[str | None]) -> str | None:
    return next(filter(None, texts), None)


def _found_from(file: str, source: Source) -> Source:
    """The source with the path of its text as it leads from the folder, and not from its file."""
    if source.text is None:
        return source
    return replace(source, text=str(PurePosixPath(file).parent / source.text))
