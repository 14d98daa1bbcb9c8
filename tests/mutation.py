"""How many small mistakes in the code the tests notice: `make mutants SEED=3 SAMPLE=400`.

Mutmut makes the mistakes, of which some are drawn, always the same ones for a seed. All that the tests need
is imported once. A copy of that process finds which tests call what; then one for each mistake makes it, and
runs the tests that call its function, the quickest first, until one fails.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import FrameType, FunctionType

import libcst as cst
import pytest
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

ROOMS = ("model", "query", "evidence", "edit")
OPTIONS = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminal", "-o", "addopts="]
OPTIONS += ["--hypothesis-profile=first"]
MEMORY = 4 << 30
"""Bytes that the tests may take with a mistake."""
ENDLESS = 5, 10
"""Seconds, and times as long as without a mistake, after which a test is held to run for ever."""


@dataclass(frozen=True)
class Mistake:
    """One function with a small change in it."""

    file: Path
    function: str
    """With its class, as `Fields.row`."""
    number: int
    change: Mutation
    class_: cst.ClassDef | None

    @property
    def name(self) -> str:
        """Its file, its function, and the how manieth of the file it is."""
        return f"{self.file} {self.function} {self.number}"

    def __str__(self) -> str:
        """What is changed where."""
        right, wrong = (self._written(text).splitlines() for text in self._both())
        return "\n".join(unified_diff(right, wrong, self.name, self.name, lineterm="")) + "\n"

    def is_of(self, names: Iterable[str]) -> bool:
        """Whether one of these is its name, or the end of its file's and its function's."""
        return any(f"{name} " in f"{self.name} " for name in names)

    def of(self) -> FunctionType:
        """The function of the program that it is in."""
        return self._found(vars(self._module()))

    def make(self) -> None:
        """Let the program do this from now on."""
        names = dict(vars(self._module()))
        _, wrong = self._both()
        exec("from __future__ import annotations\n" + self._written(wrong), names)
        other, function = self._found(names), self.of()
        function.__code__ = other.__code__
        function.__defaults__, function.__kwdefaults__ = other.__defaults__, other.__kwdefaults__

    def _both(self) -> tuple[cst.FunctionDef, cst.FunctionDef]:
        """The function as it should be, and with the mistake."""
        right = self.change.contained_by_top_level_function
        assert right is not None
        wrong = deep_replace(right, self.change.original_node, self.change.mutated_node)
        assert isinstance(wrong, cst.FunctionDef)
        return right, wrong

    def _written(self, function: cst.FunctionDef) -> str:
        """The text of a function, alone in its class if it has one."""
        if self.class_ is None:
            return str(cst.Module([function]).code)
        body = self.class_.body.with_changes(body=[function], footer=[])
        alone = self.class_.with_changes(bases=[], keywords=[], decorators=[], body=body)
        return str(cst.Module([alone]).code)

    def _module(self) -> object:
        return import_module(".".join(self.file.with_suffix("").parts))

    def _found(self, names: Mapping[str, object]) -> FunctionType:
        owner, _, name = self.function.rpartition(".")
        found = vars(names[owner])[name] if owner else names[name]
        function = getattr(found, "__func__", found)
        assert isinstance(function, FunctionType)
        return function


def mistakes(file: Path) -> Iterator[Mistake]:
    """Every small mistake that there can be in the functions of a file."""
    module, changes, _, _ = create_mutations(str(file), file.read_text("utf-8"))
    classes = {
        part: node
        for node in module.body
        if isinstance(node, cst.ClassDef)
        for part in node.body.body
        if isinstance(part, cst.FunctionDef)
    }
    for number, change in enumerate(changes):
        function = change.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef):
            class_ = classes.get(function)
            name = f"{class_.name.value}.{function.name.value}" if class_ else function.name.value
            yield Mistake(file, name, number, change, class_)


class Trials:
    """What is done with the tests in place of running them once: each mistake is tried."""

    def __init__(self, drawn: Sequence[Mistake], processes: int) -> None:
        self._drawn = drawn
        self._processes = processes
        self._seconds: list[float] = []
        """How long each test takes, by its place."""
        self._reach: list[list[int]] = []
        """By the place of each mistake, those of the tests that call its function, the quickest first."""
        self.noticed = 0
        self._tried = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find which tests call what, then try the mistakes, first those that few tests can notice."""
        with TemporaryDirectory() as folder:
            self._find_calls(session, Path(folder))
            running: dict[int, int] = {}
            for place in sorted(range(len(self._drawn)), key=lambda place: len(self._reach[place])):
                if len(running) == self._processes:
                    self._tell_end(running)
                home = Path(folder, str(place))
                running[self._started(session, self._reach[place], home, self._drawn[place])] = place
            while running:
                self._tell_end(running)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say which test fails where there is no mistake yet."""
        if report.failed and not self._reach:
            sys.stderr.write(f"{report.nodeid}\n{report.longreprtext}\n")

    def _find_calls(self, session: pytest.Session, folder: Path) -> None:
        """Have all tests run in a copy of this process, then once more in the order that mistakes get."""
        found = folder / "calls"
        if not (pid := _forked(folder)):
            try:
                functions = [id(mistake.of().__code__) for mistake in self._drawn]
                found.write_text(json.dumps(_calls(session, functions)))
            finally:
                os._exit(session.testsfailed > 0 or not found.exists())
        if os.waitpid(pid, 0)[1]:
            raise pytest.UsageError("tests fail without any mistake")
        called, self._seconds = json.loads(found.read_text())
        if os.waitpid(self._started(session, range(len(self._seconds)), folder / "all"), 0)[1]:
            raise pytest.UsageError(
                "tests fail in another order, or in the time there is, without any mistake"
            )
        self._reach = called

    def _started(
        self, session: pytest.Session, places: Iterable[int], folder: Path, mistake: Mistake | None = None
    ) -> int:
        """A process that runs these tests; it ends with 0 where all of them pass."""
        if pid := _forked(folder):
            return pid
        try:
            if mistake is not None:
                mistake.make()
            for place, item, after in _in_order(session, sorted(places, key=self._seconds.__getitem__)):
                least, times = ENDLESS
                most = least + times * self._seconds[place]
                signal.setitimer(signal.ITIMER_VIRTUAL, most)
                # On a machine that has much else to do.
                signal.setitimer(signal.ITIMER_REAL, most * 10)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
                if session.testsfailed:
                    break
            os._exit(session.testsfailed > 0)
        finally:
            os._exit(1)

    def _tell_end(self, running: dict[int, int]) -> None:
        """Wait for one to end, and show its mistake if no test has noticed it."""
        pid, status = os.wait()
        place = running.pop(pid)
        self._tried += 1
        self.noticed += bool(status)
        if not status:
            # What is done while the program is imported has been done by then.
            alone = "" if self._reach[place] else "No test calls it when all is imported.\n"
            sys.stdout.write(f"{self._drawn[place]}{alone}\n")
            sys.stdout.flush()
        sys.stderr.write(f"\r{self.noticed} of {self._tried} noticed, of {len(self._drawn)} ")


def _forked(folder: Path) -> int:
    """As `os.fork`, where the copy has a folder of its own, and only so much memory."""
    if not (pid := os.fork()):
        folder.mkdir(exist_ok=True)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))
    return pid


def _in_order(
    session: pytest.Session, places: Sequence[int]
) -> Iterator[tuple[int, pytest.Item, pytest.Item | None]]:
    """Each place with its test, and the test that comes after it."""
    items = [session.items[place] for place in places]
    yield from zip(places, items, [*items, None][1:], strict=True)


def _calls(session: pytest.Session, functions: Sequence[int]) -> tuple[list[list[int]], list[float]]:
    """Of each function, the places of the tests that call it; and of each test, the seconds that it takes."""
    seen: set[int] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(id(frame.f_code))

    called: list[list[int]] = [[] for _ in functions]
    seconds = []
    threading.setprofile(note)
    for place, item, after in _in_order(session, range(len(session.items))):
        _forget()
        seen.clear()
        start = time.process_time()
        sys.setprofile(note)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        sys.setprofile(None)
        seconds.append(time.process_time() - start)
        for function, places in zip(functions, called, strict=True):
            if function in seen:
                places.append(place)
    return called, seconds


def _forget() -> None:
    """Let the program compute anew what it has computed for the tests before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("timeline_tui."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()


def main() -> None:
    """Draw some mistakes, try each, show what went unnoticed, and how many were noticed."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--of", action="append", help="only these, of all: 'dates.py parse', 'dates.py parse 3'"
    )
    parser.add_argument("--tests", nargs="+", default=[f"tests/{room}" for room in ROOMS])
    asked = parser.parse_args()
    files = [file for room in ROOMS for file in sorted(Path("timeline_tui", room).glob("*.py"))]
    every = [mistake for file in files for mistake in mistakes(file) if mistake.is_of(asked.of or [""])]
    if not every:
        parser.error("there is no such mistake: say part of a file and its function, as 'dates.py parse'")
    drawn = Random(asked.seed).sample(every, min(asked.sample, len(every)))
    trials = Trials(drawn, asked.processes)
    if ended := pytest.main([*OPTIONS, *asked.tests], plugins=[trials]):
        sys.exit(int(ended))
    share = trials.noticed / len(drawn)
    sys.stdout.write(
        f"{trials.noticed} of {len(drawn)} noticed ({share:.1%}), of {len(every):,} that there are\n"
    )


if __name__ == "__main__":
    main()
