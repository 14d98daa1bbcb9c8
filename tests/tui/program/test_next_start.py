"""The picture of the next start is drawn by a program of its own, which ends whatever it finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Size

from tests.tui.screens import RAIDS, indexed
from timeline_tui.session.session import Wanted
from timeline_tui.tui.next_start import NextStart


@pytest.mark.parametrize("is_broken", [False, True])
async def test_it_keeps_one_picture_of_what_there_is_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_broken: bool
) -> None:
    kept: list[tuple[Path, tuple[int, int], list[str], str]] = []
    monkeypatch.setattr("timeline_tui.tui.next_start.keep", lambda *call: kept.append(call))
    file, index = indexed(tmp_path, RAIDS)
    if is_broken:
        index.close()
    drawing = NextStart(Wanted(file, file.name), index, Size(120, 40), "key")
    await drawing.run_async(headless=True, size=(120, 40))
    assert len(kept) == (0 if is_broken else 1)
    for where, size, rows, key in kept:
        assert (where, size, len(rows), key) == (file, (120, 40), 40, "key")
        assert any("Second raid" in row for row in rows)
