"""The line at the bottom shows what can be done here, and nothing that cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.editing.forms import arrived, keys, save
from tests.tui.screens import Shown, many, shown
from tests.tui.trials import PLACES, begun
from timeline_tui.session.commands import BY_ID, Where
from timeline_tui.session.signal import Refused
from timeline_tui.tui.screens.commanded import CommandScreen
from timeline_tui.tui.widgets.bars import Hint, HintBar

WIDE = (400, 40)
"""So wide that every hint has room."""


def hints(program: Shown) -> list[Hint]:
    return [hint for bar in program.app.screen.query(HintBar) for hint in bar._hints]


def labels(program: Shown) -> str:
    return "  ".join(f"{hint.key} {hint.label}" for hint in hints(program))


@pytest.mark.parametrize("where", PLACES)
async def test_no_hint_is_of_a_key_that_does_nothing(where: Where, tmp_path: Path) -> None:
    async with begun(PLACES[where], tmp_path) as program:
        screen = program.app.screen
        assert isinstance(screen, CommandScreen)
        hinted = [BY_ID[hint.command] for hint in hints(program)]
        assert hinted
        for command in hinted:
            assert screen.reason_against(command) is None, command
    for number, command in enumerate(hinted):
        # What a screen of its own does is there as long as it is; the program's own are always there.
        if command.run is not None and command.group != "The program" and where != "page":
            folder = tmp_path / str(number)
            folder.mkdir()
            async with begun(PLACES[where], folder) as program:
                try:
                    command.run(program.reader)
                except Refused as refused:
                    raise AssertionError(f"{command.id}: {refused}") from refused


async def test_what_there_is_to_do_is_hinted_at_where_it_comes_up(tmp_path: Path) -> None:
    async with shown(tmp_path, size=WIDE) as program:
        said = labels(program)
        assert "Ctrl+P commands" in said
        assert "z fold parts" not in said
        for absent in ("u take back", "n next hit", "S longer period", "+ zoom in", "F show all", ". same"):
            assert absent not in said
        for present in ("v more of each", "Z fold all", "w what is weak", "K known by a day", "r read again"):
            assert present in said
        await program.press("down")
        assert "z fold parts" in labels(program)
        assert "d dispute" in labels(program)
        await program.press("slash", *"came", "enter")
        assert "F show all" in labels(program)
        await program.press("F", "s")
        await program.wait_for("in:20")
        assert "S longer period" in labels(program)
        assert "s only its time" not in labels(program)


async def test_there_is_something_to_take_back_once_something_was_written(tmp_path: Path) -> None:
    async with shown(tmp_path, size=WIDE) as program:
        await program.press("a", *keys("Flood"))
        await save(program)
        await arrived(program, "Flood")
        await program.settle()
        assert "u take back" in labels(program), program.text
        await program.press("u")
        await program.wait_for("Taken back")
        await arrived(program, "A call")
        await program.settle()
        assert "u take back" not in labels(program)


async def test_there_is_nothing_to_take_back_where_somebody_else_has_saved_since(tmp_path: Path) -> None:
    async with shown(tmp_path, size=WIDE) as program:
        await program.press("a", *keys("Flood"))
        await save(program)
        await arrived(program, "Flood")
        file = program.reader.wanted.file
        file.write_text(file.read_text() + "  - title: By others\n", encoding="utf-8")
        await program.press("r", "end")
        await program.wait_for("By others")
        await program.settle()
        assert "u take back" not in labels(program)
        await program.press("u")
        await program.wait_for("changed elsewhere since")
        await program.press("a", *keys("Fire"))
        await save(program)
        await arrived(program, "Fire")
        await program.settle()
        assert "u take back" in labels(program)


async def test_the_last_event_has_none_behind_it(tmp_path: Path) -> None:
    async with shown(tmp_path, many(3), size=WIDE) as program:
        await program.press("enter")
        assert "] next event" in labels(program)
        assert "[ event before" not in labels(program)
        await program.press("right_square_bracket", "right_square_bracket")
        assert "] next event" not in labels(program)
        assert "[ event before" in labels(program)


async def test_groups_are_gone_into_and_come_out_of(tmp_path: Path) -> None:
    async with shown(tmp_path, many(1500), size=WIDE) as program:
        assert "- zoom out" in labels(program)
        await program.press("minus")
        await program.settle()
        assert "+ zoom in" in labels(program)
        assert "v more of each" not in labels(program)
        for _ in range(6):
            await program.press("minus")
            await program.settle()
        assert "- zoom out" not in labels(program)
