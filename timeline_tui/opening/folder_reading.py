"""Reads a folder of timeline files as one timeline, and of these only the files that changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from timeline_tui.diagnostics.problem import Place, Problem
from timeline_tui.index.kept import event_of
from timeline_tui.index.stamp import Stamp
from timeline_tui.index.writing.staging import Staged, Staging, encode
from timeline_tui.index.writing.writer import Writer
from timeline_tui.loading.checking.spelling_checks import SpellingGlances
from timeline_tui.loading.piecemeal.crew import cores, shared
from timeline_tui.loading.together import Home, Together
from timeline_tui.model.plain import to_plain
from timeline_tui.model.timeline import Name
from timeline_tui.opening.first_rows import write_first_rows
from timeline_tui.opening.kept_parts import KeptPart, KeptParts, Lot, events_of
from timeline_tui.opening.members import ENDING, Member, members
from timeline_tui.opening.messages import Failed, Preview
from timeline_tui.opening.telling import Telling, tell

# Of so many bytes of files that are to be read, nobody waits for the first rows.
_SOON_READ = 4_000_000
_FIRST_ROWS = 300
# Of the time, reading takes most; then comes joining, then putting the events in order.
_READING, _JOINING, _ARRANGING = 3, 1, 1


class FolderReading:
    """One reading of all files of a folder into one index."""

    def __init__(self, folder: Path, name: str, parts: KeptParts, own: Path, *, preview: bool) -> None:
        self.folder = folder
        self.files = members(folder)
        """The files as they were when reading began."""
        self._name = name
        self._parts = parts
        self._own = own
        self._preview = preview
        self._telling = Telling()

    def write(self, stamp: Stamp) -> Failed | None:
        """Write the index into the own folder; why not, where nothing can be read."""
        if not self.files:
            return self._empty()
        self._read_changed(stamp)
        kept = {member.name: self._kept(member) for member in self.files}
        if all(one.part.unreadable for one in kept.values()):
            problems = [problem for one in kept.values() for problem in one.part.problems]
            return Failed("none of its files can be read", tuple(map(self._named, problems)))
        writer = Writer(self._own / "index", stamp)
        together = Together(self.folder.resolve().name, {name: one.part for name, one in kept.items()})
        staging = writer.expect(together.timeline.names)
        self._join(together, [lot for one in kept.values() for lot in one.lots], writer, staging)
        problems, more = together.finish(self.folder)
        events = sum(one.part.events for one in kept.values())
        writer.finish(
            together.timeline,
            together.references.parents,
            problems,
            more,
            progress=lambda done: self._tell(_READING + _JOINING + _ARRANGING * done / max(events, 1)),
        )
        return None

    def _read_changed(self, stamp: Stamp) -> None:
        """Read the files that were not read as they are, several at once."""
        changed = [member for member in self.files if not self._parts.path(member).exists()]
        size = sum(member.stamp.size for member in changed)
        if self._preview and size > _SOON_READ:
            self._show_first(stamp)
        helpers = min(cores(), len(changed))
        if helpers < 2:
            for member in changed:
                self._parts.read(member)
            return
        done = 0
        with closing(shared(lambda: changed, self._parts.read, helpers)) as answers:
            for member, _ in zip(changed, answers, strict=False):
                done += member.stamp.size
                self._tell(_READING * done / max(size, 1))

    def _kept(self, member: Member) -> KeptPart:
        found = self._parts.get(member)
        if found is None:
            # A helper was lost, or what it left is damaged.
            self._parts.read(member)
            found = self._parts.get(member)
        if found is None:
            raise OSError(f"what was read of {member.name} cannot be kept")
        return found

    def _show_first(self, stamp: Stamp) -> None:
        """Let the first rows be seen of the file that comes first."""
        from itertools import islice

        from timeline_tui.loading.reading import Reading

        reading = Reading(self.files[0].path, self.files[0].name, alone=False)
        events = reading.events()
        first = list(islice(events, _FIRST_ROWS))
        if first:
            path = self._own / "first"
            write_first_rows(path, stamp, reading.timeline, first)
            tell(Preview(path))

    def _join(self, together: Together, lots: list[Lot], writer: Writer, staging: Staging) -> None:
        """Take the events of all files, worked out by several processes at once."""
        work = partial(_staged, staging, together.timeline.names, together.glances())
        helpers = min(cores(), len(lots) // 2)
        answers = shared(lambda: lots, work, helpers) if helpers > 1 else (None for _ in lots)
        with closing(answers):
            for at, (lot, answer) in enumerate(zip(lots, answers, strict=True)):
                for *home, glance, plain, known in answer or work(lot):
                    seen = Home(*home)
                    key = together.take(seen, glance, partial(event_of, plain))
                    if known is not None and key == seen.key:
                        writer.take(Staged(*known))
                    else:
                        writer.take(staging.of(replace(event_of(plain), id=key)))
                self._tell(_READING + _JOINING * at / len(lots))

    def _tell(self, done: float) -> None:
        whole = _READING + _JOINING + _ARRANGING
        self._telling.progress(int(1000 * done), 1000 * whole)

    def _named(self, problem: Problem) -> Problem:
        place = f"{self._name.rstrip('/')}/{problem.place.file}"
        return replace(problem, place=replace(problem.place, file=place))

    def _empty(self) -> Failed:
        message = "there is no timeline in this folder"
        hint = f"save one in it under a name that ends in {ENDING}"
        return Failed(message, (Problem("no-file", "error", message, Place(self._name, 0, 0, 0), hint=hint),))


def _staged(
    staging: Staging, names: Mapping[str, Name], glances: SpellingGlances | None, lot: Lot
) -> list[tuple[Any, ...]]:
    """What `Together` and the index must know of each event of a lot, in plain values."""
    found: list[tuple[Any, ...]] = []
    for line, column, event in events_of(lot):
        used = (*event.names, *(quote.speaker for quote in event.quotes if quote.speaker is not None))
        # Names that are not listed get their running numbers where the index is written.
        known = tuple(staging.of(event)) if all(name in names for name in used) else None
        plain = encode(to_plain(event)) if known is None else known[0]
        glance = None if glances is None else glances.of(event)
        found.append((line, column, event.id, event.part_of, glance, plain, known))
    return found
