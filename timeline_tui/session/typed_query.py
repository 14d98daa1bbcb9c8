"""A query as it is typed: the text, what could be typed next, what was asked before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.lacking import Lack, lacks
from timeline_tui.index.reader import Index
from timeline_tui.index.records import IsWanted
from timeline_tui.model.criteria import CHANGED, CRITERIA, SINCE
from timeline_tui.query.scan import Unreadable
from timeline_tui.query.written import with_term
from timeline_tui.render.offers import MOST_OFFERED
from timeline_tui.session.background import own_index


class TypedQuery:
    """The line of a query, open or not."""

    def __init__(self) -> None:
        self.text = ""
        self.cursor = 0
        """Where in the text it goes on, in characters."""
        self.before = ""
        """The query that there was when the line was opened."""
        self.complaint: Unreadable | None = None
        """Why the text cannot be read."""
        self.offers: Sequence[Offer] = ()
        self.marked = 0
        """Which offer is taken next."""
        self.meant: tuple[str, Sequence[Offer]] = ("", ())
        """A query that finds nothing, with what was perhaps meant."""
        self.looks_up = False
        """Whether the values for what is typed are still to come."""
        self._history: list[str] = []
        self._at = 0
        self._left = ""
        """What was typed before an earlier query was brought back."""

    def put(self, text: str, cursor: int) -> None:
        """Let another text stand in the line."""
        self.text, self.cursor = text, cursor

    def begin(self, query: str, text: str) -> None:
        """Open the line with a text that goes on from a query."""
        self.before, self._at = query, len(self._history)
        self.put(text, len(text))

    def remember(self, query: str) -> None:
        """Let the query be brought back."""
        query = query.strip()
        if query:
            self._history = [*(held for held in self._history if held != query), query]
        self._at = len(self._history)

    @property
    def has_earlier(self) -> bool:
        """Whether there is a value above to be marked, or a query that was asked before."""
        return len(self.offers) > 1 or (not self.offers and self._at > 0)

    def bring_back(self, direction: int) -> bool:
        """Put the query before into the line, or the one after; False where there is none."""
        if not 0 <= self._at + direction <= len(self._history):
            return False
        if self._at == len(self._history):
            self._left = self.text
        self._at += direction
        text = self._history[self._at] if self._at < len(self._history) else self._left
        self.put(text, len(text))
        return True


# What could be typed next, looked up beside the screen.


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


def _written(field: str, value: str) -> str:
    """The value as it stands in a query, in quotation marks where it needs them."""
    return with_term("", field, value).partition(":")[2]


def _offer(label: str, remark: str, text: str, cursor: int, start: int, instead: str) -> Offer:
    rest = text[cursor:]
    if instead.endswith(" ") and rest.startswith(" "):
        instead = instead[:-1]
    return Offer(label, remark, text[:start] + instead + rest, start + len(instead))


_FOUND_OUT = {"is": {CHANGED: "new or changed since you left it"}, SINCE: {"HEAD": "not committed yet"}}
"""What is found out only where it is asked for, so that nobody knows how many events have it."""


_MOST_NAMED = 30
"""Branches and tags that are offered, the newest of them."""


def offered_values(
    index: Index, text: str, cursor: int, typing: Typing, _: IsWanted
) -> Iterator[list[Offer]]:
    """Ways to go on with a query in which a value is being typed."""
    field = typing.field or "name"
    found = own_index(index).values(field, typing.beginning, MOST_OFFERED)
    values = [(one.label, f"{one.events:,}", _written(field, one.value)) for one in found]
    known = dict(_FOUND_OUT.get(field, {}))
    begun = typing.beginning.lower()

    def offers() -> list[Offer]:
        more = ((value, remark, _written(field, value)) for value, remark in known.items())
        shown = [*values, *(one for one in more if one[0].lower().startswith(begun))]
        return [
            _offer(label, remark, text, cursor, typing.start, f"{whole} ") for label, remark, whole in shown
        ]

    yield offers()
    if field == SINCE:
        # git is asked here, beside the screen, however long its disk takes to answer.
        known |= _versions(Path(index.stamp.file))
        yield offers()


def _versions(file: Path) -> dict[str, str]:
    """The branches and tags of the repository of a file, with what each is; none where there are none."""
    from timeline_tui.diff.git import Repository
    from timeline_tui.diff.git_process import Unversioned

    with suppress(Unversioned):
        return {one.name: f"{one.kind}, {one.day}" for one in Repository.of(file).names(_MOST_NAMED)}
    return {}


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
