"""A query as it is typed: the text, what is offered below it, what was asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.query import Unreadable
    from timeline_tui.session.completion import Offer


class TypedQuery:
    """The line of a query, open or not."""

    def __init__(self) -> None:
        self.text = ""
        self.cursor = 0
        """Where in the text it goes on, in characters."""
        self.before = ""
        """The query that there was when the line was opened."""
        self.complaint: Unreadable | None = None
        """Why the text cannot be read."""
        self.offers: Sequence[Offer] = ()
        self.marked = 0
        """Which offer is taken next."""
        self.meant: tuple[str, Sequence[Offer]] = ("", ())
        """A query that finds nothing, with what was perhaps meant."""
        self.looks_up = False
        """Whether the values for what is typed are still to come."""
        self._history: list[str] = []
        self._at = 0
        self._left = ""
        """What was typed before an earlier query was brought back."""

    def put(self, text: str, cursor: int) -> None:
        """Let another text stand in the line."""
        self.text, self.cursor = text, cursor

    def begin(self, query: str, text: str) -> None:
        """Open the line with a text that goes on from a query."""
        self.before, self._at = query, len(self._history)
        self.put(text, len(text))

    def remember(self, query: str) -> None:
        """Let the query be brought back."""
        query = query.strip()
        if query:
            self._history = [*(held for held in self._history if held != query), query]
        self._at = len(self._history)

    @property
    def has_earlier(self) -> bool:
        """Whether there is a value above to be marked, or a query that was asked before."""
        return len(self.offers) > 1 or (not self.offers and self._at > 0)

    def bring_back(self, direction: int) -> bool:
        """Put the query before into the line, or the one after; False where there is none."""
        if not 0 <= self._at + direction <= len(self._history):
            return False
        if self._at == len(self._history):
            self._left = self.text
        self._at += direction
        text = self._history[self._at] if self._at < len(self._history) else self._left
        self.put(text, len(text))
        return True
