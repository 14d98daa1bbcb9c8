"""What one file of several says, kept as text, so that only the files that changed are read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from timeline_tui.diagnostics.problem import Place, Problem, Related
from timeline_tui.loading.checking.references import Sort, Use, Wanted
from timeline_tui.loading.checking.spelling_checks import Listed
from timeline_tui.loading.reading import Reading
from timeline_tui.loading.report import Spot
from timeline_tui.model.plain import from_plain, to_plain
from timeline_tui.model.timeline import Event, Name, Source, Timeline


class Part(NamedTuple):
    """All that a file says beside its events, and what it leaves to other files."""

    timeline: Timeline
    known: dict[Sort, dict[str, Spot]]
    """Where its sources, names and disputes stand."""
    listed: list[Listed]
    wanted: list[Wanted]
    """What it refers to and does not hold."""
    closed: list[Sort]
    """The sorts of which all was read that it has."""
    left_out: list[str]
    """The ids of its events that could not be taken."""
    problems: list[Problem]
    more: int
    events: int
    unreadable: bool


class Line(NamedTuple):
    """An event of a file, and where its id stands, or its first field."""

    line: int
    column: int
    event: Event


def lines_of(reading: Reading) -> Iterator[str]:
    """The events of a file as `line_of` takes them, then what `part_of` takes."""
    count = 0
    for event in reading.events():
        document = reading.document
        home = Spot(1, 1, 1) if document is None else document.references.home(count)
        count += 1
        yield json.dumps([home.line, home.column, to_plain(event)])
    yield _said(reading, count)


def line_of(text: str) -> Line:
    """The event that was written down."""
    line, column, plain = json.loads(text)
    return Line(line, column, from_plain(Event, plain))


def _said(reading: Reading, events: int) -> str:
    timeline, document = reading.timeline, reading.document
    said: dict[str, Any] = {
        "timeline": {key: getattr(timeline, key) for key in ("title", "summary", "license", "timezone")},
        "sources": {key: to_plain(source) for key, source in timeline.sources.items()},
        "names": {key: to_plain(name) for key, name in timeline.names.items()},
        "problems": [asdict(problem) for problem in reading.problems],
        "more": reading.more_problems,
        "events": events,
        "unreadable": reading.unreadable,
    }
    if document is not None:
        references = document.references
        said |= {
            "known": references.known,
            "listed": document.sections.listed,
            "wanted": references.wanted(document.left_out),
            "closed": sorted(references.closed),
            "left_out": sorted(document.left_out),
        }
    return json.dumps(said)


def part_of(text: str, file: str) -> Part:
    """What was written down of the file, with that as the file of every place."""
    said = json.loads(text)

    def spot(plain: list[Any]) -> Spot:
        line, column, length, *_ = plain
        return Spot(line, column, length, file)

    return Part(
        timeline=Timeline(
            **said["timeline"],
            sources={key: from_plain(Source, plain) for key, plain in said["sources"].items()},
            names={key: from_plain(Name, plain) for key, plain in said["names"].items()},
        ),
        known={
            sort: {key: spot(at) for key, at in ids.items()} for sort, ids in said.get("known", {}).items()
        },
        listed=[Listed(name, spelling, spot(at)) for name, spelling, at in said.get("listed", ())],
        wanted=[
            Wanted(sort, key, [Use(spot(at), spot(home), what) for at, home, what in uses], more)
            for sort, key, uses, more in said.get("wanted", ())
        ],
        closed=said.get("closed", []),
        left_out=said.get("left_out", []),
        problems=[_problem(plain) for plain in said["problems"]],
        more=said["more"],
        events=said["events"],
        unreadable=said["unreadable"],
    )


def _problem(plain: dict[str, Any]) -> Problem:
    related = tuple(Related(Place(**one["place"]), one["label"]) for one in plain["related"])
    return Problem(**plain | {"place": Place(**plain["place"]), "related": related})


def read_part(file: Path, name: str) -> Iterator[str]:
    """Read one file of several."""
    return lines_of(Reading(file, name, alone=False))
