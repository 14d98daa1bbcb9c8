"""The first screen is drawn with little: what only later ones need is imported later."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, indexed, many, shown
from timeline_tui.tui.app import TimelineApp
from timeline_tui.tui.widgets.timeline_list import TimelineList

FIRST_SCREEN = """
import json, os, sys
from pathlib import Path
from timeline_tui.cli.screen import open_timeline
from timeline_tui.jobs.fresh import fresh
from timeline_tui.tui.sparing import import_textual
import_textual()
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
    *("argparse", "edtf", "hashlib", "pendulum", "pydantic", "pydantic_core", "shtab", "yaml"),
    # They come with asyncio and Textual where nobody keeps them out.
    *("ssl", "textual.command", "textual.types", "textual.widgets._input"),
    *("difflib", "mimetypes", "pickle", "platformdirs", "tempfile", "textual.css._help_text", "uuid"),
    *("timeline_tui.problems", "timeline_tui.evidence", "timeline_tui.load", "timeline_tui.query"),
    "timeline_tui.yamlfile",
    *("timeline_tui.cli.arguments", "timeline_tui.cli.meaning"),
    *("timeline_tui.index.kept", "timeline_tui.index.lookups", "timeline_tui.index.writer"),
    *("timeline_tui.model.timeline", "timeline_tui.model.folding", "timeline_tui.model.typed_dates"),
    *("timeline_tui.model.folding", "timeline_tui.session.selection"),
    *("timeline_tui.tui.palette", "timeline_tui.render.event_page", "timeline_tui.render.cover"),
    *("timeline_tui.render.page", "timeline_tui.model.fields", "timeline_tui.model.proof"),
}
"""Modules, or packages with all that is in them."""


FIRST_LETTER = """
import asyncio, sys
from pathlib import Path
from timeline_tui.jobs.fresh import fresh
from timeline_tui.tui.app import TimelineApp, Wanted

async def type_in(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        for _ in range(500):
            await pilot.pause(0.02)
            if "timeline_tui.session.landing" in sys.modules:
                break
        before = set(sys.modules)
        await pilot.press("r")
        for _ in range(500):
            await pilot.pause(0.02)
            if app.timeline.session.shown is not None and app.timeline.session.shown.view.query:
                break
        print(*(name for name in sys.modules.keys() - before if name.startswith("timeline_tui")))
        await pilot.press("enter", "enter")
        for _ in range(500):
            await pilot.pause(0.02)
            if "timeline_tui.index.kept" in sys.modules and "timeline_tui.render.event_page" in sys.modules:
                break
        print(*sys.modules)

file = Path(sys.argv[1])
asyncio.run(type_in(TimelineApp(Wanted(file, file.name), fresh(file))))
"""


def test_the_first_letter_of_a_query_and_a_page_import_only_what_they_need(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    index.close()
    command = [sys.executable, "-c", FIRST_LETTER, str(file)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    # What watches the file, and the page of the event that is found, come when they come.
    of_a_letter = {
        *("timeline_tui.index.event_search", "timeline_tui.index.query_sql", "timeline_tui.index.view_maker"),
        *("timeline_tui.model.date_phrases", "timeline_tui.render.marking", "timeline_tui.session.landing"),
    }
    letter, reading = map(str.split, told.stdout.splitlines())
    assert of_a_letter.isdisjoint(letter)
    # Whoever reads needs nothing of what takes a file in, which is larger than an index of thousands of rows.
    assert "timeline_tui.render.event_page" in reading
    assert {"pydantic", "pydantic_core", "yaml"} & {*reading} == set()


def test_the_first_screen_imports_only_what_it_shows(tmp_path: Path) -> None:
    file, index = indexed(tmp_path, RAIDS)
    index.close()
    told = tmp_path / "seen.json"
    subprocess.run([sys.executable, "-c", FIRST_SCREEN, str(file), str(told)], check=True)
    seen = json.loads(told.read_text())
    assert "Second raid" in seen["screen"]
    assert "timeline_tui.tui.screens.timeline_screen" in seen["modules"]
    early = [each for each in seen["modules"] if not LATER.isdisjoint(_within(each))]
    assert early == []


FIRST_ROWS = """
import os, sys
from timeline_tui.cli.asked import plain_file
from timeline_tui.session.first_picture import key_of, read
file, size = plain_file(sys.argv[1:]), (80, 24)
assert key_of(file, size) and read(file, size) is None
print(*sys.modules)
"""


def test_the_rows_that_come_before_textual_import_only_what_finds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The folders are those that a user has who chose none.
    for use in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.delenv(f"TIMELINE_TUI_{use}")
    file, index = indexed(tmp_path, RAIDS)
    index.close()
    command = [sys.executable, "-c", FIRST_ROWS, str(file)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    early = {*told.stdout.split()} & (LATER | {"sqlite3", "textual", "rich", "asyncio"})
    assert early == set()


@pytest.mark.parametrize("size", [(200, 50), (120, 40)])
async def test_the_first_picture_of_the_list_is_the_one_that_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    seen: list[list[str]] = []
    text = many(300).replace("title: Event 0\n", "title: A title that needs more room than most of them\n")
    monkeypatch.setattr(TimelineApp, "post_display_hook", lambda app: seen.append(_above_and_list(app)))
    async with shown(tmp_path, text, size=size) as program:
        await program.press("down", "up")
        assert "A title that needs" in program.text
        assert seen[0] == _above_and_list(program.app)


def _above_and_list(app: TimelineApp) -> list[str]:
    """The rows above the list, and the list with no page beside it."""
    width = app.screen.query_one(TimelineList).outer_size.width
    rows = [strip.text for strip in app.screen._compositor.render_strips()]
    return rows[:3] + [row[:width] for row in rows[3:-1]]


def _within(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
