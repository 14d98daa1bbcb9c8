"""Finds the events of an index by words, facets and dates, and the words spelled like one that it lacks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline_tui.index.facets import Counts, Facets, counted
from timeline_tui.index.list_places import BLOCK, Places
from timeline_tui.index.query_sql import DatesAsked, JoinedTerms, ProofTerm, QueryParts, own_words
from timeline_tui.index.records import ChangedSince, IsWanted, Unusable, checked
from timeline_tui.index.schema import BETWEEN, LONGEST_PREFIX, IndexConnection, Stamp, beside, facet_word
from timeline_tui.model.criteria import DATES
from timeline_tui.model.dates import parse
from timeline_tui.model.folding import words
from timeline_tui.model.span import Span, can_touch
from timeline_tui.model.zones import Zone
from timeline_tui.query.scan import Query, Term, Unreadable

if TYPE_CHECKING:
    from timeline_tui.index.lookups import ListedRecords

# Other threads get their turn between two of these.
_LOT = 500
# So many words are asked for one by one in the place of what they begin with, for which all events that
# have any of them would be gathered before the first is known.
_MOST_BEGUN = 32


# So many facets are asked for in one expression; each row that is looked at costs a step for each of them.
_MOST_TOGETHER = 100


_NOTHING = QueryParts("row", "0", (), "row.place")


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


def _can_touch(choice: str | None, earliest: int, latest: int, text: str) -> bool:
    """Whether there is a day that both dates can mean; one that is no choice is told by its ends."""
    date = Span("", earliest, latest, "day") if choice is None else parse(choice)
    return can_touch(date, parse(text))


class Search:
    """The search of one index; every answer can raise `Unusable`."""

    def __init__(
        self,
        ask: IndexConnection,
        places: Places,
        listed: ListedRecords,
        zone: Zone,
        states: PassageStates,
        changes: Mapping[str, ChangedSince],
    ) -> None:
        ask.connection.create_function("can_touch", 4, _can_touch, deterministic=True)
        self._ask = ask
        self._places = places
        self.searchable = bool(ask("SELECT 1 FROM sqlite_schema WHERE name = 'words'"))
        """Whether SQLite could make an index of words."""
        self.facets = Facets(ask, listed)
        if self.searchable:
            self._look_at_words()
        self._zone = zone
        self._states = states
        self._changes = changes

    def _look_at_words(self) -> None:
        """Where the words of the first event or of the last are missing, so may be any."""
        for which, order in (0, "rowid"), (self._places.rows - 1, "rowid DESC"):
            asked = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {order} LIMIT 1"  # noqa: S608
            stands = [(self._places.place(which),)] if self._places.rows else []
            if self._ask(asked, f'"{BETWEEN}"') != stands:
                raise Unusable("the words of events are damaged")

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
        return int(checked(self._ask(asked, *chosen.values), int)[0][0])

    def examine(self, events: int) -> None:
        """Whether each of so many events can be found at all; `Unusable` if not."""
        found = checked(self._ask("SELECT count(*) FROM trait"), int)
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
            cursor = self._ask.connection.execute(asked, values)
            while lot := cursor.fetchmany(_LOT):
                yield lot
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise Unusable(str(error)) from error

    def selection(self, query: Query) -> QueryParts:
        """What the query finds, as parts of a statement; values that nobody has find nothing."""
        parts = JoinedTerms()
        looks_for_words = any(term.field is None and not term.excluded for term in query.terms)
        try:
            for terms in query.groups:
                if len(terms) > 1:
                    self._add_any(parts, terms)
                elif (term := terms[0]).field is None:
                    parts.add(self._phrase(term), term.excluded)
                elif term.field in DATES:
                    self._add_dates(parts, term, term.field)
                elif proven := ProofTerm.of(term):
                    self._add_proven(parts, proven)
                else:
                    self._add_facets(parts, term, term.field)
        except _Nothing:
            return _NOTHING._replace(words=looks_for_words)
        if parts.asks_words and not self.searchable:
            raise Unreadable(
                "this Python has an SQLite that cannot search",
                0,
                0,
                "a Python whose SQLite was built with FTS5",
            )
        return parts.selection()._replace(words=looks_for_words)

    def _phrase(self, term: Term) -> str:
        """The words one after the other. They hold letters and digits only, so no quotation mark either."""
        *before, last = words(term.values[0])
        if not term.prefix:
            return _quoted([*before, last])
        if len(last) <= LONGEST_PREFIX or not self.searchable:
            return f"{_quoted([*before, last])} *"
        begun = begun_so(self._ask, last, _MOST_BEGUN)
        if begun is None:
            return f"{_quoted([*before, last])} *"
        return f"({' OR '.join(_quoted([*before, word]) for word in begun or [last])})"

    def _add_any(self, parts: JoinedTerms, terms: Sequence[Term]) -> None:
        """One of the terms is enough."""
        expressions: list[str] = []
        conditions: list[tuple[str, Sequence[object]]] = []
        for term in terms:
            if term.field in DATES:
                conditions.append(DatesAsked(term, term.field, self._zone).condition())
                continue
            if proven := ProofTerm.of(term):
                conditions.append(self._proven(proven))
                term = proven.others
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

    def _add_proven(self, parts: JoinedTerms, proven: ProofTerm) -> None:
        """Events by what became of their passages, and by other states where the term has some."""
        others = proven.others
        if others.values and not others.excluded:
            parts.add_apart(self._facet_lots(others, "is"), [self._proven(proven)])
            return
        parts.add_condition(*self._proven(proven))
        if others.values:
            self._add_facets(parts, others, "is")

    def _proven(self, proven: ProofTerm) -> tuple[str, list[object]]:
        """The condition that events with such a passage meet; none does as long as nothing was compared.

        What changed hides nothing as long as that is not known.
        """
        term, asked = proven.asked, proven.versions
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

    def _add_facets(self, parts: JoinedTerms, term: Term, field: str) -> None:
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
        lots = (islice(found, at, at + _MOST_TOGETHER) for at in range(0, len(found), _MOST_TOGETHER))
        return [f"({' OR '.join(lot)})" for lot in lots]

    def _keys(self, term: Term, field: str, value: str) -> list[str]:
        keys = self.facets.keys(field, value, begun=term.prefix and value == term.values[-1])
        return [f'"{facet_word(key)}"' for key in keys]

    def _own(self, term: Term, field: str, value: str) -> list[str]:
        """What asks for a word of the file or, behind an equals sign, for a text that it says."""
        if exact := self.facets.exact("value", value):
            return [f'"{facet_word(key)}"' for key in exact]
        begun = term.prefix and value == term.values[-1]
        found = self._keys(term, field, value)
        for at, letter in enumerate(value):
            if letter == "=":
                keys = self.facets.keys(field, value[:at])
                found += [own_words(key, value[at + 1 :], begun=begun) for key in keys]
        return found

    def _add_dates(self, parts: JoinedTerms, term: Term, field: str) -> None:
        asked = DatesAsked(term, field, self._zone)
        parts.add_condition(*asked.condition())
        if term.excluded:
            return
        within, days = asked.of_blocks()
        found = self._ask(f"SELECT min(number), max(number) FROM block WHERE {within}", *days)  # noqa: S608
        first, last = checked(found, int | None, int | None)[0]
        if first is None or last is None:
            raise _Nothing
        parts.narrow(first * BLOCK, (last + 1) * BLOCK - 1)


def _quoted(each: Sequence[str]) -> str:
    """The words one behind the other."""
    return f'"{" ".join(each)}"'


def _none_of(expressions: Sequence[str]) -> str:
    """Every event but these; every event has the word that stands before each of its texts."""
    return f'("{BETWEEN}" NOT ({" OR ".join(expressions)}))' if expressions else f'"{BETWEEN}"'


_MADE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, instance)"
_NEXT = "SELECT term FROM temp.vocabulary WHERE term >= ? LIMIT 1"
_AFTER = "\x01"
"""Makes of a word what no other word stands before that comes after it."""
# Words that are looked at for one, whatever the index holds.
_MOST_STEPS = 400
# Shorter words are like too many others, and longer ones than this may differ in two letters.
_SHORTEST, _LONG, _LONGEST = 3, 6, 40


def begun_so(ask: IndexConnection, beginning: str, most: int) -> Sequence[str] | None:
    """All words that begin so, in their order; None where these are more than so many."""
    ask(_MADE)
    found: list[str] = []
    start = beginning
    while (word := _next(ask, start)) is not None and word.startswith(beginning):
        if len(found) == most:
            return None
        found.append(word)
        start = word + _AFTER
    return found


def _next(ask: IndexConnection, start: str) -> str | None:
    """The first word that does not stand before this."""
    found = checked(ask(_NEXT, start), str)
    return found[0][0] if found else None


def spelled_like(ask: IndexConnection, word: str) -> list[str]:
    """The words that a letter or, of long ones, two set apart from it, the nearest first."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    ask(_MADE)
    most = 1 if len(word) < _LONG else 2
    # The first letter is nearly always right, which leaves few words to look at.
    found = _near(ask, word, most, word[0]) or _near(ask, word, 1, "")
    return sorted(found, key=lambda one: (found[one], one))


def _near(ask: IndexConnection, word: str, most: int, begun: str) -> dict[str, int]:
    """The words that begin so and are at most so many letters apart from it, by how many they are."""
    near: dict[str, int] = {}
    start = begun or "0"
    for _ in range(_MOST_STEPS):
        term = _next(ask, start)
        if term is None or not term.startswith(begun):
            break
        apart, same = _apart(word, term, most)
        if apart is not None:
            near[term] = apart
        following = _following(word, term[:same], term[same:])
        if following is None:
            break
        start = following
    return near


def _apart(word: str, term: str, most: int) -> tuple[int | None, int]:
    """How many letters set them apart, None for more than `most`; how much of the term can lead to less."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for at in range(len(term)):
        following = list(_next_row(word, term, at, before, row))
        if min(following) > most and min(row) >= most:
            return None, at
        before, row = row, following
    return (row[-1] if row[-1] <= most else None), len(term)


def _next_row(word: str, term: str, at: int, before: list[int], row: list[int]) -> Iterator[int]:
    """The letters that set the term, as far as this one, apart from each beginning of the word."""
    last = at + 1
    yield last
    for place, letter in enumerate(word):
        last = min(row[place] + (letter != term[at]), row[place + 1] + 1, last + 1)
        if at and place and term[at - 1 : at + 1] == letter + word[place - 1]:
            # Two letters that changed places.
            last = min(last, before[place - 1] + 1)
        yield last


def _following(word: str, same: str, other: str) -> str | None:
    """What the next term worth looking at does not stand before; None where there is no more."""
    if not other:
        return same + _AFTER
    if later := [letter for letter in word if letter > other[0]]:
        return same + min(later)
    return same[:-1] + chr(ord(same[-1]) + 1) if same else None
