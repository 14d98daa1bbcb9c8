"""The picture that a timeline begins with is kept only for what it shows, and only while that is true."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_tui.jobs.cache import index_name
from timeline_tui.jobs.room import sweep
from timeline_tui.session.first_picture import be_latest, keep, key_of, read, sizes
from timeline_tui.session.journey import LeftPlace
from timeline_tui.session.settings import keep_place, keep_theme

SIZE = 12, 3
ROWS = ["\x1b[1;38;2;1;2;3mOne\x1b[0m", "\x1b7\x1b[12XTwo\x1b8\x1b[11C", "\x1b[7GThree"]


def folder() -> Path:
    """Where indexes are kept."""
    return Path(os.environ["TIMELINE_TUI_CACHE"])


def put(file: Path, size: tuple[int, int] = SIZE, rows: list[str] = ROWS) -> None:
    """Keep this picture of the file as it is now."""
    keep(file, size, rows, key_of(file, size))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A timeline of which there is an index."""
    file = tmp_path / "own.timeline.yaml"
    file.write_text("title: Own")
    folder().mkdir(mode=0o700)
    (folder() / index_name(file)).write_text("")
    return file


def test_it_is_read_as_it_was_kept(file: Path) -> None:
    assert read(file, SIZE) is None
    put(file)
    assert read(file, SIZE) == ROWS
    assert read(file, (13, 3)) is None


def anew(file: Path) -> None:
    """Put another index in the place of the one that there is."""
    place = folder() / index_name(file)
    other = place.with_suffix(".other")
    other.write_text("")
    other.replace(place)


CHANGES: dict[str, Callable[[Path], object]] = {
    "file": lambda file: file.write_text("title: Other"),
    "index": anew,
    "no index": lambda file: (folder() / index_name(file)).unlink(),
    "place": lambda file: keep_place(file, LeftPlace("event", "2023")),
    "theme": lambda file: keep_theme("light"),
    "colours": lambda file: os.environ.update(COLORTERM=""),
    "letters": lambda file: os.environ.update(LC_ALL="C"),
    "an open folder": lambda file: folder().chmod(0o777),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_not_read_where_another_would_be_drawn(file: Path, change: str) -> None:
    put(file)
    assert read(file, SIZE) == ROWS
    CHANGES[change](file)
    assert read(file, SIZE) is None


@pytest.mark.parametrize(
    "row", ["\x1b[2J", "\x1b]0;title\x07", "a\tb", "\x1b[1;1H", "\x1bc", "\x1b", "\x9b2J"]
)
def test_nothing_that_acts_on_a_terminal_is_kept_or_read(file: Path, row: str) -> None:
    put(file, rows=[row, *ROWS[1:]])
    assert read(file, SIZE) is None
    put(file)
    (kept,) = folder().glob("*.picture")
    key = kept.read_text().split("\n")[0]
    kept.write_text("\n".join([key, row, *ROWS[1:]]))
    assert read(file, SIZE) is None


def test_the_last_few_sizes_are_kept_and_go_with_the_index(file: Path) -> None:
    for width in range(10, 17):
        put(file, (width, 3))
        os.utime(next(folder().glob(f"*.{width}x3.picture")), (width, width))
    kept = {width for width in range(10, 17) if read(file, (width, 3)) is not None}
    assert kept == {13, 14, 15, 16}
    sweep(folder())
    assert len([*folder().glob("*.picture")]) == 4
    (folder() / index_name(file)).unlink()
    sweep(folder())
    assert not [*folder().glob("*.picture")]


def test_it_is_not_kept_where_the_file_was_written_to_while_it_was_drawn(file: Path) -> None:
    key = key_of(file, SIZE)
    file.write_text("title: Other")
    keep(file, SIZE, ROWS, key)
    assert read(file, SIZE) is None


def test_that_of_a_folder_is_read_while_all_of_its_files_are_the_same(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    first, second = cases / "a.timeline.yaml", cases / "b.timeline.yaml"
    first.write_text("title: Own")
    folder().mkdir(mode=0o700)
    (folder() / index_name(cases)).write_text("")
    put(cases)
    assert read(cases, SIZE) == ROWS
    second.write_text("title: Other")
    assert read(cases, SIZE) is None
    put(cases)
    assert read(cases, SIZE) == ROWS
    first.unlink()
    assert read(cases, SIZE) is None


def test_the_sizes_to_draw_are_the_last_of_any_timeline_and_the_one_that_was_left_last(
    file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.timeline.yaml"
    other.write_text("title: Other")
    (folder() / index_name(other)).write_text("")
    assert sizes(file, SIZE) == [SIZE]
    for width in range(10, 17):
        put(other, (width, 3))
        os.utime(next(folder().glob(f"*.{width}x3.picture")), (width, width))
    assert sizes(file, SIZE) == [(14, 3), (15, 3), (16, 3), SIZE]
    be_latest(other, (14, 3))
    assert sizes(file, (15, 3)) == [(13, 3), (16, 3), (14, 3), (15, 3)]
    (folder() / "x.picture").write_text("")
    (folder() / "x.ofnosize.picture").write_text("")
    assert sizes(file, SIZE) == [(15, 3), (16, 3), (14, 3), SIZE]


def test_settings_that_cannot_be_read_keep_nothing(file: Path) -> None:
    settings = Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json"
    settings.mkdir(parents=True)
    put(file)
    assert json.dumps(read(file, SIZE)) == "null"
