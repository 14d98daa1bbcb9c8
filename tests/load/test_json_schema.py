"""The schema takes what the reader takes, refuses what has another shape, and explains every field."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.load.files import codes, problems
from tests.problems.test_goldens import GOLDENS
from timeline_tui.cli.asked import shipped
from timeline_tui.cli.starting import starter
from timeline_tui.load.json_schema import DRAFT, schema
from timeline_tui.model.record_fields import fields_of
from timeline_tui.model.timeline import Record, Timeline

OF_SHAPE = {"missing-field", "unknown-field", "wrong-shape", "wrong-word", "merge-key", "not-a-timeline"}
# To an editor these have another shape as well.
ALSO = {"too-big", "too-deep", "alias-loop", "empty-file", "equal-keys"}


class Editor(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2, in which a date is text."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    whole = re.compile(f"^(?:{pattern})$")
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", whole, [*first.replace("\0", ""), ""])


def _seen(text: str | bytes) -> Any:  # noqa: ANN401
    return yaml.load(text, Loader=Editor)


@cache
def _validator() -> Draft7Validator:
    """Made once: that takes longer than to look at a file."""
    return Draft7Validator(schema())


def _complaints(text: str | bytes) -> list[str]:
    return [error.message for error in _validator().iter_errors(_seen(text))]


def _event(field: str) -> str:
    return f"events:\n  - title: A march\n    {field}\n"


def test_it_is_a_schema_of_the_draft_that_editors_know() -> None:
    made = schema()
    assert made["$schema"] == DRAFT
    Draft7Validator.check_schema(made)
    assert "$defs" not in str(made)


def test_every_part_and_field_has_a_sentence() -> None:
    made = schema()
    for name, part in [("Timeline", made), *made["definitions"].items()]:
        assert part["description"].endswith(".")
        for field, value in part["properties"].items():
            assert re.match(r"\S.*\.$", value["description"]), (name, field)


def test_it_has_the_fields_of_the_model_and_no_others() -> None:
    made = schema()
    assert list(made["properties"]) == [*Timeline.__slots__, "events"]
    for what, called in (("event", "Event"), ("quote", "Quote"), ("source", "Source"), ("name", "Name"),
                         ("tour", "Tour"), ("step", "TourStep")):  # fmt: skip
        part = made["definitions"][called]
        assert tuple(part["properties"]) == tuple(fields_of(what))
        assert part["additionalProperties"] is False


def test_reading_is_as_quick_as_before() -> None:
    schema()
    assert "use_attribute_docstrings" not in Record.__pydantic_config__


@pytest.mark.parametrize(
    "text", [starter(), shipped().read_text(encoding="utf-8")], ids=["starter", "shipped"]
)
def test_what_comes_with_the_program_fits(text: str) -> None:
    assert _complaints(text) == []


@pytest.mark.parametrize(
    "field",
    [
        *("date: 2023", "date: -0044", "date: 2023-06~", "date:", "tags: [1991, x]", "note: 12", "names:"),
        *(
            "fields: {status: }",
            "fields: {n: 5, seen: [2024, x], done: true}",
            "key: yes",
            "media:",
            "sources:",
        ),
    ],
)
def test_it_takes_what_the_reader_takes(field: str) -> None:
    assert set(codes(problems(_event(field)))) <= {"missing-id"}
    assert _complaints(_event(field)) == []


@pytest.mark.parametrize(
    "text",
    [
        _event("titel: x"),
        _event("date: [2023]"),
        _event("tags: march"),
        _event("quotes: [{exact: a, kind: said}]"),
        _event("quotes: [{source: a}]"),
        _event("disputes: [who]"),
        "events:\n  - date: 2023\n",
        "events: {title: x}\n",
        "names: {a: {kind: river, name: A}}\n",
        "sources: [a]\n",
        "author: me\n",
        "- title: x\n",
    ],
)
def test_it_refuses_what_has_another_shape(text: str) -> None:
    assert OF_SHAPE & set(codes(problems(text)))
    assert _complaints(text)


@pytest.mark.parametrize("path", sorted(GOLDENS.glob("*.yaml")), ids=lambda path: path.stem)
def test_it_complains_of_shape_alone(path: Path) -> None:
    try:
        complaints = _complaints(path.read_bytes())
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return
    found = set(codes(problems(path)))
    assert not complaints or found & (OF_SHAPE | ALSO), complaints


def test_a_field_of_ones_own_holds_a_text_or_a_list() -> None:
    own = schema()["definitions"]["Event"]["properties"]["fields"]["additionalProperties"]
    text, texts = own["anyOf"]
    assert (text["type"], texts["type"]) == (["string", "number", "boolean", "null"], ["array", "null"])
