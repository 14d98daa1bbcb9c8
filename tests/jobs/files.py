"""Timeline files for tests, small and large."""

from __future__ import annotations

from pathlib import Path

from timeline_tui.jobs.cache import cache_folder, folders, index_name

SMALL = """\
title: Small
sources:
  paper: {title: A headline}
events:
  - id: crossing
    date: 2024-03-12
    title: They cross
    quotes:
      - {exact: They crossed., source: paper}
  - id: later
    date: 2024-03-13
    title: They leave
    part_of: crossing
"""


def small(folder: Path, text: str = SMALL) -> Path:
    """A file of a few lines."""
    file = folder / "small.timeline.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def large(folder: Path, events: int = 20_000) -> Path:
    """A file that takes a second or so to read, the first part of each pair after its whole."""
    file = folder / "large.timeline.yaml"
    with file.open("w", encoding="utf-8") as lines:
        lines.write("events:\n")
        for number in range(events):
            year = 1000 + number % 1000
            part = f"    part_of: e{number - 1}\n" if number % 2 else ""
            lines.write(f"  - id: e{number}\n    date: {year}-05-06\n    title: Event {number}\n{part}")
    return file


def index_path(file: Path, as_of: int | None = None) -> Path:
    """Where the index of the file is to be: in the first folder that can be written."""
    return next((folder for folder in folders()), cache_folder()) / index_name(file, as_of)
