"""Where an event of a list begins: at its hyphen, whatever stands between that and its first words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from timeline_tui.edit.byte_lines import line_before
from timeline_tui.edit.insertion import add_events
from timeline_tui.edit.passages import add_quote
from timeline_tui.edit.splice import CannotEdit, LaidFile


def hyphens(text: str) -> list[int | None]:
    """The places of the hyphens of all events of a file."""
    data = text.encode()
    file = LaidFile(data)
    return [file.hyphen_of(item) for item in file.layout.items]


@pytest.mark.parametrize(
    "item",
    [
        "- id: a-b\n",
        "-   id: a\n",
        "-\n  id: a\n",
        "- # one - two\n  id: a\n",
        "-\n  # - not this\n  # - nor this\n\n  id: a\n",
        "-\r\n  # - not this\r\n  id: a\r\n",
        "- {id: a-b}\n",
    ],
)
@pytest.mark.parametrize("before", ["", "- id: x-y\n", "- title: one - two\n"])
def test_the_hyphen_is_that_of_the_event(before: str, item: str) -> None:
    text = f"title: x - y\nevents:\n{before}{item}"
    assert hyphens(text)[-1] == len(text) - len(item)


def test_indented_events_have_theirs() -> None:
    text = "events:\n    - id: a\n    - # - \n      id: b\n"
    assert hyphens(text) == [text.index("- id: a"), text.index("- # -")]


def test_events_in_brackets_have_none() -> None:
    assert hyphens("title: a\nevents: [{id: a-b}, {id: c, title: a - no}]\n") == [None, None]


def test_behind_a_page_of_remarks_it_is_found_and_behind_a_book_it_is_given_up() -> None:
    remark = f"  # - {'x' * 995}\n"
    near, far = (f"events:\n-\n{remark * count}  id: a\n" for count in (64, 80))
    assert hyphens(near) == [near.index("-")]
    assert hyphens(far) == [None]
    with pytest.raises(CannotEdit, match="does not begin in a line of its own") as refused:
        add_events(far.encode(), [{"id": "b", "title": "B"}])
    assert refused.value.line == far.count("\n")
    # What is put into it is put below its own fields, wherever its hyphen is.
    for text in (near, far):
        new = add_quote(text.encode(), 0, {"exact": "x"}).new.decode()
        assert new.startswith(f"{text}  quotes:\n") and new.endswith("- exact: x\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_before_is_the_one_above_be_it_empty_or_not(end: str) -> None:
    lines = [b"first", b"", b"second", b"", b"", b"x", b"last"]
    starts, data = [], b""
    for line in lines:
        starts.append(len(data))
        data += line + end.encode()
    for above, start in pairwise(starts):
        assert line_before(data, start) == above
    assert line_before(data, 0) == 0
