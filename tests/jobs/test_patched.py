"""An index that is carried over to a changed file or folder is the one that reading all of it makes."""

from __future__ import annotations

import json
import marshal
import os
import re
import signal
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event as note
from hypothesis import given
from hypothesis import strategies as st

from tests.load.piecemeal.test_pieces import cuts
from timeline_tui.index import update as index_update
from timeline_tui.index.places import BLOCK
from timeline_tui.index.reader import Index
from timeline_tui.index.records import ROW_FIELDS
from timeline_tui.index.staging import Staged
from timeline_tui.index.writer import Writer
from timeline_tui.jobs import update
from timeline_tui.jobs.members import files_of, stamp_of
from timeline_tui.jobs.update import patched
from timeline_tui.load.changes import known_of
from timeline_tui.load.crew import shared
from timeline_tui.load.folder import Together
from timeline_tui.load.reading import Reading
from timeline_tui.query import parse

HEADER = """\
title: Some
sources:
  paper: {title: A headline, outlet: The Paper, fields: {status: open, whose: -5}}
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


@pytest.fixture(params=[written, split])
def write(request: pytest.FixtureRequest) -> Write:
    """Writes a timeline, as one file or as a folder of some."""
    found: Write = request.param
    return found


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


@pytest.mark.parametrize("unread", ["nobody: {kind: person, note: no name}", "nobody: [x]", "nobody:"])
def test_a_name_that_cannot_be_read_is_the_same_name_in_every_process(tmp_path: Path, unread: str) -> None:
    header = HEADER.replace("events:", f"  {unread}\n  river: {{kind: place, name: The River}}\nevents:")
    names = ("nobody", "man", "river, nobody", "town")
    lines = [event(at).replace("[town]", f"[{names[at % 4]}]") for at in range(EVENTS)]
    file = written(tmp_path, *lines, header=header)
    for name, results in (("one", here), ("other", partial(shared, helpers=2))):
        read(file, tmp_path / name, results)
    assert held(tmp_path / "one") == held(tmp_path / "other")
    with closing(Index.open(tmp_path / "other")) as index:
        assert len(index.search.ranks(parse("name:nobody"))) == len(
            [at for at in range(EVENTS) if at % 2 == 0]
        )


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
def test_words_that_change_are_carried_over(
    tmp_path: Path, write: Write, at: int, other: dict[str, str]
) -> None:
    file = write(tmp_path, *ALL)
    assert carried(tmp_path, file, lambda: write(tmp_path, *ALL[:at], event(at, **other), *ALL[at + 1 :]))


MORE = '      - exact: "The column withdrew."\n        source: paper\n        kind: direct\n'


@pytest.mark.parametrize(
    "change",
    [
        lambda: [event(90), *ALL],
        lambda: [*ALL[:13], event(90), event(91, date="2023-01-01"), *ALL[13:]],
        lambda: [*ALL, event(91)],
        lambda: ALL[:-1],
        lambda: [*ALL[:7], *ALL[9:]],
        lambda: [event(0, date="2023-03-01"), *ALL[1:]],
        lambda: [*ALL[:20], event(20, date="2024-03-22"), *ALL[21:]],
        lambda: [*ALL[:20], event(20, date="2031"), *ALL[21:]],
        lambda: [event(0, id="other"), *ALL[1:]],
        lambda: [event(0, tags="[border, new]"), *ALL[1:]],
        lambda: [*ALL[:9], ALL[9] + MORE, *ALL[10:]],
        lambda: [
            *ALL[:9],
            ALL[9] + "        dispute: d\n        position: p\n    disputes: {d: q}\n",
            *ALL[10:],
        ],
        lambda: [*ALL[:9], ALL[9].replace("    date:", "    part_of: e3\n    date:"), *ALL[10:]],
        lambda: [*ALL[:9], "    note: more\n", *ALL[9:]],
        lambda: [*ALL[:9], "    key: true\n    fields: {status: open, part: [1, 2]}\n", *ALL[9:]],
        lambda: [*ALL[:9], "    sources: [paper]\n", *ALL[9:]],
    ],
)
def test_what_an_editor_does_is_carried_over(
    tmp_path: Path, write: Write, change: Callable[[], list[str]]
) -> None:
    file = write(tmp_path, *ALL)
    assert carried(tmp_path, file, lambda: write(tmp_path, *change()))


@pytest.mark.parametrize(
    "change",
    [
        lambda: [event(0, exact="Residents said so."), *ALL[1:]],
        lambda: [event(0, exact="Residents of Tiotkino and Tetkino said so."), *ALL[1:]],
        lambda: [*ALL[:9], event(9).replace("paper", "copy"), *ALL[10:]],
        lambda: [*ALL[:9], event(4), *ALL[9:]],
        lambda: [*ALL[:9], ALL[9].replace("    date:", "    part_of: e9\n    date:"), *ALL[10:]],
        lambda: [*ALL[:9], "  - title: No id\n", *ALL[9:]],
        lambda: [*ALL[:9], event(9).replace("paper", "nowhere"), *ALL[10:]],
        lambda: [*ALL[:9], "  - title: one: two\n", *ALL[10:]],
        lambda: [*ALL[:9], "license: mine\n"],
    ],
)
def test_what_leads_further_is_read_or_the_same(
    tmp_path: Path, write: Write, change: Callable[[], list[str]]
) -> None:
    file = write(tmp_path, *ALL)
    carried(tmp_path, file, lambda: write(tmp_path, *change()))


def test_what_stands_above_the_events_is_read(tmp_path: Path, write: Write) -> None:
    file = write(tmp_path, *ALL)
    other = HEADER.replace("A headline", "B headline")
    assert not carried(tmp_path, file, lambda: write(tmp_path, *ALL, header=other))


def test_what_runs_into_the_next_piece_is_no_change_of_its_own(tmp_path: Path) -> None:
    file = written(tmp_path, *ALL)
    data = file.read_bytes()
    starts = [start for start, _ in cuts(file, 700)][1:]
    assert len(starts) > 5
    for start in starts:

        def joined(start: int = start) -> Path:
            file.write_bytes(data[: start - 1] + data[start:])
            return file

        file.write_bytes(data)
        assert not carried(tmp_path, file, joined)


def test_an_index_that_fits_its_file_is_not_carried_over(tmp_path: Path, write: Write) -> None:
    file = write(tmp_path, *ALL)
    assert not carried(tmp_path, file, lambda: file)


def test_an_index_that_another_program_replaced_is_not_carried_over(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, *ALL)
    read(file, tmp_path / "old")
    write(tmp_path, event(0, title="Quite another"), *ALL[1:])
    read(file, tmp_path / "other")
    patch, asked = index_update.patch, (tmp_path / "old", file, stamp_of(file), tmp_path)

    def late(*args: Any) -> None:  # noqa: ANN401
        monkeypatch.setattr(update, "patch", patch)
        assert patched(*asked) == tmp_path / "old"
        patch(*args)

    monkeypatch.setattr(update, "patch", late)
    assert patched(*asked) is None
    read(file, tmp_path / "whole")
    assert held(tmp_path / "old") == held(tmp_path / "whole")


def test_a_change_that_is_killed_midway_changes_nothing(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, *ALL)
    read(file, tmp_path / "old")
    before = held(tmp_path / "old")
    write(tmp_path, event(0, title="Quite another"), *ALL[1:])
    asked = tmp_path / "old", file, stamp_of(file), tmp_path
    if not (child := os.fork()):
        monkeypatch.setattr(index_update, "write_pieces", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        patched(*asked)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert held(tmp_path / "old") == before
    assert patched(*asked) == tmp_path / "old"


def test_a_change_for_which_there_is_no_room_changes_nothing(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, *ALL)
    read(file, tmp_path / "old")
    before = held(tmp_path / "old")
    write(tmp_path, event(0, title="Quite another"), *ALL[1:])

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(index_update, "write_pieces", full)
    assert patched(tmp_path / "old", file, stamp_of(file), tmp_path) is None
    assert held(tmp_path / "old") == before


def test_a_note_that_went_is_missed(tmp_path: Path, write: Write) -> None:
    header = HEADER.replace("outlet: The Paper", "outlet: The Paper, published: 2020-01-01")
    noted = [event(number, tags="[a]\n    note: known from the paper") for number in range(EVENTS)]
    file = write(tmp_path, *noted, header=header)
    gone = [*noted[:3], event(3, tags="[a]"), *noted[4:]]
    assert not carried(tmp_path, file, lambda: write(tmp_path, *gone, header=header))


def test_a_time_at_which_clocks_were_set_is_told_where_it_comes_and_goes(
    tmp_path: Path, write: Write
) -> None:
    header = HEADER.replace("title: Some\n", "title: Some\ntimezone: Europe/Kyiv\n")
    odd = [*ALL[:20], event(20, date="2024-10-27T03:30"), *ALL[21:]]
    file = write(tmp_path, *ALL, header=header)
    assert not carried(tmp_path, file, lambda: write(tmp_path, *odd, header=header))
    assert not carried(tmp_path, file, lambda: write(tmp_path, *ALL, header=header))
    write(tmp_path, *odd, header=header)
    other = [*odd[:3], event(3, title="Another"), *odd[4:]]
    assert carried(tmp_path, file, lambda: write(tmp_path, *other, header=header))


def test_problems_move_with_their_lines(tmp_path: Path, write: Write) -> None:
    odd = [*ALL[:20], event(20, tags="[a]\n    tgas: [b]"), *ALL[21:]]
    file = write(tmp_path, *odd)
    longer = event(3, title='"One\n      over two lines"')
    assert carried(tmp_path, file, lambda: write(tmp_path, *odd[:3], longer, *odd[4:]))


IDS = [f"x{number}" for number in range(14)]
DATES = ["2024-03-01", "2024-03-05", "2024-03-05T10:00", "2024-03", "2024", "2023-11~", "2031"]
DATES += ["2024-03-05T23:30-04:00", "2024-03-06T01:00+03:00", "20XX-03-05"]
DATES += ["[2024-03-01,2024-03-09]", "../2024-02", "2021-06-01/..", "2024-03-05/2024-04-02"]
# Some are near to a spelling, some to each other, most to nothing.
WORDS = ["Tetkino", "Tyotkino", "Iryna Vereshchuk", "Верещук", "Tiotkino", "tiotkino", *"abcdefghijkl"]
OWN = ["open", "Open", 2, -5, "12/03/2024", [2, "open", "open"], [], "so long a text " * 5]
TAGS = ["border", "talks", "mines", "fire", "raid", "calm", "borders"]
CHANGES = ["field", "field", "field", "less", "new", "new", "gone", "other", "swap", "asks"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
quotes = st.fixed_dictionaries(
    {"exact": texts, "source": st.sampled_from(["paper", "copy", "paper", "copy", "third"])},
    optional={
        "speaker": st.sampled_from(["man", "town"]),
        "dispute": st.sampled_from([*["d0", "d1", "d2"] * 3, "d7"]),
        "kind": st.sampled_from(["direct", "narration"]),
        "note": st.just("why"),
    },
)
fields = {
    "date": st.sampled_from([*DATES * 3, "12/03/2024"]),
    "key": st.booleans(),
    "sources": st.lists(st.sampled_from(["paper", "copy", "third"]), max_size=2),
    "media": st.just([{"url": "https://example.org/a.jpg", "caption": "A bridge"}]),
    "fields": st.dictionaries(st.sampled_from(["status", "part", "a=b"]), st.sampled_from(OWN), max_size=2),
    "summary": texts,
    "part_of": st.sampled_from(IDS[:11]),
    "names": st.lists(st.sampled_from(["man", "town"]), max_size=2, unique=True),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
    "quotes": st.lists(quotes.map(lambda quote: quote | _position(quote)), max_size=2),
}
bodies = st.fixed_dictionaries({"title": texts}, optional=fields)


def _position(quote: dict[str, str]) -> dict[str, str]:
    return {"position": "Yes"} if "dispute" in quote else {}


def told(id_: str, body: dict[str, Any], asks: str | None) -> str:
    """An event as it is written; the texts are such that JSON is YAML."""
    body = body | ({"disputes": {asks: "Was it?"}} if asks else {})
    return f"  - id: {id_}\n" + "".join(
        f"    {field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in body.items()
    )


Body = tuple[str, dict[str, Any], str | None]


@st.composite
def versions(draw: st.DrawFn) -> list[list[str]]:
    """The events of a file and of the same file changed again and again; most lean on what is there."""
    before: list[Body] = []
    for at, id_ in enumerate(IDS[:10]):
        body = draw(bodies)
        body.pop("part_of", None)
        if at and not draw(st.integers(0, 3)):
            body["part_of"] = IDS[draw(st.integers(0, at - 1))]
        before.append((id_, body, f"d{at}" if at < 3 else None))
    made = [before]
    for _ in range(3):
        made.append(changed(draw, made[-1]))
    return [[told(*one) for one in version] for version in made]


def changed(draw: st.DrawFn, before: list[Body]) -> list[Body]:
    """The events with one or two of them changed."""
    after = list(before)
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        at = draw(st.integers(0, len(after) - 1))
        id_, body, asks = after[at]
        match draw(st.sampled_from(CHANGES)):
            case "field":
                field = draw(st.sampled_from([*fields, "title"]))
                after[at] = id_, body | {field: draw(fields.get(field, texts))}, asks
            case "less":
                field = draw(st.sampled_from(["title", *body]))
                after[at] = id_, {"title": "less"} | {key: body[key] for key in body if key != field}, asks
            case "new":
                after.insert(at, (draw(st.sampled_from(IDS[9:])), draw(bodies), None))
            case "gone":
                del after[at]
            case "other":
                after[at] = id_, draw(bodies), asks
            case "swap":
                after[at - 1], after[at] = after[at], after[at - 1]
            case "asks":
                after[at] = id_, body, draw(st.sampled_from([None, "d0", "d7"]))
    return after


@given(versions())
def test_any_change_gives_what_reading_gives(
    tmp_path_factory: pytest.TempPathFactory, write: Write, versions: list[list[str]]
) -> None:
    """Whatever becomes of a few events in a file in which all lean on each other, and then of others."""
    folder = tmp_path_factory.mktemp("any")
    third = "  third: {title: The third, published: 2023-12-01}\nnames:"
    header = HEADER.replace("names:", third, 1)
    file = write(folder, *versions[0], *ALL[:6], header=header)
    read(file, folder / "old")
    for version in versions[1:]:
        done = carried_on(folder, partial(write, folder, *version, *ALL[:6], header=header))
        note("carried over" if done else "read")
        if not done:
            read(file, folder / "old")
