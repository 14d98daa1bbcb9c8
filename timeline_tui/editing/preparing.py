"""An addition made ready: read, spliced, proven and judged, so that nothing is left but to save it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from timeline_tui.editing.adding import add_events
from timeline_tui.editing.judging import Found, judge, known, with_id
from timeline_tui.editing.lines import line_number
from timeline_tui.editing.saving import Version, read
from timeline_tui.editing.splicing import Edit
from timeline_tui.editing.within import add_quote, position_of_event
from timeline_tui.loading.values import Plain
from timeline_tui.model.timeline import Event


class Wanted(NamedTuple):
    """What is to be added to a file, and to which of its events where it is a passage."""

    file: Path
    name: str
    """What to call the file."""
    fields: Mapping[str, Plain]
    event: Event | None = None
    """The event that gets the passage; None where the fields are an event of their own."""
    alone: bool = True
    """Whether it is the whole timeline, not one file of several."""
    taken: frozenset[str] = frozenset()
    """Ids that no new event may have, beside those of the file."""


class Prepared(NamedTuple):
    """An edit that waits to be saved."""

    wanted: Wanted
    version: Version
    edit: Edit
    key: str
    """The id of the event that is new, or gets the passage."""
    found: list[Found]
    """What is wrong with what is added."""

    @property
    def line(self) -> int:
        """Where it will stand, counted from 1."""
        return self.edit.lines[0]

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines that are new or changed, with their numbers."""
        old, new = self.edit.old, self.edit.new
        more = line_number(new, len(new)) - line_number(old, len(old))
        first = self.line - 1
        lines = new.splitlines()[first : first + max(more, 1)]
        while len(lines) > 1 and not lines[-1].strip():
            del lines[-1]
        return [(number, line.decode(errors="replace")) for number, line in enumerate(lines, self.line)]


def prepare(wanted: Wanted) -> Prepared:
    """Make it ready on the file as it is now; `NotSaved` or `CannotEdit` where that cannot be done."""
    version = read(wanted.file)
    before = known(version.data, wanted.name, alone=wanted.alone)
    if wanted.event is None:
        fields = with_id(wanted.fields, before.ids | wanted.taken)
        edit = add_events(version.data, [fields])
        key, changed = str(fields.get("id")), None
    else:
        edit = add_quote(version.data, position_of_event(version.data, wanted.event), wanted.fields)
        key = changed = wanted.event.id or ""
    found = judge(before, edit, wanted.name, changed=changed, alone=wanted.alone)
    return Prepared(wanted, version, edit, key, found)
