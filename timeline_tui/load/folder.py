"""Reads several files as one timeline: each as if what stands above the events of all stood above its own."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.load.chunks import CHUNK, Cut, KeptFile, Results, answer_of, chunks, in_turn
from timeline_tui.load.facts import Facts
from timeline_tui.load.one_event import Stage, Work
from timeline_tui.load.references import SORTS, Sort
from timeline_tui.load.sections import Common
from timeline_tui.load.settling import settle
from timeline_tui.load.stream_reading import Reading
from timeline_tui.load.taking import Stages
from timeline_tui.model.timeline import Name, Timeline
from timeline_tui.problems.problem import Place, Problem, Severity
from timeline_tui.yamlfile.places import MOST_PROBLEMS, Spot
from timeline_tui.yamlfile.problem_lines import with_lines
from timeline_tui.yamlfile.split import Section
from timeline_tui.yamlfile.stream import EndOfReading, Stream

_GONE = (OSError, ValueError, EndOfReading)
_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


class Job(NamedTuple):
    """A piece of one of the files."""

    file: int
    start: int
    end: int


class Together:
    """One reading of several files, in their order; it never raises for anything they hold."""

    def __init__(self, folder: Path, files: Sequence[tuple[Path, str]], most: int = sys.maxsize) -> None:
        """`files` are each with its path in the folder; those behind the first `most` are refused."""
        self.problems: list[Problem] = []
        """The gravest problems, in the order of the files; complete when the events are exhausted."""
        self.more_problems = 0
        """How many more there were than are kept."""
        self.unreadable = True
        """Whether nothing at all could be read of any."""
        self.closed: Set[Sort] = {*SORTS}
        """The sorts of which all ids are known."""
        self.kept: list[tuple[int, KeptFile | None]] = []
        """How many events each file has, and what is to be known of it when it changes."""
        self.size = sum(path.stat().st_size for path, _ in files)
        self._folder = folder
        self._files = files
        self._most = most
        self._plans: dict[int, tuple[int, Section]] = {}
        self._common = Common()
        self._firsts: list[tuple[int, str]] = []
        self._done = 0
        self._reading: Reading | None = None

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._done + (self._reading.position if self._reading else 0)

    @property
    def facts(self) -> Facts:
        """The sum of what is known of the events of all files."""
        return self._common.facts

    @property
    def timeline(self) -> Timeline:
        """What the files say beside their events, so far as they were read; whole when no event is left."""
        return self._common.timeline(self._folder.resolve().name)

    @property
    def parents(self) -> Mapping[int, int]:
        """The number of the event that an event is part of; events are numbered from 0 as they came."""
        return self._common.references.parents

    @property
    def zones(self) -> list[tuple[int, str | None]]:
        """The number of the first event of each file that was begun, and its time zone."""
        return [(first, self._common.zone(name)) for first, name in self._firsts]

    def staged(self, stages: Stages, results: Results) -> Iterator[Any]:
        """What is made of each event, which must be plain values."""
        for at, (path, name) in enumerate(self._files):
            self._meet(at, path, name)
        common = self._common
        common.begin()
        stage = stages(common.names)
        sources = common.references.known["source"]
        work = Work(sources, common.names, stage, common.looks, Section("events"))
        if self.size < 2 * CHUNK:
            results = in_turn
        with closing(results(self._jobs, partial(self._answer, work))) as answers:
            pieces = groupby(zip(self._jobs(), answers, strict=False), key=lambda pair: pair[0].file)
            coming = next(pieces, None)
            for at, (path, name) in enumerate(self._files):
                mine = coming if coming is not None and coming[0] == at else None
                cut = Cut(CHUNK, partial(_of_file, mine[1])) if mine else None
                reading = Reading(path, name, common=common, refusal=self._refusal(at))
                yield from self._read(reading, name, lambda _: stage, cut)
                coming = next(pieces, None) if mine else coming
        self._settle()

    def _refusal(self, at: int) -> EndOfReading | None:
        """Why one of the files is not read, if it is not."""
        if at < self._most:
            return None
        message = f"there are more files than the {self._most:,} that are read, and this one is the next"
        return EndOfReading(
            "too-many-files", message, "join some of them, or open the folders in it one by one"
        )

    def _meet(self, at: int, path: Path, name: str) -> None:
        """Read what stands above the events of a file, and see how it can be cut."""
        head = Reading(path, name, common=Common(), refusal=self._refusal(at))
        with suppress(_Begun):
            for _ in head.staged(_begin):
                break
        if head.taking is None or head.document is None:
            return
        self._common.join(name, head.taking.sections)
        if head.document.events_at is not None:
            self._plans[at] = head.document.events_at

    def _jobs(self) -> Iterator[Job]:
        """The chunks of all files that can be cut."""
        for at, (start, section) in self._plans.items():
            with suppress(*_GONE), closing(Stream(self._files[at][0])) as stream:
                yield from (Job(at, *chunk) for chunk in chunks(stream, section, start, CHUNK))
                continue
            # Whoever reads the file says what became of it.
            yield Job(at, start, start)

    def _answer(self, work: Work, job: Job) -> tuple[Any, ...]:
        work = work._replace(section=self._plans[job.file][1])
        with suppress(*_GONE), closing(Stream(self._files[job.file][0])) as stream:
            return (*job,), answer_of(work, stream, job[1:])
        return (*job,), None

    def _read(self, reading: Reading, name: str, stages: Stages, cut: Cut | None) -> Iterator[Any]:
        references = self._common.references
        before = references.count
        self._firsts.append((before, name))
        self._reading = reading
        yield from reading.cut(stages, cut)
        self._reading = None
        self._done += reading.size
        self.unreadable = self.unreadable and reading.unreadable
        taking, document = reading.taking, reading.document
        self.kept.append((references.count - before, document.kept if document else None))
        self.closed &= reading.closed
        if taking is not None:
            self._common.join(name, taking.sections)
        self._keep(reading.problems, reading.more_problems)

    def _keep(self, problems: Iterable[Problem], more: int) -> None:
        found = sorted([*self.problems, *problems], key=lambda problem: _GRAVITY[problem.severity])
        self.problems = found[:MOST_PROBLEMS]
        self.more_problems += more + len(found) - len(self.problems)

    def _settle(self) -> None:
        """With all files read, report what is wrong with them together."""
        common, report, timeline = self._common, self._common.report, self.timeline
        if self._files and not common.references.count and not self.problems and not timeline.sources:
            report.add("no-events", "these files have no events", Spot(1, 1, 1, self._files[0][1]))
        has_errors = any(one.severity == "error" for one in self.problems)
        about = common.facts, common.looks, timeline, common.references, report
        settle(*about, self.closed, has_errors=has_errors)
        order = {name: at for at, (_, name) in enumerate(self._files)}
        found = sorted(report.gravest(), key=lambda problem: order[problem.place.file])
        self._keep(found, report.counted - len(found))
        self.problems.sort(key=lambda one: (order[one.place.file], one.place.line, one.place.column))
        self._fetch_lines()

    def _fetch_lines(self) -> None:
        """Give problems the texts of their lines in other files, where these are still there."""
        places = (place for problem in self.problems for place in _places(problem))
        for file in {place.file for place in places if place.text is None and place.line}:
            with suppress(*_GONE), closing(Stream(self._folder / file)) as stream:
                stream.reached = stream.size
                self.problems = with_lines(self.problems, stream, file)


class _Begun(Exception):  # noqa: N818 - it says what is so
    """What stands above the events was read."""


def _begin(names: Mapping[str, Name]) -> Stage:
    raise _Begun(len(names))


def _of_file(
    chunks_: Iterable[tuple[Job, Any]], *_: object
) -> Generator[tuple[tuple[int, ...], Any] | None, None, None]:
    """What came of each chunk of one of the files."""
    for job, answer in chunks_:
        # Where the file was written to meanwhile, others may have cut it elsewhere.
        yield (job[1:], answer[1]) if answer is not None and tuple(answer[0]) == job else None


def _places(problem: Problem) -> list[Place]:
    return [problem.place, *(one.place for one in problem.related)]
