"""Which attributes let git merge and compare timelines event by event."""

from __future__ import annotations

import re
from collections.abc import Iterable

ATTRIBUTES = {"merge": "timeline", "diff": "timeline"}
PATTERN = "*.timeline.yaml"
"""The files that have them."""


def with_attributes(before: bytes) -> bytes:
    """The lines of `.gitattributes` with what is missing for timelines; what is said there already stays."""
    lines = before.decode(errors="replace").splitlines()
    said = {word.lstrip("-!").partition("=")[0] for word in _said(lines)}
    missing = [f"{key}={value}" for key, value in ATTRIBUTES.items() if key not in said]
    if not missing:
        return before
    ends = b"\r\n" if b"\r\n" in before else b"\n"
    lead = b"" if not before or before.endswith(b"\n") else ends
    return before + lead + " ".join([PATTERN, *missing]).encode() + ends


def _said(lines: Iterable[str]) -> Iterable[str]:
    """The attributes that timelines have in these lines, with their values."""
    for line in lines:
        pattern, *attributes = line.split() or [""]
        if pattern == PATTERN:
            yield from attributes


def of_others(lines: Iterable[str]) -> list[str]:
    """The attributes of timelines by which git asks somebody else, or nobody."""
    own = {f"{key}={value}" for key, value in ATTRIBUTES.items()}
    named = rf"[-!]?(?:{'|'.join(ATTRIBUTES)})(?:=.*)?"
    return [word for word in _said(lines) if word not in own and re.fullmatch(named, word)]
