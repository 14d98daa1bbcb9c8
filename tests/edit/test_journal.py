"""Taking edits back one by one gives the first bytes back, and leaves alone what others changed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edit import documents, wordings
from timeline_tui.edit import draft
from timeline_tui.edit.draft import Journal
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.save import ChangedMeanwhile, NotSaved, read
from timeline_tui.edit.splice import CannotEdit


@given(documents.documents(), st.lists(wordings.events(), max_size=4))
def test_the_first_bytes_come_back(data: bytes, events: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.timeline.yaml"
        path.write_bytes(data)
        journal, versions = Journal(path), [data]
        for event in events:
            before = read(path)
            try:
                edit = add_events(before.data, [event])
            except CannotEdit:
                continue
            journal.save(before, edit.new, "an event")
            versions.append(path.read_bytes())
        while journal.last:
            assert path.read_bytes() == versions.pop()
            journal.undo()
        assert path.read_bytes() == data == versions.pop()


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_any_change_of_bytes_is_taken_back(old: bytes, new: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(old)
        journal = Journal(path)
        journal.save(read(path), new, "a change")
        assert path.read_bytes() == new and (journal.last is None) == (old == new)
        if journal.last:
            journal.undo()
        assert path.read_bytes() == old


def test_a_file_that_was_changed_since_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    journal = Journal(path)
    journal.save(read(path), b"two", "a change")
    path.write_bytes(b"three")
    with pytest.raises(ChangedMeanwhile) as refused:
        journal.undo()
    assert refused.value.difference == ["the file is not as the last edit left it, so it is not taken back"]
    assert path.read_bytes() == b"three" and journal.last == "a change"
    # Once it is again as the edit left it, the edit can be taken back.
    path.write_bytes(b"two")
    journal.undo()
    assert path.read_bytes() == b"one" and journal.last is None
    with pytest.raises(NotSaved, match="nothing is left"):
        journal.undo()


def test_an_edit_that_was_not_saved_is_not_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    journal = Journal(path)
    before = read(path)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        journal.save(before, b"two", "a change")
    assert journal.last is None


def test_a_file_that_was_made_is_gone_when_that_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "file"
    journal = Journal(path)
    journal.save(journal.create(b"one", "a file"), b"two", "a change")
    assert path.read_bytes() == b"two"
    journal.undo()
    assert path.read_bytes() == b"one"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        journal.undo()
    path.write_bytes(b"one")
    assert journal.undo() is None
    assert list(tmp_path.iterdir()) == [] and journal.last is None


def test_a_new_file_never_stands_in_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"theirs")
    journal = Journal(tmp_path / "file")
    with pytest.raises(NotSaved, match="made by another program"):
        journal.create(b"one", "a file")
    with pytest.raises(NotSaved, match=r"none/file.*not there any more"):
        Journal(tmp_path / "none" / "file").create(b"one", "a file")
    assert (tmp_path / "file").read_bytes() == b"theirs" and journal.last is None


def test_the_last_large_edit_can_be_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft, "_MOST_BYTES", 10)
    path = tmp_path / "file"
    path.write_bytes(b"0" * 30)
    journal = Journal(path)
    for number in range(1, 4):
        journal.save(read(path), str(number).encode() * 30, f"edit {number}")
    assert journal.last == "edit 3"
    journal.undo()
    assert path.read_bytes() == b"2" * 30
    assert journal.last is None
