"""`diff`: what changed between two files, or between versions of one that git holds."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline_tui.cli.files import Faults, Named, Unread, faults_in, named, progress
from timeline_tui.cli.output import Exit, Refusal, say, say_painted, talk
from timeline_tui.cli.printing import MARKDOWN, Printer
from timeline_tui.diff.git import HEAD
from timeline_tui.diff.revisions import checked_out, lend
from timeline_tui.index.reader import Index, Unusable
from timeline_tui.jobs.fresh import fresh
from timeline_tui.render.phrases import counted
from timeline_tui.visible import NotDone, visible

if TYPE_CHECKING:
    from timeline_tui.diff.versions import ChangedThing

_COLOURS = {"+": 32, "-": 31, "~": 33}
# As git calls a program that compares: path, then file, hash and mode of each side, and what was renamed.
_CALLED_BY_GIT = "GIT_DIFF_PATH_COUNTER"
_OF_GIT = (7, 9)
_MOST_OF_NOTHING = 65_536
"""Bytes of remarks and blanks up to which a file is looked through for something else."""


class ComparedVersion(NamedTuple):
    """One version: a file that is there, one of a commit, or none."""

    name: str
    """What to call it."""
    argument: str | None = None
    """The file as it was named; None where it is not read from there."""
    revision: str | None = None
    """The revision that it is read from."""
    file: str = ""
    """The file that the revision is of."""


class ComparedVersions(NamedTuple):
    """The two versions that are compared."""

    old: ComparedVersion
    new: ComparedVersion

    @property
    def title(self) -> str:
        """What is compared, in a line."""
        return f"{self.old.name} → {self.new.name}"


def say_difference(call: Namespace) -> Exit:
    """Print what changed; the exit code says whether both are sound or, if asked, whether they differ."""
    if call.textconv:
        return _say_steady(call.versions)
    if not _is_called_by_git(call.versions, call.behind):
        return _compare(call)
    try:
        _compare(call)
    except NotDone as refusal:
        # Git shows nothing of the other files where one of them is a failure.
        say(str(refusal))
    return Exit.FINE


def _compare(call: Namespace) -> Exit:
    sides = asked_for(call.versions, call.behind)
    with ExitStack() as stack:
        return _say(call, sides, _indexes(sides, stack))


def _indexes(sides: ComparedVersions, stack: ExitStack) -> list[Index | None]:
    """The indexes of both, first of what is not read from git, since that may lend its own to the other."""
    found: dict[int, Index | None] = {}
    for at in sorted(range(len(sides)), key=lambda at: sides[at].revision is not None):
        other = next(iter(found.values()), None)
        is_beside_now = sides[1 - at].revision is None
        found[at] = stack.enter_context(_opened(sides[at], other, beside_now=is_beside_now))
    return [found[at] for at in range(len(sides))]


def _say(call: Namespace, sides: ComparedVersions, indexes: Sequence[Index | None]) -> Exit:
    from timeline_tui.diff.versions import Versions

    try:
        parts = list(Versions(indexes[0], indexes[1]).parts())
        faults = [_faults(index, side) for index, side in zip(indexes, sides, strict=True)]
    except Unusable as error:
        raise Refusal(f"what was read cannot be compared: {error}", "the same once more") from error
    _print(parts, sides, call.printer, is_markdown=call.format == MARKDOWN)
    for side, fault in zip(sides, faults, strict=True):
        for sentence in fault.unread:
            talk(sentence)
        if fault.serious:
            talk(f"{side.name}: {counted(fault.serious, 'problem')}")
    worst = max(fault.exit for fault in faults)
    return Exit.PROBLEMS if call.exit_code and parts else worst


def _faults(index: Index | None, side: ComparedVersion) -> Faults:
    return Faults() if index is None else faults_in(index, side.name)


def _print(
    parts: Sequence[ChangedThing], sides: ComparedVersions, printer: Printer | None, *, is_markdown: bool
) -> None:
    from timeline_tui.diff.report import lines, markdown, records, summary

    said = f"{sides.title}: {summary(parts)}"
    if printer is not None:
        printer.print(record for part in parts for record in records(part))
        talk(said)
    elif is_markdown:
        from timeline_tui.render.citation import escaped

        say(f"## {escaped(visible(said))}\n")
        for item in markdown(parts):
            say(item)
    else:
        say(visible(said))
        for line in lines(parts):
            say_painted(line.text, _COLOURS[line.sign])


# What the arguments mean.


def asked_for(given: Sequence[str], behind: Sequence[str] | None) -> ComparedVersions:
    """The two versions that the arguments name; `behind` stood behind --, where that was there."""
    if _is_called_by_git(given, behind):
        return _of_git(given)
    if behind is not None:
        if len(behind) > 1:
            raise Refusal("one file or folder is compared", "timeline-tui diff OLD NEW -- FILE")
        return _of_revisions(given, *behind)
    if len(given) == 2 and all(_is_there(one) for one in given):
        return ComparedVersions(*(ComparedVersion(one, None if one == os.devnull else one) for one in given))
    if given and _is_there(given[-1]):
        return _of_revisions(given[:-1], given[-1])
    return _of_revisions(given)


def _is_called_by_git(given: Sequence[str], behind: Sequence[str] | None) -> bool:
    return _CALLED_BY_GIT in os.environ and behind is None and len(given) in _OF_GIT


def _is_there(argument: str) -> bool:
    return argument == "-" or os.path.lexists(argument)


def _of_revisions(given: Sequence[str], file: str | None = None) -> ComparedVersions:
    """Versions of one file: from the first revision, or the last that was committed, to the second or now."""
    revisions = [one for given_one in given for one in _range(given_one)]
    if len(revisions) > 2:
        raise Refusal("two versions are compared", "timeline-tui diff OLD NEW -- FILE")
    if file is None and not revisions:
        raise Refusal(
            "what is to be compared?", "timeline-tui diff FILE, for what changed since it was committed"
        )
    if file is None and len(given) == 2 and any(one.endswith((".yaml", ".yml")) for one in given):
        missing = next(one for one in given if not _is_there(one))
        raise Refusal(f"there is no file {missing}", "look at how it is spelled")
    path = "." if file is None else file
    if path == "-":
        raise Refusal(
            "git holds no versions of standard input", "timeline-tui diff FILE -, with a file beside it"
        )
    old, *rest = revisions or [HEAD]
    is_now = not rest
    shown = "the folder here" if path == "." else path
    new = (
        ComparedVersion(f"{shown} now", path)
        if is_now
        else ComparedVersion(f"{shown} at {rest[0]}", None, rest[0], path)
    )
    return ComparedVersions(ComparedVersion(f"{shown} at {old}", None, old, path), new)


def _range(given: str) -> list[str]:
    if "..." in given:
        raise Refusal(f"{given} means what came since two lines of work parted", given.replace("...", ".."))
    old, dots, new = given.partition("..")
    return [old or HEAD, new or HEAD] if dots else [given]


def _of_git(given: Sequence[str]) -> ComparedVersions:
    """The two files that git calls it with, either of which may be none."""
    name, old, new = given[0], given[1], given[4]
    now = given[7] if len(given) > 7 else name
    sides = (ComparedVersion(f"a/{name}", old), ComparedVersion(f"b/{now}", new))
    return ComparedVersions(
        *(side._replace(argument=None) if side.argument == os.devnull else side for side in sides)
    )


# How they are read.


@contextmanager
def _opened(side: ComparedVersion, other: Index | None, *, beside_now: bool) -> Iterator[Index | None]:
    if side.revision is not None:
        with _folder() as folder:
            path, left_out = checked_out(Path(side.file), side.revision, folder, beside_now=beside_now)
            if left_out:
                talk(f"{side.name}: {counted(left_out, 'file')} not compared, since git leaves them out here")
            if path is None:
                talk(f"{side.name}: there is none, so nothing stands in it")
                yield None
                return
            if _says_nothing(path, side.name):
                yield None
                return
            if other is not None:
                lend(other, path, folder)
            elif (present := fresh(Path(side.file))) is not None:
                with closing(present):
                    lend(present, path, folder)
            with closing(_index(Named(path, side.name, None, folder))) as index:
                yield index
    elif side.argument is None:
        yield None
    else:
        # What git hands over is thrown away, and so is what is read of it.
        with named(side.argument) as file, _folder() as folder:
            if _says_nothing(file.path, side.name):
                yield None
                return
            kept = file._replace(folder=folder) if _CALLED_BY_GIT in os.environ else file
            with closing(_index(kept._replace(name=side.name))) as index:
                yield index


def _says_nothing(path: Path, name: str) -> bool:
    """Whether it is a file with nothing but blanks and remarks, as before its first event; that is told."""
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= _MOST_OF_NOTHING:
            lines = map(bytes.strip, path.read_bytes().splitlines())
            if all(not line or line.startswith(b"#") for line in lines):
                talk(f"{name}: it is empty, so nothing stands in it")
                return True
    return False


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="timeline-tui-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _index(file: Named) -> Index:
    from timeline_tui.jobs.child import BuildFailed, NotMade

    index = fresh(file.path, folder=file.folder)
    if index is not None:
        return index
    try:
        return file.start().wait(progress(f"reading {file.name}"))
    except NotMade as error:
        raise Unread(file, error.failed) from error
    except Unusable as error:
        raise Unread(file, BuildFailed(f"its index cannot be used: {error}")) from error


def _say_steady(given: Sequence[str]) -> Exit:
    """Print a file for programs that compare lines, which ask for it as it is: nothing in it is a failure."""
    from timeline_tui.diff.report import steady_lines

    if len(given) != 1:
        raise Refusal("one file is printed for git to compare", "timeline-tui diff --textconv FILE")
    try:
        with named(given[0]) as file:
            for line in steady_lines(file.path, file.name):
                say(line)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refusal(f"{given[0]} cannot be read: {error.strerror}") from error
    return Exit.FINE
