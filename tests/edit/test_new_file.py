"""A file gets its name when it is whole: with the rights of its place, and over no other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline_tui.edit.save import new_file


@pytest.fixture
def mask() -> Iterator[int]:
    """What the user takes from the rights of new files."""
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_rights_that_the_user_gives_new_files(tmp_path: Path, mask: int) -> None:
    with new_file(tmp_path / "a") as file:
        file.write(b"whole")
    assert rights(tmp_path / "a") == 0o640
    assert (tmp_path / "a").read_bytes() == b"whole"
    assert left(tmp_path) == ["a"]
    # Nothing else of the program is made with other rights for it.
    assert os.umask(mask) == mask


@pytest.mark.parametrize("own", [0o604, 0o777, 0o1644])
def test_what_is_replaced_keeps_its_rights(tmp_path: Path, mask: int, own: int) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"before")
    target.chmod(own)
    with new_file(target, replacing=True) as file:
        file.write(b"after")
        file.flush()
        assert target.read_bytes() == b"before"
    assert (rights(target), target.read_bytes()) == (own, b"after")
    assert left(tmp_path) == ["a"]


def test_what_a_link_leads_to_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_bytes(b"before")
    (tmp_path / "link").symlink_to("folder/a")
    with new_file(tmp_path / "link", replacing=True) as file:
        file.write(b"after")
    assert (tmp_path / "folder" / "a").read_bytes() == b"after"
    assert (tmp_path / "link").is_symlink()
    assert (left(tmp_path), left(tmp_path / "folder")) == (["folder", "link"], ["a"])


def test_no_pipe_and_no_device_is_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="no ordinary file"), new_file(tmp_path / name, replacing=True):
            pass
    assert (tmp_path / "pipe").is_fifo()
    assert left(tmp_path) == ["link", "pipe"]


def test_until_it_is_whole_nobody_else_may_read_it(tmp_path: Path) -> None:
    with new_file(tmp_path / "a") as file:
        assert left(tmp_path) == [Path(file.name).name]
        assert rights(Path(file.name)) == 0o600


def test_a_name_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"other")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    for name in ("a", "nowhere"):
        with pytest.raises(FileExistsError), new_file(tmp_path / name):
            pytest.fail("nothing is to be written")
    assert left(tmp_path) == ["a", "nowhere"]
    assert (tmp_path / "a").read_bytes() == b"other"


def test_a_name_that_is_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), new_file(tmp_path / "a"):
        (tmp_path / "a").write_bytes(b"other")
    assert left(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"other"


def test_of_what_is_given_up_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "a") as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert left(tmp_path) == []


@pytest.fixture
def one_name_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no second name of a file."""

    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)


@pytest.mark.usefixtures("one_name_a_file")
def test_where_a_file_has_one_name_only_it_is_copied_to_it(tmp_path: Path) -> None:
    with new_file(tmp_path / "a") as file:
        file.write(b"whole")
    assert (tmp_path / "a").read_bytes() == b"whole"
    with pytest.raises(FileExistsError), new_file(tmp_path / "b"):
        (tmp_path / "b").write_bytes(b"other")
    assert (tmp_path / "b").read_bytes() == b"other"
    assert left(tmp_path) == ["a", "b"]


@pytest.mark.usefixtures("one_name_a_file")
def test_of_a_copy_without_room_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space"), new_file(tmp_path / "a"):
        pass
    assert left(tmp_path) == []
