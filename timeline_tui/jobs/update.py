"""Makes an index out of the one that there was before, where only some events of one file are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from timeline_tui.index.changed import ChangedRun, Come, Gone, NotCarried
from timeline_tui.index.files import copied, tidied
from timeline_tui.index.kept import event_of
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.index.records import About
from timeline_tui.index.schema import Stamp
from timeline_tui.index.staging import Staged, Staging
from timeline_tui.index.times import Clocks
from timeline_tui.index.update import Told, UnchangedParts, patch
from timeline_tui.jobs.members import Member, files_of
from timeline_tui.load.changes import Change, Known, KnownFile, Looking, RestOfFile, stay_quiet
from timeline_tui.model.timeline import Event
from timeline_tui.problems.problem import Problem

# Each time adds a piece to the words of the search.
_MOST_TIMES = 60
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


def _patched(index: Index, file: Path, stamp: Stamp, copy: Path) -> Path | None:
    # An index that is as new as its file, and yet to be made anew, is damaged.
    if index.stamp == stamp or (index.stamp.file, index.stamp.version) != (stamp.file, stamp.version):
        return None
    kept = index.pieces
    # Which file an event is of is not known here.
    if len(index.zones) > 1:
        return None
    if kept is None or index.more_problems or (known := Known.of(kept)).times >= _MOST_TIMES:
        return None
    staging = Staging(index.names())
    files = files_of(file)
    at = _changed(known, files)
    if at is None:
        return None
    zone = index.about.timezone
    looking = Looking(known, index.sources(), index.names(), zone, lambda event: tuple(staging.of(event)))
    with files[at].path.open("rb") as opened:
        change = looking.change(at, opened.fileno(), files[at].stamp.size)
    if change is None:
        return None
    events = known.files[at].events + len(change.reads) - change.events
    now = known.with_file(at, KnownFile(files[at].name, files[at].stamp.state, events, change.kept))
    return _Carrying(index, change, looking, staging).write(stamp, now, copy)


def _changed(known: Known, files: Sequence[Member]) -> int | None:
    """Which of the files is another than it was, where that is one of them and all are there."""
    if [member.name for member in files] != [file.name for file in known.files]:
        return None
    both = enumerate(zip(files, known.files, strict=True))
    changed = [at for at, (member, file) in both if member.stamp.state != file.state]
    return changed[0] if len(changed) == 1 else None


class _Carrying:
    """Carries one index over one change."""

    def __init__(self, index: Index, change: Change, looking: Looking, staging: Staging) -> None:
        self._index = index
        self._change = change
        self._looking = looking
        self._staging = staging
        self._clocks = Clocks(index.about.zone, index.about.mixed)

    def write(self, stamp: Stamp, known: Known, copy: Path) -> Path | None:
        """Write the new index, and say where it is; None where it must be made by reading.

        `known` is what is to be known of the files from now on.
        """
        index, change = self._index, self._change
        held = index.plain_in_file(change.first, change.events)
        if len(held) != change.events:
            return None
        gone, come = _apart(held, [Staged(*read.staged).plain for read in change.reads])
        if max(len(gone), len(come)) > _MOST_CHANGED:
            return None
        olds = [event_of(held[at]) for at in gone]
        problems = index.problems()
        now = change.relocated(problems, gone, len(come))
        if now is None or not self._stays_quiet(olds, come, now):
            return None
        first = change.first + gone.start
        changed = ChangedRun(
            first,
            [Gone(self._moved(self._staging.of(event))) for event in olds],
            [self._come(at) for at in come],
            index.about.mixed,
        )
        if not _has_same_clocks(index.about, changed):
            return None
        told = Told(index.stamp, stamp, known, now if now != problems else None)
        known_of_all = index.names(), index.sources(), index.families(), self._staging, self._clocks
        target = index.path
        if _may_be_cut_off(changed, index.about.events):
            target = copy
            copied(index.path, copy)
        patch(target, changed, told, UnchangedParts(*known_of_all))
        return target

    def _come(self, at: int) -> Come:
        read = self._change.reads[at]
        return Come(self._moved(Staged(*read.staged)), read.part_of)

    def _moved(self, staged: Staged) -> Staged:
        return staged._replace(row=tuple(self._clocks.moved(staged.columns)))

    def _stays_quiet(self, olds: Sequence[Event], come: range, problems: Sequence[Problem]) -> bool:
        reads = [self._change.reads[at] for at in come]
        if any(read.key is None for read in reads):
            return False
        news = [event_of(Staged(*read.staged).plain) for read in reads]
        reports = Counter(self._index.passages.reports())
        reports.subtract(source for event in olds for source in event.reported_by if source)
        tags = Counter({tag.value: tag.events for tag in self._index.values("tag", "", None)})
        tags.subtract(tag for event in olds for tag in {*event.tags})
        spelled = Counter(self._index.naming.uses())
        spelled.subtract(use[:2] for event in olds for use in self._staging.of(event).uses)
        whole = RestOfFile(reports, tags, spelled, {*self._looking.near}, problems)
        return stay_quiet(self._looking.looks, whole, olds, news)


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
