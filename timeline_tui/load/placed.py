"""Where the events of a timeline stand: their bytes are read once more only where something is to be said."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from yaml.error import Mark, YAMLError

from timeline_tui.yamlfile.parser import OpenNodes, ParserEvent, parse
from timeline_tui.yamlfile.places import Path, Spot, fields_of, home_of, of_event, of_key, of_value
from timeline_tui.yamlfile.stream import Stream

# The parser's events before the first item of a list.
_OPENING = 3
_LARGE = 5000
_KEPT = 8
_HOME = ("id",)

Place = tuple[int, tuple[str | int, ...]]
"""The number of an item, and the path in it."""


class Placed:
    """The items of the lists of events of all files, by number."""

    def __init__(self) -> None:
        self._starts = array("Q")
        self._sizes = array("I")
        self._lines = array("I")
        self._files: list[tuple[str | None, Stream | None]] = [(None, None)]
        self._firsts = array("I", [0])
        self._tapes: dict[int, list[ParserEvent]] = {}
        self._pinned: dict[Place, Spot] = {}
        self._disputes: dict[int, dict[str, Spot]] = {}

    @property
    def count(self) -> int:
        """How many items were taken."""
        return len(self._starts)

    def begin_file(self, name: str | None, text: Stream) -> None:
        """Take the items that come from now on for those of this file; of one alone, None is its name."""
        self._files.append((name, text))
        self._firsts.append(self.count)

    def add(self, start: int, size: int, line: int) -> None:
        """Take the next item; so many lines stand above it. With a size of 0, `start` is its column."""
        self._starts.append(start)
        self._sizes.append(size)
        self._lines.append(line)

    def add_open(self, line: int, column: int, tape: list[ParserEvent]) -> None:
        """Take the next item, which nobody can read once more: only what is pinned of it is known later."""
        self.add(column, 0, line)
        self._tapes = {self.count - 1: tape}

    def pin(self, number: int, path: Path) -> Path:
        """Keep where a part of an item stands."""
        for kept in (tuple(path), _HOME):
            self._pinned[number, kept] = self.spot((number, kept))
        return path

    def spot(self, place: Place | Spot, *, key: bool = False) -> Spot:
        """Where a part of an item stands, or the field that holds it."""
        if isinstance(place, Spot):
            return place
        number, path = place
        if (pinned := self._pinned.get((number, tuple(path)))) is not None:
            return pinned
        tape = self.tape(number)
        if not tape:
            return self.home(number)
        path = () if len(tape) > _LARGE else path
        return self._located(number, of_key(tape, path) if key else of_value(tape, path))

    def asked(self, place: Place | Spot) -> Spot:
        """Where a dispute is asked; of those of one item all are found in one pass."""
        if isinstance(place, Spot) or place in self._pinned:
            return self.spot(place, key=True)
        number, path = place
        if number not in self._disputes:
            if len(self._disputes) >= _KEPT:
                self._disputes.clear()
            written = fields_of(self.tape(number), ("disputes",)) if self.tape(number) else ()
            spots = {key.value: self._located(number, of_event(key)) for key, _ in reversed([*written])}
            self._disputes[number] = spots
        return self._disputes[number].get(str(path[-1])) or self.home(number)

    def home(self, number: int, length: int | None = None) -> Spot:
        """The spot of its id, or of its first field where it has none."""
        if length is None and (number, _HOME) in self._pinned:
            return self._pinned[number, _HOME]
        if not self._sizes[number] and number not in self._tapes:
            return self._located(number, Spot(self._lines[number], self._starts[number], length or 1))
        tape = self.tape(number)
        if not tape:
            return self._located(number, Spot(self._lines[number] + 1, 1, 1))
        spot = of_value(tape, ("id",))
        if length is not None:
            spot = Spot(*home_of(tape), length)
        return self._located(number, spot)

    def tape(self, number: int) -> list[ParserEvent]:
        """The parser's events of an item with their places in the file; none where it is gone."""
        if number not in self._tapes:
            if len(self._tapes) >= _KEPT:
                self._tapes.clear()
            data = self.data(number)
            self._tapes[number] = tape_of(data, self._lines[number]) if data else []
        return self._tapes[number]

    def data(self, number: int) -> bytes:
        """The bytes of an item as the parser gets them; none where they are gone."""
        start, size = self._starts[number], self._sizes[number]
        text = self._file(number)[1]
        try:
            return text.sound(start, start + size) if text is not None and size else b""
        except OSError:
            return b""

    def _file(self, number: int) -> tuple[str | None, Stream | None]:
        return self._files[bisect_right(self._firsts, number) - 1]

    def _located(self, number: int, spot: Spot) -> Spot:
        return spot._replace(file=self._file(number)[0])


def tape_of(data: bytes, above: int, opening: int = _OPENING) -> list[ParserEvent]:
    """The parser's events of the one item that these bytes hold, so many lines below the first of a file."""
    tape: list[ParserEvent] = []
    opened = OpenNodes()
    try:
        for event in islice(parse(data), opening, None):
            tape.append(event)
            opened.take(event)
            if not opened:
                break
    except YAMLError:
        tape.clear()
    return [*moved_all(tape, above)] if above else tape


def moved_all(events: list[ParserEvent], down: int) -> Iterator[ParserEvent]:
    """The events so many lines further down."""
    for event in events:
        event.start_mark = moved(event.start_mark, down)
        event.end_mark = moved(event.end_mark, down)
        yield event


def moved(mark: Any, down: int) -> Any:  # noqa: ANN401 - both parsers have a kind of their own
    """The mark so many lines further down."""
    return None if mark is None else Mark("", mark.index, mark.line + down, mark.column, None, 0)
