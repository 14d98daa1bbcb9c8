"""An index that is carried over to a changed file is the one that reading the whole file makes."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_tui.index.staging import Staged
from timeline_tui.index.writer import Writer
from timeline_tui.loading import joining
from timeline_tui.loading.changes import known_of
from timeline_tui.loading.reading import Reading
from timeline_tui.opening.members import stamp_of
from timeline_tui.opening.patched import patched

HEADER = """\
title: Some
sources:
  paper: {title: A headline, outlet: The Paper}
  copy: {title: Another, derived_from: paper}
names:
  town: {kind: place, name: Tyotkino, also: [Tetkino]}
  man: {kind: person, name: Ірина Верещук, also: [Iryna Vereshchuk]}
events:
"""
USES = """\
  - id: all
    title: Tetkino and Iryna Vereshchuk
"""
EVENTS = 30


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


def read(file: Path, target: Path) -> None:
    """Read the whole file in small pieces, as the program reads large ones."""
    reading = Reading(file, "some.timeline.yaml")
    writer = Writer(target, stamp_of(file))

    def stages(names: Any) -> Callable[[Any], tuple[Any, ...]]:  # noqa: ANN401
        staging = writer.expect(names)
        return lambda event: tuple(staging.of(event))

    for staged in reading.staged(stages, here, 700):
        writer.take(Staged(*staged))
    pieces = known_of(reading, file)
    writer.finish(reading.timeline, reading.parents, reading.problems, reading.more_problems, pieces=pieces)


def held(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that an index holds, but for what it knows of the file's pieces."""
    with closing(sqlite3.connect(path)) as connection:
        asked = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%'"
        tables = [name for (name,) in connection.execute(asked)]
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
        found["fact"] = [row for row in found["fact"] if row[0] != "pieces"]
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, words, instance)")
        found["words"] = sorted(connection.execute("SELECT * FROM temp.held"), key=repr)
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    return found


def carried(folder: Path, before: Path, change: Callable[[], Path]) -> bool:
    """Whether the index could be carried over; it is then held against that of a whole reading."""
    old, new, whole = folder / "old", folder / "new", folder / "whole"
    read(before, old)
    after = change()
    done = patched(old, after, stamp_of(after), new)
    if done:
        read(after, whole)
        assert held(new) == held(whole)
    return done


ALL = [event(number) for number in range(EVENTS)]


@pytest.mark.parametrize("at", [0, 13, EVENTS - 1])
@pytest.mark.parametrize(
    "other",
    [
        {"title": "Quite another title"},
        {"summary": "Другой текст, длиннее прежнего, and Tyotkino again."},
        {"exact": "Residents of Tetkino said something else."},
        {"title": "Another", "exact": '"Residents of\n          Tetkino did not say so."'},
    ],
)
def test_words_that_change_are_carried_over(tmp_path: Path, at: int, other: dict[str, str]) -> None:
    file = written(tmp_path, *ALL)
    assert carried(tmp_path, file, lambda: written(tmp_path, *ALL[:at], event(at, **other), *ALL[at + 1 :]))


@pytest.mark.parametrize(
    "change",
    [
        lambda: [event(90), *ALL],
        lambda: ALL[:-1],
        lambda: [*ALL, event(91)],
        lambda: [event(0, date="2023-03-01"), *ALL[1:]],
        lambda: [event(0, id="other"), *ALL[1:]],
        lambda: [event(0, tags="[border, new]"), *ALL[1:]],
        lambda: [event(0, exact="Residents said so."), *ALL[1:]],
        lambda: [event(0, exact="Residents of Tiotkino and Tetkino said so."), *ALL[1:]],
        lambda: [*ALL[:9], event(9).replace("paper", "copy"), *ALL[10:]],
        lambda: [*ALL[:9], event(9).replace("paper", "nowhere"), *ALL[10:]],
        lambda: [*ALL[:9], "  - title: one: two\n", *ALL[10:]],
        lambda: [*ALL[:9], "license: mine\n"],
        lambda: [*ALL[:9], "    note: more\n", *ALL[9:]],
    ],
)
def test_more_than_words_is_read_or_the_same(tmp_path: Path, change: Callable[[], list[str]]) -> None:
    file = written(tmp_path, *ALL)
    carried(tmp_path, file, lambda: written(tmp_path, *change()))


def test_what_stands_above_the_events_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, *ALL)
    other = HEADER.replace("A headline", "B headline")
    assert not carried(tmp_path, file, lambda: written(tmp_path, *ALL, header=other))


def test_an_index_that_fits_its_file_is_not_carried_over(tmp_path: Path) -> None:
    file = written(tmp_path, *ALL)
    assert not carried(tmp_path, file, lambda: file)


def test_a_note_that_went_is_missed(tmp_path: Path) -> None:
    header = HEADER.replace("outlet: The Paper", "outlet: The Paper, published: 2020-01-01")
    noted = [event(number, tags="[a]\n    note: known from the paper") for number in range(EVENTS)]
    file = written(tmp_path, *noted, header=header)
    gone = [*noted[:3], event(3, tags="[a]"), *noted[4:]]
    assert not carried(tmp_path, file, lambda: written(tmp_path, *gone, header=header))


def test_lines_of_problems_stay_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "_MOST_UNCLEAR", 50)
    odd = [*ALL[:20], event(20, tags="[a]\n    tgas: [b]"), *ALL[21:]]
    file = written(tmp_path, *odd)
    longer = event(3, title='"One\n      over two lines"')
    assert not carried(tmp_path, file, lambda: written(tmp_path, *odd[:3], longer, *odd[4:]))
    written(tmp_path, *odd)
    assert carried(tmp_path, file, lambda: written(tmp_path, *odd[:3], event(3, title="As long"), *odd[4:]))


WORDS = [
    "Tetkino",
    "Tyotkino",
    "Tiotkino",
    "tiotkino",
    "Iryna",
    "Vereshchuk",
    "Верещук",
    "a",
    "so.",
    "x: y",
    "Tetkina",
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_change_gives_what_reading_gives(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever becomes of one event in a file whose words are near to each other in every way."""
    folder = tmp_path_factory.mktemp("any")
    text = st.lists(st.sampled_from(WORDS[:-2]), min_size=1, max_size=4).map(" ".join)
    events = [
        event(number, exact=data.draw(text), title=data.draw(text)) if number % 3 == 0 else ALL[number]
        for number in range(12)
    ]
    at = data.draw(st.integers(0, 11))
    field = data.draw(st.sampled_from(["exact", "title", "summary", "date", "tags"]))
    loose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
    new = data.draw({"date": st.just("2024-02"), "tags": st.just("[x]")}.get(field, loose))
    others = event(at, exact=data.draw(text), **{field: new}) if field != "exact" else event(at, exact=new)
    carried(
        folder, written(folder, *events), lambda: written(folder, *events[:at], others, *events[at + 1 :])
    )
