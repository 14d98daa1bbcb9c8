"""What stands over the timeline leaves the rest of it in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import shown
from timeline_tui.tui.screens.help import HelpScreen
from timeline_tui.tui.widgets.page_view import PageView


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


@pytest.mark.parametrize("key", ["t", "X", "a", "I", "A", "question_mark", "ctrl+p"])
async def test_a_click_behind_the_one_that_leaves_ends_nothing(tmp_path: Path, key: str) -> None:
    async with shown(tmp_path) as program:
        await program.press(key)
        above = program.app.screen
        for _ in range(3):
            above.dismiss(None)
        await program.settle()
        assert program.app.screen is program.app.timeline and program.app.failure is None


async def test_a_line_of_the_help_that_is_clicked_twice_is_done_once(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("question_mark", "down")
        above = program.app.screen
        assert isinstance(above, HelpScreen)
        for _ in range(2):
            above.query_one(PageView).post_message(PageView.Pressed(again=True))
        await program.settle()
        assert program.app.failure is None and program.app.screen is not above
