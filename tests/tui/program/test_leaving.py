"""Leaving while something is only about to be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, shown


@pytest.mark.parametrize("command", ["help", "problems"])
async def test_while_a_page_opens(tmp_path: Path, command: str) -> None:
    async with shown(tmp_path, RAIDS) as program:
        program.app.timeline.action_command(command)
        program.app.exit()
    assert program.app.failure is None and program.app.return_code == 0


async def test_while_the_commands_are_listed(tmp_path: Path) -> None:
    async with shown(tmp_path, RAIDS) as program:
        program.app.action_command_palette()
        program.app.exit()
    assert program.app.failure is None and program.app.return_code == 0
