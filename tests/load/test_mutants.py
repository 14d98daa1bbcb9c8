"""Whatever became of a file, it is read to an end, and its problems stand where they are said to stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from tests.examples import examples
from tests.load.files import read
from tests.load.piecemeal.test_pieces import cuts, same
from tests.mutants import mutant
from timeline_tui.cli.asked import shipped
from timeline_tui.load import one_event, one_file, placed, whole
from timeline_tui.load.chunks import CHUNK, shared
from timeline_tui.yamlfile import parser
from timeline_tui.yamlfile.stream import Stream

SEEDS = st.integers(0, (1 << 32) - 1)
# An editor takes these for the ends of lines, and nothing else.
_LINE_END = re.compile("\r\n|\r|\n")
# Parser events that a byte of a file may cost, with all that is read twice.
_STEPS = 4


@cache
def small() -> bytes:
    return "".join(generate.pieces(40)).encode()


@cache
def large() -> bytes:
    """A file that two processes read."""
    data = "".join(generate.pieces(1_400)).encode()
    assert len(data) > 2 * CHUNK
    return data


def starts(file: Path, piece: int) -> list[int]:
    """Where a file is cut."""
    return [start for start, _ in cuts(file, piece)]


class Steps:
    """Counts what the parser gives, in whatever module asks it."""

    def __init__(self) -> None:
        self.taken = 0

    def parse(self, stream: Stream | bytes) -> Iterator[Any]:
        for event in parser.parse(stream):
            self.taken += 1
            yield event


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    counted = Steps()
    for module in (one_file, one_event, placed, whole):
        monkeypatch.setattr(module, "parse", counted.parse)
    return counted


def stands_where_it_is_said(data: bytes, *, pure: bool = False) -> None:
    """Every problem lies in a line that an editor shows, and shows what stands there."""
    _, reading = read(data, pure=pure)
    lines = _LINE_END.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    for problem in reading.problems:
        for place in (problem.place, *(one.place for one in problem.related)):
            if not place.line:
                continue
            # The parser counts one line more where a file ends without a line break.
            line = lines[place.line - 1] if place.line <= len(lines) else ""
            assert place.line <= len(lines) + 1, problem
            assert 1 <= place.column <= len(line) + 1, problem
            assert place.text is not None and place.text in line, problem
            assert place.column - 1 + place.length <= max(len(line), place.column), problem


@examples(2)
@given(SEEDS)
def test_every_problem_of_the_shipped_file_stands_in_its_line(seed: int) -> None:
    stands_where_it_is_said(mutant(shipped().read_bytes(), seed))


@examples(2)
@given(SEEDS)
def test_every_problem_of_a_small_file_stands_in_its_line(seed: int) -> None:
    stands_where_it_is_said(mutant(small(), seed))


@examples(1 / 3)
@given(SEEDS)
def test_so_it_does_with_the_parser_in_python(seed: int) -> None:
    stands_where_it_is_said(mutant(small(), seed), pure=True)


@examples(2)
@given(SEEDS)
def test_a_mutant_reads_the_same_in_pieces(steps: Steps, tmp_path: Path, seed: int) -> None:
    file = tmp_path / "mutant.timeline.yaml"
    data = mutant(small(), seed)
    file.write_bytes(data)
    steps.taken = 0
    same(file, 3_000)
    assert steps.taken <= 2 * _STEPS * len(data) + 1_000


@examples(1 / 10)
@given(SEEDS)
def test_a_large_mutant_reads_the_same_in_two_processes(tmp_path: Path, seed: int) -> None:
    file = tmp_path / "large.timeline.yaml"
    file.write_bytes(large())
    file.write_bytes(mutant(large(), seed, starts(file, CHUNK)))
    same(file, CHUNK, partial(shared, helpers=2))
