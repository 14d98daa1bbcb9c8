"""`schema` prints the JSON Schema of the file format."""

from __future__ import annotations

import json

from tests.cli.conftest import Call
from timeline_tui.load.json_schema import schema


def test_it_is_printed_as_json(call: Call) -> None:
    said = call("schema")
    assert (said.code, said.talk) == (0, "")
    assert json.loads(said.out) == schema()
    assert said.out.isascii()
