"""What could be typed next in a query: the fields, and the values that the timeline holds for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from timeline_tui.query import with_term
from timeline_tui.query.terms import FIELDS

MEANINGS = {
    "name": "a place, group or person, by any spelling",
    "place": "a place, by any spelling",
    "group": "a group, by any spelling",
    "person": "a person, by any spelling",
    "speaker": "whose words are quoted",
    "source": "the source of a passage",
    "tag": "a tag",
    "kind": "direct, reported or narration",
    "field": "what the file says in words of its own, such as status=verified",
    "before": "surely over before this date",
    "after": "surely begun after this date",
    "in": "may have been in this time, such as 2023-05",
    "is": "key, disputed, single-source, undated, misdated...",
}


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
    if not colon or field.lower() not in FIELDS:
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
        _offer(f"{field}:", MEANINGS[field], text, cursor, typing.start, f"{field}:")
        for field in FIELDS
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
