"""Every declared command is pressed, by every one of its keys, and does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import Command as Offer
from textual.command import CommandList
from textual.events import Paste
from textual.widgets import Input

from tests.tui.screens import Shown, shown
from tests.tui.trials import FEW, NONE_FOUND, ON_COVER, PLACES, RUN_BY_PALETTE, TRIALS, Trial, begun, ended
from timeline_tui.session.commands import BY_ID, COMMANDS, Where
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.screens.dialogs import Choosing


def test_no_command_is_left_out() -> None:
    assert set(TRIALS) == set(BY_ID)
    assert set(PLACES) == {where for command in COMMANDS for where in command.where}
    run = [BY_ID[command] for command in RUN_BY_PALETTE]
    assert {command.group for command in run} == {command.group for command in COMMANDS}
    assert {where for command in run for where in command.where} == set(PLACES)


@pytest.mark.parametrize("key, command", [(key, command.id) for command in COMMANDS for key in command.keys])
async def test_key_does_what_its_command_says(key: str, command: str, tmp_path: Path) -> None:
    trial = TRIALS[command]
    async with begun(trial, tmp_path) as program:
        await program.pilot.press(key)
        if command != "quit":
            await ended(trial, program)
        assert trial.then(program), f"{program.text}\n{program.notices}"


async def asked_for(label: str, program: Shown) -> None:
    """Wait until the palette, which is open, offers this first when it is asked for it."""
    await program.pilot.press("ctrl+u")
    program.app.post_message(Paste(label))
    offered = program.app.screen.query_one(CommandList)
    for _ in range(400):
        first = offered.get_option_at_index(0) if offered.option_count else None
        if isinstance(first, Offer) and first.hit.text == label and program.app.screen.query_one(Input).value:
            return
        await program.pilot.pause(0.02)
    raise AssertionError(f"the palette does not offer {label}:\n{program.text}")


@pytest.mark.parametrize("where", PLACES)
async def test_palette_offers_each_where_it_first_applies(where: Where, tmp_path: Path) -> None:
    offered = [command for command in COMMANDS if command.where[0] == where and command.id != "palette"]
    async with begun(PLACES[where], tmp_path) as program:
        assert isinstance(program.app.screen, CommandScreen)
        assert program.app.screen.where() == where
        await program.press("ctrl+p")
        for command in offered:
            await asked_for(command.label, program)
            await program.wait_for(command.help[:20])


@pytest.mark.parametrize("command", RUN_BY_PALETTE)
async def test_palette_runs_it(command: str, tmp_path: Path) -> None:
    trial = TRIALS[command]
    async with begun(trial, tmp_path) as program:
        await program.press("ctrl+p")
        await asked_for(BY_ID[command].label, program)
        await program.pilot.press("enter")
        if command != "quit":
            await ended(trial, program)
        assert trial.then(program), f"{program.text}\n{program.notices}"


@pytest.mark.parametrize("where", PLACES)
async def test_one_that_has_no_meaning_in_a_place_says_where_it_has_one(where: Where, tmp_path: Path) -> None:
    async with begun(PLACES[where], tmp_path) as program:
        for size in ((120, 40), (38, 9)):
            await program.resize(*size)
            screen = program.app.screen
            assert isinstance(screen, CommandScreen)
            for command in COMMANDS:
                # The help looks for words of its own.
                if not command.applies(where) and (where, command.id) != ("page", "find"):
                    screen.action_command(command.id)
                    reason = screen.reason_against(command) or ""
                    assert f"“{command.label}” works " in reason or "Esc goes back" in reason, command.id
            assert screen.where() == where


_EVERY_KEY = sorted({key for command in COMMANDS for key in command.keys} - {"ctrl+q", "ctrl+c"})


@pytest.mark.parametrize("where, place", [*PLACES.items(), *ON_COVER, *FEW])
async def test_any_key_in_any_place_leaves_a_program_that_goes_on(
    where: Where, place: Trial, tmp_path: Path
) -> None:
    async with begun(place, tmp_path) as program:
        for key in _EVERY_KEY:
            if key == "q" and where not in {"query", "facets", "editor"}:
                continue
            await program.pilot.press(key)
            assert program.app.is_running and program.app.failure is None, key
            await _come_back(where, place, program)


_OF_AN_EVENT = (
    *(
        "enter",
        "right",
        "tab",
        "shift+tab",
        "left_square_bracket",
        "right_square_bracket",
        "m",
        "M",
        "n",
        "N",
    ),
    *("d", "D", "v", "z", "Z", "s", "H", "c", "y", "C", "o", "A", "E"),
)


@pytest.mark.parametrize("before", [(), ("home",), ("minus",), ("V",), ("minus", "V")], ids="-".join)
async def test_where_no_event_is_found_none_is_acted_on(before: tuple[str, ...], tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press(*before, *NONE_FOUND)
        there = program.text
        assert "Enter open" not in there
        assert "y copy" not in there
        for key in _OF_AN_EVENT:
            program.app.clear_notifications()
            await program.press(key)
            (said,) = program.notices
            assert said.startswith("No event answers this") or " works in " in said, key
            assert program.text == there, key


async def test_where_no_event_is_found_the_page_that_says_so_is_moved(tmp_path: Path) -> None:
    async with shown(tmp_path, size=(60, 12)) as program:
        words = "tyotkni", "leggion", "shelling", "mines"
        await program.press("slash", *(key for word in words for key in (*word, "space")), "enter")
        await program.wait_for("None is found")
        first = program.text
        for keys in (("down", "up"), ("pagedown", "pageup"), ("end", "home")):
            await program.press(keys[0])
            assert program.text != first, keys
            await program.press(keys[1])
            assert program.text == first, keys


async def test_from_an_event_that_is_not_found_no_event_is_next(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("minus", *NONE_FOUND, "i", *"tetkino", "enter", "enter")
        assert program.reader.depth == "event"
        for key in ("left_square_bracket", "right_square_bracket", "shift+tab"):
            await program.press(key)
            assert program.notices == ["No event answers the query, so none is before or after this one"]


async def _come_back(where: Where, place: Trial, program: Shown) -> None:
    """To the place, from wherever a key led."""
    screen = program.app.screen
    if isinstance(screen, CommandScreen) and screen.where() == where:
        return
    for _ in range(12):
        if program.app.screen is program.app.timeline and program.app.timeline.where() == "list":
            break
        if isinstance(program.app.screen, Choosing) and program.app.writing is not None:
            # It asks whether what was typed is to be saved.
            await program.pilot.press("down", "enter")
        else:
            await program.pilot.press("escape")
    if program.reader.view.query:
        # What a key narrowed the list to has no cover.
        await program.press("F")
    for key in (*place.before, *place.within):
        # As it was come to at first: a key that has waited for long is handed on.
        await program.press(key)
    assert isinstance(program.app.screen, CommandScreen)
    assert program.app.screen.where() == where, program.text


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
@pytest.mark.parametrize(
    "way", [(), ("enter",), ("enter", "enter"), ("question_mark",), ("p",), ("ctrl+p",)], ids="-".join
)
async def test_a_key_that_leaves_does_so_everywhere(key: str, way: tuple[str, ...], tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press(*way)
        if way == ("ctrl+p",) and key == "q":
            # A letter is typed into the palette, which Esc closes.
            await program.press("escape")
        assert not program.app._exit
        await program.pilot.press(key)
        assert program.app._exit


async def test_hint_can_be_clicked(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        row = program.text.split("\n")[-1]
        await program.pilot.click(offset=(row.index("Enter open") + 1, 39))
        await program.settle()
        assert program.reader.depth == "event"
