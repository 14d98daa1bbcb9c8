"""A message that says something: its fields are what it declares."""

from __future__ import annotations

from typing import dataclass_transform

from textual.message import Message


@dataclass_transform(eq_default=False)
class Report(Message):
    """Takes the fields that are declared, in their order or by name.

    A start makes more than a dozen of these classes, and dataclasses would take ten times as long.
    """

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__()
        for name, value in (*zip(type(self).__annotations__, values, strict=False), *named.items()):
            setattr(self, name, value)
