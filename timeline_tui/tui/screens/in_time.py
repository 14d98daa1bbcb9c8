"""What moves one screen in time, by keys and by the pointer on the strip; each is made when first asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline_tui.tui.screens.heading import Heading
    from timeline_tui.tui.screens.timeline import TimelineScreen
    from timeline_tui.tui.screens.trail import Trail
    from timeline_tui.tui.screens.travel import Periods, Travel
    from timeline_tui.tui.widgets.bars import Masthead


class InTime:
    """Answers the commands about time, and what is done to the strip."""

    def __init__(self, screen: TimelineScreen, heading: Heading) -> None:
        self._screen = screen
        self._heading = heading
        self._grabbed: int | None = None
        """Where the window of the strip was grabbed, if it is what is dragged."""

    def runs(self) -> dict[str, Callable[[], object]]:
        """What is done for each command."""
        return {
            "go-to-time": lambda: self.travel.ask(),
            "repeat-step": lambda: self.travel.repeat(),
            "repeat-step-back": lambda: self.travel.repeat(backwards=True),
            "narrow": lambda: self.periods.narrow(),
            "widen": lambda: self.periods.widen(),
            "next-period": lambda: self.periods.shift(1),
            "previous-period": lambda: self.periods.shift(-1),
            "next-alike": lambda: self.trail.follow(1),
            "previous-alike": lambda: self.trail.follow(-1),
        }

    @cached_property
    def travel(self) -> Travel:
        """Goes to dates and makes steps."""
        from timeline_tui.tui.screens.travel import Travel

        return Travel(self._screen)

    @cached_property
    def periods(self) -> Periods:
        """Narrows to periods."""
        from timeline_tui.tui.screens.travel import Periods

        return Periods(self._screen)

    @cached_property
    def trail(self) -> Trail:
        """Follows a name or a source."""
        from timeline_tui.tui.screens.trail import Trail

        return Trail(self._screen)

    # The strip.

    def go_to(self, cell: int) -> None:
        """Go to the moment at a cell."""
        day = self._heading.day_at(cell)
        if day is not None:
            self._screen.reader.go_to_day(day)

    def drag(self, event: Masthead.Dragged) -> None:
        """Move the window, where it was grabbed by one of its ends, or else choose a stretch of time."""
        begun, now = event.cells
        if self._grabbed != begun and not self._heading.selecting and self._heading.is_end(begun):
            self._grabbed = begun
        if self._grabbed == begun:
            self._screen.attempt(partial(self.go_to, now))
            self._grabbed = None if event.ended else begun
            return
        days = self._heading.days_between(event.cells)
        if days is None:
            return
        from timeline_tui.model.periods import rounded

        period = rounded(*days)
        self._heading.select(None if event.ended else period)
        if event.ended:
            self._screen.attempt(partial(self.periods.choose, period))

    def turn(self, event: Masthead.Turned) -> None:
        """Look closer at the moment under the pointer, or from farther away."""
        day = self._heading.day_at(event.cell)
        if event.away and day is not None:
            self._screen.attempt(partial(self.periods.narrow, day))
        elif not event.away:
            self._screen.attempt(self.periods.widen)
