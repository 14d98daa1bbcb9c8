"""Proof of an edit: both versions are read, and differ in what was asked and in nothing else."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple, TypeAlias

from timeline_tui.edit.byte_lines import line_at
from timeline_tui.edit.splice import CannotEdit, LaidFile, Listed, Rewrite
from timeline_tui.edit.vicinity import excerpt, vicinity
from timeline_tui.load.one_event import made_id
from timeline_tui.load.sections import Common
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Name, Timeline
from timeline_tui.problems.problem import Place, Problem
from timeline_tui.yamlfile.layout import SECTIONS, Layout, SectionName, Unclear, lay_out
from timeline_tui.yamlfile.problem_lines import line_starts
from timeline_tui.yamlfile.trees import Node, Repeated, plain_of
from timeline_tui.yamlfile.values import Plain

_NOTHING = lay_out(b"events:\n- x\n").rest


def proven(
    old: Layout,
    data: bytes,
    asked: Mapping[int, Plain | Repeated],
    *,
    added: bool,
    listed: Listed | None = None,
    before: bytes | None = None,
) -> Layout | None:
    """The layout of the new version, if the events at these positions say this and all else is as before.

    With `added` they are new; else they stood there and were changed. `listed` stands behind what sources and
    names there were. None where it is not so. Where the version `before` it is given, too, what is around
    their difference is proven in place of the whole file, if that tells as much.
    """
    part = vicinity(old, before, data) if before is not None and not listed else None
    if part is not None and all(at >= part.first for at in asked):
        within = {at - part.first: wanted for at, wanted in asked.items()}
        new = _proven(part.old, part.data, within, added, {})
        if new is not None and part.is_met(new):
            return part.whole(old, new)
    return _proven(old, data, asked, added, listed or {})


def _proven(
    old: Layout, data: bytes, asked: Mapping[int, Plain | Repeated], added: bool, listed: Listed
) -> Layout | None:
    try:
        new = lay_out(data)
    except Unclear:
        return None
    if not _rest_is_same(old, new) or not _others_are_same(old, new, asked.keys(), added=added):
        return None
    file = LaidFile(data, new)
    if not all(_is_listed(old, file, name, listed.get(name, {})) for name in SECTIONS):
        return None
    for at, wanted in asked.items():
        tree = file.tree_at(at)
        if tree is None or plain_of(tree) != wanted or (added and _has_marks(tree)):
            return None
    return new


def _rest_is_same(old: Layout, new: Layout) -> bool:
    if old.root == "nothing":
        return new.rest == _NOTHING and new.events == "list"
    return old.rest == new.rest and not new.marked


def _others_are_same(old: Layout, new: Layout, changed: Collection[int], *, added: bool) -> bool:
    now = [item.print for at, item in enumerate(new.items) if at not in changed]
    then = [item.print for at, item in enumerate(old.items) if added or at not in changed]
    return now == then and max(changed, default=-1) < len(new.items)


def _is_listed(
    old: Layout, file: LaidFile, name: SectionName, wanted: Mapping[str, Mapping[str, Plain]]
) -> bool:
    """Whether a section says what it said, and behind that what is new in it."""
    then, now = old.sections.get(name), file.layout.sections.get(name)
    if now is None or (then is None and not wanted):
        return now is then
    before = [entry.print for entry in then.entries] if then is not None else []
    if [entry.print for entry in now.entries[: len(before)]] != before:
        return False
    # One that held nothing may get brackets or lose them with what is new in it.
    if then is not None and (before or not wanted) and then.print != now.print:
        return False
    if wanted and now.marked:
        return False
    fresh = range(len(before), len(now.entries))
    said = [entry for at in fresh if (entry := file.entry_at(now, at)) is not None]
    if len(said) < len(fresh) or any(_has_marks(part) for pair in said for part in pair):
        return False
    return [(key.value, plain_of(value)) for key, value in said] == [
        (key, dict(fields)) for key, fields in wanted.items()
    ]


def _has_marks(tree: Node) -> bool:
    """Whether anything in what is new could be repeated elsewhere, or be taken for another kind of thing."""
    return tree.marked or any(map(_has_marks, tree.parts))


FieldPath = tuple[str | int, ...]
_Field: TypeAlias = "tuple[int, FieldPath, bool]"
"""Of which thing it is, its path, and whether its name stands there."""
_MEND = "mend what timeline-tui check says first"


class Contents(NamedTuple):
    """What a file says."""

    events: list[Event]
    timeline: Timeline
    problems: list[Problem]
    more: int
    """How many problems there are that nobody kept."""


class Unedited:
    """A file before an edit: where things stand in it and, where somebody must know, all that it says.

    Another reading takes as long as the first one, so it is only made where the proof leaves something open.
    """

    def __init__(self, data: bytes, name: str, *, alone: bool = True) -> None:
        """`name` is what problems call it; `alone` is whether it is no file of several."""
        self.data = data
        self.name = name
        self.alone = alone

    @cached_property
    def layout(self) -> Layout:
        """Where things stand in it; `CannotEdit` where it may not be edited."""
        return LaidFile(self.data).layout

    @property
    def names(self) -> Mapping[str, Name]:
        """The names that it lists."""
        return self.says.timeline.names

    @cached_property
    def says(self) -> Contents:
        """What it says."""
        return _known(self.data, self.name, alone=self.alone)

    @cached_property
    def ids(self) -> set[str]:
        """The ids of its events as they are read, those included that are made or numbered then."""
        taken: set[str] = set()
        again: Counter[str] = Counter()
        for first in self._bases:
            key = first
            while key in taken:
                again[first] += 1
                key = f"{first}-{again[first] + 1}"
            taken.add(key)
        return taken

    @cached_property
    def unsettled(self) -> set[str]:
        """The beginnings of ids that hang on the ids above them when the file is read."""
        nameless = {base for base, item in zip(self._bases, self.layout.items, strict=True) if not item.id}
        return nameless | {base for base, times in Counter(self._bases).items() if times > 1}

    @cached_property
    def _bases(self) -> list[str]:
        """The id of each event, or the one that it gets where that is free."""
        items = self.layout.items
        return [item.id or made_id(Event(date=item.date, title=item.title or "")) for item in items]


class NewProblem(NamedTuple):
    """A problem of an event that was added."""

    event: int
    """Which one of them, in the order that they were asked for; -1 where it stands elsewhere."""
    path: FieldPath
    """The field, and the position in its list; empty where it is the event as a whole. Of a source or name
    that was added, `sources` or `names` and its id stand before the field."""
    problem: Problem
    at_key: bool = False
    """Whether the name of the field is wrong, and not what it holds."""


def _known(data: bytes, name: str, *, alone: bool, events: bool = True) -> Contents:
    """What the bytes of a file say, with its events or without them."""
    reading = Reading(io.BytesIO(data), name, common=None if alone else Common())
    found = [event for event in reading.events() if events]
    return Contents(found, reading.timeline, reading.problems, reading.more_problems)


def free_id(date: str | None, title: str, taken: set[str]) -> str:
    """An id for an event that has none, as it would get one when it is read, written to stay."""
    made = made_id(Event(date=date, title=title))
    numbers = (f"{made}-{number}" for number in count(2))
    return next(key for key in chain((made,), numbers) if key not in taken)


def with_id(event: Mapping[str, Plain], taken: set[str]) -> dict[str, Plain]:
    """The event with its id first; where it has none it gets one that is not taken, and takes it."""
    date, title = event.get("date"), event.get("title")
    if event.get("id") is not None or not isinstance(title, str):
        return dict(event)
    key = free_id(date if isinstance(date, str) else None, title, taken)
    taken.add(key)
    return {"id": key, **{field: value for field, value in event.items() if field != "id"}}


def judge(before: Unedited, edit: Rewrite, added: Sequence[str] = ()) -> list[NewProblem]:
    """What is wrong with the events that were added or changed; `CannotEdit` where others read otherwise now.

    `added` are the ids of those that were added. What the proof found to be as it was reads as it did, but
    for ids that hang on others, and for what refers to the new. That nothing is wrong is seen in most new
    events alone; where something is, the whole file says what.
    """
    if any(_unsettles(key, before.unsettled) for key in added):
        _compare(before, edit, set(added))
    elif _is_sound_alone(before, edit, added):
        return []
    after = _known(edit.new, before.name, alone=before.alone, events=False)
    found: list[NewProblem] = []
    others: list[Problem] = []
    own = None
    if after.problems and edit.layout is not None:
        own = _Own(edit.new, edit.layout, edit.items, edit.listed or {})
    for problem in after.problems:
        field = None if own is None else own.at(problem.place)
        if field is not None:
            number, path, at_key = field
            found.append(NewProblem(number, path, problem, at_key))
        elif problem.severity == "error":
            others.append(problem)
    if found and edit.layout is not None and len(edit.layout.items) == len(before.layout.items):
        found = _not_there_before(found, before, edit)
    if others:
        found += [NewProblem(-1, (), problem) for problem in _new(others, before.says.problems)]
    if not found and after.more and after.more > before.says.more:
        raise CannotEdit("the file has too many problems to tell those of a new event from them", 0, _MEND)
    return found


def _is_sound_alone(before: Unedited, edit: Rewrite, added: Sequence[str]) -> bool:
    """Whether nothing is wrong with the new events, as reading no others shows."""
    part = excerpt(edit, set(added))
    if part is None:
        return False
    found = _known(part.data, before.name, alone=before.alone, events=False)
    lines = {line for own in part.lines for line in own}
    return not found.more and not any(one.ends or one.place.line in lines for one in found.problems)


def _unsettles(key: str, beginnings: set[str]) -> bool:
    """Whether another event may get another id where this one is taken."""
    parts = key.split("-")
    return any("-".join(parts[:length]) in beginnings for length in range(1, len(parts) + 1))


def _compare(before: Unedited, edit: Rewrite, added: set[str]) -> None:
    """Read both versions to their ends, and refuse where what was there reads otherwise."""
    after = _known(edit.new, before.name, alone=before.alone).events
    if [event for event in after if event.id not in added] != before.says.events:
        raise CannotEdit("other events would be read otherwise than before", edit.lines[0])


def _new(problems: Sequence[Problem], before: Sequence[Problem]) -> Iterator[Problem]:
    """Those that were not there before, wherever they stood."""
    then = Counter((problem.code, problem.message, problem.label) for problem in before)
    for problem in problems:
        same = (problem.code, problem.message, problem.label)
        if then[same]:
            then[same] -= 1
        else:
            yield problem


def _not_there_before(found: Sequence[NewProblem], before: Unedited, edit: Rewrite) -> list[NewProblem]:
    """What is wrong with events that were changed for this edit, and not for what stood in them."""
    own = _Own(before.data, before.layout, edit.items, {})
    fields = ((own.at(problem.place), problem) for problem in before.says.problems)
    then = {(*field, problem.code, problem.message) for field, problem in fields if field is not None}
    return [
        one
        for one in found
        if (one.event, one.path, one.at_key, one.problem.code, one.problem.message) not in then
    ]


class _Own:
    """What was added to a file or changed in it, by where it stands."""

    def __init__(self, data: bytes, layout: Layout, events: Sequence[int], listed: Listed) -> None:
        """`events` are the positions of these events in the file."""
        self._file = LaidFile(data, layout)
        self._numbers = {at: number for number, at in enumerate(events)}
        self._begins = [item.start for item in layout.items]
        self._listed = listed
        self._lines = [*line_starts(data)]

    def at(self, place: Place) -> _Field | None:
        """Which of it stands there, which of its fields begins, and whether that is its name."""
        begin = self._lines[place.line - 1] if 0 < place.line <= len(self._lines) else 0
        begin = line_at(self._file.data, begin)
        # No character is longer than four bytes.
        before = self._file.data[begin : begin + 4 * place.column].decode(errors="replace")
        start = begin + len(before[: place.column - 1].encode())
        found = (_field_at(node, start, number, path) for number, path, node in self._around(start))
        return next(filter(None, found), None)

    def _around(self, place: int) -> Iterator[tuple[int, FieldPath, Node]]:
        """The things in which a place may be."""
        at = bisect_right(self._begins, place) - 1
        if at in self._numbers and (tree := self._file.tree_at(at)) is not None:
            yield self._numbers[at], (), tree
        for name, listed in self._listed.items():
            section = self._file.layout.sections[name]
            for at, entry in list(enumerate(section.entries))[-len(listed) :] if listed else ():
                if entry.start <= place <= entry.end:
                    for node in self._file.entry_at(section, at) or ():
                        yield -1, (name, entry.id), node


def _field_at(node: Node, place: int, number: int, path: FieldPath) -> _Field | None:
    """The part that begins there, the outer one before what stands in it."""
    if node.start == place:
        return number, path, False
    inside: Iterable[tuple[str | int, Node]] = enumerate(node.parts)
    if node.kind == "mapping":
        inside = [(key.value, value) for key, value in node.fields]
        if (key := next((key for key, _ in node.fields if key.start == place), None)) is not None:
            return number, (*path, key.value), True
    found = (_field_at(part, place, number, (*path, step)) for step, part in inside)
    return next(filter(None, found), None)


def gravest(found: Sequence[NewProblem]) -> list[NewProblem]:
    """The errors among them, for which nothing is added."""
    return [one for one in found if one.problem.severity == "error"]
