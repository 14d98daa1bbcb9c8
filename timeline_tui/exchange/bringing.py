"""The rows of files as the events, sources and names of a timeline: each once, each accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from timeline_tui.edit.splice import Listed
from timeline_tui.exchange.events import EventMaker, MadeEvent
from timeline_tui.exchange.given import GivenRow, LostRow, RowIds
from timeline_tui.exchange.own_table import OwnEvent, own_source
from timeline_tui.exchange.registry import Registry
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import Survey, Watcher, nobody
from timeline_tui.load.shape import made
from timeline_tui.model.timeline import Event, Timeline
from timeline_tui.render.phrases import counted
from timeline_tui.yamlfile.layout import SectionName
from timeline_tui.yamlfile.values import Plain

_STEP = 1_000
_EQUAL = ("date", "title", "summary", "part_of", "key", "note", "fields")
_LISTS = ("names", "tags", "quotes", "sources", "links", "media")
_MOST_OF_MARK = 0xFFFF_FFFF
_OTHER_SOURCE = "a source of this address or title is listed, and says something else"
_NO_TITLE = "a row has no title, nor a text to make one of"
_MOST_EXAMPLES = 3
_LONGEST = 60


class Example(NamedTuple):
    """One of what was changed or left out."""

    file: str
    place: int
    """The line or number of its row; 0 where it stands in none."""
    before: str
    after: str = ""

    def __str__(self) -> str:
        """As one line says it."""
        said = f"{_cut(self.before)} → {_cut(self.after)}" if self.after else _cut(self.before)
        place = f"({self.place})" if self.place else ""
        return f"{said} {place}".strip()


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@dataclass
class Sum:
    """How often one thing was done, with examples."""

    count: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, example: Example, most: int) -> None:
        """Count it once more."""
        self.count += 1
        if len(self.examples) < most:
            self.examples.append(example)


@dataclass
class ImportAccount:
    """What became of every row and every cell of the files that are brought in."""

    rows: int = 0
    """All that the files held."""
    rows_in: int = 0
    """Those that came in, as an event of their own or as a part of one."""
    rows_there: int = 0
    """Those that were in the timeline already."""
    cells: int = 0
    cells_in: int = 0
    cells_there: int = 0
    events: int = 0
    sources: int = 0
    names: int = 0
    undated: int = 0
    """Events of which no date is known or understood."""
    changed: dict[str, Sum] = field(default_factory=dict)
    left_out: dict[str, Sum] = field(default_factory=dict)
    rows_left: int = 0
    cells_left: int = 0
    file: str = ""
    """Which one is being read."""
    most_examples: int = _MOST_EXAMPLES

    def change(self, what: str, place: int, before: str, after: str = "") -> None:
        """A cell came in, and not as it was written."""
        self.changed.setdefault(what, Sum()).add(Example(self.file, place, before, after), self.most_examples)

    def leave_row(self, why: str, place: int, text: str, cells: int) -> None:
        """A row stays out, with all its cells."""
        self.rows_left += 1
        self.cells_left += cells
        self._leave(why, place, text)

    def leave_cell(self, why: str, place: int, text: str) -> None:
        """A cell stays out of a row that comes in."""
        self.cells_left += 1
        self._leave(why, place, text)

    def read(self, cells: int) -> None:
        """A row was read that has so many cells."""
        self.rows += 1
        self.cells += cells

    def take(self, cells: int) -> None:
        """A row comes in with so many of its cells."""
        self.rows_in += 1
        self.cells_in += cells

    def bring(self, event: MadeEvent) -> None:
        """An event comes in, with all that became of the cells of its row."""
        self.take(event.row.size - len(event.left_out))
        self.undated += event.is_undated
        for what, before, after in event.changed:
            self.change(what, event.row.place, before, after)
        for what, before, _ in event.left_out:
            self.leave_cell(what, event.row.place, before)

    def pass_over(self, cells: int) -> None:
        """A row is there already, with all its cells."""
        self.rows_there += 1
        self.cells_there += cells

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.left_out

    def _leave(self, why: str, place: int, text: str) -> None:
        self.left_out.setdefault(why, Sum()).add(Example(self.file, place, text), self.most_examples)

    def lines(self) -> Iterator[str]:
        """What came in, what was there, what was changed, what was left out, a line each."""
        made = ((self.events, "event"), (self.sources, "source"), (self.names, "name"))
        came = [counted(number, noun) for number, noun in made if number or noun == "event"]
        yield f"came in     {counted(self.rows_in, 'row')}: {', '.join(came)}"
        if self.undated:
            yield f"            {counted(self.undated, 'event')} under no date"
        if self.rows_there:
            yield f"was there   {counted(self.rows_there, 'row')}"
        for what, sums in (("changed", self.changed), ("left out", self.left_out)):
            yield from _sum_lines(what, sums)
        if not self.left_out:
            yield "left out    nothing"

    def to_plain(self) -> dict[str, object]:
        """It as data."""
        return {
            "rows": self.rows,
            "events": self.events,
            "sources": self.sources,
            "names": self.names,
            "undated": self.undated,
            "already": self.rows_there,
            "cells": self.cells,
            "cells_in": self.cells_in,
            "cells_already": self.cells_there,
            "changed": list(_plain(self.changed)),
            "left_out": list(_plain(self.left_out)),
        }


def _sum_lines(heading: str, sums: Mapping[str, Sum]) -> Iterator[str]:
    for what, one in sums.items():
        yield f"{heading:<11} {one.count:,}: {what}"
        for example in one.examples:
            yield f"              {example}"


def _plain(sums: dict[str, Sum]) -> Iterator[dict[str, object]]:
    for what, one in sums.items():
        examples = [example._asdict() for example in one.examples]
        yield {"what": what, "count": one.count, "examples": examples}


class Already(NamedTuple):
    """What the timeline holds that things are brought into."""

    timeline: Timeline = Timeline()
    events: Mapping[str, Event] = MappingProxyType({})


class Bringing:
    """Goes through files and gives their events one by one; sources and names are known when all are read."""

    def __init__(self, already: Already | None = None, account: ImportAccount | None = None) -> None:
        self.already = already or Already()
        self.account = account or ImportAccount()
        tags = (tag for event in self.already.events.values() for tag in event.tags)
        self.registry = Registry(self.already.timeline, tags)
        self._taken = RowIds()
        """Where each event that came in stands; and what tells its row apart, where that has its own id."""
        self._used: set[tuple[str, str]] = set()

    @property
    def listed(self) -> Listed:
        """The new sources and names, those aside that nothing uses which came in."""
        found: dict[SectionName, dict[str, Fields]] = {
            "sources": self.registry.new_sources,
            "names": self.registry.new_names,
        }
        used = {
            section: {key: fields for key, fields in entries.items() if (section, key) in self._used}
            for section, entries in found.items()
        }
        return {section: entries for section, entries in used.items() if entries}

    def forget(self) -> None:
        """Let go of all but the account, where everything is written and memory is wanted for the proof."""
        self.registry, self._taken = Registry(), RowIds()
        self._used.clear()

    def events(self, surveys: Sequence[Survey], watch: Watcher = nobody) -> Iterator[Fields]:
        """The new events of these files, each with its id."""
        for survey in surveys:
            self.account.file = survey.given.name
            for event in self._of_file(survey, watch):
                self._use(event)
                self.account.events += 1
                yield event
        listed = self.listed
        self.account.sources, self.account.names = (
            len(listed.get("sources", ())),
            len(listed.get("names", ())),
        )

    def _of_file(self, survey: Survey, watch: Watcher) -> Iterator[Fields]:
        # Of rows that follow each other with one id, each can have a passage of the same event.
        parts: list[MadeEvent] = []
        for event in self._made(survey, watch):
            if parts and _is_part(parts, event):
                parts.append(event)
                continue
            if parts and (found := self._settled(parts)) is not None:
                yield found
            parts = [event]
        if parts and (found := self._settled(parts)) is not None:
            yield found

    def _made(self, survey: Survey, watch: Watcher) -> Iterator[MadeEvent]:
        maker = EventMaker(survey.habits(), self.registry)
        for number, row in enumerate(survey.format.reader.rows(survey.given), 1):
            if not number % _STEP:
                watch(survey.given.reached, survey.given.size)
            if isinstance(row, LostRow):
                self.account.read(1)
                if row.is_said:
                    self.account.take(1)
                    self.account.change(row.why, row.place, row.text)
                else:
                    self.account.leave_row(row.why, row.place, row.text, 1)
                continue
            self.account.read(row.size)
            if row.of == "source":
                self._source(row, maker)
            elif row.is_own and survey.is_as_found:
                yield OwnEvent(row, self.registry).made(survey.ids)
            elif (event := maker.made(row)) is not None:
                yield event
            else:
                self.account.leave_row(_NO_TITLE, row.place, row.said, row.size)

    def _source(self, row: GivenRow, maker: EventMaker) -> None:
        """Take a source that comes by itself."""
        found = MadeEvent(row, own_source(row), True) if row.is_own else maker.source(row)
        key = str(found.fields.pop("id")) if "id" in found.fields else None
        if not found.fields:
            self.account.leave_row("a source has neither title nor address", row.place, row.said, row.size)
            return
        key, is_new, is_known = self.registry.list_source(key, found.fields, is_own=row.is_own)
        self._used.add(("sources", key))
        if is_new:
            self.account.bring(found)
        elif not is_known:
            self.account.leave_row(_OTHER_SOURCE, row.place, f"{key}: {row.said}", row.size)
        else:
            self.account.pass_over(row.size)

    def _settled(self, parts: Sequence[MadeEvent]) -> Fields | None:
        """The event of rows that are one, if it is new."""
        event = parts[0]
        fields = _joined(parts)
        key = str(fields["id"])
        digest = "".join(part.digest for part in parts)
        mark = hash(digest) & _MOST_OF_MARK or 1
        before = self._taken.get(key)
        if before is not None and before[1] not in {0, mark}:
            fields, key = _renamed(fields, digest), f"{key}-{digest[:8]}"
            before = self._taken.get(key)
        there = self.already.events.get(key)
        if before is not None:
            self._leave(parts, "a row says the same as one before it", f", as in {before[0]}")
            return None
        if there is not None and (not event.has_own_id or made(Event, dict(fields)) == there):
            for part in parts:
                self.account.pass_over(part.row.size)
            return None
        if there is not None:
            self._leave(parts, "the timeline has an event of this id that says something else")
            return None
        self._taken.add(key, event.row.place, mark if event.has_own_id else 0)
        for part in parts:
            self.account.bring(part)
        if key != event.fields["id"]:
            what = "another row has the same id, so it stands under `fields`"
            self.account.change(what, event.row.place, str(event.fields["id"]), key)
        return fields

    def _leave(self, parts: Sequence[MadeEvent], why: str, where: str = "") -> None:
        for part in parts:
            said = f"{part.fields.get('date', '')} {part.fields['title']}{where}".strip()
            self.account.leave_row(why, part.row.place, said, part.row.size)

    def _use(self, event: Fields) -> None:
        for section in ("names", "sources"):
            self._used.update((section, str(key)) for key in _list(event.get(section)))
        for quote in _list(event.get("quotes")):
            if isinstance(quote, dict):
                self._used.add(("names", str(quote.get("speaker"))))
                self._used.add(("sources", str(quote.get("source"))))


def _is_part(parts: Sequence[MadeEvent], event: MadeEvent) -> bool:
    """Whether an event is the one before it with another passage."""
    first = parts[0]
    if not (event.has_own_id and first.fields["id"] == event.fields["id"] and event.fields.get("quotes")):
        return False
    if not event.row.is_own and any(part.fields.get("quotes") == event.fields["quotes"] for part in parts):
        return False
    return all(first.fields.get(field) == event.fields.get(field) for field in _EQUAL)


def _joined(parts: Sequence[MadeEvent]) -> Fields:
    """One event with the passages of all."""
    if len(parts) == 1:
        return parts[0].fields
    found = dict(parts[0].fields)
    for name in _LISTS:
        items = [item for part in parts for item in _list(part.fields.get(name))]
        if items:
            is_own = name == "quotes" and parts[0].row.is_own
            found[name] = items if is_own else [one for at, one in enumerate(items) if one not in items[:at]]
    disputes = {key: said for part in parts for key, said in _mapping(part.fields.get("disputes")).items()}
    if disputes:
        found["disputes"] = disputes
    return found


def _renamed(fields: Fields, digest: str) -> Fields:
    """The event under an id of its own, with the one that another event has under its fields."""
    key = fields["id"]
    return fields | {"id": f"{key}-{digest[:8]}", "fields": {**_mapping(fields.get("fields")), "id": key}}


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _mapping(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}
