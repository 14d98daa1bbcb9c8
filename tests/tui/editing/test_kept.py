"""What was typed into forms outlives the run that it was typed in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.editing.forms import file_of, form_of, keys, save
from tests.tui.screens import shown
from timeline_tui.session.settings import drafts_of, keep_drafts, settings_path

DRAFTS = {"event": {"title": "Half an event"}}


async def test_what_is_typed_is_there_in_the_next_run_until_it_is_saved(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        await program.press("a", *keys("Half an event"), "ctrl+c", "ctrl+c")
        assert program.app._exit
    assert program.app.forms.keep()
    async with shown(tmp_path) as program:
        await program.press("a")
        assert "Half an event" in form_of(program)
        assert "still here" in program.text
        await save(program)
        assert "title: Half an event" in file_of(program).read_text()
        program.app.forms.keep()
        assert drafts_of(file_of(program)) == {}


async def test_what_is_kept_already_lets_one_leave(tmp_path: Path) -> None:
    async with shown(tmp_path) as program:
        keep_drafts(file_of(program), DRAFTS)
        await program.press("a", "escape", "q")
        assert program.app._exit
        assert not program.app.forms.keep()


def test_each_timeline_has_its_own(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert keep_drafts(one, DRAFTS)
    assert drafts_of(other) == {}
    assert keep_drafts(other, {})
    assert drafts_of(one) == DRAFTS
    assert keep_drafts(one, {})
    assert drafts_of(one) == {}


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(60):
        keep_drafts(tmp_path / f"{number}", DRAFTS)
    assert [bool(drafts_of(tmp_path / name)) for name in ("0", "9", "10", "59")] == [False, False, True, True]


@pytest.mark.parametrize("held", ["", "[", "[]", "[" * 100_000, "1", '"x"', "\x00"])
def test_what_cannot_be_understood_is_nothing(tmp_path: Path, held: str) -> None:
    path = settings_path().with_name("drafts.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(held)
    assert drafts_of(tmp_path / "one") == {}


@pytest.mark.parametrize("drafts", [[], "x", {"event": 1}, {"event": {"title": 1}}, {"event": ["title"]}])
def test_nothing_but_texts_comes_into_a_form(tmp_path: Path, drafts: object) -> None:
    path = settings_path().with_name("drafts.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({str(tmp_path / "one"): drafts}))
    assert drafts_of(tmp_path / "one") == {}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    path = settings_path().with_name("drafts.json")
    path.mkdir(parents=True)
    assert not keep_drafts(tmp_path / "one", DRAFTS)
