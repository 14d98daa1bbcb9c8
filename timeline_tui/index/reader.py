"""Asks an index: the rows of a window, one event, what is listed, what is wrong."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline_tui.index.density import Lying, disputed_bins, lying_bins
from timeline_tui.index.list_places import Places
from timeline_tui.index.records import (
    ROW_FIELDS,
    ROW_SORTS,
    About,
    ChangedSince,
    Difference,
    EventVersion,
    Row,
    Sort,
    Superseded,
    Unusable,
    checked,
    decoded,
    sound,
)
from timeline_tui.index.schema import IndexConnection, Stamp, fact, open_index

if TYPE_CHECKING:
    from timeline_tui.index.event_search import Search
    from timeline_tui.index.facets import Value
    from timeline_tui.index.lookups import ListedRecords, Moments, Naming, Passages
    from timeline_tui.model.span import Span
    from timeline_tui.model.timeline import Event, Name, Source, Timeline, Tour
    from timeline_tui.model.zones import Zone
    from timeline_tui.problems.problem import Problem


__all__ = ["Index", "Unusable"]


class Index:
    """An index that is open for reading; every answer can raise `Unusable`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.ask = IndexConnection(connection)
        """The rows that answer a question in SQL, for the other modules of the index."""
        self.path = path
        """The file that it is in, which stays its own where another takes its place."""
        self.about = sound(About(**fact(self.ask, "about")))
        self.changes: dict[str, ChangedSince] = {}
        """What changed since other versions, by what stands for each in a query, once it was found out."""
        self.stamp = sound(Stamp(**fact(self.ask, "stamp")))
        self.places = Places(self.ask)
        last = self.ask("SELECT place FROM row ORDER BY place DESC LIMIT 1")
        stands = [(self.places.place(self.places.rows - 1),)] if self.places.rows else []
        if last != stands or (self.places.rows, self.places.lines) != (self.about.events, self.about.lines):
            raise Unusable("the index is not whole")

    @classmethod
    def open(cls, path: Path) -> Index:
        """The index in the file; `Unusable` if it is none, or none that this program wrote."""
        path = Path(os.path.realpath(path))
        connection = open_index(path)
        try:
            return cls(connection, path)
        except (Unusable, TypeError) as error:
            connection.close()
            raise Unusable(str(error)) from error

    @cached_property
    def listed(self) -> ListedRecords:
        """The sources and names that it lists."""
        from timeline_tui.index.lookups import ListedRecords

        return ListedRecords(self.ask)

    @cached_property
    def naming(self) -> Naming:
        """What it knows of names."""
        from timeline_tui.index.lookups import Naming

        return Naming(self.ask, self.places)

    @cached_property
    def moments(self) -> Moments:
        """What it knows of moments."""
        from timeline_tui.index.lookups import Moments

        return Moments(self.ask, self.places)

    @cached_property
    def passages(self) -> Passages:
        """What it knows of passages."""
        from timeline_tui.index.lookups import Passages

        return Passages(self.ask, self.places, self.event)

    def again(self) -> Index:
        """Itself on a connection of its own, for another thread; `Superseded` where it is another by now."""
        index = Index.open(self.path)
        if index.stamp != self.stamp:
            index.close()
            raise Superseded("there is a newer one")
        index.changes = self.changes
        return index

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def is_changed(self, number: int) -> bool:
        """Whether an event is known to be new or another than in a version that was asked about."""
        return any(number in since.numbers for since in self.changes.values())

    def rows(self, first: int, count: int) -> list[Row]:
        """The rows from this rank on, as many as there are."""
        first = max(first, 0)
        which = "WHERE place >= ? ORDER BY place LIMIT ?"
        return self._rows(range(first, self.places.rows), which, self.places.place(first), max(count, 0))

    def rows_of(self, ranks: Sequence[int]) -> list[Row]:
        """The rows of these ranks, which go up."""
        if ranks and ranks[-1] - ranks[0] == len(ranks) - 1:
            return self.rows(ranks[0], len(ranks))
        listed = ",".join(map(str, self.places.places(ranks)))
        which = "WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place"
        return self._rows(ranks, which, f"[{listed}]")

    def rank_of(self, event_id: str) -> int | None:
        """Where the event with this id stands."""
        return self.places.rank_found(
            self.ask("SELECT place FROM row WHERE id = ? ORDER BY place LIMIT 1", event_id)
        )

    def rank_at(self, day: int) -> int:
        """The first row to begin on this day or after it, or else the last to begin.

        What has no beginning is taken to begin on the last day that it can mean.
        """
        later = "SELECT place FROM row WHERE day >= ? ORDER BY day, place LIMIT 1"
        last = "SELECT place FROM row WHERE day IS NOT NULL ORDER BY day DESC, place LIMIT 1"
        day = max(min(day, 2**63 - 1), -(2**63))
        return self.places.rank_found(self.ask(later, day) or self.ask(last)) or 0

    def rank_of_date(self, span: Span) -> int | None:
        """The first row to begin at this date or after it, to the minute, or else the last to begin."""
        from timeline_tui.model.zones import instant

        time = instant(span, self.about.zone)
        if time is not None and (since := self.moments.since(time, equal=True)) is not None:
            return since
        return None if span.anchor is None else self.rank_at(span.anchor)

    def has_parts(self, rank: int | None = None) -> bool:
        """Whether any event is part of the one at this rank or, with none, of another at all."""
        which = "IS NOT NULL" if rank is None else "= ?"
        asked = f"SELECT 1 FROM row WHERE parent {which} LIMIT 1"  # noqa: S608 - fixed words
        return bool(self.ask(asked, *([] if rank is None else [self.places.place(rank)])))

    def row_of_number(self, number: int) -> Row:
        """The row of the event that has this number in its file."""
        found = self.ask("SELECT place FROM row WHERE number = ?", number)
        rank = self.places.rank_found(found)
        if rank is None:
            raise Unusable("a row is missing")
        return self.rows(rank, 1)[0]

    def before_in_file(self, number: int) -> int:
        """How many events stand before the one that has this number in its file."""
        return int(self.ask("SELECT count(*) FROM row WHERE number < ?", number)[0][0])

    def beside_in_file(self, row: Row | None, direction: int) -> Row | None:
        """The row of the event that stands right behind this one in the file, or before it.

        With none, it is the first of the file.
        """
        later = "SELECT place FROM row WHERE number > ? ORDER BY number LIMIT 1"
        earlier = "SELECT place FROM row WHERE number < ? ORDER BY number DESC LIMIT 1"
        number = -1 if row is None else row.number
        rank = self.places.rank_found(self.ask(later if direction > 0 else earlier, number))
        return None if rank is None else self.rows(rank, 1)[0]

    def disputed(self, rank: int, direction: int, count: int = 1) -> list[int]:
        """The next rows after this one, or before it, of events with a disputed point; the nearest first."""
        later = "SELECT place FROM row WHERE disputes > 0 AND place > ? ORDER BY place LIMIT ?"
        earlier = "SELECT place FROM row WHERE disputes > 0 AND place < ? ORDER BY place DESC LIMIT ?"
        place = -1 if rank < 0 else self.places.place(rank)
        found = self.ask(later if direction > 0 else earlier, place, count)
        return self.places.ranks_found(found[::direction])[::direction]

    def parent(self, rank: int) -> Row | None:
        """The event that the one at this rank is part of."""
        found = self.ask("SELECT parent FROM row WHERE place = ?", self.places.place(rank))
        if not found or found[0][0] is None:
            return None
        return next(iter(self.rows(self.places.rank_found(found) or 0, 1)), None)

    def children(self, rank: int) -> list[Row]:
        """The events that are part of the one at this rank, in the order of the list."""
        asked = "SELECT place FROM row WHERE parent = ? ORDER BY place"
        return self.rows_of(self.places.ranks_found(self.ask(asked, self.places.place(rank))))

    def ids(self) -> Iterable[str]:
        """Every event's id, in the order of the list."""
        return (version.id for version in self.entries())

    def event(self, rank: int) -> Event:
        """The whole event at this rank; `Unusable` if there is none."""
        events = self.events(rank, 1)
        if not events:
            raise Unusable(f"there is no row {rank}")
        return events[0]

    def events(self, first: int, count: int) -> list[Event]:
        """The whole events from this rank on, as many as there are."""
        asked = """
            SELECT plain FROM row LEFT JOIN event USING (number) WHERE place >= ? ORDER BY place LIMIT ?
        """
        found = self.ask(asked, self.places.place(first), max(count, 0))
        return self._events(plain for (plain,) in found)

    def examine(self) -> None:
        """Read all that is kept of events, sources and names; `Unusable` where any of it is damaged."""
        self.sources()
        self.names()
        self.tours()
        for first in range(0, self.about.events, 1000):
            if len(self.rows(first, 1000)) != len(self.events(first, 1000)):
                raise Unusable("a row is missing")
        self.search.examine(self.about.events)

    def digests(self) -> Iterator[tuple[int, int]]:
        """The number of each event, in the order of the file, and a digest of all that it says."""
        asked = "SELECT number, digest FROM row WHERE number > ? ORDER BY number LIMIT 5000"
        return self._walk(asked, int, int)

    def entries(self) -> Iterator[EventVersion]:
        """What tells the versions of each event apart, in the order of the list."""
        asked = """
            SELECT place, number, id, digest, date, parent FROM row WHERE place > ? ORDER BY place LIMIT 5000
        """
        sorts = int, int, str, int, str | None, int | None
        return (EventVersion(*row) for row in self._walk(asked, *sorts))

    def events_of_numbers(self, numbers: Sequence[int]) -> Iterator[tuple[int, Event]]:
        """Whole events with their numbers, which go up."""
        held = "SELECT value FROM json_each(?)"
        asked = f"SELECT number, plain FROM event WHERE number IN ({held}) ORDER BY number"  # noqa: S608 - fixed
        for first in range(0, len(numbers), 500):
            listed = f"[{','.join(map(str, numbers[first : first + 500]))}]"
            found = checked(self.ask(asked, listed), int, str)
            yield from zip(
                (number for number, _ in found), self._events(plain for _, plain in found), strict=True
            )

    def every_in_file(self) -> Iterator[Event]:
        """All whole events in the order of the file."""
        from timeline_tui.index.kept import event_of

        asked = "SELECT number, plain FROM event WHERE number > ? ORDER BY number LIMIT 500"
        return (event_of(plain) for _, plain in self._walk(asked, int, str))

    def _walk(self, asked: str, *sorts: Sort) -> Iterator[tuple[Any, ...]]:
        """The rows behind each that is the last of some, by their first column, until there are no more."""
        last = -1
        while found := checked(self.ask(asked, last), *sorts):
            yield from found
            last = found[-1][0]

    def plain_in_file(self, first: int, count: int) -> list[str]:
        """So many whole events as they are kept, in the order of the file, from this one on."""
        begins = "(SELECT number FROM row ORDER BY number LIMIT 1 OFFSET ?)"
        asked = f"SELECT plain FROM event WHERE number >= {begins} ORDER BY number LIMIT ?"  # noqa: S608
        return [plain for (plain,) in checked(self.ask(asked, first, max(count, 0)), str)]

    def _events(self, plain: Iterable[str]) -> list[Event]:
        from timeline_tui.index.kept import event_of

        return list(map(event_of, plain))

    def parents(self) -> dict[int, int]:
        """Which event an event is part of, both as they are counted in the file."""
        numbers = self.ask("SELECT number FROM row ORDER BY number")
        counted = {number: at for at, (number,) in enumerate(checked(numbers, int))}
        wholes = "LEFT JOIN row whole ON whole.place = part.parent WHERE part.parent IS NOT NULL"
        found = self.ask(f"SELECT part.number, whole.number FROM row part {wholes}")  # noqa: S608 - fixed words
        return {counted[part]: counted[whole] for part, whole in checked(found, int, int)}

    @cached_property
    def search(self) -> Search:
        """Finds events by words, facets and dates."""
        from timeline_tui.index.event_search import PassageStates, Search

        states = PassageStates(self.path, self.about.as_of, self.stamp)
        return Search(self.ask, self.places, self.listed, self.about.zone, states, self.changes)

    def values(self, kind: str, beginning: str = "", most: int | None = 50) -> list[Value]:
        """Values that a field of a query can take, with how many events each has."""
        return self.search.facets.values(kind, beginning, most)

    def sources(self) -> dict[str, Source]:
        """Every listed source by id."""
        return self.listed.sources

    def names(self) -> dict[str, Name]:
        """Every listed name by id."""
        return self.listed.names

    def tours(self) -> dict[str, Tour]:
        """Every tour by id."""
        return self.listed.tours

    def timeline(self) -> Timeline:
        """What the file says beside its events."""
        from timeline_tui.model.timeline import Timeline

        own = {name: getattr(self.about, name) for name in ("title", "summary", "license", "timezone")}
        return Timeline(**own, sources=self.sources(), names=self.names(), tours=self.tours())

    def families(self) -> dict[str, str]:
        """The family of each listed source; a family counts as one independent source."""
        return self.listed.families

    @cached_property
    def lying(self) -> Lying:
        """How many events lie how surely in each of `BINS` parts of the whole span."""
        return lying_bins(fact(self.ask, "lying"))

    @cached_property
    def disputed_bins(self) -> list[int]:
        """The bins of the whole span, of `BINS`, that hold an event which accounts differ on."""
        return disputed_bins(fact(self.ask, "disputed"))

    def problems(self, name: str | None = None) -> list[Problem]:
        """What is wrong in the file, in its order; `name` is what to call the file."""
        from timeline_tui.index.kept import problem_of

        rows = self.ask("SELECT plain FROM problem ORDER BY position")
        inside = self.stamp.files > 0
        return [problem_of(plain, name, inside=inside) for (plain,) in rows]

    def change_from(self, stamp: Stamp) -> Difference | None:
        """What became of the events, where one change made it from that version."""
        found = self.ask("SELECT plain FROM fact WHERE name = 'change'")
        change = decoded(found[0][0]) if found else None
        if not isinstance(change, dict) or change.get("was") != stamp._asdict():
            return None
        events = change.get("events")
        known = checked([tuple(events)], *[int] * 3) if isinstance(events, list) else []
        return Difference(*known[0]) if known else None

    def ends_early(self, before: Index) -> bool:
        """Whether it is another version without its end, as what is cut off in the middle is."""
        events = self.about.events
        if not 0 < events <= before.about.events:
            return events < before.about.events
        (last,), (was,) = (index._events(index.plain_in_file(events - 1, 1)) for index in (self, before))
        fewer = len(last.quotes) < len(was.quotes) and was.quotes[: len(last.quotes)] == last.quotes
        return last.id == was.id and (events < before.about.events or fewer)

    @property
    def pieces(self) -> Any:  # noqa: ANN401 - plain values of whoever reads files
        """What is to be known of the file where it changes; None where nothing is."""
        found = self.ask("SELECT plain FROM fact WHERE name = 'pieces'")
        return decoded(found[0][0]) if found else None

    @property
    def zones(self) -> list[tuple[int, Zone]]:
        """How many events stand before each file, and the zone of its times; only one where all agree."""
        zones = fact(self.ask, "zones")
        try:
            if all(type(first) is int and type(zone) in {int, str, type(None)} for first, zone in zones):
                return [(first, zone) for first, zone in zones]
        except (TypeError, ValueError) as error:
            raise Unusable("the zones are damaged") from error
        raise Unusable("the zones are damaged")

    @property
    def more_problems(self) -> int:
        """How many problems were counted but not kept."""
        more = fact(self.ask, "more problems")
        if type(more) is not int or more < 0:
            raise Unusable("the problems were not counted")
        return more

    def _rows(self, ranks: Sequence[int], which: str, *values: object) -> list[Row]:
        asked = f"SELECT {ROW_FIELDS} FROM row {which}"  # noqa: S608 - fixed words
        found = checked(self.ask(asked, *values), *ROW_SORTS)
        if len(found) > len(ranks):
            raise Unusable("the index is not whole")
        return [Row(rank, *row) for rank, row in zip(ranks, found, strict=False)]
