"""The lines near the ones on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.screens import indexed, many
from timeline_tui.index.reader import Index
from timeline_tui.tui.window import Window, block


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    _, index = indexed(tmp_path, many(700))
    yield index
    index.close()


def test_every_line_is_an_event_or_stands_above_one(index: Index) -> None:
    window = Window(index)
    lines = [window.line(number) for number in range(index.about.lines)]
    assert all(line is not None for line in lines)
    events = [line.row.rank for line in lines if line and line.kind == "event"]
    assert events == list(range(700))
    assert sum(len(block(row)) for row in index.rows(0, 700)) == index.about.lines


def test_there_is_nothing_outside(index: Index) -> None:
    window = Window(index)
    assert window.line(-1) is None
    assert window.line(index.about.lines) is None
    assert window.row(-1) is None
    assert window.row(700) is None
    assert window.rank_at_line(10**9) == 699


def test_a_run_is_asked_for_once(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    ask = index.rows_at_lines

    def counted(first: int, count: int) -> object:
        asked.append(first)
        return ask(first, count)

    monkeypatch.setattr(index, "rows_at_lines", counted)
    window = Window(index)
    for _ in range(3):
        for number in range(100):
            window.line(number)
    assert len(asked) == 2
