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

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.index.patching.changed import Changed, Come, Gone, NotCarried
from timeline_tui.index.patching.places import Places
from timeline_tui.index.patching.redrawing import redraw
from timeline_tui.index.patching.renumbering import (
    lookups_again,
    move_mentions,
    move_numbers,
    move_ranks,
    without_lookups,
)
from timeline_tui.index.patching.seats import Order, Seat, Seating
from timeline_tui.index.patching.tallies import Stand, Tallies
from timeline_tui.index.schema import storable
from timeline_tui.index.stamp import Stamp
from timeline_tui.index.writing.staging import encode
from timeline_tui.index.writing.traits import Found
from timeline_tui.index.writing.writer import write_pieces

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
        self._order: Order = Seating(connection, changed).order()
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
