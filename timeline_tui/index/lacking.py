"""Why a query finds nothing: which of its terms hides all, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from timeline_tui.index.reader import Index
from timeline_tui.model.criteria import DATES, SINCE
from timeline_tui.model.folding import alike, apart, likest, likest_names, words
from timeline_tui.query.scan import Query, Term, Unreadable
from timeline_tui.query.written import parse, with_term

_MOST_TERMS = 8
_MOST_NEAR = 3
_MOST_COMPARED = 20_000
# Their values are not misspelled, or the query could not be read.
_KNOWN = (*DATES, "kind", "is", SINCE)


class Meant(NamedTuple):
    """What was perhaps meant."""

    value: str
    """A name, a tag or a word."""
    query: str
    """The whole query with it."""


class Lack(NamedTuple):
    """One term, or several that `OR` joins, and what there would be without it."""

    term: str
    """As it was typed."""
    without: int
    """How many events are found without it."""
    near: Sequence[Meant] = ()
    """What is spelled like it, where nothing has it."""


def lacks(index: Index, text: str) -> Iterator[Lack]:
    """Each of the first terms of the query, in their order; every step can raise `Unusable`."""
    for terms in parse(text).groups[:_MOST_TERMS]:
        yield _lack(index, text, terms)


def _lack(index: Index, text: str, terms: Sequence[Term]) -> Lack:
    start, end = terms[0].start, terms[-1].end
    found = _finds(index, *terms)
    near = [] if found else [meant for term in terms for meant in _meant(index, text, term)]
    try:
        without = index.search.count(parse(f"{text[:start]}{text[end:]}"))
    except Unreadable:
        without = 0
    return Lack(text[start:end], without, near)


def _finds(index: Index, *terms: Term) -> bool:
    return bool(index.search.ranks(Query(terms), 0, 1))


def _meant(index: Index, text: str, term: Term) -> Iterator[Meant]:
    """The query with what is spelled like a value of the term, or like a word of it that nothing has."""
    if term.excluded or term.field in _KNOWN:
        return
    near = _near_words(index, term) if term.field is None else _near_values(index, term, term.field)
    told: set[str] = set()
    for value, written in islice(near, _MOST_NEAR):
        if alike(value) not in told:
            told.add(alike(value))
            yield Meant(value, f"{text[: term.start]}{written}{text[term.end :]}")


def _quoted(value: str) -> str:
    plain = value.replace('"', " ")
    return plain if words(plain) == [plain.lower()] else f'"{plain}"'


def _near_words(index: Index, term: Term) -> Iterator[tuple[str, str]]:
    """Names, else tags, and the text with a word that the index has instead, the nearest first."""
    value = term.values[0]
    named = likest_names(value, index.names()) or likest(value, _labels(index, "tag"))
    near = [*named, *_with_other_words(index, term)]
    for one in sorted(near, key=partial(apart, value)):
        yield one, _quoted(one)


def _with_other_words(index: Index, term: Term) -> Iterator[str]:
    """The text with each word that nothing has in one spelling that something has."""
    held = words(term.values[0])
    for at, word in enumerate(held):
        if not _finds(index, term._replace(values=(word,), prefix=False, joined=False)):
            for near in index.search.spelled_like(word):
                yield " ".join([*held[:at], near, *held[at + 1 :]])


def _near_values(index: Index, term: Term, field: str) -> Iterator[tuple[str, str]]:
    for value in term.values:
        for near in likest(value, _labels(index, field)):
            query = ""
            for one in term.values:
                query = with_term(query, field, near if one == value else one)
            yield near, query


def _labels(index: Index, field: str) -> list[str]:
    held = index.values(field, "", _MOST_COMPARED)
    return list(dict.fromkeys(label for value in held for label in (value.value, value.label)))
