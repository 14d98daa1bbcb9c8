"""What could be typed next in a query, looked up beside the screen, and how many events have each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from timeline_tui.index.facets import Counts, Value
from timeline_tui.index.lacking import Lack, lacks
from timeline_tui.index.reader import Index
from timeline_tui.index.records import IsWanted
from timeline_tui.model.criteria import CRITERIA, PROOFS
from timeline_tui.model.folding import alike
from timeline_tui.query import has_term, parse, with_term
from timeline_tui.query.scan import Query, Term
from timeline_tui.render.offers import MOST_LISTED, MOST_OFFERED, Facet
from timeline_tui.session.background import own_index


class Typing(NamedTuple):
    """What is being typed at the cursor."""

    field: str | None
    """The field of which it is a value; None where it is a word, which may become a field."""
    beginning: str
    start: int
    """Where it begins in the text, in characters; it ends at the cursor."""


class Offer(NamedTuple):
    """One way to go on."""

    label: str
    remark: str
    """What it means, or how many events have it."""
    text: str
    """What the whole query becomes."""
    cursor: int


def typing_at(text: str, cursor: int) -> Typing:
    """What is being typed there: the end of a word, or of a value."""
    start = _start(text, cursor)
    word = text[start:cursor]
    start += len(word) - len(word := word.removeprefix("-"))
    field, colon, values = word.partition(":")
    if not colon or field.lower() not in CRITERIA:
        return Typing(None, word, start)
    begun = _last_value(values)
    return Typing(field.lower(), begun.strip('"'), cursor - len(begun))


def _start(text: str, cursor: int) -> int:
    """Behind the last blank that stands in no quotation marks."""
    start, quoted = 0, False
    for at, letter in enumerate(text[:cursor]):
        if letter == '"':
            quoted = not quoted
        elif letter.isspace() and not quoted:
            start = at + 1
    return start


def _last_value(values: str) -> str:
    start, quoted = 0, False
    for at, letter in enumerate(values):
        if letter == '"':
            quoted = not quoted
        elif letter == "," and not quoted:
            start = at + 1
    return values[start:]


def field_offers(text: str, cursor: int, typing: Typing, *, every: bool = False) -> list[Offer]:
    """The fields that begin so, and `OR` behind a term; where nothing is typed yet none, or every one."""
    begun = typing.beginning.lower()
    offers = [
        _offer(f"{field}:", row.meaning, text, cursor, typing.start, f"{field}:")
        for field, row in CRITERIA.items()
        if (begun or every) and field.startswith(begun)
    ]
    if text[: typing.start].strip() and (every or typing.beginning == "O"):
        remark = "either the term before it or the one behind"
        offers.append(_offer("OR", remark, text, cursor, typing.start, "OR "))
    return offers


def value_offers(
    text: str, cursor: int, typing: Typing, values: Iterable[tuple[str, str, int]]
) -> list[Offer]:
    """Values by what stands for them in a query, what they are called, and how many events have them."""
    return [
        _offer(label, f"{events:,}", text, cursor, typing.start, written(typing.field or "name", value) + " ")
        for value, label, events in values
    ]


def written(field: str, value: str) -> str:
    """The value as it stands in a query, in quotation marks where it needs them."""
    return with_term("", field, value).partition(":")[2]


def _offer(label: str, remark: str, text: str, cursor: int, start: int, instead: str) -> Offer:
    rest = text[cursor:]
    if instead.endswith(" ") and rest.startswith(" "):
        instead = instead[:-1]
    return Offer(label, remark, text[:start] + instead + rest, start + len(instead))


def offered_values(
    index: Index, text: str, cursor: int, typing: Typing, _: IsWanted
) -> Iterator[list[Offer]]:
    """Ways to go on with a query in which a value is being typed."""
    found = own_index(index).values(typing.field or "name", typing.beginning, MOST_OFFERED)
    values = [(value.value, value.label, value.events) for value in found]
    yield value_offers(text, cursor, typing, values)


def meant_offers(found: Sequence[Lack]) -> list[Offer]:
    """What was perhaps meant by the terms of a query, each as the whole query with it."""
    return [
        Offer(meant.value, f"in place of {lack.term}", meant.query, len(meant.query))
        for lack in found
        for meant in lack.near
    ]


def lacking(index: Index, query: str, is_wanted: IsWanted) -> Iterator[tuple[str, list[Lack]]]:
    """The query, which finds nothing, with its terms, those first without which most is found."""
    found: list[Lack] = []
    for lack in lacks(own_index(index), query):
        if not is_wanted():
            return
        found.append(lack)
    yield query, sorted(found, key=lambda lack: -lack.without)


class ValueQuery(NamedTuple):
    """Which values to list."""

    query: str
    narrowed: str
    compared: bool = False
    """Whether it is known what became of passages."""
    comparing: bool = False
    """Whether it is about to be."""


class Listed(NamedTuple):
    """Values of all kinds."""

    wanted: ValueQuery
    facets: Sequence[Facet]
    counting: bool
    """Whether their events are still being counted."""


class Counter:
    """Counts the events of each value, and keeps what it counted last."""

    def __init__(self) -> None:
        self._counted: tuple[Index, str, Counts] | None = None

    def count(self, index: Index, wanted: ValueQuery, is_wanted: IsWanted) -> Iterator[Listed]:
        """The values without their events, where these take long to count, and then with them."""
        own, counted, counts = own_index(index), self._counted, None
        if counted is not None and counted[:2] == (index, wanted.query):
            counts = counted[2]
        else:
            yield _listed(own, wanted, None)
            counts = own.search.counts(parse(wanted.query), is_wanted)
        if counts is not None:
            self._counted = index, wanted.query, counts
            yield _listed(own, wanted, counts)


def _listed(index: Index, wanted: ValueQuery, counts: Counts | None) -> Listed:
    listed = [field for field, row in CRITERIA.items() if row.heading]
    facets = [facet for field in listed for facet in _of_field(index, wanted, field, counts)]
    return Listed(wanted, [*facets, *_of_proof(index, wanted, counts is not None)], counts is None)


def _of_proof(index: Index, wanted: ValueQuery, counted: bool) -> list[Facet]:
    """The states of passages, where these are compared with texts or are about to be."""
    begun = f" {alike(wanted.narrowed)}" if wanted.narrowed else ""
    facets: list[Facet] = []
    for state in PROOFS if wanted.compared or wanted.comparing else ():
        known = wanted.compared and counted
        events = _with_state(index, wanted.query, state) if known else None
        facet = _facet(wanted.query, Value("is", state, state, 0), events)
        if begun in f" {alike(state)}" and (events != 0 or facet.chosen):
            facets.append(facet)
    return facets


def _with_state(index: Index, query: str, state: str) -> int:
    """How many of the events that the query finds have a passage in the state."""
    term = Term("is", (state,), False, False, False, len(query), len(query))
    return index.search.count(Query((*parse(query).terms, term)))


def _of_field(index: Index, wanted: ValueQuery, field: str, counts: Counts | None) -> list[Facet]:
    query, narrowed, *_ = wanted
    every = index.values(field, narrowed, MOST_LISTED)
    under = every if counts is None else counts.values(field, narrowed, MOST_LISTED)
    facets = [_facet(query, value, value.events if counts is not None else None) for value in under]
    there = {facet.value for facet in facets}
    # What is excluded has no events, and must be there to be let in again.
    chosen = [
        _facet(query, value, 0)
        for value in every
        if value.value not in there and has_term(query, field, value.value)
    ]
    return sorted([*chosen, *facets], key=lambda facet: facet.chosen is None)


def _facet(query: str, value: Value, events: int | None) -> Facet:
    return Facet(value.kind, value.value, value.label, events, has_term(query, value.kind, value.value))
