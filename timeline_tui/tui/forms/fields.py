"""The fields of a form, and the texts that are typed into them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from timeline_tui.visible import stood_in

Sort = Literal[
    "text", "date", "name", "tag", "event", "source", "dispute", "position", "kind", "question", "file",
    "flag", "coordinates", "media", "own",
]  # fmt: skip
"""What a field holds, which says what completes it and what is said of it."""

LONGEST = 20_000
"""Characters that a field takes."""
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Field(NamedTuple):
    """One line of a form."""

    id: str
    """As the file calls it."""
    label: str
    example: str
    """What is shown while nothing is typed."""
    sort: Sort = "text"
    several: bool = False
    """Whether it takes several values, with commas between them."""
    block: bool = False
    """Whether what is typed may have lines of its own."""
    more: bool = False
    """Whether it is only shown when more fields are asked for."""


class Typed(NamedTuple):
    """The value at the cursor of a field."""

    value: str
    start: int
    """Where it begins in the text."""
    end: int


class Offered(NamedTuple):
    """One value that a field could have."""

    value: str
    """What is written into the field."""
    label: str
    remark: str = ""


def cleaned(text: str, *, block: bool) -> tuple[str, int]:
    """The text without what could not be seen in it, and how many characters were left out."""
    text = _BREAKS.sub("\n", text)
    shown = stood_in(text, lambda hidden: "")
    left_out = len(text) - len(shown)
    return (shown if block else " ".join(shown.split())), left_out


def values(text: str) -> list[str]:
    """The values between the commas of a text, each once; quotation marks keep a comma within one."""
    found = (part.value for part in _parts(text))
    return list(dict.fromkeys(value for value in found if value))


def typed_at(text: str, cursor: int, *, several: bool) -> Typed:
    """The value that is being typed at the cursor."""
    if not several:
        return Typed(text.strip(), 0, len(text))
    parts = _parts(text)
    return next((part for part in parts if part.start <= cursor <= part.end), parts[-1])


def picked(text: str, typed: Typed, value: str, *, several: bool) -> tuple[str, int]:
    """The text with a value in the place of what was typed of it, and where the cursor is then."""
    if not several:
        return value, len(value)
    value = f'"{value}"' if "," in value else value
    before, after = text[: typed.start].rstrip(), text[typed.end :].lstrip(" ,")
    start = f"{before} {value}" if before else value
    return f"{start}, {after}", len(start) + 2


def _parts(text: str) -> list[Typed]:
    parts: list[Typed] = []
    start, quoted = 0, False
    for at, letter in enumerate(f"{text},"):
        if letter == '"':
            quoted = not quoted
        elif letter == "," and (not quoted or at == len(text)):
            parts.append(Typed(text[start:at].strip().strip('"').strip(), start, at))
            start = at + 1
    return parts
