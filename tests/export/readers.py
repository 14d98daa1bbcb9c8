"""Where programs lie that read what is exported, each where `make readers` or somebody has put it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_FOLDER = Path(os.environ.get("READERS") or Path(__file__).parents[2] / ".venv" / "readers")


def npm_file(path: str) -> Path:
    """A file of a package of npm; the test is skipped where it is not there."""
    return reader_file(f"node_modules/{path}")


def reader_file(path: str) -> Path:
    """A file that `make readers` fetches; the test is skipped where it is not there."""
    found = _FOLDER / path
    if not found.exists():
        pytest.skip(f"{path} is not in {_FOLDER}: make readers")
    return found
