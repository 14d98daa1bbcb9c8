"""What a row of the list is: an event, with more or less of it, without its parts, or a group of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline_tui.index.shown import Folded, Shown, Unit
from timeline_tui.session.journey import LIST
from timeline_tui.session.session import Refused
from timeline_tui.session.window import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline_tui.index.reader import Index
    from timeline_tui.index.records import Row
    from timeline_tui.tui.screens.timeline import TimelineScreen


class Zooming:
    """Changes the rows of one screen."""

    def __init__(self, screen: TimelineScreen) -> None:
        self._screen = screen
        self._events = screen.reader.events
        self._ladder: tuple[Index | None, Sequence[Unit]] = None, ()
        self._entered: list[tuple[Unit, Unit | None]] = []
        """From which unit to which groups were entered, which Esc undoes."""

    # How much of an event.

    def change_rows(self) -> None:
        """Show more of each event, or after the most the least."""
        if self._screen.reader.at_group:
            raise Refused("A group of events is one row, however much is shown; Enter goes into it")
        self._events.show_rows(ROWS[(ROWS.index(self._events.rows) + 1) % len(ROWS)])

    # Groups.

    def zoom_out(self) -> None:
        """Put events together, or groups of them into larger ones."""
        ladder, unit = self._units(), self._screen.view.grouped
        coarser = ladder if unit is None else ladder[ladder.index(unit) + 1 :] if unit in ladder else ()
        if not coarser:
            raise Refused("This is as far out as it goes")
        self._entered.clear()
        self._group(coarser[0])

    def zoom_in(self) -> None:
        """Show what groups hold, one step finer."""
        self._enter(self._finer())

    def open(self) -> None:
        """Go into the group under the cursor: to its events, if the list can show them all at once."""
        shown, position = self._events.shown, self._events.position
        if shown is None or position is None:
            raise Refused("There is nothing to open")
        (group,) = shown.rows(position, 1)
        fits = getattr(group, "events", 0) < self._events.height
        self._enter(None if fits else self._finer())

    def go_back(self) -> bool:
        """Come back out of the group that was entered last; False where none was."""
        if self._screen.reader.depth != LIST or not self._entered:
            return False
        unit, entered = self._entered.pop()
        if self._screen.view.grouped != entered:
            # Somebody came out of it in another way.
            self._entered.clear()
            return False
        self._group(unit)
        return True

    def _finer(self) -> Unit | None:
        ladder, unit = self._units(), self._screen.view.grouped
        if unit is None:
            raise Refused("Each row is an event already; - puts them together")
        at = ladder.index(unit) if unit in ladder else 0
        return ladder[at - 1] if at else None

    def _enter(self, unit: Unit | None) -> None:
        if (left := self._screen.view.grouped) is not None:
            self._entered.append((left, unit))
        self._group(unit)

    def _group(self, unit: Unit | None) -> None:
        self._screen.ask_view(self._screen.view._replace(grouped=unit))

    def _units(self) -> Sequence[Unit]:
        """The units of which a list of all events is much shorter than of those before."""
        from timeline_tui.index.groups import units_worth_it

        index = self._screen.reader.index
        if index is None:
            return ()
        if self._ladder[0] is not index:
            self._ladder = index, units_worth_it(index.days(), index.about.events)
        return self._ladder[1]

    # Parts of events.

    def fold(self) -> None:
        """Hide the parts of an event, or show them."""
        whole = self._whole()
        view = self._screen.view
        # The place is kept at what stays.
        self._events.go(whole.rank)
        folded = view.folded._replace(but=view.folded.but ^ {whole.id})
        self._screen.ask_view(view._replace(folded=folded))

    def _whole(self) -> Row:
        index, shown = self._screen.reader.index, self._foldable()
        row = self._events.row()
        if index is None or row is None:
            raise Refused("There is no event to fold")
        whole = row if index.has_parts(row.rank) else index.parent(row.rank)
        if whole is None:
            raise Refused("This event has no parts, and is part of no other")
        if not whole.id or shown.position_of(whole.rank) is None:
            raise Refused("What this is part of is not shown")
        return whole

    def fold_all(self) -> None:
        """Hide the parts of all events, or show them."""
        shown, row = self._foldable(), self._events.row()
        if not shown.index.has_parts():
            raise Refused("No event here is part of another")
        while row is not None and (above := shown.index.parent(row.rank)) is not None:
            row = above
        if row is not None and shown.position_of(row.rank) is not None:
            self._events.go(row.rank)
        view = self._screen.view
        self._screen.ask_view(view._replace(folded=Folded(everything=view.folded == Folded())))

    def _foldable(self) -> Shown:
        shown = self._events.shown
        if shown is None:
            raise Refused("Nothing is read yet")
        if shown.view.grouped is not None:
            raise Refused("Rows are groups of events here; + goes into them")
        if not shown.folds:
            raise Refused("Events that hold words that are looked for are not folded")
        return shown

    def unfold_to_cursor(self) -> bool:
        """Show the event of the cursor where it is folded into another; whether it is on its way."""
        shown, view = self._events.shown, self._screen.view
        if shown is None or shown.view.folded == Folded() or self._events.position is not None:
            return False
        ids, above = set[str](), shown.index.parent(self._events.cursor)
        while above is not None:
            is_folded = view.folded.everything != (above.id in view.folded.but)
            if is_folded and shown.position_of(above.rank) is not None:
                ids.add(above.id)
            above = shown.index.parent(above.rank)
        if ids:
            self._screen.ask_view(view._replace(folded=view.folded._replace(but=view.folded.but ^ ids)))
        return bool(ids)
