"""The line that an editor opens at."""

from __future__ import annotations

import pytest

from tests.loading.files import read
from timeline_tui.editing import whereabouts
from timeline_tui.editing.whereabouts import line_of_event, line_of_key

TEXT = """\
sources:
  paper: {title: P}
events:
# id: b
- id: a
  title: A
- {title: No id, date: 2024}
- title: "B: b"
  quotes:
  - exact: First words
    source: paper
  - source: paper
    exact: >-
      Second words
      and more
  id: 'b'
"""
LINES = {"a": 5, "2024-no-id": 7, "b": 8}


@pytest.mark.parametrize("id_", LINES)
def test_an_event(id_: str) -> None:
    events = {event.id: event for event in read(TEXT)[0]}
    assert line_of_event(TEXT.encode(), events[id_]) == LINES[id_]


def test_a_passage() -> None:
    event = read(TEXT)[0][2]
    assert [line_of_event(TEXT.encode(), event, quote) for quote in (0, 1, 2)] == [10, 12, 8]


def test_in_the_text_alone_where_the_file_is_large_or_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    events = read(TEXT)[0]
    broken = TEXT.encode() + b"x: y: z\n"
    assert [line_of_event(broken, event) for event in events] == [5, 7, 16]
    assert [line_of_event(TEXT.encode(), event) for event in events] == [5, 7, 8]
    monkeypatch.setattr(whereabouts, "_MOST_PARSED", 0)
    # Of a comment with the same words, nothing is taken; the first words of a passage are found below the id.
    assert line_of_event(TEXT.encode(), events[2]) == 16
    assert line_of_event(b"events: []\n", events[0]) == 1


def test_a_source() -> None:
    assert line_of_key(TEXT.encode(), "paper") == 2
    assert line_of_key(TEXT.encode(), "other") == 1
