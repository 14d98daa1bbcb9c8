"""The rows of files as the events, sources and names of a timeline: each once, each accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from timeline_tui.edit.splice import Listed
from timeline_tui.exchange.account import ImportAccount
from timeline_tui.exchange.events import EventMaker, MadeEvent
from timeline_tui.exchange.given import GivenRow, LostRow, RowIds
from timeline_tui.exchange.own_table import OwnEvent, own_source
from timeline_tui.exchange.registry import Registry
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import Survey, Watcher, nobody
from timeline_tui.load.shape import made
from timeline_tui.model.timeline import Event, Timeline
from timeline_tui.yamlfile.layout import SectionName
from timeline_tui.yamlfile.values import Plain

_STEP = 1_000
_EQUAL = ("date", "title", "summary", "part_of", "key", "note", "fields")
_LISTS = ("names", "tags", "quotes", "sources", "links", "media")
_MOST_OF_MARK = 0xFFFF_FFFF
_OTHER_SOURCE = "a source of this address or title is listed, and says something else"
_NO_TITLE = "a row has no title, nor a text to make one of"


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
                said = " ".join(text for _, text in row.cells)
                self.account.leave_row(_NO_TITLE, row.place, said, row.size)

    def _source(self, row: GivenRow, maker: EventMaker) -> None:
        """Take a source that comes by itself."""
        found = MadeEvent(row, own_source(row), True) if row.is_own else maker.source(row)
        key = str(found.fields.pop("id")) if "id" in found.fields else None
        if not found.fields:
            said = " ".join(text for _, text in row.cells)
            self.account.leave_row("a source has neither title nor address", row.place, said, row.size)
            return
        key, is_new, is_known = self.registry.list_source(key, found.fields, is_own=row.is_own)
        self._used.add(("sources", key))
        if is_new:
            found.tell(self.account)
        elif not is_known:
            said = " ".join(text for _, text in row.cells)
            self.account.leave_row(_OTHER_SOURCE, row.place, f"{key}: {said}", row.size)
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
            part.tell(self.account)
        if key != event.fields["id"]:
            what = "another row has the same id, so it stands under `fields`"
            self.account.change(what, event.row.place, str(event.fields["id"]), key)
        return fields

    def _leave(self, parts: Sequence[MadeEvent], why: str, where: str = "") -> None:
        for part in parts:
            said = f"{part.fields.get('date', '')} {part.fields['title']}{where}".strip()
            self.account.leave_row(why, part.row.place, said, part.row.size)

    def _use(self, event: Fields) -> None:
        for field, section in (("names", "names"), ("sources", "sources")):
            self._used.update((section, str(key)) for key in _list(event.get(field)))
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
    for field in _LISTS:
        items = [item for part in parts for item in _list(part.fields.get(field))]
        if items:
            is_own = field == "quotes" and parts[0].row.is_own
            found[field] = items if is_own else [one for at, one in enumerate(items) if one not in items[:at]]
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
