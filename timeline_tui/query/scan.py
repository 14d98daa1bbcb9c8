"""What a query is made of, and its text taken apart; any text can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from timeline_tui.model.criteria import CHANGED, CRITERIA, DATES, LAST_LEFT, PROOFS, SINCE


class Term(NamedTuple):
    """One condition; an event has to meet all of them, but of those that `OR` joins only one."""

    field: str | None
    """What stands before the colon; None for words."""
    values: tuple[str, ...]
    """Any of these; for words, the one text of them. Dates are in EDTF."""
    excluded: bool
    """Whether no event may meet it."""
    phrase: bool
    """Whether it stands in quotation marks."""
    prefix: bool
    """Whether its last word is only known to begin so."""
    start: int
    """Where it begins in the text of the query, in characters."""
    end: int
    joined: bool = False
    """Whether `OR` stands between it and the term before."""


class Query(NamedTuple):
    """All terms in the order in which they were written; one with none finds every event."""

    terms: tuple[Term, ...] = ()

    @property
    def groups(self) -> list[tuple[Term, ...]]:
        """The terms, with those together that `OR` joins: an event has to meet one of each group."""
        groups: list[tuple[Term, ...]] = []
        for term in self.terms:
            together = groups.pop() if term.joined and groups else ()
            groups.append((*together, term))
        return groups

    @property
    def on_proofs(self) -> list[Term]:
        """The terms that ask what became of passages."""
        return [one for one in self.terms if one.field == "is" and not set(one.values).isdisjoint(PROOFS)]

    @property
    def on_changes(self) -> list[tuple[Term, str]]:
        """The terms that ask what changed, each with a version that it asks of."""
        asked = [(one, value) for one in self.terms if one.field == SINCE for value in one.values]
        left = [(one, LAST_LEFT) for one in self.terms if one.field == "is" and CHANGED in one.values]
        return [*asked, *left]

    @property
    def on_proof(self) -> Term | None:
        """The first term that does."""
        return next(iter(self.on_proofs), None)


class Unreadable(ValueError):  # noqa: N818 - it names what the text is
    """A query that cannot be read: a sentence, where in the text, and what to try."""

    def __init__(self, sentence: str, start: int, end: int, hint: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.start = start
        self.end = end
        self.hint = hint


def uncompared(term: Term) -> Unreadable:
    """What is said of a term on what became of passages, where no text is at hand."""
    hint = "--texts FOLDER, or a folder of texts in the settings"
    return Unreadable(
        f"is:{term.values[0]} wants passages that were compared with texts", term.start, term.end, hint
    )


def unversioned(term: Term, why: str, hint: str | None) -> Unreadable:
    """What is said of a term on what changed, where the version that it names cannot be had."""
    return Unreadable(why, term.start, term.end, hint or "another revision")


_BLANKS = re.compile(r"\s*")
_FIELD = re.compile(r"([A-Za-z]+):")
# Quotation marks as they are typed and as word processors make them; one that is never closed ends the text.
_QUOTED = re.compile(r'"((?:[^"]|"")*)("|\Z)|[“„«]([^“”»"]*)([“”»"]|\Z)')
_WORD = re.compile(r"\S+")
# What an event says in a word of its own may stand in quotation marks behind the word.
_OWN = re.compile(r'[^\s,="“„«]+=(?=["“„«])')
_VALUE = re.compile(r"[^\s,]+")
# A set in brackets has commas of its own.
_DATE = re.compile(r"\[[^\]\s]*\]?|[^\s,]+")


class Token(NamedTuple):
    """One term as it stands in the text."""

    field: str | None
    values: tuple[str, ...]
    excluded: bool
    phrase: bool
    """Whether the last of it stands in quotation marks."""
    starred: bool
    """Whether the last of it ends in an asterisk."""
    finished: bool
    """Whether it is clear that nothing more will be typed onto it."""
    start: int
    end: int

    @property
    def is_or(self) -> bool:
        """Whether it is no term, but joins the one before it to the one behind."""
        return self[:5] == (None, ("OR",), False, False, False)

    def refused(self, sentence: str, hint: str) -> Unreadable:
        """That it cannot be read, at its place."""
        return Unreadable(sentence, self.start, self.end, hint)

    def asking(self, values: tuple[str, ...], *, prefix: bool = False) -> Term:
        """The condition that it is, for these values."""
        return Term(self.field, values, self.excluded, self.phrase, prefix, self.start, self.end)


class _Value(NamedTuple):
    text: str
    quoted: bool
    starred: bool
    closed: bool
    end: int


def scan(text: str) -> Iterator[Token]:
    """The terms of the text, one after the other."""
    at = _skip(text, 0)
    while at < len(text):
        piece = _piece(text, at)
        yield piece
        at = _skip(text, piece.end)


def standing_alone(text: str) -> list[Token]:
    """The terms that narrow by themselves, since no `OR` joins them to another."""
    pieces = list(scan(text))
    joined = {piece for pair in pairwise(pieces) if any(one.is_or for one in pair) for piece in pair}
    return [piece for piece in pieces if piece not in joined]


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return at if match is None else match.end()


def _piece(text: str, start: int) -> Token:
    excluded = text[start] == "-" and not text[start + 1 : start + 2].isspace() and start + 1 < len(text)
    at = start + excluded
    match = _FIELD.match(text, at)
    if match is not None and (field := match[1].lower()) in CRITERIA:
        return _field(text, field, match.end(), excluded, start)
    value = _value(text, at, _WORD)
    finished = value.closed or value.end < len(text)
    return Token(None, (value.text,), excluded, value.quoted, value.starred, finished, start, value.end)


def _field(text: str, field: str, at: int, excluded: bool, start: int) -> Token:
    pattern = _DATE if field in DATES else _VALUE
    values: list[_Value] = []
    while at < len(text) and not text[at].isspace():
        if text[at] == ",":
            at += 1
            continue
        own = _OWN.match(text, at) if field == "field" else None
        value = _value(text, own.end() if own else at, pattern)
        values.append(value._replace(text=own[0] + value.text) if own else value)
        at = values[-1].end
        if text[at : at + 1] != ",":
            break
    last = values[-1] if values else _Value("", False, False, False, at)
    finished = last.closed or at < len(text) or last.end < at
    texts = tuple(value.text for value in values if value.text)
    return Token(field, texts, excluded, last.quoted, last.starred, finished, start, at)


def _value(text: str, at: int, pattern: re.Pattern[str]) -> _Value:
    if (match := _QUOTED.match(text, at)) is not None:
        inside, mark, curly, curly_mark = match.groups()
        held = curly if inside is None else inside.replace('""', '"')
        starred = text[match.end() : match.end() + 1] == "*"
        closed = bool(mark or curly_mark)
        return _Value(held, True, starred, closed and not starred, match.end() + starred)
    match = pattern.match(text, at)
    found = text[at] if match is None else match[0]
    return _Value(found.rstrip("*"), False, found.endswith("*"), False, at + len(found))
