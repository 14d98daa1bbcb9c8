"""Moving in time: to a date that is typed, by a step, to a period."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from timeline_tui.index.reader import Unusable
from timeline_tui.model.dates import parse as parse_date
from timeline_tui.model.periods import UNITS, Period, Step, above, around, below
from timeline_tui.query import with_period
from timeline_tui.render.date_column import in_words
from timeline_tui.session.landing import Look, called, day_of, look, look_by, period_of, whole_of
from timeline_tui.session.session import Refused

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.shown import Shown
    from timeline_tui.tui.screens.time_box import Answer
    from timeline_tui.tui.screens.timeline import TimelineScreen


class Periods:
    """Edits the period in the query of one screen."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._reader = screen.reader

    def narrow(self, day: int | None = None) -> None:
        """Narrow to the next shorter unit around the event under the cursor, or around a day."""
        index, _ = self._whole()
        if day is None:
            row = self._reader.row
            day = None if row is None else day_of(row, index.about.zone)
        if day is None:
            raise Refused("This event has no date to narrow around")
        period = self._period(index)
        found = [around(unit, day) for unit in UNITS] if period is None else below(period, day)
        held = index.moments.counted(None, None) if period is None else self._held(index, period)
        chosen = next((one for one in found if self._held(index, one) < held), None)
        if chosen is None:
            raise Refused(f"Nothing narrower than {self._called(period)} would hide any event")
        self.choose(chosen)

    def widen(self) -> None:
        """Widen to the next longer unit that shows more, and at last to the whole time."""
        index, whole = self._whole()
        period = self._period(index)
        if period is None:
            raise Refused("No period is set: Shift+↓ or s narrows to one")
        held = self._held(index, period)
        found = (one for one in above(period) if self._held(index, one) > held)
        chosen = next(found, None)
        self.choose(None if chosen is None or chosen.holds(whole) else chosen)

    def shift(self, by: int) -> None:
        """Go to the period of the same length that follows, or the one before."""
        index, whole = self._whole()
        period = self._period(index)
        if period is None:
            raise Refused("No period is set to be shifted: Shift+↓ or s narrows to one")
        shifted = period.shifted(by)
        if shifted.first > whole.last or shifted.last < whole.first:
            side = "after" if by > 0 else "before"
            raise Refused(f"Nothing is recorded {side} {self._called(period)}")
        self.choose(shifted)

    def choose(self, period: Period | None) -> None:
        """Show this period only, or all of the time."""
        screen = self._screen
        query = with_period(screen.view.query, None if period is None else period.edtf)
        screen.ask_view(screen.view._replace(query=query))
        if period is None:
            screen.tell("All of the time is shown again")
        elif (index := self._reader.index) is not None:
            screen.tell(f"{self._called(period)}{self._beside(index, period)}")

    def _beside(self, index: Index, period: Period) -> str:
        """Of an empty period, what lies before and after it."""
        if self._held(index, period):
            return ""
        beside = (index.moments.last(period.first - 1), index.moments.first(period.last + 1))
        said = []
        for rank, where in zip(beside, ("before", "after"), strict=True):
            for row in index.rows(rank, 1) if rank is not None else ():
                day = in_words(parse_date(row.date)) if row.date else "no date"
                said.append(f"{where} it {row.title} ({day})")
        return f": nothing begins then; {', '.join(said)}"

    def _whole(self) -> tuple[Index, Period]:
        index = self._reader.index
        if index is None:
            raise Refused("Nothing is read yet")
        whole = whole_of(index.about)
        if whole is None:
            raise Refused("No event has a date")
        return index, whole

    def _period(self, index: Index) -> Period | None:
        return period_of(self._screen.view.query, index.about)

    def _held(self, index: Index, period: Period) -> int:
        return index.moments.counted(period.first, period.last)

    def _called(self, period: Period | None) -> str:
        return "the whole time" if period is None else called(period)


class Travel:
    """Moves the reader of one screen through time, and remembers the last step."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._reader = screen.reader
        self._step: Step | None = None
        self._asked: Index | None = None

    def ask(self) -> None:
        """Ask for a date or a step, and show where it would land."""
        from timeline_tui.tui.screens.time_box import TimeBox

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
