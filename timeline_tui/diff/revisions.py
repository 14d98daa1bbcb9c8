"""A version of a file that git holds, read beside the one that is there, and what is another in that."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from contextlib import ExitStack, closing, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from timeline_tui.diff.git import Repository, written
from timeline_tui.diff.git_process import Unversioned
from timeline_tui.diff.report import lines
from timeline_tui.diff.versions import Versions
from timeline_tui.index.reader import Index
from timeline_tui.index.records import ChangedSince
from timeline_tui.index.schema import copied
from timeline_tui.jobs.cache import folders, index_name
from timeline_tui.jobs.child import Build, NotMade
from timeline_tui.jobs.room import room
from timeline_tui.model.dates import understood

# Of more events only that they changed is known.
_MOST_TOLD = 2000
_MANY = 2000


class CheckedOut(NamedTuple):
    """A version of a file or folder, written where it can be read."""

    path: Path | None
    """None where there is none in that version."""
    left_out: int = 0
    """Files that a sparse checkout leaves out now, and that are therefore not compared with."""


def checked_out(file: Path, revision: str, folder: Path, *, beside_now: bool = True) -> CheckedOut:
    """Where the file or folder stands now as it was in a revision, to be compared with what is there now."""
    repository = Repository.of(file)
    commit = repository.commit(revision)
    if file.is_dir() or repository.is_folder_at(commit):
        # A folder that gives no title is called by its name.
        top = folder / "files" / (file.resolve().name or "files")
        top.mkdir(parents=True)
        left_out = _write_folder(repository, commit, file, top, beside_now=beside_now)
        return CheckedOut(top if any(top.iterdir()) else None, left_out)
    blob = repository.file_at(commit)
    if blob is None:
        return CheckedOut(None)
    name = blob.path.rpartition("/")[2]
    written(repository, [blob], [name], folder)
    return CheckedOut(folder / name)


def _write_folder(repository: Repository, commit: str, folder: Path, top: Path, *, beside_now: bool) -> int:
    """Write the files of a folder, and of repositories within it; how many were left out."""
    below = f"{repository.path}/" if repository.path else ""
    files = {blob.path.removeprefix(below): blob for blob in repository.files_at(commit)}
    count = len(files)
    if beside_now and (gone := [name for name in files if not (folder / name).exists()]):
        left_out = repository.left_out()
        for name in gone:
            if files[name].path in left_out:
                del files[name]
    written(repository, list(files.values()), list(files), top)
    count -= len(files)
    for link in repository.repositories_at(commit):
        name = link.path.removeprefix(below)
        if os.path.lexists(folder / name / ".git"):
            inner = Repository.of(folder / name)
            try:
                held = inner.commit(link.hash)
            except Unversioned as error:
                sentence = f"{link.path}, a repository of its own, does not hold its version of then"
                raise Unversioned(sentence, f"git -C {shlex.quote(str(folder / name))} fetch") from error
            count += _write_folder(inner, held, folder / name, top / name, beside_now=beside_now)
    return count


def lend(index: Index, file: Path, folder: Path) -> None:
    """Let an index of another version of a file stand where its own will be made, to be carried over to it.

    Where a few of many events are others, that is several times quicker than to read them all.
    """
    if index.about.events >= _MANY and index.about.as_of is None and not (index.stamp.files or file.is_dir()):
        with suppress(OSError):
            copied(index.path, folder / index_name(file))


def changed_since(file: Path, revision: str, index: Index) -> ChangedSince:
    """What is new or another in the index of a file than in a revision.

    `Unversioned` where that revision cannot be had; it can raise `Unusable`, too.
    """
    span = understood(index.about.as_of)
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(room(next(iter(folders()))))
            path = checked_out(file, revision, folder).path
            old = None
            if path is not None:
                lend(index, path, folder)
                build = Build(path, folder=folder, as_of=None if span is None else span.latest)
                old = stack.enter_context(closing(build.wait()))
            return _changed(Versions(old, index))
        except NotMade as error:
            raise Unversioned(f"{file.name} at {revision}: {error.failed.sentence}") from error
        except (OSError, StopIteration) as error:
            raise Unversioned("there is nowhere to keep what git holds", "space on the disk") from error


def _changed(versions: Versions) -> ChangedSince:
    told = {
        part.number: [line.text for line in lines([part])][1:] or ["+ it is new"]
        for part in islice(versions.events(), _MOST_TOLD)
        if part.number is not None
    }
    return ChangedSince(frozenset(versions.changed()), told)


def find_changes(index: Index, file: Path, versions: Iterable[str]) -> None:
    """Let an index know what changed since these versions; `Unversioned` where one cannot be had."""
    from timeline_tui.diff.remembered import changed_since_left

    for version in versions:
        if version not in index.changes:
            index.changes[version] = (
                changed_since(file, version, index) if version else changed_since_left(file, index)
            )
