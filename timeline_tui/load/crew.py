"""Processes beside this one that share a row of jobs; their answers come back in the order of the jobs."""

from __future__ import annotations

import gc
import marshal
from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Any, BinaryIO, TypeAlias, TypeVar

from timeline_tui.system import Fork

J = TypeVar("J")
Jobs: TypeAlias = Callable[[], Iterable[J]]
"""The jobs, from the first one on each time."""
Answering: TypeAlias = Callable[[J], Any]
"""What is done with each."""

_HEAD = 8
# What is read of a piece holds on to itself, and to the piece; nobody else may be looking for such things.
_JOBS_TO_TIDY = 16
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
