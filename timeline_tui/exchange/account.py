"""The account of what was brought in: what came, what was changed, what was left out; nothing in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline_tui.render.phrases import counted

_MOST_EXAMPLES = 3
_LONGEST = 60


class Example(NamedTuple):
    """One of what was changed or left out."""

    file: str
    place: int
    """The line or number of its row; 0 where it stands in none."""
    before: str
    after: str = ""

    def __str__(self) -> str:
        """As one line says it."""
        said = f"{_cut(self.before)} → {_cut(self.after)}" if self.after else _cut(self.before)
        place = f"({self.place})" if self.place else ""
        return f"{said} {place}".strip()


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@dataclass
class Sum:
    """How often one thing was done, with examples."""

    count: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, example: Example, most: int) -> None:
        """Count it once more."""
        self.count += 1
        if len(self.examples) < most:
            self.examples.append(example)


@dataclass
class ImportAccount:
    """What became of every row and every cell of the files that are brought in."""

    rows: int = 0
    """All that the files held."""
    rows_in: int = 0
    """Those that came in, as an event of their own or as a part of one."""
    rows_there: int = 0
    """Those that were in the timeline already."""
    cells: int = 0
    cells_in: int = 0
    cells_there: int = 0
    events: int = 0
    sources: int = 0
    names: int = 0
    undated: int = 0
    """Events of which no date is known or understood."""
    changed: dict[str, Sum] = field(default_factory=dict)
    left_out: dict[str, Sum] = field(default_factory=dict)
    rows_left: int = 0
    cells_left: int = 0
    file: str = ""
    """Which one is being read."""
    most_examples: int = _MOST_EXAMPLES

    def change(self, what: str, place: int, before: str, after: str = "") -> None:
        """A cell came in, and not as it was written."""
        self.changed.setdefault(what, Sum()).add(Example(self.file, place, before, after), self.most_examples)

    def leave_row(self, why: str, place: int, text: str, cells: int) -> None:
        """A row stays out, with all its cells."""
        self.rows_left += 1
        self.cells_left += cells
        self._leave(why, place, text)

    def leave_cell(self, why: str, place: int, text: str) -> None:
        """A cell stays out of a row that comes in."""
        self.cells_left += 1
        self._leave(why, place, text)

    def read(self, cells: int) -> None:
        """A row was read that has so many cells."""
        self.rows += 1
        self.cells += cells

    def take(self, cells: int) -> None:
        """A row comes in with so many of its cells."""
        self.rows_in += 1
        self.cells_in += cells

    def pass_over(self, cells: int) -> None:
        """A row is there already, with all its cells."""
        self.rows_there += 1
        self.cells_there += cells

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.left_out

    def _leave(self, why: str, place: int, text: str) -> None:
        self.left_out.setdefault(why, Sum()).add(Example(self.file, place, text), self.most_examples)

    def lines(self) -> Iterator[str]:
        """What came in, what was there, what was changed, what was left out, a line each."""
        made = ((self.events, "event"), (self.sources, "source"), (self.names, "name"))
        came = [counted(number, noun) for number, noun in made if number or noun == "event"]
        yield f"came in     {counted(self.rows_in, 'row')}: {', '.join(came)}"
        if self.undated:
            yield f"            {counted(self.undated, 'event')} under no date"
        if self.rows_there:
            yield f"was there   {counted(self.rows_there, 'row')}"
        for what, sums in (("changed", self.changed), ("left out", self.left_out)):
            yield from _sum_lines(what, sums)
        if not self.left_out:
            yield "left out    nothing"

    def to_plain(self) -> dict[str, object]:
        """It as data."""
        return {
            "rows": self.rows,
            "events": self.events,
            "sources": self.sources,
            "names": self.names,
            "undated": self.undated,
            "already": self.rows_there,
            "cells": self.cells,
            "cells_in": self.cells_in,
            "cells_already": self.cells_there,
            "changed": list(_plain(self.changed)),
            "left_out": list(_plain(self.left_out)),
        }


def _sum_lines(heading: str, sums: Mapping[str, Sum]) -> Iterator[str]:
    for what, one in sums.items():
        yield f"{heading:<11} {one.count:,}: {what}"
        for example in one.examples:
            yield f"              {example}"


def _plain(sums: dict[str, Sum]) -> Iterator[dict[str, object]]:
    for what, one in sums.items():
        examples = [example._asdict() for example in one.examples]
        yield {"what": what, "count": one.count, "examples": examples}
