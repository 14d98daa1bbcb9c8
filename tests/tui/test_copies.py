"""A copied index is the one that a build makes of the file that it is of."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.copies import index_of
from tests.tui.screens import RAIDS, TOURED, many
from timeline_tui.jobs.cache import cache_folder
from timeline_tui.jobs.child import Build
from timeline_tui.jobs.fresh import fresh


def _rows(path: Path) -> dict[str, list[str]]:
    """All that stands in an index; what it finds by words is in tables of their own."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(map(str, connection.execute(f'SELECT * FROM "{name}"')))
            for (name,) in tables
            if name != "words"
        }


@pytest.mark.parametrize("text", [RAIDS, TOURED, many(30), RAIDS.replace("date: 2024", "date: never")])
def test_a_copy_is_what_a_build_makes(text: str, tmp_path: Path) -> None:
    for name in ("one", "other"):
        file = tmp_path / name / "raids.timeline.yaml"
        file.parent.mkdir()
        file.write_text(text)
        with closing(index_of(file)) as index:
            copied, modes = _rows(index.path), index.path.stat().st_mode
            left = fresh(file)
            assert left is not None
            left.close()
        shutil.rmtree(cache_folder())
        built = Build(file, name=file.name).result()
        assert (copied, modes) == (_rows(built), built.stat().st_mode)
