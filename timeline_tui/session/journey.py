"""Where a reader is, and the way back: list, event, source, and whatever was opened from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Where = Literal["list", "event", "source", "page", "query", "facets", "selection", "editor", "chart", "tour"]
"""Where a command applies; `page` is a screen of its own, such as the help."""
Depth = Literal["list", "event", "source", "weak", "name", "accounts"]
"""The list, or the page that is open."""
KEYS_AT: Mapping[Depth, Where] = {
    "list": "list",
    "event": "event",
    "source": "source",
    "weak": "page",
    "name": "page",
    "accounts": "event",
}
"""What the keys act on at each depth."""
COVER: Final = -1
"""Stands in the place of the rank of an event for the timeline itself, which the list begins with."""


class PagePosition(NamedTuple):
    """Where a reader is on a page."""

    stop: int = 0
    """Counted from 0; -1 for the last."""
    scroll: int = 0
    """The first line in sight; -1 for the page's end."""
    passage: tuple[int | None, int] | None = None
    """The passage to look for instead, by the rank and number of its stop."""
    dispute: str = ""
    """The disputed point to be at instead."""
    below: int | None = None
    """How many lines below the top of the window that passage is to stand."""


TOP = PagePosition()
END = PagePosition(-1, -1)
"""The last stop, seen from the page's end."""


class Bookmark(NamedTuple):
    """Everything that is needed to come back to exactly where one was."""

    depth: Depth
    rank: int
    """The event."""
    source: str = ""
    """The source that is open, or the name."""
    spot: PagePosition = TOP
    """Where on the page."""
    at: int = 0
    """Where in the text of the source, in code points, where it is shown."""
    above: int | None = None
    """How many lines of the list are in sight above the event; None where it was never looked at there."""


class LeftPlace(NamedTuple):
    """Where a timeline was left: the event that was under the cursor."""

    event: str
    date: str | None
    """When it was, for where the event is gone."""


class Journey:
    """The place a reader is at, and the places passed on the way there."""

    def __init__(self, here: Bookmark) -> None:
        self.here = here
        self._behind: list[Bookmark] = []

    @property
    def deep(self) -> bool:
        """Whether there is a way back."""
        return bool(self._behind)

    def go(self, leaving: Bookmark, to: Bookmark) -> None:
        """Go on, remembering the place as it was when left."""
        self._behind.append(leaving)
        self.here = to

    def back(self) -> Bookmark | None:
        """Come back to where one was; None at the start."""
        if not self._behind:
            return None
        self.here = self._behind.pop()
        return self.here

    def moved(self, rank: int, above: int | None) -> None:
        """The list moved to another event under an open page.

        The list that lies directly behind goes along, so that coming back shows the event that was read
        last; a page that lies behind stays what it was.
        """
        self.here = self.here._replace(rank=rank, spot=TOP)
        if self._behind and self._behind[-1].depth == "list":
            self._behind[-1] = self._behind[-1]._replace(rank=rank, above=above)

    @property
    def ranks(self) -> set[int]:
        """The events of all places on the way here."""
        return {place.rank for place in self._behind}

    def renumber(self, ranks: Mapping[int, int | None]) -> None:
        """Keep the way where the timeline was read again; pages of events that are gone are forgotten.

        `ranks` says where each event is now; None for one that is gone.

        The list is no page of an event: the way out leads to it whatever has gone.
        """
        kept = []
        for place in self._behind:
            rank = ranks[place.rank]
            if rank is not None:
                kept.append(place._replace(rank=rank))
            elif place.depth == "list":
                kept.append(place)
        self._behind = kept


class Followed(NamedTuple):
    """What is followed from event to event, by its id."""

    kind: Literal["name", "source"]
    id: str
