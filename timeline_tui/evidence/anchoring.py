"""The words of a text for a passage, and what must stand round them so that they are found at one place."""

from __future__ import annotations

from typing import NamedTuple

from timeline_tui.evidence.boundaries import whole
from timeline_tui.evidence.matching import match
from timeline_tui.evidence.places import places
from timeline_tui.model.proof import Finding, State
from timeline_tui.model.timeline import Quote

# Code points to each side that are looked at; what is the same for longer is a copy of the whole page.
_FARTHEST = 1000
_FIRST, _MOST_TRIES = 24, 8


_KEPT: dict[State, str] = {
    "verbatim": "This passage stands in its text letter for letter",
    "normalised": "This passage has the words of its text: only marks, spaces or line ends differ",
    "not found": "This passage was not found in its text, which has no words for it: e edits the file",
    "no text held": "No text of this passage is held",
}


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


class Mended(NamedTuple):
    """A passage in the words of its text."""

    words: dict[str, str]
    """What stands in `exact`, and in `prefix` and `suffix` where those did not fit any more."""
    remark: str | None
    """What is to be said of the place that they are from."""


def kept(finding: Finding) -> str | None:
    """Why such a passage is left as it is, in a sentence; None where its text has other words."""
    reason = _KEPT.get(finding.state)
    return f"{reason}: {finding.remark}" if finding.state == "no text held" and finding.remark else reason


def mended(text: str, quote: Quote) -> Mended | str:
    """The passage letter for letter as the text has it, all words included; or why it is left as it is."""
    (found,) = match(text, [quote])
    if (reason := kept(found)) is not None or found.start is None or found.end is None:
        return reason or _KEPT["not found"]
    start, end = whole(text, found.start, found.end)
    words = {"exact": text[start:end]}
    if not _is_verbatim(text, quote, words):
        around = {"prefix": _before(text, start, _FIRST), "suffix": _after(text, end, _FIRST)}
        words |= {side: said for side, said in around.items() if said and getattr(quote, side)}
    if not _is_verbatim(text, quote, words):
        return "What stands round this passage does not lead to the words of its text: e edits the file"
    place = found.remark if found.state == "altered" else None
    return Mended(words, place)


def _is_verbatim(text: str, quote: Quote, words: dict[str, str]) -> bool:
    prefix, suffix = (words.get(side, getattr(quote, side)) for side in ("prefix", "suffix"))
    (found,) = match(text, [Quote(exact=words["exact"], prefix=prefix, suffix=suffix)])
    return found.state == "verbatim" and not found.misplaced


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
