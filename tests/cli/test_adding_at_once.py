"""`add` by several programs at once, and by one that is killed: what was said to be added is there."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import yaml

from tests.cli.conftest import TIMELINE, Call
from tests.jobs.files import index_path, large
from tests.jobs.patching import held, read
from timeline_tui.index.reader import Index
from timeline_tui.index.schema import Stamp

ADDING = textwrap.dedent(
    """
    import sys
    from timeline_tui.cli.main import main

    file, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for number in range(count):
        code = main(["add", file, "--title", f"{name} {number}", "--date", f"2024-01-{number % 28 + 1:02}"])
        assert code == 0
        print("done", number, flush=True)
    """
)


def adding(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A program that adds so many events, one after the other."""
    call = [sys.executable, "-c", ADDING, str(file), name, str(count)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def titles(file: Path) -> list[str]:
    return [event["title"] for event in yaml.safe_load(file.read_text(encoding="utf-8"))["events"]]


def test_of_what_several_programs_add_at_once_nothing_is_lost(file: Path) -> None:
    before = titles(file)
    calls = [adding(file, name, 6) for name in ("one", "two", "three", "four")]
    for call in calls:
        talk = call.communicate()[1]
        assert call.returncode == 0, talk
    added = [f"{name} {number}" for name in ("one", "two", "three", "four") for number in range(6)]
    assert sorted(titles(file)) == sorted([*before, *added])
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_program_that_is_killed_leaves_a_whole_file(file: Path, call: Call) -> None:
    for kills in range(6):
        file.write_text(TIMELINE, encoding="utf-8")
        before = titles(file)
        running = adding(file, "event", 1000)
        assert running.stdout is not None
        told = 0
        while told <= kills and (line := running.stdout.readline()):
            told += line.startswith("done")
        running.kill()
        # Some of it may have been read with the lines before.
        told += sum(line.startswith("done") for line in running.stdout)
        running.communicate()
        assert told > kills
        # One more may have been written and not be told of any more.
        assert sorted(titles(file)) in [
            sorted([*before, *(f"event {number}" for number in range(count))]) for count in (told, told + 1)
        ]
    assert call("add", file, "--title", "The last").code == 0
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_an_index_follows_each_addition_and_none_that_is_killed_leaves_a_lie(
    tmp_path: Path, call: Call
) -> None:
    file, whole = large(tmp_path), tmp_path / "whole"
    read(file, index_path(file), piece=1 << 18)
    for number in range(2):
        assert call("add", file, "--date", f"1500-03-0{number + 1}", "--title", "New").code == 0
        with closing(Index.open(index_path(file))) as index:
            assert (index.stamp, index.about.events) == (Stamp.of(file), 20_001 + number)
    running = [adding(file, name, count) for name, count in (("one", 3), ("two", 3), ("killed", 1000))]
    killed = running.pop()
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    for each in (*running, killed):
        each.communicate()
    assert [each.returncode for each in running] == [0, 0]
    assert call("add", file, "--date", "1500-03-03", "--title", "New").code == 0
    with closing(Index.open(index_path(file))) as index:
        assert index.stamp == Stamp.of(file)
    read(file, whole, piece=1 << 18)
    assert held(index_path(file)) == held(whole)


def test_a_file_is_not_kept_while_what_comes_through_a_pipe_is_waited_for(file: Path, call: Call) -> None:
    waiting = [sys.executable, "-m", "timeline_tui", "add", str(file), "-"]
    running = subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdin is not None
    running.stdin.write(b'{"title": "Through')
    running.stdin.flush()
    assert call("add", file, "--title", "Meanwhile").code == 0
    talk = running.communicate(b' the pipe"}')[1]
    assert running.returncode == 0, talk
    assert titles(file)[-2:] == ["Meanwhile", "Through the pipe"]
