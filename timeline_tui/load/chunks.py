"""The events of a file in chunks, each read in any process, and what is kept of them for the next time."""

from __future__ import annotations

import gc
import marshal
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO, NamedTuple, TypeAlias, TypeVar

from timeline_tui.load.one_event import Answer, Read, Work, read_chunk
from timeline_tui.system import Fork
from timeline_tui.yamlfile.split import Section
from timeline_tui.yamlfile.stream import Stream

Chunk = tuple[int, int]
"""Some whole items of a file: their first byte, and the one behind the last."""
J = TypeVar("J")
Jobs: TypeAlias = Callable[[], Iterable[J]]
"""The jobs, from the first one on each time."""
Answering: TypeAlias = Callable[[J], Any]
"""What is done with each."""
Results = Callable[[Jobs[Any], Answering[Any]], Generator[Any, None, None]]
"""Does the same to each job, here or elsewhere, and gives what came of it in the order of the jobs."""

CHUNK = 1 << 17
"""Bytes of a chunk, more or less."""
_LARGEST = 16 << 20
"""Of a chunk that is read at once: the rest of one is looked at event by event."""
_WINDOW = 1 << 16


class Cut(NamedTuple):
    """How the events of a file are read in chunks."""

    size: int
    """Bytes of a chunk, more or less."""
    results: Results
    least: int = 0
    """Bytes of events of which less is not cut."""


def chunks(text: Stream, section: Section, start: int, size: int) -> Iterator[Chunk]:
    """Where the events can be cut: before lines that look like an event, found as they are asked for."""
    mark = b"\n" + section.indent + b"- "
    while start < text.size:
        end, until = min(start + size, text.size), min(text.size, start + size + _LARGEST)
        while end < until and (window := text.cut(end, min(end + _WINDOW, text.size))):
            if (found := window.find(mark)) >= 0:
                end += found + 1
                break
            end += max(len(window) - len(mark) + 1, 1)
        end = min(end, text.size)
        yield start, end
        start = end


def answer_of(work: Work, text: Stream, job: Chunk) -> tuple[Any, ...] | None:
    """What comes of a chunk; None where it is to be looked at more closely."""
    data = None if job[1] - job[0] > _LARGEST else text.piece(*job)
    return None if data is None else read_chunk(work, data)


class KeptPiece(NamedTuple):
    """Some whole events that were read, to be known again."""

    size: int
    """Their bytes."""
    lines: int
    """How many end in them."""
    events: int
    digest: str
    sound: bool
    """Whether nothing is to be said of any of them alone."""
    packed: str
    """The line on which each of them begins: see `starts`."""

    @property
    def starts(self) -> array[int]:
        """The line on which each of its events begins, its own first one being 1."""
        return array("I", bytes.fromhex(self.packed))


class KeptFile(NamedTuple):
    """A file that was read in chunks, to be known again."""

    above: int
    """How many bytes stand above its events."""
    lines: int
    """How many lines end in these."""
    header: str
    """A digest of them."""
    indent: int
    """How far the events are indented."""
    pieces: list[KeptPiece]


def piece_of(answer: Answer, size: int) -> KeptPiece:
    """What is kept of a chunk of so many bytes that was read whole."""
    reads = [Read(*plain) for plain in answer.reads]
    # A list of a million numbers takes much room in memory.
    packed = array("I", (read.line + 1 for read in reads)).tobytes().hex()
    return KeptPiece(
        size, answer.lines, sum(read.stands for read in reads), answer.digest, is_sound(answer, reads), packed
    )


def is_sound(answer: Answer, reads: Iterable[Read]) -> bool:
    """Whether nothing is to be said of any of these events alone."""
    stand = all(
        read.stands and all(sort in {"dispute", "event"} for sort, _, _ in read.wanted) for read in reads
    )
    return stand and not answer.notes and not answer.counted


def kept_file(plain: Sequence[Any] | None) -> KeptFile | None:
    """What was kept as plain values."""
    if plain is None:
        return None
    above, lines, header, indent, pieces = plain
    return KeptFile(above, lines, header, indent, [KeptPiece(*piece) for piece in pieces])


_HEAD = 8
# What is read of a piece holds on to itself, and to the piece; nobody else may be looking for such things.
_JOBS_TO_TIDY = 32
# An answer fits into the pipe as a whole, where the system allows it, so that nobody waits to be heard.
_ROOM = 1 << 20


def shared(jobs: Jobs[J], work: Answering[J], helpers: int) -> Generator[Any, None, None]:
    """What `work` gives for each of the jobs: plain values; None where a helper was lost."""
    crew = [_Helper(jobs(), work, number, helpers) for number in range(helpers)]
    try:
        for number, _ in enumerate(jobs()):
            yield crew[number % helpers].answer()
    finally:
        for helper in crew:
            helper.end()


def in_turn(jobs: Jobs[J], work: Answering[J]) -> Generator[Any, None, None]:
    """What work makes of each job, done in this process, one after the other."""
    for done, job in enumerate(jobs(), 1):
        yield work(job)
        if done % _JOBS_TO_TIDY == 0:
            gc.collect()


class _Helper:
    """A copy of this process that does each nth of the jobs."""

    def __init__(self, jobs: Iterable[J], work: Answering[J], number: int, helpers: int) -> None:
        own = (job for at, job in enumerate(jobs) if at % helpers == number)
        self._copied = Fork(partial(_help, own, work), _ROOM)

    def answer(self) -> Any:  # noqa: ANN401 - whatever the work gives
        """The next answer."""
        size = int.from_bytes(self._copied.answers.read(_HEAD), "little")
        data = self._copied.answers.read(size)
        if not size or len(data) < size:
            return None
        return marshal.loads(data)  # noqa: S302 - it comes from a process of our own

    def end(self) -> None:
        """Let it go, whatever it does."""
        self._copied.end()


def _help(jobs: Iterable[J], work: Answering[J], out: BinaryIO) -> None:
    """Answer job after job."""
    # What was there before is not looked through again and again.
    gc.freeze()
    for answer in in_turn(lambda: jobs, work):
        data = marshal.dumps(answer)
        out.write(len(data).to_bytes(_HEAD, "little") + data)
        out.flush()
