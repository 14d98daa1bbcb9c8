"""The values to narrow by: a list with a cursor, which letters that are typed make shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.render.offers import Facet, FacetLine, facet_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.session.signal import Signal

_LONGEST = 60


class ValueList:
    """What stands in the pane of values."""

    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self.lines: Sequence[FacetLine] = ()
        self.cursor = 0
        self.top = 0
        """The first line in sight."""
        self._height = 0
        self.moved = False
        """Whether the cursor was put where it is; else it stands on the first value, whichever that is."""
        self.counting = False
        """Whether the numbers of events are still to come."""
        self.narrowed = ""
        """The letters that were typed."""

    @property
    def facet(self) -> Facet | None:
        """The value under the cursor."""
        return self.lines[self.cursor].facet if self.cursor < len(self.lines) else None

    def show(self, facets: Sequence[Facet], *, counting: bool) -> None:
        """Show these, with the cursor on the same value as before where it is still there."""
        before = self.facet
        self.lines, self.counting = facet_lines(facets), counting
        self.cursor = self._place_of(before)
        self._reveal()

    def _place_of(self, before: Facet | None) -> int:
        for number, line in enumerate(self.lines if self.moved else ()):
            facet = line.facet
            if before and facet and (facet.field, facet.value) == (before.field, before.value):
                return number
        return self._near(min(self.cursor, len(self.lines) - 1), 1)

    def move(self, by: int) -> None:
        """Move the cursor by so many lines, over the headings."""
        self.moved = True
        self.cursor = self._near(max(0, min(self.cursor + by, len(self.lines) - 1)), 1 if by > 0 else -1)
        self._reveal()

    def page(self, direction: int) -> None:
        """Move the cursor by as many lines as there are in sight."""
        self.move(direction * max(1, self._height - 2))

    def go_to_kind(self, direction: int) -> None:
        """Put the cursor on the first value of the next kind, or of the one before."""
        firsts = [number + 1 for number, line in enumerate(self.lines) if line.facet is None]
        if direction > 0:
            firsts = [number for number in firsts if number > self.cursor] or firsts[:1]
        else:
            own = max((number for number in firsts if number <= self.cursor), default=0)
            firsts = [number for number in firsts if number < own][-1:] or firsts[-1:]
        if firsts:
            self.cursor, self.moved = firsts[0], True
            # Its heading above all that belongs to it.
            self.top = self.cursor - 1
            self._reveal()

    def _near(self, number: int, direction: int) -> int:
        """The line or, where it is a heading, the next value; at an end the one on the other side."""
        for step in (direction, -direction):
            at = number
            while 0 <= at < len(self.lines):
                if self.lines[at].facet is not None:
                    return at
                at += step
        return 0

    def sized(self, height: int) -> None:
        """Keep the cursor in sight, where so many lines are."""
        self._height = height
        self._reveal()

    def _reveal(self) -> None:
        if not self._height:
            # It is not laid out yet.
            return
        height = max(1, self._height - 1)
        # The heading stands above the first of its values.
        first = self.cursor - 1 if self.cursor and self.lines[self.cursor - 1].facet is None else self.cursor
        if first < self.top:
            self.top = first
        elif self.cursor >= self.top + height:
            self.top = self.cursor - height + 1
        # What is shown may have become shorter: no more room is left below it than must be.
        self.top = max(0, min(self.top, len(self.lines) - height))
        self._changed.tell("values")

    def narrow(self, text: str) -> None:
        """List only values with these letters, from the first on."""
        self.narrowed = text[:_LONGEST]
        self.cursor, self.top, self.moved = 0, 0, False
        self._changed.tell("values")

    def point(self, number: int) -> bool | None:
        """Put the cursor on a line; whether it was there already, or nothing where it is none of a value."""
        if number >= len(self.lines) or self.lines[number].facet is None:
            return None
        again, self.cursor, self.moved = number == self.cursor, number, True
        self._changed.tell("values")
        return again
