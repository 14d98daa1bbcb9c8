"""An index that is carried over to a mutant of its file is the one that reading it makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given

from tests.examples import examples
from tests.jobs.patching import ALL, held, read, written
from tests.load.test_mutants import SEEDS, large, starts
from tests.mutants import mutant
from timeline_tui.jobs.carried_over import patched
from timeline_tui.jobs.members import stamp_of
from timeline_tui.load.chunks import CHUNK


def carried(folder: Path, file: Path, data: bytes, piece: int) -> bool:
    """Whether the index was carried over to these bytes; it is held against one that is made anew."""
    whole = folder / "whole"
    file.write_bytes(data)
    new = Path(shutil.copyfile(folder / "old", folder / "new"))
    done = patched(new, file, stamp_of(file), folder)
    if done is None:
        return False
    read(file, whole, piece=piece)
    ours, theirs = held(done), held(whole)
    for table, rows in theirs.items():
        assert ours[table] == rows, table
    return True


@examples(3)
@given(SEEDS)
def test_a_mutant_is_carried_over_or_read(tmp_path: Path, seed: int) -> None:
    file = written(tmp_path, *ALL)
    data = file.read_bytes()
    if not (tmp_path / "old").exists():
        read(file, tmp_path / "old")
    carried(tmp_path, file, mutant(data, seed, starts(file, 700)), 700)


@pytest.mark.parametrize("character", ["\U0001fffe", "\U0002fffe", "\U0003fffe", "\uffff", "\x07"])
def test_what_no_file_may_hold_is_not_carried_over(tmp_path: Path, character: str) -> None:
    file = written(tmp_path, *ALL)
    data = file.read_bytes()
    read(file, tmp_path / "old")
    assert not carried(tmp_path, file, data.replace(b"happened", f"happ{character}ened".encode(), 1), 700)


@examples(1 / 10)
@given(SEEDS)
def test_a_large_mutant_is_carried_over_or_read(tmp_path: Path, seed: int) -> None:
    file = tmp_path / "some.timeline.yaml"
    file.write_bytes(large())
    if not (tmp_path / "old").exists():
        read(file, tmp_path / "old", piece=CHUNK)
    carried(tmp_path, file, mutant(large(), seed, starts(file, CHUNK)), CHUNK)
