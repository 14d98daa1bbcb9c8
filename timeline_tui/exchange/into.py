"""What is brought into a timeline that exists: only new bytes, proven, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.proof import NewProblem, Unedited, gravest, judge
from timeline_tui.edit.save import Version, read
from timeline_tui.edit.splice import CannotEdit, Rewrite
from timeline_tui.exchange.bringing import Already, Bringing
from timeline_tui.exchange.given import NotBrought
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import Survey, Watcher, nobody
from timeline_tui.jobs.members import ENDING, members_now
from timeline_tui.load.sections import Common
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Name, Source, Timeline
from timeline_tui.system import is_folder

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


class ImportTarget(NamedTuple):
    """The file that new things go into, as it is, and what the timeline holds that it is or belongs to."""

    path: Path
    version: Version | None
    """None where there is no such file yet."""
    before: Unedited
    already: Already


def target_file(timeline: Path, given: str) -> Path:
    """The file that takes what `given` brings: the timeline or, in a folder of several, one of its name."""
    if not is_folder(timeline):
        return timeline
    stem = Path(given).stem.lstrip(".-") or "imported"
    found = timeline / f"{stem}{ENDING}"
    if found.is_symlink():
        raise NotBrought(
            f"{found} is a link, and those of a folder are not read", "name a file of the folder"
        )
    return found


def target_of(timeline: Path, path: Path, name: str) -> ImportTarget:
    """What is in that file, and in its folder where the timeline is one; `name` is what to call it."""
    in_folder = is_folder(timeline)
    version = None if in_folder and not os.path.lexists(path) else read(path)
    before = Unedited(version.data if version else b"", name, alone=not in_folder)
    return ImportTarget(path, version, before, _in_folder(timeline) if in_folder else already_in(before))


def _in_folder(folder: Path) -> Already:
    """What all files of a folder hold together."""
    sources: dict[str, Source] = {}
    names: dict[str, Name] = {}
    events: dict[str, Event] = {}
    for member in members_now(folder):
        reading = Reading(member.path, member.name, common=Common())
        found = list(reading.events())
        # Equal ids agree, or a check of the folder says that they do not.
        sources |= {**reading.timeline.sources, **sources}
        names |= {**reading.timeline.names, **names}
        events |= {event.id: event for event in found if event.id is not None}
    return Already(Timeline(sources=sources, names=names), events)


def already_in(before: Unedited) -> Already:
    """What a timeline holds."""
    events = {event.id: event for event in before.says.events if event.id is not None}
    return Already(before.says.timeline, events)


def bring_into(
    before: Unedited, bringing: Bringing, surveys: Sequence[Survey], watch: Watcher = nobody
) -> BroughtIn:
    """The file with all that is new in these files; `CannotEdit` where that cannot be done safely."""
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
