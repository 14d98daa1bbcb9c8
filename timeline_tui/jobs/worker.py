"""The process that reads a file and writes its index; its arguments are FILE, NAME and perhaps FOLDER."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from timeline_tui.evidence.as_of import KnownBy
from timeline_tui.index.kept import event_of
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import TellDone, TellProgress
from timeline_tui.index.schema import Stamp
from timeline_tui.index.staging import Staged, Zones
from timeline_tui.index.writer import Writer
from timeline_tui.jobs.cache import folders, index_name
from timeline_tui.jobs.carried_over import patched
from timeline_tui.jobs.child import BuildFailed, FirstRows, Message, Ready, Telling, prepare, tell
from timeline_tui.jobs.fresh import fresh
from timeline_tui.jobs.members import ENDING, MOST_FILES, Member, members, stamp_of
from timeline_tui.jobs.room import put, room, sweep
from timeline_tui.load.changes import Known, known_of
from timeline_tui.load.chunks import in_turn, shared
from timeline_tui.load.folder import Together
from timeline_tui.load.one_event import Stage
from timeline_tui.load.stream_reading import Reading
from timeline_tui.model.days import day_iso
from timeline_tui.model.timeline import Event, Name
from timeline_tui.problems.problem import Place, Problem
from timeline_tui.system import cores

_LOT = 500
_HIDDEN = -1


def write_known_by(index: Index, day: int, writer: Writer, progress: TellProgress) -> None:
    """Write what could be known on the day, in the order of the file, so that equal dates keep theirs."""
    known = KnownBy(day, index.sources(), index.about.zone)
    whole = 2 * index.about.events
    writer.expect(index.names())
    numbers = _write_events(index, known, writer, lambda read: progress(read, whole))
    facts = {
        "as_of": day_iso(day),
        "hidden_events": known.hidden.events,
        "undated_events": known.hidden.undated_events,
        "hidden_passages": known.hidden.passages,
        "undated_passages": known.hidden.undated,
    }
    writer.finish(
        replace(index.timeline(), sources=known.sources()),
        parents_left(index.parents(), numbers),
        index.problems(),
        index.more_problems,
        zones=_zones_left(index, numbers),
        known_by=facts,
        progress=lambda arranged: progress(whole // 2 + arranged, whole),
    )


def _write_events(index: Index, known: KnownBy, writer: Writer, progress: TellDone) -> Sequence[int]:
    """The new number of each event, or that it is hidden."""
    numbers = array("q")
    unasked: dict[str, str] = {}
    answered: set[str] = set()
    shown = 0
    for event in index.every_in_file():
        left = known.left(event)
        if left is None:
            numbers.append(_HIDDEN)
            unasked.update(event.disputes)
        else:
            numbers.append(shown)
            shown += 1
            writer.add(left)
            answered.update(quote.dispute for quote in left.quotes if quote.dispute)
        progress(len(numbers))
    # The event that asks is hidden, and what answers it from another event is not.
    writer.ask({dispute: question for dispute, question in unasked.items() if dispute in answered})
    return numbers


def _zones_left(index: Index, numbers: Sequence[int]) -> Zones:
    """The zones by the new numbers; what all times shared before, they share with fewer events too."""
    if (zone := index.about.zone) is not None:
        return [(0, zone)]
    return [(sum(number != _HIDDEN for number in numbers[:first]), zone) for first, zone in index.zones]


def parents_left(parents: Mapping[int, int], numbers: Sequence[int]) -> dict[int, int]:
    """The parents among the events that are left, by their new numbers.

    What was part of a hidden event is part of the next one above that is not.
    """
    left: dict[int, int] = {}
    above: dict[int, int | None] = {}
    for number, parent in parents.items():
        if numbers[number] != _HIDDEN and (shown := _shown(parent, parents, numbers, above)) is not None:
            left[numbers[number]] = numbers[shown]
    return left


def _shown(
    number: int | None, parents: Mapping[int, int], numbers: Sequence[int], above: dict[int, int | None]
) -> int | None:
    """The event itself or the next one above it that is not hidden; `above` keeps what is known."""
    passed: list[int] = []
    while number is not None and numbers[number] == _HIDDEN:
        if number in above:
            number = above[number]
            break
        passed.append(number)
        number = parents.get(number)
    above.update(dict.fromkeys(passed, number))
    return number


def parents_among(events: Sequence[Event]) -> dict[int, int]:
    """Which of these events is part of which other one, by number; what leads in a loop is left out."""
    numbers: dict[str | None, int] = {}
    for number, event in enumerate(events):
        numbers.setdefault(event.id, number)
    parents: dict[int, int] = {}
    for number, event in enumerate(events):
        parent = None if event.part_of is None else numbers.get(event.part_of)
        if parent is not None and not _leads_to(number, parent, parents):
            parents[number] = parent
    return parents


def _leads_to(number: int, start: int | None, parents: dict[int, int]) -> bool:
    """Whether going up from `start` meets `number`."""
    while start is not None:
        if start == number:
            return True
        start = parents.get(start)
    return False


# Enough for the tallest terminal, and read in a few hundredths of a second.
_FIRST_ROWS = 300
# Putting events in order takes about a third as long as reading them.
_READING_PARTS, _ARRANGING_PARTS = 3, 1
# And so does writing anew what could be known on a day.
_KNOWING_PARTS = 3


def main(arguments: list[str]) -> int:
    """Build the index of one file, telling the other process about it on stdout."""
    file, name, day, *chosen = arguments
    prepare()
    where = [Path(folder) for folder in chosen]
    if day:
        tell(_build_as_of(int(day), Path(file), name, where))
    else:
        tell(_build(Path(file), name, where or folders()))
    return 0


def _build_as_of(day: int, file: Path, name: str, where: list[Path]) -> Message:
    """The last message, when what could be known on the day stands beside the index of the whole.

    Sources may stand below the events that quote them, so the whole is read first.
    """
    try:
        whole = fresh(file, folder=where[0] if where else None)
        if whole is not None:
            sweep(whole.path.parent)
            # One that turns out to be damaged is made anew below.
            with suppress(Unusable), closing(whole):
                return Ready(_write_beside(whole, day, file, 0))
        message = _build(file, name, where or folders(), day)
        if not isinstance(message, Ready):
            return message
        with closing(Index.open(message.path)) as whole:
            return Ready(_write_beside(whole, day, file, _READING_PARTS + _ARRANGING_PARTS))
    except (OSError, Unusable) as error:
        return BuildFailed(f"what could be known by then cannot be told: {error}")


def _write_beside(whole: Index, day: int, file: Path, behind: int) -> Path:
    """Where the index of that day is; `behind` says how much of the work is done already."""
    place = whole.path.with_name(index_name(file, day))
    telling = Telling()

    def tell_progress(done: int, total: int) -> None:
        telling.progress(behind * total + _KNOWING_PARTS * done, (behind + _KNOWING_PARTS) * total)

    with room(place.parent) as own:
        write_known_by(whole, day, Writer(own / "index", whole.stamp), tell_progress)
        put(own / "index", place)
    return place


def _build(file: Path, name: str, where: Iterable[Path], day: int | None = None) -> Message:
    """The last message, when the index stands in the first folder that takes it.

    `day` is the one of which more will be asked, so that the first rows do not tell more.
    """
    reason = "no folder can be written to"
    for folder in where:
        sweep(folder)
        try:
            with room(folder) as own:
                return _build_in(own, folder / index_name(file), file, name, day)
        except OSError as error:
            reason = str(error)
    return BuildFailed(f"there is nowhere to keep what was read: {reason}")


def _build_in(own: Path, place: Path, file: Path, name: str, day: int | None) -> Message:
    """Read the file, once more if it was written to meanwhile, and move the index into its place."""
    before = _stamp(file)
    done = patched(place, file, before, own)
    if done is not None and _stamp(file) == before:
        if done.parent == own:
            put(done, place)
        return Ready(place)
    for _ in range(2):
        before = _stamp(file)
        try:
            files = members(file) if file.is_dir() else [Member(file, "", before)]
        except OSError as error:
            return BuildFailed(f"this folder cannot be read: {error.strerror}")
        failed = _Course(file, files, name, before, own, day).run()
        if failed is not None or _stamp(file) == before:
            break
    if failed is not None:
        return failed
    # Where it is written to all the time, this is what was read, and will not be taken for fresh.
    put(own / "index", place)
    return Ready(place)


def _stamp(file: Path) -> Stamp:
    try:
        return stamp_of(file)
    except OSError:
        # The reading says what is wrong with it.
        return Stamp(str(file), 0, 0, 0, 0)


class _Course:
    """One reading of a file, or of all files of a folder, into one index."""

    def __init__(
        self, file: Path, files: Sequence[Member], name: str, stamp: Stamp, own: Path, day: int | None
    ) -> None:
        self._name = name
        self._files = files
        self._reading: Reading | Together
        if file.is_dir():
            self._reading = Together(file, [(member.path, member.name) for member in files], MOST_FILES)
        else:
            self._reading = Reading(file, name)
        self._writer = Writer(own / "index", stamp, in_two=cores() > 1)
        self._stamp = stamp
        self._own = own
        self._day = day
        self._telling = Telling()
        self._events = 0

    def run(self) -> BuildFailed | None:
        """Read to the end, showing the first rows on the way, then finish the index; why not, if not."""
        first: list[Event] = []
        helpers = cores()
        results = partial(shared, helpers=helpers) if helpers > 1 else in_turn
        for plain in self._reading.staged(self._stage, results):
            staged = Staged(*plain)
            self._writer.take(staged)
            self._events += 1
            if self._events <= _FIRST_ROWS:
                first.append(event_of(staged.plain))
            elif self._events == _FIRST_ROWS + 1:
                self._show(first)
            if self._events % 64 == 0:
                self._tell_progress(self._reading.position, 0)
        if self._reading.unreadable:
            self._writer.discard()
            return self._why()
        self._finish()
        return None

    def _why(self) -> BuildFailed:
        """Why nothing can be read."""
        reading, problems = self._reading, self._reading.problems
        if isinstance(reading, Reading):
            return BuildFailed(
                problems[0].message if problems else "nothing can be read from it", tuple(problems)
            )
        if self._files:
            return BuildFailed("none of its files can be read", tuple(map(self._inside, problems)))
        message = "there is no timeline in this folder"
        hint = f"save one in it under a name that ends in {ENDING}"
        place = Place(self._name, 0, 0, 0)
        return BuildFailed(message, (Problem("no-file", "error", message, place, hint=hint),))

    def _inside(self, problem: Problem) -> Problem:
        """The problem with the folder before the name of its file."""
        place = f"{self._name.rstrip('/')}/{problem.place.file}"
        return replace(problem, place=replace(problem.place, file=place))

    def _stage(self, names: Mapping[str, Name]) -> Stage:
        staging = self._writer.expect(names)
        return lambda event: tuple(staging.of(event))

    def _show(self, first: list[Event]) -> None:
        """Write an index of the first events that says of itself that it is not complete."""
        # Until all sources are read, nobody knows yet what could be known.
        if self._day is None:
            path, reading = self._own / "first", self._reading
            writer = Writer(path, self._stamp)
            for event in first:
                writer.add(event)
            writer.finish(reading.timeline, parents_among(first), (), zones=reading.zones, complete=False)
            tell(FirstRows(path))
        first.clear()

    def _finish(self) -> None:
        reading = self._reading
        self._writer.finish(
            reading.timeline,
            reading.parents,
            reading.problems,
            reading.more_problems,
            zones=reading.zones,
            pieces=self._known(),
            progress=lambda events: self._tell_progress(reading.size, events),
        )

    def _known(self) -> Known | None:
        """What is to be known of the files where they change; None where they were written to meanwhile."""
        if _stamp(Path(self._stamp.file)) != self._stamp:
            return None
        return known_of(self._reading, [(member.name, member.stamp.state) for member in self._files])

    def _tell_progress(self, position: int, arranged: int) -> None:
        size = max(self._reading.size, 1)
        done = _READING_PARTS * position + _ARRANGING_PARTS * size * arranged // max(self._events, 1)
        to_come = 0 if self._day is None else _KNOWING_PARTS
        self._telling.progress(done, (_READING_PARTS + _ARRANGING_PARTS + to_come) * size)


if __name__ == "__main__":
    # All is written and told: taking a large heap apart would only keep the other process waiting.
    os._exit(main(sys.argv[1:]))
