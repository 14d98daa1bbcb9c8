"""A timeline begins where it was left, whatever became of it, and of what remembers it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.tui.screens import RAIDS, Shown, shown
from timeline_tui.jobs.cache import index_name
from timeline_tui.session.journey import LeftPlace
from timeline_tui.session.settings import keep_place, leave, left_place

PLACES = "places.json"


def kept() -> Path:
    return Path(os.environ["TIMELINE_TUI_STATE"]) / PLACES


def keep(text: str | bytes) -> None:
    kept().parent.mkdir(parents=True, exist_ok=True)
    kept().write_bytes(text if isinstance(text, bytes) else text.encode())


def here(program: Shown) -> str:
    row = program.reader.row
    return row.id if row is not None else ""


async def left_at(folder: Path, *keys: str, text: str = RAIDS) -> str:
    async with shown(folder, text, at=None) as program:
        await program.press(*keys)
        assert leave(program.reader)
        return here(program)


async def test_it_begins_where_it_was_left(tmp_path: Path) -> None:
    assert await left_at(tmp_path, "end") == "undated"
    async with shown(tmp_path, at=None) as program:
        assert here(program) == "undated"
        assert "▶" in program.text
        assert not program.reader.journey.deep
        assert not program.notices


async def test_what_is_asked_for_goes_before_it(tmp_path: Path) -> None:
    await left_at(tmp_path, "end")
    async with shown(tmp_path, at="second") as program:
        assert here(program) == "second"


async def test_an_event_that_is_gone_leaves_its_date(tmp_path: Path) -> None:
    await left_at(tmp_path, "down", "down")
    async with shown(tmp_path, RAIDS.replace("id: shelling", "id: other"), at=None) as program:
        assert here(program) == "second"


async def test_one_that_is_gone_and_had_no_date_leaves_nothing(tmp_path: Path) -> None:
    start = await left_at(tmp_path, "end")
    async with shown(tmp_path, RAIDS.replace("id: undated", "id: other"), at=None) as program:
        assert here(program) != start
        assert not program.notices


async def test_another_file_begins_where_every_file_does(tmp_path: Path) -> None:
    await left_at(tmp_path, "end")
    (tmp_path / "other").mkdir()
    async with shown(tmp_path / "other", at=None) as program:
        assert here(program) != "undated"


async def test_nothing_is_remembered_where_that_is_not_wanted(tmp_path: Path) -> None:
    await left_at(tmp_path, "end")
    settings = Path(os.environ["TIMELINE_TUI_CONFIG"]) / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"places": false}')
    before = kept().read_bytes()
    async with shown(tmp_path, at=None) as program:
        assert here(program) != "undated"
        await program.press("down", "down")
        assert leave(program.reader)
    assert kept().read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "[" * 100_000,
        b"\xff\xfe\x00",
        "{}" + " " * (2 << 20),
        '{"KEY": null}',
        '{"KEY": ["undated"]}',
        '{"KEY": [1, 2]}',
        '{"KEY": ["no such event", "no date"]}',
        '{"KEY": ["\\ud800\\u0000", "\\ud800"]}',
        '{"KEY": {"undated": "2023"}}',
    ],
)
async def test_garbage_is_no_place_and_is_replaced(text: str | bytes, tmp_path: Path) -> None:
    key = index_name(tmp_path / "raids.timeline.yaml")
    keep(text.replace("KEY", key) if isinstance(text, str) else text)
    async with shown(tmp_path, at=None) as program:
        assert here(program) != "undated"
        assert not program.notices
        await program.press("end")
        assert leave(program.reader)
    assert json.loads(kept().read_text())[key] == ["undated", None]


def test_a_pipe_or_a_folder_in_its_place_is_no_fault(tmp_path: Path) -> None:
    kept().parent.mkdir(parents=True)
    os.mkfifo(kept())
    assert left_place(tmp_path) is None
    kept().unlink()
    kept().mkdir()
    assert left_place(tmp_path) is None
    assert not keep_place(tmp_path, LeftPlace("one", None))
    assert [path.name for path in kept().parent.iterdir()] == [PLACES]


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    kept().parent.write_text("a file stands where the folder should be")
    assert left_place(tmp_path) is None
    assert not keep_place(tmp_path, LeftPlace("one", None))


def test_only_the_newest_places_are_kept_and_say_nothing_of_their_files(tmp_path: Path) -> None:
    for number in range(510):
        assert keep_place(tmp_path / f"{number}.yaml", LeftPlace(f"event {number}", "2023"))
    assert left_place(tmp_path / "9.yaml") is None
    assert left_place(tmp_path / "10.yaml") == ("event 10", "2023")
    assert keep_place(tmp_path / "10.yaml", LeftPlace("later", None))
    assert keep_place(tmp_path / "510.yaml", LeftPlace("new", None))
    assert left_place(tmp_path / "10.yaml") == ("later", None)
    assert left_place(tmp_path / "11.yaml") is None
    assert "yaml" not in kept().read_text()
    assert kept().stat().st_mode & 0o077 == 0


def test_an_id_of_any_length_takes_no_room(tmp_path: Path) -> None:
    assert keep_place(tmp_path, LeftPlace("x" * 1001, None))
    assert left_place(tmp_path) is None
