"""From the parser's events of one item to one event of the timeline, checked and with an id."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError
from yaml.events import ScalarEvent

from timeline_tui.load.contents import check_event, says_well
from timeline_tui.load.item import Item
from timeline_tui.load.references import References
from timeline_tui.load.shape import Shape
from timeline_tui.load.suggestions import Checks, EventGlance
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.parser import ParserEvent
from timeline_tui.yamlfile.places import WHOLE_FILE, Report, Spot, fields_of, of_event
from timeline_tui.yamlfile.values import Plain, Values, shorten


class Fact(NamedTuple):
    """What is known of an event that has no mistake of its own; lines count from its piece of the file on."""

    line: int
    column: int
    """Where its id stands, or its first field."""
    key: str | None
    """Its id, if it has one."""
    made: str
    """The id that it gets otherwise."""
    part_of: str | None
    asked: tuple[tuple[str, int, int, int], ...]
    """The disputes that it asks, with the place of each."""
    answered: tuple[tuple[int, str], ...]
    """The disputes that its quotes answer, each with the position of the quote."""
    glance: EventGlance | None
    """What the checks must know of it."""
    staged: tuple[Any, ...]
    """What was made of it for whoever takes it."""


# Months, days and offsets have two digits.
_SIGN = re.compile("-(?=[0-9X]{4})|(?<=Y)-")
_NO_WORD = re.compile(r"\W+")
_LONGEST_MADE = 60
# As much of a date that is no text is kept.
_LONGEST_DATE = 400
# As much of a title as is looked at for it.
_MOST_OF_TITLE = 1000


class EventMaking:
    """Makes the events of one file, one after the other."""

    def __init__(self, values: Values, references: References, checks: Checks, report: Report) -> None:
        self.references = references
        self.checks = checks
        self._values = values
        self._report = report
        self._shape = Shape(Event)
        self._suspect: Item | None = None

    def make(self, start: ParserEvent) -> Event | None:
        """The event that begins with this event of the parser; None when it is left out."""
        self._suspect = None
        plain = self._values.build(start)
        if self._values.too_large:
            self._remember_large()
            return None
        event, stands = self._checked(plain)
        self._refer(event, plain)
        if event is not None:
            self.checks.take(event, self._item)
        if event is None or not stands:
            self._remember(plain)
            return None
        if event.id is None or event.id in self.references.numbers:
            event = self._with_id(event)
        line, column = home_of(self._values.tape)
        self.references.add_event(event.id or "", event.part_of, line, column)
        return event

    def believe(self, fact: Fact, above: int, again: Callable[[], ParserEvent]) -> bool:
        """Take an event that was read elsewhere as the next one; False if it must be read here.

        So many lines stand `above` the first one that the fact counts; `again` begins to read it here.
        """
        key = fact.key or fact.made
        if key in self.references.numbers:
            return False
        self._suspect = None
        missing = self.references.unanswered(fact.answered, fact.part_of)
        for dispute, line, column, length in fact.asked:
            self._take_dispute(dispute, Spot(above + line, column, length))
        if missing:
            asked = self.references.known["dispute"]
            found = all(sort == "dispute" and wanted in asked for sort, wanted, _ in missing)
            self.references.want(missing, None if found else self._read_again(again)[1]())
        if fact.glance is not None:
            self.checks.believe(fact.glance, lambda: self._read_again(again))
        if fact.key is None:
            key = self.references.free(fact.made)
            self._tell_no_id(key, lambda: self._read_again(again)[1]())
        self.references.add_event(key, fact.part_of, above + fact.line, fact.column)
        return True

    def _read_again(self, again: Callable[[], ParserEvent]) -> tuple[Event, Callable[[], Item]]:
        plain = self._values.build(again())
        self._suspect = None
        return self._shape.make(plain), self._item

    def _refer(self, event: Event | None, plain: Plain) -> None:
        """Take what it refers to and what it asks, also where that was left out for another mistake."""
        if event is not None and self._suspect is None:
            missing, item = self.references.missing(event), None
        else:
            missing = self.references.missing_in(plain)
            # Things stand where they are written, and not where they would be with others left out.
            item = Item("event", self._values.tape, self._report)
        if isinstance(plain, dict) and "disputes" in plain:
            self._take_disputes(_keys(plain, "disputes"))
        if missing:
            self.references.want(missing, item or self._item())

    def _item(self) -> Item:
        """The event that is being made, for those who have something to say of it."""
        if self._suspect is None:
            self._suspect = Item("event", self._values.tape, self._report)
        return self._suspect

    def _checked(self, plain: Plain) -> tuple[Event | None, bool]:
        """What can be read of the event, and whether it can stand in a timeline."""
        stands = True
        try:
            event: Event | None = self._shape.make(plain)
        except ValidationError as error:
            event = self._shape.mend(plain, error, self._item())
        if event is not None and not says_well(event):
            event, stands = check_event(event, self._item())
        date = plain.get("date") if isinstance(plain, dict) else None
        if event is not None and not isinstance(date, str | None):
            # What is no date stays with its event as it is written, as does a text that is none.
            event = replace(event, date=json.dumps(date, ensure_ascii=False)[:_LONGEST_DATE])
        return event, stands

    def _remember(self, plain: Plain) -> None:
        key = plain.get("id") if isinstance(plain, dict) else None
        if not isinstance(key, str):
            return
        if key in self.references.numbers:
            self._tell_equal(key, "the second one, which is left out")
        self.references.leave_out(key)

    def _remember_large(self) -> None:
        """Take the id of an event that is too large, where it is its first field."""
        key, *value = self._values.tape[1:3]
        if value and type(key) is ScalarEvent and type(value[0]) is ScalarEvent and key.value == "id":
            self._remember({"id": value[0].value})

    def _take_disputes(self, asked: Collection[str]) -> None:
        # Those that an alias repeats are not written here.
        spots: dict[str, Spot] = {}
        for written, value in fields_of(self._values.tape, ("disputes",)):
            key = written.value
            if key in asked or (type(value) is ScalarEvent and key != "<<"):
                spots.setdefault(key, of_event(written))
        for key, spot in spots.items():
            if key not in asked:
                self._tell_no_question(spot)
        home = self._item().home if len(spots) < len(asked) else WHOLE_FILE
        for key in dict.fromkeys((*asked, *spots)):
            spot = spots.get(key, home)
            if key != "<<":
                self._take_dispute(key, spot)

    def _take_dispute(self, key: str, spot: Spot) -> None:
        known = self.references.known["dispute"]
        spot = self._report.located(spot)
        if key not in known:
            known[key] = spot
        elif self._report.wants("equal-ids"):
            self._tell_equal_disputes(key, spot, known[key])

    def _tell_equal_disputes(self, key: str, spot: Spot, first: Spot) -> None:
        message = f"two disputes have the id {shorten(key)}"
        hint = "give one of them another id"
        related = [(first, "the first one")]
        self._report.add("equal-ids", message, spot, "the second one", hint=hint, related=related)

    def _tell_no_question(self, spot: Spot) -> None:
        message = "this dispute has no question"
        hint = "write the question after the colon, in quotes"
        self._report.add("missing-field", message, spot, "nothing is asked here", hint=hint)

    def _with_id(self, event: Event) -> Event:
        """The event with an id that no event before it has."""
        if event.id is None:
            key = self.references.free(made_id(event))
            self._tell_no_id(key, self._item)
            return replace(event, id=key)
        key = self.references.free(event.id)
        self._tell_equal(event.id, f"the second one, read as {shorten(key)}")
        return replace(event, id=key)

    def _tell_no_id(self, key: str, item: Callable[[], Item]) -> None:
        if not self._report.wants("missing-id"):
            return
        hint = f"add a line `id: {key}`, so that the event keeps it"
        item().add("missing-id", "this event has no id", (), "it gets one from its date and title", hint=hint)

    def _tell_equal(self, key: str, label: str) -> None:
        if not self._report.wants("equal-ids"):
            return
        spot = self._item().spot(("id",))
        first = self.references.home(self.references.numbers[key], len(key))
        message = f"two events have the id {shorten(key)}"
        hint = "give it an id of its own"
        self._report.add("equal-ids", message, spot, label, hint=hint, related=[(first, "the first one")])


def made_id(event: Event) -> str:
    """The id that an event gets that has none, where no event before it has the same.

    These are the words of its date and title in small letters, joined by hyphens; the sign of a year before
    0000 is spelled out. `-0043-03-15` and `The Ides` give `minus-0043-03-15-the-ides`.
    """
    date = _SIGN.sub(" minus ", event.date or "")
    made = _NO_WORD.sub("-", f"{date} {event.title[:_MOST_OF_TITLE]}".lower())[:_LONGEST_MADE].strip("-")
    return made or "event"


def home_of(tape: Sequence[ParserEvent]) -> tuple[int, int]:
    """The line and the column of an event's id, or else of its first field."""
    field = tape[1] if len(tape) > 2 else None
    mark = tape[2 if type(field) is ScalarEvent and field.value == "id" else 0].start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def _keys(plain: Plain, field: str) -> Collection[str]:
    value = plain.get(field) if isinstance(plain, dict) else None
    return value.keys() if isinstance(value, dict) else ()
