"""A file that is written whole or not at all, and never over another unless that is asked for."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast


@contextmanager
def new_file(target: Path, *, replacing: bool = False) -> Iterator[BinaryIO]:
    """A file to write, which gets its name when it is whole; until then it can be read under its own.

    `FileExistsError` where the name is taken and nothing is to be replaced, `OSError` where it cannot be
    written; then nothing is left.
    """
    if os.path.lexists(target) and not replacing:
        raise FileExistsError
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
