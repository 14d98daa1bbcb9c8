"""From a query to the part of a statement that selects what it finds, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from timeline_tui.index.finding.facets import Ask, Facets
from timeline_tui.index.sound import MAYBE_NUMBER, checked
from timeline_tui.index.writing.traits import BETWEEN, ENDLESS, facet_word
from timeline_tui.model import dates
from timeline_tui.model.span import Span
from timeline_tui.query.folding import words
from timeline_tui.query.terms import DATES, Query, Term, Unreadable

# So many facets are asked for in one expression; each row that is looked at costs a step for each of them.
_MOST_TOGETHER = 100
_STRETCH = {
    "in": "least_earliest <= ? AND most_latest >= ?",
    "before": "least_latest < ?",
    "after": "most_earliest > ?",
}
_TRAIT = {
    "in": "trait.earliest <= ? AND trait.latest >= ?",
    "before": "trait.latest < ?",
    "after": "trait.earliest > ?",
}


class Selection(NamedTuple):
    """What a query finds, as parts of a statement.

    `SELECT {rank} FROM {tables} WHERE {where} [AND {rank} >= ?] ORDER BY {rank} [LIMIT ?]`: the order costs
    nothing, and the first rows come before the rest is looked for.
    """

    tables: str
    where: str
    values: tuple[object, ...]
    rank: str


class Words(NamedTuple):
    """How to ask for the ranks of events by their words, as parts of a statement."""

    tables: str
    where: str
    rank: str


AT_THEIR_RANKS: Final = Words("words", "words MATCH ?", "words.rowid")
"""The words of each event are kept under its rank, and so come in the order of the list at no cost."""
ELSEWHERE: Final = Words(
    "run CROSS JOIN words",
    "words MATCH ? AND words.rowid BETWEEN run.first AND run.last",
    "(words.rowid - run.first + run.rank)",
)
"""Some events have other ranks than when their words were written."""

NOTHING = Selection("row", "0", (), "row.rank")


class _Nothing(Exception):  # noqa: N818 - no event can meet a term
    pass


class Selecting:
    """Makes the selections of one index."""

    def __init__(self, ask: Ask, facets: Facets, searchable: bool, words: Words = AT_THEIR_RANKS) -> None:
        self._ask = ask
        self._facets = facets
        self._searchable = searchable
        self._words = words

    def of(self, query: Query) -> Selection:
        """What the query finds; values that nobody has find nothing."""
        parts = _Parts()
        try:
            for term in query.terms:
                if term.field is None:
                    parts.add(_phrase(term), term.excluded)
                elif term.field in DATES:
                    self._add_dates(parts, term, term.field)
                else:
                    self._add_facets(parts, term, term.field)
        except _Nothing:
            return NOTHING
        if parts.asks_words and not self._searchable:
            raise Unreadable(
                "this Python has an SQLite that cannot search",
                0,
                0,
                "a Python whose SQLite was built with FTS5",
            )
        return parts.selection(self._words)

    def _add_facets(self, parts: _Parts, term: Term, field: str) -> None:
        keys = [key for value in term.values for key in self._keys(term, field, value)]
        if not keys and not term.excluded:
            raise _Nothing
        lots = [_any(lot) for lot in _lots(dict.fromkeys(keys))]
        if len(lots) > 1 and not term.excluded:
            parts.add_apart(lots)
        else:
            for lot in lots:
                parts.add(lot, term.excluded)

    def _keys(self, term: Term, field: str, value: str) -> list[int]:
        return self._facets.keys(field, value, begun=term.prefix and value == term.values[-1])

    def _add_dates(self, parts: _Parts, term: Term, field: str) -> None:
        days = [values for value in term.values for values in _days(field, dates.parse(value))]
        holds = " OR ".join(f"({_TRAIT[field]})" for _ in days)
        asked = [day for values in days for day in values]
        if term.excluded:
            parts.add_condition(f"(trait.earliest IS NULL OR NOT ({holds}))", asked)
            return
        parts.add_condition(f"({holds})", asked)
        within = " OR ".join(f"({_STRETCH[field]})" for _ in days)
        found = self._ask(f"SELECT min(first), max(last) FROM stretch WHERE {within}", *asked)  # noqa: S608
        first, last = checked(found, MAYBE_NUMBER, MAYBE_NUMBER)[0]
        if first is None or last is None:
            raise _Nothing
        parts.narrow(first, last)


class _Parts:
    """What the terms of a query come to, put together."""

    def __init__(self) -> None:
        self._wanted: list[str] = []
        self._unwanted: list[str] = []
        self._apart: list[list[str]] = []
        self._conditions: list[str] = []
        self._values: list[object] = []
        self._bounds: tuple[int, int] | None = None

    @property
    def asks_words(self) -> bool:
        return bool(self._wanted or self._unwanted or self._apart)

    def add(self, expression: str, excluded: bool) -> None:
        (self._unwanted if excluded else self._wanted).append(expression)

    def add_apart(self, expressions: list[str]) -> None:
        self._apart.append(expressions)

    def add_condition(self, condition: str, values: Sequence[object]) -> None:
        self._conditions.append(condition)
        self._values += values

    def narrow(self, first: int, last: int) -> None:
        bounds = self._bounds or (first, last)
        self._bounds = max(bounds[0], first), min(bounds[1], last)

    def selection(self, kept: Words) -> Selection:
        conditions = list(self._conditions)
        values = list(self._values)
        tables, rank = ("trait", "trait.rank") if conditions or self._apart else ("row", "row.rank")
        if self._wanted or self._unwanted:
            rank = kept.rank
            # In this order, or the order of the list would have to be made anew.
            tables = f"{kept.tables} CROSS JOIN trait ON trait.rank = {rank}" if conditions else kept.tables
            conditions.insert(0, kept.where)
            values.insert(0, self._expression())
        for lots in self._apart:
            # Without the plus, SQLite may go through what is in there instead of through the words.
            each = f"+{rank} IN (SELECT {kept.rank} FROM {kept.tables} WHERE {kept.where})"  # noqa: S608
            conditions.append("(" + " OR ".join([each] * len(lots)) + ")")
            values += lots
        if self._bounds is not None:
            conditions.append(f"{rank} BETWEEN ? AND ?")
            values += self._bounds
        return Selection(tables, " AND ".join(conditions) or "1", tuple(values), rank)

    def _expression(self) -> str:
        # Every event has the word that stands before each of its texts.
        wanted = " AND ".join(self._wanted) or f'"{BETWEEN}"'
        return f"({wanted}) NOT ({' OR '.join(self._unwanted)})" if self._unwanted else wanted


def _phrase(term: Term) -> str:
    """The words one after the other. They hold letters and digits only, so no quotation mark either."""
    return f'"{" ".join(words(term.values[0]))}"' + (" *" if term.prefix else "")


def _any(keys: Sequence[int]) -> str:
    return "(" + " OR ".join(f'"{facet_word(key)}"' for key in keys) + ")"


def _lots(keys: dict[int, None]) -> Iterator[list[int]]:
    waiting = iter(keys)
    while lot := list(islice(waiting, _MOST_TOGETHER)):
        yield lot


def _days(field: str, span: Span) -> Iterator[tuple[int, ...]]:
    """The days that the condition of the field is asked with, once or, for one of several dates, for each."""
    if span.shape == "one of":
        for member in span.dates:
            yield from _days(field, member)
        return
    earliest = -ENDLESS if span.earliest is None else span.earliest
    latest = ENDLESS if span.latest is None else span.latest
    yield {"in": (latest, earliest), "before": (earliest,), "after": (latest,)}[field]
