"""A fault of syntax ends one event, one source, one name or one field, and nothing around it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.load.files import codes, problems, read
from tests.load.piecemeal.test_pieces import same
from timeline_tui.load import one_file
from timeline_tui.load.stream_reading import Reading

HEAD = """\
title: T
sources:
  paper: {title: A headline}
names:
  town: {kind: place, name: Tyotkino}
"""
# A field that ends the event in which it stands.
FAULTS = [
    "title: Kyiv: the raid",
    "title: @home",
    'title: "Raid" at night',
    'title: "never closed',
    "note: 'never closed",
    "tags: [a, b",
    "tags: {a, b",
    "\tnote: x",
    "  note: x: y",
    "summary",
    'note: "a \\q"',
    "note: - x",
    "note: %x",
    "- x",
]


# Of these, each also ends an event that stands in brackets.
IN_BRACKETS = {"title: Kyiv: the raid", "title: @home", 'title: "never closed', "tags: [a, b", "note: %x"}


def event(number: int, faults: Sequence[str], indent: str) -> str:
    fields = [f"id: e{number}", f"date: 2024-01-{number % 28 + 1:02}", f"title: Event {number}", *faults]
    if number % 3 == 0 and IN_BRACKETS.issuperset(faults):
        return f"{indent}- {{{', '.join(fields)}}}\n"
    return f"{indent}- " + f"\n{indent}  ".join(fields) + "\n"


@st.composite
def broken(draw: st.DrawFn, most: int = 30) -> tuple[str, list[str], int]:
    """A file, the ids of its sound events, and how many are none."""
    indent = draw(st.sampled_from(["", "  ", "    "]))
    faults = draw(st.lists(st.sampled_from(["", "", "", "", *FAULTS]), min_size=1, max_size=most))
    after = draw(st.sampled_from(["", "", "license: mine\n", "# end\n"]))
    text = "".join(event(at, [fault] if fault else [], indent) for at, fault in enumerate(faults))
    sound = [f"e{at}" for at, fault in enumerate(faults) if not fault]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return (
        f"{HEAD}events:\n{text}{after}".replace("\n", end),
        sound,
        sum(map(bool, faults)),
    )


@examples(3)
@given(broken(), st.booleans())
def test_all_events_but_the_broken_ones_are_read(file: tuple[str, list[str], int], pure: bool) -> None:
    text, sound, count = file
    events, reading = read(text.encode(), pure=pure)
    assert [event.id for event in events] == sound
    lost = [problem for problem in reading.problems if problem.severity == "error"]
    assert [problem.lost for problem in lost] == ["event"] * count
    assert not any(problem.ends for problem in lost)


@examples(1)
@given(broken(), st.integers(1, 400))
def test_so_they_are_in_pieces(tmp_path: Path, file: tuple[str, list[str], int], piece: int) -> None:
    path = tmp_path / "broken.timeline.yaml"
    path.write_bytes(file[0].encode())
    same(path, piece)


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_an_entry_ends_alone(pure: bool) -> None:
    text = """\
title: T
sources:
  paper: {title: A headline}
  other: {title: A: headline}
  third: {title: Third}
names:
  town: {kind: place, name: @town}
  village: {kind: place, name: Village}
events:
  - {id: a, title: t, names: [town, village], quotes: [{exact: x, source: other}]}
"""
    events, reading = read(text, pure=pure)
    assert [one.id for one in events] == ["a"]
    assert [*reading.timeline.sources] == ["paper", "third"]
    assert [*reading.timeline.names] == ["village"]
    assert [(one.lost, one.place.line) for one in reading.problems] == [("source", 4), ("name", 7)]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_a_field_of_the_timeline_ends_alone(pure: bool) -> None:
    text = "title: T\nsummary: a: b\nlicense: CC0\nevents:\n- {id: a, title: t}\ntimezone: @x\n"
    events, reading = read(text, pure=pure)
    assert [one.id for one in events] == ["a"]
    assert (reading.timeline.title, reading.timeline.license) == ("T", "CC0")
    assert [(one.lost, one.place.line) for one in reading.problems] == [("field", 2), ("field", 6)]


def test_a_line_between_events_is_left_out_alone() -> None:
    events, reading = read("events:\n  - {id: a, title: t}\ngarbage\n  - {id: b, title: u, part_of: z}\n")
    assert [one.id for one in events] == ["a", "b"]
    assert [(one.code, one.lost, one.place.line) for one in reading.problems] == [
        ("missing-colon", "part", 3)
    ]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("line", ["garbage", ": held", ": held\n: more", "&x y z"])
def test_a_line_behind_an_event_that_is_lost_is_left_out_alone(line: str, indent: str, pure: bool) -> None:
    items = ["{id: a, title: t}", "{id: b, title: x: y}", "{id: c, title: t}", "{id: d, title: t}"]
    lines = [f"{indent}- {item}" for item in items]
    lines.insert(2, line)
    events, reading = read("events:\n" + "\n".join(lines) + "\n", pure=pure)
    assert [one.id for one in events] == ["a", "c", "d"]
    assert reading.problems[0].lost == "event"
    assert {one.lost for one in reading.problems[1:]} == {"part"}


def test_a_field_behind_an_event_that_is_lost_is_read() -> None:
    events, reading = read("events:\n- {id: a, title: t}\n- {id: b, title: x: y}\n'license': CC0\n")
    assert [one.id for one in events] == ["a"]
    assert reading.timeline.license == "CC0"


def test_lines_are_counted_from_the_top_after_many_faults() -> None:
    item = """\
  - id: e{0}
    title: t
    quotes:
      - exact: x
               source: s
        y z: 1
: held
         a: b
      - exact: y
  - id: f{0}
    title: t
"""
    text = "title: T\n" + "# remark\n" * 80 + "events:\n" + "".join(map(item.format, range(30)))
    events, reading = read(text)
    assert [one.id for one in events] == [f"f{number}" for number in range(30)]
    lines = text.splitlines()
    for problem in reading.problems:
        assert problem.place.text == lines[problem.place.line - 1]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize(
    "field",
    [
        "note: x",
        "summary: x",
        "summary: x\n    date: 2024",
        "tags: [a",
        "tags: [a]",
        "note: 'x",
        "note: x: y",
    ],
)
def test_a_field_that_is_not_indented_ends_no_event_behind_it(
    tmp_path: Path, field: str, indent: str, pure: bool
) -> None:
    items = [f"{indent}- id: {key}\n{indent}  title: t" for key in "abcd"]
    items.insert(2, field)
    text = "title: T\nevents:\n" + "\n".join(items) + "\nlicense: CC0\n"
    events, reading = read(text, pure=pure)
    assert [one.id for one in events] == ["a", "b", "c", "d"]
    assert (reading.timeline.title, reading.timeline.summary) == ("T", None)
    assert reading.timeline.license == "CC0"
    assert {one.place.line for one in reading.problems} <= {*range(7, 10)}
    path = tmp_path / "field.timeline.yaml"
    path.write_text(text)
    same(path, 20, pure=pure)


def test_a_text_in_quotes_that_looks_like_events_is_none() -> None:
    quoted = "  - id: a\n    title: 'one\n  - id: b\n  - x'\n"
    text = f"events:\n{quoted}  - id: c\n    title: x: y\n  - {{id: d, title: t}}\n"
    events, reading = read(text)
    assert [(one.id, one.title) for one in events] == [("a", "one - id: b - x"), ("d", "t")]
    assert [one.place.line for one in reading.problems] == [7]


def test_what_is_part_of_a_lost_event_is_not_told_of() -> None:
    found = problems("events:\n- {id: a, title: t, part_of: b}\n- id: b\n  title: x: y\n")
    assert codes(found) == ["unquoted-colon"]


def test_brackets_around_all_end_where_they_are_wrong() -> None:
    _, reading = read("{events: [\n{id: a, title: t},\n{id: b, title: x: y},\n{id: c, title: t}]}\n")
    assert [one.ends for one in reading.problems] == [True]


def test_too_many_faults_end_the_reading() -> None:
    text = "events:\n" + "- title: x: y\n" * (one_file.MOST_LOST + 1) + "- {id: a, title: t}\n"
    events, reading = read(text)
    assert not events
    assert sum(one.ends for one in reading.problems) == 1


def test_a_pipe_is_read_on_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    reading = Reading(Pipe(b"events:\n- {id: a, title: t}\n- title: x: y\n- {id: b, title: t}\n"), "pipe")
    assert [one.id for one in reading.events()] == ["a", "b"]
