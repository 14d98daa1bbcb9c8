"""What became of a passage, which one it words differently, and what is weak in a timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from timeline_tui.model.timeline import Quote

State = Literal["verbatim", "normalised", "cut", "altered", "not found", "no text held"]
STATES: tuple[State, ...] = get_args(State)
"""From proven to unproven."""
PROVEN: frozenset[State] = frozenset(("verbatim", "normalised"))
"""Those of a passage that stands in its text whole."""
FAULTY: tuple[State, ...] = ("not found", "altered", "cut")
"""Those of a passage that does not, the worst first."""


Side = Literal["same", "passage", "text"]
"""Who has a run of words: both, the passage alone or its text alone."""


class Run(NamedTuple):
    """A run of words that the passage and its text have alike, or that only one of the two has."""

    kind: Side
    words: str


class Finding(NamedTuple):
    """The answer for one passage. Places are in code points of the text."""

    state: State
    start: int | None = None
    end: int | None = None
    difference: tuple[Run, ...] = ()
    """For a passage that is cut or altered, word by word in reading order."""
    changed: int = 0
    """How far it is: the words that were put in, left out or replaced; of a cut, those left out."""
    words: int = 0
    """The words of the passage."""
    remark: str | None = None
    """What else is to be said: that it stands in several places, why no text is held."""
    misplaced: bool = False
    """Whether what it says to stand around it does not."""


def meant(quotes: Sequence[Quote], position: int) -> list[int]:
    """The positions of the passages that the quote's `variant_of` can mean: one, if it is clear.

    `herald` is the passage that this source has at the event, `herald#2` the second of several.
    """
    reference = quotes[position].variant_of
    if reference is None:
        return []
    sources = [quote.source for quote in quotes]
    return _named(reference, sources, sources[position]) or _numbered(reference, sources, sources[position])


def passages_meant(reference: str, sources: Sequence[str | None]) -> list[int]:
    """The position of the passage that a reference means among all of an event, the first of its source.

    `sources` are those of the passages, one behind the other. There is at most one.
    """
    return _named(reference, sources)[:1] or _numbered(reference, sources)


def references(sources: Sequence[str | None], but: str | None = None) -> list[str]:
    """What names each passage of an event by the source that it is of, without those of one source."""
    counts = Counter(source for source in sources if source is not None and source != but)
    return [
        source if count == 1 else f"{source}#{number}"
        for source, count in counts.items()
        for number in range(1, count + 1)
    ]


def original(quotes: Sequence[Quote], position: int) -> int | None:
    """The position of the passage that the quote is a variant of, where that is clear."""
    found = meant(quotes, position)
    return found[0] if len(found) == 1 else None


def _named(source: str, sources: Sequence[str | None], own: str | None = None) -> list[int]:
    """The passages of a source but one's own; a wording of its own is no variant."""
    return [] if source == own else [at for at, other in enumerate(sources) if other == source]


def _numbered(reference: str, sources: Sequence[str | None], own: str | None = None) -> list[int]:
    source, mark, digits = reference.rpartition("#")
    if not mark or not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        return []
    held = _named(source, sources, own)
    number = int(digits)
    return [held[number - 1]] if 0 < number <= len(held) else []


Weak = Literal[
    "not-found",
    "altered",
    "cut",
    "no-passage",
    "only-cited",
    "one-source",
    "one-side",
    "not-verified",
    "one-position",
    "date-without-note",
]

LABELS: Mapping[Weak, str] = {
    "not-found": "Passages that do not stand in their text",
    "altered": "Passages that are altered",
    "cut": "Passages that are cut",
    "no-passage": "Events that rest on no passage",
    "only-cited": "Events that sources report, with no passage taken from any",
    "one-source": "Events that rest on one independent source",
    "one-side": "Events that rest on one side's word",
    "not-verified": "Events with passages that are not verified",
    "one-position": "Disputes with one position",
    "date-without-note": "Unsure dates with no note that says why",
}
"""Each weakness in a few words, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing that is weak."""

    kind: Weak
    rank: int
    """The place of the event in the list."""
    event: str
    """The id of the event."""
    title: str
    """The title of the event, cut where it is long."""
    date: str | None
    detail: str
    """Whose word, which source, which question."""
    position: int | None = None
    """Which passage of the event it is, counted from 0; None where it is the event itself."""
