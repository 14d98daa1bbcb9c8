"""What changed between two versions of a timeline, told from their indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from timeline_tui.diff.same_things import renamed
from timeline_tui.diff.told import Called, ToldChange, changes_of
from timeline_tui.index.reader import Index
from timeline_tui.index.records import EventVersion
from timeline_tui.load.one_event import made_id
from timeline_tui.merge.sequence import numbered, out_of_order
from timeline_tui.model.fields import table
from timeline_tui.model.record_fields import to_plain
from timeline_tui.model.timeline import Event, Name, Record, Timeline
from timeline_tui.render.phrases import short

Kind = Literal["timeline", "source", "name", "tour", "event"]
_NOTHING = "it is written otherwise"


class ChangedThing(NamedTuple):
    """One thing of a timeline that is new, gone, or another now."""

    kind: Kind
    what: Literal["added", "removed", "changed"]
    id: str
    title: str
    date: str | None = None
    changes: Sequence[ToldChange] = ()
    record: Mapping[str, Any] | None = None
    """All that it says, in plain values, where it is new or gone."""
    number: int | None = None
    """Of an event that is not gone, its place in the newer file."""


class EventPair(NamedTuple):
    """An event in both versions, or in one of them."""

    old: EventVersion | None
    new: EventVersion | None
    behind: str | None = None
    """Where it stands elsewhere among those of its date: the id of the event that it stands behind, or ""."""


class Versions:
    """Two versions of one timeline; each answer can raise `Unusable`."""

    def __init__(self, old: Index | None, new: Index | None) -> None:
        """None stands for a version that holds nothing."""
        self._old, self._new = old, new
        self._was, self._now = (Timeline() if index is None else index.timeline() for index in (old, new))
        self._called = Called(
            {**self._was.sources, **self._now.sources}, {**self._was.names, **self._now.names}
        )
        self._sources = _renames(self._was.sources, self._now.sources)
        self._names = _renames(self._was.names, self._now.names)
        self._pairs: list[EventPair] | None = None
        self._events: dict[str, str] = {}

    @property
    def pairs(self) -> list[EventPair]:
        """The events that may be others, in the order of the newer list; what is gone comes last."""
        if self._pairs is None:
            self._pairs = list(self._paired())
        return self._pairs

    def _paired(self) -> Iterator[EventPair]:
        old, new = ({} if index is None else _by_id(index) for index in (self._old, self._new))
        gone = {key: entry for key, entry in old.items() if key not in new}
        come = {key: entry for key, entry in new.items() if key not in old}
        same = renamed(_whole(self._old, gone), _whole(self._new, come)) if gone and come else {}
        self._events = {before[0]: now[0] for before, now in same.items()}
        was = {now: before for before, now in same.items()}
        behind = _behind(old, new, was)
        for key, entry in new.items():
            before = old.get(was.get(key, key))
            if before is None or before.digest != entry.digest or key in behind:
                yield EventPair(before, entry, behind.get(key))
        yield from (EventPair(entry, None) for key, entry in gone.items() if key not in same)

    def changed(self) -> list[int]:
        """The numbers in the newer file of all events that are new or others."""
        pairs = self.pairs
        if not (self._sources or self._names or self._events):
            return sorted(pair.new.number for pair in pairs if pair.new is not None)
        return sorted(part.number for part in self.events() if part.number is not None)

    def parts(self) -> Iterator[ChangedThing]:
        """All that changed: the timeline itself, its sources and names, then its events."""
        changes = tuple(changes_of(_alone(self._was), _alone(self._now), self._called))
        if changes:
            yield ChangedThing(
                "timeline", "changed", "", short(self._now.title or self._was.title or ""), None, changes
            )
        yield from self._listed("source", self._was.sources, self._now.sources, self._sources)
        yield from self._listed("name", self._was.names, self._now.names, self._names)
        # Which steps of tours are others depends on which events are.
        assert self.pairs is not None  # noqa: S101 - found out here
        tours = _renames(self._was.tours, self._now.tours)
        yield from self._listed("tour", self._was.tours, self._now.tours, tours)
        yield from self.events()

    def _listed(
        self, kind: Kind, was: Mapping[str, Any], now: Mapping[str, Any], renames: Mapping[str, str]
    ) -> Iterator[ChangedThing]:
        before = {new: old for old, new in renames.items()}
        for key, record in now.items():
            old = was.get(before.get(key, key))
            if old is None:
                yield self._whole(kind, "added", key, record)
                continue
            changes = list(changes_of(self._translated(old), record, self._called))
            changes += [_renaming(before[key], key)] if key in before else []
            if changes:
                yield ChangedThing(kind, "changed", key, self._title(kind, key, record), None, changes)
        for key, record in was.items():
            if key not in now and key not in renames:
                yield self._whole(kind, "removed", key, record)

    def _whole(self, kind: Kind, what: Literal["added", "removed"], key: str, record: Record) -> ChangedThing:
        date = record.date if isinstance(record, Event) else None
        return ChangedThing(kind, what, key, self._title(kind, key, record), date, (), to_plain(record))

    def _title(self, kind: Kind, key: str, record: Record) -> str:
        if kind == "source":
            return self._called.source(key)
        return short(record.name if isinstance(record, Name) else getattr(record, "title", None) or key)

    def events(self) -> Iterator[ChangedThing]:
        """What changed in events."""
        pairs = self.pairs
        for first in range(0, len(pairs), 500):
            lot = pairs[first : first + 500]
            old = _held(self._old, [pair.old for pair in lot])
            new = _held(self._new, [pair.new for pair in lot])
            for pair in lot:
                part = self._event(
                    pair,
                    None if pair.old is None else old[pair.old.number],
                    None if pair.new is None else new[pair.new.number],
                )
                if part is not None:
                    yield part if pair.new is None else part._replace(number=pair.new.number)

    def _event(self, pair: EventPair, old: Event | None, new: Event | None) -> ChangedThing | None:
        if old is None or new is None:
            event = new or old
            assert event is not None  # noqa: S101 - one of the two is there
            return self._whole("event", "removed" if new is None else "added", event.id or "", event)
        was = self._translated(old)
        changes = list(changes_in_event(was, new, self._called))
        if pair.behind is not None:
            where = f"behind {short(pair.behind)}" if pair.behind else "first"
            changes.append(
                ToldChange("moved", f"it stands {where} now among those of its date", "", None, pair.behind)
            )
        if not changes and to_plain(replace(was, id=new.id)) != to_plain(new):
            changes.append(ToldChange("changed", _NOTHING, "", to_plain(old), to_plain(new)))
        title = self._title("event", new.id or "", new)
        return ChangedThing("event", "changed", new.id or "", title, new.date, changes) if changes else None

    def _translated(self, record: Any) -> Any:  # noqa: ANN401 - gives back what it takes
        """A record of the older version with the ids that things have now."""
        ids = {"event": self._events, "source": self._sources, "name": self._names}
        if not any(ids.values()):
            return record
        edits: dict[str, Any] = {}
        for field in table(type(record)).values():
            value = getattr(record, field.id)
            if field.holds in {"quotes", "steps"}:
                edits[field.id] = tuple(map(self._translated, value))
            elif field.id in {"variant_of", "passage"}:
                edits[field.id] = self._of_source(value)
            elif field.holds in ids:
                now = ids[field.holds]
                if field.several:
                    edits[field.id] = tuple(now.get(each, each) for each in value)
                else:
                    edits[field.id] = now.get(value, value)
        return replace(record, **edits)

    def _of_source(self, reference: str | None) -> str | None:
        """What a passage is referred to by: its source, with its number among several of them."""
        source, mark, number = (reference or "").partition("#")
        return self._sources[source] + mark + number if source in self._sources else reference


def changes_in_event(old: Event, new: Event, called: Called) -> Iterator[ToldChange]:
    """What is another in an event, its id included where the file gives it one."""
    yield from changes_of(old, new, called)
    if old.id != new.id and not (_is_made(old) and _is_made(new)):
        yield _renaming(old.id or "", new.id or "")


def _alone(timeline: Timeline) -> Timeline:
    return replace(timeline, sources={}, names={}, tours={})


def _renames(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    gone = {key: record for key, record in was.items() if key not in now}
    come = {key: record for key, record in now.items() if key not in was}
    return renamed(gone, come) if gone and come else {}


def _renaming(old: str, new: str) -> ToldChange:
    return ToldChange("renamed", f"its id is now {short(new)}, was {short(old)}", "id", old, new)


_Key = tuple[str, int]
"""An id, and how many before it in the file have the same."""


def _by_id(index: Index) -> dict[_Key, EventVersion]:
    entries = list(index.entries())
    return dict(zip(numbered(entry.id for entry in entries), entries, strict=True))


def _whole(index: Index | None, entries: Mapping[_Key, EventVersion]) -> dict[_Key, Event]:
    held = _held(index, entries.values())
    return {key: held[entry.number] for key, entry in entries.items()}


def _held(index: Index | None, entries: Iterable[EventVersion | None]) -> dict[int, Event]:
    numbers = sorted(entry.number for entry in entries if entry is not None)
    return {} if index is None else dict(index.events_of_numbers(numbers))


def _behind(
    old: Mapping[_Key, EventVersion], new: Mapping[_Key, EventVersion], was: Mapping[_Key, _Key]
) -> dict[_Key, str]:
    """Events that stand elsewhere among those of their date and their whole; all others are in order."""
    wholes = {entry.place: key for key, entry in old.items()}
    together: dict[tuple[str | None, _Key | None], list[tuple[_Key, int]]] = {}
    now = {entry.place: was.get(key, key) for key, entry in new.items()}
    for key, entry in new.items():
        before = old.get(was.get(key, key))
        if before is None or before.date != entry.date:
            continue
        whole, then = (None if entry.parent is None else now[entry.parent]), before.parent
        if whole == (None if then is None else wholes[then]):
            together.setdefault((entry.date, whole), []).append((key, before.place))
    found: dict[_Key, str] = {}
    for run in together.values():
        for at in out_of_order([place for _, place in run]) if len(run) > 1 else ():
            found[run[at][0]] = run[at - 1][0][0] if at else ""
    return found


def _is_made(event: Event) -> bool:
    """Whether its id may come from its date and title, since the file gives it none."""
    made, id_ = made_id(event), event.id or ""
    return id_ == made or (id_.startswith(f"{made}-") and id_[len(made) + 1 :].isdigit())
