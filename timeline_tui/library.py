"""What other programs may import: `load` reads a timeline, `search` finds events in it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, overload

from timeline_tui.index.reader import Index, Unusable
from timeline_tui.jobs.child import Build, BuildFailed, NotMade, Proof
from timeline_tui.model.dates import outer_days
from timeline_tui.model.timeline import Event, Media, Name, Quote, Source, Tour, TourStep
from timeline_tui.problems.problem import Problem
from timeline_tui.problems.reports import address
from timeline_tui.query.scan import Unreadable, uncompared
from timeline_tui.query.written import parse

__all__ = [
    "Event",
    "Events",
    "Media",
    "Name",
    "Problem",
    "Quote",
    "Source",
    "TimelineError",
    "Tour",
    "TourStep",
    "load",
    "search",
]

AnyPath: TypeAlias = str | os.PathLike[str]
_LOT = 500


class TimelineError(Exception):
    """A timeline or a query that cannot be read, with a sentence that says why."""

    def __init__(self, sentence: str, hint: str | None = None, problems: Sequence[Problem] = ()) -> None:
        super().__init__(f"{sentence}; try: {hint}" if hint else sentence)
        self.hint = hint
        """What to try."""
        self.problems = tuple(problems)
        """What is wrong in the file, where that is the reason."""


class Events(Sequence[Event]):
    """Events in the order of time; each is read when it is asked for, so that a million take no room."""

    def __init__(self, kept: _Kept, ranks: Sequence[int]) -> None:
        self._kept = kept
        self._ranks = ranks

    def __len__(self) -> int:
        return len(self._ranks)

    def __iter__(self) -> Iterator[Event]:
        for first in range(0, len(self), _LOT):
            yield from self._read(self._ranks[first : first + _LOT])

    @overload
    def __getitem__(self, at: int) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> Events: ...
    def __getitem__(self, at: int | slice) -> Event | Events:
        if isinstance(at, slice):
            return Events(self._kept, self._ranks[at])
        return self._read([self._ranks[at]])[0]

    def __repr__(self) -> str:
        return f"<{len(self):,} events>"

    def _read(self, ranks: Sequence[int]) -> list[Event]:
        with self._kept.opened() as index:
            if len(ranks) == ranks[-1] - ranks[0] + 1:
                return index.events(ranks[0], len(ranks))
            return [index.event(rank) for rank in ranks]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTimeline:
    """A timeline as its file was when it was loaded; it may be used by several threads at once."""

    title: str | None
    """What the timeline is called."""
    summary: str | None
    """What it covers."""
    license: str | None
    """The terms of the compilation, and whose the passages are."""
    timezone: str | None
    """The IANA zone of all days, and of times that are written with no offset."""
    sources: Mapping[str, Source]
    """The sources by id."""
    names: Mapping[str, Name]
    """The places, groups and people by id."""
    tours: Mapping[str, Tour]
    """The tours by id."""
    families: Mapping[str, str]
    """The family of each source by id: the text that it copies or translates in the end, or itself."""
    events: Events
    """The events in the order of time; those with no date come last."""
    problems: tuple[Problem, ...]
    """What is wrong in the file, in its order; what an error speaks of was left out of all the above."""
    _kept: _Kept = field(repr=False, compare=False)

    def days_of(self, event: Event) -> tuple[str | None, str | None]:
        """The first and the last day that the date of an event can mean, in ISO 8601; None where unknown."""
        return outer_days(event.date)


def load(path: AnyPath, *, texts: Iterable[AnyPath] = ()) -> LoadedTimeline:
    """Read a timeline file, or a folder of them as one; `TimelineError` where nothing of it can be read.

    A file that has mistakes is read as far as it is sound, and `problems` says what is wrong. With folders of
    `texts`, passages are compared with them, and a query can ask what became of them: `is:altered`.
    """
    file = _file(path)
    kept = _Kept(file, os.fspath(path))
    kept.compare([Path(folder) for folder in texts])
    with kept.opened() as index:
        return _loaded(index, kept)


def search(timeline: LoadedTimeline, query: str) -> Events:
    """The events that a query finds, those of `timeline-tui search`; `TimelineError` where it is none."""
    try:
        asked = parse(query)
        if asked.on_proof is not None and not timeline._kept.compared:
            raise TimelineError(uncompared(asked.on_proof).sentence, "load(path, texts=[FOLDER])")
        with timeline._kept.opened() as index:
            _find_changes(index, [version for _, version in asked.on_changes])
            return Events(timeline._kept, index.search.ranks(asked))
    except Unreadable as error:
        where = f" (from character {error.start + 1} of {query!r})" if query else ""
        raise TimelineError(f"{error.sentence}{where}", error.hint) from error


def _find_changes(index: Index, versions: Sequence[str]) -> None:
    """Find out what changed since the versions that a query names."""
    if not versions:
        return
    from timeline_tui.diff.git_process import Unversioned
    from timeline_tui.diff.revisions import find_changes

    try:
        find_changes(index, Path(index.stamp.file), versions)
    except Unversioned as error:
        raise TimelineError(str(error), error.hint) from error


def _loaded(index: Index, kept: _Kept) -> LoadedTimeline:
    about = index.about
    return LoadedTimeline(
        title=about.title,
        summary=about.summary,
        license=about.license,
        timezone=about.timezone,
        sources=index.sources(),
        names=index.names(),
        tours=index.tours(),
        families=index.families(),
        events=Events(kept, range(about.events)),
        problems=tuple(index.problems(kept.name)),
        _kept=kept,
    )


def _file(path: AnyPath) -> Path:
    """The path, where something stands there that can be read more than once."""
    named = os.fspath(path)
    if not isinstance(named, str):
        raise TypeError("the path of a timeline is text, or a pathlib.Path")
    if not named or "\0" in named:
        raise TimelineError("a file has a name", "the path of a timeline, or of a folder of timelines")
    try:
        mode = Path(named).stat().st_mode
    except OSError:
        # The reading says what is wrong with it.
        return Path(named)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise TimelineError(f"{named}: this is neither a file nor a folder", "save what it gives as a file")
    return Path(named)


class _Kept:
    """What was read, in a folder that is gone with the last that asks it, or with the program."""

    def __init__(self, file: Path, name: str) -> None:
        self.name = name
        self.compared = False
        try:
            folder = tempfile.mkdtemp(prefix="timeline-tui-")
        except OSError as error:
            reason = f"what was read cannot be kept: {error.strerror}"
            raise TimelineError(f"{name}: {reason}", "make room in the folder for temporary files") from error
        self._gone = weakref.finalize(self, _remove, folder, os.getpid())
        try:
            self._index = Build(file, name=name, folder=Path(folder)).result()
        except NotMade as error:
            self._gone()
            raise _unread(name, error.failed) from error

    def compare(self, folders: Sequence[Path]) -> None:
        """Say of each passage what became of it in the texts of some folders, where there are any."""
        for folder in folders:
            if not folder.is_dir():
                raise TimelineError(f"{folder} is no folder that can be read", "a folder that holds texts")
        if folders:
            try:
                Proof(self._index, folders).wait().close()
            except NotMade as error:
                raise TimelineError(f"{self.name}: its passages cannot be compared: {error}") from error
            self.compared = True

    @contextmanager
    def opened(self) -> Iterator[Index]:
        """It on a connection of its own, so that any thread may ask, and any process."""
        try:
            with closing(Index.open(self._index)) as index:
                yield index
        except Unusable as error:
            said = f"{self.name}: what was read of it is gone or damaged: {error}"
            raise TimelineError(said, "load it again") from error


def _remove(folder: str, owner: int) -> None:
    """Remove the folder, unless this is only a copy of the process that made it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _unread(name: str, failed: BuildFailed) -> TimelineError:
    problem = next(iter(failed.problems), None)
    if problem is None:
        return TimelineError(f"{name}: {failed.sentence}")
    return TimelineError(f"{address(problem.place)}: {problem.message}", problem.hint, failed.problems)
