"""The values of a field, looked up beside the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline_tui.index.reader import Index
from timeline_tui.tui.finding.completing import Typing

_MOST = 40


class OwnIndex:
    """The index that is shown, on a connection of its own for the thread that looks something up in it."""

    def __init__(self) -> None:
        self.whose: Index | None = None
        """The one that is shown."""
        self._own: Index | None = None

    def of(self, index: Index) -> Index:
        """The same index on a connection of its own."""
        if self._own is None or self.whose is not index:
            if self._own is not None:
                self._own.close()
            self._own = None
            self._own, self.whose = Index.open(index.path), index
        return self._own


class ValuesWanted:
    """The values that begin so, to be offered where they are typed."""

    def __init__(self, known: OwnIndex, index: Index, text: str, cursor: int, typing: Typing) -> None:
        self._known = known
        self._index = index
        self.text = text
        self.cursor = cursor
        self.typing = typing
        self.values: Sequence[tuple[str, str, int]] = ()

    def results(self) -> Iterator[ValuesWanted]:
        """Itself, with the values."""
        index = self._known.of(self._index)
        field, beginning = self.typing.field or "name", self.typing.beginning
        found = index.values(field, beginning, _MOST)
        self.values = [(value.value, value.label, value.events) for value in found]
        yield self

    def interrupt(self) -> None:
        """It is too short to be given up."""
