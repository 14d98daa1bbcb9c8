"""Reads one item without the rest of its file: the event that it holds, and all that can be said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError
from yaml.events import ScalarEvent

from timeline_tui.load.contents import check_event, says_well
from timeline_tui.load.facts import Facts, Written
from timeline_tui.load.references import Wanted, wanted_by, wanted_in
from timeline_tui.load.shape import Item, Shape
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.places import Report, Spot, fields_of, of_event
from timeline_tui.yamlfile.values import Plain

# Months, days and offsets have two digits.
_SIGN = re.compile("-(?=[0-9X]{4})|(?<=Y)-")
_NO_WORD = re.compile(r"\W+")
_LONGEST_MADE = 60
# As much of a date that is no text is kept.
_LONGEST_DATE = 400
# As much of a title as is looked at for it.
_MOST_OF_TITLE = 1000
Stage = Callable[[Event], Any]
_Later = Callable[[], Item]


class Read(NamedTuple):
    """What one item says; plain values only, so that it can be sent."""

    start: int
    """Where it begins."""
    size: int
    """Its bytes."""
    line: int
    """How many lines stand above it."""
    key: str | None
    """Its id, if it has one."""
    made: str
    """The id that it gets otherwise."""
    part_of: str | None
    asked: tuple[tuple[str, tuple[Any, ...] | None], ...]
    """The disputes that it asks, with the place of each that does not stand under its own name."""
    wanted: tuple[Wanted, ...]
    """The references that lead to nothing above the events."""
    stands: bool
    """Whether it is an event of the timeline."""
    staged: Any
    """What was made of it for whoever takes it."""


class Making:
    """Makes events of what items hold, knowing what stands above them."""

    def __init__(
        self,
        sources: Collection[str],
        names: Collection[str],
        stage: Stage,
        report: Report,
        *,
        here: bool = True,
    ) -> None:
        """Where it is not `here`, what is made of an event with a name that is not listed is left open."""
        self._stage = stage
        self._here = here
        self.event: Event | None = None
        """The event that was made last."""
        self._sources = sources
        self._names = names
        self._report = report
        self._shape = Shape(Event)

    def read(
        self,
        plain: Plain,
        place: tuple[int, int, int],
        item: _Later,
        facts: Facts,
        number: int,
        *,
        gaps: bool,
        written: Written | None = None,
    ) -> Read:
        """What the values of one item say; with `gaps`, something in it was written and has no value."""
        event, stands, is_suspect = self._checked(plain, item)
        asked = self._asked(plain, item, gaps or is_suspect)
        if event is None or is_suspect:
            wanted = tuple(wanted_in(plain))
        else:
            wanted = tuple(wanted_by(event, self._sources, self._names))
        if event is not None:
            facts.add(number, event, written or (item().written if is_suspect else tuple))
        if event is None or not stands:
            key = plain.get("id") if isinstance(plain, dict) else None
            return Read(*place, key if isinstance(key, str) else None, "", None, asked, wanted, False, None)
        key, made = event.id, ""
        if key is None:
            made = made_id(event)
            event = replace(event, id=made)
        self.event = event
        is_open = not self._here and any(sort == "name" for sort, _, _ in wanted)
        staged = None if is_open else self._stage(event)
        return Read(*place, key, made, event.part_of, asked, wanted, True, staged)

    def renamed(self, key: str) -> Any:  # noqa: ANN401 - whatever the stage gives
        """What is made of the event that was made last, under another id."""
        return None if self.event is None else self._stage(replace(self.event, id=key))

    def _checked(self, plain: Plain, item: _Later) -> tuple[Event | None, bool, bool]:
        """What can be read of the event, whether it can stand in a timeline, and whether that was asked."""
        stands, is_suspect = True, False
        try:
            event: Event | None = self._shape.make(plain)
        except ValidationError as error:
            event, is_suspect = self._shape.mend(plain, error, item()), True
        if event is not None and not says_well(event):
            (event, stands), is_suspect = check_event(event, item()), True
        date = plain.get("date") if isinstance(plain, dict) else None
        if event is not None and date is not None and not isinstance(date, str):
            # What is no date stays with its event as it is written, as does a text that is none.
            event = replace(event, date=json.dumps(date, ensure_ascii=False)[:_LONGEST_DATE])
        return event, stands, is_suspect

    def _asked(
        self, plain: Plain, item: _Later, is_odd: bool
    ) -> tuple[tuple[str, tuple[Any, ...] | None], ...]:
        if not isinstance(plain, dict) or "disputes" not in plain:
            return ()
        asked = plain["disputes"]
        keys = asked.keys() if isinstance(asked, dict) else ()
        if not is_odd:
            return tuple((key, None) for key in keys if key != "<<")
        # Those that an alias repeats are not written here.
        spots: dict[str, Spot] = {}
        for written, value in fields_of(item().tape, ("disputes",)):
            key = written.value
            if key in keys or (type(value) is ScalarEvent and key != "<<"):
                spots.setdefault(key, of_event(written))
        for key, spot in spots.items():
            if key not in keys:
                self._tell_no_question(spot)
        home = item().home if len(spots) < len(keys) else None
        found = ((key, spots.get(key, home)) for key in dict.fromkeys((*keys, *spots)) if key != "<<")
        return tuple((key, None if spot is None else tuple(spot)) for key, spot in found)

    def _tell_no_question(self, spot: Spot) -> None:
        message = "this dispute has no question"
        hint = "write the question after the colon, in quotes"
        self._report.add("missing-field", message, spot, "nothing is asked here", hint=hint)


def made_id(event: Event) -> str:
    """The id that an event gets that has none, where no event before it has the same.

    These are the words of its date and title in small letters, joined by hyphens; the sign of a year before
    0000 is spelled out. `-0043-03-15` and `The Ides` give `minus-0043-03-15-the-ides`.
    """
    date = _SIGN.sub(" minus ", event.date or "")
    made = _NO_WORD.sub("-", f"{date} {event.title[:_MOST_OF_TITLE]}".lower())[:_LONGEST_MADE].strip("-")
    return made or "event"
