"""A file to save over, as it was and as it is to be."""

from __future__ import annotations

from pathlib import Path

import pytest

OLD = b"events:\n- title: old\n"
NEW = b"events:\n- title: old\n- title: new\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.timeline.yaml"
    path.write_bytes(OLD)
    return path


def beside(file: Path) -> list[str]:
    return [path.name for path in file.parent.iterdir() if path != file]
