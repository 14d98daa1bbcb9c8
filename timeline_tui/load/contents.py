"""What the fields of a record say, once they have their shape: dates, addresses, passages, steps of tours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from yaml.events import ScalarEvent

from timeline_tui.load.placed import Placed
from timeline_tui.load.shape import Item, tell_empty_quote
from timeline_tui.model.dates import EndBeforeStart, NotADate, parse
from timeline_tui.model.fields import can_be_opened
from timeline_tui.model.folding import nearest
from timeline_tui.model.limits import OWN_FIELDS, OWN_WORD
from timeline_tui.model.passage_states import meant, passages_meant, references
from timeline_tui.model.timeline import Event, Name, OwnFields, Quote, Source, Tour, TourStep
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import Report, Spot, fields_of, is_alias, of_items
from timeline_tui.yamlfile.values import Plain, shorten

# What lacks only what it begins with, or has that misspelled: words with dots, the last one of letters.
_BARE_ADDRESS = re.compile(r"(?:[htps]{3,6}:/*|//)?((?:[\w-]+\.)+([a-z]{2,})(?:/\S*)?)", re.IGNORECASE)
_ENDINGS_OF_FILES = {"doc", "docx", "htm", "html", "jpeg", "jpg", "md", "odt", "pdf", "php", "png", "txt"}
_SHA256 = re.compile(r"[0-9A-Fa-f]{64}")
_DEGREES = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?", re.ASCII)
_HIGHEST, _FARTHEST = 90, 180
# Of the passages of an event, so many are told of.
_MOST_TOLD = 8
_MOST_FIELDS, _LONGEST_WORD = OWN_FIELDS.value, OWN_WORD.value
R = TypeVar("R", Event, Source, Name)


def check_event(event: Event, item: Item) -> tuple[Event, bool]:
    """The event without what misleads, each reported, and whether it can stand in a timeline."""
    stands = bool(event.title.strip())
    if not stands:
        hint = "give it a short line for the list"
        item.add(
            "missing-field", "the title of this event is empty", ("title",), "so it is left out", hint=hint
        )
    if event.date is not None:
        _check_date(event.date, "date", item, "this event stands under no date")
    for position, link in enumerate(event.links):
        _check_address(link, ("links", position), item)
    for position, media in enumerate(event.media):
        _check_address(media.url, ("media", position, "url"), item)
    event = _with_own_fields(event, item) if event.fields else event
    if event.id == "":
        item.add(
            "empty-id",
            "the id of this event is empty",
            ("id",),
            "it gets one of its own",
            hint="write a word",
        )
        event = replace(event, id=None)
    if bad := {at for at, quote in enumerate(event.quotes) if not _check_quote(quote, at, item)}:
        item.leave_out("quotes", bad, len(event.quotes))
        event = replace(event, quotes=tuple(quote for at, quote in enumerate(event.quotes) if at not in bad))
    for position, quote in enumerate(event.quotes):
        if quote.variant_of is not None:
            _check_variant(quote.variant_of, event.quotes, position, item)
    return event, stands


def _check_quote(quote: Quote, position: int, item: Item) -> bool:
    if not quote.exact or quote.exact.isspace():
        tell_empty_quote(item, ("quotes", position, "exact"))
        return False
    if quote.source is None:
        hint, path = "add a line `source:` with the id of a source", ("quotes", position)
        item.add("quote-without-source", "this quote names no source", path, "from where is it?", hint=hint)
    if quote.dispute is not None and quote.position is None:
        hint = "add a line `position:` with the answer in a few words"
        message, at = "this quote answers a dispute and does not say how", ("quotes", position, "dispute")
        item.add("dispute-without-position", message, at, "which position?", hint=hint)
    if quote.position is not None and quote.dispute is None:
        hint = "add a line `dispute:` with the id of the disputed point"
        message, at = "this quote takes a position and names no dispute", ("quotes", position, "position")
        item.add("position-without-dispute", message, at, "on which point?", hint=hint)
    return True


def _check_variant(reference: str, quotes: Sequence[Quote], position: int, item: Item) -> None:
    path = ("quotes", position, "variant_of")
    found = meant(quotes, position)
    if len(found) > 1:
        message = f"{shorten(reference)} has {len(found)} passages at this event"
        hint = f"write which: {shorten(reference)}#1 to {shorten(reference)}#{len(found)}"
        item.add("unclear-variant", message, path, "which of them does it reword?", hint=hint)
    elif not found and item.report.wants("unknown-variant"):
        known = references([quote.source for quote in quotes], quotes[position].source)
        hint = _hint_to(reference, known, "the passage that it rewords to this event")
        message = "this quote rewords a passage that its event does not hold"
        item.add("unknown-variant", message, path, "no other source here has this passage", hint=hint)


def _hint_to(passage: str, known: Sequence[str], missing: str) -> str:
    """What to write for a passage that an event does not hold, which holds these."""
    near = nearest(passage, known)
    if near:
        return f"try: {near}"
    said = ", ".join(map(shorten, known[:_MOST_TOLD]))
    return f"write one of: {said}" if known else f"add {missing}, or take this out"


def _says_fields_well(fields: OwnFields) -> bool:
    return len(fields) <= _MOST_FIELDS and all(map(_is_word, fields))


def _is_word(word: str) -> bool:
    return 0 < len(word) <= _LONGEST_WORD and not word.isspace()


def _with_own_fields(record: R, item: Item) -> R:
    """The record without fields of its own that no page could show, each reported."""
    if _says_fields_well(record.fields):
        return record
    good: dict[str, str | tuple[str, ...]] = {}
    for word, value in record.fields.items():
        if not _is_word(word):
            message = "a word of `fields` is empty" if not word.strip() else "a word of `fields` is too long"
            hint = f"write a word of 1 to {_LONGEST_WORD} characters before the colon"
            item.add("wrong-word", message, ("fields", word), "this is left out", key=True, hint=hint)
        elif len(good) == _MOST_FIELDS:
            message = f"more than {_MOST_FIELDS} `fields` of one {item.what}"
            hint = "put what belongs together under one word, as a list"
            item.add("too-big", message, ("fields", word), "left out from here on", key=True, hint=hint)
            break
        else:
            good[word] = value
    return replace(record, fields=good)


def check_source(source: Source, item: Item) -> Source:
    """The source without what no page could show; whatever misleads is reported."""
    for field in ("url", "archived"):
        address = getattr(source, field)
        if address is not None:
            _check_address(address, (field,), item)
    if source.sha256 is not None and _SHA256.fullmatch(source.sha256) is None:
        hint = "write what `sha256sum` prints for the text"
        label = f"{len(source.sha256)} characters, not 64 hexadecimal digits"
        item.add("bad-hash", "this is no SHA-256", ("sha256",), label, hint=hint)
    if source.published is not None:
        _check_date(source.published, "published", item, "nobody knows when")
    return _with_own_fields(source, item)


def check_name(name: Name, item: Item) -> Name | None:
    """The name without what misleads, or None when it has no spelling."""
    if name.name.strip():
        return _with_own_fields(_placed(name, item), item)
    hint = "write the spelling that the timeline uses"
    item.add("missing-field", "the spelling of this name is empty", ("name",), "so it is left out", hint=hint)
    return None


def _placed(name: Name, item: Item) -> Name:
    """The name without coordinates that are none, or that are not those of a place."""
    if not name.at:
        return name
    message, hint = "", "write latitude and longitude in degrees: at: [51.19, 34.27]"
    numbers = [float(text) for text in name.at if _DEGREES.fullmatch(text)]
    if name.kind != "place":
        message, hint = "only a place lies somewhere", "write kind: place, or take this out"
    elif len(name.at) == 1:
        message = "one of the two coordinates is missing"
    elif len(name.at) != 2:
        message = f"a place has two coordinates, and here are {len(name.at)}"
    elif len(numbers) < 2:
        message, hint = "a coordinate is not a number of degrees", f"{hint}, with a point and a minus"
    elif abs(numbers[0]) > _HIGHEST >= abs(numbers[1]) and abs(numbers[0]) <= _FARTHEST:
        message = "a latitude lies between -90 and 90"
        hint = f"the latitude comes first: at: [{name.at[1]}, {name.at[0]}]"
    elif abs(numbers[0]) > _HIGHEST:
        message = "a latitude lies between -90 and 90"
    elif abs(numbers[1]) > _FARTHEST:
        message = "a longitude lies between -180 and 180"
    else:
        return name
    item.add("bad-coordinates", message, ("at",), "this is left out", hint=hint)
    return replace(name, at=())


def check_zone(zone: str, spot: Spot, report: Report) -> str | None:
    """The time zone, or None when there is none of this name."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(zone, sorted(available_timezones()))
        hint = f"did you mean {near}?" if near else "write a name of the IANA list, such as Europe/Kyiv"
        message = f"there is no time zone `{shorten(zone)}`"
        report.add("bad-timezone", message, spot, "this is left out", hint=hint)
        return None
    return zone


def _check_date(text: str, field: str, item: Item, label: str) -> None:
    try:
        parse(text)
    except EndBeforeStart as error:
        item.add("end-before-start", str(error), (field,), label, hint=error.hint)
    except NotADate as error:
        # Only a wrong date needs these patterns, and they take a while to compile.
        from timeline_tui.model.typed_dates import hint_to

        item.add("bad-date", str(error), (field,), label, hint=hint_to(error))


def _check_address(text: str, path: tuple[str | int, ...], item: Item) -> None:
    if can_be_opened(text):
        return
    bare = _BARE_ADDRESS.fullmatch(text) if len(text) < 80 else None
    if bare is not None and bare[2].lower() not in _ENDINGS_OF_FILES:
        hint = f"write https://{bare[1]}"
    else:
        hint = "leave it out where there is none; what else is known of it can stand in a note"
    message = "this is not an address that can be opened"
    item.add("bad-address", message, path, "http:// or https://, a host, and no spaces", hint=hint)


# As much is read aloud in a breath or two, and drawn large on a narrow screen.
LONGEST_TEXT = 280
_MOST_PASSAGES = 10_000

Sources = tuple[str | None, ...]
"""The source of each passage of an event, in the order of the file."""


def check_tour(tour: Tour, item: Item) -> Tour | None:
    """The tour without what cannot be shown, or None where nothing is left; whatever misleads is reported."""
    bad = {at for at, step in enumerate(tour.steps) if not step.event.strip()}
    for at in sorted(bad):
        hint = "write the id of an event"
        item.add("empty-id", "this step names no event", ("steps", at, "event"), "it is left out", hint=hint)
    if len(bad) == len(tour.steps):
        hint = "add a line `steps:`, and under it - event: and the id of an event"
        item.add("empty-tour", "this tour has no steps", ("steps",), "it is left out", key=True, hint=hint)
        return None
    for at, step in enumerate(tour.steps):
        if len(step.text or "") > LONGEST_TEXT:
            hint = "say less here, or make two steps of it"
            message = f"a step is a sentence or two, and this is {len(step.text or ''):,} characters"
            item.add("long-step", message, ("steps", at, "text"), "long to read at one look", hint=hint)
    item.leave_out("steps", bad, len(tour.steps))
    return replace(tour, steps=tuple(step for at, step in enumerate(tour.steps) if at not in bad))


class _Wanted(NamedTuple):
    """A passage that a step leads to."""

    event: str
    passage: str
    spot: Spot
    home: Spot


class StepPassages:
    """The passages that steps lead to, looked for when all events were read."""

    def __init__(self) -> None:
        self._wanted: list[_Wanted] = []
        self._events: set[str] = set()
        self._met: dict[str, Sources] = {}

    def want(self, steps: Sequence[TourStep], item: Item) -> None:
        """Keep the passages of these steps."""
        for at, step in enumerate(steps):
            if step.passage is not None and len(self._wanted) < _MOST_PASSAGES:
                spot = item.spot(("steps", at, "passage"))
                self._wanted.append(_Wanted(step.event, step.passage, spot, item.home))
                self._events.add(step.event)

    def meet(self, key: str | None, plain: Plain) -> None:
        """Take an event that nobody can read once more."""
        if key in self._events and key is not None and isinstance(plain, dict):
            quotes = plain.get("quotes")
            held = [quote for quote in quotes if isinstance(quote, dict)] if isinstance(quotes, list) else []
            sources = (quote.get("source") for quote in held)
            self._met[key] = tuple(source if isinstance(source, str) else None for source in sources)

    def known_in(self, numbers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Those of the events with these numbers that steps lead to, each with its number."""
        return ((key, numbers[key]) for key in self._events if key in numbers)

    def settle(self, items: Mapping[str, int], placed: Placed, report: Report) -> None:
        """Report what leads to no passage; `items` say which item each event is."""
        for wanted in self._wanted:
            if wanted.event in items and report.wants("unknown-passage"):
                sources = self._met.get(wanted.event) or _sources_in(placed.tape(items[wanted.event]))
                if sources is not None and not passages_meant(wanted.passage, sources):
                    _tell_no_passage(wanted, sources, report)


def _tell_no_passage(wanted: _Wanted, sources: Sources, report: Report) -> None:
    hint = _hint_to(wanted.passage, references(sources), f"the passage to {shorten(wanted.event)}")
    related = [(wanted.home, "in this tour")] if wanted.home.line != wanted.spot.line else []
    message = f"this step leads to a passage that {shorten(wanted.event)} does not hold"
    label = "the event is shown without it"
    report.add("unknown-passage", message, wanted.spot, label, hint=hint, related=related)


def _sources_in(tape: Sequence[ParserEvent]) -> Sources | None:
    """The source of each passage that is written there; None where that cannot be told."""
    if not tape or is_alias(tape, ("quotes",)):
        return None
    return tuple(_sources(tape, len(of_items(tape, ("quotes",)))))


def _sources(tape: Sequence[ParserEvent], quotes: int) -> Iterator[str | None]:
    for at in range(quotes):
        written = {key.value: value for key, value in fields_of(tape, ("quotes", at))}
        source = written.get("source")
        yield source.value if isinstance(source, ScalarEvent) else None
