"""Problems for other programs: on one line, as JSON, as SARIF 2.1.0, as commands of GitHub's workflows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from timeline_tui.problems.problem import CODES, Place, Problem, Severity
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


Plain = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Sequence[Problem], version: str) -> Plain:
    """One run of this version of the program, with a result for each problem."""
    codes = list(dict.fromkeys(problem.code for problem in problems))
    driver = {"name": "timeline-tui", "version": version, "rules": [_rule(code) for code in codes]}
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    # Columns are counted here as a person counts characters.
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> Plain:
    return {
        "id": code,
        "shortDescription": {"text": CODES[code].explanation},
        "help": {"text": f"timeline-tui explain {code}"},
        "defaultConfiguration": {"level": CODES[code].severity},
    }


def _result(problem: Problem, rule: int) -> Plain:
    message = problem.message if problem.hint is None else f"{problem.message}; {problem.hint}"
    result: Plain = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": message},
        "locations": [_location(problem.place)],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": related.label}, **_location(related.place)}
            for number, related in enumerate(problem.related)
        ]
    return result


def _location(place: Place) -> Plain:
    physical: Plain = {"artifactLocation": {"uri": _address(place.file)}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + max(place.length, 1),
        }
    return {"physicalLocation": physical}


def _address(file: str) -> str:
    """The name as a reference: relative to where the program was called, or else as an address."""
    path = quote(os.fsencode(file))
    return f"file://{path}" if path.startswith("/") else path
