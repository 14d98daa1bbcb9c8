"""An index that is open stays what it is, whatever takes its place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from timeline_tui.index.reader import Index
from timeline_tui.index.schema import beside
from timeline_tui.jobs import cache
from timeline_tui.jobs.child import Build
from timeline_tui.jobs.room import drop, put, put_back, room

TEXT = "events:\n  - {id: a, date: 2024, title: One}\n"


def made(folder: Path, text: str) -> Index:
    """The index of the file with this text, in its usual place."""
    file = folder / "a.timeline.yaml"
    file.write_text(text)
    return Build(file, name=file.name, folder=folder).wait()


def test_what_is_open_outlives_its_successor_and_can_be_put_back(tmp_path: Path) -> None:
    index = made(tmp_path, TEXT)
    place = beside(index.path, ".index")
    after = made(tmp_path, TEXT + "  - {id: b, title: Two}\n")
    assert after.path != index.path
    with closing(Index.open(place)) as newest:
        assert newest.path == after.path
    with closing(index.again()) as again:
        assert again.about.events == 1
    put_back(index.path, place)
    with closing(Index.open(place)) as back:
        assert back.stamp == index.stamp
    after.close()
    drop(after.path)
    assert not after.path.exists()


def test_what_nobody_has_open_goes_with_its_successor(tmp_path: Path) -> None:
    index = made(tmp_path, TEXT)
    index.close()
    made(tmp_path, TEXT + "  - {id: b, title: Two}\n").close()
    assert not index.path.exists()


def test_what_is_in_its_place_is_not_dropped(tmp_path: Path) -> None:
    index = made(tmp_path, TEXT)
    index.close()
    drop(index.path)
    assert index.path.exists()


def test_an_index_beside_which_nothing_can_be_written_is_read_and_made_anew(tmp_path: Path) -> None:
    index = made(tmp_path, TEXT)
    index.close()
    # What cannot be shared with others is only read.
    index.path.with_name(index.path.name + "-shm").mkdir()
    with closing(Index.open(index.path)) as still:
        assert still.about.events == 1
    with closing(made(tmp_path, TEXT.replace("One", "Two"))) as after:
        assert (after.path == index.path, after.rows(0, 1)[0].title) == (False, "Two")


def test_where_no_place_can_lead_elsewhere_an_index_takes_the_place_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = made(tmp_path, TEXT)
    index.close()
    place = beside(index.path, ".index")
    with room(tmp_path) as own:
        index.path.rename(own / "index")
        place.unlink()

        def refused(*_: object) -> None:
            raise OSError("links are unknown here")

        monkeypatch.setattr(Path, "symlink_to", refused)
        put(own / "index", place)
    with closing(Index.open(place)) as found:
        assert (found.path, found.about.events) == (place, 1)


def test_machines_that_share_a_folder_have_indexes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path("/a.timeline.yaml")
    here = cache.index_name(file)
    monkeypatch.setattr(cache, "machine", lambda: "elsewhere")
    assert cache.index_name(file) != here
