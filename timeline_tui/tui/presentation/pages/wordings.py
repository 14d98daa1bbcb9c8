"""A passage beside the wording that another source has for it: what differs stands in marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline_tui.evidence.comparing import compare
from timeline_tui.evidence.folding import Folded
from timeline_tui.evidence.variants import pairs
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.tui.presentation.document import Piece
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.pages.context import Context
from timeline_tui.tui.presentation.words import NO_SOURCE, counted, in_one_line, outlet_words

# Characters of a passage that are compared word by word.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Wording:
    """Another source's wording of a passage."""

    quote: Quote
    confirmed: bool
    """Whether the file says that it is the same passage."""


Wordings = Mapping[int, Sequence[Wording]]
"""The other wordings of the passages of one event, by their positions."""


def wordings(event: Event, source: str, families: Mapping[str, str]) -> Wordings:
    """The other wordings of each passage that the event holds from the source."""
    found: dict[int, list[Wording]] = {}
    for pair in pairs(event.quotes, families):
        for own, other in ((pair.original, pair.variant), (pair.variant, pair.original)):
            if event.quotes[own].source == source:
                found.setdefault(own, []).append(Wording(event.quotes[other], pair.confirmed))
    return found


def draw_wording(page: Page, own: Quote, wording: Wording, context: Context) -> None:
    """Both wordings, one above the other, with marks round the words that only one of them has."""
    mine, theirs = own.exact[:_LONGEST], wording.quote.exact[:_LONGEST]
    _, changed = compare(mine, theirs, _alike)
    key = wording.quote.source
    other = outlet_words(key, context.sources.get(key)) if key else NO_SOURCE
    differ = f"{counted(changed, 'word')} differ{'s' if changed == 1 else ''}"
    said = f"Worded differently in {other}" if wording.confirmed else f"Alike in {other}, not confirmed"
    page.add(Piece(f"{said}: {differ if changed else 'word for word the same'}", "muted"), indent=2)
    if changed:
        page.add(Piece("here   ", "muted"), *_marked(page, mine, theirs), indent=4, hang=7)
        page.add(Piece("there  ", "muted"), *_marked(page, theirs, mine), indent=4, hang=7)


def _alike(word: str) -> str:
    """A word as it is compared: quotation marks, dashes and spaces are no difference in wording."""
    return Folded(word).text.strip(" '")


def _marked(page: Page, words: str, others: str) -> Iterator[Piece]:
    opening, closing = tuple(page.marks.differs)
    for run in compare(words, others, _alike)[0]:
        if run.kind == "same":
            yield Piece(_shown(run.words), "quote")
        elif run.kind == "passage":
            held = run.words.rstrip()
            yield Piece(f"{opening}{_shown(held)}{closing}", "strong")
            yield Piece(" " if len(held) < len(run.words) else "", "quote")


def _shown(words: str) -> str:
    """The words, visible, with one space behind them where white space stood."""
    return in_one_line(words) + (" " if words[-1:].isspace() else "")
