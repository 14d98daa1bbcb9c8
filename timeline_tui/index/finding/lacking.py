"""Why a query finds nothing: which of its terms hides all, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from timeline_tui.index.reader import Index
from timeline_tui.model.spellings import likest
from timeline_tui.query import Query, Term, Unreadable, parse
from timeline_tui.query.terms import DATES

_MOST_TERMS = 8
_MOST_NEAR = 3
_MOST_COMPARED = 20_000
# Their values are not misspelled, or the query could not be read.
_KNOWN = (*DATES, "kind", "is")


class Lack(NamedTuple):
    """One term, and what there would be without it."""

    term: str
    """As it was typed."""
    without: int
    """How many events are found without it."""
    near: Sequence[str] = ()
    """What is spelled like it, where nothing has it."""


def lacks(index: Index, text: str) -> Iterator[Lack]:
    """Each of the first terms of the query, in their order; every step can raise `Unusable`."""
    for term in parse(text).terms[:_MOST_TERMS]:
        yield _lack(index, text, term)


def _lack(index: Index, text: str, term: Term) -> Lack:
    typed = text[term.start : term.end]
    rest = f"{text[: term.start]}{text[term.end :]}"
    alone = index.search.ranks(Query((term,)), 0, 1)
    near = [] if alone or term.excluded or term.field in _KNOWN else _near(index, term)
    try:
        return Lack(typed, index.search.count(parse(rest)), near)
    except Unreadable:
        return Lack(typed, 0, near)


def _near(index: Index, term: Term) -> list[str]:
    """Values of the field or, for a word, names and tags that are spelled like it."""
    value = term.values[-1]
    if term.field is None:
        names = likest(value, index.names())
        return names[:_MOST_NEAR] or _close(value, _labels(index, "tag"))
    return _close(value, _labels(index, term.field))


def _labels(index: Index, field: str) -> list[str]:
    held = index.values(field, "", _MOST_COMPARED)
    return list(dict.fromkeys(label for value in held for label in (value.value, value.label)))


def _close(value: str, labels: Sequence[str]) -> list[str]:
    lower = {label.lower(): label for label in labels}
    return [lower[near] for near in get_close_matches(value.lower()[:100], lower, _MOST_NEAR)]
