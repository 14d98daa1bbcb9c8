"""Whoever interrupts the program at its very start is not answered with a traceback."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
INTERRUPTED = """
import signal, sys

_, imported, entry = sys.argv
sys.argv[1:] = []

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == imported:
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
"""
AS_MODULE = 'import runpy; runpy.run_module("timeline_tui", run_name="__main__")'
AS_COMMAND = (
    "from importlib.metadata import EntryPoint; "
    'sys.exit(EntryPoint("timeline-tui", entry, "console_scripts").load()())'
)


@pytest.mark.parametrize("way", [AS_MODULE, AS_COMMAND], ids=["module", "command"])
@pytest.mark.parametrize(
    "imported", ["timeline_tui.cli.main", "timeline_tui.cli.output", "timeline_tui.cli.screen"]
)
def test_an_interrupt_while_it_is_imported_ends_it_quietly(way: str, imported: str) -> None:
    entry = tomllib.loads(PYPROJECT.read_text())["project"]["scripts"]["timeline-tui"]
    command = [sys.executable, "-c", f"{INTERRUPTED}\n{way}", imported, entry]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
