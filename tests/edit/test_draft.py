"""What is typed over a file: saved, compared, taken from somebody else, or kept beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.edit.draft import Draft
from timeline_tui.edit.save import ChangedMeanwhile, read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.timeline.yaml"
    path.write_bytes(b"\xef\xbb\xbfa\r\n\x1bb")
    return path


def test_saving(path: Path) -> None:
    draft = Draft(path)
    text = draft.legible.text
    assert not draft.is_changed(text) and draft.is_changed(text + "c")
    draft.save(text + "c")
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n\x1bbc"
    assert not draft.is_changed(text + "c")


def test_nothing_is_saved_over_what_somebody_else_saved_unless_it_was_seen(path: Path) -> None:
    draft = Draft(path)
    path.write_bytes(b"theirs\n")
    with pytest.raises(ChangedMeanwhile):
        draft.save("mine")
    seen = read(path)
    path.write_bytes(b"theirs, later\n")
    with pytest.raises(ChangedMeanwhile):
        draft.save("mine", over=seen)
    assert path.read_bytes() == b"theirs, later\n"
    draft.save("mine", over=read(path))
    assert path.read_bytes() == b"\xef\xbb\xbfmine"


def test_taking_what_somebody_else_saved(path: Path) -> None:
    draft = Draft(path)
    path.write_bytes(b"theirs\n\x1b")
    text = draft.take(read(path))
    assert text == "theirs\n␛"
    assert not draft.is_changed(text)
    draft.save(text + "!")
    assert path.read_bytes() == b"theirs\n\x1b!"


def test_what_is_kept_writes_over_nothing(path: Path) -> None:
    draft = Draft(path)
    (path.parent / f"{path.name}.save.1").symlink_to(path)
    kept = [draft.keep(text) for text in ("one", "two")]
    assert [beside.name if beside else None for beside in kept] == [
        f"{path.name}.save",
        f"{path.name}.save.2",
    ]
    assert [beside.read_bytes() if beside else b"" for beside in kept] == [
        b"\xef\xbb\xbfone",
        b"\xef\xbb\xbftwo",
    ]
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n\x1bb"
    path.parent.rename(path.parent.with_name("gone"))
    assert draft.keep("three") is None
