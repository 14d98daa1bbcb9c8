"""The file format as a JSON Schema, made from the model, for editors that complete and check.

It is of draft-07, which editors of YAML understand. It checks shape alone, and no stricter than the reader:
any scalar may stand where text is expected, and a field may be left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import TypeAdapter

from timeline_tui.model.record_fields import held_by
from timeline_tui.model.timeline import Event, Record, Timeline

Schema = dict[str, Any]
_DATES = held_by("date")
DRAFT = "http://json-schema.org/draft-07/schema#"
_FILE = "A timeline: what happened, and the passages of its sources that speak of it."
_EVENTS = "What happened, or is said to have happened; in any order."
"""The model holds no events, since they stream past it."""
_TEXT = ["string", "number", "boolean"]
_DATE = ["string", "integer"]
"""A year alone is a number to an editor."""
_MADE_UP = {"title", "default"}
"""What pydantic makes of names and of what is left out; completion would write it into the file."""


def schema() -> Schema:
    """The schema, with the sentence of the model at each part and field."""
    with _with_sentences():
        whole, events = (TypeAdapter(part).json_schema() for part in (Timeline, tuple[Event, ...]))
    parts = {**whole.pop("$defs"), **events.pop("$defs")}
    whole["properties"]["events"] = {**events, "description": _EVENTS}
    definitions = {name: _record(part) for name, part in sorted(parts.items())}
    return {"$schema": DRAFT, **_record(whole), "description": _FILE, "definitions": definitions}


@contextmanager
def _with_sentences() -> Iterator[None]:
    """Let pydantic read the sentences under the fields; for reading files that would take too long."""
    config = Record.__pydantic_config__
    Record.__pydantic_config__ = {**config, "use_attribute_docstrings": True}
    try:
        yield
    finally:
        Record.__pydantic_config__ = config


def _record(part: Schema) -> Schema:
    """A mapping with these fields and no others."""
    needed = set(part.get("required", ()))
    return {
        **{key: value for key, value in part.items() if key not in _MADE_UP},
        "properties": {
            field: _field(field, value, may_be_empty=field not in needed)
            for field, value in part["properties"].items()
        },
    }


def _field(name: str, value: Schema, *, may_be_empty: bool) -> Schema:
    sentence = " ".join(value["description"].split())
    return {"description": sentence, **_value(value, _DATE if name in _DATES else _TEXT, may_be_empty)}


def _value(value: Schema, text: list[str], may_be_empty: bool) -> Schema:
    """What may stand as a value, in the words of draft-07."""
    empty = ["null"] if may_be_empty else []
    choices = [choice for choice in value.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return _value(choices[0], text, may_be_empty)
    if choices:
        return {"anyOf": [_value(choice, text, may_be_empty) for choice in choices]}
    if "$ref" in value:
        # In draft-07 nothing may stand beside a reference.
        reference = {"$ref": value["$ref"].replace("#/$defs/", "#/definitions/")}
        return {"anyOf": [reference, {"type": "null"}]} if may_be_empty else reference
    if "enum" in value:
        return {"enum": [*value["enum"], *([None] if may_be_empty else [])]}
    if value["type"] == "array":
        return {"type": ["array", *empty], "items": _value(value["items"], text, may_be_empty=False)}
    if value["type"] == "object":
        # An id or a word with nothing behind it is one of which nothing is known yet.
        entry = _value(value["additionalProperties"], text, "type" not in value["additionalProperties"])
        return {"type": ["object", *empty], "additionalProperties": entry}
    return {"type": [*text, *empty]}
