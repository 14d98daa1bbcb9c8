"""What a merge left in two versions is settled by taking one, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_tui.edit.splice import CannotEdit
from timeline_tui.edit.whereabouts import OpenFile, left_open, settled_with

FIELD = "<<<<<<< ours\n  title: One\n=======\n  title: Two\n>>>>>>> theirs\n"
EVENTS = "<<<<<<< HEAD\n- id: b\n  title: B\n||||||| base\n=======\n- id: c\n  title: C\n>>>>>>> other\n"
GONE = "<<<<<<< ours\n=======\n- id: d\n  title: D\n>>>>>>> theirs\n"
TEXT = f"# all of it\nevents:\n- id: a\n{FIELD}  date: 2024\n{EVENTS}{GONE}- id: z\n  title: Z\n"


def opened(folder: Path, text: str = TEXT) -> OpenFile:
    path = folder / "my.timeline.yaml"
    path.write_bytes(text.encode())
    return left_open(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_left_open(tmp_path: Path, end: str) -> None:
    field, events, gone = opened(tmp_path, TEXT.replace("\n", end)).places
    assert (field.line, field.names, field.lines) == (
        4,
        ("ours", "theirs"),
        (["  title: One"], ["  title: Two"]),
    )
    assert (field.above, field.both) == (["# all of it", "events:", "- id: a"], False)
    assert field.below[0] == "  date: 2024"
    assert (events.names, events.both) == (("HEAD", "other"), True)
    assert gone.lines == ([], ["- id: d", "  title: D"])


@pytest.mark.parametrize(
    ("number", "taken", "there", "then"),
    [
        (0, "first", FIELD, "  title: One\n"),
        (0, "second", FIELD, "  title: Two\n"),
        (1, "first", EVENTS, "- id: b\n  title: B\n"),
        (1, "second", EVENTS, "- id: c\n  title: C\n"),
        (1, "both", EVENTS, "- id: b\n  title: B\n- id: c\n  title: C\n"),
        (2, "first", GONE, ""),
        (2, "second", GONE, "- id: d\n  title: D\n"),
    ],
)
def test_one_is_taken(tmp_path: Path, number: int, taken: str, there: str, then: str) -> None:
    found = settled_with(opened(tmp_path), number, taken)  # type: ignore[arg-type]
    assert found.decode() == TEXT.replace(there, then)


def test_a_version_with_which_nothing_could_be_read_is_refused(tmp_path: Path) -> None:
    file = opened(tmp_path, TEXT.replace("title: Two", "title: 'Two"))
    with pytest.raises(CannotEdit, match="could not be read") as told:
        settled_with(file, 0, "second")
    assert told.value.line == 4
    assert b"title: One" in settled_with(file, 0, "first")


def test_beside_another_fault_one_can_still_be_taken(tmp_path: Path) -> None:
    text = TEXT + "- title: 'no end\n"
    assert settled_with(opened(tmp_path, text), 0, "second").decode() == text.replace(FIELD, "  title: Two\n")


def test_lines_that_go_on_below_are_those_of_one_event(tmp_path: Path) -> None:
    text = "events:\n<<<<<<< a\n- id: b\n=======\n- id: c\n>>>>>>> b\n# said\n\n  title: One\n"
    assert [one.both for one in opened(tmp_path, text).places] == [False]
