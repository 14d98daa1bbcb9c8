"""The lines near the ones on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.index import naive
from tests.index.test_shown import UNITS, Wanting, finding
from tests.index.timelines import timelines, written
from tests.tui.screens import indexed, many
from timeline_tui.index.reader import Index
from timeline_tui.index.shown import Folded, Shown, View
from timeline_tui.model.timeline import Event
from timeline_tui.session.journey import COVER
from timeline_tui.session.list_pane import BODY, ROWS, ListLine, ListPane, Rows, Window, block
from timeline_tui.session.signal import Signal

Drawn = tuple[list[Event], dict[int, int]]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    _, index = indexed(tmp_path, many(700))
    yield index
    index.close()


def test_every_line_is_an_event_or_stands_above_one(index: Index) -> None:
    window = Window(Shown.whole(index))
    cover, *lines = [window.line(number) for number in range(1 + index.about.lines)]
    assert cover == ListLine("cover", None, COVER)
    assert all(line is not None for line in lines)
    events = [line.row.rank for line in lines if line and line.row and line.kind == "event"]
    assert events == list(range(700))
    assert sum(len(block(row)) for row in index.rows(0, 700)) == index.about.lines


def test_there_is_nothing_outside(index: Index) -> None:
    window = Window(Shown.whole(index))
    assert window.line(-1) is None
    assert window.line(index.about.lines) is not None
    assert window.line(1 + index.about.lines) is None
    assert window.position_at(10**9) == 699
    assert window.position_at(-5) == COVER


def test_a_run_is_asked_for_once(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    ask = index.rows

    def counted(first: int, count: int) -> object:
        asked.append(first)
        return ask(first, count)

    monkeypatch.setattr(index, "rows", counted)
    window = Window(Shown.whole(index))
    for _ in range(3):
        for number in range(100):
            window.line(number)
    assert len(asked) == 2


@given(timelines())
def test_the_lines_of_everything(drawn: Drawn) -> None:
    events, parents = drawn
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        window = Window(Shown.whole(index))
        expected = naive.lines(naive.in_order(events, parents))
        assert window.lines == 1 + len(expected)
        kinds = {"event": "row", "heading": "year", "gap": "gap"}
        found = [line for number in range(1, window.lines) if (line := window.line(number)) is not None]
        assert [(kinds[line.kind], line.row.rank) for line in found if line.row is not None] == [
            ("year" if "year" in kind else kind.split()[0], rank) for kind, rank in expected
        ]
        index.close()


@given(
    timelines(most=40),
    st.lists(st.integers(0, 39), unique=True),
    st.booleans(),
    st.sampled_from([None, *UNITS]),
    st.sampled_from(ROWS),
)
def test_the_lines_of_any_view(
    drawn: Drawn, numbers: list[int], folded: bool, unit: object, rows: Rows
) -> None:
    events, parents = drawn
    view = View("some" if numbers else "", Folded(folded), next((one for one in UNITS if one == unit), None))
    with TemporaryDirectory() as folder:
        index = written(Path(folder), events, parents)
        maker = Wanting(index, finding(numbers))
        window = Window(maker.made(view), rows)
        expected = _lines(window.shown, rows)
        assert window.lines == len(expected)
        found = [line for number in range(window.lines) if (line := window.line(number)) is not None]
        assert [(line.kind, line.position, line.part) for line in found] == expected
        for number, (kind, position, _) in enumerate(expected):
            assert window.position_at(number) == position
            if kind in {"cover", "event"}:
                assert window.line_of(position) == number
                assert window.position_of(window.rank_at(position)) == position
        maker.close()
        index.close()


def _lines(shown: Shown, rows: Rows) -> list[tuple[str, int, int]]:
    """Each line: what it is, its row, and which line of the body."""
    lines: list[tuple[str, int, int]] = [] if shown.view.query else [("cover", COVER, 0)]
    for position, row in enumerate(shown.rows(0, shown.count)):
        above = [kind for kind in reversed(block(row)[1:]) if kind != "gap" or rows != "compact"]
        lines += [(kind, position, 0) for kind in above]
        lines.append(("event", position, 0))
        if rows == "full" and shown.view.grouped is None:
            lines += [("body", position, part) for part in range(BODY)]
    return lines


def test_what_lies_far_off_comes_into_the_middle_and_what_is_near_just_into_sight(index: Index) -> None:
    pane = ListPane(Signal())
    pane.show(Shown.whole(index), 300)
    pane.sized(21)
    assert pane.above in {9, 10, 11}
    pane.go(340)
    assert pane.above in {9, 10, 11}
    before = pane.top
    while pane.top == before:
        pane.move(1)
    assert pane.above == 20 and pane.top <= before + 3
    pane.go(699)
    assert pane.above == 20
    pane.go(0)
    assert pane.above is not None and pane.top <= 1
