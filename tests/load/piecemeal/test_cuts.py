"""A fault where a file of real size is cut costs one event, however the file is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.load.files import read
from tests.load.piecemeal.test_pieces import cuts, here, told
from tests.load.test_mending import FAULTS
from timeline_tui.load.chunks import CHUNK, shared

HEADER = "title: T\nsources:\n  paper: {title: A headline}\nevents:\n"
SIZE = 1 << 14
"""Bytes of an event: so long that a file has many pieces and few events."""
_OF_A_CHUNK = CHUNK // SIZE
_COUNT = 2 * _OF_A_CHUNK + _OF_A_CHUNK // 2
# An event more than its bytes say: what stands above the events moves the cut by so much.
_CUT = _OF_A_CHUNK
_WORDS = "Letters between the lines. "


def event(number: int, *fields: str, size: int = SIZE) -> str:
    """One event of so many bytes."""
    text = f"  - id: e{number}\n    title: Event {number}\n"
    text += "".join(f"    {field}\n" for field in fields)
    room = size - len(text) - len("    note: \n")
    return f"{text}    note: {(_WORDS * (room // len(_WORDS) + 1))[: room - 1]}x\n"


def written(folder: Path, events: Sequence[str], above: str = HEADER) -> Path:
    """A file of these events."""
    file = folder / "cut.timeline.yaml"
    file.write_bytes((above + "".join(events)).encode())
    return file


def sound() -> list[str]:
    return [event(number) for number in range(_COUNT)]


def lost(file: Path, *, pure: bool = False) -> list[str]:
    """The ids that are missing, after a reading that is the same in all ways."""
    whole = told(file, pure=pure)
    for results in (here, partial(shared, helpers=2)):
        for ours, theirs in zip(told(file, results=results, piece=CHUNK, pure=pure), whole, strict=True):
            assert ours == theirs
    events, reading = read(file, pure=pure)
    assert not any(problem.ends for problem in reading.problems)
    ids = [one.id for one in events]
    return [f"e{number}" for number in range(_COUNT) if f"e{number}" not in ids]


def test_the_file_is_cut_where_these_tests_think_it_is(tmp_path: Path) -> None:
    file = written(tmp_path, sound())
    starts = [start for start, _ in cuts(file)]
    assert starts == [len(HEADER) + at * SIZE for at in (0, _CUT + 1, 2 * (_CUT + 1))][: len(starts)]
    assert len(starts) == 3
    assert lost(file) == []


AT = {"before": _CUT, "at": _CUT + 1}
"""The event that ends at the first cut, and the one that begins there."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("where", AT)
def test_a_fault_at_a_cut_loses_one_event(tmp_path: Path, where: str, fault: str) -> None:
    events = sound()
    events[AT[where]] = event(AT[where], fault)
    assert lost(written(tmp_path, events)) == [f"e{AT[where]}"]


@pytest.mark.parametrize("where", AT)
def test_so_it_does_with_the_parser_in_python(tmp_path: Path, where: str) -> None:
    events = sound()
    events[AT[where]] = event(AT[where], "note: 'never closed")
    assert lost(written(tmp_path, events), pure=True) == [f"e{AT[where]}"]


_LONG = "x" * 1_000
_CLOSED = [
    f'summary: "{_LONG}\n  - id: one\n  - two: three\n  - {_LONG}"',
    f"summary: '{_LONG}\n  - id: one\n\n  - [\n  - {_LONG}'",
    f"tags: [a,\n  b, '\n  - c: \"\n  - {_LONG}',\n{' ' * 4_000}d]",
    f"disputes: {{d: 'Was it?\n  - e',\n  f: {_LONG}}}",
    "summary: |\n" + "      - line: x\n" * 600,
    "summary: >-\n" + "      # line\n\n" * 600,
    "# remark\n" + "#  - remark\n" * 600,
]
"""Fields that go over a place where a file may be cut, and are sound however much they look like events."""


@pytest.mark.parametrize("where", AT)
@pytest.mark.parametrize("field", range(len(_CLOSED)))
def test_a_text_over_a_cut_loses_nothing(tmp_path: Path, where: str, field: int) -> None:
    events = sound()
    events[AT[where]] = event(AT[where], _CLOSED[field])
    assert lost(written(tmp_path, events)) == []


_OPEN = [
    f'summary: "{_LONG}\n  - id: one\n  - two: three',
    f"tags: [a,\n  b, {_LONG}",
    f"disputes: {{d: {_LONG},\n  e: f",
    "summary: |\n" + "      line\n" * 600 + "     less",
    "summary: >-\n" + "      line\n" * 600 + "\tless",
]
"""Such fields that are never closed."""


@pytest.mark.parametrize("where", AT)
@pytest.mark.parametrize("field", range(len(_OPEN)))
def test_a_text_over_a_cut_that_is_never_closed_loses_one_event(
    tmp_path: Path, where: str, field: int
) -> None:
    events = sound()
    events[AT[where]] = event(AT[where], _OPEN[field])
    assert lost(written(tmp_path, events)) == [f"e{AT[where]}"]


@pytest.mark.parametrize("where", AT)
def test_a_quotation_mark_that_another_event_closes_loses_the_one(tmp_path: Path, where: str) -> None:
    at = AT[where]
    events = [
        one.replace(f"title: Event {number}\n", f'title: "Event {number}"\n')
        for number, one in enumerate(sound())
    ]
    events[at] = events[at].replace(f'Event {at}"', f"Event {at}")
    assert lost(written(tmp_path, events)) == [f"e{at}"]


@pytest.mark.parametrize("where", AT)
@pytest.mark.parametrize("size", [3, 30_000])
def test_what_a_merge_left_in_two_is_read_over_a_cut(tmp_path: Path, where: str, size: int) -> None:
    events, at = sound(), AT[where]
    ours, theirs = (f"  - id: {name}\n    title: {_WORDS * (size // 27)}x\n" for name in ("ours", "theirs"))
    events[at] = f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n{events[at]}"
    assert lost(written(tmp_path, events)) == []


@pytest.mark.parametrize("where", AT)
def test_what_a_merge_left_within_an_event_is_read_over_a_cut(tmp_path: Path, where: str) -> None:
    events, at = sound(), AT[where]
    events[at] = event(
        at, f"summary: {_LONG}\n<<<<<<< ours\n    date: 2024\n=======\n    date: 2025\n>>>>>>> theirs"
    )
    assert lost(written(tmp_path, events)) == []


_BETWEEN = [
    "garbage\n",
    ": held\n",
    " - shifted\n",
    '"\n',
    "# remark\n",
    "\n\n",
    "&a\n",
    "!t\n",
    "]\n",
    "@\n",
]


@pytest.mark.parametrize("line", _BETWEEN)
def test_a_line_between_events_at_a_cut_loses_no_event(tmp_path: Path, line: str) -> None:
    events = sound()
    events[AT["at"]] = line + events[AT["at"]]
    assert lost(written(tmp_path, events)) == []


@st.composite
def near_cuts(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """What stands above the events, some of which are broken near the cuts; and the ids of these."""
    events = sound()
    broken = set()
    for _ in range(draw(st.integers(1, 3))):
        cut = draw(st.sampled_from([_CUT, 2 * _CUT + 1]))
        at = cut + draw(st.integers(-1, 2))
        events[at] = event(at, draw(st.sampled_from(FAULTS)), size=SIZE + draw(st.integers(-40, 40)))
        broken.add(at)
    above = "# " + "x" * draw(st.integers(0, 2 * SIZE)) + "\n"
    return above + HEADER, events, [f"e{at}" for at in sorted(broken)]


@examples(1 / 3)
@given(near_cuts())
def test_faults_near_cuts_lose_their_events(tmp_path: Path, file: tuple[str, list[str], list[str]]) -> None:
    above, events, broken = file
    assert lost(written(tmp_path, events, above)) == broken
