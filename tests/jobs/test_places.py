"""An index is kept where it can be, and a cache that is broken stops nothing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Literal

import platformdirs
import pytest

from tests.jobs.files import index_path, large, small
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.jobs import cache as places
from timeline_tui.jobs.cache import cache_folder, index_name, user_folder
from timeline_tui.jobs.child import Build, NotMade, Weigh
from timeline_tui.jobs.fresh import fresh
from timeline_tui.jobs.room import MOST_INDEXES, sweep


@pytest.fixture(autouse=True)
def own_temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is used in place of the cache is not shared between tests either."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def block_cache(how: str) -> None:
    """Make the cache folder one that cannot be used."""
    folder = cache_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if how == "a file":
        folder.write_text("not a folder")
    elif how == "a link to nothing":
        folder.symlink_to("/nowhere/at/all")
    elif how == "unwritable":
        folder.mkdir(mode=0o500)


BLOCKS = [
    "a file",
    "a link to nothing",
    pytest.param("unwritable", marks=pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")),
]


@pytest.mark.parametrize("how", BLOCKS)
def test_another_folder_takes_the_place_of_the_cache(
    tmp_path: Path, own_temporary_folder: Path, how: str
) -> None:
    file = small(tmp_path)
    block_cache(how)
    assert Build(file).wait().about.events == 2
    assert fresh(file) is not None
    (kept,) = own_temporary_folder.glob("*/*.index")
    assert kept == index_path(file)
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_a_cache_that_others_can_write_to_holds_one_that_they_cannot(tmp_path: Path) -> None:
    file = small(tmp_path)
    cache_folder().mkdir()
    cache_folder().chmod(0o777)
    assert Build(file).wait().about.events == 2
    assert fresh(file) is not None
    own = index_path(file).parent
    assert own.parent == cache_folder()
    assert own.stat().st_mode & 0o777 == 0o700


def test_a_cache_that_cannot_even_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TUI_CACHE", str(tmp_path / ("x" * 5_000)))
    with closing(Build(small(tmp_path)).wait()) as index:
        assert index.about.events


def test_a_cache_in_a_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TUI_CACHE", "/dev/null/cache")
    file = small(tmp_path)
    assert Build(file).wait().about.events == 2
    assert fresh(file) is not None


def test_a_folder_that_is_not_ours_alone_is_not_used(tmp_path: Path, own_temporary_folder: Path) -> None:
    block_cache("a file")
    planted = own_temporary_folder / f"timeline-tui-{os.getuid()}"
    planted.symlink_to(tmp_path)
    tmp_path.chmod(0o777)
    try:
        assert planted not in list(places.folders())
        assert planted not in list(places.existing_folders())
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"somebody's letter" * 1000])
def test_a_foreign_file_in_its_place_is_replaced(tmp_path: Path, content: bytes) -> None:
    file = small(tmp_path)
    index_path(file).write_bytes(content)
    assert fresh(file) is None
    Build(file).wait()
    assert fresh(file) is not None


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    file = small(tmp_path)
    taken = index_path(file)
    taken.mkdir()
    (taken / "something").write_text("else")
    assert Build(file).wait().about.events == 2
    assert (taken / "something").read_text() == "else"
    assert fresh(file) is not None


def test_a_link_in_its_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    file = small(tmp_path)
    letter = tmp_path / "letter"
    letter.write_text("dear")
    index_path(file).symlink_to(letter)
    Build(file).wait()
    assert letter.read_text() == "dear"
    assert fresh(file) is not None


def test_an_index_of_another_version_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = small(tmp_path)
    Build(file).wait()
    with closing(sqlite3.connect(index_path(file))) as connection:
        connection.execute('UPDATE fact SET plain = replace(plain, \'"version":"\', \'"version":"9.\') ')
        connection.commit()
    assert fresh(file) is None
    Build(file).wait()
    assert fresh(file) is not None


def test_an_index_that_another_program_has_locked_is_read(tmp_path: Path) -> None:
    file = small(tmp_path)
    Build(file).wait()
    with closing(sqlite3.connect(index_path(file), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        index = fresh(file)
        assert index is not None
        assert len(index.rows(0, 9)) == 2
        # And it can be made anew all the same.
        assert Build(file).wait().about.events == 2


def test_damage_in_the_middle_is_found_and_mended(tmp_path: Path) -> None:
    file = large(tmp_path, 3000)
    Build(file).wait()
    path = index_path(file)
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096, 2):
        content[4096 * page : 4096 * page + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    # At once or when it is asked, by where the damage lies.
    with pytest.raises(Unusable):
        index = Index.open(path)
        for first in range(0, 3000, 100):
            index.rows(first, 100)
            index.events(first, 100)
    assert len(Build(file).wait().events(0, 3000)) == 3000


def test_a_full_disk(tmp_path: Path) -> None:
    """No file can grow past a few pages, so that every write of an index fails for real."""
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from timeline_tui.jobs.child import Build\n"
        "from timeline_tui.jobs.child import NotMade\n"
        "build = None\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: Build(Path(sys.argv[1])).wait()\n"
        "except NotMade as error: print(error)\n"
    )
    file = large(tmp_path, 3000)
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True)
    assert "there is nowhere to keep what was read" in done.stdout
    assert done.stderr == ""
    assert not index_path(file).exists()
    assert list(cache_folder().glob("building-*")) == []
    in_memory = Path("/dev/shm") / f"timeline-tui-{os.getuid()}"
    if in_memory.is_dir() and not any(in_memory.iterdir()):
        in_memory.rmdir()


def test_a_disk_that_is_full_is_left_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block_cache("a file")
    monkeypatch.setenv("TMPDIR", "/dev/null")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/dev/null")
    monkeypatch.setattr(places, "_MEMORY", tmp_path)
    assert index_path(small(tmp_path)).parent == tmp_path / f"timeline-tui-{os.getuid()}"


def test_only_the_last_indexes_are_kept(tmp_path: Path) -> None:
    for number in range(MOST_INDEXES + 7):
        index = tmp_path / f"{number}.index"
        index.write_text("")
        os.utime(index, (number, number))
    sweep(tmp_path)
    left = {path.stem for path in tmp_path.glob("*.index")}
    assert left == {str(number) for number in range(7, MOST_INDEXES + 7)}


def test_opening_an_index_counts_as_using_it(tmp_path: Path) -> None:
    file = small(tmp_path)
    Build(file).wait()
    os.utime(index_path(file), (1, 1))
    assert fresh(file) is not None
    assert index_path(file).stat().st_mtime > 1


def test_nobody_else_reads_an_index_even_in_a_folder_open_to_all(tmp_path: Path) -> None:
    cache_folder().mkdir(mode=0o755, parents=True)
    cache_folder().chmod(0o755)
    before = os.umask(0o022)
    try:
        file = tmp_path / "secret.timeline.yaml"
        file.write_text("events: [{id: a, title: A}]")
        file.chmod(0o600)
        with closing(Build(file).wait()) as index, closing(Weigh(index.path).wait()):
            pass
    finally:
        os.umask(before)
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in cache_folder().iterdir()}
    assert {".index", ".db", ".weak"} <= modes.keys()
    assert {*modes.values()} == {0o600}


def test_the_name_of_an_index_tells_nothing_of_its_file(tmp_path: Path) -> None:
    names = {index_name(tmp_path / name) for name in ("a", "b", "-c:!id", "é", "\udcff", "x" * 200)}
    assert len(names) == 6
    assert all(len(name) == 38 and name.endswith(".index") for name in names)


@pytest.mark.parametrize("use", ["cache", "config", "state"])
def test_the_folders_of_a_user_are_those_of_platformdirs(
    use: Literal["cache", "config", "state"], monkeypatch: pytest.MonkeyPatch
) -> None:
    bases = (None, "", "relative/to/nothing", "~/of mine", "/own/place", "/own/place/", "/", "//twice//over/")
    for chosen, home in product(bases, bases):
        for name, value in ((f"XDG_{use.upper()}_HOME", chosen), ("HOME", home)):
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        assert user_folder(use) == getattr(platformdirs, f"user_{use}_path")("timeline-tui"), (chosen, home)


def test_a_chosen_folder_is_used_instead(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir(mode=0o700)
    file = small(tmp_path)
    Build(file, folder=tmp_path / "own").wait().close()
    names = [path.name for path in (tmp_path / "own").iterdir()]
    assert index_name(file) in names
    assert {Path(name).suffix for name in names} == {".index", ".db"}
    assert not cache_folder().exists()
    with pytest.raises(NotMade, match="nowhere to keep"):
        Build(file, folder=tmp_path / "missing").wait()
    assert Index.open(tmp_path / "own" / index_name(file)).about.events == 2
