"""What a timeline said when it was last left, as digests from which nothing of it can be read."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from timeline_tui.diff.git_process import Unversioned
from timeline_tui.index.reader import Index
from timeline_tui.index.records import ChangedSince
from timeline_tui.index.schema import FORMAT
from timeline_tui.jobs.cache import index_name, state_folder
from timeline_tui.system import READING, blake2b

_MOST_EVENTS = 200_000
"""Of larger timelines nothing is remembered, which would take longer than one waits for an end."""
_MOST_FILES = 100
_TOLD = "+ it is new, or was changed; since:REVISION says what was, where git keeps versions"
_NEVER = "nothing is known of what it said when it was left last"


def remember_left(folder: Path, index: Index) -> None:
    """Keep what the events of an index say, unless that is kept already; `OSError` where it cannot be."""
    about = index.about
    if about.as_of is not None or not about.complete or about.events > _MOST_EVENTS:
        return
    path, head = _place(folder, Path(index.stamp.file)), _head(index)
    if path.is_file() and path.open("rb").readline() == head:
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(head)
        array("q", [part for pair in _digests(index) for part in pair]).tofile(file)
    beside.replace(path)
    for old in sorted(folder.glob("*.left"), key=_age)[:-_MOST_FILES]:
        old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0


def changed_since_left(file: Path, index: Index) -> ChangedSince:
    """What is new or another since the timeline was left; `Unversioned` where that is not known."""
    was = dict(_kept(_place(left_folder(), file), _program(index)))
    now = zip(_digests(index), index.entries(), strict=True)
    numbers = frozenset(entry.number for (id_, digest), entry in now if was.get(id_) != digest)
    return ChangedSince(numbers, {number: [_TOLD] for number in numbers})


def _kept(path: Path, program: bytes) -> Iterator[tuple[int, int]]:
    try:
        with os.fdopen(os.open(path, READING), "rb") as file:
            head, held = file.readline(), array("q")
            held.frombytes(file.read(16 * _MOST_EVENTS))
    except (OSError, ValueError) as error:
        raise Unversioned(_NEVER, "since:HEAD, where git keeps versions") from error
    if not head.startswith(program) or len(held) % 2:
        raise Unversioned(_NEVER, "since:HEAD, where git keeps versions")
    return zip(held[::2], held[1::2], strict=True)


def _digests(index: Index) -> Iterator[tuple[int, int]]:
    """A digest of the id of each event, and one of all that it says."""
    for entry in index.entries():
        id_ = blake2b(entry.id.encode("utf-8", "replace"), digest_size=8).digest()
        yield int.from_bytes(id_, signed=True), entry.digest


def _program(index: Index) -> bytes:
    """Words that differ where another version of the program would take other digests."""
    return json.dumps([index.stamp.version, FORMAT]).encode()


def _head(index: Index) -> bytes:
    digest = blake2b(repr(index.stamp).encode("utf-8", "replace"), digest_size=16).hexdigest()
    return _program(index) + digest.encode() + b"\n"


def _place(folder: Path, file: Path) -> Path:
    return folder / f"{index_name(file).removesuffix('.index')}.left"


def left_folder() -> Path:
    """Where it is kept, beside the places at which timelines were left; it can be deleted at any time."""
    return state_folder() / "left"
