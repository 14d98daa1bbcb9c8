"""A file that is read part by part gives letter for letter what the parser gives of it as a whole."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from tests.examples import examples
from tests.load.files import NAME
from tests.load.piecemeal.test_pieces import files
from tests.mutants import mutant
from timeline_tui.load import one_file
from timeline_tui.load.stream_reading import Reading

EVENTS = "".join(
    f"  - id: e{at}\n    title: «ä» {at}\n    tags: [x, y{at}]\n"
    "    summary: |\n      a line\n\n      - id: no\n"
    for at in range(40)
)
FILE = "title: T\nnames:\n  town: {kind: place, name: Tyotkino}\nevents:\n" + EVENTS


def told(data: bytes) -> tuple[object, ...]:
    reading = Reading(io.BytesIO(data), NAME)
    events = list(reading.events())
    return events, reading.timeline, dict(reading.parents), reading.problems, reading.more_problems


def same(data: bytes) -> None:
    parts = told(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(one_file, "beginning", lambda _: None)
        whole = told(data)
    reading = Reading(io.BytesIO(data), NAME)
    list(reading.events())
    if any(problem.lost or problem.ends for problem in reading.problems):
        # Where it is no YAML, only what is read part by part goes on.
        return
    for ours, theirs in zip(parts, whole, strict=True):
        assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        FILE,
        FILE.replace("\n", "\r"),
        FILE.replace("\n", "\r\n"),
        "\ufeff" + FILE,
        "# " + "x" * 300_000 + "\n" + FILE,
        ("# " + "x" * 70 + "\n") * 5_000 + FILE,
        FILE.replace("«ä» 7", "a\x85b\u2028c"),
        FILE.replace("tags: [x, y9]", "tags: &a [x]").replace("tags: [x, y20]", "tags: *a"),
        FILE + "...\n",
        FILE + "license: x\nsources:\n  s: {title: q}\n",
        FILE.replace("title: «ä» 10", 'title: "one\n  - id: two\n  - three"'),
        FILE.replace("title: «ä» 11", "title: \x07"),
        "events:\n\n\n# a\n  # b\n\n  - title: x\n",
        "events:\n- a:\n",
        "events:\n- title: t\n  id: &x a\n- *x\n",
        "title: T\n? events\n: - title: a\n",
        "---\n" + FILE,
    ],
)
def test_whatever_is_odd_reads_the_same(text: str) -> None:
    same(text.encode())


@examples(1)
@given(st.integers(0, (1 << 32) - 1))
def test_a_mutant_reads_the_same_part_by_part(seed: int) -> None:
    same(mutant("".join(generate.pieces(12)).encode(), seed))


@examples(2)
@given(files())
def test_any_file_reads_the_same_part_by_part(data: bytes) -> None:
    same(data)


def test_a_file_whose_ids_are_known_to_differ_reads_the_same() -> None:
    data = (
        b"names: {a: {name: Anna}}\nevents:\n- {id: a, title: t, part_of: b, names: [a, c]}\n"
        b"- {id: b, title: t, date: soon}\n- {title: no id}\n"
    )
    first = Reading(io.BytesIO(data), NAME)
    again = Reading(io.BytesIO(data), NAME, ids_differ=True)
    assert list(again.events()) == list(first.events())
    assert again.problems == first.problems
    assert [problem.code for problem in first.problems] == ["unknown-name", "bad-date", "missing-id"]
