"""The help is searched, and each of its lines does what it says or says why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown
from textual.widgets import Input

from tests.tui.screens import Shown, shown
from timeline_tui.session.commands import COMMANDS
from timeline_tui.tui.screens.help import HelpScreen
from timeline_tui.tui.widgets.page_view import PageView


async def click_line(program: Shown, words: str) -> None:
    """Click the first line that has these words."""
    lines = program.text.split("\n")
    row = next(number for number, line in enumerate(lines) if words in line)
    await program.pilot.click(offset=(lines[row].index(words) + 1, row))
    await program.settle()


@pytest.mark.parametrize("size", [(120, 40), (60, 20), (80, 24)])
async def test_words_are_looked_for_as_they_are_typed(size: tuple[int, int], tmp_path: Path) -> None:
    async with shown(tmp_path, size=size) as program:
        await program.press("question_mark", "slash", *"disputed", "space", *"accounts")
        assert "Next dispute" not in program.text
        assert "Go to the next disputed point" in " ".join(program.text.split())
        assert "Move one event up" not in program.text
        await program.press("enter", "down", "enter")
        assert isinstance(program.app.screen, HelpScreen) is False


async def test_what_nothing_has_is_said_and_left(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("question_mark", "slash", *"xyzzy")
        assert "Nothing in the help has these words" in program.text
        await program.press("escape")
        assert "Move one event up" in program.text
        await program.press("escape")
        assert not isinstance(program.app.screen, HelpScreen)


async def test_a_click_on_a_line_does_the_command(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("question_mark", "slash", *"chart", "space", *"drag", "enter")
        await click_line(program, "Draw what the list shows")
        assert program.app.timeline.where() == "chart"


async def test_a_click_on_what_cannot_be_done_here_says_why(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("question_mark", "slash", *"card", "enter")
        await click_line(program, "Change between the text of a source")
        assert program.notices == ["“Text or card” works in a source; Enter goes deeper"]
        assert isinstance(program.app.screen, HelpScreen)


async def test_the_help_is_opened_searched_and_scrolled_by_mouse(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(60, 20)) as program:
        await click_line(program, "? help")
        assert isinstance(program.app.screen, HelpScreen)
        view = program.app.screen.query_one(PageView)
        before = program.text
        view.post_message(MouseScrollDown(view, 5, 5, 0, 1, 0, False, False, False))
        await program.settle()
        assert program.text != before
        await click_line(program, "/ find")
        assert program.app.screen.query_one(Input).display
        await click_line(program, "Esc back")
        assert not program.app.screen.query_one(Input).display


async def test_every_command_with_a_key_is_a_line_of_the_help(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("question_mark")
        assert isinstance(program.app.screen, HelpScreen)
        stops = [stop.target for stop in program.app.screen.page.stops]
        assert stops == [command.id for command in COMMANDS if command.keys]
