"""What loading says of an edited file: what is wrong with that which was added, and nothing else."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline_tui.diagnostics.problem import Problem
from timeline_tui.editing.items import tree_at
from timeline_tui.editing.lines import column_of, line_number
from timeline_tui.editing.splicing import CannotEdit, Edit
from timeline_tui.loading.event_making import made_id
from timeline_tui.loading.reading import Reading
from timeline_tui.loading.trees import Node
from timeline_tui.loading.values import Plain
from timeline_tui.model.timeline import Event, Timeline

FieldPath = tuple[str | int, ...]
_MEND = "mend what timeline-tui check says first"


class Known(NamedTuple):
    """What a file says."""

    events: list[Event]
    timeline: Timeline
    problems: list[Problem]
    more: int
    """How many problems there are that nobody kept."""

    @property
    def ids(self) -> set[str]:
        """The ids of its events, those that were made for them included."""
        return {event.id for event in self.events if event.id is not None}


class Found(NamedTuple):
    """A problem of an event that was added."""

    event: int
    """Which one of them, in the order that they were asked for; -1 where it stands elsewhere."""
    path: FieldPath
    """The field, and the position in its list; empty where it is the event as a whole."""
    problem: Problem
    at_key: bool = False
    """Whether the name of the field is wrong, and not what it holds."""


def known(data: bytes, name: str, *, alone: bool = True) -> Known:
    """What the bytes of a file say, which problems call so; `alone` where it is no file of several."""
    reading = Reading(io.BytesIO(data), name, alone=alone)
    events = list(reading.events())
    return Known(events, reading.timeline, reading.problems, reading.more_problems)


def free_id(date: str | None, title: str, taken: set[str]) -> str:
    """An id for an event that has none, as it would get one when it is read, written to stay."""
    made = made_id(Event(date=date, title=title))
    numbers = (f"{made}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (made, *numbers) if key not in taken)


def with_id(event: Mapping[str, Plain], taken: set[str]) -> dict[str, Plain]:
    """The event with its id first; where it has none it gets one that is not taken, and takes it."""
    date, title = event.get("date"), event.get("title")
    if event.get("id") is not None or not isinstance(title, str):
        return dict(event)
    key = free_id(date if isinstance(date, str) else None, title, taken)
    taken.add(key)
    return {"id": key, **{field: value for field, value in event.items() if field != "id"}}


def judge(
    before: Known, edit: Edit, name: str, *, changed: str | None = None, alone: bool = True
) -> list[Found]:
    """What is wrong with the events that were added; `CannotEdit` where others read otherwise now.

    `changed` is the id of the one that was changed, where one was.
    """
    after = known(edit.new, name, alone=alone)
    edited = {changed} if changed is not None else after.ids - before.ids
    if _others(after, edited) != _others(before, edited):
        raise CannotEdit("other events would be read otherwise than before", edit.lines[0])
    found: list[Found] = []
    then = Counter((problem.code, problem.message, problem.label) for problem in before.problems)
    places = [_places(edit, at) for at in edit.items]
    for problem in after.problems:
        place = (problem.place.line, problem.place.column)
        own = [(number, paths[place]) for number, paths in enumerate(places) if place in paths]
        same = (problem.code, problem.message, problem.label)
        if own:
            number, (path, at_key) = own[0]
            found.append(Found(number, path, problem, at_key))
        elif then[same]:
            then[same] -= 1
        elif problem.severity == "error":
            found.append(Found(-1, (), problem))
    if not found and after.more > before.more:
        raise CannotEdit("the file has too many problems to tell those of a new event from them", 0, _MEND)
    return found


def _others(known: Known, own: set[str]) -> list[Event]:
    return [event for event in known.events if event.id not in own]


def _places(edit: Edit, at: int) -> dict[tuple[int, int], tuple[FieldPath, bool]]:
    """The field at each line and column of an event where something can be wrong."""
    if edit.layout is None:
        return {}
    tree = tree_at(edit.new, edit.layout, at)
    if tree is None:
        return {}
    first = line_number(edit.new, edit.layout.items[at].start)
    starts = edit.layout.items[at].start
    places: dict[tuple[int, int], tuple[FieldPath, bool]] = {}
    for place, path, at_key in _paths(tree, ()):
        line = first + line_number(edit.new[starts:place], place - starts) - 1
        places.setdefault((line, column_of(edit.new, place) + 1), (path, at_key))
    return places


def _paths(node: Node, path: FieldPath) -> Iterator[tuple[int, FieldPath, bool]]:
    """Where each part begins, the outer ones before what stands in them."""
    yield node.start, path, False
    if node.kind == "list":
        for at, part in enumerate(node.parts):
            yield from _paths(part, (*path, at))
    elif node.kind == "mapping":
        for key, value in node.fields:
            yield key.start, (*path, key.value), True
            yield from _paths(value, (*path, key.value))


def gravest(found: Sequence[Found]) -> list[Found]:
    """The errors among them, for which nothing is added."""
    return [one for one in found if one.problem.severity == "error"]
