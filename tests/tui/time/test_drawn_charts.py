"""The chart on the screen, with the page beside or below it, is the same picture every time.

TIMELINE_TUI_WRITE_GOLDENS=1 writes the pictures anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.screens import many, shown

GOLDENS = Path(__file__).parent / "goldens"
PROJECT = Path(__file__).parents[3]
FILES = {
    "shipped": PROJECT / "data" / "raids.timeline.yaml",
    "history": PROJECT / "tests" / "cli" / "charts" / "history.timeline.yaml",
}
VIEWS = {
    "whole": ("V",),
    "by-place": ("V", "l", "l"),
    "closer": ("V", "plus", "plus", "plus", "right", "right"),
    "hits": ("V", "slash", *"raid", "enter"),
}


def text_of(which: str) -> str:
    """A timeline: the one that ships, a long history, one of which no chart can draw every event."""
    return FILES[which].read_text(encoding="utf-8") if which in FILES else many(3000)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
@pytest.mark.parametrize(
    ("which", "view"),
    [
        *((which, "whole") for which in ("shipped", "history", "many")),
        ("shipped", "by-place"),
        ("shipped", "hits"),
        ("history", "closer"),
        ("many", "closer"),
    ],
)
async def test_the_picture(which: str, view: str, size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, text_of(which), size=size) as program:
        await program.press(*VIEWS[view])
        # What was told goes away by itself.
        program.app.clear_notifications()
        await program.settle()
        width, height = size
        # What stands above and below is drawn by others.
        drawn = "\n".join([*program.text.split("\n")[3:-1], ""])
        golden = GOLDENS / f"{which}-{view}-{width}x{height}.txt"
        if os.environ.get("TIMELINE_TUI_WRITE_GOLDENS"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(drawn, encoding="utf-8")
        assert drawn == golden.read_text(encoding="utf-8")
