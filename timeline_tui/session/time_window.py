"""The stretch of time that a chart shows: closer, farther, along, and the moment in it that matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from timeline_tui.model.days import DAY_LONG
from timeline_tui.render.date_column import gap_in_words
from timeline_tui.render.ruler import LEAST_SECONDS, Scale
from timeline_tui.session.requests import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.session.signal import Signal

_LEAST_EMPTY: Final = 28
"""Cells of an empty stretch that is worth folding."""


class TimeWindow:
    """So many seconds out of the whole time; moments are seconds as the ruler has them."""

    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self.whole: tuple[int, int] | None = None
        """The first second of all, and the one behind the last; None where nothing has a date."""
        self.shown: tuple[int, int] | None = None
        """The same of what is in sight."""
        self.focus: int | None = None
        """The second that the cursor is at."""
        self.is_folding = False
        """Whether long empty stretches are folded away."""
        self._dragged: tuple[int, int] | None = None
        """What was in sight when a drag began."""

    def fit(self, whole: tuple[int, int] | None) -> None:
        """Show a part of another time: the one that is in sight where it lies in that, else all of it."""
        if whole is None or self.shown is None or whole != self.whole:
            kept = self.shown if whole and self.shown and _within(self.shown, whole) else None
            self.shown = kept or whole
        self.whole = whole

    # Closer and farther.

    def zoom(self, *, out: bool = False, at: int | None = None) -> None:
        """Show half of the time about a moment or the cursor's, or twice as much."""
        since, until = self._in_sight()
        length = until - since
        wanted = max(LEAST_SECONDS, min(length * 2 if out else length // 2, self._whole_length()))
        if wanted == length:
            raise Refused("This is the whole time" if out else "This is as close as it goes; Enter opens it")
        at = self.middle if at is None else at
        self._show(at - (at - since) * wanted // length, wanted)

    @property
    def middle(self) -> int:
        """The moment of the cursor or, where that is not in sight, the one half way."""
        since, until = self._in_sight()
        focus = self.focus
        return focus if focus is not None and since <= focus < until else (since + until) // 2

    def show_all(self) -> None:
        """Show the whole time."""
        self._in_sight()
        self.shown = self.whole
        self._changed.tell("chart")

    def fold_empty(self, gaps: Sequence[tuple[int, int]], width: int) -> None:
        """Fold long empty stretches away, or draw them in proportion."""
        self._in_sight()
        self.is_folding = not self.is_folding
        if self.is_folding and not self.scale(width, gaps).folds:
            self.is_folding = False
            raise Refused("No stretch of time here is long and empty")
        self._changed.tell("chart")

    # Along.

    def pan(self, direction: int) -> None:
        """Show the time before or after, with some of what is in sight."""
        since, until = self._in_sight()
        length = until - since
        self._show(since + direction * length // 4, length)
        if self.shown == (since, until):
            raise Refused("There is nothing after this" if direction > 0 else "There is nothing before this")

    def drag(self, seconds: int, *, ended: bool) -> None:
        """Show what lies so far after what was in sight when the drag began."""
        if self._dragged is None:
            self._dragged = self._in_sight()
        since, until = self._dragged
        self._show(since + seconds, until - since)
        if ended:
            self._dragged = None

    def bring(self, first: int | None, last: int | None) -> None:
        """Bring what lasts from a second to another into sight, and put the cursor there."""
        at = first if first is not None else last
        if at is None or self.shown is None:
            return
        since, until = self.shown
        if (last is not None and last <= since) or (first is not None and first >= until):
            self._show(at - (until - since) // 2, until - since)
        self.focus = min(max(at, self.shown[0]), self.shown[1] - 1)

    def _show(self, first: int, length: int) -> None:
        """Show so much time from this second on, as far as there is anything."""
        if self.whole is None:
            return
        first = max(self.whole[0], min(first, self.whole[1] - length))
        self.shown = first, first + length
        self._changed.tell("chart")

    def _in_sight(self) -> tuple[int, int]:
        if self.shown is None:
            raise Refused("No event has a date that could be drawn")
        return self.shown

    def _whole_length(self) -> int:
        return 0 if self.whole is None else self.whole[1] - self.whole[0]

    # In cells.

    def scale(self, width: int, gaps: Sequence[tuple[int, int]]) -> Scale:
        """What is in sight as so many cells; `gaps` are stretches of days on which nothing is."""
        first, last = self.shown or (0, DAY_LONG)
        return Scale(first, last, width, tuple(self._empty(gaps, width)) if self.is_folding else ())

    def _empty(self, gaps: Sequence[tuple[int, int]], width: int) -> Iterator[tuple[int, int, str]]:
        first, last = self._in_sight()
        least = (last - first) // width * _LEAST_EMPTY
        for since, until in gaps:
            start, end = since * DAY_LONG, (until + 1) * DAY_LONG
            if first < start and end < last and end - start >= least:
                yield start, end, gap_in_words(until + 1 - since)


def _within(window: tuple[int, int], whole: tuple[int, int]) -> bool:
    return whole[0] <= window[0] and window[1] <= whole[1]
