"""An addition made ready: read, spliced, proven and judged, so that nothing is left but to save it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from timeline_tui.edit.byte_lines import line_at, line_number, rest_of_line
from timeline_tui.edit.indexed import IndexedFile, indexed
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote, change_quote, position_of_event
from timeline_tui.edit.proof import NewProblem, Unedited, judge, with_id
from timeline_tui.edit.rendering import Listed
from timeline_tui.edit.save import Version, read
from timeline_tui.edit.splice import Rewrite, places
from timeline_tui.model.timeline import Event
from timeline_tui.yamlfile.layout import Layout
from timeline_tui.yamlfile.problem_lines import BREAK
from timeline_tui.yamlfile.values import Plain


class Addition(NamedTuple):
    """What is to be added to a file, and to which of its events where it is a passage."""

    file: Path
    name: str
    """What to call the file."""
    fields: Mapping[str, Plain]
    event: Event | None = None
    """The event that gets the passage; None where the fields are an event of their own."""
    passage: int | None = None
    """The position in the event of the passage that gets these texts in its fields; None for a new one."""
    alone: bool = True
    """Whether it is the whole timeline, not one file of several."""
    taken: frozenset[str] = frozenset()
    """Ids that no new event may have, beside those of the file."""
    listed: Listed | None = None
    """Sources and names that it speaks of and that go into the file with it."""


class Prepared(NamedTuple):
    """An edit that waits to be saved."""

    wanted: Addition
    version: Version
    edit: Rewrite
    key: str
    """The id of the event that is new, or gets the passage."""
    found: list[NewProblem]
    """What is wrong with what is added."""

    @property
    def line(self) -> int:
        """Where it will stand, counted from 1."""
        return self.edit.lines[0]

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines that are new or changed, with their numbers."""
        new = self.edit.new
        found: dict[int, str] = {}
        for start, end in places(self.edit.splices).values():
            text = new[start:end]
            first = start + len(text) - len(text.lstrip())
            last = rest_of_line(new, start + len(text.rstrip())).end
            lines = BREAK.split(new[line_at(new, first) : last])
            number = line_number(new, first)
            found |= {number + at: line.decode(errors="replace") for at, line in enumerate(lines)}
        return sorted(found.items())


Step = Callable[[str], object]
"""Told what is being done."""


def silent(step: str) -> None:
    """Tell nobody what is being done."""


def prepare(wanted: Addition, step: Step = silent) -> Prepared:
    """Make it ready on the file as it is now; `NotSaved` or `CannotEdit` where that cannot be done.

    `step` is told what is being done, each of which takes a while in a large file.
    """
    version = read(wanted.file)
    step("1 of 3, reading the file")
    if wanted.alone and not wanted.listed:
        with indexed(wanted.file, version.data) as known:
            found = _around(wanted, version, known) if known is not None else None
        if found is not None:
            return found
    before = Unedited(version.data, wanted.name, alone=wanted.alone)
    step("2 of 3, proving that nothing else changes")
    if wanted.event is None:
        fields = with_id(wanted.fields, before.ids | wanted.taken)
        edit = add_events(version.data, [fields], before.layout, wanted.listed)
        key = str(fields.get("id"))
    else:
        at = position_of_event(version.data, before.layout, wanted.event)
        edit = _edited(wanted, wanted.event, version.data, at, before.layout)
        key = wanted.event.id or ""
    step("3 of 3, checking what is new")
    return Prepared(wanted, version, edit, key, judge(before, edit, [key] if wanted.event is None else []))


def _around(wanted: Addition, version: Version, known: IndexedFile) -> Prepared | None:
    """It made ready by what stands around its place; None where only the whole file tells."""
    event = wanted.event
    if event is not None:

        def change(data: bytes, layout: Layout) -> Rewrite:
            return _edited(wanted, event, data, position_of_event(data, layout, event), layout)

        edit, key = known.with_change(event, change), event.id or ""
    else:
        fields = with_id(wanted.fields, known.taken(wanted.fields) | wanted.taken)
        edit, key = known.with_event(fields), str(fields.get("id"))
    return Prepared(wanted, version, edit, key, []) if edit is not None else None


def _edited(wanted: Addition, event: Event, data: bytes, at: int, layout: Layout) -> Rewrite:
    """The file with the passage in the event that stands at `at`: as a new one, or in other words."""
    if wanted.passage is None:
        return add_quote(data, at, wanted.fields, layout, wanted.listed)
    words = {field: str(text) for field, text in wanted.fields.items()}
    return change_quote(data, at, event, wanted.passage, words, layout)
