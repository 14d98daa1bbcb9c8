"""Finds the events of an index by words, facets and dates, and the words spelled like one that it lacks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timeline_tui.index.facets import Counts, Facets, counted
from timeline_tui.index.list_places import Places
from timeline_tui.index.query_sql import PassageStates, QueryParts, SelectionMaker
from timeline_tui.index.records import NUMBER, ChangedSince, IsWanted, Unusable, checked
from timeline_tui.index.schema import Asking
from timeline_tui.index.traits import BETWEEN
from timeline_tui.index.vocabulary import spelled_like
from timeline_tui.model.dates import parse
from timeline_tui.model.span import Span, can_touch
from timeline_tui.model.zones import Zone
from timeline_tui.query.scan import Query

if TYPE_CHECKING:
    from timeline_tui.index.lookups import ListedRecords

# Other threads get their turn between two of these.
_LOT = 500


def _can_touch(choice: str | None, earliest: int, latest: int, text: str) -> bool:
    """Whether there is a day that both dates can mean; one that is no choice is told by its ends."""
    date = Span("", earliest, latest, "day") if choice is None else parse(choice)
    return can_touch(date, parse(text))


class Search:
    """The search of one index; every answer can raise `Unusable`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        ask: Asking,
        places: Places,
        listed: ListedRecords,
        zone: Zone,
        states: PassageStates,
        changes: Mapping[str, ChangedSince],
    ) -> None:
        self._connection = connection
        connection.create_function("can_touch", 4, _can_touch, deterministic=True)
        self._ask = ask
        self._places = places
        self.searchable = bool(ask("SELECT 1 FROM sqlite_schema WHERE name = 'words'"))
        """Whether SQLite could make an index of words."""
        self.facets = Facets(ask, listed)
        if self.searchable:
            self._look_at_words()
        self._selecting = SelectionMaker(ask, self.facets, self.searchable, zone, states, changes)

    def _look_at_words(self) -> None:
        """Where the words of the first event or of the last are missing, so may be any."""
        for which, order in (0, "rowid"), (self._places.rows - 1, "rowid DESC"):
            asked = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {order} LIMIT 1"  # noqa: S608
            stands = [(self._places.place(which),)] if self._places.rows else []
            if self._ask(asked, f'"{BETWEEN}"') != stands:
                raise Unusable("the words of events are damaged")

    def selection(self, query: Query) -> QueryParts:
        """What the query finds, as parts of a statement."""
        return self._selecting.of(query)

    def ranks(self, query: Query, first: int = 0, most: int = -1) -> list[int]:
        """The ranks of events that the query finds, from `first` on, at most so many where `most` says."""
        chosen = self.selection(query)
        asked = f"""
            SELECT {chosen.place} FROM {chosen.tables} WHERE {chosen.where} AND {chosen.place} >= ?
            ORDER BY {chosen.place} LIMIT ?
        """  # noqa: S608 - made of fixed words
        return self._places.ranks_found(self._ask(asked, *chosen.values, self._places.place(first), most))

    def count(self, query: Query) -> int:
        """How many events the query finds."""
        chosen = self.selection(query)
        asked = f"SELECT count(*) FROM {chosen.tables} WHERE {chosen.where}"  # noqa: S608 - made of fixed words
        return int(checked(self._ask(asked, *chosen.values), NUMBER)[0][0])

    def examine(self, events: int) -> None:
        """Whether each of so many events can be found at all; `Unusable` if not."""
        found = checked(self._ask("SELECT count(*) FROM trait"), NUMBER)
        if self.searchable:
            found += self._ask("SELECT count(*) FROM words WHERE words MATCH ?", f'"{BETWEEN}"')
        if any(count != events for (count,) in found):
            raise Unusable("what events are found by is damaged")

    def spelled_like(self, word: str) -> list[str]:
        """Words of events that are spelled like a folded one that none has, the nearest first."""
        return spelled_like(self._ask, word) if self.searchable else []

    def counts(self, query: Query, is_wanted: IsWanted = lambda: True) -> Counts | None:
        """How many of the events that the query finds have each facet; None where it was told to stop."""
        if not query.terms:
            return self.facets.whole()
        chosen = self.selection(query)
        joined = "" if "trait" in chosen.tables else f" CROSS JOIN trait ON trait.place = {chosen.place}"
        asked = f"SELECT trait.facets FROM {chosen.tables}{joined} WHERE {chosen.where}"  # noqa: S608
        return counted(self._lots(asked, chosen.values), self.facets, is_wanted)

    def _lots(self, asked: str, values: tuple[object, ...]) -> Iterator[list[tuple[Any, ...]]]:
        try:
            cursor = self._connection.execute(asked, values)
            while lot := cursor.fetchmany(_LOT):
                yield lot
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise Unusable(str(error)) from error
