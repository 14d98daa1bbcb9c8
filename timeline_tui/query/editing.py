"""Changes one term in the text of a query, and leaves the rest as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from timeline_tui.query.folding import alike
from timeline_tui.query.scanning import Piece, scan, standing_alone

_PLAIN = re.compile(r'[^\s,"“„«*\[]+')


def has_term(text: str, field: str, value: str) -> Literal["included", "excluded", None]:
    """Whether the value is asked for by this field, or excluded; exclusion wins."""
    found = [
        piece.excluded for piece in standing_alone(text) if piece.field == field and _holds(piece, value)
    ]
    return None if not found else "excluded" if any(found) else "included"


def without_term(text: str, field: str, value: str) -> str:
    """The text with neither a demand nor an exclusion of this value."""
    for piece in reversed(standing_alone(text)):
        if piece.field == field and _holds(piece, value):
            left = [other for other in piece.values if not _same(other, value)]
            text = _replaced(text, piece, _term(field, left, piece.excluded) if left else "")
    return text


def with_term(text: str, field: str, value: str, *, excluded: bool = False) -> str:
    """The text with this value asked for, or excluded, beside others of its field or by itself."""
    text = without_term(text, field, value)
    for piece in standing_alone(text):
        if piece.field == field and piece.excluded == excluded and piece.values:
            return _replaced(text, piece, _term(field, (*piece.values, value), excluded))
    return _inserted(text, _term(field, [value], excluded))


def with_period(text: str, edtf: str | None) -> str:
    """The text with this as the one period that is asked for, or with none."""
    term = "" if edtf is None else _term("in", [edtf], False)
    found = [piece for piece in standing_alone(text) if piece.field == "in" and not piece.excluded]
    for piece in reversed(found):
        text = _replaced(text, piece, term if piece is found[0] else "")
    return text if found or not term else _inserted(text, term)


def _holds(piece: Piece, value: str) -> bool:
    return any(_same(other, value) for other in piece.values)


def _same(one: str, other: str) -> bool:
    return one == other or alike(one) == alike(other)


def _term(field: str, values: Iterable[str], excluded: bool) -> str:
    return f"{'-' if excluded else ''}{field}:{','.join(map(_written, values))}"


def _written(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace('"', '""') + '"'


def _replaced(text: str, piece: Piece, term: str) -> str:
    before, after = text[: piece.start], text[piece.end :]
    if term:
        # A word may stand right behind a closed quotation mark.
        return before + term + (" " if after[:1].strip() else "") + after
    if after.strip():
        return before + after.lstrip()
    # A blank at the end says that the last word is whole.
    before = before.rstrip()
    return f"{before} " if before else ""


def _inserted(text: str, term: str) -> str:
    """The term before the words, so that whoever types goes on typing at their end.

    And before what `OR` joins, which would join it too, and before a value whose quotation mark is still
    open, since that holds all that follows.
    """
    alone = standing_alone(text)
    for piece in scan(text):
        if piece.field is None or (piece.phrase and not piece.finished) or piece not in alone:
            return f"{text[: piece.start]}{term} {text[piece.start :]}"
    return f"{text.rstrip()} {term}".lstrip()
