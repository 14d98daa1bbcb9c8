"""Every declared command is pressed, by every one of its keys, and does what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tui.screens import Shown, shown
from timeline_tui.tui.commands import BY_ID, COMMANDS
from timeline_tui.tui.journey import WEAK
from timeline_tui.tui.naming import QUESTION
from timeline_tui.tui.screens.document import DocumentScreen


@dataclass(frozen=True)
class Trial:
    """What to press first, and what must then be true."""

    before: tuple[str, ...]
    then: Callable[[Shown], bool]


def _at(rank: int, depth: int) -> Callable[[Shown], bool]:
    return lambda program: (program.reader.events.cursor, program.reader.depth) == (rank, depth)


def _says(words: str) -> Callable[[Shown], bool]:
    return lambda program: any(words in notice for notice in program.notices)


def _theme(name: str) -> Callable[[Shown], bool]:
    return lambda program: program.app.theme == name


TRIALS = {
    "up": Trial(("end",), _at(3, 0)),
    "down": Trial((), _at(1, 0)),
    "page-up": Trial(("end",), _at(0, 0)),
    "page-down": Trial((), _at(4, 0)),
    "first": Trial(("end",), _at(0, 0)),
    "last": Trial((), _at(4, 0)),
    "open": Trial(("down",), _at(1, 1)),
    "back": Trial(("down", "enter", "enter"), _at(1, 1)),
    "next-stop": Trial(("down", "enter"), lambda program: program.reader.page.cursor == 1),
    "previous-stop": Trial(("down", "enter", "tab"), lambda program: program.reader.page.cursor == 0),
    "next-event": Trial(("enter",), _at(1, 1)),
    "previous-event": Trial(("down", "enter"), _at(0, 1)),
    "copy": Trial(("enter",), lambda program: "They came at dawn." in program.app.clipboard),
    "browse": Trial(("end",), _says("Move to a passage or a link first")),
    "weak": Trial((), lambda program: program.reader.depth == WEAK),
    "known-by": Trial((), lambda program: "Known by which day?" in program.text),
    "name": Trial((), lambda program: QUESTION in program.text),
    "problems": Trial((), lambda program: isinstance(program.app.screen, DocumentScreen)),
    "reload": Trial((), lambda program: program.app._following.going_on),
    "theme": Trial((), _theme("light")),
    "theme-dark": Trial(("T",), _theme("dark")),
    "theme-light": Trial((), _theme("light")),
    "theme-terminal": Trial((), _theme("terminal")),
    "palette": Trial((), lambda program: "Search" in program.text),
    "help": Trial((), lambda program: "Come back to exactly where you were." in program.text),
    "quit": Trial((), lambda program: program.app._exit),
}


def test_no_command_is_left_out() -> None:
    assert set(TRIALS) == set(BY_ID)


@pytest.mark.parametrize("key, command", [(key, command.id) for command in COMMANDS for key in command.keys])
async def test_key_does_what_its_command_says(key: str, command: str, tmp_path: Path) -> None:
    trial = TRIALS[command]
    async with shown(tmp_path) as program:
        await program.press(*trial.before)
        await program.pilot.press(key)
        if command not in {"reload", "quit"}:
            await program.settle()
        assert trial.then(program), f"{program.text}\n{program.notices}"


@pytest.mark.parametrize("command", [command.id for command in COMMANDS if command.id != "palette"])
async def test_palette_offers_it(command: str, tmp_path: Path) -> None:
    trial = TRIALS[command]
    async with shown(tmp_path) as program:
        await program.press(*trial.before)
        await program.press("ctrl+p", *BY_ID[command].label)
        await program.wait_for(BY_ID[command].help[:20])
        await program.pilot.press("enter")
        if command != "quit":
            await program.settle()
        assert command in {"reload", "quit"} or trial.then(program), f"{program.text}\n{program.notices}"


async def test_hint_can_be_clicked(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        row = program.text.split("\n")[-1]
        await program.pilot.click(offset=(row.index("Enter open") + 1, 39))
        await program.settle()
        assert program.reader.depth == 1
