"""Reads versions of files from git."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import IO, Literal, NamedTuple

from timeline_tui.diff.git_process import WITHOUT_GIT, BareRepository, GitProcess, Unversioned, surroundings
from timeline_tui.jobs.members import ENDING, MOST_FILES
from timeline_tui.model.folding import likest
from timeline_tui.model.span import NotADate

HEAD = "HEAD"
"""The newest version that is committed."""
_FILES = {"100644", "100755"}
_OWN = "160000"
"""A repository within another, such as a submodule."""
_HASH = re.compile(r"[0-9a-f]{40,}")
_SHORT_HASH = 10
# Before it git counts no days.
_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()
_MOST_NAMES = 2000
_MOST_GONE = 200
"""Files that are looked through for the one that was renamed."""
_LIKE = 0.5
_TWO = 2
"""Versions that one commit tells of, where it is no merge."""
_PART = 1 << 20


class Blob(NamedTuple):
    """A file in a commit."""

    path: str
    """From the top of the repository, with slashes."""
    hash: str


class TreeEntry(NamedTuple):
    """What a commit names below a folder."""

    mode: str
    """What it is, as git writes it."""
    blob: Blob


class Committed(NamedTuple):
    """A commit in which a file became another."""

    hash: str
    author: str
    date: str
    """The day on which it was written, in ISO 8601; nothing where git cannot tell."""
    subject: str
    path: str
    """What the file was called from then on."""
    before: str
    """What it was called until then."""
    now: Blob | None = None
    """What it held from then on; None where it was deleted."""
    was: Blob | None = None
    """What it held until then; None where it was not there."""
    others: tuple[Blob | None, ...] = ()
    """What it held in the branches that were merged into that, where it is another than in each of them."""


class NamedCommit(NamedTuple):
    """A branch or a tag."""

    name: str
    kind: Literal["branch", "tag"]
    day: str
    """That of its newest commit or, where the tag is dated itself, of the tag, in ISO 8601."""


class Repository(GitProcess):
    """The git repository that a file or folder lies in; what it is asked can raise `Unversioned`."""

    def __init__(self, program: str, folder: Path, path: str) -> None:
        super().__init__(program, folder)
        self.path = path
        """The file or folder from the top of the repository, with slashes; empty for the top itself."""
        self._listed: tuple[tuple[str, str], list[TreeEntry]] = ("", ""), []
        """What was listed last, of which commit and path."""

    @classmethod
    def of(cls, file: Path) -> Repository:
        """The one that this file or folder lies in, or lay in before it was deleted."""
        program = shutil.which("git")
        if program is None:
            raise Unversioned("git is not installed, or not on PATH", WITHOUT_GIT)
        # What a link leads to is what changed, wherever that lies.
        file = Path(os.path.realpath(file))
        inside = file if file.is_dir() else file.parent
        rest = [] if file.is_dir() else [file.name]
        while not inside.is_dir() and inside != inside.parent:
            rest.insert(0, inside.name)
            inside = inside.parent
        found = cls(program, inside, "")
        found.path = (found._prefix() + "/".join(rest)).rstrip("/")
        return found

    def _prefix(self) -> str:
        said = self.said("rev-parse", "--is-inside-work-tree", "--show-prefix")
        inside, _, prefix = os.fsdecode(said).partition("\n")
        if inside != "true":
            if self.said("rev-parse", "--is-bare-repository").strip() == b"true":
                raise BareRepository(
                    f"{self.folder} is a bare repository, in which no files lie", "the same in a clone of it"
                )
            raise Unversioned(
                f"{self.folder} is no folder that git keeps versions of", "the folder that holds .git"
            )
        return prefix.removesuffix("\n")

    def commit(self, revision: str) -> str:
        """The hash of the commit that a revision means."""
        if not revision or revision.startswith("-") or "\0" in revision:
            raise Unversioned(f"{revision or 'nothing'} is no revision", "a branch, a tag, HEAD~3 or a hash")
        wanted = f"{revision}^{{commit}}"
        done = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        said = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not _HASH.fullmatch(said):
            raise self._no_commit(revision)
        return said

    def _no_commit(self, revision: str) -> Unversioned:
        if self.run("rev-parse", "--verify", "--quiet", HEAD).returncode:
            return Unversioned("nothing is committed in this repository yet", "git add and git commit")
        sentence = f"there is no revision {revision}"
        if self.said("rev-parse", "--is-shallow-repository").strip() == b"true":
            return Unversioned(
                f"{sentence} here: only the newest commits were fetched", "git fetch --unshallow"
            )
        names = [named.name for named in self.names(_MOST_NAMES)]
        near = [*likest(revision, names), *self._before_day(revision)]
        return Unversioned(sentence, " or ".join(near) or "git log, which lists them")

    def names(self, most: int) -> list[NamedCommit]:
        """So many branches and tags, those with the newest commits first."""
        form = "--format=%(refname)%00%(refname:short)%00%(creatordate:short)"
        asked = "for-each-ref", f"--count={most}", "--sort=-creatordate", form, "refs/heads", "refs/tags"
        lines = self.said(*asked).decode("utf-8", "replace").splitlines()
        return [
            NamedCommit(name, "tag" if whole.startswith("refs/tags/") else "branch", day)
            for whole, name, day in (line.split("\0") for line in lines)
        ]

    def _before_day(self, date: str) -> Iterator[str]:
        """What stands for a date where a revision is asked for: the newest commit from before it."""
        # Few name a revision that is none, and this takes a while to import.
        from timeline_tui.model.typed_dates import typed

        try:
            first = typed(date).span.earliest
        except NotADate:
            return
        if first is not None and first > _FIRST_DAY:
            day = datetime.date.fromordinal(first).isoformat()
            said = self.said("rev-list", "--max-count=1", f"--before={day}T00:00:00", HEAD)
            if digest := said.decode("ascii", "replace").strip():
                yield f"{digest[:_SHORT_HASH]}, the newest commit from before {day}"
            else:
                yield f"git log, which lists them: none is from before {day}"

    def file_at(self, commit: str) -> Blob | None:
        """The file as a commit has it, whatever it was called there; None where it has none."""
        found = self._blobs(commit, self.path)
        return found[0] if found else self._before_renaming(commit)

    def _before_renaming(self, commit: str) -> Blob | None:
        path = self._path_in_head
        for committed in self.log(commit):
            path = committed.before
        found = self._blobs(commit, path) if path != self.path else []
        return found[0] if found else None

    @cached_property
    def _path_in_head(self) -> str:
        """What the newest commit calls the file, also where its new name is not committed yet."""
        file = self.top / self.path
        if self._blobs(HEAD, self.path) or not file.is_file():
            return self.path
        options = ["--raw", "--no-abbrev", "-z", "--no-renames", "--no-relative", "--diff-filter=D"]
        said = os.fsdecode(self.said("diff-index", *options, HEAD)).split("\0")
        gone = [
            Blob(path, about.split(" ")[2])
            for about, path in zip(said[::2], said[1::2], strict=False)
            if path.endswith((".yaml", ".yml"))
        ]
        found = self._likest(file, gone[:_MOST_GONE]) if gone else None
        return self.path if found is None else found.path

    @cached_property
    def top(self) -> Path:
        """The folder that holds the repository."""
        said = self.said("rev-parse", "--show-toplevel")
        return Path(os.fsdecode(said).removesuffix("\n"))

    def _likest(self, file: Path, blobs: Sequence[Blob]) -> Blob | None:
        """That of which the file has the most lines, and at least half of all, as git finds out."""
        try:
            lines = Counter(file.read_bytes().splitlines())
        except OSError:
            return None
        found: Blob | None = None
        most = _LIKE
        with self.reading() as reader:
            for blob in blobs:
                held = BytesIO()
                # What was not fetched is not known to be the same.
                with suppress(Unversioned):
                    reader.copy(blob, held)
                others = Counter(held.getvalue().splitlines())
                share = (lines & others).total() / max(lines.total(), others.total(), 1)
                if share >= most:
                    found, most = blob, share
        return found

    def files_at(self, commit: str) -> list[Blob]:
        """The timeline files of the folder as a commit has them."""
        named = [blob for blob in self._blobs(commit, self._below) if blob.path.endswith(ENDING)]
        return [*filter(self._is_seen, named)][: MOST_FILES + 1]

    def repositories_at(self, commit: str) -> list[Blob]:
        """The repositories within the folder that a commit names, each with the commit of its own."""
        links = (entry.blob for entry in self._entries(commit, self._below) if entry.mode == _OWN)
        return [*filter(self._is_seen, links)]

    @property
    def _below(self) -> str:
        return f"{self.path}/" if self.path else ""

    def _is_seen(self, blob: Blob) -> bool:
        return "/." not in f"/{blob.path.removeprefix(self._below)}"

    def left_out(self) -> set[str]:
        """The paths of files of the folder that a sparse checkout leaves out."""
        listed = self.said(
            "ls-files", "-t", "-z", "--full-name", "--", f":(top,literal){self.path}", literal=False
        )
        entries = (entry.partition(b" ")[::2] for entry in listed.split(b"\0"))
        return {os.fsdecode(path) for tag, path in entries if tag == b"S"}

    def is_folder_at(self, commit: str) -> bool:
        """Whether a commit has a folder in the place of a file."""
        return not self.path or b" tree " in self.said(
            "ls-tree", "-z", "--full-tree", commit, "--", self.path
        )

    def _blobs(self, commit: str, path: str) -> list[Blob]:
        found = []
        for mode, blob in self._entries(commit, path):
            if mode in _FILES:
                found.append(blob)
            elif blob.path == path:
                what = "a link" if mode == "120000" else "a repository of its own"
                raise Unversioned(f"{path} is {what} in that version", "the file itself")
        return found

    def _entries(self, commit: str, path: str) -> list[TreeEntry]:
        if (commit, path) != self._listed[0]:
            which = ["--", path] if path else []
            said = self.said("ls-tree", "-r", "-z", "--full-tree", commit, *which).split(b"\0")
            entries = (entry.partition(b"\t")[::2] for entry in said if entry)
            found = [
                TreeEntry(mode, Blob(os.fsdecode(name), digest))
                for about, name in entries
                for mode, _, digest in [about.decode("ascii").split(" ")]
            ]
            self._listed = (commit, path), found
        return self._listed[1]

    def log(self, since: str | None = None, most: int | None = None) -> list[Committed]:
        """The commits that changed the file, the newest first, followed through its renamings.

        `since` is one that they come after.
        """
        found = self._log_of(self.path, since, most)
        if not found and self._path_in_head != self.path:
            return self._log_of(self._path_in_head, since, most)
        return found

    def _log_of(self, path: str, since: str | None, most: int | None) -> list[Committed]:
        bounds = [HEAD] if since is None else [f"{since}..{HEAD}"]
        limit = [] if most is None else [f"--max-count={most}"]
        form = "--format=%x00%H%x00%an%x00%as%x00%s%x00"
        options = [
            "--follow",
            "--raw",
            "-c",
            "--no-abbrev",
            "-z",
            "--no-ext-diff",
            "--no-relative",
            "--no-notes",
        ]
        asked = ["log", *options, *limit, form, *bounds, "--", f":(top,literal){path}"]
        return list(_commits(self.said(*asked, literal=False), path))

    @contextmanager
    def reading(self) -> Iterator[BlobReader]:
        """What reads contents of files, one after the other."""
        with subprocess.Popen(
            [*self.command(), "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(),
            start_new_session=True,
        ) as process:
            assert process.stdin is not None  # noqa: S101 - asked for above
            assert process.stdout is not None  # noqa: S101 - asked for above
            try:
                yield BlobReader(process.stdin, process.stdout)
            finally:
                process.kill()


class BlobReader:
    """Reads what files held in some commit."""

    def __init__(self, asks: IO[bytes], answers: IO[bytes]) -> None:
        self._asks = asks
        self._answers = answers

    def copy(self, blob: Blob, target: IO[bytes]) -> None:
        """Write the content of a file to another one."""
        try:
            self._asks.write(f"{blob.hash}\n".encode())
            self._asks.flush()
        except OSError as error:
            raise Unversioned(f"git stopped before it told what {blob.path} held") from error
        left = _size(self._answers.readline(), blob)
        while left > 0:
            part = self._answers.read(min(left, _PART))
            if not part:
                raise Unversioned(f"git stopped in the middle of {blob.path}")
            target.write(part)
            left -= len(part)
        self._answers.read(1)


def _size(header: bytes, blob: Blob) -> int:
    said = header.split()
    if len(said) != 3 or said[1] != b"blob":
        hint = "git fetch --refetch, where not all was fetched"
        raise Unversioned(f"git does not hold the content of {blob.path} in that version", hint)
    return int(said[2])


def _commits(said: bytes, path: str) -> Iterator[Committed]:
    fields = [os.fsdecode(one).strip("\n") for one in said.split(b"\0")]
    at = 0
    while at + 4 < len(fields):
        if not fields[at]:
            at += 1
            continue
        said_of_it, at = fields[at : at + 4], at + 4
        while at < len(fields) and not fields[at]:
            at += 1
        before, hashes = path, ["", ""]
        if at < len(fields) and fields[at].startswith(":"):
            count = len(fields[at]) - len(fields[at].lstrip(":")) + 1
            *about, status = fields[at].split(" ")
            is_renamed = count == _TWO and status[0] in "RC"
            before, hashes = fields[at + 1] if is_renamed else path, about[count:]
            at += 3 if is_renamed else 2
        *held, newer = (
            Blob(name, digest) if digest.strip("0") else None
            for name, digest in zip([*[before] * (len(hashes) - 1), path], hashes, strict=True)
        )
        digest, author, date, subject = said_of_it
        # Git gives back what was asked of it where the date is none that it knows, such as one before 1970.
        date = "" if "%" in date else date
        yield Committed(digest, author, date, subject, path, before, newer, held[0], tuple(held[1:]))
        path = before


def written(repository: Repository, blobs: Sequence[Blob], names: Sequence[str], folder: Path) -> None:
    """Write the contents of files into a folder, each under its name."""
    with repository.reading() as reader:
        for blob, name in zip(blobs, names, strict=True):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                reader.copy(blob, file)
