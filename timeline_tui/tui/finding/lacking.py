"""Why a query finds nothing, found out beside the screen."""

from __future__ import annotations

from collections.abc import Iterator

from timeline_tui.index.finding.lacking import Lack, lacks
from timeline_tui.index.reader import Index
from timeline_tui.tui.finding.values import OwnIndex


class Lacking:
    """The terms of a query that finds nothing, those first without which most is found."""

    def __init__(self, known: OwnIndex, index: Index, text: str) -> None:
        self._known = known
        self._index = index
        self._given_up = False
        self.text = text

    def results(self) -> Iterator[tuple[str, list[Lack]]]:
        """All of them at once."""
        index = self._known.of(self._index)
        found: list[Lack] = []
        for lack in lacks(index, self.text):
            if self._given_up:
                return
            found.append(lack)
        yield self.text, sorted(found, key=lambda lack: -lack.without)

    def interrupt(self) -> None:
        """Give it up."""
        self._given_up = True
