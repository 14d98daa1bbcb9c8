"""Takes what was read of each event, one after the other, as the events of one timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from timeline_tui.load.events import Read
from timeline_tui.load.placed import Place
from timeline_tui.load.references import References
from timeline_tui.yamlfile.places import Report, Spot
from timeline_tui.yamlfile.values import shorten

Again = Callable[[str], Any]
"""Gives what is made of the event that was taken last, under another id."""


class Folding:
    """Gives each event an id of its own, and keeps what it asks and what it refers to."""

    def __init__(self, ids: References, report: Report) -> None:
        self._ids = ids
        self._report = report

    def take(self, read: Read, start: int, above: int, again: Again) -> Any | None:  # noqa: ANN401 - as staged
        """What was made of the event; None where it is left out.

        Its places count from `start`, and its lines from below so many.
        """
        placed = self._ids.placed
        item = placed.count
        placed.add(start + read.start, read.size, above + read.line)
        return self.taken(read, item, above, again)

    def taken(self, read: Read, item: int, above: int, again: Again) -> Any | None:  # noqa: ANN401 - as staged
        """What was made of the event that is this item."""
        ids = self._ids
        for key, spot in read.asked:
            self._take_dispute(key, (item, ("disputes", key)) if spot is None else _moved(spot, above))
        if read.wanted:
            ids.want(read.wanted, item, "event")
        if not read.stands:
            self._leave_out(read.key, item)
            return None
        key, staged = read.key or read.made, read.staged
        if read.key is None:
            key = ids.free(read.made)
            self._tell_no_id(key, item)
        elif key in ids.numbers:
            key = ids.free(key)
            self._tell_equal(read.key, item, f"the second one, read as {shorten(key)}")
        if staged is None or key != (read.key or read.made):
            staged = again(key)
        ids.add_event(key, read.part_of, item)
        return staged

    def _leave_out(self, key: str | None, item: int) -> None:
        if key is None:
            return
        if key in self._ids.numbers:
            self._tell_equal(key, item, "the second one, which is left out")
        self._ids.leave_out(key)

    def _take_dispute(self, key: str, place: Place | Spot) -> None:
        known = self._ids.disputes
        if isinstance(place, Spot):
            place = self._report.located(place)
        if key not in known:
            known[key] = place
        elif self._report.wants("equal-ids"):
            message = f"two disputes have the id {shorten(key)}"
            hint = "give one of them another id"
            asked = self._ids.placed.asked
            related = [(asked(known[key]), "the first one")]
            self._report.add("equal-ids", message, asked(place), "the second one", hint=hint, related=related)

    def _tell_no_id(self, key: str, item: int) -> None:
        if self._report.wants("missing-id"):
            hint = f"add a line `id: {key}`, so that the event keeps it"
            spot, home = self._ids.placed.spot((item, ())), self._ids.placed.home(item)
            related = [(home, "in this event")] if spot.line != home.line else []
            label = "it gets one from its date and title"
            self._report.add("missing-id", "this event has no id", spot, label, hint=hint, related=related)

    def _tell_equal(self, key: str, item: int, label: str) -> None:
        if not self._report.wants("equal-ids"):
            return
        first = self._ids.home(self._ids.numbers[key], len(key))
        message = f"two events have the id {shorten(key)}"
        hint = "give it an id of its own"
        spot = self._ids.placed.spot((item, ("id",)))
        self._report.add("equal-ids", message, spot, label, hint=hint, related=[(first, "the first one")])


def _moved(spot: tuple[Any, ...], above: int) -> Spot:
    line, column, length, file = spot
    return Spot(line + above, column, length, file)
