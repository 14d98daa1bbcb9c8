"""The line that an editor opens at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.files import read
from timeline_tui.edit import whereabouts as whereabouts
from timeline_tui.edit.whereabouts import line_of_event, line_of_key, spot_of_event, spot_of_key
from timeline_tui.model.timeline import Event

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
    assert line_of_event(b"events: []\n", events[0]) is None


def test_a_source_and_a_name() -> None:
    assert line_of_key(TEXT.encode(), "sources", "paper") == 2
    assert line_of_key(TEXT.encode(), "sources", "other") is None
    # What is called like a field of an event is looked for where names stand, and nowhere else.
    text = (
        b"events:\n  - title: x\nnames: {a: {name: title},\n  'title': {name: T}}\nsummary: no\n  title: y\n"
    )
    assert line_of_key(text, "names", "title") == 4
    assert line_of_key(text, "names", "x") is None
    assert line_of_key(text, "sources", "title") is None


def test_of_several_files_the_one_that_has_it(tmp_path: Path) -> None:
    texts = {
        "a": "events:\n- title: Other\n  summary: Before the raid\n",
        "b": "{",
        "c": "sources:\n  s: {title: S}\nevents:\n\n- {title: the raid}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    files = [tmp_path / name for name in (*texts, "gone")]
    event = Event(id="the-raid", title="the raid")
    assert spot_of_event(files, event) == (tmp_path / "c", 5)
    assert spot_of_event(files[:2], event) == (tmp_path / "a", 3)
    assert spot_of_event(files[1:2], event) is None
    assert spot_of_key(files, "sources", "s") == (tmp_path / "c", 2)


def test_a_passage_of_a_broken_file_is_found_below_its_event_in_whatever_lines_its_words_stand() -> None:
    event = read(TEXT)[0][2]
    passage = "  - exact: >-\n      Second\n      words and more\n"
    broken = f"- {{title: 'First words\nevents:\n- id: b\n  quotes:\n{passage}"
    assert line_of_event(broken.encode(), event, 1) == 6
    assert line_of_event(broken.encode(), event, 0) == 3
