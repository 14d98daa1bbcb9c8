"""The picture of the README: the program itself, with no terminal, at the event its timeline is about."""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from pathlib import Path

from timeline_tui.jobs.build import Build
from timeline_tui.tui.app import TimelineApp, Wanted

PROJECT = Path(__file__).parents[1]
PICTURE = PROJECT / "docs" / "timeline.svg"
TIMELINE = PROJECT / "data" / "raids.timeline.yaml"
AT = "tyotkino"
SIZE = (120, 40)


def write() -> None:
    """Take the picture anew."""
    PICTURE.write_text(taken(), encoding="utf-8")


def is_stale() -> bool:
    """Whether the picture shows other words than the program does; looks may differ between versions."""
    return not PICTURE.exists() or _words(PICTURE.read_text(encoding="utf-8")) != _words(taken())


def taken() -> str:
    """The picture, as SVG, made with folders of its own and the looks that a new reader meets."""
    with tempfile.TemporaryDirectory(prefix="picture-") as folder:
        os.environ.update(
            TIMELINE_TUI_CACHE=f"{folder}/cache",
            TIMELINE_TUI_CONFIG=f"{folder}/config",
            TIMELINE_TUI_STATE=f"{folder}/state",
            LC_ALL="C.UTF-8",
        )
        os.environ.pop("NO_COLOR", None)
        return asyncio.run(_take())


async def _take() -> str:
    index = Build(TIMELINE, name=TIMELINE.name).wait()
    app = TimelineApp(Wanted(TIMELINE, TIMELINE.name, AT), index)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        return _with_fonts_at_hand(app.export_screenshot(title="timeline-tui"))


def _with_fonts_at_hand(svg: str) -> str:
    """The picture without a font that a reader's browser would have to fetch from somewhere."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", "Menlo, Consolas, DejaVu Sans Mono, monospace")


def _words(svg: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
