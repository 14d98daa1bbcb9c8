"""One run of a program in a terminal, seen as a person would see it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from signal import SIGTERM

from benchmarks.peers import tree
from benchmarks.peers.sample import Figure, Sample
from benchmarks.program import SIZE
from tests.pty.screen import Screen
from tests.pty.terminal import Terminal

TITLE = re.compile(r"\b\d{7} [A-Z]")
"""The beginning of any title; what is typed into a search has no word behind its number."""
QUIET = 0.01
"""Seconds without output after which the screen is looked at, so that looking delays no reading."""


def sample(
    command: Sequence[str],
    surroundings: Mapping[str, str | None],
    before: Sequence[str],
    search: str,
    patience: float,
) -> Sample:
    """Start, weigh, press what opens the prompt, search; the search holds the number that it looks for."""
    with Terminal(command, size=SIZE, env=surroundings) as terminal:
        seen = _Seen(terminal, patience)
        try:
            start = seen.after(terminal.started, TITLE)
            return Sample(start) if isinstance(start, str) else _after_start(seen, start, before, search)
        except ChildProcessError as error:
            return Sample(str(error))
        finally:
            _end(terminal)


def first_screen(command: Sequence[str], surroundings: Mapping[str, str | None], patience: float) -> Sample:
    """Start alone."""
    with Terminal(command, size=SIZE, env=surroundings) as terminal:
        try:
            return Sample(_Seen(terminal, patience).after(terminal.started, TITLE))
        except ChildProcessError as error:
            return Sample(str(error))
        finally:
            _end(terminal)


def start_alone(
    command: Sequence[str],
    surroundings: Mapping[str, str | None],
    words: str,
    patience: float,
    answer: tuple[str, str] | None = None,
) -> Sample:
    """Start and weigh a program whose first screen shows these words and no event.

    `answer` are keys that are then typed in one go, and what is on the screen once all are answered.
    """
    with Terminal(command, size=SIZE, env=surroundings) as terminal:
        seen = _Seen(terminal, patience)
        try:
            start = seen.after(terminal.started, re.compile(re.escape(words)))
            sample = Sample(start) if isinstance(start, str) else _weighed(seen, start)
            return sample if answer is None or not sample.is_whole else _answered(seen, sample, *answer)
        except ChildProcessError as error:
            return Sample(str(error))
        finally:
            _end(terminal)


def _answered(seen: _Seen, sample: Sample, keys: str, words: str) -> Sample:
    return sample._replace(search=seen.answer(keys, re.compile(re.escape(words))))


def _weighed(seen: _Seen, start: float) -> Sample:
    """The memory at rest; in words where it does not come to rest."""
    rests = tree.comes_to_rest(seen.terminal.pid, seen.pass_by, seen.patience)
    memory = tree.memory(seen.terminal.pid) / 1024
    return Sample(start, memory if rests else f"{memory:.0f} MB, still busy")


def _after_start(seen: _Seen, start: float, before: Sequence[str], search: str) -> Sample:
    terminal, weighed = seen.terminal, _weighed(seen, start)
    if isinstance(weighed.memory, str):
        return weighed
    for key in before:
        terminal.send(key.encode())
        seen.pass_by(0.5)
    title = re.compile(rf"\b{search.strip()} [A-Z]")
    return weighed._replace(search=seen.answer(search, title))


class _Seen:
    """The screen over time."""

    def __init__(self, terminal: Terminal, patience: float) -> None:
        self.terminal = terminal
        self.patience = patience

    def after(self, began: float, words: re.Pattern[str], since: int = 0) -> Figure:
        """Seconds until the screen showed the words, or that they did not come."""
        # To look takes as long as many an answer, so it is done only where something new is to be seen.
        terminal, looked = self.terminal, since
        while time.perf_counter() < began + self.patience:
            if terminal.read(QUIET):
                continue
            if looked != (looked := len(terminal.raw)) and words.search(terminal.text):
                return self._when(words, since) - began
            if terminal.status is not None:
                raise ChildProcessError(f"ended by itself ({terminal.status})")
        return f"over {self.patience:g} s"

    def answer(self, keys: str, words: re.Pattern[str]) -> Figure:
        """Seconds from these keys until the screen showed the words, or that they did not come."""
        if words.search(self.terminal.text):
            return "on the screen before"
        since, sent = len(self.terminal.raw), time.perf_counter()
        self.terminal.send(keys.encode())
        return self.after(sent, words, since)

    def pass_by(self, seconds: float) -> None:
        """Let time go by while the program may draw."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.terminal.read(left)

    def _when(self, words: re.Pattern[str], since: int) -> float:
        """What was sent, drawn once more step by step: a program may send a title in pieces."""
        screen, drawn = Screen(*SIZE), 0
        for when, until in self.terminal.arrivals:
            screen.feed(bytes(self.terminal.raw[drawn:until]))
            drawn = until
            if until > since and words.search(screen.text):
                return when
        raise LookupError("what was seen is not in what was sent")


def _end(terminal: Terminal) -> None:
    """As a closed window would, and by force where that does not help."""
    if terminal.status is not None:
        return
    terminal.kill(SIGTERM)
    deadline = time.monotonic() + 2
    while terminal.status is None and time.monotonic() < deadline:
        terminal.read(0.02)
    if terminal.status is None:
        tree.end(terminal.pid)
