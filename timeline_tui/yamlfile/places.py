"""Where in the file a value stands, and the problems of a file as they are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from timeline_tui.model.limits import PROBLEMS
from timeline_tui.problems.problem import CODES, Lost, Place, Problem, Related, Severity
from timeline_tui.yamlfile.parser import ParserEvent

MOST_PROBLEMS = PROBLEMS.value
TO_LINE_END = 1 << 30
"""The length of what goes on to the end of its line, however long that is."""
_GRAVEST_FIRST: tuple[Severity, ...] = ("error", "warning", "note")


class Spot(NamedTuple):
    """A run of characters in the file, as in `Place`."""

    line: int
    column: int
    length: int
    file: str | None = None
    """Which file, where it is another than the one that is spoken of."""


WHOLE_FILE = Spot(0, 0, 0)


class Note(NamedTuple):
    """A problem before anybody knows in which file it is; plain values only, so that it can be sent."""

    code: str
    message: str
    spot: tuple[Any, ...]
    label: str
    hint: str | None
    related: tuple[tuple[tuple[Any, ...], str], ...]
    ends: bool
    lost: Lost

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return CODES[self.code].severity

    def moved(self, above: int) -> Note:
        """The problem with so many lines more above it."""
        related = tuple((_moved(spot, above), text) for spot, text in self.related)
        return self._replace(spot=_moved(self.spot, above), related=related)


def _moved(spot: tuple[Any, ...], above: int) -> tuple[Any, ...]:
    line, *rest = spot
    return line + above, *rest


class Report:
    """Takes every problem of a file and keeps the gravest, so that notes never crowd out an error."""

    def __init__(self, file: str = "", *, alone: bool = True, within: Report | None = None) -> None:
        """What is not `alone` is one file of several; all is to be told to the one `within` which it is."""
        self.file = file
        self._alone = alone
        self._within = within
        self._notes: list[Note] = []
        self._kept: Counter[Severity] = Counter()
        self._more = 0

    def part(self) -> Report:
        """One for a part of the file, all of which is to be told to this one."""
        return Report(self.file, alone=self._alone, within=self)

    def wants(self, code: str) -> bool:
        """Whether a problem of this code would be kept; if not, it is only counted."""
        if self._has_room(CODES[code].severity, 0):
            return True
        self._more += 1
        return False

    def _has_room(self, severity: Severity, waiting: int) -> bool:
        """Whether more problems of a severity would be kept when so many that wait are."""
        waiting += self._kept[severity]
        within = self._within
        return waiting < MOST_PROBLEMS and (within is None or within._has_room(severity, waiting))

    def is_full(self) -> bool:
        """Whether errors alone fill it, so that looking for more of them is in vain."""
        return not self._has_room("error", 0)

    def has_errors(self) -> bool:
        """Whether anything was left out."""
        return bool(self._kept["error"]) or any(note.ends or note.lost for note in self._notes)

    @property
    def ended(self) -> bool:
        """Whether something kept the file from being read to its end."""
        return any(note.ends for note in self._notes)

    def count(self, more: int) -> None:
        """Count problems that are not worth a place."""
        self._more += more

    def add(
        self,
        code: str,
        message: str,
        spot: Spot,
        label: str = "",
        *,
        hint: str | None = None,
        related: Iterable[tuple[Spot, str]] = (),
        ends: bool = False,
        lost: Lost = "",
    ) -> None:
        """Take a problem if there is room for its severity; always where something is unread for it."""
        others = tuple((tuple(where), text) for where, text in related)
        self._take(Note(code, message, tuple(spot), label, hint, others, ends, lost))

    def _take(self, note: Note) -> None:
        is_unread = bool(note.ends or note.lost)
        if is_unread or self.wants(note.code):
            self._notes.append(note)
            self._kept[note.severity] += not is_unread

    def take(self, notes: Iterable[Sequence[Any]], more: int, above: int = 0) -> None:
        """Take what another one handed over, whose lines count from below so many."""
        for plain in notes:
            self._take(Note(*plain).moved(above))
        self.count(more)

    def located(self, spot: Spot) -> Spot:
        """The spot, with the file that it is in where there are several."""
        return spot if self._alone else spot._replace(file=self.file)

    @property
    def mark(self) -> tuple[int, int]:
        """How much there is, to come back to."""
        return len(self._notes), self._more

    def forget(self, mark: tuple[int, int]) -> None:
        """Take back what came behind a mark."""
        found, self._more = mark
        self._kept.subtract(one.severity for one in self._notes[found:] if not (one.ends or one.lost))
        del self._notes[found:]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.counted

    def handed_over(self) -> tuple[tuple[tuple[Any, ...], ...], int]:
        """The problems since the last time, and how many more were counted."""
        found, more = tuple(map(tuple, self._notes)), self._more
        self.forget((0, 0))
        return found, more

    def gravest(self) -> list[Problem]:
        """What is kept, in the order of the file."""
        kept = sorted(self._notes, key=_gravity)
        found = map(self._problem, kept[:MOST_PROBLEMS])
        return sorted(found, key=lambda problem: (problem.place.line, problem.place.column))

    def _problem(self, note: Note) -> Problem:
        code, message, spot, label, hint, related, ends, lost = note
        others = tuple(Related(self._place(*where), text) for where, text in related)
        return Problem(code, note.severity, message, self._place(*spot), label, others, hint, ends, lost)

    def _place(self, line: int, column: int, length: int, file: str | None) -> Place:
        return Place(file or self.file, line, column, length)

    @property
    def counted(self) -> int:
        """How many problems there were, kept or not."""
        return len(self._notes) + self._more


def _gravity(note: Note) -> tuple[bool, bool, int]:
    """What keeps a file from being read on comes before what is lost, and that before all else."""
    return not note.ends, not note.lost, _GRAVEST_FIRST.index(note.severity)


Path = tuple[str | int, ...]
"""Fields and positions that lead from the outside in."""


class _Mark(Protocol):
    """A place as the parser counts, from 0."""

    index: int
    line: int
    column: int


def at_mark(mark: _Mark | None, length: int = 1) -> Spot:
    """The spot that begins at a mark of the parser."""
    return Spot(1, 1, length) if mark is None else Spot(mark.line + 1, mark.column + 1, length)


def of_event(event: ParserEvent) -> Spot:
    """The spot of a scalar or an alias; of a list or mapping, its first character."""
    start, end = event.start_mark, event.end_mark
    if isinstance(event, CollectionStartEvent) or start is None or end is None:
        return at_mark(start)
    return at_mark(start, end.column - start.column if start.line == end.line else TO_LINE_END)


def end_of(event: ParserEvent) -> Spot:
    """The spot just behind an event."""
    return at_mark(event.end_mark)


def extent(first: ParserEvent, last: ParserEvent) -> int:
    """How many characters of the file lie between the start of one event and the end of another."""
    start, end = first.start_mark, last.end_mark
    return 0 if start is None or end is None else end.index - start.index


def of_value(tape: Sequence[ParserEvent], path: Path = ()) -> Spot:
    """The spot of a value, or of the innermost thing around it that is written in the file."""
    key, at, _ = _find(tape, path)
    return _spot(tape, at, key)


def home_of(tape: Sequence[ParserEvent]) -> tuple[int, int]:
    """The line and the column of an event's id, or else of its first field."""
    field = tape[1] if len(tape) > 2 else None
    mark = tape[2 if type(field) is ScalarEvent and field.value == "id" else 0].start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def of_items(tape: Sequence[ParserEvent], path: Path) -> list[Spot]:
    """The spots of all that stands in a list, found in one walk; none where no list is written there."""
    _, at, found = _find(tape, path)
    if not found or not isinstance(tape[at], SequenceStartEvent):
        return []
    spots: list[Spot] = []
    at += 1
    while not isinstance(tape[at], SequenceEndEvent):
        spots.append(_spot(tape, at))
        at = _after(tape, at)
    return spots


def _spot(tape: Sequence[ParserEvent], at: int, key: ParserEvent | None = None) -> Spot:
    event = tape[at]
    if isinstance(event, ScalarEvent) and not extent(event, event) and key is not None:
        return of_event(key)
    following = tape[at + 1] if at + 1 < len(tape) else None
    if isinstance(event, MappingStartEvent) and isinstance(following, ScalarEvent):
        return of_event(following)
    return of_event(event)


def of_key(tape: Sequence[ParserEvent], path: Path) -> Spot:
    """The spot of the field itself that the path ends with."""
    key, at, _ = _find(tape, path)
    return of_event(tape[at] if key is None else key)


def fields_of(tape: Sequence[ParserEvent], path: Path) -> Iterator[tuple[ScalarEvent, ParserEvent]]:
    """Each key that is written in a mapping, with that which its value begins with."""
    _, at, found = _find(tape, path)
    if not found or not isinstance(tape[at], MappingStartEvent):
        return
    at += 1
    while not isinstance(tape[at], MappingEndEvent):
        key, value = tape[at], _after(tape, at)
        if isinstance(key, ScalarEvent):
            yield key, tape[value]
        at = _after(tape, value)


def is_alias(tape: Sequence[ParserEvent], path: Path) -> bool:
    """Whether what the path leads to is an alias."""
    return isinstance(tape[_find(tape, path)[1]], AliasEvent)


def is_written(tape: Sequence[ParserEvent], path: Path) -> bool:
    """Whether the file has such a part, be it empty."""
    return _find(tape, path)[2]


def _find(tape: Sequence[ParserEvent], path: Path) -> tuple[ParserEvent | None, int, bool]:
    """The key, the position on the tape as far as the path leads, and whether it leads to its end."""
    key: ParserEvent | None = None
    at = 0
    for step in path:
        start = tape[at]
        if isinstance(start, MappingStartEvent):
            found = _field(tape, at + 1, step)
        elif isinstance(start, SequenceStartEvent) and isinstance(step, int):
            found = _item(tape, at + 1, step)
        else:
            found = None
        if found is None:
            return key, at, False
        key, at = found
    return key, at, True


def _field(tape: Sequence[ParserEvent], at: int, name: str | int) -> tuple[ParserEvent | None, int] | None:
    while not isinstance(tape[at], MappingEndEvent):
        key = tape[at]
        value = _after(tape, at)
        if isinstance(key, ScalarEvent) and key.value == name:
            return key, value
        at = _after(tape, value)
    return None


def _item(tape: Sequence[ParserEvent], at: int, position: int) -> tuple[ParserEvent | None, int] | None:
    while not isinstance(tape[at], SequenceEndEvent):
        if not position:
            return None, at
        position -= 1
        at = _after(tape, at)
    return None


def _after(tape: Sequence[ParserEvent], at: int) -> int:
    depth = 0
    while True:
        event = tape[at]
        at += 1
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if not depth:
            return at
