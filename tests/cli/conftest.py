"""Calls of the program within this process, and as a program of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from timeline_tui.cli.main import main

TIMELINE = """\
title: A small one
sources:
  agency: {title: Told first, outlet: Agency}
  copy: {title: Told again, derived_from: agency}
  paper: {title: Told otherwise, outlet: Paper}
names:
  mayor: {kind: person, name: The Mayor}
events:
  - id: raid
    date: 2024-03-12
    title: "The raid: how it began"
    names: [mayor]
    disputes:
      taken: Was it taken?
    quotes:
      - {exact: We took it., source: agency, speaker: mayor, kind: direct, dispute: taken, position: "Yes"}
      - {exact: They say they took it., source: copy, dispute: taken, position: "Yes"}
      - {exact: It was not taken., source: paper, dispute: taken, position: "No"}
  - id: shots
    date: 2024-03-12T05:00-04:00
    title: Shots
    part_of: raid
    quotes:
      - {exact: Shots were heard., source: paper, dispute: taken, position: "No"}
  - {id: month, date: 2023-06~, title: Some day in June}
  - {id: open, date: 2024-05/.., title: It goes on}
  - {id: ides, date: -0044-03-15, title: The Ides}
  - {id: undated, title: Nobody knows when}
"""


@dataclass(frozen=True)
class Said:
    """How a call ended and what it printed."""

    code: int
    out: str
    talk: str


Call = Callable[..., Said]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound timeline."""
    path = tmp_path / "small.timeline.yaml"
    path.write_text(TIMELINE, encoding="utf-8")
    return path


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the program within this process."""

    def run(*arguments: object, stdin: str | None = None) -> Said:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode())))
        code = main([str(argument) for argument in arguments])
        out, talk = capfd.readouterr()
        return Said(code, out, talk)

    return run


def program(*arguments: object, stdin: str = "", cwd: Path | None = None) -> Said:
    """Run the program as one of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "timeline_tui", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
    )
    return Said(done.returncode, done.stdout, done.stderr)
