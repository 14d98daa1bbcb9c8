"""Problems as SARIF 2.1.0 have the shape that its specification asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.load.files import problems
from tests.problems.test_goldens import GOLDENS
from timeline_tui.problems.problem import CODES, Place, Problem
from timeline_tui.problems.reports import sarif

LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "message": {"$ref": "#/definitions/message"},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        field: {"type": "integer", "minimum": 1}
                        for field in ("startLine", "startColumn", "endColumn")
                    },
                },
            },
        },
    },
    "additionalProperties": False,
}
# What section 3 of the specification says of the parts that are written, in the words of its own schema.
SPECIFIED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/definitions/run"}},
    },
    "definitions": {
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "location": LOCATION,
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/definitions/message"},
                "help": {"$ref": "#/definitions/message"},
                "defaultConfiguration": {"properties": {"level": {"$ref": "#/definitions/level"}}},
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"$ref": "#/definitions/level"},
                "message": {"$ref": "#/definitions/message"},
                "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
                "relatedLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"$ref": "#/definitions/location"},
                },
            },
        },
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "required": ["driver"],
                    "additionalProperties": False,
                    "properties": {
                        "driver": {
                            "required": ["name"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "version": {"type": "string"},
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"$ref": "#/definitions/rule"},
                                },
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
            },
        },
    },
}


def _checked(found: list[Problem]) -> Any:  # noqa: ANN401
    from jsonschema import Draft7Validator

    made = sarif(found, "0.1.0")
    Draft7Validator.check_schema(SPECIFIED)
    Draft7Validator(SPECIFIED).validate(made)
    return made["runs"][0]


@pytest.mark.parametrize("path", sorted(GOLDENS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_sort_of_problem_has_the_shape(path: Path) -> None:
    found = problems(path)
    run = _checked(found)
    rules = run["tool"]["driver"]["rules"]
    for problem, result in zip(found, run["results"], strict=True):
        assert result["ruleId"] == problem.code == rules[result["ruleIndex"]]["id"]
        assert result["level"] == problem.severity
    assert {rule["shortDescription"]["text"] for rule in rules} == {
        CODES[problem.code].explanation for problem in found
    }


def test_nothing_wrong_is_a_run_without_results() -> None:
    assert _checked([])["results"] == []


def test_a_place_has_its_line_and_columns() -> None:
    run = _checked([Problem("bad-date", "error", "no date", Place("a.yaml", 3, 5, 4), hint="write one")])
    (result,) = run["results"]
    assert result["message"] == {"text": "no date; write one"}
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("raids.timeline.yaml", "raids.timeline.yaml"),
        ("a b/c#d?.yaml", "a%20b/c%23d%3F.yaml"),
        ("http:x.yaml", "http%3Ax.yaml"),
        ("/home/me/é.yaml", "file:///home/me/%C3%A9.yaml"),
        ("not \udcff.yaml", "not%20%FF.yaml"),
    ],
)
def test_a_name_is_an_address_that_leads_back_to_it(name: str, uri: str) -> None:
    run = _checked([Problem("no-file", "error", "there is no such file", Place(name, 0, 0, 0))])
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": uri}}
    assert unquote(urlsplit(uri).path, errors="surrogateescape") == name
