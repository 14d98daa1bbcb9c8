"""From the terms of a query to the parts of a statement that selects what they find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline_tui.index.density import ENDLESS
from timeline_tui.index.schema import BETWEEN, facet_word, signs_spelled
from timeline_tui.model import dates
from timeline_tui.model.criteria import CHANGED, LAST_LEFT, PROOFS, SINCE
from timeline_tui.model.days import day_edtf
from timeline_tui.model.folding import words
from timeline_tui.model.span import Span, is_choice
from timeline_tui.model.zones import Instant, Zone, instant
from timeline_tui.query.scan import Term

# What is not kept with the events.
_FOUND_OUT = (*PROOFS, CHANGED)


class QueryParts(NamedTuple):
    """What a query finds, as parts of a statement.

    `SELECT {place} FROM {tables} WHERE {where} [AND {place} >= ?] ORDER BY {place} [LIMIT ?]`: the order
    costs nothing, and the first rows come before the rest is looked for.
    """

    tables: str
    where: str
    values: tuple[object, ...]
    place: str
    words: bool = False
    """Whether it looks for words, which the folding of an event must not hide."""


class JoinedTerms:
    """What the terms of a query come to, put together."""

    def __init__(self) -> None:
        self._wanted: list[str] = []
        self._unwanted: list[str] = []
        self._apart: list[tuple[list[str], Sequence[tuple[str, Sequence[object]]]]] = []
        self._conditions: list[str] = []
        self._values: list[object] = []
        self._bounds: tuple[int, int] | None = None

    @property
    def asks_words(self) -> bool:
        """Whether it must be looked for among the words of events."""
        return bool(self._wanted or self._unwanted or self._apart)

    def add(self, expression: str, excluded: bool) -> None:
        """All of the expressions must hold, or none of those that are `excluded`."""
        (self._unwanted if excluded else self._wanted).append(expression)

    def add_apart(
        self, expressions: list[str], conditions: Sequence[tuple[str, Sequence[object]]] = ()
    ) -> None:
        """One of the expressions or conditions is enough."""
        self._apart.append((expressions, conditions))

    def add_condition(self, condition: str, values: Sequence[object]) -> None:
        """All of the conditions must hold."""
        self._conditions.append(condition)
        self._values += values

    def narrow(self, first: int, last: int) -> None:
        """No event stands elsewhere than between these places."""
        bounds = self._bounds or (first, last)
        self._bounds = max(bounds[0], first), min(bounds[1], last)

    def selection(self) -> QueryParts:
        """The parts of a statement that they come to."""
        conditions = list(self._conditions)
        values = list(self._values)
        tables = "trait" if conditions or self._apart else "row"
        place = f"{tables}.place"
        if self._wanted or self._unwanted:
            place = "words.rowid"
            # In this order, or the order of the list would have to be made anew.
            joined = f"words CROSS JOIN trait ON trait.place = {place}"
            tables = joined if conditions or self._apart else "words"
            conditions.insert(0, "words MATCH ?")
            values.insert(0, self._expression())
        for lots, others in self._apart:
            # Without the plus, SQLite may go through what is in there instead of through the words.
            each = f"+{place} IN (SELECT rowid FROM words WHERE words MATCH ?)"  # noqa: S608
            conditions.append(f"({' OR '.join([*[each] * len(lots), *(one for one, _ in others)])})")
            values += [*lots, *(value for _, asked in others for value in asked)]
        if self._bounds is not None:
            conditions.append(f"{place} BETWEEN ? AND ?")
            values += self._bounds
        return QueryParts(tables, " AND ".join(conditions) or "1", tuple(values), place)

    def _expression(self) -> str:
        # Every event has the word that stands before each of its texts.
        wanted = " AND ".join(self._wanted) or f'"{BETWEEN}"'
        return f"({wanted}) NOT ({' OR '.join(self._unwanted)})" if self._unwanted else wanted


class ProofTerm(NamedTuple):
    """A term that asks what is found out beside the index: of passages, or of changes."""

    asked: Term
    others: Term
    """The part of it that asks of something else; with no values where none does."""

    @classmethod
    def of(cls, term: Term) -> ProofTerm | None:
        """The term as such a one; None where it asks nothing of the kind."""
        if term.field == SINCE:
            return cls(term, term._replace(values=()))
        asked = tuple(value for value in term.values if term.field == "is" and value in _FOUND_OUT)
        others = tuple(value for value in term.values if value not in _FOUND_OUT)
        return cls(term._replace(values=asked), term._replace(values=others)) if asked else None

    @property
    def versions(self) -> list[str | None]:
        """For each value, the version since which it asks for changes; None where it asks of passages."""
        asked = self.asked
        if asked.field == SINCE:
            return [*asked.values]
        return [LAST_LEFT if value == CHANGED else None for value in asked.values]


def own_words(key: int, text: str, *, begun: bool) -> str:
    """What asks for a text of the field with this key, or for one that begins so."""
    asked = " ".join([facet_word(key), *words(signs_spelled(text))])
    if begun or not text:
        return f'"{asked}"' + " *" * (asked != facet_word(key))
    return f'"{asked} {BETWEEN}"'


_OF_BLOCKS = {
    "in": "least_earliest <= ? AND most_latest >= ?",
    "before": "least_latest < ?",
    "after": "most_earliest > ?",
}
"""What is asked of blocks of events, which may hold more than what is meant."""
_MEETS = "can_touch(trait.choice, trait.earliest, trait.latest, ?)"
_TRAIT = {
    "in": f"trait.earliest <= ? AND trait.latest >= ? AND (trait.choice IS NULL OR {_MEETS})",
    "before": "trait.latest < ?",
    "after": "trait.earliest > ?",
}
_OF_CHOICE = f"trait.earliest <= ? AND trait.latest >= ? AND {_MEETS}"
_OF_TIME = {
    "in": "trait.begins <= ? AND trait.ends >= ?",
    "before": "trait.ends < ?",
    "after": "trait.begins > ?",
}


class _AskedOfDate(NamedTuple):
    holds: str
    values: tuple[object, ...]
    days: tuple[int, ...]
    """What blocks of events are asked, which may hold more than what is meant."""


class DatesAsked:
    """What a term asks of the dates of events: dates, each of which is enough."""

    def __init__(self, term: Term, field: str, zone: Zone) -> None:
        spans = [span for value in term.values for span in _spans(field, dates.parse(value))]
        self._asked = [_asked(field, span, zone) for span in spans]
        self._excluded = term.excluded
        self._of_blocks = _OF_BLOCKS[field]

    def condition(self) -> tuple[str, list[object]]:
        """The condition that the dates of an event meet, and what it is asked with."""
        holds = " OR ".join(f"({one.holds})" for one in self._asked)
        condition = f"(trait.earliest IS NULL OR NOT ({holds}))" if self._excluded else f"({holds})"
        return condition, [value for one in self._asked for value in one.values]

    def of_blocks(self) -> tuple[str, list[int]]:
        """The condition that blocks of events meet which may hold any of these, and what it is asked with."""
        within = " OR ".join(f"({self._of_blocks})" for _ in self._asked)
        return within, [day for one in self._asked for day in one.days]


def _spans(field: str, span: Span) -> Iterator[Span]:
    """The dates to be asked for: in one of several is in any of them, and surely before one before all."""
    if field == "in" and span.shape == "one of":
        for member in span.dates:
            yield from _spans(field, member)
    else:
        yield span


def _asked(field: str, span: Span, zone: Zone) -> _AskedOfDate:
    if (time := instant(span, zone)) is not None:
        return _of_time(field, time)
    earliest = -ENDLESS if span.earliest is None else span.earliest
    latest = ENDLESS if span.latest is None else span.latest
    days = _ends(field, earliest, latest)
    holds = _OF_CHOICE if field == "in" and is_choice(span) else _TRAIT[field]
    # A range inside of a set is written with dots.
    text = span.text if "/" in span.text else span.text.replace("..", "/")
    return _AskedOfDate(holds, (*days, text) if field == "in" else days, days)


def _ends(field: str, first: int, last: int) -> tuple[int, ...]:
    return {"in": (last, first), "before": (first,), "after": (last,)}[field]


def _of_time(field: str, time: Instant) -> _AskedOfDate:
    """Events without a time of day are asked for its day, and all others for its seconds."""
    holds = f"CASE WHEN trait.begins IS NULL THEN {_TRAIT[field]} ELSE {_OF_TIME[field]} END"
    day = _ends(field, time.day, time.day)
    text = (day_edtf(time.day),) if field == "in" else ()
    # In other zones it is another day then.
    near = {"in": (time.day + 1, time.day - 1), "before": (time.day + 2,), "after": (time.day - 2,)}
    return _AskedOfDate(holds, (*day, *text, *_ends(field, time.first, time.last)), near[field])
