"""Where the locale is not UTF-8, nothing is sent as an escape, and each row is as wide as it was."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from tests.pty.conftest import Open

TIMELINE = """\
title: Zürich 東京 “so”
events:
- {id: a, date: 2024-03-12, title: "Тёткино → 東京 “so” — é…"}
- {id: b, date: 2024-03-13/2024-03-15, title: Plain}
"""


def is_ascii(opened: Open, tmp_path: Path, **env: str) -> str:
    file = tmp_path / "odd.timeline.yaml"
    file.write_text(TIMELINE, encoding="utf-8")
    terminal = opened(file, size=(100, 24), **{"LANG": None, "LC_CTYPE": None, **env})
    terminal.wait_for("Plain")
    shown = [terminal.settle()]
    for keys in (("enter",), ("escape", "escape"), ("f",), ("escape", "?"), ("pagedown",), ("escape", "a")):
        terminal.press(*keys)
        shown.append(terminal.settle())
    edges = {cell_len(row.partition("|")[0]) for row in shown[0].splitlines()[3:23]}
    assert len(edges) == 1, shown[0]
    assert "\\u" not in "".join(shown)
    return "\n".join(shown)


def test_where_only_ascii_can_be_sent_letters_are_asked_for(opened: Open, tmp_path: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = is_ascii(opened, tmp_path, **env)
    assert shown.isascii()
    assert '??????? > ???? "so" - ?~' in shown
    assert "^v move" in shown


def test_where_more_could_be_sent_only_marks_are_replaced(opened: Open, tmp_path: Path) -> None:
    shown = is_ascii(opened, tmp_path, LC_ALL="C")
    assert "Тёткино" in shown and "“so” — é" in shown
    assert "^v move" in shown
    for mark in "↑↓←→│─┬▶…":
        assert mark not in shown, mark
