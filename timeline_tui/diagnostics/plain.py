"""A problem as a plain mapping, for JSON."""

from __future__ import annotations

from timeline_tui.diagnostics.problem import Problem


def to_plain(problem: Problem) -> dict[str, str | int | bool | None]:
    """Its fields under the names that `check --format json` promises; no line where it is the whole file."""
    place = problem.place
    return {
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "ends": problem.ends,
    }
