"""The values by which a timeline can be narrowed: how each is spelled, and how many events have it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from heapq import nsmallest
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline_tui.index.records import IsWanted, Unusable, checked
from timeline_tui.index.schema import IndexConnection
from timeline_tui.model.criteria import CRITERIA
from timeline_tui.model.days import year_in_words, year_iso
from timeline_tui.model.folding import alike, spellings
from timeline_tui.model.span import Years

if TYPE_CHECKING:
    from timeline_tui.index.lookups import ListedRecords

_EXACT = "SELECT key FROM facet WHERE kind = ? AND value = ?"
_OF_KIND = "SELECT key, value, events FROM facet WHERE kind = ? ORDER BY events DESC, key"

_BEGIN = "SELECT key, value, events FROM facet WHERE kind = 'value' AND value BETWEEN ? AND ? LIMIT ?"
# A word that says more different texts than these is told of as one.
_MOST_TEXTS = 20


class Value(NamedTuple):
    """A value that a field of the query can take."""

    kind: str
    """The field."""
    value: str
    """What to write behind the colon: an id, or the tag, state or year itself."""
    label: str
    """What a person calls it."""
    events: int
    """How many events have it."""


class _Known(NamedTuple):
    key: int
    value: str
    events: int


class Facets:
    """The facets of one index; every answer can raise `Unusable`."""

    def __init__(self, ask: IndexConnection, listed: ListedRecords) -> None:
        self._ask = ask
        self._listed = listed
        self._of_kind: dict[str, list[_Known]] = {}
        self._spelled: dict[str, dict[str, list[_Known]]] = {}

    def keys(self, field: str, value: str, *, begun: bool = False) -> list[int]:
        """The keys of the facets that a value of the field means: by its id or else by any spelling.

        `begun` takes what begins so where nothing is spelled so.
        """
        kind = CRITERIA[field].kind
        exact = [_Known(key, value, 0) for key in self.exact(kind, value)]
        spelled = {} if exact else self._by_spelling(kind)
        found = self._of_field(exact or spelled.get(alike(value), []), field)
        if not found and begun:
            start = alike(value)
            begins = (known for spelling, known in spelled.items() if spelling.startswith(start))
            found = [one for known in begins for one in self._of_field(known, field)]
        return list(dict.fromkeys(one.key for one in found))

    def all_keys(self, field: str) -> list[int]:
        """The keys of all that the field can mean."""
        return [one.key for one in self._of_field(self._known(CRITERIA[field].kind), field)]

    def exact(self, kind: str, value: str) -> list[int]:
        """The key of the facet that is written so, if there is one."""
        return [key for (key,) in checked(self._ask(_EXACT, kind, value), int)]

    def values(
        self, kind: str, beginning: str = "", most: int | None = 50, counts: Mapping[int, int] | None = None
    ) -> list[Value]:
        """The values of a field with the number of events of each, the most frequent first.

        `counts` are the events by the key of their facet, where not all count. Years come in their order.
        """
        if kind == "in":
            return self._year_values(beginning, most, counts)
        if kind == "field":
            return self._own_values(beginning, most, counts)
        if beginning:
            words = f" {alike(beginning)}"
            table = self._by_spelling(CRITERIA[kind].kind)
            some = {
                one.key: one for spelling, held in table.items() if words in f" {spelling}" for one in held
            }
            known: Iterable[_Known] = some.values()
        else:
            known = self._known(CRITERIA[kind].kind)
        counted = (one if counts is None else one._replace(events=counts.get(one.key, 0)) for one in known)
        found = (one for one in self._of_field(counted, kind) if one.events)
        ordered = nsmallest(most, found, _frequent) if most is not None else sorted(found, key=_frequent)
        return [Value(kind, one.value, self._label(kind, one.value), one.events) for one in ordered]

    def whole(self) -> Counts:
        """The counts of all events, which were counted when the index was made."""
        rows = checked(self._ask("SELECT key, events FROM facet"), int, int)
        (events,) = checked(self._ask("SELECT ifnull(sum(rows), 0) FROM block"), int)[0]
        return Counts(events, self, dict(rows))

    def _of_field(self, known: Iterable[_Known], field: str) -> list[_Known]:
        if not CRITERIA[field].is_kind:
            return list(known)
        names = self._listed.names
        return [one for one in known if one.value in names and names[one.value].kind == field]

    def _known(self, kind: str) -> list[_Known]:
        if kind not in self._of_kind:
            rows = checked(self._ask(_OF_KIND, kind), int, str, int)
            self._of_kind[kind] = [_Known(*row) for row in rows]
        return self._of_kind[kind]

    def _by_spelling(self, kind: str) -> dict[str, list[_Known]]:
        if kind not in self._spelled:
            table: dict[str, list[_Known]] = defaultdict(list)
            for one in self._known(kind):
                for spelling in dict.fromkeys(alike(text) for text in self._spellings(kind, one.value)):
                    table[spelling].append(one)
            self._spelled[kind] = dict(table)
        return self._spelled[kind]

    def _spellings(self, kind: str, value: str) -> Iterator[str]:
        yield value
        lists = CRITERIA[kind].lists
        if lists == "names" and value in self._listed.names:
            yield from spellings(self._listed.names[value])
        elif lists == "sources" and value in self._listed.sources:
            source = self._listed.sources[value]
            yield from (text for text in (source.title, source.outlet) if text)

    def _label(self, kind: str, value: str) -> str:
        """What it is called; by its id too where others are called so."""
        lists = CRITERIA[kind].lists
        if lists == "names" and value in self._listed.names:
            called, every = self._listed.names[value].name, self._called
        elif lists == "sources" and value in self._listed.sources:
            called, every = self._source_label(value), self._titled
        else:
            return value
        return called if every[alike(called)] == 1 else f"{value}: {called}"

    @cached_property
    def _called(self) -> Counter[str]:
        return Counter(alike(name.name) for name in self._listed.names.values())

    @cached_property
    def _titled(self) -> Counter[str]:
        return Counter(alike(self._source_label(value)) for value in self._listed.sources)

    def _source_label(self, value: str) -> str:
        """Its outlet and title, for a copy may have the title of what it copies."""
        source, outlet = self._listed.sources[value], self._listed.sources[value].outlet
        if not outlet and source.derived_from:
            original = self._listed.sources.get(source.derived_from)
            outlet = f"copy of {(original and original.outlet) or source.derived_from}"
        said = ": ".join(text for text in (outlet, source.title) if text)
        return said or source.author or source.untitled or value

    def _own_values(self, beginning: str, most: int | None, counts: Mapping[int, int] | None) -> list[Value]:
        """The words of the file, those that say few different texts with each of these."""
        start = f" {alike(beginning)}" if beginning else ""
        held = (one for word in self._own for one in word)
        if "=" in beginning:
            rows = checked(self._ask(_BEGIN, beginning, f"{beginning}\U0010ffff", -1), int, str, int)
            held = (one for one in [*map(_Known._make, rows), *held])
        counted = (one if counts is None else one._replace(events=counts.get(one.key, 0)) for one in held)
        found = (one for one in counted if one.events and start in f" {alike(one.value)}")
        values = (Value("field", one.value, one.value.replace("=", ": ", 1), one.events) for one in found)
        return list(islice(dict.fromkeys(values), most))

    @cached_property
    def _own(self) -> list[list[_Known]]:
        """Of each word the texts that it says, the most frequent first, or itself where these are many."""
        found = []
        for word in self._known("field"):
            start = f"{word.value}="
            rows = self._ask(_BEGIN, start, f"{start}\U0010ffff", _MOST_TEXTS + 1)
            texts = [_Known(*row) for row in checked(rows, int, str, int)]
            found.append(sorted(texts, key=_frequent) if 0 < len(texts) <= _MOST_TEXTS else [word])
        return found

    def _year_values(self, beginning: str, most: int | None, counts: Mapping[int, int] | None) -> list[Value]:
        years = self._years
        steps = [0] * (len(years.all) + 1)
        for key, runs in years.of_key.items():
            events = years.events[key] if counts is None else counts.get(key, 0)
            for first, last in runs:
                steps[first] += events
                steps[last] -= events
        found = (
            Value("in", year_iso(year), year_in_words(year), events)
            for year, events in zip(years.all, accumulate(steps), strict=False)
            if events
        )
        begun = [one for one in found if one.value.startswith(beginning) or one.label.startswith(beginning)]
        return begun[:most]

    @cached_property
    def _years(self) -> _Years:
        spans = {one.key: _years(one.value) for one in self._known("years")}
        # A year is worth naming where something begins in it, or ends in it and began nobody knows when.
        starts = {runs[-1][1] if runs[0][0] is None else runs[0][0] for runs in spans.values()}
        every = sorted(year for year in starts if year is not None)
        of_key = {
            key: [
                (
                    0 if first is None else bisect_left(every, first),
                    len(every) if last is None else bisect_right(every, last),
                )
                for first, last in runs
            ]
            for key, runs in spans.items()
        }
        return _Years(every, of_key, {one.key: one.events for one in self._known("years")})


class _Years(NamedTuple):
    all: list[int]
    of_key: dict[int, list[tuple[int, int]]]
    """The place of the first year that it touches, and of the one behind the last; of each run of years."""
    events: dict[int, int]


def _years(value: str) -> list[Years]:
    runs = [run.partition("/")[::2] for run in value.split(",")]
    try:
        return [(int(first) if first else None, int(last) if last else None) for first, last in runs]
    except ValueError as error:
        raise Unusable("a year is damaged") from error


def _frequent(one: _Known) -> tuple[int, str]:
    return -one.events, one.value


class Counts(NamedTuple):
    """How many of the events that a query finds have each facet."""

    events: int
    """How many it finds."""
    facets: Facets
    keys: Mapping[int, int]

    def values(self, kind: str, beginning: str = "", most: int | None = None) -> list[Value]:
        """The values that these events have, as `Facets.values` gives them."""
        return self.facets.values(kind, beginning, most, self.keys)


def counted(lots: Iterable[list[tuple[Any, ...]]], facets: Facets, is_wanted: IsWanted) -> Counts | None:
    """Count the facets of events, whose keys come in lots; None when it was told to stop."""
    counts: Counter[int] = Counter()
    events = 0
    for lot in lots:
        if not is_wanted():
            return None
        keys = array("I")
        try:
            keys.frombytes(b"".join([held for (held,) in lot]))
        except (ValueError, TypeError) as error:
            raise Unusable("the facets of an event are damaged") from error
        counts.update(keys)
        events += len(lot)
    return Counts(events, facets, counts)
