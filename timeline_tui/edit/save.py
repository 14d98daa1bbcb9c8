"""Files that are written whole or not at all, and never over another or over a change made elsewhere."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from timeline_tui.model.limits import FILE
from timeline_tui.system import NEW, NO_FOLLOW, QUIETLY, READING, lock
from timeline_tui.visible import NotDone, system_words

_PREFIX = ".timeline-tui-edit-"
_CHUNK = 1 << 20
_SECONDS_TO_WAIT, _SECONDS_ON_SCREEN = 30.0, 2.0
"""How long another program may hold a file without saving it; and where somebody sits before a screen."""
_SECONDS_BETWEEN_TRIES = 0.02
# Some network folders lock nothing that was not opened to be written.
_HOLDING = os.O_RDWR | QUIETLY


class NotSaved(NotDone):
    """A file that was not written, and stands as it stood, with something to try."""


class ChangedMeanwhile(NotSaved):
    """The file is not as it was read: somebody else has saved it in the meantime."""

    def __init__(self, difference: list[str]) -> None:
        super().__init__("the file was changed elsewhere since it was read", "read it again, and do it again")
        self.difference = difference


class FileState(NamedTuple):
    """What a file was when it was read."""

    device: int
    inode: int
    size: int
    mtime_ns: int


class Version(NamedTuple):
    """The bytes of a file, and what it was when they were read."""

    data: bytes
    seen: FileState


def read(path: Path) -> Version:
    """The file as it is now; `NotSaved` where there is no ordinary file that can be read."""
    try:
        handle = os.open(path, READING)
        try:
            found = os.fstat(handle)
            _refuse_what_is_no_file(path, found)
            with os.fdopen(os.dup(handle), "rb") as file:
                # As much memory is taken as is asked for, however short the file is.
                data = file.read(found.st_size + 1)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        raise _told(error, path) from error
    if len(data) > found.st_size:
        raise NotSaved(f"{path} is being written right now", "try again when that is done")
    return Version(data, FileState(found.st_dev, found.st_ino, len(data), found.st_mtime_ns))


def _refuse_what_is_no_file(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder, no ordinary file" if stat.S_ISDIR(found.st_mode) else "no ordinary file"
        raise NotSaved(f"{path} is {kind}", "give the name of a .timeline.yaml file")
    if found.st_size > FILE.value:
        raise NotSaved(f"{path} is larger than {FILE.words}", "split it into several files")


def save(path: Path, before: Version, data: bytes, seconds: float = _SECONDS_ON_SCREEN) -> Version:
    """Put these bytes in the place of a version that was read; `NotSaved` where it stays as it is."""
    with held(path, seconds) as target:
        return put(target, before, data)


def remove(path: Path, before: Version) -> None:
    """Take a file away that is as it was read; `NotSaved` where it stays."""
    with held(path, _SECONDS_ON_SCREEN) as target:
        _check(target, before)
        target.unlink()


def create(path: Path, data: bytes) -> Version:
    """Write a new file, whole or not at all; `NotSaved` where there is one of its name, or it cannot be."""
    try:
        with new_file(path) as file:
            file.write(data)
    except FileExistsError as error:
        raise NotSaved(f"{path} was made by another program meanwhile", "do it again") from error
    except OSError as error:
        raise _told(error, path) from error
    return read(path)


@contextmanager
def held(path: Path, seconds: float = _SECONDS_TO_WAIT) -> Iterator[Path]:
    """The real place of a file that no other run of this program saves meanwhile; or `NotSaved`.

    The lock is on the file itself, so that a program that was killed leaves nothing behind. Whoever waited
    for it while another file was put in its place waits for that one. Where locks are unknown, as in some
    network folders, it is not held; a change made elsewhere is still told by what the file holds then.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        handle = _hold(target, seconds)
    except (OSError, ValueError) as error:
        raise _told(error, path) from error
    try:
        yield target
    finally:
        with suppress(OSError):
            os.close(handle)


def _hold(target: Path, seconds: float) -> int:
    handle, until, file = -1, 0.0, None
    while True:
        if file != (file := _identity(target.stat())):
            # Somebody else has saved it, and may go on doing so.
            until = time.monotonic() + seconds
        _refuse_what_may_not_be_written(target, target.stat())
        handle = os.open(target, _HOLDING)
        try:
            if lock(handle, unknown=True) and _identity(os.fstat(handle)) == _identity(target.stat()):
                return handle
        except OSError:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > until:
            raise NotSaved(f"another program is writing {target}", "try again when it is done")
        time.sleep(_SECONDS_BETWEEN_TRIES)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _refuse_what_may_not_be_written(target: Path, found: os.stat_result) -> None:
    """Refuse to write where something else stands now, or where writing would part two names of one file."""
    _refuse_what_is_no_file(target, found)
    if found.st_nlink > 1:
        sentence = f"{target} has a second name (a hard link), which would keep the old text"
        raise NotSaved(sentence, "edit it in an editor that writes in place")
    if not os.access(target, os.W_OK):
        raise NotSaved(f"{target} may not be written to", f"chmod u+w, if it is yours: {target}")


def put(target: Path, before: Version, data: bytes) -> Version:
    """Put these bytes in the place of a version of a file that is held; or `NotSaved`."""
    try:
        _check(target, before)
        sweep(target.parent)
        return _replace(target, before, data)
    except (OSError, ValueError) as error:
        raise _told(error, target) from error


def _check(target: Path, before: Version) -> None:
    """Refuse to write over another version than this."""
    now = read(target)
    # A file that was put there anew with the same bytes has lost nothing.
    if now.data != before.data:
        # Whoever only writes a new file needs nothing that reads YAML.
        from timeline_tui.edit.byte_lines import difference

        raise ChangedMeanwhile(difference(before.data, now.data, "as it was read", "as it is now"))
    found = target.stat()
    _refuse_what_may_not_be_written(target, found)
    if (*_identity(found), found.st_mtime_ns) != (now.seen.device, now.seen.inode, now.seen.mtime_ns):
        raise ChangedMeanwhile(["it was saved by another program right now"])


def _replace(target: Path, before: Version, data: bytes) -> Version:
    beside, handle = _made(target.parent)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            _write(handle, data)
            found = target.stat()
            _keep_rights(handle, target, found)
            os.fsync(file.fileno())
            if read(beside).data != data:
                raise NotSaved("what was written could not be read back", "look at the disk")
            _check(target, before)
            written = os.fstat(handle)
            os.replace(beside, target)  # noqa: PTH105 - each step is one call of the system
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    # From here on it is saved, whatever happens.
    with suppress(OSError):
        _settle(target.parent)
    return Version(data, FileState(written.st_dev, written.st_ino, written.st_size, written.st_mtime_ns))


def _made(folder: Path) -> tuple[Path, int]:
    """A new file beside, which is locked as long as this program writes it."""
    while True:
        beside = folder / f"{_PREFIX}{os.urandom(8).hex()}"
        handle = os.open(beside, NEW, 0o600)
        try:
            # Another program may have taken it for a stale one between the two steps.
            if lock(handle, unknown=True) and os.fstat(handle).st_nlink:
                return beside, handle
        except OSError:
            _drop(beside, handle)
            raise
        _drop(beside, handle)


def _drop(beside: Path, handle: int) -> None:
    os.close(handle)
    with suppress(OSError):
        beside.unlink()


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view[:_CHUNK]) :]


def _keep_rights(handle: int, target: Path, found: os.stat_result) -> None:
    """Give the new file the owner, the mode and the attributes of the old one; `NotSaved` if it cannot be."""
    own = os.fstat(handle)
    if (own.st_uid, own.st_gid) != (found.st_uid, found.st_gid):
        try:
            os.fchown(handle, found.st_uid, found.st_gid)
        except PermissionError as error:
            whose = "user" if own.st_uid != found.st_uid else "group"
            sentence = f"{target} belongs to another {whose}, and saved by you it would not any more"
            raise NotSaved(sentence, "copy it and edit the copy, or let its owner do it") from error
    _keep_attributes(handle, target)
    os.fchmod(handle, stat.S_IMODE(found.st_mode))


def _keep_attributes(handle: int, target: Path) -> None:
    """Carry over who else may read it, and what other programs have noted at it."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names, given = os.listxattr(target), os.listxattr(handle)
    except OSError as error:
        if error.errno in _UNKNOWN:
            return
        raise
    for name in set(given) - set(names):
        # What the folder gives each new file may let others read it.
        if name == _ACCESS:
            os.removexattr(handle, name)
    for name in names:
        try:
            os.setxattr(handle, name, os.getxattr(target, name))
        except OSError as error:
            if name.startswith(("user.", "system.")):
                sentence = f"the attribute {name} of {target} cannot be kept"
                raise NotSaved(sentence, "edit it in an editor that writes in place") from error


def _settle(folder: Path) -> None:
    """Make sure that the new name outlives a loss of power."""
    handle = os.open(folder, READING)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what saving left in a folder when it was killed: files beside that nobody holds any more."""
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.name.startswith(_PREFIX)]
    except OSError:
        return
    for name in names:
        with suppress(OSError):
            handle = os.open(folder / name, os.O_WRONLY | QUIETLY | NO_FOLLOW)
            try:
                if lock(handle, unknown=True):
                    (folder / name).unlink()
            finally:
                os.close(handle)


_UNKNOWN = {errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK, errno.EINVAL}
"""What a file system says that has never heard of attributes."""
_ACCESS = "system.posix_acl_access"

_FULL = ("the disk is full", "make room, and save again")
_SAID = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("your share of the disk is used up", "make room, and save again"),
    errno.EFBIG: ("the file would be larger than is allowed here", "raise the limit, or make it smaller"),
    errno.EROFS: ("the disk is mounted read-only", "copy the file to a place that can be written to"),
    errno.ENOENT: ("the file is not there any more", "look where it went; nothing was written"),
    errno.ENOTDIR: ("a part of its path is no folder", "look at how it is spelled"),
    errno.EISDIR: ("a folder stands in its place", "give the name of a .timeline.yaml file"),
    errno.ELOOP: ("its symbolic links lead in a circle", "mend the link"),
    errno.EIO: ("the disk gave an error", "copy the file elsewhere while it can be read"),
}


def _told(error: OSError | ValueError, path: Path) -> NotSaved:
    """What the system says, in the words of somebody who edits a file."""
    number = getattr(error, "errno", None)
    if number in {errno.EACCES, errno.EPERM}:
        folder = path.parent
        hint = f"the folder must be writable, too, since a new file is put in its place: {folder}"
        return NotSaved(f"{path}: you may not read or write it", hint)
    if number in _SAID:
        sentence, hint = _SAID[number]
        return NotSaved(f"{path}: {sentence}", hint)
    said = system_words(error)
    return NotSaved(f"{path}: the system says: {said}", "nothing was changed; try again")


@contextmanager
def new_file(target: Path, *, replacing: bool = False) -> Iterator[BinaryIO]:
    """A file to write, which gets its name when it is whole; until then it can be read under its own.

    `FileExistsError` where the name is taken and nothing is to be replaced, `OSError` where it cannot be
    written; then nothing is left. What is replaced is a file: the one that a link leads to, and no device.
    """
    if os.path.lexists(target) and not replacing:
        raise FileExistsError
    if replacing:
        target = Path(os.path.realpath(target))
        if target.exists() and not target.is_file():
            raise OSError(errno.EINVAL, "it is no ordinary file", str(target))
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".timeline-tui-", delete=False) as file:
        beside = Path(file.name)
        try:
            yield cast("BinaryIO", file)
            os.fchmod(file.fileno(), _rights(target))
            file.flush()
            os.fsync(file.fileno())
            if replacing:
                beside.replace(target)
            else:
                _give_name(beside, target)
        finally:
            beside.unlink(missing_ok=True)


def _give_name(beside: Path, target: Path) -> None:
    """A second name fails if it is taken, which a rename does not."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know one name a file only.
        _copy_exclusively(beside, target)


def _copy_exclusively(beside: Path, target: Path) -> None:
    with beside.open("rb") as whole, target.open("xb") as file:
        try:
            shutil.copyfileobj(whole, file)
            file.flush()
        except OSError:
            target.unlink(missing_ok=True)
            raise


def _rights(target: Path) -> int:
    """Those of the file that is replaced, or of a new one."""
    with suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
