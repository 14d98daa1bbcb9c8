"""What an index answers with: rows, facts about the whole, each field with what belongs there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, ForwardRef, NamedTuple, TypeVar, get_args

if TYPE_CHECKING:
    from timeline_tui.model.timeline import Quote


T = TypeVar("T")
RawRow = TypeVar("RawRow", bound=tuple[Any, ...])
Sort = type | UnionType
"""What a column holds: `int`, `str | None`."""
Test = Callable[[Any], bool]
IsWanted = Callable[[], bool]
"""Whether anybody still waits for an answer."""
TellDone = Callable[[int], None]
"""Hears how many are done."""
TellProgress = Callable[[int, int], None]
"""Hears how much is done, of how much."""

# What SQLite holds as a number is never larger.
_LARGEST = 1 << 63


class Unusable(Exception):  # noqa: N818 - it says what the index is
    """The index is missing, damaged, not one of ours, or of another version of the program."""


class Superseded(Unusable):
    """Another version has taken its place, of which whoever asks is about to be told."""


class NotCarried(Exception):  # noqa: N818 - it is no mistake of anybody
    """More than this changes with the events: the file must be read."""


def checked(rows: list[RawRow], *sorts: Sort) -> list[RawRow]:
    """The rows, where each value is of the sort of its column."""
    held = [_types(sort) for sort in sorts]
    for row in rows:
        for value, types in zip(row, held, strict=True):
            if type(value) not in types:
                raise Unusable("a row is damaged")
    return rows


@cache
def _types(sort: Sort) -> frozenset[type]:
    return frozenset(get_args(sort) or (sort,))


def _is_number(value: object) -> bool:
    return type(value) is int and -_LARGEST <= value < _LARGEST


def is_text(value: object) -> bool:
    """Whether it is a text and nothing that only behaves like one."""
    return type(value) is str


def one_of(words: Sequence[str | None]) -> Test:
    """Whether it is one of these."""
    return lambda value: (value is None or type(value) is str) and value in words


PLAIN: Mapping[str, Test] = {
    "int": _is_number,
    "int | None": lambda value: value is None or _is_number(value),
    "str": is_text,
    "str | None": lambda value: value is None or type(value) is str,
    "bool": lambda value: type(value) is bool,
}
"""What a field of numbers and texts can be declared to hold, as it stands in the program."""


def sound(record: T, tests: Mapping[str, Test] = PLAIN) -> T:
    """The record, where each of its fields holds what it is declared to hold."""
    kind: type = type(record)
    for name, declared in _fields(kind):
        if not tests[declared](getattr(record, name)):
            raise Unusable(f"a record is damaged: {name}")
    return record


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    declared: Mapping[str, str | ForwardRef] = kind.__annotations__
    words = {name: each if isinstance(each, str) else each.__forward_arg__ for name, each in declared.items()}
    return tuple(words.items())


def decoded(plain: str) -> Any:  # noqa: ANN401 - JSON can be anything
    """What the JSON text says."""
    try:
        return json.loads(plain)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unusable(f"a record is damaged: {error}") from error


class Row(NamedTuple):
    """One event as the list shows it. Ranks count from 0 in the order of the list."""

    rank: int
    number: int
    """Its place in the file, in the order of events there; the key of everything kept about it."""
    id: str
    date: str | None
    """As written, EDTF."""
    title: str
    depth: int
    """How many events it is part of, one in the other."""
    quotes: int
    sources: int
    independent: int
    """Sources, with copies and translations of one text counted once."""
    disputes: int
    """Disputed points that its passages answer or that it asks."""
    gap: int | None
    """Days in which nothing is recorded before it, where that is worth a line."""
    heading: str | None
    """The year, decade or century that begins with it, in EDTF; "" where the events with no date begin."""
    year: str | None
    """The year of the heading that it stands under."""
    key: int = 0
    """1 where it is what one tells first."""
    cited: int = 0
    """Sources that report it, with no passage taken from them."""
    written: str | None = None
    """What is written in the place of its date, where that is not understood."""
    hidden: int = 0
    """Events that are not shown between it and the row above it."""
    folded: int = 0
    """Its parts, and theirs, that are folded into it."""
    within: str | None = None
    """The title of the event that it is part of, where that one is not shown."""


class EventVersion(NamedTuple):
    """What tells one version of an event from another."""

    place: int
    """Goes up in the order of the list."""
    number: int
    """Its place in the file."""
    id: str
    digest: int
    """Of all that it says."""
    date: str | None
    parent: int | None
    """The place of the event that it is part of."""


class ChangedSince(NamedTuple):
    """What is new or another in an index than in another version of its timeline."""

    numbers: frozenset[int]
    """Of events, as their file counts them."""
    told: Mapping[int, Sequence[str]] = {}
    """What changed in each of them, in lines, as far as that is known."""
    unknown: str = ""
    """Why that other version cannot be had, in a sentence; empty where it is known what changed."""


class Difference(NamedTuple):
    """What became of the events of a file; those of one id are the same event."""

    changed: int
    new: int
    gone: int

    def __bool__(self) -> bool:
        """Whether any event is another."""
        return any(self)


class Group(NamedTuple):
    """The events of a day, month, year, decade or century as one row of the list."""

    rank: int
    """The first of them."""
    title: str
    """Of the key events among them, or of the only one; nothing where several are there and none is key."""
    named: int
    """How many events the title names."""
    unit: str
    """What the row is one of; coarser than the others where no more is known of the date."""
    first: int | None
    """Its first day, as a day number; None where nothing is known that would name it."""
    unknown: str | None
    """The unit that is not known of these dates, though the list is grouped by it."""
    events: int
    disputed: int
    """Those with a disputed point."""
    most: int
    """The events of the largest group of the list."""
    heading: str | None
    """The year that begins with it, as an EDTF year."""
    gap: None = None


_KEPT = Row._fields[1 : Row._fields.index("hidden")]
_SORTS: Mapping[str, Sort] = {"int": int, "int | None": int | None, "str": str, "str | None": str | None}
ROW_FIELDS = ", ".join(_KEPT)
"""What is kept of a row beside its place, which its rank comes from."""
ROW_SORTS = tuple(_SORTS[declared] for name, declared in _fields(Row) if name in _KEPT)
"""What each of these can hold."""


class About(NamedTuple):
    """The whole timeline in a few numbers."""

    file: str
    title: str | None
    summary: str | None
    license: str | None
    timezone: str | None
    events: int
    lines: int
    """Lines of the list: events, and headings and gaps above them."""
    sources: int
    independent: int
    quotes: int
    disputes: int
    problems: int
    """Errors and warnings."""
    earliest: int | None
    """The first day of the first dated event, as a day number."""
    latest: int | None
    misdated: int
    """Events whose date is not understood."""
    complete: bool
    """False for the first rows of a file that is still being read."""
    years_a_heading: int = 1
    """How many years stand under one heading of the list; 0 where none stand under any."""
    offset: int | None = None
    """Where no time zone is named, the minutes ahead of UTC of all times that say so."""
    mixed: bool = False
    """Whether times are of several zones, so that they are in order by the days of UTC."""
    as_of: str | None = None
    """The day, in ISO 8601, of which this is what could be known; None for all that the file holds."""
    hidden_events: int = 0
    """Events that could not be known of on that day."""
    undated_events: int = 0
    """Those of them that are hidden because the file does not say when they were reported."""
    hidden_passages: int = 0
    """Passages that were reported later, or speak of an event that was still to come."""
    undated_passages: int = 0
    """Passages that are hidden because the file does not say when they were reported."""
    tours: int = 0
    """Tours through it."""

    @property
    def zone(self) -> str | int | None:
        """The zone of all times and days: its name, or minutes ahead of UTC; None where nobody knows."""
        return self.timezone or self.offset


class Passage(NamedTuple):
    """A quote with the event it stands at."""

    rank: int
    event: str
    """The id of the event."""
    title: str
    date: str | None
    position: int
    """Which quote of its event it is, counted from 0."""
    quote: Quote


class Question(NamedTuple):
    """A disputed point of the timeline."""

    id: str
    text: str
    """What is asked."""
    rank: int | None
    """The first event with a passage that answers it; None where none does."""
    passages: int
    """How many answer it."""


class SpellingCount(NamedTuple):
    """How many passages of a source use a spelling of a name."""

    spelling: str
    """As the file lists it."""
    source: str
    """The id of the source; "" for passages that name none."""
    passages: int
