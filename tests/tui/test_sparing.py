"""What is left out of the start is whole for whoever uses it later."""

from __future__ import annotations

import subprocess
import sys

LATER = """
import sys
from timeline_tui.tui.sparing import import_textual
{before}
import_textual()
left_out = sorted({{"ssl", "textual.command"}} - sys.modules.keys())
import ssl, textual.app
from timeline_tui.tui.palette import Palette
from textual.widgets import Input
assert issubclass(Palette, textual.command.CommandPalette) and ssl.create_default_context()
print(*left_out, sys.modules["textual.command"].__file__)
"""


def _told(before: str) -> list[str]:
    code = LATER.format(before=before)
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return told.stdout.split()


def test_what_is_left_out_is_imported_by_whoever_uses_it() -> None:
    *left_out, palette = _told("")
    assert left_out == ["ssl", "textual.command"]
    assert palette.endswith("command.py")


def test_what_is_there_already_stays() -> None:
    *left_out, palette = _told("import ssl, textual.command")
    assert left_out == []
    assert palette.endswith("command.py")
