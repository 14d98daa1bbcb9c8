"""The rows above and below."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.screens import RAIDS, indexed
from timeline_tui.render.document import ASCII
from timeline_tui.render.strip import progress_line, rule_line
from timeline_tui.session.overview import Overview
from timeline_tui.tui.widgets.bars import Hint, fitting

HINTS = tuple(
    Hint(label, key, label, weight)
    for key, label, weight in (("↑↓", "move", 1), ("Enter", "open", 3), ("y", "copy", 0), ("?", "help", 2))
)


@given(st.integers(0, 60))
def test_hints_fit(width: int) -> None:
    shown = fitting(HINTS, width)
    assert sum(hint.cells for hint in shown) <= width
    assert [hint for hint in HINTS if hint in shown] == list(shown)


def test_lightest_hints_go_first() -> None:
    assert [hint.label for hint in fitting(HINTS, 60)] == ["move", "open", "copy", "help"]
    assert [hint.label for hint in fitting(HINTS, 31)] == ["move", "open", "help"]
    assert [hint.label for hint in fitting(HINTS, 20)] == ["open", "help"]
    assert [hint.label for hint in fitting(HINTS, 12)] == ["open"]


def test_rule_meets_the_line_between_list_and_page() -> None:
    assert rule_line(None, None, 6).text == "──────"
    assert rule_line(None, 2, 6).text == "──┬───"
    assert rule_line("Echo", 2, 14).text == "──┬─ Echo ────"
    assert rule_line("Echo", 2, 14, ASCII).text == "--+- Echo ----"
    assert len(rule_line("A name much too long", 2, 14).text) == 14


def test_progress_says_how_far() -> None:
    assert progress_line(0, 0, 40).text.strip() == "Reading the file"
    assert "50 %" in progress_line(5, 10, 40).text
    assert progress_line(10, 10, 40).text.count("▄") == progress_line(5, 10, 40).text.count("▄") * 2


def test_window_reaches_the_end_where_undated_events_are_in_sight(tmp_path: Path) -> None:
    _, index = indexed(tmp_path, RAIDS)
    overview = Overview(index)
    rows = index.rows(0, 5)
    assert overview.strip((rows[0], rows[4]), 60).text.endswith("] 2024 ")
    assert overview.strip((rows[0], rows[0]), 60).text.startswith(" 2023 [")
    assert "[" not in overview.strip((rows[4], rows[4]), 60).text
    index.close()
