"""A problem on one line, as editors read it."""

from __future__ import annotations

from timeline_tui.diagnostics.problem import Place, Problem
from timeline_tui.visible import visible


def one_line(problem: Problem) -> str:
    """File, line, column, severity, code and message; safe to print."""
    return visible(f"{address(problem.place)}: {headline(problem)}")


def headline(problem: Problem) -> str:
    """Severity, code and message; not yet safe to print."""
    return f"{problem.severity}[{problem.code}]: {problem.message}"


def address(place: Place) -> str:
    """The file, and the line and column where the problem is not the file itself; not yet safe to print."""
    return f"{place.file}:{place.line}:{place.column}" if place.line else place.file
