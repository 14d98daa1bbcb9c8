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


FUNCTIONS = """
import inspect, sys
from importlib import import_module
from timeline_tui.tui import sparing
sparing.import_textual()
import textual.widgets, rich.console
stand_ins = [
    (module.__name__, name, value)
    for module in list(sys.modules.values())
    if module.__name__.startswith(("textual", "rich"))
    for name, value in list(vars(module).items())
    if getattr(value, "__module__", "") == sparing.__name__
]
taken = {name for _, name, value in stand_ins if inspect.isfunction(value)}
real = {name: getattr(import_module(whole), name)
        for name in taken for whole in sparing._FUNCTIONS if hasattr(import_module(whole), name)}
assert taken == real.keys(), taken - real.keys()
assert all(map(inspect.isroutine, real.values())), real
from textual.notifications import Notification
from textual.style import Style
from textual.suggestions import get_suggestion
assert Notification("said").identity != Notification("said").identity
assert Style.from_meta({"place": 1}).meta == {"place": 1}
assert get_suggestion("colr", ["color", "width"]) == "color"
print(*sorted(taken))
"""


def test_what_is_taken_of_modules_that_are_left_out_are_functions_that_still_work() -> None:
    told = subprocess.run([sys.executable, "-c", FUNCTIONS], check=True, capture_output=True, text=True)
    assert {"dumps", "loads", "uuid4", "get_close_matches", "user_downloads_path"} <= {*told.stdout.split()}
