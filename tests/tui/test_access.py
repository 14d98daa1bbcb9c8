"""Everything can be done by mouse alone, and everything without arrow keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from tests.tui.screens import Shown, shown
from tests.tui.trials import PLACES, begun
from timeline_tui.session.commands import COMMANDS, Where
from timeline_tui.session.commands.command import ANYWHERE
from timeline_tui.tui.screens.dialogs import Asking, Choosing, TimeBox
from timeline_tui.tui.screens.help import HelpScreen
from timeline_tui.tui.screens.timeline_screen import TimelineScreen
from timeline_tui.tui.widgets.bars import HintBar, fitting

ARROWS = {"up", "down", "left", "right"}
BY_NAME = {"right", "theme-dark", "theme-light", "theme-terminal"}
"""What has no key but arrows, or none: the list of all commands does it by its name."""


def test_every_command_has_a_way_without_arrow_keys() -> None:
    arrows_alone = {one.id for one in COMMANDS if all(key.split("+")[-1] in ARROWS for key in one.keys)}
    assert arrows_alone == BY_NAME
    by_name = [command for command in COMMANDS if command.id in BY_NAME]
    assert all(command.where == ANYWHERE for command in by_name)


async def click_words(program: Shown, words: str) -> None:
    """Click where these words stand for the last time."""
    lines = program.text.split("\n")
    row = max(number for number, line in enumerate(lines) if words in line)
    await program.pilot.click(offset=(lines[row].index(words) + 1, row))
    await program.settle()


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
@pytest.mark.parametrize("where", PLACES)
async def test_every_place_shows_the_way_to_all_of_its_commands(
    where: Where, size: tuple[int, int], tmp_path: Path
) -> None:
    """By mouse: the help has every command with a key, the list of all commands those without."""
    async with begun(PLACES[where], tmp_path) as program:
        await program.resize(*size)
        bar = program.app.screen.query_one(HintBar)
        held = {hint.command: hint for hint in fitting(bar._hints, bar.size.width)}
        if where in ANYWHERE and where != "page":
            await click_words(program, "? help")
            assert isinstance(program.app.screen, HelpScreen)
            assert "palette" in {stop.target for stop in program.app.screen.page.stops}
        elif where != "page":
            assert "palette" in held
            await click_words(program, f"{held['palette'].key} {held['palette'].label}")
            assert isinstance(program.app.screen, CommandPalette)
        assert len(held) >= 2


@pytest.mark.parametrize("size", [(60, 20), (60, 12)])
@pytest.mark.parametrize("where", PLACES)
async def test_every_place_has_room_in_a_narrow_window(
    where: Where, size: tuple[int, int], tmp_path: Path
) -> None:
    async with begun(PLACES[where], tmp_path) as program:
        await program.resize(*size)
        lines = program.text.split("\n")
        assert program.app.is_running
        assert all(len(line) <= size[0] for line in lines)
        assert lines[0].strip()
        assert any(hint.key in lines[-1] for hint in program.app.screen.query_one(HintBar)._hints)


async def test_a_question_is_left_by_a_click_beside_it(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        for key, screen in (("t", TimeBox), ("i", Asking), ("C", Choosing)):
            await program.press("end", "up", key)
            assert isinstance(program.app.screen, screen), key
            await program.pilot.click(offset=(5, 2))
            await program.settle()
            assert len(program.app.screen_stack) == 1, key


async def test_a_date_leads_to_the_event_that_is_clicked(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("t", *"14", "space", *"march", "space", *"2024")
        box = program.app.screen
        assert isinstance(box, TimeBox)
        chosen = box._found.landings[0].rank
        await program.pilot.click("#landings", offset=(4, 0))
        await program.settle()
        assert len(program.app.screen_stack) == 1
        assert program.reader.events.cursor == chosen


async def test_what_is_offered_for_a_query_is_taken_by_a_click(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("slash", *"gro")
        await click_words(program, "group:")
        line = program.app.screen.query_one(Input)
        assert line.value == "group:"
        assert program.app.timeline.where() == "query"


async def test_a_click_on_a_hint_over_the_timeline_does_what_the_hint_says(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(120, 40)) as program:
        await program.press("a")
        shorter = program.text
        await click_words(program, "Ctrl+O more fields")
        assert len(program.text.split()) > len(shorter.split())
        await click_words(program, "Esc back, kept for later")
        assert isinstance(program.app.screen, TimelineScreen)
    marked = "events:\n- id: a\n<<<<<<< ours\n  title: A\n=======\n  title: B\n>>>>>>> theirs\n  date: 2024\n"
    folder = tmp_path / "merged"
    folder.mkdir()
    async with shown(folder, marked, size=(120, 40)) as program:
        await program.press("R")
        await click_words(program, "2 take theirs")
        await program.wait_for("Taken: theirs")
