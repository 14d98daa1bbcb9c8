"""The problems of one file as they are found: the gravest are kept, all are counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from timeline_tui.diagnostics.codes import CODES
from timeline_tui.diagnostics.problem import Lost, Place, Problem, Related, Severity

MOST_PROBLEMS = 500
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


class Report:
    """Takes every problem of a file and keeps the gravest, so that notes never crowd out an error."""

    def __init__(self, file: str, *, alone: bool = True) -> None:
        """What is not `alone` is one file of several."""
        self.file = file
        self._alone = alone
        self._kept: dict[Severity, list[Problem]] = {severity: [] for severity in _GRAVEST_FIRST}
        self._endings: list[Problem] = []
        self._counted = 0

    def wants(self, code: str) -> bool:
        """Whether a problem of this code would be kept; if not, it is only counted."""
        if len(self._kept[CODES[code].severity]) < MOST_PROBLEMS:
            return True
        self._counted += 1
        return False

    def is_full(self) -> bool:
        """Whether errors alone fill it, so that looking for more of them is in vain."""
        return len(self._kept["error"]) >= MOST_PROBLEMS

    def has_errors(self) -> bool:
        """Whether anything was left out."""
        return bool(self._kept["error"] or self._endings)

    @property
    def ended(self) -> bool:
        """Whether something kept the file from being read to its end."""
        return any(problem.ends for problem in self._endings)

    def forget(self, line: int) -> None:
        """Drop what was found from this line on, which is read once more."""
        for kept in self._kept.values():
            left = [problem for problem in kept if problem.place.line < line]
            self._counted -= len(kept) - len(left)
            kept[:] = left

    def count(self, more: int) -> None:
        """Count problems that are not worth a place."""
        self._counted += more

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
        if not ends and not lost and not self.wants(code):
            return
        severity = CODES[code].severity
        others = tuple(Related(self._place(where), text) for where, text in related)
        kept = self._endings if ends or lost else self._kept[severity]
        kept.append(Problem(code, severity, message, self._place(spot), label, others, hint, ends, lost))
        self._counted += 1

    def located(self, spot: Spot) -> Spot:
        """The spot, with the file that it is in where there are several."""
        return spot if self._alone else spot._replace(file=self.file)

    def _place(self, spot: Spot) -> Place:
        return Place(spot.file or self.file, spot.line, spot.column, spot.length)

    def gravest(self) -> list[Problem]:
        """What is kept, in the order of the file."""
        unread = sorted(self._endings, key=lambda problem: not problem.ends)
        kept = [*unread, *(problem for severity in _GRAVEST_FIRST for problem in self._kept[severity])]
        return sorted(kept[:MOST_PROBLEMS], key=lambda problem: (problem.place.line, problem.place.column))

    @property
    def counted(self) -> int:
        """How many problems there were, kept or not."""
        return self._counted
