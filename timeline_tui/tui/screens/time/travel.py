"""Moving in time: to a date that is typed, by a step, and by the same step again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.model.steps import Step
from timeline_tui.tui.reading.landing import Look, day_of, look, look_by
from timeline_tui.tui.screens.commanded import Refused

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.shown import Shown
    from timeline_tui.tui.screens.time.time_box import Answer
    from timeline_tui.tui.screens.timeline import TimelineScreen


class Travel:
    """Moves the reader of one screen through time, and remembers the last step."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._reader = screen.reader
        self._step: Step | None = None
        self._asked: Index | None = None

    def ask(self) -> None:
        """Ask for a date or a step, and show where it would land."""
        from timeline_tui.tui.screens.time.time_box import TimeBox

        self._asked = self._shown().index
        # What was told last would lie over it.
        self._screen.app.clear_notifications()
        self._screen.app.push_screen(TimeBox(self._look, self._screen.marks), self._take)

    def _look(self, text: str) -> Look:
        from datetime import date

        shown = self._shown()
        self._asked = shown.index
        try:
            return look(shown, text, self._day(), date.today().toordinal())
        except Unusable as error:
            return Look(f"This cannot be looked up now: {error}")

    def _take(self, answer: Answer | None) -> None:
        if answer is not None:
            found, landing = answer
            if self._asked is not self._reader.index:
                self._screen.tell("The file was read again meanwhile: t asks again")
                return
            self._step = found.step or self._step
            self._screen.attempt(partial(self._reader.go_to_event, landing.rank))

    def repeat(self, *, backwards: bool = False) -> None:
        """Make the last step again, or the same one the other way."""
        if self._step is None:
            raise Refused("No step was made yet: t takes one, such as +1 month")
        step = self._step.backwards if backwards else self._step
        found = look_by(self._shown(), step, self._day())
        if not found.landings:
            raise Refused(found.sentence)
        self._reader.go_to_event(found.landings[0].rank)
        self._screen.tell(found.sentence)

    def _shown(self) -> Shown:
        shown = self._reader.events.shown
        if shown is None:
            raise Refused("Nothing is read yet")
        return shown

    def _day(self) -> int | None:
        row, index = self._reader.row, self._reader.index
        return None if row is None or index is None else day_of(row, index.about.zone)
