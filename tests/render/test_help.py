from __future__ import annotations

import pytest
from rich.cells import cell_len

from timeline_tui.render.document import ASCII, FULL
from timeline_tui.render.notices import help_page
from timeline_tui.session.commands import COMMANDS


def test_every_key_and_every_mark_is_explained() -> None:
    lines = [line.text for line in help_page(COMMANDS, 200).lines]
    text = " ".join(" ".join(lines).split())
    for command in COMMANDS:
        if command.keys:
            assert " ".join(command.shown_keys) in text
            assert command.help in text
    drawn = (FULL.here, FULL.disputed, FULL.bar, FULL.gap, FULL.more, FULL.goes, FULL.open)
    for mark in (*drawn, FULL.close):
        assert any(line.startswith(f"  {mark}") for line in lines)


def test_groups_are_not_torn_apart() -> None:
    headings = [
        piece.text
        for line in help_page(COMMANDS, 80).lines
        for piece in line.pieces
        if piece.role == "heading"
    ]
    finding = ["Finding", "In the line of the query", "Among the values to narrow by"]
    reading = ["Rows", "The chart", "Time", "Reading", "Tours", "While a passage is selected"]
    rest = [*finding, *reading, "Editing", "The built-in editor", "The program"]
    assert headings == ["Moving", "Marks", "Dates in the list", "Signs of the chart", *rest]


@pytest.mark.parametrize("width", [20, 38, 200])
def test_it_fits(width: int) -> None:
    assert all(cell_len(line.text) <= width for line in help_page(COMMANDS, width).lines)


def test_marks_are_ascii_where_the_terminal_is() -> None:
    lines = [line.text for line in help_page(COMMANDS, 80, ASCII).lines]
    assert all(line.isascii() for line in lines[lines.index("Marks") : lines.index("Finding")])


def test_each_mark_takes_one_cell() -> None:
    for marks in (FULL, ASCII):
        assert len(marks.levels) == 8
        for mark in (marks.disputed, marks.bar, marks.gap, marks.more, marks.dot, marks.here):
            assert cell_len(mark) == 1
