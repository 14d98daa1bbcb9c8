"""What bytes may leave the program, however its data was written."""

from __future__ import annotations

import base64
import re

# Controls, those that reorder a row, and those that hide in it. A line feed ends a line; that is all it does.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\u0301{5}"
)
_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_NUMBERS = re.compile(r"\d+")


def sequences(raw: bytes) -> set[str]:
    """The sorts of control sequence that a program sent: moves and colours by their letter, others whole."""
    return {_sort(sequence) for sequence in set(_SEQUENCE.findall(raw.decode()))}


def between_sequences(raw: bytes) -> str:
    """What a program sent without the control sequences: the text it drew."""
    return _SEQUENCE.sub("", raw.decode()).replace("\r\n", "\n")


def copied(raw: bytes) -> list[str]:
    """Every text that a program put on the clipboard."""
    return [base64.b64decode(match).decode() for match in re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", raw)]


def forbidden(text: str) -> list[str]:
    """What of the text could act on a terminal, each with what stands after it."""
    return [repr(text[match.start() : match.start() + 20]) for match in FORBIDDEN.finditer(text)]


def _sort(sequence: str) -> str:
    if sequence.startswith("\x1b]52;c;"):
        return "\x1b]52;c;"
    if sequence[-1] in "mHG" and "?" not in sequence:
        return _NUMBERS.sub("", sequence).replace(";", "")
    return sequence
