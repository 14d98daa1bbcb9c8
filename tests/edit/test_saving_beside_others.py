"""Of what other programs write at the same time, nothing is written over."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.edit.conftest import NEW, OLD, beside
from timeline_tui.edit import save as saving
from timeline_tui.edit.save import ChangedMeanwhile, NotSaved, held, put, read, save, sweep


def test_a_file_that_another_program_writes_right_now_is_not_swept(file: Path) -> None:
    made, handle = saving._made(file.parent)
    sweep(file.parent)
    assert made.exists()
    os.close(handle)
    sweep(file.parent)
    assert not made.exists() and file.exists()


def test_a_change_made_elsewhere_is_not_written_over(file: Path) -> None:
    before = read(file)
    file.write_bytes(OLD + b"- title: \x1b[31mtheirs\n")
    with pytest.raises(ChangedMeanwhile) as refused:
        save(file, before, NEW)
    assert file.read_bytes().endswith(b"theirs\n")
    assert refused.value.difference == [
        "--- as it was read",
        "+++ as it is now",
        "@@ -1,2 +1,3 @@",
        " events:",
        " - title: old",
        "+- title: ^[[31mtheirs",
    ]


def test_a_change_made_while_it_is_saved_is_not_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(file)
    fsync = os.fsync

    def meanwhile(handle: int) -> None:
        fsync(handle)
        other = file.with_name("other")
        other.write_bytes(b"theirs")
        other.rename(file)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ChangedMeanwhile):
        save(file, before, NEW)
    assert file.read_bytes() == b"theirs"
    assert beside(file) == []


def test_the_same_bytes_put_there_anew_are_no_change(file: Path) -> None:
    before = read(file)
    file.unlink()
    file.write_bytes(OLD)
    save(file, before, NEW)
    assert file.read_bytes() == NEW


def test_a_change_made_between_the_last_look_and_the_rename_is_not_written_over(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, looked, whole = read(file), 0, saving.read

    def meanwhile(path: Path) -> saving.Version:
        nonlocal looked
        found = whole(path)
        looked += path == file
        if looked == 2 and path == file:
            other = file.with_name("other")
            other.write_bytes(b"theirs")
            other.rename(file)
        return found

    monkeypatch.setattr(saving, "read", meanwhile)
    with pytest.raises(ChangedMeanwhile):
        save(file, before, NEW)
    assert file.read_bytes() == b"theirs" and beside(file) == []


def test_a_file_that_somebody_holds_is_not_saved(file: Path) -> None:
    before = read(file)
    with held(file) as target:
        with pytest.raises(NotSaved, match="another program is writing") as told:
            save(file, before, b"theirs", 0.05)
        assert told.value.hint and beside(file) == []
        after = put(target, before, NEW)
    assert save(file, after, OLD).data == file.read_bytes() == OLD


def test_a_file_is_held_under_its_real_name_and_let_go_by_an_error(file: Path) -> None:
    link = file.parent / "link.timeline.yaml"
    link.symlink_to(file.name)
    with pytest.raises(ZeroDivisionError), held(link) as target:
        assert target == file.resolve()
        raise ZeroDivisionError
    save(file, read(file), NEW)


def test_it_is_saved_where_locks_are_unknown(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unknown(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", unknown)
    save(file, read(file), NEW)
    assert file.read_bytes() == NEW and beside(file) == []


COUNTING = """
    import sys
    from pathlib import Path
    from timeline_tui.edit.save import ChangedMeanwhile, held, put, read, save

    path, name, holds = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "held"
    for number in range(15):
        while True:
            line = f"- title: {name}-{number}\\n".encode()
            try:
                if holds:
                    with held(path) as target:
                        before = read(target)
                        put(target, before, before.data + line)
                else:
                    before = read(path)
                    save(path, before, before.data + line)
                break
            except ChangedMeanwhile:
                assert not holds
"""


@pytest.mark.parametrize("how", ["held", "as it was read"])
def test_of_many_saves_at_once_none_is_lost(file: Path, how: str) -> None:
    script = textwrap.dedent(COUNTING)
    calls = [
        subprocess.Popen([sys.executable, "-c", script, str(file), name, how], stderr=subprocess.PIPE)
        for name in "abcd"
    ]
    for call in calls:
        told = call.communicate()[1]
        assert call.returncode == 0, told
    lines = file.read_bytes().removeprefix(OLD).decode().splitlines()
    assert sorted(lines) == sorted(f"- title: {name}-{number}" for name in "abcd" for number in range(15))
    assert beside(file) == []
