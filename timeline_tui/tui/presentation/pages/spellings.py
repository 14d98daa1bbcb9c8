"""Which spellings of a name the passages of an event use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline_tui.model.timeline import Name

_MOST = 50
"""Spellings of one name that are looked for."""


def spellings_found(name: Name, passages: Iterable[str]) -> list[str]:
    """The spellings that occur as whole words, the timeline's own first if it does, then in the file's order.

    A spelling inside a longer one does not count: who reads "Vladimir Putin" has not read "Putin".
    """
    text = "\n".join(passages)
    found = set()
    spellings = dict.fromkeys((name.name, *name.also[:_MOST]))
    for spelling in sorted(spellings, key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(spelling)}(?!\w)"
        rest = re.sub(pattern, "\n", text) if spelling in text else text
        if rest != text and spelling:
            found.add(spelling)
        text = rest
    return [spelling for spelling in spellings if spelling in found]
