"""Keys that come faster than what they open, close or ask for."""

from pathlib import Path

import pytest
from textual import events
from textual.app import ScreenStackError
from textual.widgets import Input

from tests.tui.screens import Shown, many, shown
from timeline_tui.tui.screens.form import Form

_CHARACTERS = {"slash": "/", "enter": "\r", "space": " ", "minus": "-", "tab": "\t", "escape": "\x1b"}


async def burst(program: Shown, *keys: str) -> None:
    """All keys are there before the first of them is looked at."""
    for key in keys:
        character = _CHARACTERS.get(key, key if len(key) == 1 else None)
        program.app.post_message(events.Key(key, character))
    await program.settle()


@pytest.mark.parametrize("key", ["t", "i", "K"])
async def test_what_is_typed_behind_the_key_of_a_box_is_typed_into_it(tmp_path: Path, key: str) -> None:
    async with shown(tmp_path) as program:
        await burst(program, key, *"jqf2")
        assert program.app.screen.query_one(Input).value == "jqf2"


async def test_letters_behind_the_key_of_the_values_narrow_them(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await burst(program, "f", *"jqf")
        values = program.reader.values
        assert values is not None and values.narrowed == "jqf"


async def test_a_box_is_filled_in_and_left_in_one_burst(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await burst(program, "t", *"2024", "enter", "j", "enter")
        assert program.reader.depth == "event"
        assert program.reader.row is not None and program.reader.row.title == "Shelling"


async def test_a_form_is_filled_in_with_one_burst(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await burst(program, "a", *"Jaq", "tab", *"2025")
        form = program.app.screen
        assert isinstance(form, Form)
        assert (form.texts["title"], form.texts["date"]) == ("Jaq", "2025")


async def test_the_next_hit_is_that_of_the_query_before_it(tmp_path: Path) -> None:
    async with shown(tmp_path, many(300)) as program:
        await burst(program, "slash", *"event 2*", "enter", "n")
        assert not program.notices
        assert program.reader.events.cursor > 0


async def test_a_value_is_chosen_and_the_list_moved_in_one_burst(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await burst(program, "f", *"govern", "enter", "escape", "escape", "end")
        assert program.reader.view.query.strip() != ""
        assert program.reader.row is not None and program.reader.row.title == "Mines are laid"


async def test_what_is_pasted_behind_the_key_of_a_box_is_put_into_it(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        program.app.post_message(events.Key("t", "t"))
        program.app.post_message(events.Paste("March 2024"))
        await program.settle()
        assert program.app.screen.query_one(Input).value == "March 2024"


async def test_a_value_is_completed_that_belongs_to_all_that_is_typed(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await burst(program, "slash", *"speaker:go", "tab", "enter")
        assert program.reader.view.query.strip() == "speaker:governor"


async def test_keys_that_come_when_the_screens_are_gone_are_for_none_of_them(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        program.app.exit()
    with pytest.raises(ScreenStackError):
        _ = program.app.screen
    assert program.app._is_done(False)
    for key in ("j", "enter", "ctrl+c"):
        await program.app._in_turn.take(events.Key(key, _CHARACTERS.get(key, key)))
