"""Writes the index of a changed file out of a copy of the one that there was before."""

from __future__ import annotations

import json
import shutil
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.schema import Stamp, storable
from timeline_tui.index.seats import Changed, Come, Gone, NotCarried, Places, Seat, Seating, SeatOrder
from timeline_tui.index.staging import encode
from timeline_tui.index.tallies import (
    Stand,
    Tallies,
    lookups_again,
    move_mentions,
    move_numbers,
    move_ranks,
    redraw,
    without_lookups,
)
from timeline_tui.index.traits import Found
from timeline_tui.index.writer import write_pieces
from timeline_tui.problems.problem import Problem

# Of more events, only their numbers are compared.
_MOST_COMPARED = 200_000
_BOTH = """
    SELECT count(*) FROM main.row JOIN main.event USING (number)
    JOIN later.row AS now ON now.id = main.row.id JOIN later.event AS said ON said.number = now.number
"""
_CHANGED = f"{_BOTH} WHERE said.plain <> main.event.plain"


class Difference(NamedTuple):
    """What became of the events; those of one id are the same event."""

    changed: int
    new: int
    gone: int

    def __bool__(self) -> bool:
        """Whether any event is another."""
        return any(self)


def difference(before: Path, now: Path, stamp: Stamp) -> Difference | None:
    """What became of the events up to the index with this stamp; None where there are too many to compare."""
    with closing(Index.open(before)) as old, closing(Index.open(now)) as new:
        if new.stamp != stamp:
            raise Unusable("another index took its place")
        events = old.about.events, new.about.events
    if max(events) > _MOST_COMPARED:
        return None
    try:
        with closing(sqlite3.connect(_address(before), uri=True)) as connection:
            connection.execute("ATTACH ? AS later", [_address(now)])
            ((both,),) = connection.execute(_BOTH)
            ((changed,),) = connection.execute(_CHANGED)
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error
    return Difference(changed, events[1] - both, events[0] - both)


def _address(path: Path) -> str:
    return path.absolute().as_uri() + "?mode=ro&immutable=1"


def ends_early(old: Index, new: Index) -> bool:
    """Whether the new one is the old one without its end, as what is cut off in the middle is."""
    events = new.about.events
    if not 0 < events <= old.about.events:
        return events < old.about.events
    (last,), (was,) = new.events_in_file(events - 1, 1), old.events_in_file(events - 1, 1)
    fewer = len(last.quotes) < len(was.quotes) and was.quotes[: len(last.quotes)] == last.quotes
    return last.id == was.id and (events < old.about.events or fewer)


_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32000", "temp_store = MEMORY")


class Told(NamedTuple):
    """What the new index says beside its events."""

    was: Stamp
    """What the index was made from that there was before."""
    stamp: Stamp
    pieces: object
    """What is to be known of the file where it changes."""
    problems: Sequence[Problem] | None
    """All of them anew, where any has moved."""


def patch(
    source: Path, target: Path, changed: Changed, told: Told, found: Found, kin: Mapping[str, str]
) -> None:
    """Write a copy of an index with these changes; `NotCarried`, or `OSError` if it cannot be written."""
    shutil.copyfile(source, target)
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            connection.execute("BEGIN")
            _look_at_stamp(connection, told.was)
            _Patching(connection, changed, found, kin).run(told)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(f"the index cannot be written: {error}") from error


def _look_at_stamp(connection: sqlite3.Connection, was: Stamp) -> None:
    """Another program may have put one of its own in the place of the index that was looked at."""
    found = connection.execute("SELECT plain FROM fact WHERE name = 'stamp'").fetchone()
    if json.loads(found[0]) != was._asdict():
        raise NotCarried


class _Patching:
    """One change of one index."""

    def __init__(
        self, connection: sqlite3.Connection, changed: Changed, found: Found, kin: Mapping[str, str]
    ) -> None:
        self._connection = connection
        self._changed = changed
        self._order: SeatOrder = Seating(connection, changed).order()
        self._look_at_disputes()
        self._about: dict[str, Any] = self._fact("about")
        self._tallies = Tallies(connection, found, kin)
        self._places = Places(connection, self._about["events"])

    def run(self, told: Told) -> None:
        order, connection = self._order, self._connection
        dropped = without_lookups(connection, order, self._about["events"])
        places = {rank: self._places.of(rank) for rank in order.left}
        stands = {
            rank: self._tallies.forget(rank, gone.staged, places[rank]) for rank, gone in order.left.items()
        }
        move_ranks(connection, order)
        self._move_numbers()
        taken = [
            (seat.rank, self._places.take() if seat.was is None else places[seat.was]) for seat in order.seats
        ]
        for seat, (_, place) in zip(order.seats, taken, strict=True):
            self._tallies.learn(seat, place, Stand() if seat.was is None else stands[seat.was])
        self._tallies.write()
        if order.moves:
            self._places.move(order, taken)
        move_mentions(connection, order, self._tallies.names, self._mentioned())
        self._tell(told)
        if dropped:
            lookups_again(connection)

    def _look_at_disputes(self) -> None:
        """Each is asked by one event, and what is answered is asked."""
        run = self._connection.execute
        asked_before, asked = ([*_asked(events)] for events in (self._changed.gone, self._changed.come))
        lost, gained = {*asked_before} - {*asked}, {*asked} - {*asked_before}
        known = "SELECT 1 FROM question WHERE dispute = ?"
        answers = "SELECT rank FROM answer WHERE dispute = ?"
        if len(asked) > len({*asked}) or any(run(known, [one]).fetchone() for one in gained):
            raise NotCarried
        if any(rank not in self._order.left for one in lost for (rank,) in run(answers, [one])):
            raise NotCarried
        answered = {storable(one) for event in self._changed.come for one in _answered(event)}
        for one in answered - {*asked}:
            if one in lost or not run(known, [one]).fetchone():
                raise NotCarried

    def _move_numbers(self) -> None:
        first, gone, come, _ = self._changed
        move_numbers(self._connection, first + len(gone), len(come) - len(gone))

    def _mentioned(self) -> Iterator[tuple[int, Seat]]:
        for seat in self._order.seats:
            for name in array("I", seat.event.staged.columns.names):
                yield name, seat

    def _tell(self, told: Told) -> None:
        about = self._about
        if self._order.moves or self._looks_anew():
            drawn = redraw(self._connection, self._order)
            about |= {"lines": drawn.lines, "earliest": drawn.earliest, "latest": drawn.latest}
            self._say("density", drawn.density)
            self._say("disputed", drawn.disputed)
        about["events"] += len(self._changed.come) - len(self._changed.gone)
        about["quotes"] += self._tallies.quotes
        (about["disputes"],) = self._connection.execute("SELECT count(*) FROM question").fetchone()
        self._say("about", about)
        self._say("stamp", told.stamp._asdict())
        write_pieces(self._connection, told.pieces)
        if told.problems is not None:
            self._connection.execute("DELETE FROM problem")
            rows = ((at, encode(asdict(problem))) for at, problem in enumerate(told.problems))
            self._connection.executemany("INSERT INTO problem VALUES (?, ?)", rows)

    def _looks_anew(self) -> bool:
        """Whether any event that stays in its place has another date, or is disputed now or no longer."""
        seats = (seat for seat in self._order.seats if seat.was is not None)
        return any(_look(seat.event) != _look(self._order.left[seat.was or 0]) for seat in seats)

    def _fact(self, name: str) -> Any:  # noqa: ANN401 - each fact has its own shape
        found = self._connection.execute("SELECT plain FROM fact WHERE name = ?", [name])
        return json.loads(found.fetchone()[0])

    def _say(self, name: str, fact: object) -> None:
        self._connection.execute("UPDATE fact SET plain = ? WHERE name = ?", [encode(fact), name])


def _look(event: Gone | Come) -> tuple[str | None, bool]:
    """The date of an event, and whether it is disputed."""
    columns = event.staged.columns
    return columns.date, columns.asked != "[]" or any(one is not None for one in _answered(event))


def _asked(events: Sequence[Gone | Come]) -> Iterator[str]:
    """The disputes that these events ask."""
    for event in events:
        yield from map(storable, json.loads(event.staged.columns.asked))


def _answered(event: Gone | Come) -> Iterator[str]:
    """The disputes that its quotes answer."""
    return (dispute for _, dispute in json.loads(event.staged.columns.quotes) if dispute is not None)
