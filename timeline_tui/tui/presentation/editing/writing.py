"""The lines around a file that is typed into: its name, what is wrong, what somebody else changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from timeline_tui.diagnostics.problem import Problem, Severity
from timeline_tui.tui.presentation.document import Line, Piece, Role
from timeline_tui.tui.presentation.marks import FULL, Marks
from timeline_tui.tui.presentation.words import counted
from timeline_tui.tui.presentation.wrapping import cut, flow
from timeline_tui.visible import visible

_ROLES: Mapping[Severity, Role] = {"error": "error", "warning": "warning", "note": "strong"}
_MOST_NAMED = 4
_SAID_LINES = 2


State = Literal["", "saved", "not saved"]


def title_line(
    name: str, state: State, stand_ins: Mapping[str, str], width: int, marks: Marks = FULL
) -> Line:
    """The name of the file, whether it is saved, and what stands in for what is hidden in it."""
    dot = f" {marks.dot} "
    pieces = [Piece(f" {visible(name)}", "strong"), Piece(f"{dot}{state}" if state else "", "warning")]
    named = [f"{shown} is U+{ord(real):04X}" for shown, real in list(stand_ins.items())[:_MOST_NAMED]]
    if named:
        more = f" and {len(stand_ins) - _MOST_NAMED} more" if len(stand_ins) > _MOST_NAMED else ""
        pieces.append(Piece(f"{dot}hidden characters: {', '.join(named)}{more}", "muted"))
    return cut(pieces, width)


def said_lines(
    problems: Sequence[Problem] | None, line: int, column: int, width: int, marks: Marks = FULL
) -> list[Line]:
    """What is wrong in the line that one is in, or else how much is wrong in all; both counted from 1.

    It is two lines, however much there is to say. `problems` is None where they were not looked for yet.
    """
    place = Piece(f" {line}:{column} ", "muted")
    here = [problem for problem in problems or () if problem.place.line == line]
    if not here:
        return [cut([place, Piece(f" {_counted(problems)}", "muted")], width), Line()]
    nearest = min(here, key=lambda problem: abs(problem.place.column - column))
    said = Piece(f" {nearest.severity}: {visible(nearest.message)}", _ROLES[nearest.severity])
    hint = Piece(f" {marks.dot} try: {visible(nearest.hint)}" if nearest.hint else "", "plain")
    first, *more = flow([place, said, hint], max(width - 1, 1), hang=1)
    if len(more) < _SAID_LINES:
        return [first, *more, *[Line()] * (_SAID_LINES - 1 - len(more))]
    return [first, cut([*cut(more[0].pieces, width - 2).pieces, Piece(marks.more, "muted")], width)]


def _counted(problems: Sequence[Problem] | None) -> str:
    if problems is None:
        return "Looking for what is wrong"
    found = Counter(problem.severity for problem in problems)
    said = ", ".join(counted(found[severity], severity) for severity in _ROLES if found[severity])
    return said or "Nothing is wrong in this file"
