"""What is brought into a timeline that exists: only new bytes, proven, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.proof import NewProblem, Unedited, gravest, judge
from timeline_tui.edit.splice import CannotEdit, Rewrite
from timeline_tui.exchange.bringing import Already, Bringing
from timeline_tui.exchange.events import Fields
from timeline_tui.exchange.survey import Survey, Watcher, nobody

_AS_WRITTEN = {"bad-date", "end-before-start"}
"""What is wrong with dates that stand as they were written."""


class BroughtIn(NamedTuple):
    """An edit that waits to be saved."""

    edit: Rewrite | None
    """None where nothing is new."""
    events: Sequence[Fields]
    """Those that are new."""
    found: Sequence[NewProblem]
    """What is wrong with what came in, and does not keep it out."""


def already_in(before: Unedited) -> Already:
    """What a timeline holds."""
    events = {event.id: event for event in before.says.events if event.id is not None}
    return Already(before.says.timeline, events)


def bring_into(
    before: Unedited, bringing: Bringing, surveys: Sequence[Survey], watch: Watcher = nobody
) -> BroughtIn:
    """The timeline with all that is new in these files; `CannotEdit` where that cannot be done safely."""
    events = list(bringing.events(surveys, watch))
    listed = {section: entries for section, entries in bringing.listed.items() if entries}
    if not events and not listed:
        return BroughtIn(None, (), ())
    edit = add_events(before.data, events, before.layout, listed)
    found = judge(before, edit, [str(event["id"]) for event in events])
    wrong = [one for one in gravest(found) if one.problem.code not in _AS_WRITTEN]
    if wrong:
        problem = wrong[0].problem
        raise CannotEdit(
            f"what came in would be wrong there: {problem.message}",
            problem.place.line,
            problem.hint or "--dry-run",
        )
    return BroughtIn(edit, events, found)
