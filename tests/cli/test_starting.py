"""`init` gives the user a timeline to edit, whole or not at all, and never over another file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from timeline_tui.cli import starting
from timeline_tui.cli.asked import shipped


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written to the current folder."""
    monkeypatch.chdir(tmp_path)


def umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def test_a_copy_of_the_timeline_that_ships(call: Call, tmp_path: Path) -> None:
    said = call("init", "--shipped")
    assert (said.code, said.out) == (0, "")
    assert "timeline-tui raids.timeline.yaml" in said.talk
    (written,) = tmp_path.iterdir()
    assert written.name == "raids.timeline.yaml"
    assert written.read_bytes() == shipped().read_bytes()
    assert written.stat().st_mode & 0o777 == 0o666 & ~umask()


def test_a_short_one_to_start_from_is_sound(call: Call) -> None:
    assert call("init").code == 0
    checked = call("check", starting.STARTER)
    assert (checked.code, checked.out) == (0, "")
    assert call("show", "fire", starting.STARTER).code == 0


def test_a_schema_stands_beside_it_and_its_first_line_leads_there(call: Call, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    said = call("init", "notes/mine.timeline.yaml")
    assert said.code == 0
    assert "notes/timeline.schema.json" in said.talk
    first = (tmp_path / "notes" / "mine.timeline.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=timeline.schema.json"
    assert (tmp_path / "notes" / "timeline.schema.json").read_text() == call("schema").out


def test_a_schema_that_is_there_is_kept(call: Call, tmp_path: Path) -> None:
    (tmp_path / starting.SCHEMA).write_text("{}")
    said = call("init")
    assert said.code == 0
    assert f"{starting.SCHEMA} is another, and is kept" in said.talk
    assert (tmp_path / starting.SCHEMA).read_text() == "{}"


def test_the_same_schema_serves_a_second_timeline(call: Call) -> None:
    assert call("init", "one.timeline.yaml").code == 0
    assert "schema" not in call("init", "two.timeline.yaml").talk


def test_nothing_is_written_over(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine")
    (tmp_path / "nowhere.yaml").symlink_to("nothing")
    (tmp_path / "folder").mkdir()
    for name in ("mine.yaml", "nowhere.yaml", "folder"):
        said = call("init", "--shipped", name)
        assert (said.code, said.out) == (2, "")
        assert "is there already" in said.talk
    assert (tmp_path / "mine.yaml").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "mine.yaml", "nowhere.yaml"]


def test_where_it_cannot_be_written(call: Call, tmp_path: Path) -> None:
    for name in ("missing/x.yaml", "/dev/null/x.yaml", "x" * 300):
        said = call("init", name)
        assert said.code == 2
        assert "cannot be written" in said.talk
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_appears_meanwhile_is_kept(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        (tmp_path / "x.yaml").write_text("theirs")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    assert call("init", "--shipped", "x.yaml").code == 2
    assert (tmp_path / "x.yaml").read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


def test_where_a_file_has_one_name_only(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert call("init", "--shipped", "x.yaml").code == 0
    assert (tmp_path / "x.yaml").read_bytes() == shipped().read_bytes()
    assert call("init", "--shipped", "x.yaml").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["x.yaml"]


def test_a_disk_that_is_full_leaves_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = call("init")
    assert said.code == 2
    assert "No space left on device" in said.talk
    assert list(tmp_path.iterdir()) == []


def test_a_bare_name_gets_the_ending_of_a_timeline(call: Call, tmp_path: Path) -> None:
    assert "'my raids.timeline.yaml'" in call("init", "my raids").talk
    assert (tmp_path / "my raids.timeline.yaml").is_file()
    assert call("init", "my raids").code == 2


def test_in_a_folder_that_is_there_a_name_is_offered(call: Call, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert "notes/my.timeline.yaml" in call("init", "notes").talk
