"""A passage beside the wording that another source has for it: what differs stands in marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline_tui.evidence.comparing import compare
from timeline_tui.evidence.folding import Folded
from timeline_tui.evidence.variants import pairs
from timeline_tui.model.timeline import Event, Quote
from timeline_tui.tui.presentation.document import Piece
from timeline_tui.tui.presentation.page import Page
from timeline_tui.tui.presentation.pages.context import Context
from timeline_tui.tui.presentation.pages.difference import difference
from timeline_tui.tui.presentation.words import NO_SOURCE, counted, outlet_words

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
    """Both wordings as one, with marks round the words that only one of them has."""
    runs, changed = compare(own.exact[:_LONGEST], wording.quote.exact[:_LONGEST], _alike)
    key = wording.quote.source
    other = outlet_words(key, context.sources.get(key)) if key else NO_SOURCE
    differ = f"{counted(changed, 'word')} differ{'s' if changed == 1 else ''}, [-here-] {{+there+}}"
    said = f"Worded differently in {other}" if wording.confirmed else f"Alike in {other}, not confirmed"
    page.add(Piece(f"{said}: {differ if changed else 'word for word the same'}", "muted"), indent=2)
    if changed:
        page.add(*difference(runs), indent=4)


def _alike(word: str) -> str:
    """A word as it is compared: quotation marks, dashes and spaces are no difference in wording."""
    return Folded(word).text.strip(" '")
