"""The programs: how each is found and got, what it opens, how one searches in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.files import Files

OUT = Path(__file__).parents[1] / "out"
"""What is fetched and made for the benchmarks; it is never committed."""
VIS = OUT / "node_modules" / "vis-timeline" / "standalone" / "umd" / "vis-timeline-graph2d.min.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Peer(NamedTuple):
    """A program in the terminal that could show the same events."""

    name: str
    names: tuple[str, ...]
    """What it is called as a command."""
    get: str
    """How to get it."""
    file: Callable[[Files], Path]
    before: tuple[str, ...] = ("/",)
    """Keys that open its prompt for a search."""
    options: tuple[str, ...] = ()
    starts_with: str = ""
    """What its first screen shows where that is no event; it is looked at for its start alone then."""

    @property
    def found(self) -> str | None:
        """The command, where it is installed."""
        return next(filter(None, map(shutil.which, self.names)), None)

    def command(self, files: Files) -> tuple[str, ...]:
        """What opens the events, or the program alone."""
        opens = () if self.starts_with else (str(self.file(files)),)
        return (self.found or self.names[0], *self.options, *opens)


PEERS = (
    Peer("lnav", ("lnav",), "apt install lnav", lambda files: files.log, before=("g", "/")),
    Peer(
        "VisiData",
        (str(OUT / "visidata" / "bin" / "vd"), "vd"),
        "python3 -m venv benchmarks/out/visidata && benchmarks/out/visidata/bin/pip install visidata",
        lambda files: files.csv,
        before=("l", "/"),
    ),
    Peer("less", ("less",), "apt install less", lambda files: files.listing),
    Peer(
        "harlequin, empty",
        (str(OUT / "harlequin" / "bin" / "harlequin"), "harlequin"),
        "python3 -m venv benchmarks/out/harlequin && benchmarks/out/harlequin/bin/pip install harlequin",
        lambda files: files.csv,
        starts_with="Query Editor",
    ),
)
GET_CHROMIUM = "apt install chromium"
GET_VIS = "npm install --prefix benchmarks/out vis-timeline"


def chromium() -> str | None:
    """The command of a Chromium, where one is installed."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def version(command: str) -> str:
    """What a command says is its version."""
    said = subprocess.run(
        (command, "--version"), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    found = re.search(r"\d+(?:\.\d+)*", said.stdout + said.stderr)
    return found[0] if found else "of unknown version"
