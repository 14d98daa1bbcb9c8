"""The newest question is answered, and nothing is heard of those before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as threads

from tests.tui.screens import shown
from timeline_tui.index.reader import Unusable
from timeline_tui.session.background import Latest


class Slow:
    """A question that is answered with what it is told to, and waits in between until it may go on."""

    def __init__(self, *results: str, held: bool = False, fails: bool = False) -> None:
        self._results = results
        self._fails = fails
        self.begun = Event()
        self.ended = Event()
        self.go = Event()
        if not held:
            self.go.set()

    def __call__(self, is_wanted: Callable[[], bool]) -> Iterator[str]:
        self.begun.set()
        try:
            for result in self._results:
                yield result
                self.go.wait()
                if not is_wanted():
                    raise Unusable("interrupted")
            if self._fails:
                raise Unusable("damaged")
        finally:
            self.ended.set()


class Heard:
    """What came of the questions, in order; an interruption lets the one that is held go on."""

    def __init__(self) -> None:
        self.took: list[str] = []
        self.failed: list[str] = []
        self.held: Slow | None = None
        self.latest = Latest(self.took.append, lambda error: self.failed.append(str(error)), self._interrupt)

    def _interrupt(self) -> None:
        if self.held is not None:
            self.held.go.set()


def finders() -> set[Thread]:
    return {thread for thread in threads() if thread.name == "finding out"}


async def until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited in vain")


async def test_all_results_come_in_their_order() -> None:
    heard = Heard()
    heard.latest.ask(Slow("some", "all"))
    await until(lambda: heard.took == ["some", "all"])


async def test_what_is_asked_before_is_interrupted_and_not_heard_of() -> None:
    heard = Heard()
    first, second = Slow("a", "b", held=True), Slow("c")
    heard.latest.ask(first)
    heard.held = first
    await until(lambda: heard.took == ["a"])
    heard.latest.ask(second)
    await until(lambda: heard.took == ["a", "c"])
    assert first.ended.is_set()
    assert not heard.failed


async def test_what_was_never_begun_is_not_begun() -> None:
    heard = Heard()
    first, second, third = Slow("a", held=True), Slow("b"), Slow("c")
    heard.latest.ask(first)
    first.begun.wait()
    heard.latest.ask(second)
    heard.latest.ask(third)
    first.go.set()
    await until(lambda: "c" in heard.took)
    assert not second.begun.is_set()
    assert "b" not in heard.took


async def test_a_result_that_comes_late_is_not_heard_of() -> None:
    heard = Heard()
    first = Slow("a")
    heard.latest.ask(first)
    first.begun.wait()
    # The result is on its way to this thread, which has had no time for it yet.
    heard.latest.ask(Slow("b"))
    await until(lambda: "b" in heard.took)
    assert heard.took == ["b"]


async def test_damage_is_told_once() -> None:
    heard = Heard()
    heard.latest.ask(Slow("a", fails=True))
    await until(lambda: heard.failed == ["damaged"])
    heard.latest.ask(Slow("b"))
    await until(lambda: heard.took == ["a", "b"])
    assert heard.failed == ["damaged"]


async def test_nothing_is_heard_after_the_stop() -> None:
    heard = Heard()
    held = Slow("a", "b", held=True)
    heard.latest.ask(held)
    heard.held = held
    await until(lambda: heard.took == ["a"])
    heard.latest.stop()
    await until(held.ended.is_set)
    heard.latest.ask(Slow("c"))
    await until(lambda: heard.took == ["a", "c"])
    assert not heard.failed


async def test_the_thread_is_let_go_at_the_end_and_nothing_more_is_heard() -> None:
    heard = Heard()
    held = Slow("a", "b", held=True)
    before = finders()
    heard.latest.ask(held)
    heard.held = held
    await until(lambda: heard.took == ["a"])
    assert finders() - before
    heard.latest.end()
    heard.latest.ask(Slow("c"))
    await until(lambda: not finders() - before)
    assert held.ended.is_set()
    assert heard.took == ["a"]


async def test_a_form_that_is_left_and_a_program_that_ends_let_their_threads_go(tmp_path: Path) -> None:
    before = finders()
    async with shown(tmp_path) as program:
        of_the_program = finders()
        await program.press("a", "tab", "tab", "tab", *"shell")
        await program.wait_for("Shelling")
        assert finders() - of_the_program
        await program.press("escape", "escape")
        await until(lambda: not finders() - of_the_program)
        await program.press("slash", *"shell", "enter")
        assert finders() - before
    await until(lambda: not finders() - before)
