"""What stands over the timeline leaves the rest of it in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import shown


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
@pytest.mark.parametrize(("key", "asked"), [("a", "Add an event"), ("t", "2024"), ("A", "Add a passage")])
async def test_the_timeline_is_in_sight_beside_what_is_asked(
    tmp_path: Path, theme: str, key: str, asked: str
) -> None:
    async with shown(tmp_path) as program:
        program.app.theme = theme
        await program.settle()
        before = program.text.split("\n")
        await program.press(key)
        await program.wait_for(asked)
        assert program.text.split("\n")[0][:40] == before[0][:40]
        assert program.text.split("\n")[4][:40] == before[4][:40]
