"""What a person would measure with a stopwatch: the start, the memory, the answer to a key."""

from __future__ import annotations

import re
import statistics
import subprocess
import time
from collections.abc import Sequence

from benchmarks.program import NUMBER, Program
from tests.pty.terminal import Terminal

CURSOR = re.compile(r"▶.*?(\d{7})")
_LIST = 48
QUIET = 0.15
"""Seconds without output after which an answer is taken to be whole."""


def start(program: Program) -> float:
    """Seconds from the start of the process to the first title on the screen."""
    return starts(program)[0]


_TAKES_KEYS = b"\x1b[?1000h"
"""Comes first of what a screen itself sends; a picture of the last run may be there before."""
_LEFT = 0.5
"""Seconds in which the picture of the next start is drawn behind a program that ended."""


def starts(program: Program) -> tuple[float, float]:
    """Seconds from the start of the process to the first title, and to the first that the screen draws."""
    with program.in_terminal() as terminal:
        first = first_rows(terminal) - terminal.started
        terminal.wait(lambda: NUMBER.search(terminal.raw, _own(terminal)) is not None, "the screen")
        found = NUMBER.search(terminal.raw, _own(terminal))
        assert found is not None
        came = terminal.when(found[0], _own(terminal))
        assert came is not None
        took = first, came - terminal.started
    time.sleep(_LEFT)
    return took


def _own(terminal: Terminal) -> int:
    """Behind how many bytes the screen itself begins."""
    at = terminal.raw.find(_TAKES_KEYS)
    return len(terminal.raw) if at < 0 else at


def first_rows(terminal: Terminal) -> float:
    """Wait for the first title and say when it came; the emulated screen must show it."""
    terminal.wait(lambda: NUMBER.search(terminal.raw) is not None, "the first title")
    found = NUMBER.search(terminal.raw)
    assert found is not None
    came = terminal.when(found[0])
    assert came is not None
    terminal.wait_for(found[0].decode())
    return came


def memory(program: Program) -> int:
    """Resident memory in KB of the process that draws, some time after its start."""
    with program.in_terminal() as terminal:
        first_rows(terminal)
        terminal.settle(1.5)
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(terminal.pid)], capture_output=True, text=True)
        return int(shown.stdout)


def keys(program: Program, names: Sequence[str], presses: int) -> dict[str, list[float]]:
    """Seconds from each press to the row that the cursor then stands on, drawn; by key."""
    with program.in_terminal() as terminal:
        first_rows(terminal)
        terminal.settle(1.0)
        return {name: _answers(terminal, name, presses) for name in names}


def _answers(terminal: Terminal, name: str, presses: int) -> list[float]:
    answers: list[float] = []
    for _ in range(presses):
        if name == "end":
            _press(terminal, "home")
        took = _press(terminal, name)
        if took is None:
            # The end of a short list: nothing moved, so there is nothing to time.
            _press(terminal, "home")
        else:
            answers.append(took)
    return answers


def _press(terminal: Terminal, name: str) -> float | None:
    """Press a key and say how long the row that it leads to took; None when it led nowhere."""
    before, sent = where(terminal), len(terminal.raw)
    began = time.perf_counter()
    terminal.press(name)
    terminal.settle(QUIET)
    after = where(terminal)
    if after == before:
        return None
    came = terminal.when(after.encode(), sent)
    return None if came is None else came - began


CHART_MOVES = {"open": "V", "zoom": "+", "pan": ">", "next event": "right"}
"""What is timed of the chart, each with its key."""
_RULER = "┬─".encode()
"""Comes with every picture of the chart."""


def chart(program: Program, rounds: int) -> dict[str, list[float]]:
    """Seconds from each press to the picture of the chart that it leads to."""
    answers: dict[str, list[float]] = {move: [] for move in CHART_MOVES}
    with program.in_terminal() as terminal:
        first_rows(terminal)
        terminal.settle(1.0)
        # It begins where it was left; the cover before the first event has no place in the chart.
        for key in ("home", "down"):
            terminal.press(key)
            terminal.settle(QUIET)
        for _ in range(rounds):
            for move, key in CHART_MOVES.items():
                sent, began = len(terminal.raw), time.perf_counter()
                terminal.press(key)
                terminal.settle(QUIET)
                # Opened, it is there with the place of the cursor; later that may be out of sight.
                came = terminal.when("▼".encode() if key == "V" else _RULER, sent)
                answers[move] += [] if came is None else [came - began]
            terminal.press("V")
            terminal.settle(QUIET)
    return answers


def letters(program: Program, queries: Sequence[str]) -> list[float]:
    """Seconds from each letter of these queries to all of the rows that it brings to the list."""
    with program.in_terminal() as terminal:
        first_rows(terminal)
        terminal.settle(1.0)
        return [took for query in queries for took in _typed(terminal, query)]


def _typed(terminal: Terminal, query: str) -> list[float]:
    answers: list[float] = []
    terminal.press("/")
    terminal.settle(QUIET)
    for letter in query:
        before, sent = _listed(terminal), len(terminal.raw)
        began = time.perf_counter()
        terminal.press(letter)
        terminal.settle(QUIET)
        came = [terminal.when(number.encode(), sent) for number in _listed(terminal) - before]
        # Where a letter brings nothing that was not there, there is nothing to time.
        answers += [max(at for at in came if at is not None) - began] if any(came) else []
    terminal.press("clear escape")
    terminal.settle(QUIET)
    return answers


def _listed(terminal: Terminal) -> set[str]:
    """The numbers of the rows in the list, left of the page."""
    return set(re.findall(r"\d{7}", "\n".join(line[:_LIST] for line in terminal.text.split("\n"))))


def where(terminal: Terminal) -> str:
    """The number of the row under the cursor, or the count of the empty program."""
    found = CURSOR.search(terminal.text) or re.search(r"pressed (\d{7})", terminal.text)
    # The cover has no number: where it is met, there is nothing to time.
    assert found is not None or "▶" in terminal.text, terminal.text
    return found[1] if found is not None else "the cover"


def percentile(values: Sequence[float], share: int = 95) -> float:
    """The value that so many of a hundred do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
