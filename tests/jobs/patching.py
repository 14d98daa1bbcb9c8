"""Timelines, as one file or as a folder, whose indexes are carried over to what they became."""

from __future__ import annotations

import marshal
import re
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from timeline_tui.index.list_places import BLOCK
from timeline_tui.index.reader import Index
from timeline_tui.index.records import ROW_FIELDS
from timeline_tui.index.staging import Staged
from timeline_tui.index.writer import Writer
from timeline_tui.jobs.carried_over import patched
from timeline_tui.jobs.members import files_of, stamp_of
from timeline_tui.load.changes import known_of
from timeline_tui.load.folder import Together
from timeline_tui.load.stream_reading import Reading
from timeline_tui.query.written import parse

HEADER = """\
title: Some
sources:
  paper: {title: A headline, outlet: The Paper, fields: {status: open, whose: -5}}
  copy: {title: Another, derived_from: paper}
names:
  town: {kind: place, name: Tyotkino, also: [Tetkino]}
  man: {kind: person, name: Ірина Верещук, also: [Iryna Vereshchuk]}
tours:
  way: {steps: [{event: e3, passage: paper}, {event: e12, text: And so on.}]}
events:
"""
USES = """\
  - id: all
    title: Tetkino and Iryna Vereshchuk
"""
EVENTS = 30
ASKED = (
    "happened ",
    "event -tag:border ",
    "tetkino ",
    "is:disputed ",
    "in:2024-03 tyot",
    "source:copy ",
    "name:town -event ",
    '"said so" ',
    "after:2024-03-10 ",
    "is:undated ",
    "is:key ",
    "is:only-cited ",
    "field:status ",
    "field:status=open -field:part=2 ",
    'field:"whose=-5" ',
)


def event(number: int, **other: str) -> str:
    fields = {
        "id": f"e{number}",
        "title": f"Event {number}",
        "date": f"2024-03-{number % 28 + 1:02}",
        "summary": "Something happened near Tyotkino.",
        "exact": "Residents of Tetkino said so.",
        "tags": "[border]",
        **other,
    }
    return (
        "  - id: {id}\n    title: {title}\n    date: {date}\n    summary: {summary}\n    tags: {tags}\n"
        "    names: [town]\n    quotes:\n"
        "      - exact: {exact}\n        source: paper\n        speaker: man\n"
    ).format(**fields)


def written(folder: Path, *lines: str, header: str = HEADER) -> Path:
    file = folder / "some.timeline.yaml"
    file.write_text(header + USES + "".join(lines), encoding="utf-8")
    return file


def here(jobs: Callable[[], Iterable[Any]], work: Callable[[Any], Any]) -> Generator[Any, None, None]:
    for job in jobs():
        yield marshal.loads(marshal.dumps(work(job)))


def split(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """The same as a folder of files; each event stays in its file, however many stand before it."""
    place = folder / "some"
    place.mkdir(exist_ok=True)
    texts = {"a": header + USES, "b": "events:\n", "c": "title: Other\nevents:\n", "d": "events:\n"}
    name = "b"
    for line in lines:
        if found := re.search(r"id: \w*?(\d+)\n", line):
            name = "bcd"[min(int(found[1]) // 12, 2)]
        texts[name] += line
    for name, text in texts.items():
        file = place / f"{name}.timeline.yaml"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    return place


Write = Callable[..., Path]


def read(file: Path, target: Path, results: Any = here, piece: int = 700) -> None:  # noqa: ANN401
    """Read all of it in small pieces, as the program reads what is large."""
    files = files_of(file)
    reading = (
        Together(file, [(member.path, member.name) for member in files])
        if file.is_dir()
        else Reading(file, "some.timeline.yaml")
    )
    writer = Writer(target, stamp_of(file))

    def stages(names: Any) -> Callable[[Any], tuple[Any, ...]]:  # noqa: ANN401
        staging = writer.expect(names)
        return lambda event: tuple(staging.of(event))

    how = {"piece": piece} if isinstance(reading, Reading) else {}
    for staged in reading.staged(stages, results, **how):
        writer.take(Staged(*staged))
    pieces = known_of(reading, [(member.name, member.stamp.state) for member in files])
    read_of = reading.timeline, reading.parents, reading.problems, reading.more_problems
    writer.finish(*read_of, zones=reading.zones, pieces=pieces)


def held(path: Path) -> dict[str, Any]:
    """All that an index says, whatever running numbers it gives to names, sources and facets."""
    with closing(sqlite3.connect(path)) as connection:

        def asked(question: str) -> list[tuple[Any, ...]]:
            return connection.execute(question).fetchall()

        facets = {key: (kind, value) for key, kind, value in asked("SELECT key, kind, value FROM facet")}
        sources = dict(asked("SELECT key, id FROM source"))
        ranks = {place: rank for rank, (place,) in enumerate(asked("SELECT place FROM row ORDER BY place"))}
        numbers = {number: at for at, (number,) in enumerate(asked("SELECT number FROM row ORDER BY number"))}
        stands = f"SELECT place, number, parent, {ROW_FIELDS.removeprefix('number, ')}, day FROM row"
        spines = asked("SELECT begins, ends FROM spine ORDER BY number")
        blocks = asked("SELECT * FROM block ORDER BY number")
        for number, rows, *_ in blocks:
            held = [place for place in ranks if place // BLOCK == number]
            assert len(held) == rows
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, words, instance)")
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        plain = ("fact", "question", "problem", "spelling")
        return {
            **{table: sorted(asked(f"SELECT * FROM {table}"), key=repr) for table in plain},
            "fact": sorted(row for row in asked("SELECT * FROM fact") if row[0] not in {"pieces", "change"}),
            "words": Counter(
                (_word(term, facets), ranks[place]) for term, place, _, _ in asked("SELECT * FROM temp.held")
            ),
            "facet": sorted(asked("SELECT kind, value, events FROM facet")),
            "trait": {
                ranks[place]: (*days, {facets[key] for key in array("I", keys)})
                for place, *days, keys in asked("SELECT * FROM trait")
            },
            "row": [
                (ranks[place], numbers[number], parent if parent is None else ranks[parent], *row)
                for place, number, parent, *row in sorted(asked(stands))
            ],
            "event": {numbers[number]: plain for number, plain in asked("SELECT * FROM event")},
            "spine": [b"".join(one) for one in zip(*spines, strict=True)],
            "edge": sorted(asked("SELECT * FROM edge")),
            "lines": sum(rows + extras for _, rows, extras, *_ in blocks),
            "days": [_over([block[at] for block in blocks], at % 2) for at in range(4, 10)],
            "answer": sorted((key, ranks[place], at) for key, place, at in asked("SELECT * FROM answer")),
            "source": sorted(
                (sources[key], *counts)
                for key, *counts in asked("SELECT key, passages, citations FROM source")
            ),
            "passage": sorted(
                (sources[key], ranks[place], at) for key, place, at in asked("SELECT * FROM passage")
            ),
            "citation": sorted(
                (sources[key], ranks[place]) for key, place in asked("SELECT * FROM citation")
            ),
        }


def _over(days: list[int | None], most: int) -> int | None:
    """The least or the most of what blocks say of their days."""
    return (max if most else min)((day for day in days if day is not None), default=None)


def _word(term: str, facets: dict[int, tuple[str, str]]) -> object:
    return facets[int(term[1:])] if term.startswith("\ue000") else term


def carried(folder: Path, before: Path, change: Callable[[], Path]) -> bool:
    """Whether the index could be carried over; it is then held against that of a whole reading."""
    read(before, folder / "old")
    return carried_on(folder, change)


def carried_on(folder: Path, change: Callable[[], Path]) -> bool:
    """The same of the index that is there; whoever has it open sees what it was."""
    old, whole, own = folder / "old", folder / "whole", folder / "own"
    own.mkdir(exist_ok=True)
    before = held(old)
    with closing(Index.open(old)) as open_already:
        rows, events = open_already.rows(0, 99), open_already.events(0, 99)
        after = change()
        new = patched(old, after, stamp_of(after), own)
        assert (open_already.rows(0, 99), open_already.events(0, 99)) == (rows, events)
    if new is None or new != old:
        assert held(old) == before
    if new is not None:
        read(after, whole)
        first, second = held(new), held(whole)
        for table, rows in first.items():
            assert rows == second[table], table
        with closing(Index.open(new)) as one, closing(Index.open(whole)) as other:
            one.examine()
            for asked in ASKED:
                query = parse(asked)
                assert one.search.ranks(query) == other.search.ranks(query), asked
                assert one.search.count(query) == other.search.count(query), asked
        new.replace(old)
    return new is not None


ALL = [event(number) for number in range(EVENTS)]
