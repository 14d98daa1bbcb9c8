"""Where things are brought in: as new bytes of a timeline that exists, proven, or as one of their own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from timeline_tui.edit.habits import What, learn
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.proof import NewProblem, Unedited, gravest, judge
from timeline_tui.edit.rendering import Rendering
from timeline_tui.edit.save import Version, new_file, read
from timeline_tui.edit.splice import CannotEdit, Listed, Rewrite, indented
from timeline_tui.exchange.bringing import Already, Bringing
from timeline_tui.exchange.given import NotBrought
from timeline_tui.exchange.row_cells import Fields
from timeline_tui.exchange.survey import Survey, Watcher, nobody
from timeline_tui.jobs.members import ENDING, members_now
from timeline_tui.load.sections import Common
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.timeline import Event, Name, Source, Timeline
from timeline_tui.problems.problem import Problem
from timeline_tui.system import is_folder
from timeline_tui.yamlfile.layout import SectionName
from timeline_tui.yamlfile.values import Plain

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


_WIDTH = 98
_SHORT = 40
_PIECE = 1 << 16
"""Bytes of the new file that are read at a time: more would only take more memory."""
_EVENT = Rendering(learn(b"", []))
_WHAT: dict[SectionName, What] = {"sources": "source", "names": "name"}
_LISTED_HABITS = {what: learn(b"", [], item=what) for what in _WHAT.values()}


def write_new(
    target: Path, bringing: Bringing, surveys: list[Survey], watch: Watcher = nobody
) -> list[Problem]:
    """Write the file, whole or not at all, and never over another; what is wrong with what it says."""
    try:
        with tempfile.TemporaryFile() as events, new_file(target) as file:
            for event in bringing.events(surveys, watch):
                events.write(_event(event))
            file.writelines(_head(surveys[0].given.title, bringing.listed))
            if not bringing.account.events:
                file.seek(-1, os.SEEK_CUR)
                file.write(b" []\n")
            events.seek(0)
            shutil.copyfileobj(events, file, 1 << 20)
            file.flush()
            bringing.forget()
            return _proven(Path(file.name), bringing)
    except FileExistsError as error:
        sentence = f"{target} is there already, and nothing is written over"
        raise NotBrought(sentence, "--into, to add to it") from error
    except OSError as error:
        sentence = f"{target} cannot be written: {error.strerror or error}"
        raise NotBrought(sentence, "a name in another folder") from error


def _event(event: Fields) -> bytes:
    lines = [line for field, value in event.items() for line in _lines(field, value)]
    return ("  - " + "\n".join(lines).replace("\n", "\n    ").replace("\n    \n", "\n\n") + "\n").encode()


def _lines(field: str, value: Plain) -> Sequence[str]:
    """The lines of a field; what stands in many events is only written once."""
    if isinstance(value, str) and len(value) < _SHORT:
        return _again(field, value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _again(field, tuple(map(str, value)))
    return _EVENT.field("event", field, value, _WIDTH - 4)


@lru_cache(maxsize=4096)
def _again(field: str, value: str | tuple[str, ...]) -> Sequence[str]:
    return _EVENT.field("event", field, value if isinstance(value, str) else [*value], _WIDTH - 4)


def _head(title: str, listed: Listed) -> Iterator[bytes]:
    yield "\n".join([*_EVENT.field("event", "title", title, _WIDTH), ""]).encode()
    for section, entries in listed.items():
        yield f"\n{section}:\n".encode()
        for key, fields in entries.items():
            yield _entry(_WHAT[section], key, fields)
    yield b"\nevents:\n"


def _entry(what: What, key: str, fields: Mapping[str, Plain]) -> bytes:
    rendering = Rendering(_LISTED_HABITS[what])
    if sum(len(said) if isinstance(said, str) else 0 for said in fields.values()) < _WIDTH:
        line = f"  {rendering.key(key)}: {rendering.in_brackets(what, dict(fields))}"
        if len(line) <= _WIDTH:
            return f"{line}\n".encode()
    lines = rendering.mapping(what, fields, _WIDTH - 4)
    return "\n".join([f"  {rendering.key(key)}:", *indented(lines, 4), ""]).encode()


def _proven(file: Path, bringing: Bringing) -> list[Problem]:
    """Read it as a whole; it must hold as many events as were written, whose ids are known to differ."""
    reading = Reading(file, file.name, ids_differ=True)
    count = sum(1 for _ in reading.staged(lambda _: lambda event: event.id, piece=_PIECE))
    if count != bringing.account.events:
        raise NotBrought("what was written does not read as what came in, so nothing was kept")
    return reading.problems
