"""Plain values as the text that an index keeps of them, and back, for whoever writes one.

Apart from those that only read one: what it takes to be quick is as large as a tenth of the whole program.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json, to_json

_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def encode(value: object) -> str:
    """Plain values as JSON; half of a surrogate pair, which is no text in UTF-8, as an escape."""
    return encoded(value).decode()


def encoded(value: object) -> bytes:
    """What `encode` gives, in UTF-8."""
    try:
        return to_json(value)
    except ValueError:
        return _ENCODER.encode(value).encode()


def decode(text: str) -> Any:  # noqa: ANN401 - whatever was encoded
    """The values of which `encode` made the text."""
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)
