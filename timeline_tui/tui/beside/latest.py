"""One thread beside the screen that does the newest of what it is asked, and gives up what came before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from contextvars import Context, copy_context
from threading import Condition, Thread
from typing import Generic, Protocol, TypeVar

from timeline_tui.index.reader import Unusable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """Something to find out, step by step."""

    def results(self) -> Iterator[T_co]:
        """What is found out, as soon as it is; asked for in the thread."""

    def interrupt(self) -> None:
        """Give it up, also where it has not begun; called in any thread, more than once too."""


class Latest(Generic[T]):
    """Asked in the screen's thread, it answers there; whoever asks again hears nothing of earlier questions.

    The thread is there from the first question on, and nobody waits for it to end.
    """

    def __init__(
        self,
        took: Callable[[T], object],
        failed: Callable[[Unusable], object],
        dropped: Callable[[T], object] = lambda result: None,
    ) -> None:
        """`dropped` is given, in any thread, what nobody waits for any more."""
        self._took = took
        self._failed = failed
        self._dropped = dropped
        self._changed = Condition()
        self._wanted: Work[T] | None = None
        """What is to be done, or is being done; what is not this any more is of no interest."""
        self._next: Work[T] | None = None
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._context: Context | None = None

    def ask(self, work: Work[T]) -> None:
        """Do this from now on."""
        self._loop = asyncio.get_running_loop()
        # Whoever is told starts timers of the screen, which must know whose they are.
        self._context = copy_context()
        self._give_up(work)
        if self._thread is None:
            self._thread = Thread(target=self._go_on, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Do nothing more, until something is asked."""
        self._give_up(None)

    def _give_up(self, work: Work[T] | None) -> None:
        with self._changed:
            before, self._wanted, self._next = self._wanted, work, work
            self._changed.notify()
        if before is not None:
            before.interrupt()

    # In the thread.

    def _go_on(self) -> None:
        while True:
            with self._changed:
                while self._next is None:
                    self._changed.wait()
                work, self._next = self._next, None
            self._do(work)

    def _do(self, work: Work[T]) -> None:
        try:
            for result in work.results():
                self._tell(work, result)
                if work is not self._wanted:
                    return
        except Unusable as error:
            # It may well be the interruption that is told of.
            if work is self._wanted:
                self._call(self._fail, work, error)

    def _tell(self, work: Work[T], result: T) -> None:
        if work is not self._wanted or not self._call(self._take, work, result):
            self._dropped(result)

    def _call(self, answer: Callable[..., object], *values: object) -> bool:
        # There is nobody to tell where the reader has left meanwhile.
        with suppress(RuntimeError):
            assert self._loop is not None  # noqa: S101 - it was there when this was asked
            self._loop.call_soon_threadsafe(answer, *values, context=self._context)
            return True
        return False

    # In the screen's thread.

    def _take(self, work: Work[T], result: T) -> None:
        if work is self._wanted:
            self._took(result)
        else:
            self._dropped(result)

    def _fail(self, work: Work[T], error: Unusable) -> None:
        if work is self._wanted:
            self._failed(error)
