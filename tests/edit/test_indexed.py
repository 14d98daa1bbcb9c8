"""An edit of a file that an index knows is the one that the whole file tells of, or none."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.jobs.files import index_path, large
from tests.jobs.patching import event, held, read, written
from timeline_tui.edit import save as saving
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote, position_of_event
from timeline_tui.edit.preparation import Addition, IndexedFile, indexed, prepare
from timeline_tui.edit.proof import Unedited, judge, with_id
from timeline_tui.edit.save import Version
from timeline_tui.edit.splice import Rewrite
from timeline_tui.index.reader import Index
from timeline_tui.index.schema import Stamp
from timeline_tui.yamlfile.layout import Layout
from timeline_tui.yamlfile.values import Plain

EVENTS = [event(number, date=f"2024-03-{number + 1:02}") for number in range(28)]
QUOTE = {"exact": "They said so.", "source": "paper"}


@contextmanager
def known(folder: Path, *lines: str) -> Generator[tuple[bytes, IndexedFile]]:
    file = written(folder, *lines)
    read(file, index_path(file))
    with closing(Index.open(index_path(file))) as index:
        found = IndexedFile.of(index, file.read_bytes())
        assert found is not None
        yield file.read_bytes(), found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("indexed")


@given(
    date=st.sampled_from([None, "2024", "2024-03", "2024-03-01/2024-03-20", "../2024-03-07"])
    | st.integers(1, 28).map(lambda day: f"2024-03-{day:02}"),
    timed=st.integers(0, 27),
    is_upward=st.booleans(),
)
def test_an_event_goes_where_the_whole_file_puts_it(
    date: str | None, timed: int, is_upward: bool, folder: Path
) -> None:
    lines = [*EVENTS]
    lines[timed] = event(timed, date=f"2024-03-{timed + 1:02}T23:30-05:00")
    with known(folder, *(lines if is_upward else reversed(lines))) as (data, file):
        asked: dict[str, Plain] = {"title": "It is new", "date": date, "tags": ["border"]}
        fields = with_id(asked, file.taken(asked))
        found, whole = file.with_event(fields), add_events(data, [fields])
        assert judge(Unedited(data, "file"), whole, [str(fields["id"])]) == []
        assert found is not None
        assert (found.new, found.lines, found.splices) == (whole.new, whole.lines, whole.splices)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tags": ["bordre"]},
        {"names": ["nobody"]},
        {"sources": ["nowhere"]},
        {"part_of": "nothing"},
        {"id": "e3"},
        {"date": "yesterday"},
        {"title": " "},
        {"quotes": [{**QUOTE, "dispute": "who", "position": "they"}]},
        {"quotes": [{**QUOTE, "exact": "Residents of Tyotkyno said so.", "speaker": "town"}]},
        {"quotes": [{"exact": "They said so."}]},
        {"flag": "unknown"},
    ],
)
def test_an_event_of_which_something_is_to_be_said_is_left_to_the_whole_file(
    wrong: Mapping[str, Plain], folder: Path
) -> None:
    with known(folder, *EVENTS) as (_, file):
        sound = {"id": "new", "title": "It is new", "part_of": "e3"}
        assert file.with_event(sound) is not None
        assert file.with_event({**sound, **wrong}) is None


def test_an_id_that_is_made_is_none_that_another_event_has(folder: Path) -> None:
    with known(folder, *EVENTS, event(30, id="2024-03-29-it-is-new")) as (data, file):
        asked = {"title": "It is new", "date": "2024-03-29"}
        assert with_id(asked, file.taken(asked))["id"] == "2024-03-29-it-is-new-2"
        assert with_id(asked, Unedited(data, "file").ids)["id"] == "2024-03-29-it-is-new-2"


def test_where_other_events_hang_on_ids_the_whole_file_tells(folder: Path) -> None:
    for odd in (event(30, id="''"), event(3), event(30, title="A\n    part_of: nothing")):
        file = written(folder, *EVENTS, odd)
        read(file, index_path(file))
        with closing(Index.open(index_path(file))) as index:
            assert IndexedFile.of(index, file.read_bytes()) is None


@pytest.mark.parametrize("number", [0, 13, 27])
def test_a_passage_goes_to_its_event(number: int, folder: Path) -> None:
    with known(folder, *EVENTS) as (data, file), closing(Index.open(_index(folder))) as index:
        (its,) = [one for one in index.every_in_file() if one.id == f"e{number}"]

        def change(part: bytes, layout: Layout) -> Rewrite:
            return add_quote(part, position_of_event(part, layout, its), QUOTE, layout)

        found, whole = file.with_change(its, change), change(data, Unedited(data, "file").layout)
        assert found is not None
        assert (found.new, found.lines, found.splices) == (whole.new, whole.lines, whole.splices)


@pytest.mark.parametrize(
    ("said", "lie"),
    [
        (b"title: Some", b"title: Xome"),
        (b"The Paper", b"The Papers"),
        (b"    tags: [border]\n", b"    tags: [bordre]\n"),
        (b"paper\n        speaker: man\n", b"nobody\n        speaker: man\n"),
        (b"  - id: e13\n", b""),
        (b"  - id: e13\n", b"  - &a\n    id: e13\n"),
        (b"  - id: e13\n", b'  - "\n'),
        (b"        speaker: man\n", b"        speaker: man"),
        (b"  - id: e", b"- id: e"),
    ],
)
def test_a_change_that_tells_a_lie_is_not_taken(said: bytes, lie: bytes, folder: Path) -> None:
    with known(folder, *EVENTS) as (_, file), closing(Index.open(_index(folder))) as index:
        (its,) = [one for one in index.every_in_file() if one.id == "e13"]

        def change(part: bytes, _: Layout) -> Rewrite:
            assert said in part
            before, found, behind = part.rpartition(said)
            return Rewrite(part, before + lie + behind if found else part)

        assert file.with_change(its, change) is None


def _index(folder: Path) -> Path:
    return index_path(folder / "some.timeline.yaml")


def test_a_file_that_is_another_than_its_index_is_read_whole(folder: Path) -> None:
    with known(folder, *EVENTS) as (data, _), closing(Index.open(_index(folder))) as index:
        for lie in (
            data.replace(b"Event 9", b"Event X"),
            data.replace(b"title: Some", b"title: Xome"),
            data[:-1],
        ):
            found = IndexedFile.of(index, lie)
            assert found is not None
            assert found.with_event({"id": "new", "title": "It is new"}) is None


def added(file: Path, index: Index, asked: dict[str, Plain]) -> tuple[IndexedFile, Version]:
    """The file as an index knows it, to which an event was added, and what it is now."""
    before = saving.read(file)
    known = IndexedFile.of(index, before.data)
    assert known is not None
    edit = known.with_event(with_id(asked, known.taken(asked)))
    assert edit is not None
    return known, saving.save(file, before, edit.new)


@given(days=st.lists(st.integers(1, 28), min_size=1, max_size=4), piece=st.sampled_from([300, 700, 1500]))
def test_what_is_added_one_after_the_other_is_known_at_once(
    days: list[int], piece: int, folder: Path
) -> None:
    file, whole = written(folder, *EVENTS), folder / "whole"
    place = index_path(file)
    read(file, place, piece=piece)
    for number, day in enumerate(days):
        with closing(Index.open(place)) as index:
            known, version = added(file, index, {"title": f"New {number}", "date": f"2024-03-{day:02}"})
            known.follow(file, version.seen)
        with closing(Index.open(place)) as now:
            assert now.stamp == Stamp.of(file)
    read(file, whole, piece=piece)
    assert held(place) == held(whole)


def test_what_is_written_over_an_addition_is_not_taken_for_it(folder: Path) -> None:
    file = written(folder, *EVENTS)
    place = index_path(file)
    read(file, place)
    with closing(Index.open(place)) as index:
        known, version = added(file, index, {"title": "New", "date": "2024-03-07"})
        file.write_bytes(version.data.replace(b"title: New", b"title: Old"))
        before = held(place)
        known.follow(file, version.seen)
    assert held(place) == before
    with closing(Index.open(place)) as stale:
        assert stale.stamp != Stamp.of(file)


def test_an_index_that_another_program_has_carried_over_meanwhile_stays(folder: Path) -> None:
    file = written(folder, *EVENTS)
    place = index_path(file)
    read(file, place)
    with closing(Index.open(place)) as index:
        known, version = added(file, index, {"title": "New", "date": "2024-03-07"})
        known.follow(file, version.seen)
        before = held(place)
        known.follow(file, version.seen)
        assert held(place) == before
    place.write_bytes(b"damaged")
    known.follow(file, version.seen)
    assert place.read_bytes() == b"damaged"


def test_a_large_file_is_not_read_whole_for_one_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = large(tmp_path)
    read(file, index_path(file), piece=1 << 16)
    with indexed(file, file.read_bytes()) as found:
        assert found is not None
    monkeypatch.setattr(Unedited, "layout", None)
    for number in range(3):
        # The index is carried over what was added since it was made.
        ready = prepare(Addition(file, "file", {"title": f"It is new {number}"}))
        assert ready.line == len(file.read_bytes().splitlines()) + 1
        file.write_bytes(ready.edit.new)
    index_path(file).unlink()
    with indexed(file, file.read_bytes()) as known:
        assert known is None
