"""The first screen is drawn with little: what only later ones need is imported later."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.tui.screens import RAIDS, indexed

FIRST_SCREEN = """
import json, os, sys
from pathlib import Path
from timeline_tui.cli.screen import open_timeline
from timeline_tui.jobs.fresh import fresh
from timeline_tui.tui.app import TimelineApp, Wanted

def drawn(app):
    if app.timeline.session.index is not None:
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        seen = {"modules": sorted(sys.modules), "screen": "\\n".join(rows)}
        Path(sys.argv[2]).write_text(json.dumps(seen))
        os._exit(0)

TimelineApp.post_display_hook = drawn
file = Path(sys.argv[1])
TimelineApp(Wanted(file, file.name), fresh(file)).run(headless=True, size=(120, 40))
"""
LATER = {
    # Each takes longer than all that the first screen asks of the index.
    *("argparse", "edtf", "hashlib", "pendulum", "pydantic", "shtab", "yaml"),
    *("timeline_tui.problems", "timeline_tui.evidence", "timeline_tui.load", "timeline_tui.query"),
    "timeline_tui.yamlfile",
    *("timeline_tui.cli.arguments", "timeline_tui.cli.meaning"),
    *("timeline_tui.index.kept", "timeline_tui.index.lookups", "timeline_tui.index.writer"),
    *("timeline_tui.model.timeline", "timeline_tui.model.spellings", "timeline_tui.model.date_hints"),
    *("timeline_tui.model.folding", "timeline_tui.session.selection"),
    *("timeline_tui.tui.palette", "timeline_tui.render.event_page"),
}
"""Modules, or packages with all that is in them."""


def test_the_first_screen_imports_only_what_it_shows(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    index.close()
    told = tmp_path / "seen.json"
    subprocess.run([sys.executable, "-c", FIRST_SCREEN, str(file), str(told)], check=True)
    seen = json.loads(told.read_text())
    assert "Second raid" in seen["screen"]
    assert "timeline_tui.tui.screens.timeline" in seen["modules"]
    early = [each for each in seen["modules"] if not LATER.isdisjoint(_within(each))]
    assert early == []


def _within(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
