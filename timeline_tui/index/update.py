"""Carries an index over to a file in which some events are others."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.index.arrangement import FACET_COUNTS, SOURCE_COUNTS, SPELLING_COUNTS, Lot, Sources
from timeline_tui.index.density import ENDLESS, Density
from timeline_tui.index.kept import event_of
from timeline_tui.index.outline import ListOrder, Redrawing, key_of, years_a_heading
from timeline_tui.index.records import NotCarried
from timeline_tui.index.schema import Stamp, storable, to_write
from timeline_tui.index.staging import ChangedRun, Clocks, RunEvent, Staged, Staging, decode, encode
from timeline_tui.index.traits import Found, days_kept
from timeline_tui.index.writer import write_pieces
from timeline_tui.model.timeline import Name, Source
from timeline_tui.problems.problem import Problem

_SETTINGS = ("synchronous = NORMAL", "cache_size = -32000", "temp_store = MEMORY")
_FILE = "SELECT number, place, id FROM row ORDER BY number LIMIT ? OFFSET ?"
_NEXT = "SELECT number FROM row ORDER BY number LIMIT 1 OFFSET ?"
_FORGET_WORDS = "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)"
_DAYS = """
SELECT date, nullif(earliest, ?), nullif(latest, ?), disputes > 0, count(*)
FROM row JOIN trait USING (place) WHERE date IS NOT NULL GROUP BY 1, 2, 3, 4
"""
_KEEP_WORDS = "INSERT INTO words (rowid, text) VALUES (?, ?)"


class Told(NamedTuple):
    """What the new index says beside its events."""

    was: Stamp
    """What the index was made from that there was before."""
    stamp: Stamp
    pieces: object
    """What is to be known of the file where it changes."""
    problems: Sequence[Problem] | None
    """All of them anew, where any has moved."""


class UnchangedParts(NamedTuple):
    """What is known of the whole timeline, which did not change."""

    names: Mapping[str, Name]
    sources: Mapping[str, Source]
    kin: Mapping[str, str]
    staging: Staging
    """What worked out the events that come and go."""
    clocks: Clocks


def patch(place: Path, changed: ChangedRun, told: Told, whole: UnchangedParts) -> None:
    """Make these changes in an index, or none; `NotCarried`, or `OSError` if it cannot be written.

    Whoever has it open sees what there was before, until it is opened anew.
    """
    with _updating(place, changed, told.was, whole) as update:
        update.tell(told)
        update.keep()


def can_patch(place: Path, changed: ChangedRun, was: Stamp, whole: UnchangedParts) -> bool:
    """Whether these changes could be made in an index, which stays as it is; `was` is its stamp."""
    try:
        with _updating(place, changed, was, whole):
            return True
    except (NotCarried, OSError):
        return False


@contextmanager
def _updating(place: Path, changed: ChangedRun, was: Stamp, whole: UnchangedParts) -> Iterator[_Update]:
    """An index with these changes in it; what is not kept before the end is gone."""
    try:
        with closing(sqlite3.connect(to_write(place), uri=True, isolation_level=None)) as connection:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raise NotCarried
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            connection.execute("BEGIN IMMEDIATE")
            _look_at_stamp(connection, was)
            update = _Update(connection, changed, whole)
            update.change()
            yield update
    except sqlite3.Error as error:
        raise OSError(f"the index cannot be written: {error}") from error


def _look_at_stamp(connection: sqlite3.Connection, was: Stamp) -> None:
    """Another program may have put one of its own in the place of the index that was looked at."""
    found = connection.execute("SELECT plain FROM fact WHERE name = 'stamp'").fetchone()
    if json.loads(found[0]) != was._asdict():
        raise NotCarried


class _Update:
    """One change of one index."""

    def __init__(self, connection: sqlite3.Connection, changed: ChangedRun, whole: UnchangedParts) -> None:
        self._connection = connection
        self._changed = changed
        self._whole = whole
        self._order = ListOrder(connection, changed.mixed)
        self._gone = {gone.id: gone for gone in changed.gone}
        held = self._look_at_file()
        self._look_at_disputes({id_: place for id_, (_, place) in held.items()})
        self._numbers = self._numbers_of_come({id_: number for id_, (number, _) in held.items()})
        self._about: dict[str, Any] = self._fact("about")
        keys = dict(connection.execute("SELECT id, key FROM source"))
        self._sources = Sources(whole.kin, keys)
        ids = whole.staging.mentions.ids()
        self._found = Found(ids, whole.names, whole.sources, connection)
        self._density = Density(self._about["earliest"], self._about["latest"])
        self._density.resume(*map(self._fact, ("lying", "disputed")))
        self._redrawing = Redrawing(connection)
        searched = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'words'")
        self._searchable = searched.fetchone() is not None

    def change(self) -> None:
        """Put in what comes, and take out what is gone."""
        for event in _parents_first(self._changed.come):
            self._put(event)
        come = {event.id for event in self._changed.come}
        for id_, gone in self._gone.items():
            if id_ not in come:
                place = self._order.place_of(id_)
                if self._order.has_parts(place):
                    raise NotCarried
                self._take_out(place, gone.staged)
        self._write_counts()
        self._write_questions()

    def keep(self) -> None:
        """Keep all that was changed and told."""
        self._connection.execute("COMMIT")

    def _look_at_file(self) -> dict[str, tuple[int, int]]:
        """Number and place of those that go; none that comes has the id of another that stays."""
        gone, come, first = self._changed.gone, self._changed.come, self._changed.first
        held = self._connection.execute(_FILE, [len(gone), first]).fetchall()
        if [id_ for _, _, id_ in held] != [event.id for event in gone] or len(self._gone) < len(gone):
            raise NotCarried
        if len(come) > len({event.id for event in come}):
            raise NotCarried
        for event in come:
            asked = "SELECT 1 FROM row WHERE id = ? LIMIT 1"
            if event.id not in self._gone and self._connection.execute(asked, [event.id]).fetchone():
                raise NotCarried
        return {id_: (number, place) for number, place, id_ in held}

    def _numbers_of_come(self, numbers: Mapping[str, int]) -> dict[str, int]:
        """Where each event that comes stands in the file; those that were there stay where they are."""
        found: dict[str, int] = {}
        run: list[str] = []
        behind = self._connection.execute(_NEXT, [self._changed.first + len(numbers)]).fetchone()
        bounds = [numbers.get(event.id) for event in self._changed.come]
        stay = [bound for bound in bounds if bound is not None]
        if stay != sorted(stay):
            raise NotCarried
        ends = [*zip([event.id for event in self._changed.come], bounds, strict=True)]
        for id_, bound in [*ends, ("", behind and behind[0])]:
            if bound is None and id_:
                run.append(id_)
                continue
            if run:
                room = self._order.room("number", bound, len(run))
                if room.moved and len(stay) > 0:
                    raise NotCarried
                self._renumber(room.moved)
                found.update(zip(run, room.taken, strict=True))
                run.clear()
            if id_ and bound is not None:
                found[id_] = bound
        return found

    def _renumber(self, moved: Mapping[int, int]) -> None:
        """Give other events of the file other numbers."""
        for table, column in (("event", "number"), ("row", "number")):
            self._replace(table, column, moved)

    def _replace(self, table: str, column: str, moved: Mapping[int, int]) -> None:
        """Put other numbers in the place of some, each of which may be another's."""
        aside = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608 - fixed words
        self._connection.executemany(aside, [(-1 - new, old) for old, new in moved.items()])
        back = f"UPDATE {table} SET {column} = -1 - {column} WHERE {column} < 0"  # noqa: S608 - fixed words
        self._connection.execute(back)

    def _look_at_disputes(self, held: Mapping[str, int]) -> None:
        """Each is asked by one event, and what is answered is asked."""
        run = self._connection.execute
        asked_before, asked = ([*_asked(events)] for events in (self._changed.gone, self._changed.come))
        lost, gained = {*asked_before} - {*asked}, {*asked} - {*asked_before}
        known = "SELECT 1 FROM question WHERE dispute = ?"
        answers = "SELECT place FROM answer WHERE dispute = ?"
        if len(asked) > len({*asked}) or any(run(known, [one]).fetchone() for one in gained):
            raise NotCarried
        places = {*held.values()}
        if any(place not in places for one in lost for (place,) in run(answers, [one])):
            raise NotCarried
        answered = {storable(one) for event in self._changed.come for one in _answered(event)}
        for one in answered - {*asked}:
            if one in lost or not run(known, [one]).fetchone():
                raise NotCarried

    # One event after the other.

    def _put(self, event: RunEvent) -> None:
        order, number = self._order, self._numbers[event.id]
        parent = None if event.part_of is None else order.place_of(event.part_of)
        depth = 0 if parent is None else 1 + self._value("SELECT depth FROM row WHERE place = ?", parent)
        before = order.before(key_of(event.staged.columns.order, number), parent, depth)
        gone = self._gone.get(event.id)
        if gone is not None:
            was = order.place_of(event.id)
            above = self._value("SELECT parent FROM row WHERE place = ?", was)
            if above == parent and before in {was, order.behind(was, depth)}:
                self._take_out(was, gone.staged)
                self._put_in(was, number, depth, parent, event.staged)
                return
            if order.has_parts(was) or parent == was:
                raise NotCarried
            if before == was:
                before = self._value("SELECT min(place) FROM row WHERE place > ?", was)
            self._take_out(was, gone.staged)
        room = order.room("place", before, 1)
        self._move(room.moved)
        parent = None if parent is None else room.moved.get(parent, parent)
        self._put_in(room.taken[0], number, depth, parent, event.staged)

    def _move(self, moved: Mapping[int, int]) -> None:
        """Let some events stand elsewhere, in the same order."""
        asked = "SELECT number, depth, parent, plain FROM row JOIN event USING (number) WHERE place = ?"
        held = {old: self._connection.execute(asked, [old]).fetchone() for old in moved}
        whole = self._whole
        staged = {
            old: whole.clocks.moved(whole.staging.of(event_of(plain))) for old, (*_, plain) in held.items()
        }
        for old in moved:
            self._take_out(old, staged[old])
        self._replace("row", "parent", moved)
        for old, new in moved.items():
            number, depth, parent, _ = held[old]
            self._put_in(new, number, depth, moved.get(parent, parent), staged[old])

    def _take_out(self, place: int, staged: Staged) -> None:
        run, lot = self._connection.execute, Lot()
        number, year = run("SELECT number, year FROM row WHERE place = ?", [place]).fetchone()
        text, _ = self._count(place, staged, lot, -1)
        if self._searchable:
            # The table keeps no text, so it must be told what to forget.
            run(_FORGET_WORDS, [place, text])
        lot.erase(self._connection)
        run("DELETE FROM event WHERE number = ?", [number])
        for table in ("row", "trait"):
            run(f"DELETE FROM {table} WHERE place = ?", [place])  # noqa: S608 - fixed words
        self._redrawing.leave(place, _days(staged)[1], year)

    def _put_in(self, place: int, number: int, depth: int, parent: int | None, staged: Staged) -> None:
        run, lot, columns = self._connection.execute, Lot(), staged.columns
        text, keys = self._count(place, staged, lot, 1)
        if self._searchable:
            run(_KEEP_WORDS, [place, text])
        tally, _ = self._sources.tally(columns.asked, columns.quotes, columns.cited)
        day = columns.until if columns.earliest is None else columns.earliest
        row = (place, number, *columns[:3], depth, *tally, None, None, None, parent, day, columns.key)
        lot.rows.append((*row, len(self._sources.cited(columns.cited)), columns.written, columns.digest))
        lot.write(self._connection)
        when = columns.begins, columns.ends, columns.choice
        run("INSERT INTO trait VALUES (?, ?, ?, ?, ?, ?, ?)", [place, *_days(staged), *when, keys])
        run("INSERT INTO event VALUES (?, ?)", [number, staged.plain])
        self._redrawing.come(place)

    def _count(self, place: int, staged: Staged, lot: Lot, by: int) -> tuple[str, bytes]:
        """Count what an event adds, or takes with it; the words that it is found by, and its facets."""
        columns, sources = staged.columns, self._sources
        tally, used = sources.tally(columns.asked, columns.quotes, columns.cited)
        days = None if columns.date is None else (columns.earliest, columns.latest)
        said = staged.words, columns.facets, days, columns.choice, columns.names, used, tally
        keys, text = self._found.of(*said, by)
        sources.spread(place, columns.quotes, columns.cited, lot, by)
        self._whole.staging.mentions.count(staged.uses, by)
        if columns.date is not None:
            disputed = tally[3] > 0
            self._density.add_event(columns.date, columns.earliest, columns.latest, disputed=disputed, by=by)
        self._about["events"] += by
        self._about["quotes"] += by * tally[0]
        self._about["misdated"] += by * (columns.written is not None)
        return text, keys

    # What is to be said of the whole.

    def _write_counts(self) -> None:
        many = self._connection.executemany
        facets = [*self._found.facets()]
        many(FACET_COUNTS, facets)
        none = "DELETE FROM facet WHERE key = ? AND events = 0 AND kind != 'name'"
        many(none, [(key,) for key, *_ in facets])
        many(SOURCE_COUNTS, [row for row in self._sources.rows() if row[2] or row[3]])
        uses = [*self._whole.staging.mentions.spellings()]
        many(SPELLING_COUNTS, uses)
        none = "DELETE FROM spelling WHERE name = ? AND spelling = ? AND source = ? AND passages = 0"
        many(none, [use[:3] for use in uses])

    def _write_questions(self) -> None:
        lost = [(one,) for one in _asked(self._changed.gone)]
        self._connection.executemany("DELETE FROM question WHERE dispute = ?", lost)
        asked = [(*map(storable, one),) for come in self._changed.come for one in come.staged.questions]
        self._connection.executemany("INSERT OR REPLACE INTO question VALUES (?, ?)", asked)

    def tell(self, told: Told) -> None:
        """Say anew what is said of the whole."""
        about, run = self._about, self._connection.execute
        self._redrawing.sum_up()
        earliest, latest = run("SELECT min(first), max(last) FROM block").fetchone()
        everything = (earliest, latest) != (about["earliest"], about["latest"])
        whole = 0 if latest is None else latest - earliest + 1
        size = self._years_a_heading()
        self._redrawing.draw(whole, size, everything=everything or size != about["years_a_heading"])
        if everything:
            self._density = self._density_anew(earliest, latest)
        (lines,) = run("SELECT ifnull(sum(rows + extras), 0) FROM block").fetchone()
        (disputes,) = run("SELECT count(*) FROM question").fetchone()
        days = {"earliest": earliest, "latest": latest, "years_a_heading": size}
        before = {id_: gone.staged.columns.digest for id_, gone in self._gone.items()}
        now = {come.id: come.staged.columns.digest for come in self._changed.come}
        both = before.keys() & now.keys()
        events = sum(before[id_] != now[id_] for id_ in both), len(now) - len(both), len(before) - len(both)
        facts = {
            "change": {"was": told.was._asdict(), "events": events},
            "about": about | days | {"lines": lines, "disputes": disputes},
            **self._density.kept(),
            "stamp": told.stamp._asdict(),
        }
        rows = [(name, encode(fact)) for name, fact in facts.items()]
        self._connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", rows)
        write_pieces(self._connection, told.pieces)
        if told.problems is not None:
            run("DELETE FROM problem")
            held = ((at, encode(asdict(problem))) for at, problem in enumerate(told.problems))
            self._connection.executemany("INSERT INTO problem VALUES (?, ?)", held)

    def _years_a_heading(self) -> int:
        """How many years stand under a heading, where that can have become another number."""
        gone, come = (
            Counter(each.staged.columns.date for each in changed)
            for changed in (self._changed.gone, self._changed.come)
        )
        if gone == come:
            return int(self._about["years_a_heading"])
        days = self._connection.execute("SELECT DISTINCT day FROM row WHERE day IS NOT NULL")
        events = self._value("SELECT count(*) FROM row WHERE day IS NOT NULL")
        return years_a_heading(events, (day for (day,) in days))

    def _density_anew(self, earliest: int | None, latest: int | None) -> Density:
        density = Density(earliest, latest)
        for date, first, last, disputed, events in self._connection.execute(_DAYS, [-ENDLESS, ENDLESS]):
            density.add_event(date, first, last, disputed=disputed, by=events)
        return density

    def _fact(self, name: str) -> Any:  # noqa: ANN401 - each fact has its own shape
        return json.loads(self._value("SELECT plain FROM fact WHERE name = ?", name))

    def _value(self, asked: str, *values: object) -> Any:  # noqa: ANN401 - whatever was asked for
        return self._connection.execute(asked, values).fetchone()[0]


def _days(staged: Staged) -> tuple[int, int] | tuple[None, None]:
    columns = staged.columns
    return days_kept(None if columns.date is None else (columns.earliest, columns.latest))


def _parents_first(come: Sequence[RunEvent]) -> Iterator[RunEvent]:
    """Each behind the one that it is part of, where that comes too."""
    waiting = {event.id: event for event in come}
    while waiting:
        ready = [event for event in waiting.values() if event.part_of not in waiting]
        if not ready:
            raise NotCarried
        for event in ready:
            yield waiting.pop(event.id)


def _asked(events: Sequence[RunEvent]) -> Iterator[str]:
    """The disputes that these events ask."""
    for event in events:
        yield from map(storable, decode(event.staged.columns.asked))


def _answered(event: RunEvent) -> Iterator[str]:
    """The disputes that its quotes answer."""
    return (dispute for _, dispute in decode(event.staged.columns.quotes) if dispute is not None)
