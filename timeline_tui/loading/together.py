"""Several files as one timeline: what each leaves open is looked for in the others."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeVar

from timeline_tui.diagnostics.problem import Place, Problem, Severity
from timeline_tui.loading.checking.references import References, Sort, tell_loops
from timeline_tui.loading.checking.spelling_checks import Glance, Listed, SpellingChecks, SpellingGlances
from timeline_tui.loading.item import Item
from timeline_tui.loading.lines import with_lines
from timeline_tui.loading.parts import Part
from timeline_tui.loading.places import Path as PathInside
from timeline_tui.loading.report import MOST_PROBLEMS, Report, Spot
from timeline_tui.loading.stream import Stop, Stream
from timeline_tui.loading.values import shorten
from timeline_tui.model.timeline import Event, Record, Source, Timeline

R = TypeVar("R", bound=Record)
_SORTS: tuple[Sort, ...] = ("source", "name", "dispute", "event")
_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


class _References(References):
    """References into many files."""

    def __init__(self, report: Report, files: Sequence[str], before: Sequence[int]) -> None:
        super().__init__(report)
        self._files = files
        self._before = before

    def home(self, number: int, length: int = 1) -> Spot:
        """Where an event stands, and in which file."""
        file = self._files[bisect_right(self._before, number) - 1]
        return super().home(number, length)._replace(file=file)


class Home(NamedTuple):
    """An event as other events see it."""

    line: int
    column: int
    """Where its id stands, or its first field."""
    key: str
    part_of: str | None


class Together:
    """Joins what was read of each file, in the order of the files."""

    def __init__(self, title: str, parts: Mapping[str, Part]) -> None:
        """`title` is what the whole is called where no file says so."""
        self._parts = parts
        self._files = list(parts)
        self._report = Report("")
        self._before = array("q")
        count = 0
        for part in parts.values():
            self._before.append(count)
            count += part.events
        self.references = _References(self._report, self._files, self._before)
        self.timeline = self._joined(title)
        self._checks = SpellingChecks(self._report)
        self._checks.begin(self.timeline.names, list(self._listed()))
        for part in parts.values():
            for wanted in part.wanted:
                self.references.want_also(wanted)
        self._number = 0
        self._again: dict[str, int] = {}

    def _joined(self, title: str) -> Timeline:
        timelines = [part.timeline for part in self._parts.values()]
        zones = {timeline.timezone for timeline in timelines if timeline.timezone}
        self._join_disputes()
        return Timeline(
            title=_first(timeline.title for timeline in timelines) or title,
            summary=_first(timeline.summary for timeline in timelines),
            license=_first(timeline.license for timeline in timelines),
            # Where they disagree, nobody knows of which zone a time is.
            timezone=zones.pop() if len(zones) == 1 else None,
            sources=self._records("source", _sources),
            names=self._records("name", lambda _, part: part.timeline.names),
        )

    def _records(self, sort: Sort, of: Callable[[str, Part], Mapping[str, R]]) -> dict[str, R]:
        """The sources or the names of all files; equal ids must agree."""
        records: dict[str, R] = {}
        known = self.references.known[sort]
        for file, part in self._parts.items():
            spots = part.known.get(sort, {})
            for key, record in of(file, part).items():
                if key in records and records[key] != record:
                    self._tell_disagreement(sort, key, spots[key], known[key])
                records.setdefault(key, record)
            for key, spot in spots.items():
                known.setdefault(key, spot)
        return records

    def _tell_disagreement(self, sort: str, key: str, spot: Spot, first: Spot) -> None:
        message = f"two files say different things of the {sort} {shorten(key)}"
        hint = "let them say the same, or give one of them another id"
        related = [(first, "the first one, which counts")]
        self._report.add("equal-ids", message, spot, "this one is left out", hint=hint, related=related)

    def _join_disputes(self) -> None:
        known = self.references.known["dispute"]
        for part in self._parts.values():
            for key, spot in part.known.get("dispute", {}).items():
                if key in known:
                    message = f"two disputes have the id {shorten(key)}"
                    self._report.add(
                        "equal-ids",
                        message,
                        spot,
                        "the second one",
                        hint="give one of them another id",
                        related=[(known[key], "the first one")],
                    )
                known.setdefault(key, spot)

    def _listed(self) -> Iterator[Listed]:
        names = self.references.known["name"]
        for file, part in self._parts.items():
            yield from (one for one in part.listed if one.name in names and names[one.name].file == file)

    def glances(self) -> SpellingGlances | None:
        """Looks at the words of events, here or in other processes."""
        return self._checks.glances()

    def take(self, home: Home, glance: Glance | None, load: Callable[[], Event]) -> str:
        """The next event of all; what its id is, which no event before it has."""
        number, self._number = self._number, self._number + 1
        file = self._files[bisect_right(self._before, number) - 1]
        spot = Spot(home.line, home.column, len(home.key), file)
        if glance is not None:
            self._checks.believe(glance, lambda: (load(), lambda: _Placed(spot, self._report)))
        key = home.key if home.key not in self.references.numbers else self._renamed(home.key, spot)
        self.references.add_event(key, home.part_of, number, home.line, home.column)
        return key

    def _renamed(self, key: str, spot: Spot) -> str:
        again = self._again.get(key, 1) + 1
        while f"{key}-{again}" in self.references.numbers:
            again += 1
        self._again[key] = again
        first = self.references.home(self.references.numbers[key], len(key))
        message = f"two events have the id {shorten(key)}"
        label = f"the second one, read as {shorten(f'{key}-{again}')}"
        related = [(first, "the first one")]
        self._report.add("equal-ids", message, spot, label, hint="give it an id of its own", related=related)
        return f"{key}-{again}"

    def finish(self, folder: Path) -> tuple[list[Problem], int]:
        """All problems in the order of the files, and how many more there were; all events were taken."""
        parts = self._parts.values()
        if not self._number and not any(part.problems for part in parts):
            self._report.add(
                "no-events", "these files have no events", Spot(1, 1, 1, next(iter(self._parts)))
            )
        self.references.closed.update(sort for sort in _SORTS if all(sort in part.closed for part in parts))
        self.references.settle({key for part in parts for key in part.left_out})
        if "event" in self.references.closed:
            self._checks.settle(self.timeline)
        tell_loops(self.timeline.sources, self.timeline.names, self.references, self._report)
        found = [*(problem for part in parts for problem in part.problems)]
        for file in self._parts:
            own = [problem for problem in self._report.gravest() if problem.place.file == file]
            found += _with_lines(own, folder)
        kept = sorted(found, key=lambda problem: _GRAVITY[problem.severity])[:MOST_PROBLEMS]
        order = {file: at for at, file in enumerate(self._parts)}
        kept.sort(key=lambda problem: (order[problem.place.file], problem.place.line, problem.place.column))
        return kept, self._report.counted + sum(len(part.problems) + part.more for part in parts) - len(kept)


class _Placed(Item):
    """An event of which no more is known than where it stands."""

    def __init__(self, spot: Spot, report: Report) -> None:
        super().__init__("event", (), report, spot)

    def spot(self, path: PathInside = (), *, key: bool = False) -> Spot:
        """The same for each of its parts."""
        return self.home


def _first(texts: Iterable[str | None]) -> str | None:
    return next(filter(None, texts), None)


def _sources(file: str, part: Part) -> dict[str, Source]:
    return {key: _found_from(file, source) for key, source in part.timeline.sources.items()}


def _found_from(file: str, source: Source) -> Source:
    """The source with the path of its text as it leads from the folder, and not from its file."""
    if source.text is None:
        return source
    return replace(source, text=str(PurePosixPath(file).parent / source.text))


def _with_lines(problems: list[Problem], folder: Path) -> list[Problem]:
    """The problems with the texts of their lines, where the files are still there."""
    for file in {place.file for problem in problems for place in _places(problem)}:
        try:
            stream = Stream(folder / file)
        except (OSError, ValueError, Stop):
            continue
        stream.position = stream.size
        problems = with_lines(problems, stream, file)
        stream.close()
    return problems


def _places(problem: Problem) -> list[Place]:
    return [problem.place, *(one.place for one in problem.related)]
