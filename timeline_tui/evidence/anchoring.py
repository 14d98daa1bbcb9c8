"""What must stand before and after a passage so that it is found at one place of its text and no other."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.evidence.matching import match
from timeline_tui.evidence.places import places
from timeline_tui.model.timeline import Quote

# Code points to each side that are looked at; what is the same for longer is a copy of the whole page.
_FARTHEST = 1000
_FIRST, _MOST_TRIES = 24, 8


class Anchor(NamedTuple):
    """The words round a passage; None where it needs none on that side."""

    prefix: str | None = None
    suffix: str | None = None


def anchored(text: str, start: int, end: int) -> Anchor | None:
    """What picks the passage between two places of the text; None where nothing near it does."""
    exact = text[start:end]
    if len(places(text, [exact])[exact]) < 2:
        return Anchor()
    reach = _FIRST
    for _ in range(_MOST_TRIES):
        before, after = _before(text, start, reach), _after(text, end, reach)
        for anchor in (Anchor(before, None), Anchor(None, after), Anchor(before, after)):
            if _picks(text, start, exact, anchor):
                return anchor
        if reach >= _FARTHEST:
            break
        reach *= 2
    return None


def _picks(text: str, start: int, exact: str, anchor: Anchor) -> bool:
    (found,) = match(text, [Quote(exact=exact, prefix=anchor.prefix, suffix=anchor.suffix)])
    return (found.state, found.start, found.remark) == ("verbatim", start, None)


def _before(text: str, start: int, reach: int) -> str | None:
    """The words before a place, from the beginning of one."""
    first = max(0, start - reach)
    held = text[first:start]
    cut = first > 0 and not text[first - 1].isspace()
    words = held.split(None, 1) if not held[:1].isspace() else []
    return (words[1] if cut and len(words) == 2 else held).strip() or None


def _after(text: str, end: int, reach: int) -> str | None:
    """The words after a place, up to the end of one."""
    held = text[end : end + reach]
    cut = end + reach < len(text) and not text[end + reach].isspace()
    words = held.rsplit(None, 1)
    return (words[0] if cut and len(words) == 2 else held).strip() or None
