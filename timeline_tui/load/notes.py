"""What is wrong with some items, found without the rest of their file, in values that can be sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from timeline_tui.problems.problem import CODES, Lost, Severity
from timeline_tui.yamlfile.places import MOST_PROBLEMS, Report, Spot


class Note(NamedTuple):
    """A problem, with lines that count from some line of the file on."""

    code: str
    message: str
    spot: tuple[Any, ...]
    label: str
    hint: str | None
    related: tuple[tuple[tuple[Any, ...], str], ...]


class Notes(Report):
    """Takes problems that a report is to have when the items were read to their end."""

    def __init__(self, report: Report | None = None) -> None:
        """Of what the `report` has no more room for, nothing is kept."""
        super().__init__("")
        self._report = report
        self._notes: list[Note] = []
        self._room: dict[Severity, int] = {}

    def wants(self, code: str) -> bool:
        """Whether a problem of this code would be kept; if not, it is only counted."""
        severity = CODES[code].severity
        waiting = self._room.get(severity, 0)
        if waiting < MOST_PROBLEMS and (self._report is None or self._report.has_room(severity, waiting)):
            return True
        self._counted += 1
        return False

    def is_full(self) -> bool:
        """Whether errors alone fill it, so that looking for more of them is in vain."""
        return self._report is not None and self._report.is_full()

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
        """Take a problem if there is room for its severity."""
        del ends, lost
        if self.wants(code):
            severity = CODES[code].severity
            self._room[severity] = self._room.get(severity, 0) + 1
            others = tuple((tuple(where), text) for where, text in related)
            self._notes.append(Note(code, message, tuple(spot), label, hint, others))

    @property
    def mark(self) -> tuple[int, int]:
        """How much there is, to come back to."""
        return len(self._notes), self._counted

    def forget(self, mark: tuple[int, int]) -> None:
        """Take back what came behind a mark."""
        del self._notes[mark[0] :]
        self._counted = mark[1]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self._notes and not self._counted

    def handed_over(self) -> tuple[tuple[tuple[Any, ...], ...], int]:
        """The problems since the last time, and how many more were counted."""
        found, counted = tuple(map(tuple, self._notes)), self._counted
        self._notes, self._counted = [], 0
        self._room.clear()
        return found, counted


def tell(report: Report, notes: Iterable[tuple[Any, ...]], more: int, above: int = 0) -> None:
    """Report these problems, whose lines count from below so many."""
    for code, message, spot, label, hint, related in notes:
        others = [(_moved(place, above), text) for place, text in related]
        report.add(code, message, _moved(spot, above), label, hint=hint, related=others)
    report.count(more)


def _moved(spot: Iterable[Any], above: int) -> Spot:
    line, column, length, file = spot
    return Spot(line + above, column, length, file)
