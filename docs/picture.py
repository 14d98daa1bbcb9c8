"""The pictures of the pages: the program itself, with no terminal, on the timeline that ships."""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.tui.screens import Shown
from timeline_tui.jobs.child import Build
from timeline_tui.tui.app import TimelineApp, Wanted

PROJECT = Path(__file__).parents[1]
TIMELINE = PROJECT / "data" / "raids.timeline.yaml"
SIZE = (120, 40)


class Picture(NamedTuple):
    """What the program shows after some keys."""

    at: str
    """The event or day to begin at."""
    keys: tuple[str, ...]


PICTURES = {
    "timeline": Picture("tyotkino", ("enter",)),
    "accounts": Picture("tyotkino", ("enter", "d", "enter")),
    "chart": Picture("2023-05-22", ("V",)),
}
"""Each picture by the name of its file."""


def write() -> None:
    """Take the pictures anew."""
    for name, svg in taken().items():
        _file(name).write_text(svg, encoding="utf-8")


def stale() -> list[str]:
    """The pictures that show other words than the program does; looks may differ between versions."""
    return [
        name
        for name, svg in taken().items()
        if not _file(name).exists() or _words(_file(name).read_text(encoding="utf-8")) != _words(svg)
    ]


def _file(name: str) -> Path:
    return PROJECT / "docs" / f"{name}.svg"


def taken() -> dict[str, str]:
    """The pictures, as SVG, with the looks that a new reader meets."""
    with with_own_folders():
        return {name: asyncio.run(_take(picture)) for name, picture in PICTURES.items()}


@contextmanager
def with_own_folders() -> Iterator[None]:
    """Let the program have folders of its own, with nothing that anybody has chosen."""
    with tempfile.TemporaryDirectory(prefix="picture-") as folder:
        os.environ.update(
            TIMELINE_TUI_CACHE=f"{folder}/cache",
            TIMELINE_TUI_CONFIG=f"{folder}/config",
            TIMELINE_TUI_STATE=f"{folder}/state",
            LC_ALL="C.UTF-8",
        )
        os.environ.pop("NO_COLOR", None)
        yield


async def _take(picture: Picture) -> str:
    index = Build(TIMELINE, name=TIMELINE.name).wait()
    app = TimelineApp(Wanted(TIMELINE, TIMELINE.name, picture.at), index)
    async with app.run_test(size=SIZE) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        await shown.press(*picture.keys)
        return _with_fonts_at_hand(app.export_screenshot(title="timeline-tui"))


def _with_fonts_at_hand(svg: str) -> str:
    """The picture without a font that a reader's browser would have to fetch from somewhere."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", "Menlo, Consolas, DejaVu Sans Mono, monospace")


def _words(svg: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
