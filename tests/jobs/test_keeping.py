"""An index that is open is found under a name of its own, whatever takes its place."""

from __future__ import annotations

from pathlib import Path

from timeline_tui.index.reader import Index
from timeline_tui.jobs.build import Build
from timeline_tui.jobs.room import Keeping

TEXT = "events:\n  - {id: a, date: 2024, title: One}\n"


def made(folder: Path, text: str) -> Index:
    """The index of the file with this text, in its usual place."""
    file = folder / "a.timeline.yaml"
    file.write_text(text)
    return Build(file, name=file.name, folder=folder).wait()


def test_what_is_kept_outlives_its_successor_and_can_be_put_back(tmp_path: Path) -> None:
    index = made(tmp_path, TEXT)
    place = index.path
    keeping = Keeping()
    assert keeping.keep(index)
    own = index.path
    assert own != place
    assert keeping.keep(index)
    assert index.path == own
    after = made(tmp_path, TEXT + "  - {id: b, title: Two}\n")
    assert after.path == place
    assert Index.open(own).about.events == 1
    assert Index.open(place).about.events == 2
    keeping.put_back(index, place)
    assert Index.open(place).stamp == Index.open(own).stamp == index.stamp
    keeping.drop(own)
    assert not own.exists()
    keeping.close()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("building-")] == []


def test_what_another_program_has_replaced_is_not_kept(tmp_path: Path) -> None:
    index = made(tmp_path, TEXT)
    place = index.path
    made(tmp_path, TEXT + "  - {id: b, title: Two}\n")
    keeping = Keeping()
    assert not keeping.keep(index)
    assert index.path == place
    keeping.put_back(index, place)
    assert Index.open(place).about.events == 2
    keeping.close()
