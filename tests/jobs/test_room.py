"""What is thrown away in the folder of the indexes, and what is not."""

from __future__ import annotations

import os
from pathlib import Path

from timeline_tui.jobs.room import MOST_DAYS, MOST_INDEXES, room, sweep


def _made(folder: Path, name: str, opened: int) -> Path:
    path = folder / name
    path.touch()
    os.utime(path, (opened, opened))
    return path


def test_those_opened_last_are_kept(tmp_path: Path) -> None:
    indexes = [_made(tmp_path, f"{number:032}.index", number) for number in range(MOST_INDEXES + 5)]
    sweep(tmp_path)
    assert [index.exists() for index in indexes] == [False] * 5 + [True] * MOST_INDEXES


def test_days_of_one_file_do_not_drive_out_other_files(tmp_path: Path) -> None:
    whole, other = _made(tmp_path, "a.index", 1), _made(tmp_path, "b.7.index", 2)
    days = [_made(tmp_path, f"a.{day - 9}.index", 10 + day) for day in range(MOST_INDEXES + 5)]
    sweep(tmp_path)
    assert whole.exists()
    assert other.exists()
    assert [day for day in days if day.exists()] == days[-MOST_DAYS:]


def test_what_was_found_out_of_an_index_goes_with_it(tmp_path: Path) -> None:
    kept = [_made(tmp_path, name, 1) for name in ("a.index", "a.findings", "a.weak", "a.7.index", "a.7.weak")]
    gone = [_made(tmp_path, name, 1) for name in ("b.findings", "b.weak", "a.8.weak")]
    sweep(tmp_path)
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)


def test_room_that_is_in_use_is_left_alone(tmp_path: Path) -> None:
    with room(tmp_path) as own:
        os.utime(own, (1, 1))
        sweep(tmp_path)
        assert own.is_dir()
    assert not own.exists()


def test_reports_of_crashes_are_thrown_away_after_a_while(tmp_path: Path) -> None:
    old, new = _made(tmp_path, "crash-old.txt", 1), tmp_path / "crash-new.txt"
    new.touch()
    sweep(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)
