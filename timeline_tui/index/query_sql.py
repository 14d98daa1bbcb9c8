"""From a query to the part of a statement that selects what it finds, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.date_sql import OF_BLOCKS, asked_of_dates, condition
from timeline_tui.index.facets import Facets
from timeline_tui.index.list_places import BLOCK
from timeline_tui.index.records import MAYBE_NUMBER, ChangedSince, Unusable, checked
from timeline_tui.index.schema import LONGEST_PREFIX, Asking, Stamp, beside
from timeline_tui.index.traits import BETWEEN, facet_word, signs_spelled
from timeline_tui.index.vocabulary import begun_so
from timeline_tui.model.criteria import CHANGED, DATES, LAST_LEFT, PROOFS, SINCE
from timeline_tui.model.folding import words
from timeline_tui.model.zones import Zone
from timeline_tui.query.scan import Query, Term, Unreadable

# So many facets are asked for in one expression; each row that is looked at costs a step for each of them.
_MOST_TOGETHER = 100
# So many words are asked for one by one in the place of what they begin with, for which all events that
# have any of them would be gathered before the first is known.
_MOST_BEGUN = 32
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


NOTHING = QueryParts("row", "0", (), "row.place")


class _Nothing(Exception):  # noqa: N818 - no event can meet a term
    pass


class PassageStates(NamedTuple):
    """The states of the passages of an index, where they were compared with texts."""

    path: Path
    as_of: str | None
    stamp: Stamp

    def numbers(self, state: str) -> list[int]:
        """The numbers of events with a passage in this state; none before passages were compared."""
        from contextlib import closing

        from timeline_tui.index.sidecar import Findings

        try:
            findings = Findings.open(beside(self.path, ".findings"))
        except Unusable:
            return []
        with closing(findings):
            return findings.numbers(state) if findings.is_of(self.as_of, self.stamp) else []


class SelectionMaker:
    """Makes the selections of one index."""

    def __init__(
        self,
        ask: Asking,
        facets: Facets,
        searchable: bool,
        zone: Zone,
        states: PassageStates,
        changes: Mapping[str, ChangedSince],
    ) -> None:
        self._ask = ask
        self._zone = zone
        self._states = states
        self._changes = changes
        self._facets = facets
        self._searchable = searchable

    def of(self, query: Query) -> QueryParts:
        """What the query finds; values that nobody has find nothing."""
        parts = _Parts()
        try:
            for terms in query.groups:
                if len(terms) > 1:
                    self._add_any(parts, terms)
                elif (term := terms[0]).field is None:
                    parts.add(self._phrase(term), term.excluded)
                elif term.field in DATES:
                    self._add_dates(parts, term, term.field)
                elif proven := _of_proofs(term):
                    self._add_proven(parts, term, proven)
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
        return parts.selection()

    def _phrase(self, term: Term) -> str:
        """The words one after the other. They hold letters and digits only, so no quotation mark either."""
        *before, last = words(term.values[0])
        if not term.prefix:
            return _quoted([*before, last])
        if len(last) <= LONGEST_PREFIX or not self._searchable:
            return f"{_quoted([*before, last])} *"
        begun = begun_so(self._ask, last, _MOST_BEGUN)
        if begun is None:
            return f"{_quoted([*before, last])} *"
        return f"({' OR '.join(_quoted([*before, word]) for word in begun or [last])})"

    def _add_any(self, parts: _Parts, terms: Sequence[Term]) -> None:
        """One of the terms is enough."""
        expressions: list[str] = []
        conditions: list[tuple[str, Sequence[object]]] = []
        for term in terms:
            if term.field in DATES:
                conditions.append(condition(term, asked_of_dates(term, term.field, self._zone)))
                continue
            if proven := _of_proofs(term):
                conditions.append(self._proven(proven))
                term = _without_proofs(term)
                if not term.values:
                    continue
            lots = [self._phrase(term)] if term.field is None else self._facet_lots(term, term.field)
            expressions += [_none_of(lots)] if term.excluded else lots
        if not expressions and not conditions:
            raise _Nothing
        if conditions or len(expressions) > len(terms):
            parts.add_apart(expressions, conditions)
        else:
            parts.add(f"({' OR '.join(expressions)})", excluded=False)

    def _add_proven(self, parts: _Parts, term: Term, proven: Term) -> None:
        """Events by what became of their passages, and by other states where the term has some."""
        others = _without_proofs(term)
        if others.values and not term.excluded:
            parts.add_apart(self._facet_lots(others, "is"), [self._proven(proven)])
            return
        parts.add_condition(*self._proven(proven))
        if others.values:
            self._add_facets(parts, others, "is")

    def _proven(self, term: Term) -> tuple[str, list[object]]:
        """The condition that events with such a passage meet; none does as long as nothing was compared.

        What changed hides nothing as long as that is not known.
        """
        asked = [_version(term, value) for value in term.values]
        if any(version is not None and version not in self._changes for version in asked):
            return "1", []
        numbers = {
            number
            for value, version in zip(term.values, asked, strict=True)
            for number in (
                self._states.numbers(value.replace("-", " "))
                if version is None
                else self._changes[version].numbers
            )
        }
        listed = f"[{','.join(map(str, sorted(numbers)))}]"
        held = "SELECT place FROM row WHERE number IN (SELECT value FROM json_each(?))"
        return f"trait.place {'NOT ' if term.excluded else ''}IN ({held})", [listed]

    def _add_facets(self, parts: _Parts, term: Term, field: str) -> None:
        lots = self._facet_lots(term, field)
        if not lots and not term.excluded:
            raise _Nothing
        if len(lots) > 1 and not term.excluded:
            parts.add_apart(lots)
        else:
            for lot in lots:
                parts.add(lot, term.excluded)

    def _facet_lots(self, term: Term, field: str) -> list[str]:
        asked = self._own if field == "field" else self._keys
        found = dict.fromkeys(one for value in term.values for one in asked(term, field, value))
        return [f"({' OR '.join(lot)})" for lot in _lots(found)]

    def _keys(self, term: Term, field: str, value: str) -> list[str]:
        keys = self._facets.keys(field, value, begun=term.prefix and value == term.values[-1])
        return [f'"{facet_word(key)}"' for key in keys]

    def _own(self, term: Term, field: str, value: str) -> list[str]:
        """What asks for a word of the file or, behind an equals sign, for a text that it says."""
        if exact := self._facets.exact("value", value):
            return [f'"{facet_word(key)}"' for key in exact]
        begun = term.prefix and value == term.values[-1]
        found = self._keys(term, field, value)
        for at, letter in enumerate(value):
            if letter == "=":
                keys = self._facets.keys(field, value[:at])
                found += [_own_words(key, value[at + 1 :], begun=begun) for key in keys]
        return found

    def _add_dates(self, parts: _Parts, term: Term, field: str) -> None:
        asked = asked_of_dates(term, field, self._zone)
        parts.add_condition(*condition(term, asked))
        if term.excluded:
            return
        within = " OR ".join(f"({OF_BLOCKS[field]})" for _ in asked)
        days = [day for one in asked for day in one.days]
        found = self._ask(f"SELECT min(number), max(number) FROM block WHERE {within}", *days)  # noqa: S608
        first, last = checked(found, MAYBE_NUMBER, MAYBE_NUMBER)[0]
        if first is None or last is None:
            raise _Nothing
        parts.narrow(first * BLOCK, (last + 1) * BLOCK - 1)


class _Parts:
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
        return bool(self._wanted or self._unwanted or self._apart)

    def add(self, expression: str, excluded: bool) -> None:
        (self._unwanted if excluded else self._wanted).append(expression)

    def add_apart(
        self, expressions: list[str], conditions: Sequence[tuple[str, Sequence[object]]] = ()
    ) -> None:
        """One of the expressions or conditions is enough."""
        self._apart.append((expressions, conditions))

    def add_condition(self, condition: str, values: Sequence[object]) -> None:
        self._conditions.append(condition)
        self._values += values

    def narrow(self, first: int, last: int) -> None:
        bounds = self._bounds or (first, last)
        self._bounds = max(bounds[0], first), min(bounds[1], last)

    def selection(self) -> QueryParts:
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


def _quoted(each: Sequence[str]) -> str:
    return f'"{" ".join(each)}"'


def _none_of(expressions: Sequence[str]) -> str:
    """Every event but these; every event has the word that stands before each of its texts."""
    return f'("{BETWEEN}" NOT ({" OR ".join(expressions)}))' if expressions else f'"{BETWEEN}"'


def _of_proofs(term: Term) -> Term | None:
    """The part of the term that asks what is found out beside the index: of passages, or of changes."""
    if term.field == SINCE:
        return term
    asked = tuple(value for value in term.values if term.field == "is" and value in _FOUND_OUT)
    return term._replace(values=asked) if asked else None


def _without_proofs(term: Term) -> Term:
    if term.field == SINCE:
        return term._replace(values=())
    return term._replace(values=tuple(value for value in term.values if value not in _FOUND_OUT))


def _version(term: Term, value: str) -> str | None:
    """The version since which a value asks for changes; None where it asks of something else."""
    return value if term.field == SINCE else LAST_LEFT if value == CHANGED else None


def _own_words(key: int, text: str, *, begun: bool) -> str:
    """What asks for a text of the field with this key, or for one that begins so."""
    asked = " ".join([facet_word(key), *words(signs_spelled(text))])
    if begun or not text:
        return f'"{asked}"' + " *" * (asked != facet_word(key))
    return f'"{asked} {BETWEEN}"'


def _lots(found: dict[str, None]) -> Iterator[list[str]]:
    waiting = iter(found)
    while lot := list(islice(waiting, _MOST_TOGETHER)):
        yield lot
