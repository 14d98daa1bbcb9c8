"""From the parser's events of one item to one event of the timeline, checked and with an id."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import ValidationError
from yaml.events import ScalarEvent

from timeline_tui.loading.contents import check_event, says_well
from timeline_tui.loading.item import Item
from timeline_tui.loading.parser import ParserEvent
from timeline_tui.loading.references import References
from timeline_tui.loading.report import Report
from timeline_tui.loading.shape import Shape
from timeline_tui.loading.spelling_checks import SpellingChecks
from timeline_tui.loading.values import Plain, Values, shorten
from timeline_tui.model.timeline import Event

_NO_WORD = re.compile(r"\W+")
_LONGEST_MADE = 60
_MOST_LEFT_OUT = 10_000


class EventMaking:
    """Makes the events of one file, one after the other."""

    def __init__(
        self, values: Values, references: References, checks: SpellingChecks, report: Report
    ) -> None:
        self.left_out: set[str] = set()
        """The ids of events that were left out, so that nobody is told of what follows from that."""
        self._values = values
        self._references = references
        self._checks = checks
        self._report = report
        self._shape = Shape(Event)
        self._suspect: Item | None = None
        self._count = 0
        self._again: dict[str, int] = {}

    def make(self, start: ParserEvent) -> Event | None:
        """The event that begins with this event of the parser; None when it is left out."""
        self._suspect = None
        plain = self._values.build(start)
        event = self._checked(plain)
        if event is None:
            self._remember(plain)
            return None
        if missing := self._references.missing(event):
            self._references.want(missing, self._item())
        if self._checks.on:
            self._checks.take(event, self._item)
        if event.disputes:
            self._take_disputes(event)
        if event.id is None or event.id in self._references.numbers:
            event = self._with_id(event)
        line, column = self._home()
        self._references.add_event(event, self._count, line, column)
        self._count += 1
        return event

    def _item(self) -> Item:
        """The event that is being made, for those who have something to say of it."""
        if self._suspect is None:
            self._suspect = Item("event", self._values.tape, self._report)
        return self._suspect

    def _checked(self, plain: Plain) -> Event | None:
        try:
            event: Event | None = self._shape.make(plain)
        except ValidationError as error:
            event = self._shape.mend(plain, error, self._item())
        if event is None or says_well(event):
            return event
        return check_event(event, self._item())

    def _remember(self, plain: Plain) -> None:
        key = plain.get("id") if isinstance(plain, dict) else None
        if isinstance(key, str) and len(self.left_out) < _MOST_LEFT_OUT:
            self.left_out.add(key)

    def _home(self) -> tuple[int, int]:
        """The line and the column of its id, or else of its first field."""
        tape = self._values.tape
        field = tape[1] if len(tape) > 2 else None
        mark = tape[2 if type(field) is ScalarEvent and field.value == "id" else 0].start_mark
        return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)

    def _take_disputes(self, event: Event) -> None:
        known = self._references.known["dispute"]
        item = self._item()
        for key in event.disputes:
            spot = item.home if item.is_large else item.spot(("disputes", key), key=True)
            if key == "<<":
                continue
            if key in known:
                message = f"two disputes have the id {shorten(key)}"
                first = [(known[key], "the first one")]
                hint = "give one of them another id"
                self._report.add("equal-ids", message, spot, "the second one", hint=hint, related=first)
            else:
                known[key] = spot

    def _with_id(self, event: Event) -> Event:
        """The event with an id that no event before it has."""
        if event.id is None:
            made = _NO_WORD.sub("-", f"{event.date or ''} {event.title}".lower())[:_LONGEST_MADE].strip("-")
            key = self._free(made or "event")
            hint = f"add a line `id: {key}`, so that the event keeps it"
            self._item().add(
                "missing-id", "this event has no id", (), "it gets one from its date and title", hint=hint
            )
            return replace(event, id=key)
        key = self._free(event.id)
        self._tell_equal(event.id, key)
        return replace(event, id=key)

    def _free(self, key: str) -> str:
        taken = self._references.numbers
        free, again = key, self._again.get(key, 1)
        while free in taken:
            again += 1
            free = f"{key}-{again}"
        self._again[key] = again
        return free

    def _tell_equal(self, key: str, free: str) -> None:
        if not self._report.wants("equal-ids"):
            return
        spot = self._item().spot(("id",))
        first = self._references.home(self._references.numbers[key], len(key))
        message = f"two events have the id {shorten(key)}"
        hint = "give it an id of its own"
        label = f"the second one, read as {shorten(free)}"
        self._report.add("equal-ids", message, spot, label, hint=hint, related=[(first, "the first one")])
