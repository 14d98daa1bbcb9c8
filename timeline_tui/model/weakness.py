"""One thing that is weak in a timeline, and the event that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
