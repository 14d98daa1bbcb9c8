"""Problems as SARIF 2.1.0, which code hosts and editors take from any checker."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from timeline_tui.diagnostics.codes import CODES
from timeline_tui.diagnostics.problem import Place, Problem

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
