"""A save that is disturbed in any way leaves the old file or the new one, whole, and nothing beside it."""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.edit.conftest import NEW, OLD, beside
from timeline_tui.edit.save import _PREFIX as PREFIX
from timeline_tui.edit.save import NotSaved, read, save, sweep

CALLS = (
    "open",
    "write",
    "fsync",
    "replace",
    "fchmod",
    "fchown",
    "fstat",
    "stat",
    "unlink",
    "scandir",
    "listxattr",
)
as_root = pytest.mark.skipif(os.geteuid() == 0, reason="the system refuses nothing to root")


def test_the_new_bytes_take_the_place_of_the_old(file: Path) -> None:
    after = save(file, read(file), NEW)
    assert file.read_bytes() == NEW
    assert after == read(file)
    assert beside(file) == []


def test_mode_and_a_link_are_kept(file: Path) -> None:
    file.chmod(0o640)
    link = file.parent / "link.timeline.yaml"
    link.symlink_to(file.name)
    save(link, read(link), NEW)
    assert link.is_symlink() and file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_attributes_are_kept_where_there_are_any(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"mine")
    except (OSError, AttributeError) as error:
        pytest.skip(f"no attributes here: {error}")
    save(file, read(file), NEW)
    assert os.getxattr(file, "user.note") == b"mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept(file: Path) -> None:
    os.chown(file, 65534, 65534)
    save(file, read(file), NEW)
    assert (file.stat().st_uid, file.stat().st_gid) == (65534, 65534)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize(
    ("owner", "group", "whose"), [(65534, 0, "another user"), (0, 65534, "another group")]
)
def test_an_owner_that_cannot_be_kept_is_not_taken_away(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: int, group: int, whose: str
) -> None:
    def refused(*arguments: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    os.chown(file, owner, group)
    monkeypatch.setattr(os, "fchown", refused)
    with pytest.raises(NotSaved, match=whose) as told:
        save(file, read(file), NEW)
    assert told.value.hint
    assert file.read_bytes() == OLD and (file.stat().st_uid, file.stat().st_gid) == (owner, group)
    assert beside(file) == []


def test_attributes_that_cannot_be_kept_are_not_lost(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "listxattr"):
        pytest.skip("no attributes here")

    def refused(handle: object, name: str, value: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    name = "security.selinux"
    monkeypatch.setattr(os, "listxattr", lambda of: [] if isinstance(of, int) else [name])
    monkeypatch.setattr(os, "getxattr", lambda of, name: b"mine")
    monkeypatch.setattr(os, "setxattr", refused)
    # The label of the system is given by the folder, and nobody but the system sets it.
    save(file, read(file), NEW)
    assert file.read_bytes() == NEW
    for name in ("user.note", "system.posix_acl_access"):
        with pytest.raises(NotSaved, match=rf"the attribute {re.escape(name)} .* cannot be kept"):
            save(file, read(file), OLD)
        assert file.read_bytes() == NEW and beside(file) == []


def test_who_may_read_it_is_not_widened_by_the_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[str] = []
    given = ["system.posix_acl_access", "user.of_the_folder"]
    monkeypatch.setattr(os, "listxattr", lambda of: given if isinstance(of, int) else [], raising=False)
    monkeypatch.setattr(os, "removexattr", lambda of, name: removed.append(name), raising=False)
    save(file, read(file), NEW)
    assert removed == ["system.posix_acl_access"]


class Fault:
    """Lets the Nth call of the system fail, of all that saving makes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, number: int) -> None:
        self.at = at
        self.number = number
        self.made: list[str] = []
        for name in CALLS:
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._failing(name, getattr(os, name)))

    def _failing(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object, **named: object) -> object:
            self.made.append(name)
            if len(self.made) == self.at:
                raise OSError(self.number, os.strerror(self.number))
            return call(*arguments, **named)

        return made


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_the_nth_call_fails_for_every_n(file: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    at, outcomes = 0, set()
    while True:
        at += 1
        file.write_bytes(OLD)
        before = read(file)
        with monkeypatch.context() as patched:
            fault = Fault(patched, at, number)
            try:
                save(file, before, NEW)
                saved = True
            except NotSaved as error:
                assert error.hint
                saved = False
        # Whoever is told that it was not saved has the old file, and whoever is told nothing the new one.
        assert file.read_bytes() == (NEW if saved else OLD), fault.made
        outcomes.add(saved)
        if fault.made[at - 1 : at] != ["unlink"]:
            assert beside(file) == [], fault.made
        sweep(file.parent)
        if len(fault.made) < at:
            break
    assert at > 12 and outcomes == {True, False}


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from timeline_tui.edit.save import read, save

    path, at, count = Path(sys.argv[1]), int(sys.argv[2]), 0
    before = read(path)

    def deadly(call):
        def made(*arguments, **named):
            global count
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)
        return made

    for name in {calls!r}:
        if hasattr(os, name):
            setattr(os, name, deadly(getattr(os, name)))
    save(path, before, {new!r})
"""


def test_a_kill_at_every_step_leaves_one_whole_file(file: Path) -> None:
    script = textwrap.dedent(KILLED).format(calls=CALLS, new=NEW)
    at, found = 0, set()
    while True:
        at += 1
        file.write_bytes(OLD)
        done = subprocess.run([sys.executable, "-c", script, str(file), str(at)], capture_output=True)
        assert file.read_bytes() in {OLD, NEW}, at
        found.add(file.read_bytes())
        if done.returncode != -signal.SIGKILL:
            assert done.returncode == 0, done.stderr
            break
    assert at > 12 and found == {OLD, NEW}
    # The next save has taken away what the killed ones left.
    assert beside(file) == []


def test_no_more_memory_is_taken_than_a_file_needs(file: Path) -> None:
    """Where an address space is bounded, what is asked for in advance counts, too."""
    script = (
        "import resource, sys; from pathlib import Path; from timeline_tui.edit.save import read, save;"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize();"
        "resource.setrlimit(resource.RLIMIT_AS, (used + (64 << 20), -1));"
        "path = Path(sys.argv[1]); save(path, read(path), b'events: []')"
    )
    if not Path("/proc/self/statm").exists():
        pytest.skip("the system does not tell how much is in use")
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes() == b"events: []"


def test_a_file_that_went_away(file: Path) -> None:
    before = read(file)
    file.unlink()
    with pytest.raises(NotSaved, match="not there any more"):
        save(file, before, NEW)
    assert beside(file) == []


def test_a_folder_in_its_place(file: Path) -> None:
    before = read(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(NotSaved, match="no ordinary file"):
        save(file, before, NEW)
    with pytest.raises(NotSaved, match="a folder"):
        read(file)
    assert file.is_dir() and beside(file) == []


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotSaved, match="no ordinary file"):
        read(tmp_path / "pipe")


def test_a_second_name_is_not_parted_from_it(file: Path) -> None:
    os.link(file, file.parent / "second")
    with pytest.raises(NotSaved, match="second name"):
        save(file, read(file), NEW)
    assert file.read_bytes() == OLD


@as_root
def test_a_folder_that_may_not_be_written_to(file: Path) -> None:
    before = read(file)
    file.parent.chmod(0o555)
    try:
        with pytest.raises(NotSaved, match="may not") as refused:
            save(file, before, NEW)
    finally:
        file.parent.chmod(0o755)
    assert refused.value.hint is not None and "folder" in refused.value.hint
    assert file.read_bytes() == OLD


@as_root
def test_a_file_that_may_not_be_written_to(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(NotSaved, match="may not be written to"):
        save(file, read(file), NEW)
    assert file.read_bytes() == OLD


def test_a_full_disk(file: Path) -> None:
    before = read(file)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(NotSaved, match="larger than is allowed"):
            save(file, before, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert file.read_bytes() == OLD and beside(file) == []


def test_a_full_disk_of_its_own(tmp_path: Path) -> None:
    """A disk of 64 kB, where one can be mounted."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        file = tmp_path / "small.timeline.yaml"
        file.write_bytes(OLD)
        with pytest.raises(NotSaved, match="the disk is full"):
            save(file, read(file), NEW + b"#" * 100_000)
        assert file.read_bytes() == OLD and beside(file) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_what_only_looks_like_a_leaving_is_left_and_does_not_end_the_sweep(file: Path) -> None:
    saving = [file.parent / f"{PREFIX}{number}" for number in (1, 2)]
    saving[0].mkdir()
    saving[1].write_bytes(b"half")
    sweep(file.parent)
    assert beside(file) == [saving[0].name]
