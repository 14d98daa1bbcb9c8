"""One run of a program: what it shows is seen, what it does not show is said, nothing is left running."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from benchmarks.peers import terminal, tree
from benchmarks.peers.sample import Sample

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone tells this")


def _run(script: str, patience: float = 20) -> Sample:
    command = (sys.executable, "-c", textwrap.dedent(script))
    return terminal.sample(command, {}, ("/",), "0000009\r", patience)


def test_start_memory_and_search_are_seen() -> None:
    sample = _run("""
        print("0000001 A march near Old Mill", flush=True)
        assert input() == "/0000009"
        print("2 hits for 0000009", flush=True)
        print("\\x1b[5;1H00\\x1b[1m000\\x1b[0m09 Talks", flush=True)
        input()
    """)
    assert all(isinstance(figure, float) for figure in (sample.start, sample.memory, sample.search))
    assert sample.is_whole


def test_the_number_that_was_typed_is_not_a_hit() -> None:
    sample = _run('print("0000001 A march", flush=True); input(); input()', patience=3)
    assert isinstance(sample.start, float)
    assert sample.search == "over 3 s"


def test_a_program_with_no_events_is_looked_at_for_its_start_and_its_answers() -> None:
    script = 'print("Query Editor", flush=True); print("seen", len(input()), flush=True); input()'
    command = (sys.executable, "-c", script)
    alone = terminal.start_alone(command, {}, "Query Editor", 20)
    assert isinstance(alone.start, float) and isinstance(alone.memory, float) and alone.search == "-"
    answered = terminal.start_alone(command, {}, "Query Editor", 20, ("xxx\r", "seen 3"))
    assert isinstance(answered.search, float)
    assert terminal.start_alone(command, {}, "Other", 0.5) == Sample("over 0.5 s")


def test_a_program_that_shows_nothing_is_cut_off() -> None:
    assert _run("input()", patience=0.5) == Sample("over 0.5 s")


def test_a_program_that_ends_by_itself_says_so() -> None:
    assert _run("raise SystemExit(3)").start == "ended by itself (3)"


def test_a_tree_is_weighed_and_ended_as_a_whole() -> None:
    root = subprocess.Popen(
        ("/bin/sh", "-c", "sleep 60 & echo begun; wait"), stdout=subprocess.PIPE, text=True
    )
    assert root.stdout is not None
    with root, root.stdout:
        assert root.stdout.readline() == "begun\n"
        _, child = tree.members(root.pid)
        assert tree.memory(root.pid) > tree.memory(child) > 0
        tree.end(root.pid)
    assert not tree.memory(child)
