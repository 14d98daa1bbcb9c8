"""A problem as a command of GitHub's workflows, which shows it at its line in a pull request."""

from __future__ import annotations

from timeline_tui.diagnostics.problem import Problem, Severity
from timeline_tui.visible import visible

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_TEXT | {":": "%3A", ",": "%2C"}


def workflow_command(problem: Problem) -> str:
    """The command on one line; nothing in a file can end it or begin another."""
    place = problem.place
    properties = {"file": place.file}
    if place.line:
        properties["line"] = str(place.line)
        properties["col"] = str(place.column)
        properties["endColumn"] = str(place.column + max(place.length, 1) - 1)
    properties["title"] = problem.code
    said = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    message = problem.message if problem.hint is None else f"{problem.message}; {problem.hint}"
    return f"::{_LEVELS[problem.severity]} {said}::{_escaped(message, _IN_TEXT)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in visible(text))
