"""Makes an index out of the one that there was before, where only some events of one file are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from timeline_tui.index.kept import event_of
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import About, NotCarried
from timeline_tui.index.schema import Stamp, copied, tidied
from timeline_tui.index.staging import ChangedRun, Clocks, RunEvent, Staged, Staging
from timeline_tui.index.update import Told, UnchangedParts, can_patch, patch
from timeline_tui.jobs.cache import existing_folders, index_name
from timeline_tui.jobs.members import Member, files_of
from timeline_tui.jobs.room import room
from timeline_tui.load.changes import Change, Known, Looking, RestOfFile, stay_quiet
from timeline_tui.load.one_event import Read
from timeline_tui.model.timeline import Event
from timeline_tui.problems.problem import Problem

_MOST_CHANGED = 200


def patched(place: Path, file: Path, stamp: Stamp, own: Path) -> Path | None:
    """Carry the index in place over to the file as it is; None where it must be read.

    Where the file may not be whole yet, a copy is carried over instead. It is what is answered then, in the
    folder `own`. Of a folder, no more than one of its files may be another.
    """
    try:
        with closing(Index.open(place)) as index:
            done = _patched(index, file, stamp, own / "index")
    except (OSError, Unusable, NotCarried, ValueError, TypeError, LookupError):
        # Whatever is wrong with the old one, the new one is made without it.
        with suppress(OSError):
            (own / "index").unlink(missing_ok=True)
        return None
    if done is not None:
        tidied(done)
    return done


def carried(file: Path) -> Index | None:
    """The index of a file that has changed a little since, carried over to it; None where there is none."""
    for folder in existing_folders():
        place = folder / index_name(file)
        with suppress(OSError, Unusable):
            stamp = Stamp.of(file)
            if place.exists() and not Path(stamp.file).is_dir():
                with room(folder) as own:
                    done = patched(place, file, stamp, own)
                    # Where the file may not be whole yet, it is a copy that was carried over.
                    if done is not None and done.parent != own:
                        return Index.open(place)
    return None


def _patched(index: Index, file: Path, stamp: Stamp, copy: Path) -> Path | None:
    # An index that is as new as its file, and yet to be made anew, is damaged.
    # One of another file stands there where that is another version of this one.
    if index.stamp == stamp or index.stamp.version != stamp.version:
        return None
    kept = index.pieces
    # Which file an event is of is not known here.
    if len(index.zones) > 1:
        return None
    if kept is None or index.more_problems:
        return None
    known = Known.of(kept)
    staging = Staging(index.names())
    files = files_of(file)
    at = _changed(known, files)
    if at is None:
        return None
    looking = looking_at(index, known, staging)
    with files[at].path.open("rb") as opened:
        compared = looking.compared(at, opened, files[at].stamp.size)
        change = compared.change() if compared is not None else None
    if change is None:
        return None
    carrying = Carrying.of(index, change, looking, staging)
    now = known.with_change(at, files[at].stamp.state, change)
    return carrying.write(stamp, now, copy) if carrying is not None else None


def looking_at(index: Index, known: Known, staging: Staging) -> Looking:
    """What looks at the files of an index."""
    zone = index.about.timezone
    return Looking(known, index.sources(), index.names(), zone, lambda event: tuple(staging.of(event)))


def _changed(known: Known, files: Sequence[Member]) -> int | None:
    """Which of the files is another than it was, where that is one of them and all are there."""
    if [member.name for member in files] != [file.name for file in known.files]:
        return None
    both = enumerate(zip(files, known.files, strict=True))
    changed = [at for at, (member, file) in both if member.stamp.state != file.state]
    return changed[0] if len(changed) == 1 else None


class Carrying:
    """Carries one index over one change."""

    def __init__(
        self, index: Index, changed: ChangedRun, problems: Sequence[Problem] | None, whole: UnchangedParts
    ) -> None:
        """`problems` are all of them anew, where any has moved."""
        self._index = index
        self._changed = changed
        self._problems = problems
        self._whole = whole

    @classmethod
    def of(cls, index: Index, change: Change, looking: Looking, staging: Staging) -> Carrying | None:
        """What carries it over; None where more than the events themselves is to be said otherwise."""
        held = index.plain_in_file(change.first, change.events)
        if len(held) != change.events:
            return None
        gone, come = _apart(held, [Staged(*read.staged).plain for read in change.reads])
        if max(len(gone), len(come)) > _MOST_CHANGED:
            return None
        olds = [event_of(held[at]) for at in gone]
        reads = [change.reads[at] for at in come]
        problems = index.problems()
        now = change.relocated(problems, gone, len(come))
        if now is None or not _stays_quiet(index, looking, staging, olds, reads, now):
            return None
        clocks = Clocks(index.about.zone, index.about.mixed)
        changed = ChangedRun(
            change.first + gone.start,
            [RunEvent(clocks.moved(staging.of(event))) for event in olds],
            [RunEvent(clocks.moved(Staged(*read.staged)), read.part_of) for read in reads],
            index.about.mixed,
        )
        if not _has_same_clocks(index.about, changed):
            return None
        whole = UnchangedParts(index.names(), index.sources(), index.families(), staging, clocks)
        return cls(index, changed, now if now != problems else None, whole)

    def write(self, stamp: Stamp, known: Known, copy: Path) -> Path:
        """Write the new index, and say where it is; `NotCarried` where it must be made by reading.

        `known` is what is to be known of the files from now on.
        """
        target = self._index.path
        if _may_be_cut_off(self._changed, self._index.about.events):
            target = copy
            copied(self._index.path, copy)
        self.follow(stamp, known, target)
        return target

    def follow(self, stamp: Stamp, known: Known, target: Path | None = None) -> None:
        """Write it where it stands, of a change that is known to be whole; or `NotCarried`, or `OSError`."""
        told = Told(self._index.stamp, stamp, known, self._problems)
        patch(target or self._index.path, self._changed, told, self._whole)

    def fits(self) -> bool:
        """Whether the index could be carried over, which it is not."""
        return can_patch(self._index.path, self._changed, self._index.stamp, self._whole)


def _stays_quiet(
    index: Index,
    looking: Looking,
    staging: Staging,
    olds: Sequence[Event],
    reads: Sequence[Read],
    problems: Sequence[Problem],
) -> bool:
    if any(read.key is None for read in reads):
        return False
    news = [event_of(Staged(*read.staged).plain) for read in reads]
    reports = Counter(index.passages.reports())
    reports.subtract(source for event in olds for source in event.reported_by if source)
    tags = Counter({tag.value: tag.events for tag in index.values("tag", "", None)})
    tags.subtract(tag for event in olds for tag in {*event.tags})
    spelled = Counter(index.naming.uses())
    spelled.subtract(use[:2] for event in olds for use in staging.of(event).uses)
    toured = {step.event for tour in index.tours().values() for step in tour.steps}
    whole = RestOfFile(reports, tags, spelled, {*looking.near}, toured, problems)
    return stay_quiet(looking.looks, whole, olds, news)


def _may_be_cut_off(changed: ChangedRun, events: int) -> bool:
    """Whether so much is gone, or the end, that not all of the file may have been written yet."""
    gone, come = changed.gone, changed.come
    if 2 * (events + len(come) - len(gone)) < events:
        return True
    if not gone or changed.first + len(gone) < events:
        return False
    return len(come) < len(gone) or come[-1].staged.quotes < gone[-1].staged.quotes


def _has_same_clocks(about: About, changed: ChangedRun) -> bool:
    """Whether times still say the same of the zone that the others are in."""
    was, now = (
        {one.staged.columns.ahead for one in events} - {None} for events in (changed.gone, changed.come)
    )
    return about.timezone is not None or (was <= now and now <= was | {about.offset})


def _apart(held: Sequence[str], now: Sequence[str]) -> tuple[range, range]:
    """Where two runs of events differ: from the first that is another to the last."""
    first = 0
    while first < min(len(held), len(now)) and held[first] == now[first]:
        first += 1
    last = 0
    while last < min(len(held), len(now)) - first and held[-1 - last] == now[-1 - last]:
        last += 1
    return range(first, len(held) - last), range(first, len(now) - last)
