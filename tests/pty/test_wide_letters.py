"""However wide a terminal draws flags, emoji and Indic letters: what is right of them keeps its column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pty.conftest import Open

ODD = ["❤️ heart", "☎️ phone", "🧑🏽 skin", "1️⃣ keycap", "🇺🇦 flag", "हिन्दी क्षत्रिय"]
STYLE = r"\x1b\[[\d;]*m"


@pytest.mark.parametrize("title", ODD)
def test_a_row_begins_on_cleared_cells_and_ends_where_it_should(
    opened: Open, tmp_path: Path, title: str
) -> None:
    file = tmp_path / "odd.timeline.yaml"
    file.write_text(
        f"events:\n- {{id: a, date: 2024, title: Plain}}\n- {{id: b, date: 2024-02, title: {title}}}\n"
    )
    terminal = opened(file, "--at", "a", size=(100, 16))
    terminal.wait_for("Plain")
    terminal.settle()
    terminal.press("down")
    terminal.settle()
    sent = terminal.raw.decode()
    first = title.split()[0]
    rows = re.findall(rf"\x1b7\x1b\[(\d+)X(?:{STYLE}|[^\x1b])*?{first}", sent)
    assert len(rows) >= 2
    ends = re.findall(r"\x1b8\x1b\[(\d+)C", sent)
    assert len(ends) == sent.count("\x1b7") and set(rows) <= set(ends)
    # The line between the panes goes to its own column in every row.
    columns = set(re.findall(rf"\x1b\[(\d+)G(?:{STYLE})*│", sent))
    assert len(columns) == 1


def test_plain_rows_are_drawn_with_nothing_more(opened: Open) -> None:
    terminal = opened()
    terminal.wait_for("▶")
    terminal.settle()
    assert b"\x1b7" not in terminal.raw and b"X" not in re.findall(rb"\x1b\[\d+([A-Z])", bytes(terminal.raw))


def test_what_is_below_a_box_stands_in_its_columns(opened: Open, tmp_path: Path) -> None:
    file = tmp_path / "odd.timeline.yaml"
    file.write_text(
        "events:\n- {id: a, date: 2024, title: Plain}\n- {id: b, date: 2024-02, title: 🇺🇦 flag}\n"
    )
    terminal = opened(file, size=(100, 16))
    terminal.wait_for("▶")
    terminal.settle()
    edge = terminal.text.splitlines()[4].index("│")
    terminal.press("t")
    terminal.wait_for("Go to a date")
    terminal.settle()
    assert "\ufffd" not in terminal.text
    assert [terminal.text.splitlines()[row].index("│") for row in (3, 4, 6)] == [edge] * 3
    terminal.press("escape")
    terminal.wait_until_gone("Go to a date")
    assert terminal.text.splitlines()[4].index("│") == edge
