"""What is done beside the screen: once, always the newest question, or by another process."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from contextvars import Context, copy_context
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Condition, Thread, local
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from timeline_tui.index.records import IsWanted, Superseded, Unusable
from timeline_tui.system import Act

if TYPE_CHECKING:
    from timeline_tui.index.reader import Index
    from timeline_tui.index.shown import Shown, View
    from timeline_tui.index.view_maker import Maker
    from timeline_tui.jobs.child import Child
    from timeline_tui.problems.problem import Problem


R = TypeVar("R")
Take: TypeAlias = Callable[[R], object]
"""What hears an answer."""


def beside(work: Callable[[], R], done: Take[R]) -> None:
    """Do the work in a thread that nobody waits for, and tell of it here, unless the reader has left."""
    loop, context = asyncio.get_running_loop(), copy_context()

    def run() -> None:
        result = work()
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(done, result, context=context)

    Thread(target=run, daemon=True).start()


def telling(tell: Take[R]) -> Take[R]:
    """What another thread can call to tell something here."""
    loop, context = asyncio.get_running_loop(), copy_context()

    def told(what: R) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, what, context=context.copy())

    return told


T = TypeVar("T")

Question: TypeAlias = Callable[[IsWanted], Iterable[T]]
"""Finds something out in the thread, and gives each answer as soon as it is known."""

_TO_DRAW = 0.025
"""Seconds that the screen has for an answer before more is found out, which would take half of its time."""


class Latest(Generic[T]):
    """Asked in the screen's thread, it answers there; whoever asks again hears nothing of earlier questions.

    The thread is there from the first question to the end, and nobody waits for it.
    """

    def __init__(
        self,
        took: Take[T],
        failed: Take[Unusable],
        interrupt: Act = lambda: None,
    ) -> None:
        """`interrupt` ends at once what is going on in the thread, if anything is."""
        self._took = took
        self._failed = failed
        self._interrupt = interrupt
        self._changed = Condition()
        self._asked = 0
        """The number of the newest question; what belongs to another one is of no interest."""
        self._next: Question[T] | None = None
        self._over = False
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._context: Context | None = None

    def ask(self, question: Question[T], took: Take[T] | None = None) -> None:
        """Answer this from now on, and to `took` where it is another that asks."""
        if self._over:
            return
        self._took = took or self._took
        self._loop = asyncio.get_running_loop()
        # Whoever is told starts timers of the screen, which must know whose they are.
        self._context = copy_context()
        self._begin(question)
        if self._thread is None:
            self._thread = Thread(target=self._go_on, name="finding out", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Do nothing more, until something is asked."""
        self._begin(None)

    def end(self) -> None:
        """Do nothing more for ever, and let the thread go, with all that it holds."""
        self._over = True
        self._begin(None)

    def _begin(self, question: Question[T] | None) -> None:
        with self._changed:
            self._asked += 1
            self._next = question
            # Here the thread cannot take up the new question yet, so this only ends an earlier one.
            self._interrupt()
            self._changed.notify()

    # In the thread.

    def _go_on(self) -> None:
        while True:
            with self._changed:
                while self._next is None:
                    if self._over:
                        return
                    self._changed.wait()
                question, self._next, number = self._next, None, self._asked
            self._answer(question, number)

    def _answer(self, question: Question[T], number: int) -> None:
        try:
            for result in question(lambda: number == self._asked):
                self._tell(number, partial(self._took, result))
                if self._is_outdated(number):
                    return
        except Superseded:
            # The screen is told of the newer one, and asks again.
            pass
        except Unusable as error:
            # It may well be the interruption that is told of.
            self._tell(number, partial(self._failed, error))

    def _is_outdated(self, number: int) -> bool:
        """Whether something else is asked, now or as long as what was told is drawn."""
        with self._changed:
            return self._changed.wait_for(lambda: number != self._asked, _TO_DRAW)

    def _tell(self, number: int, tell: Act) -> None:
        assert self._loop is not None  # noqa: S101 - it was there when this was asked
        # There is nobody to tell where the reader has left meanwhile.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell_here, number, tell, context=self._context)

    # In the screen's thread.

    def _tell_here(self, number: int, tell: Act) -> None:
        if number == self._asked:
            tell()


class _OfThread(local):
    """What each thread looks something up in."""

    index: tuple[Index, Index] | None = None
    """The index that is shown, and the same on a connection of the thread's own."""


_of_thread = _OfThread()


def own_index(index: Index) -> Index:
    """The index that is shown on a connection of this thread's own, which keeps the one it asked last."""
    held = _of_thread.index
    if held is None or held[0] is not index:
        if held is not None:
            held[1].close()
        _of_thread.index = None
        held = _of_thread.index = index, index.again()
    return held[1]


_DRAWN_BY = ("timeline_tui.render.marking", "timeline_tui.session.landing")
"""What draws the first view of a query, beside what draws all others."""
_FIRST = 200
"""Rows that are shown before all are found; more than any screen has lines."""


class Makers:
    """What makes views of the index that was asked about last; each is used in one thread only."""

    def __init__(self) -> None:
        self._maker: Maker | None = None
        self.made_for: Index | None = None
        """The one that was asked about last."""

    def of(self, index: Index) -> Maker:
        """The one for this index."""
        from timeline_tui.index.view_maker import Maker

        if self._maker is None or self.made_for is not index:
            before, self._maker = self._maker, None
            if before is not None:
                before.close()
            self._maker, self.made_for = Maker(index), index
        return self._maker

    def interrupt(self) -> None:
        """End what is being made; for another thread."""
        if (maker := self._maker) is not None:
            maker.interrupt()


def readied(makers: Makers, index: Index, is_wanted: IsWanted) -> Iterator[Shown]:
    """Make ready what makes and draws the first view; there is nothing to be shown yet."""
    # Whoever asks for a view is told.
    with suppress(Unusable):
        makers.of(index).make_ready()
    for module in _DRAWN_BY:
        if is_wanted():
            import_module(module)
    yield from ()


def views(makers: Makers, index: Index, view: View, around: int, is_wanted: IsWanted) -> Iterator[Shown]:
    """Some of the rows, those around a rank, then all; only all where that is as quick."""
    from timeline_tui.index.view_maker import Interrupted
    from timeline_tui.query.scan import Unreadable

    maker = makers.of(index)
    try:
        for most in (_FIRST, None):
            if not is_wanted():
                return
            shown = maker.made(view, around, most)
            yield shown
            if not shown.partial:
                return
    except Interrupted:
        return
    except Unreadable as error:
        # Whoever asked has read it, so it is the index that cannot answer such a query.
        raise Unusable(error.sentence) from error


class Hearing(ABC):
    """One child at a time; a new one takes the place of the one before."""

    def __init__(self) -> None:
        self._child: Child[Any] | None = None
        self._descriptor = -1

    @abstractmethod
    def ready(self, path: Path) -> None:
        """Take what was made, which is there."""

    @abstractmethod
    def failed(self, reason: str, problems: Sequence[Problem] = ()) -> None:
        """Tell why it will never be, with the problems of the file that are to blame."""

    def progress(self, done: int, total: int) -> None:  # noqa: B027 - few show it
        """Tell how far it is."""

    def preview(self, path: Path) -> None:  # noqa: B027 - few have any
        """Take the first rows, which are there meanwhile."""

    @property
    def going_on(self) -> bool:
        """Whether one is at work."""
        return self._child is not None

    def follow(self, child: Child[Any]) -> None:
        """Listen to this one from now on."""
        self.give_up()
        self._child = child
        self._descriptor = child.fileno()
        asyncio.get_running_loop().add_reader(self._descriptor, self._hear)

    def give_up(self) -> None:
        """End the work, where some is going on."""
        child = self._let_go()
        if child is not None:
            child.cancel()

    def _let_go(self) -> Child[Any] | None:
        child, self._child = self._child, None
        if child is not None:
            asyncio.get_running_loop().remove_reader(self._descriptor)
        return child

    def _hear(self) -> None:
        from timeline_tui.jobs.child import BuildFailed, FirstRows, Progress

        for message in self._child.messages() if self._child is not None else ():
            match message:
                case Progress(done, total):
                    self.progress(done, total)
                case FirstRows(path):
                    self.preview(path)
                case BuildFailed(sentence, problems):
                    self._let_go()
                    self.failed(sentence, problems)
                case _:
                    self._let_go()
                    self.ready(message.path)
